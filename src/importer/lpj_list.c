#include "importer/lpj_list.h"

#include "base/memory.h"
#include "lpj_row.h"
#include "programme/person_name.h"

void lpj_list_result_free(struct lpj_list_result *result)
{
    findings_free(&result->findings);
    *result = (struct lpj_list_result){ 0 };
}

struct taking_in {
    struct journal *journal;
    const struct programme *programme;
    int region; /* of the verifier at work; 0 = all */
    struct person_rows rows;
    struct lpj_list_result result;
};

static void taking_in_free(struct taking_in *taking)
{
    person_rows_free(&taking->rows);
    lpj_list_result_free(&taking->result);
}

static void tell(struct taking_in *taking, const struct lpj_row *row, enum finding_name name, int column, struct text value, struct text expected)
{
    struct buffer nik SCOPED_BUFFER = { 0 };
    struct buffer wanted SCOPED_BUFFER = { 0 };
    nik_print((struct nik){ row->person.nik }, &nik);
    buffer_add(&wanted, expected);
    findings_add(&taking->result.findings, finding_of(name), row->person.line, column, buffer_text(&nik), value, buffer_string(&wanted));
}

static struct lpj_report report_of(const struct taking_in *taking, const struct lpj_row *row, int64_t file)
{
    return (struct lpj_report){ .received = row->received, .used = row->used, .document = person_rows_text(&taking->rows, row->document),
                                .note = person_rows_text(&taking->rows, row->note), .file = file };
}

static void refuse(struct taking_in *taking, struct lpj_row *row, enum finding_name name, int column, struct text expected)
{
    struct buffer value SCOPED_BUFFER = { 0 };
    if (name == L_TOO_MUCH) {
        money_print(row->used, &value);
    } else if (column == taking->rows.column[REPORT_COLUMN_TANGGAL] && !day_is_none(row->received)) {
        day_print(row->received, &value);
    } else {
        nik_print((struct nik){ row->person.nik }, &value);
    }
    tell(taking, row, name, column, buffer_text(&value), expected);
    row->person.refused = true;
}

static void check_accepted(struct taking_in *taking, const struct lpj_row *row, const struct lpj_payout *payout)
{
    struct text nama = person_rows_text(&taking->rows, row->person.nama);
    struct money rest;
    if (nama.length > 0 && !person_names_agree(nama, buffer_text(&payout->name))) {
        tell(taking, row, L_NAME, taking->rows.columns.of_field[FIELD_NAMA], nama, buffer_text(&payout->name));
    }
    if (money_subtract(payout->kept, row->used, &rest) && rest.rupiah > 0) {
        struct buffer used SCOPED_BUFFER = { 0 };
        struct buffer shown SCOPED_BUFFER = { 0 };
        money_print(row->used, &used);
        money_print(payout->kept, &shown);
        tell(taking, row, L_REST, taking->rows.column[REPORT_COLUMN_JUMLAH], buffer_text(&used), buffer_text(&shown));
    }
}

static const struct error *judge(struct taking_in *taking, struct lpj_row *row)
{
    struct lpj_payout payout SCOPED_LPJ_PAYOUT = { 0 };
    struct buffer shown SCOPED_BUFFER = { 0 };
    struct lpj_report report = report_of(taking, row, 1); /* of a list, whose entry is not there yet */
    const int *column = taking->rows.column;
    int nik_column = taking->rows.columns.of_field[FIELD_NIK];
    const struct payee payee = payee_of((struct nik){ row->person.nik });
    enum lpj_result result;
    TRY(lpj_payout_find(taking->journal->store, taking->programme->year, &payee, &payout));
    if (!payout.found) {
        refuse(taking, row, L_NIK_UNKNOWN, nik_column, TEXT_EMPTY);
        return NULL;
    }
    if (taking->region != 0 && payout.kabkota != taking->region) {
        refuse(taking, row, V_REGION, nik_column, TEXT_EMPTY);
        return NULL;
    }
    TRY(lpj_judge(taking->journal, &payout, &report, &result));
    switch (result) {
    case LPJ_NEW:
        check_accepted(taking, row, &payout);
        break;
    case LPJ_UNCHANGED:
        row->known = true;
        break;
    case LPJ_NOT_PAID:
        refuse(taking, row, L_NOT_PAID, nik_column, TEXT_EMPTY);
        break;
    case LPJ_TOO_MUCH:
        money_print(payout.kept, &shown);
        refuse(taking, row, L_TOO_MUCH, column[REPORT_COLUMN_JUMLAH], buffer_text(&shown));
        break;
    case LPJ_BEFORE_RECEIPT:
        day_print(payout.receipt, &shown);
        refuse(taking, row, L_BEFORE_RECEIPT, column[REPORT_COLUMN_TANGGAL], buffer_text(&shown));
        break;
    case LPJ_AFTER:
        day_print(taking->journal->event.day, &shown);
        refuse(taking, row, L_AFTER, column[REPORT_COLUMN_TANGGAL], buffer_text(&shown));
        break;
    }
    return NULL;
}

static const struct error *judge_all(struct taking_in *taking)
{
    struct lpj_list_result *result = &taking->result;
    result->rejected = taking->rows.rejected;
    for (size_t i = 0; i < taking->rows.count; i++) {
        struct lpj_row *row = lpj_row_at(&taking->rows, i);
        if (!row->person.refused && !row->person.repeated) {
            TRY(judge(taking, row));
        }
        if (row->person.refused) {
            result->rejected += 1;
        } else if (row->person.repeated || row->known) {
            result->unchanged += 1;
        } else {
            result->accepted += 1;
            CHECK(money_add(result->used, row->used, &result->used)); /* at most what was paid */
        }
    }
    result->rows = (int64_t)taking->rows.count + taking->rows.rejected;
    return NULL;
}

static const struct error *store_all(struct taking_in *taking, const char *path)
{
    const struct lpj_list_result *result = &taking->result;
    const char *slash = strrchr(path, '/');
    const struct lpj_file file = { slash == NULL ? path : slash + 1, result->sha256, result->accepted, result->unchanged, result->rejected };
    int64_t entry;
    TRY(lpj_file_record(taking->journal, taking->programme->year, &file, &entry));
    for (size_t i = 0; i < taking->rows.count; i++) {
        const struct lpj_row *row = lpj_row_at(&taking->rows, i);
        struct lpj_payout payout SCOPED_LPJ_PAYOUT = { 0 };
        struct lpj_report report = report_of(taking, row, entry);
        const struct payee payee = payee_of((struct nik){ row->person.nik });
        if (row->person.refused || row->person.repeated || row->known) {
            continue;
        }
        TRY(lpj_payout_find(taking->journal->store, taking->programme->year, &payee, &payout));
        TRY(lpj_record(taking->journal, &payout, &report));
    }
    taking->result.recorded = true;
    return NULL;
}

static const struct error *take_in(struct taking_in *taking, const char *path, const struct table_wish *wish)
{
    struct findings *findings = &taking->result.findings;
    findings_init(findings);
    TRY(person_rows_read(path, wish, taking->programme, taking->journal->event.day, &lpj_rows, findings, &taking->rows));
    taking->result.sha256 = taking->rows.sha256;
    TRY(judge_all(taking));
    findings_sort(findings);
    return taking->result.accepted > 0 ? store_all(taking, path) : NULL;
}

const struct error *lpj_list_take_in(struct journal *journal, const struct programme *programme, int region, const char *path, const struct table_wish *wish,
                                     struct lpj_list_result *out)
{
    struct taking_in taking = { .journal = journal, .programme = programme, .region = region };
    const struct error *error = take_in(&taking, path, wish);
    if (error == NULL) {
        *out = taking.result;
        taking.result = (struct lpj_list_result){ 0 };
    }
    taking_in_free(&taking);
    return error;
}
