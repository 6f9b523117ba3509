/* What becomes of money that does not stay where it was sent. */
#include "life.h"
#include "programme/approval.h"
#include "programme/money_back.h"

static struct programme rules;

/* Five milenial of 3 rupiah each: a batch of four, of whom the bank paid the first and bounced the second and the third on
 * 2030-02-11; the fourth was held back and is committed. The fifth waits for a batch. */
static int answered_begin(void **state)
{
    struct work work;
    struct applicant people[5];
    (void)life_begin(state);
    for (int i = 0; i < 5; i++) {
        people[i] = person(2030, i + 1, CATEGORY_MILENIAL);
    }
    set_missing(&people[3], FIELD_NO_REKENING);
    work_begin(&work, "2030-02-01");
    add_rules(&work, HEAD_OF(2030, 100) AMOUNTS RULES_2030, &rules);
    take_in(&work, "a.csv", people, 5);
    assert_int_equal(pay_out(&work, &rules, 4), 1);
    work_commit(&work);
    work_begin(&work, "2030-02-10");
    send_batch(&work, 1, "SP2D-1");
    work_commit(&work);
    work_begin(&work, "2030-02-11");
    answer(&work, "P2030B001N000001", true, 3, "");
    answer(&work, "P2030B001N000002", false, 3, "rekening tutup");
    answer(&work, "P2030B001N000003", false, 3, "nama beda");
    work_commit(&work);
    return 0;
}

static int answered_end(void **state)
{
    programme_free(&rules);
    return scratch_clear(state);
}

static void expect_sound(void)
{
    struct verification verification;
    SUCCEEDS(verify_ledger(&verification));
}

static struct nik who(int64_t n)
{
    return (struct nik){ nik_at(n) };
}

static int64_t account_holds(struct work *work, enum account account)
{
    struct money amount;
    SUCCEEDS(journal_balance(&work->journal, 2030, account, &amount));
    return amount.rupiah;
}

static const struct deposit_slip slip = { { "STS-1/2030", 10 }, { 21960 } };

static void a_cancelled_payout_frees_its_money_and_its_person_can_be_allocated_again(void **state)
{
    (void)state;
    struct work work;
    struct payouts_moved moved;
    work_begin(&work, "2030-02-12");
    SUCCEEDS(batch_cancel(&work.journal, 1, NULL, 0, TEXT("rekening tidak ada"), &moved));
    assert_int_equal(moved.count, 1);
    assert_int_equal(moved.amount.rupiah, 3);
    assert_int_equal(account_holds(&work, ACCOUNT_KOMITMEN), 0);
    assert_int_equal(account_holds(&work, ACCOUNT_ANGGARAN), 91);
    REFUSES(batch_cancel(&work.journal, 1, NULL, 0, TEXT("lagi"), &moved), ERROR_REFUSED, "nothing of batch 1");
    assert_int_equal(pay_out(&work, &rules, 0), 2);
    assert_int_equal(figure(&work, "SELECT count(*) FROM payout WHERE batch_id = 2 AND applicant_id = 4"), 1);
    assert_int_equal(figure(&work, "SELECT count(*) FROM payout WHERE batch_id = 2"), 2); /* the fifth, too; nobody whose money bounced */
    work_commit(&work);
    expect_sound();
}

static void cancels_only_the_people_named_and_only_what_was_not_sent(void **state)
{
    (void)state;
    struct work work;
    struct payouts_moved moved;
    const struct nik sent[] = { who(1) };
    const struct nik both[] = { who(4), who(1) };
    const struct nik stranger[] = { who(99) };
    work_begin(&work, "2030-02-12");
    REFUSES(batch_cancel(&work.journal, 1, sent, 1, TEXT("x"), &moved), ERROR_REFUSED, "not sent");
    REFUSES(batch_cancel(&work.journal, 1, both, 2, TEXT("x"), &moved), ERROR_REFUSED, "not sent");
    REFUSES(batch_cancel(&work.journal, 1, stranger, 1, TEXT("x"), &moved), ERROR_REFUSED, "not sent");
    REFUSES(batch_cancel(&work.journal, 7, NULL, 0, TEXT("x"), &moved), ERROR_REFUSED, "no batch 7");
    REFUSES(batch_cancel(&work.journal, 1, both, 1, TEXT(" "), &moved), ERROR_USAGE, "--reason");
    assert_int_equal(account_holds(&work, ACCOUNT_KOMITMEN), 3);
    work_end(&work);
    work_begin(&work, "2030-01-31");
    REFUSES(batch_cancel(&work.journal, 1, NULL, 0, TEXT("x"), &moved), ERROR_REFUSED, "2030-02-01");
    work_end(&work);
}

static void a_bounced_payout_is_paid_once_more_to_another_account_only(void **state)
{
    (void)state;
    struct work work;
    struct payouts_moved moved;
    int64_t batch;
    const struct nik second[] = { who(2) };
    const struct nik paid[] = { who(1) };
    const struct repayment_choice named = { .niks = second, .nik_count = 1 };
    const struct repayment_choice wrong = { .niks = paid, .nik_count = 1 };
    const struct repayment_choice all = { 0 };
    work_begin(&work, "2030-02-12");
    REFUSES(repayment_create(&work.journal, &rules, &all, &batch, &moved), ERROR_REFUSED, "another account");
    REFUSES(repayment_create(&work.journal, &rules, &named, &batch, &moved), ERROR_REFUSED, "still has the account");
    REFUSES(repayment_create(&work.journal, &rules, &wrong, &batch, &moved), ERROR_REFUSED, "tersalur");
    amend_text(&work, &rules, 2, FIELD_NO_REKENING, "9900112233", 0);
    SUCCEEDS(repayment_create(&work.journal, &rules, &all, &batch, &moved));
    assert_int_equal(batch, 2);
    assert_int_equal(moved.count, 1);
    assert_int_equal(figure(&work, "SELECT account_id FROM payout WHERE reference = 'P2030B001N000002'"), ACCOUNT_ANGGARAN);
    assert_int_equal(figure(&work, "SELECT account_id FROM payout WHERE reference = 'P2030B002N000001'"), ACCOUNT_KOMITMEN);
    assert_int_equal(figure(&work, "SELECT successor FROM repayment"), figure(&work, "SELECT id FROM payout WHERE batch_id = 2"));
    assert_int_equal(figure(&work, "SELECT count(*) FROM amendment WHERE no_rekening = '0012345679'"), 1); /* the account that bounced is kept */
    assert_int_equal(account_holds(&work, ACCOUNT_RETUR), 3);
    REFUSES(repayment_create(&work.journal, &rules, &named, &batch, &moved), ERROR_REFUSED, "komitmen");
    work_commit(&work);
    work_begin(&work, "2030-02-13");
    send_batch(&work, 2, "SP2D-2");
    answer(&work, "P2030B002N000001", true, 3, "");
    assert_int_equal(account_holds(&work, ACCOUNT_TERSALUR), 6);
    work_commit(&work);
    expect_sound();
}

static void the_bank_may_confirm_the_account_that_bounced(void **state)
{
    (void)state;
    struct work work;
    struct payouts_moved moved;
    int64_t batch;
    const struct nik people[] = { who(2), who(3) };
    const struct repayment_choice choice = { .niks = people, .nik_count = 2, .same_account = true };
    work_begin(&work, "2030-02-12");
    SUCCEEDS(repayment_create(&work.journal, &rules, &choice, &batch, &moved));
    assert_int_equal(moved.count, 2);
    work_commit(&work);
    expect_sound();
}

/* Sends batch `batch` and has its only payout bounce. */
static void bounce(int64_t batch, const char *reference)
{
    struct work work;
    work_begin(&work, "2030-02-14");
    send_batch(&work, batch, "");
    answer(&work, reference, false, 3, "nama beda");
    work_commit(&work);
}

static void who_bounced_twice_is_held_back_until_an_officer_typed_another_account(void **state)
{
    (void)state;
    struct work work;
    struct sending sending = { 0 };
    struct payouts_moved moved;
    int64_t batch;
    const struct nik people[] = { who(3) };
    const struct repayment_choice choice = { .niks = people, .nik_count = 1, .same_account = true };
    work_begin(&work, "2030-02-12");
    SUCCEEDS(repayment_create(&work.journal, &rules, &choice, &batch, &moved));
    work_commit(&work);
    bounce(2, "P2030B002N000001");
    work_begin(&work, "2030-02-15");
    SUCCEEDS(repayment_create(&work.journal, &rules, &choice, &batch, &moved));
    SUCCEEDS(sending_prepare(work.store, batch, &work.journal.event, &sending));
    assert_int_equal(sending.payable, 0);
    assert_non_null(strstr(sending.orders[0].held_back, "twice"));
    sending_free(&sending);
    amend_text(&work, &rules, 3, FIELD_NO_REKENING, "7700112233", 0);
    SUCCEEDS(sending_prepare(work.store, batch, &work.journal.event, &sending));
    assert_int_equal(sending.payable, 1);
    sending_free(&sending);
    work_commit(&work);
    expect_sound();
}

static void bounced_money_goes_to_the_treasury_and_the_turn_is_over(void **state)
{
    (void)state;
    struct work work;
    struct payouts_moved moved = { 0 };
    work_begin(&work, "2030-02-12");
    REFUSES(deposit_record(&work.journal, 2030, who(2), &(struct deposit_slip){ TEXT(" - "), DAY_NONE }, &moved), ERROR_USAGE, "--sts");
    REFUSES(deposit_record(&work.journal, 2030, who(1), &slip, &moved), ERROR_REFUSED, "tersalur");
    REFUSES(deposit_record(&work.journal, 2030, who(5), &slip, &moved), ERROR_REFUSED, "no payout");
    SUCCEEDS(deposit_record(&work.journal, 2030, who(2), &slip, &moved));
    assert_int_equal(moved.count, 1);
    assert_int_equal(account_holds(&work, ACCOUNT_SETOR_KEMBALI), 3);
    assert_int_equal(account_holds(&work, ACCOUNT_RETUR), 3);
    REFUSES(deposit_record(&work.journal, 2030, who(2), &slip, &moved), ERROR_REFUSED, "setor-kembali");
    assert_int_equal(pay_out(&work, &rules, 0), 2);
    assert_int_equal(figure(&work, "SELECT count(*) FROM payout WHERE batch_id = 2 AND applicant_id = 2"), 0);
    work_commit(&work);
    work_begin(&work, "2030-02-10");
    REFUSES(deposit_record(&work.journal, 2030, who(3), &slip, &moved), ERROR_REFUSED, "2030-02-11");
    work_end(&work);
    expect_sound();
}

static void a_recipient_gives_back_a_part_and_then_the_rest(void **state)
{
    (void)state;
    struct work work;
    struct money left;
    work_begin(&work, "2030-02-12");
    REFUSES(refund_record(&work.journal, 2030, &(struct payee){ .nik = who(1) }, (struct money){ 4 }, &slip, &left), ERROR_REFUSED, "3");
    REFUSES(refund_record(&work.journal, 2030, &(struct payee){ .nik = who(1) }, (struct money){ 0 }, &slip, &left), ERROR_USAGE, "--amount");
    REFUSES(refund_record(&work.journal, 2030, &(struct payee){ .nik = who(2) }, (struct money){ 1 }, &slip, &left), ERROR_REFUSED, "retur");
    SUCCEEDS(refund_record(&work.journal, 2030, &(struct payee){ .nik = who(1) }, (struct money){ 1 }, &slip, &left));
    assert_int_equal(left.rupiah, 2);
    assert_int_equal(figure(&work, "SELECT account_id FROM payout WHERE id = 1"), ACCOUNT_TERSALUR);
    work_commit(&work);
    expect_sound();
    work_begin(&work, "2030-02-13");
    REFUSES(refund_record(&work.journal, 2030, &(struct payee){ .nik = who(1) }, (struct money){ 3 }, &slip, &left), ERROR_REFUSED, "2");
    REFUSES(refund_record(&work.journal, 2030, &(struct payee){ .nik = who(1) }, (struct money){ 1 }, &slip, &left), ERROR_REFUSED, "was recorded for this payout before");
    REFUSES(refund_record(&work.journal, 2030, &(struct payee){ .nik = who(1) }, (struct money){ 2 }, &(struct deposit_slip){ TEXT("STS-2/2030"), { 21940 } }, &left), ERROR_REFUSED, "--sts-date");
    SUCCEEDS(refund_record(&work.journal, 2030, &(struct payee){ .nik = who(1) }, (struct money){ 2 }, &(struct deposit_slip){ TEXT("STS-2/2030"), { 21960 } }, &left));
    assert_int_equal(left.rupiah, 0);
    assert_int_equal(figure(&work, "SELECT account_id FROM payout WHERE id = 1"), ACCOUNT_SETOR_KEMBALI);
    assert_int_equal(account_holds(&work, ACCOUNT_SETOR_KEMBALI), 3);
    assert_int_equal(account_holds(&work, ACCOUNT_TERSALUR), 0);
    REFUSES(refund_record(&work.journal, 2030, &(struct payee){ .nik = who(1) }, (struct money){ 1 }, &slip, &left), ERROR_REFUSED, "setor-kembali");
    work_commit(&work);
    expect_sound();
}

static void names_the_decree_of_a_batch_once(void **state)
{
    (void)state;
    struct work work;
    bool recorded;
    const struct approval decree = { .batch_id = 1, .sk_number = TEXT("123/KEP/2030"), .sk_day = { 21950 } };
    struct approval other = decree;
    other.sk_number = TEXT("124/KEP/2030");
    work_begin(&work, "2030-02-12");
    SUCCEEDS(approval_give(&work.journal, &decree, &recorded)); /* the fourth is still committed */
    assert_true(recorded);
    SUCCEEDS(approval_give(&work.journal, &decree, &recorded));
    assert_false(recorded);
    REFUSES(approval_give(&work.journal, &other, &recorded), ERROR_REFUSED, "123/KEP/2030");
    REFUSES(approval_give(&work.journal, &(struct approval){ .batch_id = 1, .sk_day = { 21950 } }, &recorded), ERROR_USAGE, "--sk");
    REFUSES(approval_give(&work.journal, &(struct approval){ .batch_id = 9, .sk_number = TEXT("1"), .sk_day = { 21950 } }, &recorded), ERROR_REFUSED, "no batch 9");
    work_commit(&work);
    expect_sound();
}

#define answered_test(name) cmocka_unit_test_setup_teardown(name, answered_begin, answered_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        answered_test(a_cancelled_payout_frees_its_money_and_its_person_can_be_allocated_again),
        answered_test(cancels_only_the_people_named_and_only_what_was_not_sent),
        answered_test(a_bounced_payout_is_paid_once_more_to_another_account_only),
        answered_test(the_bank_may_confirm_the_account_that_bounced),
        answered_test(who_bounced_twice_is_held_back_until_an_officer_typed_another_account),
        answered_test(bounced_money_goes_to_the_treasury_and_the_turn_is_over),
        answered_test(a_recipient_gives_back_a_part_and_then_the_rest),
        answered_test(names_the_decree_of_a_batch_once),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
