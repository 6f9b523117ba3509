#include "exporter/workbook_compare.h"

#include <stdio.h>

#include "base/memory.h"
#include "exporter/workbook_reader.h"

enum { SHOWN_BYTES = 120 };

/* What may come out of the file: as much again as the ledger's own has, for texts that lie in a part of their own, and for what other programs add. */
#define BUDGET_FACTOR 4
#define BUDGET_MORE (INT64_C(64) << 20)

static char *shown(const struct sheet_cell *cell)
{
    struct buffer text SCOPED_BUFFER = { 0 };
    if (cell == NULL) {
        return NULL;
    }
    buffer_add_string(&text, cell->kind == SHEET_NOT_CALCULATED ? "=" : "");
    buffer_add_printable(&text, cell->kind == SHEET_NOT_CALCULATED ? cell->formula : cell->value, SHOWN_BYTES);
    char *copy = memory_new(text.length + 1);
    memcpy(copy, buffer_string(&text), text.length);
    return copy;
}

/* NULL on a side: the cell is empty there. */
static void note(struct workbook_differences *differences, const char *sheet, const struct sheet_cell *in_file, const struct sheet_cell *by_ledger)
{
    const struct sheet_cell *cell = in_file != NULL ? in_file : by_ledger;
    struct buffer text SCOPED_BUFFER = { 0 };
    differences->count += 1;
    if (differences->kept == DIFFERENCES_KEPT) {
        return;
    }
    struct cell_difference *difference = &differences->cells[differences->kept++];
    if (cell != NULL) {
        char letters[8] = "";
        size_t count = 0;
        for (int column = cell->column; column > 0 && count < sizeof(letters); column = (column - 1) / 26) {
            letters[count++] = (char)('A' + (column - 1) % 26);
        }
        size_t at = 0;
        while (count > 0) {
            difference->place[at++] = letters[--count];
        }
        (void)snprintf(difference->place + at, sizeof(difference->place) - at, "%lld", (long long)cell->row);
    }
    buffer_add_printable(&text, text_of(sheet), SHOWN_BYTES);
    difference->sheet = memory_new(text.length + 1);
    memcpy(difference->sheet, buffer_string(&text), text.length);
    difference->in_file = shown(in_file);
    difference->by_ledger = shown(by_ledger);
}

void workbook_differences_free(struct workbook_differences *differences)
{
    for (size_t i = 0; i < differences->kept; i++) {
        memory_free(differences->cells[i].sheet);
        memory_free(differences->cells[i].in_file);
        memory_free(differences->cells[i].by_ledger);
    }
    *differences = (struct workbook_differences){ .count = 0 };
}

/* Below 0: `a` comes first. */
static int order(const struct sheet_cell *a, const struct sheet_cell *b)
{
    if (a->row != b->row) {
        return a->row < b->row ? -1 : 1;
    }
    return a->column - b->column;
}

static const struct error *compare_sheet(struct workbook_reader *file, size_t left, struct workbook_reader *made, size_t right, struct workbook_differences *out)
{
    const char *name = workbook_reader_name(made, right);
    struct sheet_cell one;
    struct sheet_cell other;
    bool has_one;
    bool has_other;
    TRY(workbook_reader_begin(file, left));
    TRY(workbook_reader_begin(made, right));
    TRY(workbook_reader_next(file, &one, &has_one));
    TRY(workbook_reader_next(made, &other, &has_other));
    while (has_one || has_other) {
        int which = !has_other ? -1 : !has_one ? 1 : order(&one, &other);
        if (which != 0 || !sheet_cell_equal(&one, &other)) {
            note(out, name, which <= 0 ? &one : NULL, which >= 0 ? &other : NULL);
        }
        TRY(which <= 0 ? workbook_reader_next(file, &one, &has_one) : NULL);
        TRY(which >= 0 ? workbook_reader_next(made, &other, &has_other) : NULL);
    }
    return NULL;
}

static size_t find_sheet(const struct workbook_reader *reader, const char *name)
{
    size_t i = 0;
    while (i < workbook_reader_count(reader) && strcmp(workbook_reader_name(reader, i), name) != 0) {
        i++;
    }
    return i;
}

static const struct error *compare_all(struct workbook_reader *file, struct workbook_reader *made, struct workbook_differences *out)
{
    for (size_t i = 0; i < workbook_reader_count(made); i++) {
        size_t same = find_sheet(file, workbook_reader_name(made, i));
        if (same == workbook_reader_count(file)) {
            note(out, workbook_reader_name(made, i), NULL, NULL);
        } else {
            TRY(compare_sheet(file, same, made, i, out));
        }
    }
    for (size_t i = 0; i < workbook_reader_count(file); i++) {
        if (find_sheet(made, workbook_reader_name(file, i)) == workbook_reader_count(made)) {
            note(out, workbook_reader_name(file, i), NULL, NULL);
        }
    }
    return NULL;
}

const struct error *workbook_compare(const char *path, const char *made, struct workbook_differences *out)
{
    struct workbook_reader *ours SCOPED_WORKBOOK_READER = NULL;
    struct workbook_reader *theirs SCOPED_WORKBOOK_READER = NULL;
    *out = (struct workbook_differences){ .count = 0 };
    TRY(workbook_reader_open(made, INT64_MAX, &ours));
    TRY(workbook_reader_open(path, workbook_reader_bytes(ours) * BUDGET_FACTOR + BUDGET_MORE, &theirs));
    const struct error *error = compare_all(theirs, ours, out);
    if (error != NULL) {
        workbook_differences_free(out);
    }
    return error;
}
