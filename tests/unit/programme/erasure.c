/* Erasures: what goes, what stays, and what can still be derived. */
#include "programme/erasure.h"

#include "life.h"
#include "programme/replay.h"

#define RULES_FAMILY                                                                                             \
    "rules:\n"                                                                                                   \
    "  - { code: izin, title: Izin, source: uji, condition: present(nib), unknown: reject }\n"                 \
    "  - { code: pernah, title: Pernah, source: uji, condition: grants(no_kk) = 0 and grants(nik) = 0, unknown: pass }\n" \
    "  - { code: keluarga, title: Keluarga, source: uji, condition: applicants(no_kk) <= 2, unknown: pass }\n"

static struct work today;
static struct programme rules;

static int begin(void **state)
{
    struct applicant people[6];
    (void)life_begin(state);
    for (int i = 0; i < 6; i++) {
        people[i] = person(2031, i + 1, CATEGORY_PEMULA);
        set_integer(&people[i], FIELD_NO_KK, INT64_C(1571010101100001) + i / 3); /* families of three: all refused */
    }
    work_begin(&today, "2031-02-01");
    add_rules(&today, HEAD_OF(2031, 1000) AMOUNTS RULES_FAMILY, &rules);
    take_in(&today, "satu.csv", people, 6);
    return 0;
}

static int end(void **state)
{
    work_end(&today);
    programme_free(&rules);
    return scratch_clear(state);
}

static void erase(int year, int64_t n, struct erasure *erasure)
{
    SUCCEEDS(erasure_record(&today.journal, year, (struct nik){ nik_at(n) }, TEXT("Surat 1/2031"), erasure));
}

static void decisions_that_rested_on_an_erased_relative_are_counted_and_not_taken_for_forged(void **state)
{
    (void)state;
    struct erasure erasure SCOPED_ERASURE = { 0 };
    struct replay replay;
    struct eligibility_count count = check_year(&today, &rules);
    int64_t first = count.evaluation_id;
    assert_int_equal(count.ineligible, 6);
    erase(2031, 1, &erasure);
    assert_int_equal(erasure.kin, 2);
    SUCCEEDS(replay_check(today.store, 2031, first, &replay));
    assert_int_equal(replay.applicants, 6);
    assert_int_equal(replay.erased, 1);
    assert_int_equal(replay.touched, 2); /* of a family of three two are left: they would pass now */
    assert_int_equal(replay.differing, 0);
    count = check_year(&today, &rules);
    assert_int_equal(count.applicants, 6);
    assert_int_equal(count.erased, 1);
    assert_int_equal(count.eligible, 2);
    assert_int_equal(count.changed, 2);
    SUCCEEDS(replay_check(today.store, 2031, 0, &replay));
    assert_int_equal(replay.touched, 0);
    work_commit(&today);
    assert_verifies();
    work_begin(&today, "2031-02-02");
}

static void a_decision_of_somebody_else_that_does_not_follow_is_seen_all_the_same(void **state)
{
    (void)state;
    struct erasure erasure SCOPED_ERASURE = { 0 };
    struct replay replay;
    (void)check_year(&today, &rules);
    erase(2031, 1, &erasure);
    work_commit(&today);
    outside_run(ledger_path(), "UPDATE decision SET status = 1, outcomes = '+++' WHERE applicant_id = 4");
    work_begin(&today, "2031-02-02");
    SUCCEEDS(replay_run(today.store, 2031, 0, &replay));
    assert_int_equal(replay.differing, 1);
    assert_int_equal(replay.first_applicant, 4);
}

static void who_was_never_judged_is_in_no_total_of_decisions(void **state)
{
    (void)state;
    struct erasure erasure SCOPED_ERASURE = { 0 };
    erase(2031, 1, &erasure);
    struct eligibility_count count = check_year(&today, &rules);
    assert_int_equal(count.applicants, 5);
    assert_int_equal(count.erased, 0);
    work_commit(&today);
    assert_verifies();
    work_begin(&today, "2031-02-02");
}

static void an_earlier_version_of_another_person_with_the_nik_goes_too(void **state)
{
    (void)state;
    struct erasure erasure SCOPED_ERASURE = { 0 };
    struct standing_applicant before = { 0 };
    struct replay replay;
    bool recorded;
    struct applicant owner = person(2031, 2, CATEGORY_PEMULA);
    const struct amendment amendment = { TEXT("salah ketik"), 0 };
    struct eligibility_count count = check_year(&today, &rules);
    int64_t first = count.evaluation_id;
    /* The second person's NIK was another one's; the owner applies then. */
    SUCCEEDS(standing_applicant_find(today.store, 2031, (struct nik){ nik_at(2) }, &before));
    struct applicant after = before.applicant;
    set_integer(&after, FIELD_NIK, nik_at(20));
    SUCCEEDS(amendment_record(&today.journal, &rules, &before, &after, &amendment, &recorded));
    standing_applicant_free(&before);
    take_in(&today, "dua.csv", &owner, 1);
    (void)check_year(&today, &rules);
    erase(2031, 2, &erasure);
    assert_int_equal(erasure.rows[ERASED_APPLICANT], 1);
    assert_int_equal(erasure.rows[ERASED_AMENDMENT], 1);
    SUCCEEDS(replay_check(today.store, 2031, first, &replay));
    assert_int_equal(replay.applicants, 6);
    assert_int_equal(replay.erased, 1); /* the version that was judged is gone */
    SUCCEEDS(replay_check(today.store, 2031, 0, &replay));
    assert_int_equal(replay.erased, 1); /* the owner; the other one stands */
    work_commit(&today);
    assert_verifies();
    work_begin(&today, "2031-02-02");
}

static void a_nik_that_was_corrected_is_not_erased_in_place_of_the_one_it_is_now(void **state)
{
    (void)state;
    struct erasure erasure SCOPED_ERASURE = { 0 };
    struct standing_applicant before = { 0 };
    bool recorded;
    const struct amendment amendment = { TEXT("sesuai KTP"), 0 };
    SUCCEEDS(standing_applicant_find(today.store, 2031, (struct nik){ nik_at(2) }, &before));
    struct applicant after = before.applicant;
    set_integer(&after, FIELD_NIK, nik_at(20));
    SUCCEEDS(amendment_record(&today.journal, &rules, &before, &after, &amendment, &recorded));
    standing_applicant_free(&before);
    REFUSES(erasure_record(&today.journal, 2031, (struct nik){ nik_at(2) }, TEXT("Surat"), &erasure), ERROR_FAILED, "was corrected");
    erase(2031, 20, &erasure);
    assert_int_equal(erasure.rows[ERASED_AMENDMENT], 1);
}

static void an_erasure_while_the_money_is_under_way_does_not_verify(void **state)
{
    (void)state;
    struct erasure erasure SCOPED_ERASURE = { 0 };
    struct applicant alone = person(2031, 9, CATEGORY_PEMULA);
    take_in(&today, "dua.csv", &alone, 1);
    assert_int_equal(pay_out(&today, &rules, 0), 1);
    REFUSES(erasure_record(&today.journal, 2031, (struct nik){ nik_at(9) }, TEXT("Surat"), &erasure), ERROR_REFUSED, "komitmen");
    /* Somebody who tells the program that the money is elsewhere. */
    outside_integer(ledger_path(), "SELECT 1");
    SUCCEEDS(query_one_integer(today.store, "UPDATE payout SET account_id = 4 WHERE id = 1 RETURNING id", &(int64_t){ 0 }));
    erase(2031, 9, &erasure);
    SUCCEEDS(query_one_integer(today.store, "UPDATE payout SET account_id = 2 WHERE id = 1 RETURNING id", &(int64_t){ 0 }));
    work_commit(&today);
    struct verification verification;
    const struct error *error = verify_ledger(&verification);
    assert_non_null(error);
    assert_int_equal(error->kind, ERROR_UNVERIFIED);
    assert_non_null(strstr(error->message, "under way"));
    work_begin(&today, "2031-02-02");
}

static void reasons_of_others_that_have_the_nik_go_and_their_versions_stay(void **state)
{
    (void)state;
    struct erasure erasure SCOPED_ERASURE = { 0 };
    struct standing_applicant before = { 0 };
    bool recorded;
    const struct amendment amendment = { TEXT("tertukar dengan 1571 0115 0190 0001"), 0 };
    assert_true(review_person(&today, 2031, 4, REVIEW_ASKED, "tertukar dengan 1571011501900001", 0));
    SUCCEEDS(standing_applicant_find(today.store, 2031, (struct nik){ nik_at(5) }, &before));
    struct applicant after = before.applicant;
    set_text(&after, FIELD_ALAMAT, "Jalan Lima");
    SUCCEEDS(amendment_record(&today.journal, &rules, &before, &after, &amendment, &recorded));
    standing_applicant_free(&before);
    assert_int_equal(nik_at(1), INT64_C(1571011501900001));
    erase(2031, 1, &erasure);
    assert_int_equal(erasure.rows[ERASED_REASON], 2);
    assert_int_equal(erasure.rows[ERASED_AMENDMENT], 0);
    work_commit(&today);
    assert_int_equal(outside_integer(ledger_path(), "SELECT count(*) FROM amendment WHERE nik IS NOT NULL AND reason IS NULL"), 1);
    assert_verifies();
    work_begin(&today, "2031-02-02");
    /* What is left of that version goes with its own person. */
    erasure_free(&erasure);
    erase(2031, 5, &erasure);
    assert_int_equal(erasure.rows[ERASED_AMENDMENT], 1);
    work_commit(&today);
    assert_verifies();
    work_begin(&today, "2031-02-03");
}

static void a_list_that_names_the_family_stays_while_somebody_else_is_on_the_card(void **state)
{
    (void)state;
    struct erasure erasure SCOPED_ERASURE = { 0 };
    struct exclusion_intake intake = { 0 };
    const struct exclusion row = { 2, 0, INT64_C(1571010101100001), TEXT("Budi  Contoh"), TEXT("PKH") };
    struct exclusion_source source = { .file_name = "daftar.csv" };
    bool stored;
    SUCCEEDS(exclusion_open(&today.journal, 2031, TEXT("pkh"), &intake));
    SUCCEEDS(exclusion_add(&intake, &row, &stored));
    SUCCEEDS(exclusion_finish(&intake, &source, &stored));
    exclusion_close(&intake);
    for (int n = 1; n <= 3; n++) {
        erasure_free(&erasure);
        erase(2031, n, &erasure);
        assert_int_equal(erasure.kept_lists, n < 3 ? 1 : 0);
        assert_int_equal(erasure.rows[ERASED_EXCLUSION], n < 3 ? 0 : 1);
    }
    work_commit(&today);
    assert_verifies();
    work_begin(&today, "2031-02-02");
}

/* The rows of a file that were set aside: whose are they? The first person is Budi Contoh, account 0012345678. */
static void rows_that_were_set_aside_are_known_by_the_nik_or_by_name_and_number(void **state)
{
    (void)state;
    static const struct {
        const char *raw;
        bool theirs;
    } rows[] = {
        { "1571011501900001;Siti", true },
        { "'1571011501900001;Siti", true },
        { "1571 0115 0190 0001;Siti", true },
        { "1571-0115-0190-0001;Siti", true },
        { "1571.0115.0190.0001;Siti", true },
        { "1,57101E+15;BUDI  CONTOH;0012345678", true }, /* a spreadsheet lost the NIK */
        { "1,57101E+15;Budi Contoh;12345678", true },    /* and the zeros of the account */
        { "1571011501900000;budi contoh;", true },       /* fifteen digits are right */
        { "157101150190001;Budi Contoh;1571010101100001", true }, /* a digit short, but the card */
        { "1,57101E+15;Budi Contoh;", false },           /* the name alone is not enough */
        { "1,57101E+15;Budi Contohnya;0012345678", false },
        { "1571011501900002;Siti;0012345678", false },   /* nor is the account */
        { "1571011501900003;Siti", false },
        { "157101150190000;1;Siti", false },             /* digits of two cells make no number */
    };
    struct erasure erasure SCOPED_ERASURE = { 0 };
    struct intake intake = { 0 };
    SUCCEEDS(intake_open(&today.journal, 2031, "dua.csv", &intake));
    for (size_t i = 0; i < ROWS(rows); i++) {
        SUCCEEDS(intake_set_aside(&intake, false, (int64_t)i + 1, text_of(rows[i].raw), TEXT("E101\t1\tx\t\n")));
    }
    assert_true(finish_file(&intake, "dua.csv"));
    intake_close(&intake);
    erase(2031, 1, &erasure);
    work_commit(&today);
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct buffer sql SCOPED_BUFFER = { 0 };
        buffer_format(&sql, "SELECT count(*) FROM set_aside WHERE line = %zu AND raw IS NULL", i + 1);
        if ((outside_integer(ledger_path(), sql.bytes) == 1) != rows[i].theirs) {
            fail_msg("%s", rows[i].raw);
        }
    }
    assert_verifies();
    work_begin(&today, "2031-02-02");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(decisions_that_rested_on_an_erased_relative_are_counted_and_not_taken_for_forged, begin, end),
        cmocka_unit_test_setup_teardown(a_decision_of_somebody_else_that_does_not_follow_is_seen_all_the_same, begin, end),
        cmocka_unit_test_setup_teardown(who_was_never_judged_is_in_no_total_of_decisions, begin, end),
        cmocka_unit_test_setup_teardown(an_earlier_version_of_another_person_with_the_nik_goes_too, begin, end),
        cmocka_unit_test_setup_teardown(a_nik_that_was_corrected_is_not_erased_in_place_of_the_one_it_is_now, begin, end),
        cmocka_unit_test_setup_teardown(an_erasure_while_the_money_is_under_way_does_not_verify, begin, end),
        cmocka_unit_test_setup_teardown(reasons_of_others_that_have_the_nik_go_and_their_versions_stay, begin, end),
        cmocka_unit_test_setup_teardown(rows_that_were_set_aside_are_known_by_the_nik_or_by_name_and_number, begin, end),
        cmocka_unit_test_setup_teardown(a_list_that_names_the_family_stays_while_somebody_else_is_on_the_card, begin, end),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
