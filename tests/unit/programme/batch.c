/* From the allocation to the bank: batches, what can be sent, and the transfers. */
#include "life.h"

static struct programme rules;

/* Milenial 3, emak-emak 5, pemula 7 rupiah; one of each, checked on 2030-02-01 and not yet in a batch. */
static void begin_with(struct work *work, struct applicant *people, size_t count)
{
    work_begin(work, "2030-02-01");
    add_rules(work, HEAD_OF(2030, 100) AMOUNTS RULES_2030, &rules);
    take_in(work, "a.csv", people, count);
}

static void make_three(struct applicant *people)
{
    for (int i = 0; i < 3; i++) {
        people[i] = person(2030, i + 1, (enum category)(i + 1));
    }
}

static int rules_drop(void **state)
{
    programme_free(&rules);
    return scratch_clear(state);
}

static void a_batch_commits_its_money_one_payout_each_and_is_approved_by_the_only_operator(void **state)
{
    (void)state;
    struct work work;
    struct applicant people[3];
    make_three(people);
    begin_with(&work, people, 3);
    assert_int_equal(pay_out(&work, &rules, 2), 1);
    assert_int_equal(figure(&work, "SELECT recipients * 100 + amount FROM batch"), 208);
    assert_int_equal(figure(&work, "SELECT count(*) FROM payout WHERE account_id = 2 AND year = 2030 AND batch_id = 1"), 2);
    assert_int_equal(figure(&work, "SELECT reference = 'P2030B001N000001' AND amount = 3 AND applicant_id = 1 FROM payout WHERE sequence = 1"), 1);
    assert_int_equal(figure(&work, "SELECT reference = 'P2030B001N000002' AND amount = 5 AND applicant_id = 2 FROM payout WHERE sequence = 2"), 1);
    assert_int_equal(figure(&work, "SELECT count(*) FROM transfer WHERE from_account = 1 AND to_account = 2"), 2);
    assert_int_equal(figure(&work, "SELECT count(*) FROM approval WHERE batch_id = 1 AND mode = 'single-operator' AND sk_number IS NULL"), 1);
    assert_int_equal(pay_out(&work, &rules, 0), 2); /* the next one: the third person only */
    assert_int_equal(figure(&work, "SELECT reference = 'P2030B002N000001' AND amount = 7 FROM payout WHERE batch_id = 2"), 1);
    assert_int_equal(pay_out(&work, &rules, 0), 0);
    work_commit(&work);
    assert_int_equal(outside_integer(ledger_path(), "SELECT amount FROM balance WHERE year = 2030 AND account_id = 1"), 100 - 15);
    assert_int_equal(outside_integer(ledger_path(), "SELECT amount FROM balance WHERE year = 2030 AND account_id = 2"), 15);
    assert_verifies();
}

static void sending_moves_the_money_and_records_the_payment_order(void **state)
{
    (void)state;
    struct work work;
    struct applicant people[3];
    make_three(people);
    begin_with(&work, people, 3);
    assert_int_equal(pay_out(&work, &rules, 0), 1);
    send_batch(&work, 1, "900/SP2D/2030");
    assert_int_equal(figure(&work, "SELECT payouts * 1000 + amount FROM sending"), 3015);
    assert_int_equal(figure(&work, "SELECT sp2d_number = '900/SP2D/2030' AND sp2d_day = day FROM sending"), 1);
    assert_int_equal(figure(&work, "SELECT count(*) FROM payout WHERE account_id = 3"), 3);
    struct sending sending = { 0 };
    SUCCEEDS(sending_prepare(work.store, 1, &(struct event){ .day = day_at("2030-02-01") }, &sending));
    assert_int_equal(sending.count, 0);
    sending_free(&sending);
    work_commit(&work);
    assert_int_equal(outside_integer(ledger_path(), "SELECT amount FROM balance WHERE year = 2030 AND account_id = 3"), 15);
    assert_verifies();
}

static void a_sending_is_found_as_it_was_until_the_bank_answers(void **state)
{
    (void)state;
    struct work work;
    struct applicant people[3];
    struct sendings_before before = { .count = 0 };
    make_three(people);
    begin_with(&work, people, 3);
    assert_int_equal(pay_out(&work, &rules, 0), 1);
    SUCCEEDS(sendings_find(work.store, 1, &before));
    assert_int_equal(before.count, 0);
    send_batch(&work, 1, "900/SP2D/2030");
    SUCCEEDS(sendings_find(work.store, 1, &before));
    assert_int_equal(before.count, 1);
    assert_int_equal(before.items[0].position, figure(&work, "SELECT position FROM sending"));
    assert_int_equal(before.items[0].day.number, figure(&work, "SELECT day FROM sending"));
    assert_false(before.items[0].answered);
    assert_int_equal(before.items[0].sending.payable, 3);
    assert_int_equal(before.items[0].sending.amount.rupiah, 15);
    assert_int_equal(before.items[0].sending.hash_total, figure(&work, "SELECT hash_total FROM sending"));
    assert_string_equal(before.items[0].sending.orders[0].bank_code, "115");
    sendings_before_free(&before);
    SUCCEEDS(query_one_integer(work.store, "UPDATE payout SET account_id = 4 WHERE id = 2 RETURNING id", &(int64_t){ 0 }));
    SUCCEEDS(sendings_find(work.store, 1, &before));
    assert_true(before.items[0].answered);
    sendings_before_free(&before);
    SUCCEEDS(query_one_integer(work.store, "UPDATE payout SET account_id = 3 WHERE id = 2 RETURNING id", &(int64_t){ 0 }));
    SUCCEEDS(query_one_integer(work.store, "UPDATE applicant SET no_rekening = '3019999999' WHERE id = 2 RETURNING id", &(int64_t){ 0 }));
    REFUSES(sendings_find(work.store, 1, &before), ERROR_UNVERIFIED, "changed since the batch was made");
    work_end(&work);
}

static void any_number_of_a_payment_order_is_kept_so_that_it_verifies(void **state)
{
    static char long_number[1500];
    memset(long_number, '9', sizeof(long_number) - 1);
    static const char *const numbers[] = { "", "-", " ", "900\nentry 7", "\x1b[31m", "rusak \xff", "--", long_number };
    for (size_t i = 0; i < ROWS(numbers); i++) {
        struct work work;
        struct applicant people[3];
        struct verification verification;
        (void)life_begin(state);
        make_three(people);
        begin_with(&work, people, 3);
        assert_int_equal(pay_out(&work, &rules, 0), 1);
        send_batch(&work, 1, numbers[i]);
        work_commit(&work);
        programme_free(&rules);
        const struct error *error = verify_ledger(&verification);
        if (error != NULL) {
            fail_msg("\"%.20s\": %s", numbers[i], error->message);
        }
    }
}

static void refuses_to_send_what_is_not_there_or_too_early(void **state)
{
    (void)state;
    struct work work;
    struct applicant people[3];
    struct sending sending = { 0 };
    make_three(people);
    begin_with(&work, people, 3);
    assert_int_equal(pay_out(&work, &rules, 0), 1);
    REFUSES(sending_prepare(work.store, 2, &(struct event){ .day = day_at("2030-02-01") }, &sending), ERROR_REFUSED, "no batch 2");
    REFUSES(sending_prepare(work.store, 0, &(struct event){ .day = day_at("2030-02-01") }, &sending), ERROR_REFUSED, "no batch 0");
    REFUSES(sending_prepare(work.store, -1, &(struct event){ .day = day_at("2030-02-01") }, &sending), ERROR_REFUSED, "no batch -1");
    REFUSES(sending_prepare(work.store, 1, &(struct event){ .day = day_at("2030-01-31") }, &sending), ERROR_REFUSED, "2030-02-01");
    SUCCEEDS(sending_prepare(work.store, 1, &(struct event){ .day = day_at("2030-02-01") }, &sending));
    sending_free(&sending);
    work_end(&work);
}

static void holds_back_whoever_the_bank_could_not_pay(void **state)
{
    (void)state;
    static const struct {
        const char *bank; /* NULL = missing */
        const char *number;
        const char *code; /* NULL = held back */
        const char *why;
    } rows[] = {
        { "Bank Jambi", "0012345678", "115", NULL },   { "bank jambi", "1", "115", NULL },     { " BPD Jambi ", "2", "115", NULL },
        { NULL, "3", "115", NULL },                    { "", "4", "115", NULL },               { "BRI", "5", "002", NULL },
        { "002", "6", "002", NULL },                   { "Bank Antah", "7", NULL, "bank" },    { "02", "8", NULL, "bank" },
        { "0022", "9", NULL, "bank" },                 { "Bank Jambi", NULL, NULL, "account" }, { "Bank Jambi", "", NULL, "account" },
        { "Bank Jambi", "12-34", NULL, "digits" },     { "Bank Jambi", "12 34", NULL, "digits" }, { "Bank Jambi", "1,23E+9", NULL, "digits" },
    };
    struct work work;
    struct applicant people[ROWS(rows)];
    struct sending sending = { 0 };
    for (size_t i = 0; i < ROWS(rows); i++) {
        people[i] = person(2030, (int64_t)i + 1, CATEGORY_MILENIAL);
        set_text(&people[i], FIELD_BANK, rows[i].bank);
        set_text(&people[i], FIELD_NO_REKENING, rows[i].number);
        people[i].fields[FIELD_BANK].kind = rows[i].bank == NULL ? VALUE_MISSING : VALUE_TEXT;
        people[i].fields[FIELD_NO_REKENING].kind = rows[i].number == NULL ? VALUE_MISSING : VALUE_TEXT;
    }
    set_text(&people[1], FIELD_NAMA_REKENING, "CONTOH BUDI");
    begin_with(&work, people, ROWS(rows));
    assert_int_equal(pay_out(&work, &rules, 0), 1);
    SUCCEEDS(sending_prepare(work.store, 1, &(struct event){ .day = day_at("2030-02-01") }, &sending));
    assert_int_equal(sending.count, ROWS(rows));
    assert_int_equal(sending.payable, 7);
    assert_int_equal(sending.amount.rupiah, 21);
    assert_int_equal(sending.hash_total, 12345678 + 1 + 2 + 3 + 4 + 5 + 6);
    for (size_t i = 0; i < ROWS(rows); i++) {
        const struct transfer_order *order = &sending.orders[i];
        assert_int_equal(order->nik, nik_at((int64_t)i + 1));
        if ((order->held_back == NULL) != (rows[i].code != NULL) || (rows[i].code == NULL && strstr(order->held_back, rows[i].why) == NULL)) {
            fail_msg("%s, %s: %s", rows[i].bank, rows[i].number, order->held_back);
        }
        if (rows[i].code != NULL) {
            assert_string_equal(order->bank_code, rows[i].code);
            assert_string_equal(order->account_number, rows[i].number);
            assert_string_equal(order->account_name, i == 1 ? "CONTOH BUDI" : "Budi Contoh");
        }
    }
    struct digest file = { { 0 } };
    SUCCEEDS(sending_record(&work.journal, &sending, TEXT_EMPTY, DAY_NONE, &file));
    sending_free(&sending);
    assert_int_equal(figure(&work, "SELECT count(*) FROM payout WHERE account_id = 3"), 7);
    assert_int_equal(figure(&work, "SELECT count(*) FROM payout WHERE account_id = 2"), (int64_t)ROWS(rows) - 7);
    SUCCEEDS(sending_prepare(work.store, 1, &(struct event){ .day = day_at("2030-02-01") }, &sending)); /* those that stayed can be tried again */
    assert_int_equal(sending.count, ROWS(rows) - 7);
    assert_int_equal(sending.payable, 0);
    sending_free(&sending);
    work_commit(&work);
    assert_verifies();
}

static void one_account_for_two_people_is_held_back(void **state)
{
    (void)state;
    /* The first two and the fourth share one, the third and the sixth have the number at other banks, the fifth is somebody else's by name. */
    static const struct {
        const char *bank;
        const char *number;
        const char *holder;
        const char *why; /* NULL = sent */
    } rows[] = {
        { "Bank Jambi", "11", "", "who has a grant" }, { "115", "11", "budi contoh", "who has a grant" }, { "BRI", "11", "Contoh Budi", NULL },
        { "Bank Jambi", "0011", "", "zeros in front" }, { "Bank Jambi", "12", "Siti Lain", "another name (Siti Lain)" }, { "BNI", "011", "", NULL },
    };
    struct work work;
    struct applicant people[ROWS(rows)];
    struct sending sending = { 0 };
    for (size_t i = 0; i < ROWS(rows); i++) {
        people[i] = person(2030, (int64_t)i + 1, CATEGORY_MILENIAL);
        set_text(&people[i], FIELD_BANK, rows[i].bank);
        set_text(&people[i], FIELD_NO_REKENING, rows[i].number);
        set_text(&people[i], FIELD_NAMA_REKENING, rows[i].holder);
    }
    begin_with(&work, people, ROWS(rows));
    assert_int_equal(pay_out(&work, &rules, 0), 1);
    SUCCEEDS(sending_prepare(work.store, 1, &(struct event){ .day = day_at("2030-02-01") }, &sending));
    assert_int_equal(sending.payable, 2);
    assert_int_equal(sending.hash_total, 22);
    for (size_t i = 0; i < ROWS(rows); i++) {
        const char *held = sending.orders[i].held_back;
        if ((held == NULL) != (rows[i].why == NULL) || (held != NULL && strstr(held, rows[i].why) == NULL)) {
            fail_msg("%zu: %s", i, held);
        }
    }
    sending_free(&sending);
    work_end(&work);
}

static void the_hash_total_sums_the_last_ten_digits_modulo_ten_to_the_tenth(void **state)
{
    (void)state;
    static const char *const numbers[] = { "9999999999", "0000000002", "123459999999999", "00000000000000000000000000000000000000001", "98765432109876543210" };
    /* 9999999999 + 2 + 9999999999 + 1 + 9876543210 = 29876543211 */
    struct work work;
    struct applicant people[ROWS(numbers)];
    struct sending sending = { 0 };
    for (size_t i = 0; i < ROWS(numbers); i++) {
        people[i] = person(2030, (int64_t)i + 1, CATEGORY_MILENIAL);
        set_text(&people[i], FIELD_NO_REKENING, numbers[i]);
    }
    begin_with(&work, people, ROWS(numbers));
    assert_int_equal(pay_out(&work, &rules, 0), 1);
    SUCCEEDS(sending_prepare(work.store, 1, &(struct event){ .day = day_at("2030-02-01") }, &sending));
    assert_int_equal(sending.hash_total, INT64_C(9876543211));
    assert_string_equal(sending.orders[3].account_number, numbers[3]);
    sending_free(&sending);
    work_end(&work);
}

/* More than are stored by one statement, who applied in the reverse of their order in the register. */
static void a_large_batch_is_in_the_order_of_the_register_and_its_sequence_in_that_of_the_allocation(void **state)
{
    (void)state;
    enum { PEOPLE = 1100, PAID = 600 };
    static struct applicant people[PEOPLE];
    struct work work;
    for (int i = 0; i < PEOPLE; i++) {
        people[i] = person(2030, i + 1, CATEGORY_MILENIAL);
        set_integer(&people[i], FIELD_TANGGAL_PENGAJUAN, 20000 - i);
    }
    work_begin(&work, "2030-02-01");
    add_rules(&work, HEAD_OF(2030, 100000) AMOUNTS RULES_2030, &rules);
    take_in(&work, "a.csv", people, PEOPLE);
    assert_int_equal(pay_out(&work, &rules, PAID), 1);
    assert_int_equal(figure(&work, "SELECT count(*) FROM decision WHERE status = 1"), PEOPLE);
    assert_int_equal(figure(&work, "SELECT count(*) FROM payout"), PAID);
    assert_int_equal(figure(&work, "SELECT count(*) FROM payout WHERE applicant_id = 500 + id AND sequence = 601 - id AND reference = printf('P2030B001N%06d', sequence)"), PAID);
    assert_int_equal(figure(&work, "SELECT count(*) FROM payout AS p JOIN transfer AS t ON t.position = p.position AND t.payout_id = p.id "
                                   "JOIN journal AS j ON j.position = p.position WHERE j.text LIKE '%' || char(10) || 'payout ' || p.id || char(10) || '%'"), PAID);
    assert_int_equal(figure(&work, "SELECT count(*) FROM waiting WHERE batch_id = 1 AND applicant_id = 501 - position AND reason = 3"), PEOPLE - PAID);
    assert_int_equal(pay_out(&work, &rules, 0), 2);
    work_commit(&work);
    assert_int_equal(outside_integer(ledger_path(), "SELECT count(*) FROM payout WHERE batch_id = 2 AND sequence = 501 - applicant_id"), PEOPLE - PAID);
    assert_verifies();
}

#define batch_test(name) cmocka_unit_test_setup_teardown(name, life_begin, rules_drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        batch_test(a_batch_commits_its_money_one_payout_each_and_is_approved_by_the_only_operator),
        batch_test(a_large_batch_is_in_the_order_of_the_register_and_its_sequence_in_that_of_the_allocation),
        batch_test(sending_moves_the_money_and_records_the_payment_order),
        batch_test(a_sending_is_found_as_it_was_until_the_bank_answers),
        batch_test(any_number_of_a_payment_order_is_kept_so_that_it_verifies),
        batch_test(refuses_to_send_what_is_not_there_or_too_early),
        batch_test(holds_back_whoever_the_bank_could_not_pay),
        batch_test(one_account_for_two_people_is_held_back),
        batch_test(the_hash_total_sums_the_last_ten_digits_modulo_ten_to_the_tenth),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
