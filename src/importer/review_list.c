#include "importer/review_list.h"

#include "base/memory.h"
#include "programme/person_name.h"
#include "review_row.h"

void review_list_result_free(struct review_list_result *result)
{
    findings_free(&result->findings);
    *result = (struct review_list_result){ 0 };
}

struct taking_in {
    struct journal *journal;
    const struct programme *programme;
    const char *file_name; /* without folders */
    bool again; /* whatever was taken in before */
    struct person_rows rows;
    int region;
    struct review_list_result result;
};

static void taking_in_free(struct taking_in *taking)
{
    person_rows_free(&taking->rows);
    review_list_result_free(&taking->result);
}

static void tell(struct taking_in *taking, const struct review_row *row, enum finding_name name, enum field field, struct text value, struct text expected)
{
    struct buffer nik SCOPED_BUFFER = { 0 };
    struct buffer wanted SCOPED_BUFFER = { 0 };
    nik_print((struct nik){ row->person.nik }, &nik);
    buffer_add(&wanted, expected);
    findings_add(&taking->result.findings, finding_of(name), row->person.line, taking->rows.columns.of_field[field], buffer_text(&nik),
                 field == FIELD_NIK ? buffer_text(&nik) : value, buffer_string(&wanted));
}

static struct review_order order_of(const struct taking_in *taking, const struct review_row *row, int64_t file)
{
    return (struct review_order){ row->verdict, person_rows_text(&taking->rows, row->reason), file };
}

static const struct error *judge_new(struct taking_in *taking, struct review_row *row)
{
    struct standing_applicant standing SCOPED_STANDING_APPLICANT = { 0 };
    struct review_order order = order_of(taking, row, 0);
    struct text nama = person_rows_text(&taking->rows, row->person.nama);
    enum review_result result;
    TRY(standing_applicant_load(taking->journal->store, taking->programme->year, (struct nik){ row->person.nik }, &standing));
    if (!standing.found) {
        tell(taking, row, V_NIK_UNKNOWN, FIELD_NIK, TEXT_EMPTY, TEXT_EMPTY);
        row->person.refused = true;
        taking->result.rejected += 1;
        return NULL;
    }
    if (taking->region != 0 && standing.applicant.fields[FIELD_KABUPATEN_USAHA].integer != taking->region) {
        tell(taking, row, V_REGION, FIELD_NIK, TEXT_EMPTY, TEXT_EMPTY);
        row->person.refused = true;
        taking->result.rejected += 1;
        return NULL;
    }
    TRY(review_weigh(taking->journal->store, &standing, &order, &result));
    if (result == REVIEW_NEW && !taking->again && taking->result.before.position != 0) {
        bool known = false;
        TRY(review_reading_knew(taking->journal->store, &taking->result.before, standing.applicant.id, &known));
        result = known ? REVIEW_UNCHANGED : REVIEW_NEW;
    }
    switch (result) {
    case REVIEW_NEW:
        taking->result.accepted += 1;
        if (nama.length > 0 && !person_names_agree(nama, standing.applicant.fields[FIELD_NAMA].text)) {
            tell(taking, row, V_NAME, FIELD_NAMA, nama, standing.applicant.fields[FIELD_NAMA].text);
        }
        break;
    case REVIEW_UNCHANGED:
        row->person.repeated = true;
        taking->result.unchanged += 1;
        break;
    case REVIEW_SENT:
        tell(taking, row, V_COMMITTED, FIELD_NIK, TEXT_EMPTY, TEXT_EMPTY);
        row->person.refused = true;
        taking->result.conflicting += 1;
        break;
    }
    return NULL;
}

static const struct error *judge_all(struct taking_in *taking)
{
    struct review_list_result *result = &taking->result;
    result->rejected = taking->rows.rejected;
    for (size_t i = 0; i < taking->rows.count; i++) {
        struct review_row *row = review_row_at(&taking->rows, i);
        if (row->person.refused) {
            result->rejected += 1;
        } else if (row->person.repeated) {
            result->unchanged += 1;
        } else {
            TRY(judge_new(taking, row));
        }
    }
    result->rows = (int64_t)taking->rows.count + taking->rows.rejected;
    return NULL;
}

static const struct error *store_all(struct taking_in *taking)
{
    const struct review_list_result *result = &taking->result;
    const struct review_file file = { taking->file_name, taking->rows.sha256, result->accepted, result->unchanged, result->conflicting, result->rejected };
    int64_t entry;
    TRY(review_file_record(taking->journal, taking->programme->year, &file, &entry));
    for (size_t i = 0; i < taking->rows.count; i++) {
        const struct review_row *row = review_row_at(&taking->rows, i);
        struct standing_applicant standing SCOPED_STANDING_APPLICANT = { 0 };
        struct review review SCOPED_REVIEW = { 0 };
        struct review_order order = order_of(taking, row, entry);
        if (row->person.refused || row->person.repeated) {
            continue;
        }
        TRY(standing_applicant_find(taking->journal->store, taking->programme->year, (struct nik){ row->person.nik }, &standing));
        TRY(review_record(taking->journal, &standing, &order, &review));
    }
    taking->result.recorded = true;
    return NULL;
}

static const struct error *take_in(struct taking_in *taking, const char *path, const struct table_wish *wish)
{
    const char *slash = strrchr(path, '/');
    struct findings *findings = &taking->result.findings;
    taking->file_name = slash == NULL ? path : slash + 1;
    findings_init(findings);
    TRY(person_rows_read(path, wish, taking->programme, taking->journal->event.day, &review_rows, findings, &taking->rows));
    taking->result.sha256 = taking->rows.sha256;
    TRY(review_reading_find(taking->journal->store, taking->programme->year, &taking->rows.sha256, &taking->result.before));
    TRY(judge_all(taking));
    findings_sort(findings);
    /* Also when it says only what stands: that it was read, should what stands change. */
    bool first = taking->result.before.position == 0 && taking->result.unchanged > 0;
    return taking->result.accepted > 0 || first ? store_all(taking) : NULL;
}

const struct error *review_list_take_in(struct journal *journal, const struct programme *programme, const struct review_list_choice *choice, const char *path,
                                        const struct table_wish *wish, struct review_list_result *out)
{
    struct taking_in taking = { .journal = journal, .programme = programme, .region = choice->region, .again = choice->again };
    const struct error *error = take_in(&taking, path, wish);
    if (error == NULL) {
        *out = taking.result;
        taking.result = (struct review_list_result){ 0 };
    }
    taking_in_free(&taking);
    return error;
}
