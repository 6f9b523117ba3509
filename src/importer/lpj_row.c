#include "lpj_row.h"

#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"
#include "importer/day_text.h"

struct text lpj_text(const struct lpj_rows *rows, struct lpj_part part)
{
    return part.length == 0 ? TEXT_EMPTY : (struct text){ rows->texts.bytes + part.offset, part.length };
}

void lpj_rows_free(struct lpj_rows *rows)
{
    memory_free(rows->items);
    buffer_free(&rows->texts);
    *rows = (struct lpj_rows){ 0 };
}

static struct lpj_part keep(struct lpj_rows *rows, struct text text)
{
    struct lpj_part part = { rows->texts.length, text.length };
    buffer_add(&rows->texts, text);
    return part;
}

static const struct error *find_columns(struct lpj_rows *rows, const struct person_list *list)
{
    const struct csv_record *header = table_header(list->table);
    for (size_t i = 0; i < list->columns.width; i++) {
        enum report_column column;
        if (list->columns.field_of[i] != COLUMN_IGNORED || !header_means_report(text_trim(header->fields[i]), &column)) {
            continue;
        }
        if (rows->report_column[column] != 0) {
            return error_new(ERROR_FAILED, _("columns %d and %d both mean %s; leave one of them out"), rows->report_column[column], (int)i + 1,
                             report_column_name(column));
        }
        rows->report_column[column] = (int)i + 1;
    }
    return rows->report_column[REPORT_COLUMN_JUMLAH] != 0
               ? NULL
               : error_new(ERROR_FAILED, _("line %lld: no column for %s"), (long long)header->line, report_column_name(REPORT_COLUMN_JUMLAH));
}

static void read_day(const struct lpj_rows *rows, struct person_list *list, struct day *out)
{
    struct day_reading reading;
    struct text text = cell_unmark(person_list_text(list, rows->report_column[REPORT_COLUMN_TANGGAL]));
    *out = DAY_NONE;
    if (text.length == 0) {
        return;
    }
    day_text_read(text, list->cells.today, &reading);
    if (reading.form == DAY_CERTAIN || reading.form == DAY_EITHER || reading.form == DAY_DAY_FIRST) {
        *out = reading.day;
    } else {
        faults_add(&list->cells.faults, E_DAY, rows->report_column[REPORT_COLUMN_TANGGAL], text, TEXT_EMPTY);
    }
}

static void check_length(struct person_list *list, struct text text, int column)
{
    if (text.length > LPJ_TEXT_MAX) {
        faults_add(&list->cells.faults, L_TEXT_LONG, column, text_cut(text, 100), TEXT_EMPTY);
    }
}

static void read_row(struct lpj_rows *rows, struct person_list *list, const struct applicant *cells)
{
    struct faults *faults = &list->cells.faults;
    struct lpj_row row = { .line = cells->line, .nik = applicant_nik(cells).number, .received = DAY_NONE };
    if (faults->errors == 0) {
        struct text document = person_list_text(list, rows->report_column[REPORT_COLUMN_BERKAS]);
        struct text note = cells->fields[FIELD_KETERANGAN].text;
        if (row.nik == 0) {
            person_list_fault(list, E_REQUIRED, FIELD_NIK, TEXT_EMPTY);
        }
        read_day(rows, list, &row.received);
        person_list_money(list, rows->report_column[REPORT_COLUMN_JUMLAH], &row.used);
        check_length(list, document, rows->report_column[REPORT_COLUMN_BERKAS]);
        check_length(list, note, list->columns.of_field[FIELD_KETERANGAN]);
        row.document = keep(rows, document);
        row.note = keep(rows, note);
        row.nama = keep(rows, cells->fields[FIELD_NAMA].text);
    }
    if (faults->errors > 0) { /* what is odd about a NIK was said when its applicant was taken in */
        (void)person_list_sound(list);
        rows->rejected += 1;
        return;
    }
    rows->items = memory_grow(rows->items, rows->count, &rows->capacity, sizeof(*rows->items));
    rows->items[rows->count++] = row;
}

static int by_nik(const void *left, const void *right)
{
    const struct lpj_row *a = left;
    const struct lpj_row *b = right;
    if (a->nik != b->nik) {
        return a->nik < b->nik ? -1 : 1;
    }
    return a->line < b->line ? -1 : (a->line > b->line ? 1 : 0);
}

static int by_line(const void *left, const void *right)
{
    const struct lpj_row *a = left;
    const struct lpj_row *b = right;
    return a->line < b->line ? -1 : (a->line > b->line ? 1 : 0);
}

static bool same(const struct lpj_rows *rows, const struct lpj_row *a, const struct lpj_row *b)
{
    return a->received.number == b->received.number && a->used.rupiah == b->used.rupiah &&
           text_equal(lpj_text(rows, a->document), lpj_text(rows, b->document)) && text_equal(lpj_text(rows, a->note), lpj_text(rows, b->note));
}

/* Rows of one NIK: all say the same, or all are refused. */
static void judge_person(const struct lpj_rows *rows, struct lpj_row *first, size_t count, struct findings *findings)
{
    struct buffer nik SCOPED_BUFFER = { 0 };
    bool all_same = true;
    for (size_t i = 1; i < count; i++) {
        all_same = all_same && same(rows, &first[i], first);
    }
    nik_print((struct nik){ first->nik }, &nik);
    for (size_t i = 0; i < count && count > 1; i++) {
        first[i].repeated = all_same && i > 0;
        first[i].refused = !all_same;
        if (!all_same) {
            findings_add(findings, finding_of(L_TWICE), first[i].line, rows->columns.of_field[FIELD_NIK], buffer_text(&nik), buffer_text(&nik), "");
        }
    }
}

static void judge_among_themselves(struct lpj_rows *rows, struct findings *findings)
{
    if (rows->count < 2) {
        return;
    }
    qsort(rows->items, rows->count, sizeof(*rows->items), by_nik);
    for (size_t from = 0, to; from < rows->count; from = to) {
        to = from + 1;
        while (to < rows->count && rows->items[to].nik == rows->items[from].nik) {
            to++;
        }
        judge_person(rows, &rows->items[from], to - from, findings);
    }
    qsort(rows->items, rows->count, sizeof(*rows->items), by_line);
}

static const struct error *read_rows(struct lpj_rows *rows, struct person_list *list)
{
    static const enum field needed[] = { FIELD_NIK, FIELD_COUNT };
    struct applicant cells;
    bool more;
    TRY(person_list_require(list, needed));
    TRY(find_columns(rows, list));
    for (;;) {
        TRY(person_list_next(list, &cells, &more));
        if (!more) {
            return rows->count > 0 || rows->rejected > 0 ? NULL : error_new(ERROR_FAILED, _("the file has a header and no rows"));
        }
        read_row(rows, list, &cells);
    }
}

const struct error *lpj_rows_read(const char *path, const struct table_wish *wish, const struct programme *programme, struct day today,
                                  struct findings *findings, struct lpj_rows *out)
{
    static const enum field fields[] = { FIELD_NIK, FIELD_NAMA, FIELD_KETERANGAN, FIELD_COUNT };
    struct lpj_rows rows __attribute__((cleanup(lpj_rows_free))) = { 0 };
    struct person_list list SCOPED_PERSON_LIST = { 0 };
    TRY(person_list_open(path, wish, programme, today, fields, findings, &list));
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
