/* Officers' verdicts: what they make of decisions, when they lapse, and whom they leave alone. */
#include "life.h"

#include "programme/explanation.h"

/* Beside the rules of everybody, one that a missing value leaves open. */
#define RULES_OPEN RULES_2030                                                                                                    \
    "  - { code: tahun-lahir, title: Lahir, source: uji, condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996, unknown: review }\n"

static struct work today;
static struct programme rules;

/* Persons 1 and 2 pass, 3 and 4 are left open, 5 and 6 have no permit. */
static int begin(void **state)
{
    struct applicant people[6];
    (void)life_begin(state);
    for (int i = 0; i < 6; i++) {
        people[i] = person(2030, i + 1, CATEGORY_PEMULA);
        if (i / 2 != 1) {
            set_integer(&people[i], FIELD_TANGGAL_LAHIR, day_at("1990-01-15").number);
        }
        if (i / 2 == 2) {
            set_missing(&people[i], FIELD_NIB);
        }
    }
    work_begin(&today, "2030-02-01");
    add_rules(&today, HEAD_OF(2030, 1000) AMOUNTS RULES_OPEN, &rules);
    take_in(&today, "satu.csv", people, 6);
    return 0;
}

static int end(void **state)
{
    work_end(&today);
    programme_free(&rules);
    return scratch_clear(state);
}

static bool verdict(int64_t n, enum review_verdict verdict, const char *reason)
{
    return review_person(&today, 2030, n, verdict, reason, 0);
}

static const struct error *try_to_judge(int64_t n, enum review_verdict verdict, const char *reason)
{
    struct standing_applicant applicant SCOPED_STANDING_APPLICANT = { 0 };
    struct review review SCOPED_REVIEW = { 0 };
    const struct review_order order = { verdict, text_of(reason), 0 };
    TRY(standing_applicant_find(today.store, 2030, (struct nik){ nik_at(n) }, &applicant));
    return review_record(&today.journal, &applicant, &order, &review);
}

/* Checks the year; the n-th person's decision, and that the reader is told the same. */
static void assert_decided(int64_t n, enum decision_status status, const char *outcomes)
{
    struct explanation explanation = { 0 };
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    (void)check_year(&today, &rules);
    SUCCEEDS(query_open(today.store, "SELECT status, outcomes FROM decision_now WHERE applicant_id = ?1", &query));
    query_bind_integer(query, 1, n);
    SUCCEEDS(query_step(query, &row));
    assert_true(row);
    assert_text(query_text(query, 1), outcomes);
    assert_int_equal(query_integer(query, 0), status);
    SUCCEEDS(journal_seal(&today.journal));
    SUCCEEDS(explanation_load(today.store, &rules, (struct nik){ nik_at(n) }, &EXPLANATION_NOW, &explanation));
    assert_int_equal(explanation.status, status);
    explanation_free(&explanation);
}

static void an_acceptance_decides_what_is_open_and_nothing_else(void **state)
{
    (void)state;
    assert_decided(1, DECISION_ELIGIBLE, "+++++");
    assert_decided(3, DECISION_NEEDS_REVIEW, "++++?");
    assert_decided(5, DECISION_INELIGIBLE, "+!+++");
    for (int64_t n = 1; n <= 5; n += 2) {
        assert_true(verdict(n, REVIEW_ACCEPTED, n == 3 ? "KTP dilihat" : ""));
    }
    assert_decided(1, DECISION_ELIGIBLE, "+++++a");
    assert_decided(3, DECISION_ELIGIBLE, "++++?a");
    assert_decided(5, DECISION_INELIGIBLE, "+!+++a");
    assert_decided(4, DECISION_NEEDS_REVIEW, "++++?");
    withdraw(&today, 2030, 3);
    assert_decided(3, DECISION_INELIGIBLE, "++++?wa");
    struct eligibility_count count = check_year(&today, &rules);
    assert_int_equal(count.changed, 0);
    assert_int_equal(count.reviews[REVIEW_ACCEPTED], 3);
    assert_int_equal(count.reviews[REVIEW_NONE], 3);
    work_commit(&today);
    assert_verifies();
}

static void other_verdicts_keep_from_being_paid(void **state)
{
    (void)state;
    static const struct {
        enum review_verdict verdict;
        enum decision_status passing; /* what becomes of who passes, is left open, fails */
        enum decision_status open;
        const char *letter;
    } rows[] = {
        { REVIEW_REJECTED, DECISION_INELIGIBLE, DECISION_INELIGIBLE, "r" },
        { REVIEW_ASKED, DECISION_NEEDS_REVIEW, DECISION_NEEDS_REVIEW, "d" },
        { REVIEW_APPEALED, DECISION_NEEDS_REVIEW, DECISION_NEEDS_REVIEW, "s" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        char outcomes[3][16];
        for (int64_t n = 1; n <= 5; n += 2) {
            static const char *const by_rules[] = { "+++++", "++++?", "+!+++" };
            assert_true(verdict(n, rows[i].verdict, "Sebab"));
            (void)snprintf(outcomes[n / 2], sizeof(outcomes[0]), "%s%s", by_rules[n / 2], rows[i].letter);
        }
        assert_decided(1, rows[i].passing, outcomes[0]);
        assert_decided(3, rows[i].open, outcomes[1]);
        assert_decided(5, DECISION_INELIGIBLE, outcomes[2]);
    }
    assert_decided(2, DECISION_ELIGIBLE, "+++++");
    work_commit(&today);
    assert_verifies();
}

static void the_last_verdict_counts_and_all_are_kept(void **state)
{
    (void)state;
    struct past_reviews past = { 0 };
    assert_true(verdict(3, REVIEW_REJECTED, "Usaha tutup"));
    assert_true(verdict(3, REVIEW_APPEALED, "Usaha pindah"));
    assert_decided(3, DECISION_NEEDS_REVIEW, "++++?s");
    assert_true(verdict(3, REVIEW_REJECTED, "Usaha tutup"));
    assert_decided(3, DECISION_INELIGIBLE, "++++?r");
    assert_true(verdict(3, REVIEW_ACCEPTED, ""));
    assert_decided(3, DECISION_ELIGIBLE, "++++?a");
    SUCCEEDS(past_reviews_load(today.store, 3, LEDGER_NOW, &past));
    assert_int_equal(past.count, 4);
    for (size_t i = 0; i < past.count; i++) {
        assert_int_equal(past.items[i].stands, i == 3);
        assert_int_equal(past.items[i].officer.length, 0);
    }
    assert_text(buffer_text(&past.items[1].reason), "Usaha pindah");
    past_reviews_free(&past);
}

static void the_same_verdict_for_the_same_reason_is_recorded_once(void **state)
{
    (void)state;
    assert_true(verdict(1, REVIEW_REJECTED, "Usaha tutup"));
    assert_false(verdict(1, REVIEW_REJECTED, "  Usaha tutup "));
    assert_true(verdict(1, REVIEW_REJECTED, "Usaha pindah"));
    assert_true(verdict(2, REVIEW_ACCEPTED, ""));
    assert_false(verdict(2, REVIEW_ACCEPTED, "  "));
    assert_int_equal(figure(&today, "SELECT count(*) FROM review"), 3);
}

static void an_acceptance_lapses_when_an_officer_amends_and_a_rejection_does_not(void **state)
{
    (void)state;
    const struct account_file file = { .file_name = "rekening.csv", .accepted = 1 };
    int64_t entry;
    amend_text(&today, &rules, 3, FIELD_ALAMAT, "Jalan Satu", 0);
    assert_true(verdict(3, REVIEW_ACCEPTED, ""));
    assert_decided(3, DECISION_ELIGIBLE, "++++?a"); /* the amendment before it is what was looked at */
    SUCCEEDS(account_file_record(&today.journal, 2030, &file, &entry));
    amend_text(&today, &rules, 3, FIELD_NO_REKENING, "0098765432", entry);
    assert_decided(3, DECISION_ELIGIBLE, "++++?a"); /* an account from the bank's list changes nothing of the person */
    assert_false(verdict(3, REVIEW_ACCEPTED, ""));
    amend_text(&today, &rules, 3, FIELD_ALAMAT, "Jalan Dua", 0);
    assert_decided(3, DECISION_NEEDS_REVIEW, "++++?");
    assert_true(verdict(3, REVIEW_ACCEPTED, ""));
    assert_decided(3, DECISION_ELIGIBLE, "++++?a");
    assert_true(verdict(1, REVIEW_REJECTED, "Usaha tutup"));
    amend_text(&today, &rules, 1, FIELD_ALAMAT, "Jalan Satu", 0);
    assert_decided(1, DECISION_INELIGIBLE, "+++++r");
    work_commit(&today);
    assert_verifies();
}

static void a_programme_may_want_everybody_accepted(void **state)
{
    (void)state;
    rules.verification_required = true;
    assert_decided(1, DECISION_NEEDS_REVIEW, "+++++b");
    assert_decided(3, DECISION_NEEDS_REVIEW, "++++?b");
    assert_decided(5, DECISION_INELIGIBLE, "+!+++b");
    assert_int_equal(check_year(&today, &rules).reviews[REVIEW_MISSING], 6);
    assert_true(verdict(1, REVIEW_ACCEPTED, ""));
    assert_true(verdict(3, REVIEW_ACCEPTED, ""));
    assert_true(verdict(2, REVIEW_ASKED, "NIB"));
    assert_decided(1, DECISION_ELIGIBLE, "+++++a");
    assert_decided(3, DECISION_ELIGIBLE, "++++?a");
    assert_decided(2, DECISION_NEEDS_REVIEW, "+++++d");
    amend_text(&today, &rules, 1, FIELD_ALAMAT, "Jalan Dua", 0);
    assert_decided(1, DECISION_NEEDS_REVIEW, "+++++b");
    rules.verification_required = false;
    assert_decided(1, DECISION_ELIGIBLE, "+++++");
}

static void a_reason_is_needed_for_all_but_an_acceptance(void **state)
{
    (void)state;
    char text[REVIEW_REASON_MAX + 2];
    REFUSES(try_to_judge(1, REVIEW_REJECTED, ""), ERROR_USAGE, "say why");
    REFUSES(try_to_judge(1, REVIEW_ASKED, "  "), ERROR_USAGE, "say why");
    REFUSES(try_to_judge(1, REVIEW_APPEALED, ""), ERROR_USAGE, "say why");
    memset(text, 'x', sizeof(text));
    text[REVIEW_REASON_MAX + 1] = '\0';
    REFUSES(try_to_judge(1, REVIEW_ACCEPTED, text), ERROR_USAGE, "at most");
    text[REVIEW_REASON_MAX] = '\0';
    SUCCEEDS(try_to_judge(1, REVIEW_ACCEPTED, text));
    REFUSES(try_to_judge(9, REVIEW_ACCEPTED, ""), ERROR_FAILED, "no applicant");
}

static void assert_held_back(int64_t batch, size_t at, const char *says)
{
    struct sending sending SCOPED_SENDING = { 0 };
    SUCCEEDS(sending_prepare(today.store, batch, &today.journal.event, &sending));
    assert_true(at < sending.count);
    const char *reason = sending.orders[at].held_back;
    if (says == NULL ? reason != NULL : reason == NULL || strstr(reason, says) == NULL) {
        fail_msg("%zu: %s", at, reason == NULL ? "not held back" : reason);
    }
}

static void who_is_in_a_batch_is_held_back_until_accepted(void **state)
{
    (void)state;
    static const enum review_verdict verdicts[] = { REVIEW_REJECTED, REVIEW_ASKED, REVIEW_APPEALED };
    assert_true(verdict(3, REVIEW_ACCEPTED, "KTP dilihat"));
    assert_int_equal(pay_out(&today, &rules, 3), 1);
    for (size_t i = 0; i < ROWS(verdicts); i++) {
        assert_held_back(1, 0, NULL);
        assert_true(verdict(1, verdicts[i], "x"));
        assert_held_back(1, 0, review_code(verdicts[i]));
        assert_held_back(1, 1, NULL);
        assert_true(verdict(1, REVIEW_ACCEPTED, ""));
    }
    assert_held_back(1, 2, NULL);
    amend_text(&today, &rules, 3, FIELD_ALAMAT_USAHA, "Jl. Lain", 0); /* the acceptance lapses */
    assert_held_back(1, 2, "no acceptance stands (tahun-lahir)");
    assert_true(verdict(3, REVIEW_ACCEPTED, ""));
    assert_held_back(1, 2, NULL);
    assert_held_back(1, 1, NULL);
    work_commit(&today);
    assert_verifies();
}

static void who_was_sent_money_is_only_accepted(void **state)
{
    (void)state;
    assert_int_equal(pay_out(&today, &rules, 2), 1);
    assert_true(verdict(1, REVIEW_ACCEPTED, ""));
    send_batch(&today, 1, "");
    REFUSES(try_to_judge(1, REVIEW_REJECTED, "x"), ERROR_REFUSED, "dalam-proses");
    answer(&today, "P2030B001N000001", true, 7, "");
    answer(&today, "P2030B001N000002", false, 7, "ditutup");
    REFUSES(try_to_judge(1, REVIEW_REJECTED, "x"), ERROR_REFUSED, "tersalur");
    REFUSES(try_to_judge(2, REVIEW_REJECTED, "x"), ERROR_REFUSED, "retur");
    assert_true(verdict(3, REVIEW_REJECTED, "x"));
}

#define review_test(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        review_test(an_acceptance_decides_what_is_open_and_nothing_else),
        review_test(other_verdicts_keep_from_being_paid),
        review_test(the_last_verdict_counts_and_all_are_kept),
        review_test(the_same_verdict_for_the_same_reason_is_recorded_once),
        review_test(an_acceptance_lapses_when_an_officer_amends_and_a_rejection_does_not),
        review_test(a_programme_may_want_everybody_accepted),
        review_test(a_reason_is_needed_for_all_but_an_acceptance),
        review_test(who_is_in_a_batch_is_held_back_until_accepted),
        review_test(who_was_sent_money_is_only_accepted),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
