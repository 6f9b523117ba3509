/* Reports of use, and who owes one on a day. */
#include "life.h"
#include "programme/lpj_overdue.h"
#include "programme/lpj.h"
#include "programme/money_back.h"

/* Four milenial of 3 rupiah each; the bank paid the first on 2030-01-31 and the second on 2030-02-28, bounced the third, and says
 * nothing of the fourth. */
static int paid_begin(void **state)
{
    struct work work;
    struct programme rules = { 0 };
    struct applicant people[4];
    (void)life_begin(state);
    for (int i = 0; i < 4; i++) {
        people[i] = person(2030, i + 1, CATEGORY_MILENIAL);
    }
    work_begin(&work, "2030-01-02");
    add_rules(&work, HEAD_OF(2030, 100) "valid_to: 2030-12-31\nlpj: { months: 1 }\n" AMOUNTS RULES_2030, &rules);
    take_in(&work, "a.csv", people, 4);
    assert_int_equal(pay_out(&work, &rules, 0), 1);
    work_commit(&work);
    work_begin(&work, "2030-01-31");
    send_batch(&work, 1, "SP2D-1");
    answer(&work, "P2030B001N000001", true, 3, "");
    answer(&work, "P2030B001N000003", false, 3, "nama beda");
    work_commit(&work);
    work_begin(&work, "2030-02-28");
    answer(&work, "P2030B001N000002", true, 3, "");
    work_commit(&work);
    programme_free(&rules);
    return 0;
}

static void load(struct lpj_overview *overview, const char *day)
{
    struct work work;
    work_begin(&work, day);
    SUCCEEDS(lpj_overview_load(work.store, 2030, day_at(day), overview));
    work_end(&work);
}

static void give(const char *today, int64_t n, int64_t used, const char *received)
{
    struct work work;
    struct money rest;
    bool recorded;
    const struct lpj_report report = { .received = day_at(received), .used = { used } };
    work_begin(&work, today);
    SUCCEEDS(lpj_give(&work.journal, 2030, &(struct payee){ .nik = (struct nik){ nik_at(n) } }, &report, &recorded, &rest));
    assert_true(recorded);
    assert_int_equal(rest.rupiah, 3 - used);
    work_commit(&work);
}

static void a_month_after_the_31st_is_the_last_day_of_the_next_month(void **state)
{
    (void)state;
    struct lpj_overview overview = { 0 };
    load(&overview, "2030-02-28");
    assert_int_equal(overview.owed.people, 2);
    assert_int_equal(overview.missing[LPJ_NOT_DUE].people, 2);
    assert_int_equal(overview.items[0].due.number, day_at("2030-02-28").number);
    assert_int_equal(overview.items[1].due.number, day_at("2030-03-28").number);
    lpj_overview_free(&overview);
    load(&overview, "2030-03-01");
    assert_int_equal(overview.missing[LPJ_TO_30].people, 1);
    assert_int_equal(overview.missing[LPJ_TO_30].amount.rupiah, 3);
    assert_int_equal(overview.items[0].nik, nik_at(1));
    assert_int_equal(overview.items[0].age, 1);
    lpj_overview_free(&overview);
}

/* The rules of the year end with it, the reports come after it. */
static void the_deadline_counts_when_the_rules_are_over(void **state)
{
    (void)state;
    struct lpj_overview overview = { 0 };
    load(&overview, "2031-06-01");
    assert_int_equal(overview.deadline.months, 1);
    assert_int_equal(overview.missing[LPJ_OVER_90].people, 2);
    lpj_overview_free(&overview);
}

static void a_report_counts_from_the_day_it_was_received_and_the_last_one_counts(void **state)
{
    (void)state;
    struct lpj_overview overview = { 0 };
    give("2031-02-01", 1, 2, "2030-03-05");
    give("2031-02-02", 1, 3, "2031-01-31");
    load(&overview, "2030-03-04");
    assert_int_equal(overview.received.people, 0);
    lpj_overview_free(&overview);
    load(&overview, "2030-03-05");
    assert_int_equal(overview.received.people, 1);
    assert_int_equal(overview.received.amount.rupiah, 2);
    assert_int_equal(overview.rest.amount.rupiah, 1);
    assert_int_equal(overview.count, 2); /* the rest is missing, too */
    lpj_overview_free(&overview);
    load(&overview, "2031-01-31");
    assert_int_equal(overview.received.amount.rupiah, 3);
    assert_int_equal(overview.rest.people, 0);
    lpj_overview_free(&overview);
    assert_verifies();
}

static struct money missing_of(const struct lpj_overview *overview)
{
    struct money sum = { 0 };
    for (int age = 0; age < LPJ_AGES; age++) {
        sum.rupiah += overview->missing[age].amount.rupiah;
    }
    return sum;
}

static void a_report_of_less_than_what_is_kept_ends_nothing(void **state)
{
    (void)state;
    struct lpj_overview overview = { 0 };
    give("2030-03-05", 1, 0, "2030-03-05");
    give("2030-03-05", 2, 2, "2030-03-05");
    load(&overview, "2030-03-05");
    assert_int_equal(overview.count, 2);
    assert_int_equal(overview.items[0].nik, nik_at(1));
    assert_int_equal(overview.items[0].amount.rupiah, 3);
    assert_int_equal(overview.items[1].amount.rupiah, 1);
    assert_int_equal(overview.missing[LPJ_TO_30].people, 1);
    assert_int_equal(overview.missing[LPJ_NOT_DUE].people, 1);
    assert_true(overview.received.people == 2 && overview.received.amount.rupiah == 2);
    assert_true(overview.rest.people == 2 && overview.rest.amount.rupiah == 4);
    assert_int_equal(overview.owed.amount.rupiah, overview.received.amount.rupiah + missing_of(&overview).rupiah);
    lpj_overview_free(&overview);
}

static void a_report_accounts_for_no_more_than_what_is_kept(void **state)
{
    (void)state;
    struct work work;
    struct money left;
    struct lpj_overview overview = { 0 };
    const struct deposit_slip slip = { TEXT("STS-1"), DAY_NONE };
    give("2030-03-05", 1, 3, "2030-03-05");
    work_begin(&work, "2030-04-01");
    SUCCEEDS(refund_record(&work.journal, 2030, &(struct payee){ .nik = (struct nik){ nik_at(1) } }, (struct money){ 1 }, &slip, &left));
    work_commit(&work);
    load(&overview, "2030-04-01");
    assert_int_equal(overview.owed.amount.rupiah, 5);
    assert_int_equal(overview.received.amount.rupiah, 2);
    assert_int_equal(overview.rest.people, 0);
    assert_int_equal(missing_of(&overview).rupiah, 3);
    lpj_overview_free(&overview);
}

static void what_was_given_back_is_not_owed_from_that_day_on(void **state)
{
    (void)state;
    struct work work;
    struct money left;
    struct lpj_overview overview = { 0 };
    const struct deposit_slip slip = { TEXT("STS-1"), DAY_NONE };
    work_begin(&work, "2030-04-01");
    SUCCEEDS(refund_record(&work.journal, 2030, &(struct payee){ .nik = (struct nik){ nik_at(1) } }, (struct money){ 3 }, &slip, &left));
    SUCCEEDS(refund_record(&work.journal, 2030, &(struct payee){ .nik = (struct nik){ nik_at(2) } }, (struct money){ 1 }, &slip, &left));
    work_commit(&work);
    load(&overview, "2030-03-31");
    assert_int_equal(overview.owed.amount.rupiah, 6);
    lpj_overview_free(&overview);
    load(&overview, "2030-04-01");
    assert_int_equal(overview.owed.people, 1);
    assert_int_equal(overview.owed.amount.rupiah, 2);
    lpj_overview_free(&overview);
}

static void only_what_was_paid_is_reported(void **state)
{
    (void)state;
    struct work work;
    struct money rest;
    bool recorded;
    const struct lpj_report report = { .received = DAY_NONE, .used = { 3 } };
    const struct lpj_report early = { .received = day_at("2030-01-30"), .used = { 3 } };
    const struct lpj_report more = { .received = DAY_NONE, .used = { 4 } };
    work_begin(&work, "2030-05-01");
    REFUSES(lpj_give(&work.journal, 2030, &(struct payee){ .nik = (struct nik){ nik_at(3) } }, &report, &recorded, &rest), ERROR_REFUSED, "retur");
    REFUSES(lpj_give(&work.journal, 2030, &(struct payee){ .nik = (struct nik){ nik_at(4) } }, &report, &recorded, &rest), ERROR_REFUSED, "dalam-proses");
    REFUSES(lpj_give(&work.journal, 2030, &(struct payee){ .nik = (struct nik){ nik_at(5) } }, &report, &recorded, &rest), ERROR_FAILED, "no applicant");
    REFUSES(lpj_give(&work.journal, 2030, &(struct payee){ .nik = (struct nik){ nik_at(1) } }, &early, &recorded, &rest), ERROR_REFUSED, "2030-01-31");
    REFUSES(lpj_give(&work.journal, 2030, &(struct payee){ .nik = (struct nik){ nik_at(1) } }, &more, &recorded, &rest), ERROR_REFUSED, "Rp 3");
    work_end(&work);
}

int main(void)
{
#define paid_test(name) cmocka_unit_test_setup_teardown(name, paid_begin, scratch_clear)
    const struct CMUnitTest tests[] = {
        paid_test(a_month_after_the_31st_is_the_last_day_of_the_next_month),
        paid_test(the_deadline_counts_when_the_rules_are_over),
        paid_test(a_report_counts_from_the_day_it_was_received_and_the_last_one_counts),
        paid_test(a_report_of_less_than_what_is_kept_ends_nothing),
        paid_test(a_report_accounts_for_no_more_than_what_is_kept),
        paid_test(what_was_given_back_is_not_owed_from_that_day_on),
        paid_test(only_what_was_paid_is_reported),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
