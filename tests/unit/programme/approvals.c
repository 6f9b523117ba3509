/* How many officers a sending needs: batches of before the first officer, rules that ask for less. */
#include "approving.h"

static void a_batch_of_before_the_first_officer_needs_an_officers_approval(void **state)
{
    (void)state;
    struct work work;
    struct sending sending = { 0 };
    struct approval_count count;
    int64_t batch = batch_alone(1);
    work_begin(&work, "2030-01-01");
    SUCCEEDS(approval_counted(work.store, batch, &count));
    assert_true(count.given == 0 && count.needed == 0 && count.alone);
    work_end(&work);
    staff_register("2030-01-02");
    staff_begin(&work, "2030-02-04", EKO);
    SUCCEEDS(approval_counted(work.store, batch, &count));
    assert_int_equal(count.needed, 1);
    REFUSES(sending_prepare(work.store, batch, &work.journal.event, &sending), ERROR_REFUSED, "approved by the only operator");
    work_end(&work);
    approve_by_dewi(batch);
    send_by_eko(batch);
    expect_sound();
}

static void past_the_program_it_does_not_verify(void **state)
{
    (void)state;
    int64_t batch = batch_alone(1);
    staff_register("2030-01-02");
    force_by_eko(batch, 1, 0);
    expect_unsound("too few officers");
    (void)alone_end(state);
    (void)alone_begin(state);
    batch = batch_alone(1);
    staff_register("2030-01-02");
    force_by_eko(batch, 0, 0);
    expect_unsound("names 0 approvals, and the batch needs 1");
}

static void what_went_before_the_first_officer_needs_no_approval_any_more(void **state)
{
    (void)state;
    struct work work;
    struct approval_count count;
    int64_t batch = batch_alone(1);
    work_begin(&work, "2030-01-01");
    send_batch(&work, batch, "");
    work_commit(&work);
    staff_register("2030-01-02");
    work_begin(&work, "2030-02-01");
    SUCCEEDS(approval_counted(work.store, batch, &count));
    assert_int_equal(count.needed, 0);
    work_end(&work);
    expect_sound();
}

/* A ledger that an earlier version wrote stays sound; once the number is named it is always named. */
static void a_sending_of_an_earlier_version_verifies_by_the_rules_of_then(void **state)
{
    (void)state;
    int64_t first = batch_alone(1);
    int64_t second = batch_alone(1);
    int64_t third = batch_alone(1);
    staff_register("2030-01-02");
    send_as_before(first);
    expect_sound();
    approve_by_dewi(second);
    send_by_eko(second);
    expect_sound();
    send_as_before(third);
    expect_unsound("does not name how many officers");
}

/* Rules as they are in force now, which ask for `approvals`, added by the operator. */
static void change_rules(const char *approvals, const char *name, struct programme *out)
{
    struct work work;
    struct buffer yaml SCOPED_BUFFER = { 0 };
    buffer_format(&yaml, "year: 2030\nname: %s\nbudget_account: 5.1\nbudget: 100\n%s" AMOUNTS RULES_2030, name, approvals);
    staff_begin(&work, "2030-02-01", BUDI);
    add_rules(&work, buffer_string(&yaml), out);
    staff_commit(&work, BUDI);
}

static void a_later_version_of_the_rules_lowers_nothing(void **state)
{
    (void)state;
    struct work work;
    struct sending sending = { 0 };
    struct programme lower = { 0 };
    struct programme higher = { 0 };
    struct programme future = { 0 };
    struct approval_count count;
    change_rules("", "Uji dua", &lower);
    assert_int_equal(lower.approval_count, 0);
    change_rules("valid_from: 2030-12-01\napprovals:\n  - { officers: 4 }\n", "Uji nanti", &future); /* not in force on the batch's day */
    int64_t small = batch_by_budi(&lower, 1);
    int64_t large = batch_by_budi(&lower, 2);
    change_rules("approvals:\n  - { officers: 3 }\n", "Uji tiga", &higher); /* nor does one of after the batch raise it */
    staff_begin(&work, "2030-02-04", EKO);
    SUCCEEDS(approval_counted(work.store, small, &count));
    assert_int_equal(count.needed, 1);
    SUCCEEDS(approval_counted(work.store, large, &count));
    assert_int_equal(count.needed, 2);
    work_end(&work);
    approve_by_dewi(large);
    staff_begin(&work, "2030-02-04", EKO);
    REFUSES(sending_prepare(work.store, large, &work.journal.event, &sending), ERROR_REFUSED, "1 of 2");
    work_end(&work);
    approve_by_dewi(small);
    send_by_eko(small);
    expect_sound();
    force_by_eko(large, 1, 0);
    expect_unsound("names 1 approvals, and the batch needs 2");
    programme_free(&lower);
    programme_free(&higher);
    programme_free(&future);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        alone_test(a_batch_of_before_the_first_officer_needs_an_officers_approval),
        alone_test(past_the_program_it_does_not_verify),
        alone_test(what_went_before_the_first_officer_needs_no_approval_any_more),
        alone_test(a_sending_of_an_earlier_version_verifies_by_the_rules_of_then),
        office_test(a_later_version_of_the_rules_lowers_nothing),
    };
    return cmocka_run_group_tests(tests, scratch_open, alone_close);
}
