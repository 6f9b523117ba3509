/* Corrected versions: what may be changed when, what a file that comes again says, and what may leave for the bank. */
#include "life.h"

static struct programme rules;

static int amendment_begin(void **state)
{
    struct work work;
    struct applicant people[5];
    (void)life_begin(state);
    for (int i = 0; i < 5; i++) {
        people[i] = person(2030, i + 1, CATEGORY_PEMULA);
    }
    work_begin(&work, "2030-02-01");
    add_rules(&work, HEAD_OF(2030, 1000) AMOUNTS RULES_2030, &rules);
    take_in(&work, "satu.csv", people, 5);
    work_commit(&work);
    return 0;
}

static int amendment_end(void **state)
{
    programme_free(&rules);
    return scratch_clear(state);
}

static struct work today; /* of the test that runs */

static int begin(void **state)
{
    int result = amendment_begin(state);
    work_begin(&today, "2030-03-01");
    return result;
}

static const struct error *try_to_set(int64_t n, enum field field, struct value value, const char *reason)
{
    struct standing_applicant before SCOPED_STANDING_APPLICANT = { 0 };
    const struct amendment amendment = { .reason = text_of(reason) };
    bool recorded;
    TRY(standing_applicant_find(today.store, 2030, (struct nik){ nik_at(n) }, &before));
    struct applicant after = before.applicant;
    after.fields[field] = value;
    return amendment_record(&today.journal, &rules, &before, &after, &amendment, &recorded);
}

static struct value integer_of(int64_t integer)
{
    return (struct value){ .kind = VALUE_INTEGER, .integer = integer };
}

static struct value text_value(const char *text)
{
    return (struct value){ .kind = VALUE_TEXT, .text = text_of(text) };
}

static const struct value missing = { .kind = VALUE_MISSING };

static void finish(void)
{
    work_commit(&today);
    assert_verifies();
}

static void the_earlier_versions_are_kept_in_order(void **state)
{
    (void)state;
    struct past_amendments past = { 0 };
    SUCCEEDS(try_to_set(1, FIELD_NAMA, text_value("Satu"), "a"));
    SUCCEEDS(try_to_set(2, FIELD_NAMA, text_value("Dua"), "b"));
    SUCCEEDS(try_to_set(1, FIELD_NIB, missing, "c"));
    SUCCEEDS(past_amendments_load(today.store, 1, LEDGER_NOW, &past));
    assert_int_equal(past.count, 2);
    assert_text(buffer_text(&past.items[0].reason), "a");
    assert_int_equal(past.items[0].changes.count, 1);
    assert_text(buffer_text(&past.items[0].changes.items[0].from), "Budi Contoh");
    assert_text(buffer_text(&past.items[0].changes.items[0].to), "Satu");
    assert_int_equal(past.items[1].changes.items[0].field, FIELD_NIB);
    assert_int_equal(past.items[1].changes.items[0].to.length, 0);
    past_amendments_free(&past);
    finish();
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    REFUSES(try_to_set(9, FIELD_NAMA, text_value("x"), "a"), ERROR_FAILED, "no applicant");
    REFUSES(try_to_set(1, FIELD_NIK, integer_of(nik_at(2)), "a"), ERROR_REFUSED, "another applicant");
    REFUSES(try_to_set(1, FIELD_KECAMATAN_USAHA, integer_of(150101), "a"), ERROR_REFUSED, "kecamatan");
    REFUSES(try_to_set(1, FIELD_NAMA, text_value("x"), " "), ERROR_USAGE, "say why");
    SUCCEEDS(try_to_set(1, FIELD_NIK, integer_of(nik_at(77)), "a"));
    REFUSES(try_to_set(1, FIELD_NAMA, text_value("x"), "a"), ERROR_FAILED, "it is now");
    finish();
}

static void a_batch_holds_what_it_rests_on_and_a_sending_everything(void **state)
{
    (void)state;
    static const enum field held[] = { FIELD_NO_KK, FIELD_TANGGAL_PENGAJUAN };
    assert_int_equal(pay_out(&today, &rules, 1), 1);
    for (size_t i = 0; i < ROWS(held); i++) {
        REFUSES(try_to_set(1, held[i], integer_of(INT64_C(1571010101100001)), "a"), ERROR_REFUSED, "rests on");
    }
    REFUSES(try_to_set(1, FIELD_NIK, integer_of(nik_at(77)), "a"), ERROR_REFUSED, "rests on");
    REFUSES(try_to_set(1, FIELD_KATEGORI, integer_of(CATEGORY_MILENIAL), "a"), ERROR_REFUSED, "rests on");
    REFUSES(try_to_set(1, FIELD_KABUPATEN_USAHA, integer_of(1501), "a"), ERROR_REFUSED, "rests on");
    REFUSES(try_to_set(1, FIELD_NIB, missing, "a"), ERROR_REFUSED, "rests on nib");
    SUCCEEDS(try_to_set(1, FIELD_NO_REKENING, text_value("0099"), "a"));
    REFUSES(try_to_set(1, FIELD_NAMA, text_value("Orang Lain Sekali"), "a"), ERROR_REFUSED, "another person's name");
    SUCCEEDS(try_to_set(1, FIELD_ALAMAT, text_value("Jl. Contoh"), "a"));
    send_batch(&today, 1, "");
    REFUSES(try_to_set(1, FIELD_NAMA, text_value("x"), "a"), ERROR_REFUSED, "was sent");
    answer(&today, "P2030B001N000001", false, 7, "ditutup");
    REFUSES(try_to_set(1, FIELD_NAMA, text_value("x"), "a"), ERROR_REFUSED, "was sent");
    finish();
}

static void a_row_that_was_changed_past_the_program_is_not_sent_although_it_was_amended(void **state)
{
    (void)state;
    struct sending sending = { 0 };
    struct query *query = NULL;
    assert_int_equal(pay_out(&today, &rules, 1), 1);
    SUCCEEDS(try_to_set(1, FIELD_NO_REKENING, text_value("0099"), "a"));
    SUCCEEDS(query_open(today.store, "UPDATE applicant SET no_rekening = '0666' WHERE id = 1", &query));
    SUCCEEDS(query_run(query));
    query_close(query);
    REFUSES(sending_prepare(today.store, 1, &today.journal.event, &sending), ERROR_UNVERIFIED, "changed");
    work_end(&today);
}

static enum intake_outcome comes_again(const struct applicant *applicant)
{
    struct intake intake = { 0 };
    SUCCEEDS(intake_open(&today.journal, 2030, "lagi.csv", &intake));
    enum intake_outcome outcome = add_person(&intake, applicant);
    intake_close(&intake);
    return outcome;
}

static void a_row_that_stood_before_is_unchanged_and_another_is_conflicting(void **state)
{
    (void)state;
    struct applicant first = person(2030, 1, CATEGORY_PEMULA);
    struct applicant second = first;
    struct applicant third = first;
    set_text(&second, FIELD_NAMA, "Satu");
    set_text(&third, FIELD_NAMA, "Tiga");
    assert_int_equal(comes_again(&second), INTAKE_CONFLICTING);
    SUCCEEDS(try_to_set(1, FIELD_NAMA, text_value("Satu"), "a"));
    SUCCEEDS(try_to_set(1, FIELD_NIB, text_value("55"), "a"));
    assert_int_equal(comes_again(&first), INTAKE_UNCHANGED);
    assert_int_equal(comes_again(&second), INTAKE_UNCHANGED);
    assert_int_equal(comes_again(&third), INTAKE_CONFLICTING);
    SUCCEEDS(try_to_set(1, FIELD_NIK, integer_of(nik_at(77)), "a"));
    assert_int_equal(comes_again(&first), INTAKE_UNCHANGED);
    assert_int_equal(comes_again(&third), INTAKE_ACCEPTED);
    work_end(&today);
}

static void another_years_version_is_no_matter(void **state)
{
    (void)state;
    struct applicant other = person(2029, 1, CATEGORY_PEMULA);
    struct intake intake = { 0 };
    SUCCEEDS(try_to_set(1, FIELD_NAMA, text_value("Satu"), "a"));
    SUCCEEDS(intake_open(&today.journal, 2029, "lain.csv", &intake));
    assert_int_equal(add_person(&intake, &other), INTAKE_ACCEPTED);
    intake_close(&intake);
    work_end(&today);
}

static void accounts_are_found_by_bank_and_number(void **state)
{
    (void)state;
    struct account_book book = { 0 };
    struct nik owner;
    bool was_there;
    SUCCEEDS(try_to_set(1, FIELD_NO_REKENING, text_value("0099"), "a"));
    SUCCEEDS(try_to_set(2, FIELD_NO_REKENING, text_value("0098"), "a"));
    SUCCEEDS(try_to_set(2, FIELD_BANK, text_value("bpd jambi"), "a"));
    SUCCEEDS(account_book_load(today.store, 2030, &book));
    SUCCEEDS(account_book_find(&book, TEXT("115"), TEXT("0099"), &owner));
    assert_int_equal(owner.number, nik_at(1));
    SUCCEEDS(account_book_find(&book, TEXT("115"), TEXT("0098"), &owner));
    assert_int_equal(owner.number, nik_at(2));
    SUCCEEDS(account_book_find(&book, TEXT("002"), TEXT("0099"), &owner));
    assert_int_equal(owner.number, 0);
    SUCCEEDS(account_book_find(&book, TEXT("115"), TEXT("99"), &owner));
    assert_int_equal(owner.number, 0);
    SUCCEEDS(account_was_there(today.store, 1, TEXT("115"), TEXT("0012345678"), &was_there));
    assert_true(was_there);
    SUCCEEDS(account_was_there(today.store, 1, TEXT("115"), TEXT("0099"), &was_there));
    assert_false(was_there);
    account_book_free(&book);
    finish();
}

#define amendment_test(name) cmocka_unit_test_setup_teardown(name, begin, amendment_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        amendment_test(the_earlier_versions_are_kept_in_order),
        amendment_test(what_cannot_be_is_refused),
        amendment_test(a_batch_holds_what_it_rests_on_and_a_sending_everything),
        amendment_test(a_row_that_was_changed_past_the_program_is_not_sent_although_it_was_amended),
        amendment_test(a_row_that_stood_before_is_unchanged_and_another_is_conflicting),
        amendment_test(another_years_version_is_no_matter),
        amendment_test(accounts_are_found_by_bank_and_number),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
