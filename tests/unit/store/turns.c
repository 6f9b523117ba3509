/* Many who write at once: everybody has his turn. */
#include "books.h"

#include <sys/wait.h>
#include <time.h>

enum { WRITERS = 8, SECONDS = 5, HELD_MS = 30, FAIR_MS = 2000 }; /* in turn each would wait for (WRITERS - 1) * HELD_MS */

static int64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* One writer after another transaction, without a pause; the longest that it waited for one, -1 when it was told that the ledger is busy. */
static int64_t write_on_and_on(void)
{
    const struct timespec held = { .tv_nsec = HELD_MS * 1000000L };
    struct store *store SCOPED_STORE = NULL;
    int64_t longest = 0;
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_WRITE, &store));
    for (int64_t until = now_ms() + (int64_t)SECONDS * 1000; now_ms() < until;) {
        struct transaction transaction SCOPED_TRANSACTION = { 0 };
        int64_t began = now_ms();
        if (transaction_begin(store, &transaction) != NULL) {
            return -1;
        }
        longest = now_ms() - began > longest ? now_ms() - began : longest;
        (void)nanosleep(&held, NULL);
    }
    return longest;
}

static void whoever_waits_longest_has_the_next_turn(void **state)
{
    (void)state;
    int ends[2];
    books_make(scratch("ledger.db"));
    assert_int_equal(pipe(ends), 0);
    (void)fflush(NULL);
    for (int i = 0; i < WRITERS; i++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            int64_t longest = write_on_and_on();
            _exit(write(ends[1], &longest, sizeof(longest)) == (ssize_t)sizeof(longest) ? 0 : 1);
        }
    }
    for (int i = 0; i < WRITERS; i++) {
        int64_t longest = -1;
        assert_int_equal(read(ends[0], &longest, sizeof(longest)), sizeof(longest));
        if (longest < 0 || longest > FAIR_MS) {
            fail_msg("a writer waited for %lld ms (-1: until it was told that the ledger is busy)", (long long)longest);
        }
    }
    while (wait(NULL) > 0) {
    }
    (void)close(ends[0]);
    (void)close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(whoever_waits_longest_has_the_next_turn, NULL, scratch_clear),
    };
    return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
