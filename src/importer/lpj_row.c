#include "lpj_row.h"

#include "importer/day_text.h"

struct lpj_row *lpj_row_at(const struct person_rows *rows, size_t index)
{
    return (struct lpj_row *)person_rows_at(rows, index);
}

static bool means(const struct person_list *list, size_t index, int *which_out)
{
    enum report_column column;
    if (list->columns.field_of[index] != COLUMN_IGNORED || !header_means_report(text_trim(table_header(list->table)->fields[index]), &column)) {
        return false;
    }
    *which_out = (int)column;
    return true;
}

static const char *column_name(int which)
{
    return report_column_name((enum report_column)which);
}

static void read_day(const struct person_rows *rows, struct person_list *list, struct day *out)
{
    struct day_reading reading;
    struct text text = cell_unmark(person_list_text(list, rows->column[REPORT_COLUMN_TANGGAL]));
    *out = DAY_NONE;
    if (text.length == 0) {
        return;
    }
    day_text_read(text, list->cells.today, &reading);
    if (reading.form == DAY_CERTAIN || reading.form == DAY_EITHER || reading.form == DAY_DAY_FIRST) {
        *out = reading.day;
    } else {
        faults_add(&list->cells.faults, E_DAY, rows->column[REPORT_COLUMN_TANGGAL], text, TEXT_EMPTY);
    }
}

static void check_length(struct person_list *list, struct text text, int column)
{
    if (text.length > LPJ_TEXT_MAX) {
        faults_add(&list->cells.faults, L_TEXT_LONG, column, text_cut(text, 100), TEXT_EMPTY);
    }
}

static void read_row(struct person_rows *rows, struct person_list *list, const struct applicant *cells, struct person_row *person)
{
    struct lpj_row *row = (struct lpj_row *)person;
    if (list->cells.faults.errors > 0) {
        return;
    }
    struct text document = person_list_text(list, rows->column[REPORT_COLUMN_BERKAS]);
    struct text note = cells->fields[FIELD_KETERANGAN].text;
    if (person->nik == 0) {
        person_list_fault(list, E_REQUIRED, FIELD_NIK, TEXT_EMPTY);
    }
    read_day(rows, list, &row->received);
    person_list_money(list, rows->column[REPORT_COLUMN_JUMLAH], &row->used);
    check_length(list, document, rows->column[REPORT_COLUMN_BERKAS]);
    check_length(list, note, list->columns.of_field[FIELD_KETERANGAN]);
    row->document = person_rows_keep(rows, document);
    row->note = person_rows_keep(rows, note);
}

static bool same(const struct person_rows *rows, const struct person_row *one, const struct person_row *other)
{
    const struct lpj_row *a = (const struct lpj_row *)one;
    const struct lpj_row *b = (const struct lpj_row *)other;
    return a->received.number == b->received.number && a->used.rupiah == b->used.rupiah &&
           text_equal(person_rows_text(rows, a->document), person_rows_text(rows, b->document)) &&
           text_equal(person_rows_text(rows, a->note), person_rows_text(rows, b->note));
}

static void contradict(const struct person_rows *rows, const struct person_row *row, struct findings *findings)
{
    struct buffer nik SCOPED_BUFFER = { 0 };
    nik_print((struct nik){ row->nik }, &nik);
    findings_add(findings, finding_of(L_TWICE), row->line, rows->columns.of_field[FIELD_NIK], buffer_text(&nik), buffer_text(&nik), "");
}

static const enum field fields[] = { FIELD_NIK, FIELD_NAMA, FIELD_KETERANGAN, FIELD_COUNT };
static const enum field needed[] = { FIELD_NIK, FIELD_COUNT };
const struct row_kind lpj_rows = {
    .size = sizeof(struct lpj_row), .fields = fields, .needed = needed, .means = means, .column_name = column_name, .must = REPORT_COLUMN_JUMLAH,
    .read = read_row, .same = same, .contradict = contradict,
};
