#include "books.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#define ENTRY(position) "INSERT INTO journal (position, text, leaf) VALUES (" #position ", 'x', zeroblob(32))"
#define HEAD(size) "INSERT INTO tree_head (size, root, frontier) VALUES (" #size ", zeroblob(32), zeroblob(96))"
#define MOVE(from, to, amount, payout) \
    "INSERT INTO transfer (position, year, from_account, to_account, amount, payout_id) VALUES (6, 2022, " #from ", " #to \
    ", " #amount ", " #payout ")"
#define SENT(position) "INSERT INTO transfer (position, year, from_account, to_account, amount, payout_id) VALUES (" #position ", 2022, 2, 3, 10, 1)"
#define DEPOSIT(position, from, amount) \
    "INSERT INTO deposit (position, payout_id, day, from_account, amount, sts_number) VALUES (" #position ", 1, 1, " #from ", " #amount ", 'S')"
#define REPORT(position, used) \
    "INSERT INTO lpj (position, payout_id, day, received, used, document, note, salt, commitment) VALUES (" #position ", 1, 1, 1, " #used \
    ", '', '', zeroblob(16), zeroblob(32))"
#define BALANCE(account, change) "UPDATE balance SET amount = amount + (" #change ") WHERE year = 2022 AND account_id = " #account

static void commits_what_the_proof_finds_sound(void **state)
{
    (void)state;
    static const char *const sent[] = {
        ENTRY(6), ENTRY(7), HEAD(8), SENT(7), BALANCE(2, -10), BALANCE(3, 10), "UPDATE payout SET account_id = 3",
        "INSERT INTO sending (position, batch_id, day, payouts, amount, hash_total, file_sha256) VALUES (6, 1, 1, 1, 10, 0, zeroblob(32))", NULL
    };
    static const char *const nothing[] = { NULL };
    struct store *store SCOPED_STORE = NULL;
    books_make(scratch("ledger.db"));
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_WRITE, &store));
    SUCCEEDS(change(store, sent));
    SUCCEEDS(change(store, nothing));
    assert_int_equal(outside_integer(scratch("ledger.db"), "SELECT account_id FROM payout"), 3);
}

/* One row for each thing that proof.sql asks; `before` is done to the file by somebody else. */
static const struct proof_case {
    const char *says;
    const char *before;
    const char *statements[12];
} proof_cases[] = {
    { "numbered without a gap", NULL, { ENTRY(7), HEAD(8) } },
    { "numbered without a gap", NULL, { ENTRY(6), ENTRY(8), HEAD(9) } },
    { "tree head does not cover", NULL, { ENTRY(6) } },
    { "tree head does not cover", NULL, { ENTRY(6), HEAD(8) } },
    { "tree head does not cover", NULL, { HEAD(7) } },
    { "account anggaran is not the sum", NULL, { ENTRY(6), HEAD(7), MOVE(1, 2, 5, NULL), BALANCE(2, 5) } },
    { "account komitmen is not the sum", NULL, { ENTRY(6), HEAD(7), MOVE(1, 2, 5, NULL), BALANCE(1, -5), BALANCE(2, 6) } },
    { "is not the sum", NULL, { BALANCE(1, -1), BALANCE(2, 1) } },
    { "is not the sum", NULL, { "INSERT INTO balance (year, account_id, amount) VALUES (2023, 0, -1), (2023, 1, 1)" } },
    { "has no balance",
      NULL,
      { ENTRY(6), HEAD(7),
        "INSERT INTO transfer (position, year, from_account, to_account, amount) VALUES (6, 2023, 0, 1, 5)" } },
    { "a balance is gone", NULL, { "DELETE FROM balance WHERE account_id = 6" } },
    { "do not add up", "INSERT INTO balance (year, account_id, amount) VALUES (2023, 1, 5)", { ENTRY(6), HEAD(7) } },
    { "not where its last transfer put it", NULL, { ENTRY(6), HEAD(7), MOVE(2, 3, 10, 1), BALANCE(2, -10), BALANCE(3, 10) } },
    { "moved with another amount",
      NULL,
      { ENTRY(6), HEAD(7), MOVE(2, 3, 5, 1), BALANCE(2, -5), BALANCE(3, 5), "UPDATE payout SET account_id = 3" } },
    { "the people or the amount",
      NULL,
      { ENTRY(6), HEAD(7),
        "INSERT INTO batch (id, position, year, day, evaluation_id, recipients, amount) VALUES (2, 6, 2022, 1, 1, 1, 10)" } },
    { "the people or the amount",
      "UPDATE applicant SET no_kk = NULL",
      { ENTRY(6), ENTRY(7), HEAD(8), MOVE(1, 2, 10, 2), BALANCE(1, -10), BALANCE(2, 10),
        "INSERT INTO batch (id, position, year, day, evaluation_id, recipients, amount) VALUES (2, 7, 2022, 1, 1, 1, 11)",
        "INSERT INTO payout (id, position, batch_id, sequence, applicant_id, year, amount, reference, account_id) VALUES (2, 6, 2, 1, 2, 2022, 10, 'R2', 2)" } },
    { "has no transfer of its own",
      "UPDATE applicant SET no_kk = NULL",
      { ENTRY(6), ENTRY(7), HEAD(8), MOVE(1, 2, 10, 2), BALANCE(1, -10), BALANCE(2, 10),
        "INSERT INTO batch (id, position, year, day, evaluation_id, recipients, amount) VALUES (2, 7, 2022, 1, 1, 1, 10)",
        "INSERT INTO payout (id, position, batch_id, sequence, applicant_id, year, amount, reference, account_id) VALUES (2, 7, 2, 1, 2, 2022, 10, 'R2', 2)" } },
    { "gave back more than it was",
      "UPDATE payout SET account_id = 4; UPDATE balance SET amount = amount - 10 WHERE account_id = 2; UPDATE balance SET amount = amount + 10 WHERE account_id = 4",
      { ENTRY(6), HEAD(7), MOVE(4, 6, 4, 1), BALANCE(4, -4), BALANCE(6, 4), DEPOSIT(6, 4, 4), "UPDATE payout SET account_id = 6" } },
    { "gave back more than it was",
      "UPDATE payout SET account_id = 4; UPDATE balance SET amount = amount - 10 WHERE account_id = 2; UPDATE balance SET amount = amount + 10 WHERE account_id = 4",
      { ENTRY(6), HEAD(7), MOVE(4, 6, 10, 1), BALANCE(4, -10), BALANCE(6, 10), DEPOSIT(6, 4, 10) } },
    { "without a deposit slip",
      "UPDATE payout SET account_id = 4; UPDATE balance SET amount = amount - 10 WHERE account_id = 2; UPDATE balance SET amount = amount + 10 WHERE account_id = 4",
      { ENTRY(6), HEAD(7), MOVE(4, 6, 4, 1), BALANCE(4, -4), BALANCE(6, 4) } },
    { "is not the transfer that it speaks of",
      "UPDATE payout SET account_id = 5; UPDATE balance SET amount = amount - 10 WHERE account_id = 2; UPDATE balance SET amount = amount + 10 WHERE account_id = 5",
      { ENTRY(6), HEAD(7), MOVE(5, 6, 10, 1), BALANCE(5, -10), BALANCE(6, 10), DEPOSIT(6, 5, 9), "UPDATE payout SET account_id = 6" } },
    { "does not follow the bounced payout", NULL,
      { ENTRY(6), HEAD(7), "INSERT INTO repayment (position, day, payout_id, successor, batch_id) VALUES (6, 1, 1, 2, 1)" } },
    { "a report of use", NULL, { ENTRY(6), HEAD(7), REPORT(6, 10) } },
    { "a report of use", "UPDATE payout SET account_id = 4", { ENTRY(6), HEAD(7), REPORT(6, 11) } },
    { "sending 6 does not have", NULL,
      { ENTRY(6), ENTRY(7), HEAD(8), BALANCE(2, -10), BALANCE(3, 10), "UPDATE payout SET account_id = 3", SENT(7),
        "INSERT INTO sending (position, batch_id, day, payouts, amount, hash_total, file_sha256) VALUES (6, 1, 1, 1, 11, 0, zeroblob(32))" } },
    { "sent without a sending", NULL, { ENTRY(6), HEAD(7), BALANCE(2, -10), BALANCE(3, 10), "UPDATE payout SET account_id = 3", SENT(6) } },
    { "the answer 6 does not have", NULL,
      { ENTRY(6), HEAD(7), "INSERT INTO bank_answer (position, day, file_name, file_sha256, row_count, paid, returned, rejected) VALUES (6, 1, 'j', zeroblob(32), 1, 1, 0, 0)" } },
    { "settled without an answer",
      "UPDATE payout SET account_id = 3; UPDATE balance SET amount = amount - 10 WHERE account_id = 2; UPDATE balance SET amount = amount + 10 WHERE account_id = 3",
      { ENTRY(6), HEAD(7), MOVE(3, 4, 10, 1), BALANCE(3, -10), BALANCE(4, 10), "UPDATE payout SET account_id = 4" } },
    { "the cancellations do not have", NULL, { ENTRY(6), HEAD(7), MOVE(2, 1, 10, 1), BALANCE(2, -10), BALANCE(1, 10), "UPDATE payout SET account_id = 1" } },
    { "which is no way", NULL, { ENTRY(6), HEAD(7), MOVE(1, 4, 5, NULL), BALANCE(1, -5), BALANCE(4, 5) } },
    /* More new payouts than old ones, which are proved another way. */
    { "a family card would be paid twice",
      "UPDATE applicant SET no_kk = 1571010101100002 WHERE id = 2",
      { ENTRY(6), ENTRY(7), ENTRY(8), HEAD(9), MOVE(1, 2, 10, 2), BALANCE(1, -20), BALANCE(2, 20),
        "INSERT INTO transfer (position, year, from_account, to_account, amount, payout_id) VALUES (7, 2022, 1, 2, 10, 3)",
        "INSERT INTO applicant (id, import_id, line, year, nik, nama, kategori, kabupaten_usaha, no_kk, salt, commitment) VALUES "
        "(3, 1, 4, 2022, 1571011505900003, 'Ani', 1, 1571, 1571010101100002, zeroblob(16), zeroblob(32))",
        "INSERT INTO batch (id, position, year, day, evaluation_id, recipients, amount) VALUES (2, 8, 2022, 1, 1, 2, 20)",
        "INSERT INTO payout (id, position, batch_id, sequence, applicant_id, year, amount, reference, account_id) VALUES "
        "(2, 6, 2, 1, 2, 2022, 10, 'R2', 2), (3, 7, 2, 2, 3, 2022, 10, 'R3', 2)" } },
    { "a family card would be paid twice",
      NULL,
      { ENTRY(6), ENTRY(7), HEAD(8), MOVE(1, 2, 10, 2), BALANCE(1, -10), BALANCE(2, 10),
        "INSERT INTO batch (id, position, year, day, evaluation_id, recipients, amount) VALUES (2, 7, 2022, 1, 1, 1, 10)",
        "INSERT INTO payout (id, position, batch_id, sequence, applicant_id, year, amount, reference, account_id) VALUES (2, 6, 2, 1, 2, 2022, 10, 'R2', 2)" } },
};

static void refuses_to_commit_books_that_do_not_prove_and_leaves_them_as_before(void **state)
{
    (void)state;
    struct buffer before = { 0 };
    struct buffer after = { 0 };
    for (size_t i = 0; i < ROWS(proof_cases); i++) {
        struct store *store = NULL;
        (void)scratch_clear(state);
        books_make(scratch("ledger.db"));
        if (proof_cases[i].before != NULL) {
            outside_run(scratch("ledger.db"), proof_cases[i].before);
        }
        outside_contents(scratch("ledger.db"), &before);
        SUCCEEDS(store_open(scratch("ledger.db"), STORE_WRITE, &store));
        REFUSES(change(store, proof_cases[i].statements), ERROR_FAILED, proof_cases[i].says);
        store_close(store);
        outside_contents(scratch("ledger.db"), &after);
        assert_true(text_equal(buffer_text(&before), buffer_text(&after)));
    }
    buffer_free(&before);
    buffer_free(&after);
}

static void refuses_to_commit_a_reference_to_nothing(void **state)
{
    (void)state;
    static const char *const statements[] = {
        "INSERT INTO applicant (id, import_id, line, year, nik, nama, kategori, kabupaten_usaha, salt, commitment) VALUES "
        "(3, 99, 4, 2022, 1571011505900003, 'Ani', 1, 1571, zeroblob(16), zeroblob(32))", /* checked at commit only */
        NULL,
    };
    struct store *store SCOPED_STORE = NULL;
    books_make(scratch("ledger.db"));
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_WRITE, &store));
    REFUSES(change(store, statements), ERROR_FAILED, "FOREIGN KEY");
    assert_int_equal(outside_integer(scratch("ledger.db"), "SELECT count(*) FROM applicant"), 2);
}

static void a_rollback_leaves_all_as_before_and_the_store_usable(void **state)
{
    (void)state;
    struct store *store SCOPED_STORE = NULL;
    struct buffer before = { 0 };
    struct buffer after = { 0 };
    books_make(scratch("ledger.db"));
    outside_contents(scratch("ledger.db"), &before);
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_WRITE, &store));
    for (int i = 0; i < 3; i++) {
        struct transaction transaction SCOPED_TRANSACTION = { 0 };
        SUCCEEDS(transaction_begin(store, &transaction));
        SUCCEEDS(run(store, ENTRY(6)));
        SUCCEEDS(run(store, BALANCE(1, 5)));
        SUCCEEDS(run(store, "UPDATE applicant SET nama = 'X'"));
    }
    outside_contents(scratch("ledger.db"), &after);
    assert_true(text_equal(buffer_text(&before), buffer_text(&after)));
    struct transaction none = { 0 };
    transaction_rollback(&none);
    buffer_free(&before);
    buffer_free(&after);
}

static void a_second_writer_is_told_that_the_ledger_is_busy(void **state)
{
    (void)state;
    struct store *first SCOPED_STORE = NULL;
    struct store *second SCOPED_STORE = NULL;
    struct transaction held SCOPED_TRANSACTION = { 0 };
    struct transaction waiting SCOPED_TRANSACTION = { 0 };
    books_make(scratch("ledger.db"));
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_WRITE, &first));
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_WRITE, &second));
    SUCCEEDS(transaction_begin(first, &held));
    SUCCEEDS(transaction_begin_read(second, &waiting)); /* a reader is not held up */
    SUCCEEDS(transaction_commit(&waiting));
    REFUSES(transaction_begin(second, &waiting), ERROR_BUSY, "another process"); /* after five seconds */
    transaction_rollback(&held);
    SUCCEEDS(transaction_begin(second, &waiting));
}

static void a_reading_transaction_sees_one_unchanging_view(void **state)
{
    (void)state;
    static const char counting[] = "SELECT count(*) FROM category";
    struct store *store SCOPED_STORE = NULL;
    struct transaction transaction SCOPED_TRANSACTION = { 0 };
    int64_t count;
    books_make(scratch("ledger.db"));
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_WRITE, &store));
    SUCCEEDS(transaction_begin_read(store, &transaction));
    outside_run(scratch("ledger.db"), "INSERT INTO category (id, name, title) VALUES (2, 'pemula', 'Pemula')");
    SUCCEEDS(query_one_integer(store, counting, &count));
    assert_int_equal(count, 1);
    SUCCEEDS(transaction_commit(&transaction));
    SUCCEEDS(query_one_integer(store, counting, &count));
    assert_int_equal(count, 2);
}

static void indexes_are_dropped_and_built_again_inside_a_transaction(void **state)
{
    (void)state;
    static const char counting[] = "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'applicant'";
    struct store *store SCOPED_STORE = NULL;
    struct buffer before = { 0 };
    struct buffer after = { 0 };
    int64_t count;
    books_make(scratch("ledger.db"));
    outside_contents(scratch("ledger.db"), &before);
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_WRITE, &store));
    for (int round = 0; round < 2; round++) { /* first given up, then committed */
        struct transaction transaction SCOPED_TRANSACTION = { 0 };
        SUCCEEDS(transaction_begin(store, &transaction));
        SUCCEEDS(store_indexes_drop(store, "applicant"));
        SUCCEEDS(query_one_integer(store, counting, &count));
        assert_int_equal(count, 0);
        if (round == 0) {
            continue;
        }
        SUCCEEDS(store_indexes_build(store));
        SUCCEEDS(store_indexes_build(store)); /* nothing more to do */
        SUCCEEDS(query_one_integer(store, counting, &count));
        assert_int_equal(count, 3);
        SUCCEEDS(transaction_commit(&transaction));
    }
    SUCCEEDS(store_check(store));
    outside_contents(scratch("ledger.db"), &after);
    assert_true(text_equal(buffer_text(&before), buffer_text(&after)));
    buffer_free(&before);
    buffer_free(&after);
}

static void a_unique_index_is_not_built_over_rows_that_are_there_twice(void **state)
{
    (void)state;
    struct store *store SCOPED_STORE = NULL;
    struct transaction transaction SCOPED_TRANSACTION = { 0 };
    books_make(scratch("ledger.db"));
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_WRITE, &store));
    SUCCEEDS(transaction_begin(store, &transaction));
    SUCCEEDS(store_indexes_drop(store, "applicant"));
    SUCCEEDS(run(store, "UPDATE applicant SET nik = 1571011505900001"));
    REFUSES(store_indexes_build(store), ERROR_FAILED, "UNIQUE constraint");
}

/* In a child: many rows in one transaction; ends it as `how` says. */
enum ending { FULL_DISK, FULL_DISK_OF_A_NEW_FILE, KILLED, KILLED_IN_A_NEW_FILE };

static const struct error *write_much(struct store *store, struct transaction *transaction)
{
    struct query *query SCOPED_QUERY = NULL;
    char text[2001];
    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    TRY(transaction_begin(store, transaction));
    TRY(query_open(store, "INSERT INTO category (id, name, title) VALUES (?1, ?1, ?2)", &query));
    for (int i = 100; i < 6000; i++) { /* more than the page cache, so that pages spill to the disk */
        query_bind_integer(query, 1, i);
        query_bind_text(query, 2, text_of(text));
        TRY(query_run(query));
    }
    return NULL;
}

static int end_badly(enum ending how)
{
    bool full = how == FULL_DISK || how == FULL_DISK_OF_A_NEW_FILE;
    struct rlimit limit = { 400000, 400000 };
    struct store *store SCOPED_STORE = NULL;
    struct transaction transaction SCOPED_TRANSACTION = { 0 };
    if (store_open(scratch("ledger.db"), STORE_CREATE, &store) != NULL) {
        return 1;
    }
    if (full && (signal(SIGXFSZ, SIG_IGN) == SIG_ERR || setrlimit(RLIMIT_FSIZE, &limit) != 0)) {
        return 2;
    }
    const struct error *error = write_much(store, &transaction);
    if (!full) {
        (void)raise(SIGKILL);
    }
    if (error == NULL) {
        error = transaction_commit(&transaction);
    }
    if (error == NULL) {
        return 3;
    }
    return error->kind == ERROR_FAILED && strstr(error->message, "nothing was changed") != NULL ? 0 : 4;
}

static int in_a_child(enum ending how)
{
    int status = 0;
    (void)fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        _exit(end_badly(how));
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void a_full_disk_is_an_error_and_the_books_are_as_before(void **state)
{
    (void)state;
    struct buffer before = { 0 };
    struct buffer after = { 0 };
    books_make(scratch("ledger.db"));
    outside_contents(scratch("ledger.db"), &before);
    int status = in_a_child(FULL_DISK);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    outside_contents(scratch("ledger.db"), &after);
    assert_true(text_equal(buffer_text(&before), buffer_text(&after)));
    struct store *store SCOPED_STORE = NULL;
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_READ, &store));
    SUCCEEDS(store_check(store));
    buffer_free(&before);
    buffer_free(&after);
}

static void a_full_disk_leaves_no_half_made_ledger(void **state)
{
    (void)state;
    int status = in_a_child(FULL_DISK_OF_A_NEW_FILE);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_int_equal(scratch_count(), 0);
}

static void a_killed_process_leaves_the_books_as_before(void **state)
{
    (void)state;
    struct buffer before = { 0 };
    struct buffer after = { 0 };
    books_make(scratch("ledger.db"));
    outside_contents(scratch("ledger.db"), &before);
    int status = in_a_child(KILLED);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    struct store *store = NULL;
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_WRITE, &store));
    SUCCEEDS(store_check(store));
    store_close(store);
    outside_contents(scratch("ledger.db"), &after);
    assert_true(text_equal(buffer_text(&before), buffer_text(&after)));
    buffer_free(&before);
    buffer_free(&after);
}

static void a_process_killed_while_making_the_ledger_leaves_one_that_can_be_begun_again(void **state)
{
    (void)state;
    int status = in_a_child(KILLED_IN_A_NEW_FILE);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    struct store *store SCOPED_STORE = NULL;
    REFUSES(store_open(scratch("ledger.db"), STORE_WRITE, &store), ERROR_FAILED, "");
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_CREATE, &store));
    assert_true(store_is_new(store));
    SUCCEEDS(change(store, books));
    SUCCEEDS(store_check(store));
}

#define transaction_test(name) cmocka_unit_test_setup_teardown(name, NULL, scratch_clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        transaction_test(commits_what_the_proof_finds_sound),
        transaction_test(refuses_to_commit_books_that_do_not_prove_and_leaves_them_as_before),
        transaction_test(refuses_to_commit_a_reference_to_nothing),
        transaction_test(a_rollback_leaves_all_as_before_and_the_store_usable),
        transaction_test(a_second_writer_is_told_that_the_ledger_is_busy),
        transaction_test(a_reading_transaction_sees_one_unchanging_view),
        transaction_test(indexes_are_dropped_and_built_again_inside_a_transaction),
        transaction_test(a_unique_index_is_not_built_over_rows_that_are_there_twice),
        transaction_test(a_full_disk_is_an_error_and_the_books_are_as_before),
        transaction_test(a_full_disk_leaves_no_half_made_ledger),
        transaction_test(a_killed_process_leaves_the_books_as_before),
        transaction_test(a_process_killed_while_making_the_ledger_leaves_one_that_can_be_begun_again),
    };
    return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
