/* A write that adds much to a large file: nobody who reads waits for it, and it is there whole or not at all. */
#include "books.h"

#include <signal.h>
#include <sys/wait.h>

#define MUCH "INSERT INTO category (id, name, title) VALUES (3, 'lagi', CAST(zeroblob(20000000) AS TEXT))"

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

static void whoever_reads_does_not_wait_for_a_large_write(void **state)
{
    (void)state;
    struct store *store SCOPED_STORE = NULL;
    struct store *reader SCOPED_STORE = NULL;
    struct transaction writing SCOPED_TRANSACTION = { 0 };
    struct transaction reading SCOPED_TRANSACTION = { 0 };
    int64_t categories;
    large_books_make();
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_WRITE, &store));
    SUCCEEDS(transaction_begin(store, &writing));
    SUCCEEDS(run(store, MUCH)); /* spills to the disk */
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_READ, &reader));
    SUCCEEDS(transaction_begin_read(reader, &reading));
    SUCCEEDS(query_one_integer(reader, "SELECT count(*) FROM category WHERE name = 'lagi'", &categories));
    assert_int_equal(categories, 0);
    assert_true(is_on_the_log(store));
}

static void write_and_die(void)
{
    struct store *store = NULL;
    struct transaction transaction = { 0 };
    if (store_open(scratch("ledger.db"), STORE_WRITE, &store) == NULL && transaction_begin(store, &transaction) == NULL &&
        run(store, MUCH) == NULL) {
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
        large_write_test(whoever_reads_does_not_wait_for_a_large_write),
        large_write_test(a_process_killed_in_a_large_write_leaves_the_books_as_before),
    };
    return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
