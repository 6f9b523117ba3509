/* What the officers could see who approved a sending, and who of them still counted: accounts, revocations, totals. */
#include "approving.h"

static void what_was_sent_went_to_the_account_that_was_approved(void **state)
{
    (void)state;
    int64_t batch = batch_by_budi(&rules, 1);
    exchange(1, "0055555555"); /* before the approval */
    approve_by_dewi(batch);
    exchange(1, "0066666666");
    exchange(1, "0055555555"); /* and back */
    send_by_eko(batch);
    expect_sound();
    batch = batch_by_budi(&rules, 1);
    approve_by_dewi(batch);
    exchange(2, "0066666666");
    force_by_eko(batch, 1, 0);
    expect_unsound("another account than the one that the officers could see");
}

/* The approval was given when there was no account; format 12 sent to the one that came. */
static void an_account_that_came_after_the_approval_was_approved_by_nobody(void **state)
{
    (void)state;
    struct work work;
    struct sending sending = { 0 };
    exchange(1, "");
    exchange(2, "");
    int64_t first = batch_by_budi(&rules, 1);
    int64_t second = batch_by_budi(&rules, 1);
    approve_by_dewi(first);
    approve_by_dewi(second);
    exchange(1, "0055555555");
    send_as_before(first);
    expect_sound();
    staff_begin(&work, "2030-02-04", EKO);
    SUCCEEDS(sending_prepare(work.store, second, &work.journal.event, &sending));
    assert_int_equal(sending.payable, 0);
    assert_non_null(strstr(sending.orders[0].held_back, "seen by no approver"));
    sending_free(&sending);
    work_end(&work);
    exchange(2, "0066666666");
    staff_begin(&work, "2030-02-04", EKO);
    SUCCEEDS(sending_prepare(work.store, second, &work.journal.event, &sending));
    assert_int_equal(sending.payable, 0);
    assert_non_null(strstr(sending.orders[0].held_back, "set or exchanged after the approval"));
    sending_free(&sending);
    work_end(&work);
    force_by_eko(second, 1, 0);
    expect_unsound("another account than the one that the officers could see");
}

static void the_word_of_an_approver_who_was_revoked_does_not_send(void **state)
{
    (void)state;
    struct work work;
    struct sending sending = { 0 };
    struct approval_count count;
    int64_t before = batch_by_budi(&rules, 1);
    int64_t after = batch_by_budi(&rules, 1);
    approve_by_dewi(before);
    send_by_eko(before);
    approve_by_dewi(after);
    assert_true(staff_revoke("2030-02-03", ANI, DEWI)); /* proposed: as long as it is, nothing has changed */
    staff_begin(&work, "2030-02-04", EKO);
    SUCCEEDS(approval_counted(work.store, after, &count));
    assert_true(count.given == 1 && count.revoked == 0);
    work_end(&work);
    staff_confirm("2030-02-03", ANDI, DEWI);
    staff_begin(&work, "2030-02-04", EKO);
    SUCCEEDS(approval_counted(work.store, before, &count));
    assert_true(count.given == 1 && count.revoked == 0); /* what was sent stands */
    SUCCEEDS(approval_counted(work.store, after, &count));
    assert_true(count.given == 0 && count.revoked == 1 && count.needed == 1);
    REFUSES(sending_prepare(work.store, after, &work.journal.event, &sending), ERROR_REFUSED, "revoked since");
    work_end(&work);
    expect_sound();
    force_by_eko(after, 1, 0);
    expect_unsound("who were not revoked before");
}

/* Format 12 sent it all the same. */
static void an_earlier_version_let_the_word_of_a_revoked_approver_count(void **state)
{
    (void)state;
    int64_t batch = batch_by_budi(&rules, 1);
    approve_by_dewi(batch);
    assert_true(staff_revoke("2030-02-03", ANI, DEWI));
    staff_confirm("2030-02-03", ANDI, DEWI);
    send_as_before(batch);
    expect_sound();
}

static void a_sending_has_the_accounts_of_its_hash_total(void **state)
{
    (void)state;
    int64_t batch = batch_by_budi(&rules, 1);
    approve_by_dewi(batch);
    force_by_eko(batch, 1, 1);
    expect_unsound("hash total");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        office_test(what_was_sent_went_to_the_account_that_was_approved),
        office_test(an_account_that_came_after_the_approval_was_approved_by_nobody),
        office_test(the_word_of_an_approver_who_was_revoked_does_not_send),
        office_test(an_earlier_version_let_the_word_of_a_revoked_approver_count),
        office_test(a_sending_has_the_accounts_of_its_hash_total),
    };
    return cmocka_run_group_tests(tests, scratch_open, alone_close);
}
