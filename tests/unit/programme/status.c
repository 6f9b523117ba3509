/* Where every rupiah is, and what waits: against figures worked out by hand. */
#include "programme/status.h"

#include "base/memory.h"
#include "life.h"

/* 2030: budget 100; milenial 3, emak-emak 5, pemula 7. Seven people: one without a permit, one of the same card as the
 * first. Batch 1 of three (3 + 5 + 7): paid 3, bounced 5, 7 held back. Batch 2 of one (3). */
static void live_2030(struct work *work)
{
    struct programme programme = { 0 };
    struct applicant people[7];
    for (int i = 0; i < 7; i++) {
        people[i] = person(2030, i + 1, (enum category)(i % 3 + 1));
    }
    set_integer(&people[0], FIELD_NO_KK, INT64_C(1571010101100001));
    set_integer(&people[6], FIELD_NO_KK, INT64_C(1571010101100001));
    set_missing(&people[2], FIELD_NO_REKENING);
    set_missing(&people[4], FIELD_NIB);
    add_rules(work, HEAD_OF(2030, 100) AMOUNTS RULES_2030, &programme);
    struct intake intake = { 0 };
    SUCCEEDS(intake_open(&work->journal, 2030, "a.csv", &intake));
    for (int i = 0; i < 7; i++) {
        assert_int_equal(add_person(&intake, &people[i]), INTAKE_ACCEPTED);
    }
    SUCCEEDS(intake_set_aside(&intake, false, 20, TEXT("x"), TEXT("E101\n")));
    SUCCEEDS(intake_set_aside(&intake, true, 21, TEXT("y"), TEXT("E120\n")));
    assert_true(finish_file(&intake, "a"));
    intake_close(&intake);
    assert_int_equal(pay_out(work, &programme, 3), 1);
    send_batch(work, 1, "");
    answer(work, "P2030B001N000001", true, 3, "");
    answer(work, "P2030B001N000002", false, 5, "Rekening ditutup");
    assert_int_equal(pay_out(work, &programme, 1), 2);
    programme_free(&programme);
}

static void assert_accounts(const struct year_status *status, int64_t anggaran, int64_t komitmen, int64_t proses, int64_t tersalur, int64_t retur)
{
    assert_int_equal(status->accounts[ACCOUNT_ANGGARAN].rupiah, anggaran);
    assert_int_equal(status->accounts[ACCOUNT_KOMITMEN].rupiah, komitmen);
    assert_int_equal(status->accounts[ACCOUNT_DALAM_PROSES].rupiah, proses);
    assert_int_equal(status->accounts[ACCOUNT_TERSALUR].rupiah, tersalur);
    assert_int_equal(status->accounts[ACCOUNT_RETUR].rupiah, retur);
    assert_int_equal(status->accounts[ACCOUNT_SETOR_KEMBALI].rupiah, 0);
    assert_int_equal(status->budget.rupiah, anggaran + komitmen + proses + tersalur + retur);
}

static void the_figures_of_a_year_are_those_worked_out_by_hand(void **state)
{
    (void)state;
    struct work work;
    struct year_status status = { 0 };
    work_begin(&work, "2030-02-01");
    live_2030(&work);
    SUCCEEDS(journal_seal(&work.journal));
    SUCCEEDS(status_load(work.store, 2030, &status));
    assert_accounts(&status, 82, 10, 0, 3, 5);
    assert_int_equal(status.recipients, 1); /* paid, nothing else */
    assert_int_equal(status.applicants, 7);
    assert_int_equal(status.set_aside, 2);
    assert_int_equal(status.checked, 7);
    assert_int_equal(status.eligible, 6);
    assert_int_equal(status.needs_review, 0);
    assert_int_equal(status.ineligible, 1);
    assert_int_equal(status.unpaid, 2); /* the sixth, and the one of the first one's card */
    assert_int_equal(status.batch_count, 2);
    const struct batch_status *batch = &status.batches[0];
    assert_int_equal(batch->id, 1);
    assert_int_equal(batch->year, 2030);
    assert_int_equal(batch->day.number, day_at("2030-02-01").number);
    assert_int_equal(batch->recipients, 3);
    assert_int_equal(batch->amount.rupiah, 15);
    assert_int_equal(batch->counts[ACCOUNT_KOMITMEN], 1);
    assert_int_equal(batch->counts[ACCOUNT_TERSALUR], 1);
    assert_int_equal(batch->counts[ACCOUNT_RETUR], 1);
    assert_string_equal(batch->state, "komitmen");
    assert_int_equal(status.batches[1].recipients, 1);
    assert_int_equal(status.batches[1].amount.rupiah, 3);
    status_free(&status);
    work_end(&work);
}

static void the_state_of_a_batch_follows_its_payouts(void **state)
{
    (void)state;
    struct work work;
    struct year_status status = { 0 };
    work_begin(&work, "2030-02-01");
    live_2030(&work);
    send_batch(&work, 2, "");
    SUCCEEDS(status_load(work.store, 2030, &status));
    assert_string_equal(status.batches[1].state, "dalam-proses");
    status_free(&status);
    answer(&work, "P2030B002N000001", false, 3, "Nama berbeda");
    SUCCEEDS(status_load(work.store, 2030, &status));
    assert_string_equal(status.batches[1].state, "retur");
    assert_string_equal(status.batches[0].state, "komitmen");
    status_free(&status);
    work_end(&work);
}

static void all_years_are_the_sum_of_the_years(void **state)
{
    (void)state;
    struct work work;
    struct year_status total = { 0 };
    struct year_status sum = { 0 };
    int *years = NULL;
    size_t count;
    work_begin(&work, "2030-02-01");
    live_2030(&work);
    SUCCEEDS(journal_seal(&work.journal));
    SUCCEEDS(status_years(work.store, &years, &count));
    assert_int_equal(count, 4);
    for (size_t i = 0; i < count; i++) {
        struct year_status status = { 0 };
        static const int expected[] = { 2022, 2023, 2024, 2030 };
        assert_int_equal(years[i], expected[i]);
        SUCCEEDS(status_load(work.store, years[i], &status));
        for (int account = 0; account < ACCOUNT_COUNT; account++) {
            sum.accounts[account].rupiah += status.accounts[account].rupiah;
        }
        sum.budget.rupiah += status.budget.rupiah;
        sum.applicants += status.applicants;
        sum.recipients += status.recipients;
        sum.batch_count += status.batch_count;
        sum.set_aside += status.set_aside;
        sum.unpaid += status.unpaid;
        status_free(&status);
    }
    SUCCEEDS(status_load(work.store, 0, &total));
    assert_memory_equal(total.accounts, sum.accounts, sizeof(sum.accounts));
    assert_int_equal(total.budget.rupiah, INT64_C(19330000000) + INT64_C(17950000000) + INT64_C(10000000000) + 100);
    assert_int_equal(total.budget.rupiah, sum.budget.rupiah);
    assert_int_equal(total.applicants, sum.applicants);
    assert_int_equal(total.recipients, sum.recipients);
    assert_int_equal(total.batch_count, sum.batch_count);
    assert_int_equal(total.set_aside, sum.set_aside);
    assert_int_equal(total.unpaid, sum.unpaid);
    status_free(&total);
    memory_free(years);
    work_end(&work);
}

static void a_year_that_nobody_knows_is_empty(void **state)
{
    (void)state;
    struct work work;
    struct year_status status = { 0 };
    work_begin(&work, "2030-02-01");
    SUCCEEDS(status_load(work.store, 2019, &status));
    assert_accounts(&status, 0, 0, 0, 0, 0);
    assert_int_equal(status.applicants + status.recipients + status.eligible + status.unpaid, 0);
    assert_int_equal(status.batch_count, 0);
    status_free(&status);
    work_end(&work);
}

static void who_was_paid_and_no_longer_fits_the_rules_does_not_hide_one_who_waits(void **state)
{
    (void)state;
    struct work work;
    struct programme programme = { 0 };
    struct year_status status = { 0 };
    struct applicant people[] = { person(2030, 1, CATEGORY_MILENIAL), person(2030, 2, CATEGORY_MILENIAL) };
    set_text(&people[1], FIELD_NAMA_USAHA, "Warung");
    work_begin(&work, "2030-02-01");
    add_rules(&work, HEAD_OF(2030, 100) AMOUNTS RULES_2030, &programme);
    take_in(&work, "a.csv", people, 2);
    assert_int_equal(pay_out(&work, &programme, 1), 1);
    programme_free(&programme);
    add_rules(&work, HEAD_OF(2030, 100) AMOUNTS RULES_2030
              "  - { code: bernama, title: N, source: uji, condition: present, field: nama_usaha, unknown: reject }\n", &programme);
    assert_int_equal(check_year(&work, &programme).eligible, 1);
    SUCCEEDS(status_load(work.store, 2030, &status));
    assert_int_equal(status.eligible, 1);
    assert_int_equal(status.unpaid, 1);
    status_free(&status);
    programme_free(&programme);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        life_test(the_figures_of_a_year_are_those_worked_out_by_hand),
        life_test(the_state_of_a_batch_follows_its_payouts),
        life_test(all_years_are_the_sum_of_the_years),
        life_test(a_year_that_nobody_knows_is_empty),
        life_test(who_was_paid_and_no_longer_fits_the_rules_does_not_hide_one_who_waits),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
