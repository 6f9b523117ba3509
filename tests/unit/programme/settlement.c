/* The bank's answer: what is posted, and what is only found. */
#include "life.h"

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
    programme_free(&rules);
    return 0;
}

static struct settlement_row row_of(const char *reference, bool paid, int64_t amount, const char *reason)
{
    return (struct settlement_row){ text_of(reference), paid, { amount }, day_at("2030-02-11"), text_of(reason) };
}

static enum settlement_result judge(struct work *work, struct settlement_row row)
{
    struct settlement settlement = { 0 };
    enum settlement_result result;
    struct money amount = { 0 };
    struct day sent = DAY_NONE;
    int64_t payout = 0;
    SUCCEEDS(settlement_open(&work->journal, &settlement));
    SUCCEEDS(settlement_judge(&settlement, &row, &result, &payout, &amount, &sent));
    if (result != SETTLEMENT_UNKNOWN_REFERENCE) {
        assert_int_equal(amount.rupiah, 3);
        assert_int_equal(sent.number, result == SETTLEMENT_NOT_SENT ? 0 : day_at("2030-02-10").number);
        assert_true(payout >= 1 && payout <= 4);
    }
    settlement_close(&settlement);
    return result;
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
    const struct settlement_row early = { TEXT("P2030B001N000001"), true, { 5 }, { 21960 }, TEXT_EMPTY };
    SUCCEEDS(settlement_begin(&settlement, &file));
    REFUSES(settlement_post(&settlement, &early, 1), ERROR_REFUSED, "2030-02-10");
    settlement_close(&settlement);
    work_end(&work);
    work_begin(&work, "2030-02-10");
    answer(&work, "P2030B001N000001", true, 3, "");
    work_end(&work);
}

#define sent_test(name) cmocka_unit_test_setup_teardown(name, sent_begin, scratch_clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        sent_test(judges_each_row_by_reference_state_and_amount),
        sent_test(a_posted_row_moves_its_money_and_its_payout),
        sent_test(a_second_answer_is_the_same_or_another),
        sent_test(any_reason_of_the_bank_is_kept_so_that_it_verifies_and_is_known_again),
        sent_test(the_entry_of_the_answer_counts_its_rows),
        sent_test(refuses_an_answer_of_a_day_before_its_sending),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
