/* Withdrawals and exclusion lists: what they make of decisions, and whom they leave alone. */
#include "life.h"

static struct work today;
static struct programme rules;

static int begin(void **state)
{
    struct applicant people[6];
    (void)life_begin(state);
    for (int i = 0; i < 6; i++) {
        people[i] = person(2030, i + 1, CATEGORY_PEMULA);
        set_integer(&people[i], FIELD_NO_KK, INT64_C(1571010101100000) + i / 2);
    }
    work_begin(&today, "2030-02-01");
    add_rules(&today, HEAD_OF(2030, 1000) AMOUNTS RULES_2030, &rules);
    take_in(&today, "satu.csv", people, 6);
    return 0;
}

static int end(void **state)
{
    work_end(&today);
    programme_free(&rules);
    return scratch_clear(state);
}

static const struct error *try_to_withdraw(int64_t n, const char *reason, bool *recorded_out)
{
    struct withdrawal withdrawal SCOPED_WITHDRAWAL = { 0 };
    TRY(withdrawal_record(&today.journal, 2030, (struct nik){ nik_at(n) }, text_of(reason), &withdrawal));
    *recorded_out = withdrawal.recorded;
    return NULL;
}

static int64_t decided(int64_t n, const char *outcomes)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    SUCCEEDS(query_open(today.store, "SELECT status, outcomes = ?2 FROM decision_now WHERE applicant_id = ?1", &query));
    query_bind_integer(query, 1, n);
    query_bind_text(query, 2, text_of(outcomes));
    SUCCEEDS(query_step(query, &row));
    assert_true(row);
    assert_int_equal(query_integer(query, 1), 1);
    return query_integer(query, 0);
}

static void bars_stand_behind_the_outcomes_of_the_rules(void **state)
{
    (void)state;
    withdraw(&today, 2030, 1);
    withdraw(&today, 2030, 2);
    exclude(&today, 2030, "asn", 2, INT64_C(1571010101100002));
    struct eligibility_count count = check_year(&today, &rules);
    assert_int_equal(count.applicants, 6);
    assert_int_equal(count.eligible, 2);
    assert_int_equal(count.ineligible, 4);
    assert_int_equal(count.bars[BAR_WITHDRAWN], 2);
    assert_int_equal(count.bars[BAR_LISTED], 3);
    assert_int_equal(decided(1, "++++w"), DECISION_INELIGIBLE);
    assert_int_equal(decided(2, "++++wx"), DECISION_INELIGIBLE);
    assert_int_equal(decided(3, "++++"), DECISION_ELIGIBLE); /* the NIK of row 1 excludes its person alone, not the card */
    assert_int_equal(decided(5, "++++x"), DECISION_INELIGIBLE);
    assert_int_equal(decided(6, "++++x"), DECISION_INELIGIBLE);
    assert_int_equal(check_year(&today, &rules).changed, 0);
    work_commit(&today);
    assert_verifies();
}

static void without_bars_nothing_is_different(void **state)
{
    (void)state;
    exclude(&today, 2029, "asn", 1, INT64_C(1571010101100000));
    struct eligibility_count count = check_year(&today, &rules);
    assert_int_equal(count.eligible, 6);
    assert_int_equal(count.bars[BAR_LISTED], 0);
    assert_int_equal(decided(1, "++++"), DECISION_ELIGIBLE);
}

static void a_refresh_judges_only_a_year_that_was_judged(void **state)
{
    (void)state;
    SUCCEEDS(eligibility_refresh(&today.journal, &rules));
    assert_int_equal(figure(&today, "SELECT count(*) FROM evaluation"), 0);
    (void)check_year(&today, &rules);
    withdraw(&today, 2030, 1);
    SUCCEEDS(eligibility_refresh(&today.journal, &rules));
    assert_int_equal(figure(&today, "SELECT count(*) FROM evaluation"), 2);
    assert_int_equal(figure(&today, "SELECT changed FROM evaluation WHERE id = 2"), 1);
}

static void a_withdrawal_is_recorded_once(void **state)
{
    (void)state;
    bool recorded;
    SUCCEEDS(try_to_withdraw(1, "Pindah", &recorded));
    assert_true(recorded);
    SUCCEEDS(try_to_withdraw(1, "Lain", &recorded));
    assert_false(recorded);
    assert_int_equal(figure(&today, "SELECT count(*) FROM withdrawal"), 1);
    REFUSES(try_to_withdraw(1, "", &recorded), ERROR_USAGE, "say why");
    REFUSES(try_to_withdraw(9, "x", &recorded), ERROR_FAILED, "no applicant");
}

static void nobody_with_money_is_withdrawn(void **state)
{
    (void)state;
    bool recorded;
    assert_int_equal(pay_out(&today, &rules, 2), 1);
    REFUSES(try_to_withdraw(1, "x", &recorded), ERROR_REFUSED, "not sent yet");
    send_batch(&today, 1, "");
    REFUSES(try_to_withdraw(1, "x", &recorded), ERROR_REFUSED, "dalam-proses");
    answer(&today, "P2030B001N000001", true, 7, "");
    answer(&today, "P2030B001N000002", false, 7, "ditutup");
    REFUSES(try_to_withdraw(1, "x", &recorded), ERROR_REFUSED, "tersalur");
    REFUSES(try_to_withdraw(3, "x", &recorded), ERROR_REFUSED, "retur");
    SUCCEEDS(try_to_withdraw(2, "x", &recorded));
}

static void a_listed_person_is_held_back_from_the_bank(void **state)
{
    (void)state;
    struct sending sending = { 0 };
    assert_int_equal(pay_out(&today, &rules, 2), 1);
    exclude(&today, 2030, "meninggal", 1, INT64_C(1571010101100077));
    SUCCEEDS(sending_prepare(today.store, 1, &today.journal.event, &sending));
    assert_int_equal(sending.count, 2);
    assert_int_equal(sending.payable, 1);
    assert_non_null(strstr(sending.orders[0].held_back, "exclusion list"));
    sending_free(&sending);
}

static void names_of_lists_are_short_and_plain(void **state)
{
    (void)state;
    static const char *const sound[] = { "asn", "a", "kur-2024", "9", "abcdefghijklmnopqrstuvwxyz-12345" };
    static const char *const faulty[] = { "", "-", "-a", "a-", "ASN", "a b", "a_b", "a\n", "\xC3\xA9", "abcdefghijklmnopqrstuvwxyz-123456" };
    for (size_t i = 0; i < ROWS(sound); i++) {
        assert_true(list_name_sound(text_of(sound[i])));
    }
    for (size_t i = 0; i < ROWS(faulty); i++) {
        assert_false(list_name_sound(text_of(faulty[i])));
    }
}

#define bar_test(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        bar_test(bars_stand_behind_the_outcomes_of_the_rules),
        bar_test(without_bars_nothing_is_different),
        bar_test(a_refresh_judges_only_a_year_that_was_judged),
        bar_test(a_withdrawal_is_recorded_once),
        bar_test(nobody_with_money_is_withdrawn),
        bar_test(a_listed_person_is_held_back_from_the_bank),
        cmocka_unit_test(names_of_lists_are_short_and_plain),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
