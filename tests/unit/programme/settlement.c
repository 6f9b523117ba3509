/* The bank's answer: what is posted, and what is only found. */
#include "base/memory.h"
#include "life.h"
#include "programme/contradiction.h"
#include "programme/money_back.h"

static struct programme rules;

/* A batch of three milenial (3 rupiah each) sent on 2030-02-10, and a fourth that is not sent. */
static int sent_begin(void **state)
{
    struct work work;
    struct applicant people[4];
    (void)life_begin(state);
    for (int i = 0; i < 4; i++) {
        people[i] = person(2030, i + 1, CATEGORY_MILENIAL);
    }
    work_begin(&work, "2030-02-01");
    add_rules(&work, HEAD_OF(2030, 100) AMOUNTS RULES_2030, &rules);
    take_in(&work, "a.csv", people, 4);
    assert_int_equal(pay_out(&work, &rules, 3), 1);
    assert_int_equal(pay_out(&work, &rules, 0), 2);
    work_commit(&work);
    work_begin(&work, "2030-02-10");
    send_batch(&work, 1, "SP2D-1");
    work_commit(&work);
    return 0;
}

static int sent_end(void **state)
{
    programme_free(&rules);
    return scratch_clear(state);
}

static struct settlement_row row_of(const char *reference, bool paid, int64_t amount, const char *reason)
{
    return (struct settlement_row){ text_of(reference), paid, { amount }, day_at("2030-02-11"), text_of(reason), 2, TEXT_EMPTY };
}

static enum settlement_result judge(struct work *work, struct settlement_row row)
{
    struct settlement settlement = { 0 };
    struct settlement_verdict verdict;
    SUCCEEDS(settlement_open(&work->journal, &settlement));
    SUCCEEDS(settlement_judge(&settlement, &row, &verdict));
    if (verdict.result != SETTLEMENT_UNKNOWN_REFERENCE) {
        assert_string_equal(verdict.expected, verdict.result == SETTLEMENT_OTHER_AMOUNT ? "Rp 3" : "");
        assert_int_equal(verdict.sent.number, verdict.result == SETTLEMENT_NOT_SENT ? 0 : day_at("2030-02-10").number);
        assert_true(verdict.payout_id >= 1 && verdict.payout_id <= 4);
    }
    settlement_close(&settlement);
    return verdict.result;
}

static void judges_each_row_by_reference_state_and_amount(void **state)
{
    (void)state;
    struct work work;
    work_begin(&work, "2030-02-11");
    int64_t entries = figure(&work, "SELECT count(*) FROM journal");
    static const struct {
        const char *reference;
        bool paid;
        int64_t amount;
        enum settlement_result result;
    } rows[] = {
        { "P2030B001N000001", true, 3, SETTLEMENT_POSTED },          { "P2030B001N000002", false, 3, SETTLEMENT_POSTED },
        { "P2030B001N000001", true, 4, SETTLEMENT_OTHER_AMOUNT },    { "P2030B001N000001", false, 0, SETTLEMENT_OTHER_AMOUNT },
        { "P2030B002N000001", true, 3, SETTLEMENT_NOT_SENT },        { "P2030B002N000001", true, 4, SETTLEMENT_NOT_SENT },
        { "P2030B001N000004", true, 3, SETTLEMENT_UNKNOWN_REFERENCE }, { "", true, 3, SETTLEMENT_UNKNOWN_REFERENCE },
        { "p2030b001n000001", true, 3, SETTLEMENT_UNKNOWN_REFERENCE }, { "P2030B001N000001 ", true, 3, SETTLEMENT_UNKNOWN_REFERENCE },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        enum settlement_result result = judge(&work, row_of(rows[i].reference, rows[i].paid, rows[i].amount, ""));
        if (result != rows[i].result) {
            fail_msg("%s: %d, expected %d", rows[i].reference, (int)result, (int)rows[i].result);
        }
    }
    assert_int_equal(figure(&work, "SELECT count(*) FROM journal"), entries); /* judging posts nothing */
    work_end(&work);
}

static void a_posted_row_moves_its_money_and_its_payout(void **state)
{
    (void)state;
    struct work work;
    work_begin(&work, "2030-02-11");
    answer(&work, "P2030B001N000001", true, 3, "");
    answer(&work, "P2030B001N000003", false, 3, "Rekening ditutup");
    work_commit(&work);
    work_begin(&work, "2030-02-12");
    assert_int_equal(figure(&work, "SELECT amount FROM balance WHERE year = 2030 AND account_id = 1"), 100 - 12);
    assert_int_equal(figure(&work, "SELECT amount FROM balance WHERE year = 2030 AND account_id = 2"), 3);
    assert_int_equal(figure(&work, "SELECT amount FROM balance WHERE year = 2030 AND account_id = 3"), 3);
    assert_int_equal(figure(&work, "SELECT amount FROM balance WHERE year = 2030 AND account_id = 4"), 3);
    assert_int_equal(figure(&work, "SELECT amount FROM balance WHERE year = 2030 AND account_id = 5"), 3);
    assert_int_equal(figure(&work, "SELECT sum(account_id * id) FROM payout"), 4 * 1 + 3 * 2 + 5 * 3 + 2 * 4);
    assert_int_equal(figure(&work, "SELECT reason = 'Rekening ditutup' AND account_id = 5 FROM settlement WHERE payout_id = 3"), 1);
    assert_int_equal(figure(&work, "SELECT reason = '' AND account_id = 4 FROM settlement WHERE payout_id = 1"), 1);
    work_end(&work);
    assert_verifies();
}

static void a_second_answer_is_the_same_or_another(void **state)
{
    (void)state;
    struct work work;
    work_begin(&work, "2030-02-11");
    answer(&work, "P2030B001N000001", true, 3, "ok");
    answer(&work, "P2030B001N000002", false, 3, "Rekening ditutup");
    struct settlement_row later = row_of("P2030B001N000001", true, 3, "");
    later.bank_day.number += 1;
    assert_int_equal(judge(&work, row_of("P2030B001N000001", true, 3, "")), SETTLEMENT_SAME); /* a paid row has no reason */
    assert_int_equal(judge(&work, row_of("P2030B001N000001", true, 3, "lain")), SETTLEMENT_SAME);
    assert_int_equal(judge(&work, later), SETTLEMENT_SECOND_ANSWER);
    assert_int_equal(judge(&work, row_of("P2030B001N000001", false, 3, "")), SETTLEMENT_SECOND_ANSWER);
    assert_int_equal(judge(&work, row_of("P2030B001N000001", true, 4, "")), SETTLEMENT_OTHER_AMOUNT);
    assert_int_equal(judge(&work, row_of("P2030B001N000002", false, 3, "Rekening ditutup")), SETTLEMENT_SAME);
    assert_int_equal(judge(&work, row_of("P2030B001N000002", false, 3, "Nama berbeda")), SETTLEMENT_SECOND_ANSWER);
    assert_int_equal(judge(&work, row_of("P2030B001N000002", true, 3, "")), SETTLEMENT_SECOND_ANSWER);
    work_end(&work);
}

/* Reasons as banks write them: the ledger verifies, and the same file again says the same. */
static void any_reason_of_the_bank_is_kept_so_that_it_verifies_and_is_known_again(void **state)
{
    static char long_reason[400];
    memset(long_reason, 'x', sizeof(long_reason) - 1);
    static const char *const reasons[] = { "", "-", " - ", "  Rekening ditutup  ", "Baris\nsatu", "\x1b[31m", "rusak \xff", "--", long_reason };
    for (size_t i = 0; i < ROWS(reasons); i++) {
        struct work work;
        programme_free(&rules);
        (void)sent_begin(state);
        work_begin(&work, "2030-02-11");
        answer(&work, "P2030B001N000002", false, 3, reasons[i]);
        if (judge(&work, row_of("P2030B001N000002", false, 3, reasons[i])) != SETTLEMENT_SAME) {
            fail_msg("another answer: \"%s\"", reasons[i]);
        }
        work_commit(&work);
        assert_verifies();
    }
}

static void the_entry_of_the_answer_counts_its_rows(void **state)
{
    (void)state;
    struct work work;
    struct settlement settlement = { 0 };
    struct settlement_answer file = { .file_name = "jawaban\n.csv", .paid = 2, .returned = 1, .rejected = 4 };
    work_begin(&work, "2030-02-11");
    SUCCEEDS(settlement_open(&work.journal, &settlement));
    SUCCEEDS(settlement_begin(&settlement, &file));
    assert_int_equal(figure(&work, "SELECT row_count * 1000 + paid * 100 + returned * 10 + rejected FROM bank_answer"), 7214);
    assert_int_equal(figure(&work, "SELECT file_name = 'jawaban?.csv' FROM bank_answer"), 1);
    static const char *const references[] = { "P2030B001N000001", "P2030B001N000002", "P2030B001N000003" };
    for (int i = 0; i < 3; i++) {
        const struct settlement_row row = row_of(references[i], i < 2, 3, "");
        SUCCEEDS(settlement_post(&settlement, &row, i + 1));
    }
    settlement_close(&settlement);
    work_commit(&work);
    assert_verifies();
}

static void refuses_an_answer_of_a_day_before_its_sending(void **state)
{
    (void)state;
    struct work work;
    struct settlement settlement = { 0 };
    struct settlement_answer file = { .file_name = "jawaban.csv", .paid = 1 };
    work_begin(&work, "2030-02-09");
    SUCCEEDS(settlement_open(&work.journal, &settlement));
    const struct settlement_row early = { TEXT("P2030B001N000001"), true, { 5 }, { 21960 }, TEXT_EMPTY, 2, TEXT_EMPTY };
    SUCCEEDS(settlement_begin(&settlement, &file));
    REFUSES(settlement_post(&settlement, &early, 1), ERROR_REFUSED, "2030-02-10");
    settlement_close(&settlement);
    work_end(&work);
    work_begin(&work, "2030-02-10");
    answer(&work, "P2030B001N000001", true, 3, "");
    work_end(&work);
}

static const struct error *repay(struct work *work, int64_t *batch)
{
    const struct nik nik[] = { { nik_at(1) } };
    struct payouts_moved moved;
    return repayment_create(&work->journal, &rules, &(struct repayment_choice){ .niks = nik, .nik_count = 1, .same_account = true }, batch, &moved);
}

/* The first payout bounces; the bank says paid. */
static void contradict(struct work *work)
{
    work_begin(work, "2030-02-11");
    answer(work, "P2030B001N000001", false, 3, "Rekening ditutup");
    work_commit(work);
    work_begin(work, "2030-02-12");
    answer_again(work, "P2030B001N000001", true, 3, "Siti Contoh");
    work_commit(work);
    assert_verifies();
}

static void nothing_is_paid_once_more_while_the_bank_contradicts_itself(void **state)
{
    (void)state;
    struct work work;
    struct repayment_choice everybody = { .same_account = true };
    struct payouts_moved moved;
    int64_t batch;
    contradict(&work);
    work_begin(&work, "2030-02-12");
    REFUSES(repay(&work, &batch), ERROR_REFUSED, "B403");
    REFUSES(repayment_create(&work.journal, &rules, &everybody, &batch, &moved), ERROR_REFUSED, "nobody of 2030");
    work_end(&work);
    /* The bank says bounced after all. */
    work_begin(&work, "2030-02-13");
    answer_again(&work, "P2030B001N000001", false, 3, "");
    work_commit(&work);
    work_begin(&work, "2030-02-13");
    SUCCEEDS(repay(&work, &batch));
    work_commit(&work);
    assert_verifies();
    /* And paid, now that it was paid once more: the new payout stays behind. */
    work_begin(&work, "2030-02-14");
    assert_int_equal(judge(&work, row_of("P2030B001N000001", true, 3, "")), SETTLEMENT_PAID_AFTER_ALL);
    answer_again(&work, "P2030B001N000001", true, 3, "");
    work_commit(&work);
    struct sending sending = { 0 };
    work_begin(&work, "2030-02-15");
    SUCCEEDS(sending_prepare(work.store, batch, &work.journal.event, &sending));
    assert_int_equal(sending.payable, 0);
    assert_non_null(strstr(sending.orders[0].held_back, "B414"));
    /* Past the program it does not commit, and would not verify. */
    memory_free(sending.orders[0].held_back);
    sending.orders[0].held_back = NULL;
    sending.payable = 1;
    sending.amount = (struct money){ 3 };
    SUCCEEDS(sending_record(&work.journal, &sending, TEXT_EMPTY, DAY_NONE, &(struct digest){ { 0 } }));
    sending_free(&sending);
    REFUSES(contradiction_verify(work.store), ERROR_UNVERIFIED, "contradicts itself");
    SUCCEEDS(journal_seal(&work.journal));
    REFUSES(transaction_commit(&work.transaction), ERROR_FAILED, "contradicts itself");
    work_end(&work);
}

static void a_slip_of_the_treasury_decides(void **state)
{
    (void)state;
    struct work work;
    struct payouts_moved moved;
    int64_t stands;
    contradict(&work);
    work_begin(&work, "2030-02-13");
    SUCCEEDS(contradiction_count(work.store, 2030, &stands));
    assert_int_equal(stands, 1);
    SUCCEEDS(contradiction_count(work.store, 2031, &stands));
    assert_int_equal(stands, 0);
    SUCCEEDS(deposit_record(&work.journal, 2030, (struct nik){ nik_at(1) }, &(struct deposit_slip){ TEXT("STS-1"), DAY_NONE }, &moved));
    SUCCEEDS(contradiction_count(work.store, 0, &stands));
    assert_int_equal(stands, 0);
    work_commit(&work);
    assert_verifies();
}

static void a_second_answer_is_of_a_payout_that_bounced(void **state)
{
    (void)state;
    struct work work;
    struct settlement settlement = { 0 };
    const struct settlement_answer file = { .file_name = "jawaban.csv", .rejected = 1 };
    const struct settlement_row row = row_of("P2030B001N000001", true, 3, "");
    work_begin(&work, "2030-02-11");
    answer(&work, "P2030B001N000001", true, 3, "");
    SUCCEEDS(settlement_open(&work.journal, &settlement));
    SUCCEEDS(settlement_begin(&settlement, &file));
    SUCCEEDS(settlement_keep(&settlement, &row, 1));
    REFUSES(contradiction_verify(work.store), ERROR_UNVERIFIED, "no second answer to a payout that bounced");
    settlement_close(&settlement);
    SUCCEEDS(journal_seal(&work.journal));
    REFUSES(transaction_commit(&work.transaction), ERROR_FAILED, "second answer");
    work_end(&work);
}

#define sent_test(name) cmocka_unit_test_setup_teardown(name, sent_begin, sent_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        sent_test(judges_each_row_by_reference_state_and_amount),
        sent_test(a_posted_row_moves_its_money_and_its_payout),
        sent_test(a_second_answer_is_the_same_or_another),
        sent_test(any_reason_of_the_bank_is_kept_so_that_it_verifies_and_is_known_again),
        sent_test(nothing_is_paid_once_more_while_the_bank_contradicts_itself),
        sent_test(a_slip_of_the_treasury_decides),
        sent_test(a_second_answer_is_of_a_payout_that_bounced),
        sent_test(the_entry_of_the_answer_counts_its_rows),
        sent_test(refuses_an_answer_of_a_day_before_its_sending),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
