#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "compare_internal.h"

enum { SHOWN_BYTES = 120, KEPT_OF_A_SHEET = 10 /* so that a sheet with many hides no other */ };

static const char *const kind_names[] = {
    [DIFFERENT_VALUE] = "value",   [DIFFERENT_TYPE] = "type",   [DIFFERENT_FORMULA] = "formula", [DIFFERENT_FORMAT] = "format",         [DIFFERENT_ROW] = "row",
    [DIFFERENT_SHEET] = "sheet",   [DIFFERENT_ORDER] = "order", [DIFFERENT_HIDDEN] = "hidden",   [DIFFERENT_NAME] = "name",             [DIFFERENT_PROTECTION] = "protection",
    [DIFFERENT_CONDITION] = "condition", [DIFFERENT_MERGE] = "merge", [DIFFERENT_PAGE] = "page",       [DIFFERENT_PART] = "part",
};

const char *difference_kind_name(enum difference_kind kind)
{
    return kind_names[kind];
}

static char *printable(const char *string)
{
    struct buffer text SCOPED_BUFFER = { 0 };
    if (string == NULL) {
        return NULL;
    }
    buffer_add_printable(&text, text_of(string), SHOWN_BYTES);
    char *copy = memory_new(text.length + 1);
    memcpy(copy, buffer_string(&text), text.length);
    return copy;
}

static size_t kept_of(const struct workbook_differences *list, const char *sheet)
{
    size_t count = 0;
    for (size_t i = 0; i < list->kept; i++) {
        count += strcmp(list->items[i].sheet, sheet) == 0 ? 1 : 0;
    }
    return count;
}

void difference_add(struct workbook_differences *list, enum difference_kind kind, const char *sheet, const char *place, const char *in_file, const char *by_ledger)
{
    list->count += 1;
    if (list->kept == DIFFERENCES_KEPT || kept_of(list, sheet) >= KEPT_OF_A_SHEET) {
        return;
    }
    struct workbook_difference *item = &list->items[list->kept++];
    *item = (struct workbook_difference){ .kind = kind, .sheet = printable(sheet), .in_file = printable(in_file), .by_ledger = printable(by_ledger) };
    (void)snprintf(item->place, sizeof(item->place), "%s", place);
}

void difference_append(struct workbook_differences *list, struct workbook_differences *more)
{
    for (size_t i = 0; i < more->kept; i++) {
        const struct workbook_difference *item = &more->items[i];
        difference_add(list, item->kind, item->sheet, item->place, item->in_file, item->by_ledger);
    }
    list->count += more->count - (int64_t)more->kept;
    workbook_differences_free(more);
}

void difference_place(const struct sheet_cell *cell, char place[static 24])
{
    char letters[8] = "";
    size_t count = 0;
    size_t at = 0;
    for (int column = cell->column; column > 0 && count < sizeof(letters); column = (column - 1) / 26) {
        letters[count++] = (char)('A' + (column - 1) % 26);
    }
    while (count > 0) {
        place[at++] = letters[--count];
    }
    (void)snprintf(place + at, 24 - at, "%lld", (long long)cell->row);
}

void workbook_differences_free(struct workbook_differences *differences)
{
    for (size_t i = 0; i < differences->kept; i++) {
        memory_free(differences->items[i].sheet);
        memory_free(differences->items[i].in_file);
        memory_free(differences->items[i].by_ledger);
    }
    *differences = (struct workbook_differences){ .count = 0 };
}
