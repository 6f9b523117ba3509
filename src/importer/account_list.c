#include "importer/account_list.h"

#include "account_row.h"
#include "base/language.h"
#include "base/memory.h"
#include "programme/account_file.h"
#include "programme/bank.h"
#include "programme/person_name.h"

void account_result_free(struct account_result *result)
{
    findings_free(&result->findings);
    *result = (struct account_result){ 0 };
}

struct taking_in {
    struct journal *journal;
    const struct programme *programme;
    const char *file_name; /* without folders */
    struct person_rows rows;
    struct account_book book;
    struct account_result result;
};

static void taking_in_free(struct taking_in *taking)
{
    person_rows_free(&taking->rows);
    account_book_free(&taking->book);
    account_result_free(&taking->result);
}

static void refuse(struct taking_in *taking, struct account_row *row, enum finding_name name, enum field field, struct text expected)
{
    account_row_refuse(&taking->rows, row, name == A_DIFFERS ? VERDICT_CONFLICTING : VERDICT_REJECTED, name, field, expected, &taking->result.findings);
}

/* The applicants' file gave the number without a name: the bank's is taken, when it is the applicant's. */
static const struct error *judge_holder(struct taking_in *taking, struct account_row *row, const struct standing_applicant *standing)
{
    struct text applicant = standing->applicant.fields[FIELD_NAMA].text;
    if (!person_names_agree(person_rows_text(&taking->rows, row->holder), applicant)) {
        refuse(taking, row, A_HOLDER, FIELD_NAMA_REKENING, applicant);
    } else if (standing->account > ACCOUNT_KOMITMEN) {
        row->verdict = VERDICT_UNCHANGED;
    }
    return NULL;
}

/* The code of the row's bank. A row that names none says nothing of the bank: it is the stored one, as far as that is known. */
static struct text row_code(const struct taking_in *taking, const struct account_row *row, const struct standing_applicant *standing)
{
    struct text stored_code;
    bool stored = row->bank.length == 0 && bank_code(standing->applicant.fields[FIELD_BANK].text, &stored_code);
    return stored ? stored_code : person_rows_text(&taking->rows, row->code);
}

/* An account that the applicant did not have. */
static const struct error *judge_new(struct taking_in *taking, struct account_row *row, const struct standing_applicant *standing)
{
    struct text applicant = standing->applicant.fields[FIELD_NAMA].text;
    struct nik other;
    if (!person_names_agree(person_rows_text(&taking->rows, row->holder), applicant)) {
        refuse(taking, row, A_HOLDER, FIELD_NAMA_REKENING, applicant);
        return NULL;
    }
    TRY(account_book_find(&taking->book, row_code(taking, row, standing), person_rows_text(&taking->rows, row->number), &other));
    if (other.number != 0) {
        struct buffer owner SCOPED_BUFFER = { 0 };
        buffer_add_string(&owner, "NIK ");
        nik_print(other, &owner);
        refuse(taking, row, A_SHARED, FIELD_NO_REKENING, buffer_text(&owner));
    }
    return NULL;
}

/* The row against the account that is there. */
static const struct error *judge_stored(struct taking_in *taking, struct account_row *row, const struct standing_applicant *standing)
{
    const struct value *values = standing->applicant.fields;
    struct text code = row_code(taking, row, standing);
    struct text number = person_rows_text(&taking->rows, row->number);
    struct text holder = values[FIELD_NAMA_REKENING].text;
    struct text stored_code;
    bool same = text_equal(values[FIELD_NO_REKENING].text, number) && bank_code(values[FIELD_BANK].text, &stored_code) && text_equal(stored_code, code);
    if (same && holder.length == 0) {
        return judge_holder(taking, row, standing);
    }
    same = same && person_names_agree(holder, person_rows_text(&taking->rows, row->holder));
    if (!same) {
        TRY(account_was_there(taking->journal->store, standing->applicant.id, code, number, &same));
    }
    if (same) {
        row->verdict = VERDICT_UNCHANGED;
    } else if (standing->account == ACCOUNT_RETUR) {
        return judge_new(taking, row, standing); /* the money bounced from the stored one */
    } else if (standing->account > ACCOUNT_KOMITMEN) {
        refuse(taking, row, A_SENT, FIELD_NIK, TEXT_EMPTY);
    } else {
        struct buffer stored SCOPED_BUFFER = { 0 };
        buffer_add(&stored, values[FIELD_BANK].text);
        buffer_format(&stored, "%s%.*s %.*s", stored.length == 0 ? "" : " ", TEXT_ARG(values[FIELD_NO_REKENING].text), TEXT_ARG(holder));
        refuse(taking, row, A_DIFFERS, FIELD_NO_REKENING, text_trim(buffer_text(&stored)));
    }
    return NULL;
}

static const struct error *judge(struct taking_in *taking, struct account_row *row)
{
    struct standing_applicant standing SCOPED_STANDING_APPLICANT = { 0 };
    struct text nama = person_rows_text(&taking->rows, row->person.nama);
    TRY(standing_applicant_load(taking->journal->store, taking->programme->year, (struct nik){ row->person.nik }, &standing));
    if (!standing.found) {
        refuse(taking, row, A_NIK_UNKNOWN, FIELD_NIK, TEXT_EMPTY);
        return NULL;
    }
    struct text applicant = standing.applicant.fields[FIELD_NAMA].text;
    if (nama.length > 0 && !person_names_agree(nama, applicant)) {
        refuse(taking, row, A_NAME, FIELD_NAMA, applicant);
        return NULL;
    }
    if (standing.applicant.fields[FIELD_NO_REKENING].kind != VALUE_MISSING) {
        return judge_stored(taking, row, &standing);
    }
    if (standing.account > ACCOUNT_KOMITMEN && standing.account != ACCOUNT_RETUR) {
        refuse(taking, row, A_SENT, FIELD_NIK, TEXT_EMPTY);
        return NULL;
    }
    return judge_new(taking, row, &standing);
}

static const struct error *judge_all(struct taking_in *taking)
{
    struct account_result *result = &taking->result;
    result->rejected = taking->rows.rejected;
    for (size_t i = 0; i < taking->rows.count; i++) {
        struct account_row *row = account_row_at(&taking->rows, i);
        if (row->verdict == VERDICT_ACCEPTED) {
            TRY(judge(taking, row));
        }
        result->accepted += row->verdict == VERDICT_ACCEPTED ? 1 : 0;
        result->unchanged += row->verdict == VERDICT_UNCHANGED ? 1 : 0;
        result->conflicting += row->verdict == VERDICT_CONFLICTING ? 1 : 0;
        result->rejected += row->verdict == VERDICT_REJECTED ? 1 : 0;
    }
    result->rows = (int64_t)taking->rows.count + taking->rows.rejected;
    return NULL;
}

static void set_text(struct applicant *applicant, enum field field, struct text text)
{
    if (text.length > 0) {
        applicant->fields[field] = (struct value){ .kind = VALUE_TEXT, .text = text };
    }
}

static const struct error *amend(struct taking_in *taking, const struct account_row *row, int64_t entry)
{
    struct standing_applicant standing SCOPED_STANDING_APPLICANT = { 0 };
    struct buffer reason SCOPED_BUFFER = { 0 };
    bool recorded;
    TRY(standing_applicant_find(taking->journal->store, taking->programme->year, (struct nik){ row->person.nik }, &standing));
    struct applicant after = standing.applicant;
    struct text stored_code;
    if (after.fields[FIELD_BANK].kind == VALUE_MISSING || !bank_code(after.fields[FIELD_BANK].text, &stored_code) ||
        !text_equal(stored_code, person_rows_text(&taking->rows, row->code))) { /* another spelling of the same bank changes nothing */
        set_text(&after, FIELD_BANK, person_rows_text(&taking->rows, row->bank));
    }
    set_text(&after, FIELD_NO_REKENING, person_rows_text(&taking->rows, row->number));
    set_text(&after, FIELD_NAMA_REKENING, person_rows_text(&taking->rows, row->holder));
    buffer_add_printable(&reason, text_of(taking->file_name), 250);
    buffer_format(&reason, ":%lld", (long long)row->person.line);
    const struct amendment amendment = { .reason = buffer_text(&reason), .account_file = entry };
    return amendment_record(taking->journal, taking->programme, &standing, &after, &amendment, &recorded);
}

static const struct error *store_all(struct taking_in *taking)
{
    const struct account_result *result = &taking->result;
    const struct account_file file = { taking->file_name, taking->rows.sha256, result->accepted, result->unchanged, result->conflicting, result->rejected };
    int64_t entry;
    TRY(account_file_record(taking->journal, taking->programme->year, &file, &entry));
    for (size_t i = 0; i < taking->rows.count; i++) {
        if (account_row_at(&taking->rows, i)->verdict == VERDICT_ACCEPTED) {
            TRY(amend(taking, account_row_at(&taking->rows, i), entry));
        }
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
    TRY(account_rows_read(path, wish, taking->programme, taking->journal->event.day, findings, &taking->rows));
    TRY(account_book_load(taking->journal->store, taking->programme->year, &taking->book));
    taking->result.sha256 = taking->rows.sha256;
    TRY(judge_all(taking));
    findings_sort(findings);
    return taking->result.accepted > 0 ? store_all(taking) : NULL;
}

const struct error *account_list_take_in(struct journal *journal, const struct programme *programme, const char *path, const struct table_wish *wish,
                                         struct account_result *out)
{
    struct taking_in taking = { .journal = journal, .programme = programme };
    const struct error *error = take_in(&taking, path, wish);
    if (error == NULL) {
        *out = taking.result;
        taking.result = (struct account_result){ 0 };
    }
    taking_in_free(&taking);
    return error;
}
