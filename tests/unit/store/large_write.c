/* A write that adds much to a large file: on the rollback journal, whole or not at all. */
#include "books.h"

#include <signal.h>
#include <sys/wait.h>

/* Larger than what STORE_MUCH asks for. */
static void large_books_make(void)
{
    books_make(scratch("ledger.db"));
    outside_run(scratch("ledger.db"), "INSERT INTO category (id, name, title) VALUES (2, 'besar', CAST(zeroblob(40000000) AS TEXT))");
}

static bool is_on_the_log(struct store *store)
{
    int64_t log;
    SUCCEEDS(query_one_integer(store, "SELECT journal_mode = 'wal' FROM pragma_journal_mode", &log));
    return log == 1;
}

static void a_large_write_goes_to_the_rollback_journal_and_then_back_to_the_log(void **state)
{
    (void)state;
    static const char *const statements[] = { "INSERT INTO category (id, name, title) VALUES (3, 'pemula', 'Pemula')", NULL };
    struct store *store SCOPED_STORE = NULL;
    large_books_make();
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_MUCH, &store));
    assert_false(is_on_the_log(store));
    SUCCEEDS(change(store, statements));
    assert_true(is_on_the_log(store));
}

static void a_large_write_stays_on_the_log_while_somebody_reads(void **state)
{
    (void)state;
    struct store *reader SCOPED_STORE = NULL;
    struct store *store SCOPED_STORE = NULL;
    struct transaction reading SCOPED_TRANSACTION = { 0 };
    large_books_make();
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_WRITE, &reader)); /* takes the log up */
    SUCCEEDS(transaction_begin_read(reader, &reading));
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_MUCH, &store));
    assert_true(is_on_the_log(store));
}

static void write_and_die(void)
{
    struct store *store = NULL;
    struct transaction transaction = { 0 };
    if (store_open(scratch("ledger.db"), STORE_MUCH, &store) == NULL && transaction_begin(store, &transaction) == NULL &&
        run(store, "INSERT INTO category (id, name, title) VALUES (3, 'lagi', CAST(zeroblob(20000000) AS TEXT))") == NULL) { /* spills to the disk */
        (void)raise(SIGKILL);
    }
    _exit(1);
}

static void a_process_killed_in_a_large_write_leaves_the_books_as_before(void **state)
{
    (void)state;
    struct buffer before = { 0 };
    struct buffer after = { 0 };
    struct store *store = NULL;
    large_books_make();
    outside_contents(scratch("ledger.db"), &before);
    int status = 0;
    (void)fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        write_and_die();
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_READ, &store)); /* a reader rolls back what was left */
    SUCCEEDS(store_check(store));
    store_close(store);
    outside_contents(scratch("ledger.db"), &after);
    assert_true(text_equal(buffer_text(&before), buffer_text(&after)));
    buffer_free(&before);
    buffer_free(&after);
}

#define large_write_test(name) cmocka_unit_test_setup_teardown(name, NULL, scratch_clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        large_write_test(a_large_write_goes_to_the_rollback_journal_and_then_back_to_the_log),
        large_write_test(a_large_write_stays_on_the_log_while_somebody_reads),
        large_write_test(a_process_killed_in_a_large_write_leaves_the_books_as_before),
    };
    return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
