#include "exporter/workbook_compare.h"

#include "compare_internal.h"

/* What may come out of the file: its sheets twice, as much again as the ledger's own has, for texts that lie in a part of their own, and for what
 * other programs add. */
#define BUDGET_FACTOR 6
#define BUDGET_MORE (INT64_C(64) << 20)

static size_t find_sheet(const struct workbook_reader *reader, const char *name)
{
    size_t i = 0;
    while (i < workbook_reader_count(reader) && strcmp(workbook_reader_name(reader, i), name) != 0) {
        i++;
    }
    return i;
}

/* Sheets that both have. */
static void add_order(const struct workbook_reader *reader, const struct workbook_reader *other, struct buffer *out)
{
    for (size_t i = 0; i < workbook_reader_count(reader); i++) {
        const char *name = workbook_reader_name(reader, i);
        if (find_sheet(other, name) < workbook_reader_count(other)) {
            buffer_format(out, "%s%s", out->length == 0 ? "" : ", ", name);
        }
    }
}

static void compare_order(struct comparison *comparison)
{
    struct buffer one SCOPED_BUFFER = { 0 };
    struct buffer other SCOPED_BUFFER = { 0 };
    add_order(comparison->file, comparison->made, &one);
    add_order(comparison->made, comparison->file, &other);
    if (!text_equal(buffer_text(&one), buffer_text(&other))) {
        difference_add(comparison->found, DIFFERENT_ORDER, "", "", buffer_string(&one), buffer_string(&other));
    }
}

static const struct error *compare_all(struct comparison *comparison)
{
    struct workbook_reader *file = comparison->file;
    struct workbook_reader *made = comparison->made;
    TRY(fill_in_find(made, &comparison->fill_in));
    for (size_t i = 0; i < workbook_reader_count(made); i++) {
        const char *name = workbook_reader_name(made, i);
        size_t same = find_sheet(file, name);
        if (same == workbook_reader_count(file)) {
            difference_add(comparison->found, DIFFERENT_SHEET, name, "", NULL, name);
        } else {
            TRY(sheet_compare(comparison, same, i));
        }
    }
    for (size_t i = 0; i < workbook_reader_count(file); i++) {
        const char *name = workbook_reader_name(file, i);
        /* Of two sheets with one name only the first was compared. */
        if (find_sheet(made, name) == workbook_reader_count(made) || find_sheet(file, name) != i) {
            difference_add(comparison->found, DIFFERENT_SHEET, name, "", name, NULL);
        }
    }
    compare_order(comparison);
    features_differ(comparison, "", workbook_reader_features(file), workbook_reader_features(made));
    /* What other rows or the auditor's marks account for is no difference of its own. */
    if (!comparison->rows_differ) {
        difference_append(comparison->found, &comparison->by_rows);
    }
    if (comparison->found->marks > 0) {
        comparison->found->recalculated = comparison->by_marks.count;
    } else {
        difference_append(comparison->found, &comparison->by_marks);
    }
    return NULL;
}

static void comparison_free(struct comparison *comparison)
{
    workbook_reader_close(comparison->file);
    workbook_reader_close(comparison->made);
    fill_in_free(&comparison->fill_in);
    workbook_differences_free(&comparison->by_rows);
    workbook_differences_free(&comparison->by_marks);
}

const struct error *workbook_compare(const char *path, const char *made, struct workbook_differences *out)
{
    struct comparison comparison __attribute__((cleanup(comparison_free))) = { .found = out };
    *out = (struct workbook_differences){ .count = 0 };
    TRY(workbook_reader_open(made, INT64_MAX, &comparison.made));
    workbook_reader_give_open(comparison.made);
    TRY(workbook_reader_open(path, workbook_reader_bytes(comparison.made) * BUDGET_FACTOR + BUDGET_MORE, &comparison.file));
    const struct error *error = compare_all(&comparison);
    if (error != NULL) {
        workbook_differences_free(out);
    }
    return error;
}
