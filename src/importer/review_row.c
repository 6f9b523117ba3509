#include "review_row.h"

struct review_row *review_row_at(const struct person_rows *rows, size_t index)
{
    return (struct review_row *)person_rows_at(rows, index);
}

static bool means(const struct person_list *list, size_t index, int *which_out)
{
    enum verdict_column column;
    if (!header_means_verdict(text_trim(table_header(list->table)->fields[index]), &column)) {
        return false;
    }
    *which_out = (int)column;
    return true;
}

static const char *column_name(int which)
{
    return verdict_column_name((enum verdict_column)which);
}

/* Without a column of its own the reason is that of keterangan. */
static int reason_column(const struct person_rows *rows)
{
    int own = rows->column[VERDICT_COLUMN_ALASAN];
    return own != 0 ? own : rows->columns.of_field[FIELD_KETERANGAN];
}

static void read_row(struct person_rows *rows, struct person_list *list, const struct applicant *cells, struct person_row *person)
{
    struct review_row *row = (struct review_row *)person;
    struct faults *faults = &list->cells.faults;
    if (faults->errors > 0) {
        return;
    }
    struct text word = person_list_text(list, rows->column[VERDICT_COLUMN_KEPUTUSAN]);
    struct text reason = person_list_text(list, reason_column(rows));
    row->verdict = (enum review_verdict)word_find(list->cells.words, WORD_VERDICT, word).code;
    if (cells->fields[FIELD_NIK].kind == VALUE_MISSING) {
        person_list_fault(list, E_REQUIRED, FIELD_NIK, TEXT_EMPTY);
    }
    if (faults->errors == 0 && row->verdict == REVIEW_NONE) {
        faults_add(faults, word.length == 0 ? E_REQUIRED : V_WORD, rows->column[VERDICT_COLUMN_KEPUTUSAN], word, TEXT_EMPTY);
    }
    if (reason.length > REVIEW_REASON_MAX) {
        faults_add(faults, V_REASON_LONG, reason_column(rows), text_cut(reason, 100), TEXT_EMPTY);
    } else if (faults->errors == 0 && reason.length == 0 && review_needs_reason(row->verdict)) {
        faults_add(faults, V_REASON, reason_column(rows), TEXT_EMPTY, TEXT_EMPTY);
    }
    row->reason = person_rows_keep(rows, reason);
}

static bool same(const struct person_rows *rows, const struct person_row *one, const struct person_row *other)
{
    const struct review_row *a = (const struct review_row *)one;
    const struct review_row *b = (const struct review_row *)other;
    return a->verdict == b->verdict && text_equal(person_rows_text(rows, a->reason), person_rows_text(rows, b->reason));
}

static void contradict(const struct person_rows *rows, const struct person_row *row, struct findings *findings)
{
    struct buffer nik SCOPED_BUFFER = { 0 };
    nik_print((struct nik){ row->nik }, &nik);
    findings_add(findings, finding_of(V_TWICE), row->line, rows->column[VERDICT_COLUMN_KEPUTUSAN], buffer_text(&nik),
                 text_of(verdict_name(((const struct review_row *)row)->verdict)), "");
}

static const enum field fields[] = { FIELD_NIK, FIELD_NAMA, FIELD_KETERANGAN, FIELD_COUNT };
static const enum field needed[] = { FIELD_NIK, FIELD_COUNT };
const struct row_kind review_rows = {
    .size = sizeof(struct review_row), .fields = fields, .needed = needed, .means = means, .column_name = column_name, .must = VERDICT_COLUMN_KEPUTUSAN,
    .read = read_row, .same = same, .contradict = contradict,
};
