#include "person_rows.h"

#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"

struct person_row *person_rows_at(const struct person_rows *rows, size_t index)
{
    return (struct person_row *)(void *)((char *)rows->items + index * rows->kind->size);
}

struct text person_rows_text(const struct person_rows *rows, struct row_text text)
{
    return text.length == 0 ? TEXT_EMPTY : (struct text){ rows->texts.bytes + text.offset, text.length };
}

struct row_text person_rows_keep(struct person_rows *rows, struct text text)
{
    struct row_text kept = { rows->texts.length, text.length };
    buffer_add(&rows->texts, text);
    return kept;
}

void person_rows_free(struct person_rows *rows)
{
    memory_free(rows->items);
    buffer_free(&rows->texts);
    *rows = (struct person_rows){ 0 };
}

/* The columns that are no fields of an applicant. */
static const struct error *find_columns(struct person_rows *rows, const struct person_list *list)
{
    const struct row_kind *kind = rows->kind;
    for (size_t i = 0; i < list->columns.width; i++) {
        int which;
        if (!kind->means(list, i, &which)) {
            continue;
        }
        if (rows->column[which] != 0) {
            return error_new(ERROR_FAILED, _("columns %d and %d both mean %s; leave one of them out"), rows->column[which], (int)i + 1, kind->column_name(which));
        }
        rows->column[which] = (int)i + 1;
    }
    return rows->column[kind->must] != 0
               ? NULL
               : error_new(ERROR_FAILED, _("line %lld: no column for %s"), (long long)table_header(list->table)->line, kind->column_name(kind->must));
}

static void read_row(struct person_rows *rows, struct person_list *list, const struct applicant *cells)
{
    const struct row_kind *kind = rows->kind;
    rows->items = memory_grow(rows->items, rows->count, &rows->capacity, kind->size);
    struct person_row *row = person_rows_at(rows, rows->count);
    memset(row, 0, kind->size);
    row->line = cells->line;
    row->nik = applicant_nik(cells).number;
    row->nama = person_rows_keep(rows, cells->fields[FIELD_NAMA].text);
    kind->read(rows, list, cells, row);
    if (list->cells.faults.errors > 0) { /* what is odd about a NIK was said when its applicant was taken in */
        (void)person_list_sound(list);
        rows->rejected += 1;
    } else {
        rows->count += 1;
    }
}

static const struct error *read_rows(struct person_rows *rows, struct person_list *list)
{
    struct applicant cells;
    bool more;
    TRY(person_list_require(list, rows->kind->needed));
    TRY(rows->kind->means == NULL ? NULL : find_columns(rows, list));
    for (;;) {
        TRY(person_list_next(list, &cells, &more));
        if (!more) {
            return rows->count > 0 || rows->rejected > 0 ? NULL : error_new(ERROR_FAILED, _("the file has a header and no rows"));
        }
        read_row(rows, list, &cells);
    }
}

static int compare(int64_t left, int64_t right)
{
    return left < right ? -1 : (left > right ? 1 : 0);
}

static int by_line(const void *left, const void *right)
{
    const struct person_row *a = left;
    const struct person_row *b = right;
    return compare(a->line, b->line);
}

static int by_nik(const void *left, const void *right)
{
    const struct person_row *a = left;
    const struct person_row *b = right;
    return a->nik != b->nik ? compare(a->nik, b->nik) : by_line(left, right);
}

static void judge_person(const struct person_rows *rows, size_t from, size_t to, struct findings *findings)
{
    bool same = true;
    for (size_t i = from + 1; i < to; i++) {
        same = same && rows->kind->same(rows, person_rows_at(rows, from), person_rows_at(rows, i));
    }
    for (size_t i = from; i < to && to - from > 1; i++) {
        struct person_row *row = person_rows_at(rows, i);
        row->repeated = same && i > from;
        row->refused = !same;
        if (!same) {
            rows->kind->contradict(rows, row, findings);
        }
    }
}

static void judge_among_themselves(struct person_rows *rows, struct findings *findings)
{
    if (rows->count < 2) {
        return;
    }
    qsort(rows->items, rows->count, rows->kind->size, by_nik);
    for (size_t from = 0, to; from < rows->count; from = to) {
        to = from + 1;
        while (to < rows->count && person_rows_at(rows, to)->nik == person_rows_at(rows, from)->nik) {
            to++;
        }
        judge_person(rows, from, to, findings);
    }
    qsort(rows->items, rows->count, rows->kind->size, by_line);
}

const struct error *person_rows_read(const char *path, const struct table_wish *wish, const struct programme *programme, struct day today, const struct row_kind *kind,
                                     struct findings *findings, struct person_rows *out)
{
    struct person_rows rows SCOPED_PERSON_ROWS = { .kind = kind };
    struct person_list list SCOPED_PERSON_LIST = { 0 };
    TRY(person_list_open(path, wish, programme, today, kind->fields, findings, &list));
    rows.columns = list.columns;
    const struct error *error = read_rows(&rows, &list);
    if (error != NULL) {
        error_context("%s", path);
        return error;
    }
    hasher_finish(list.hasher, &rows.sha256);
    judge_among_themselves(&rows, findings);
    MEMORY_GIVE(out, rows);
    return NULL;
}
