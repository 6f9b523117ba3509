#include "support.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

static const struct error *step_that(const struct error *result, int *steps)
{
    *steps += 1;
    return result;
}

static const struct error *two_steps(const struct error *first, int *steps)
{
    TRY(step_that(first, steps));
    return step_that(NULL, steps);
}

static void carries_kind_and_message(void **state)
{
    (void)state;
    static const enum error_kind kinds[] = { ERROR_FAILED, ERROR_USAGE, ERROR_REFUSED, ERROR_UNVERIFIED, ERROR_BUSY };
    for (size_t i = 0; i < ROWS(kinds); i++) {
        const struct error *error = error_new(kinds[i], "row %d of %s", 7, "x.csv");
        assert_int_equal(error->kind, kinds[i]);
        assert_string_equal(error->message, "row 7 of x.csv");
    }
}

static void the_kinds_are_the_exit_statuses(void **state)
{
    (void)state;
    assert_int_equal(ERROR_FAILED, 1);
    assert_int_equal(ERROR_USAGE, 2);
    assert_int_equal(ERROR_REFUSED, 4);
    assert_int_equal(ERROR_UNVERIFIED, 5);
    assert_int_equal(ERROR_BUSY, 6);
}

static void context_goes_in_front_and_keeps_the_kind(void **state)
{
    (void)state;
    const struct error *error = error_new(ERROR_BUSY, "held");
    error_context("while reading %s", "ledger.db");
    error_context("import");
    assert_int_equal(error->kind, ERROR_BUSY);
    assert_string_equal(error->message, "import: while reading ledger.db: held");
}

static void a_message_may_be_made_from_the_message_in_flight(void **state)
{
    (void)state;
    const struct error *error = error_new(ERROR_FAILED, "inner");
    error = error_new(ERROR_REFUSED, "[%s|%s]", error->message, error->message);
    assert_string_equal(error->message, "[inner|inner]");
    error_context("%s", error->message);
    assert_string_equal(error->message, "[inner|inner]: [inner|inner]");
}

static void a_long_message_is_cut_not_overrun(void **state)
{
    (void)state;
    char longer[sizeof(error_in_flight.message) * 2];
    memset(longer, 'x', sizeof(longer) - 1);
    longer[sizeof(longer) - 1] = '\0';
    const struct error *error = error_new(ERROR_FAILED, "%s", longer);
    assert_int_equal(strlen(error->message), sizeof(error->message) - 1);
    error_context("%s", longer);
    assert_int_equal(strlen(error->message), sizeof(error->message) - 1);
    errno = ENOENT;
    error = error_errno("%s", longer);
    assert_int_equal(strlen(error->message), sizeof(error->message) - 1);
}

static void a_failed_system_call_says_why(void **state)
{
    (void)state;
    errno = ENOENT;
    const struct error *error = error_errno("%s: cannot be opened", "x.csv");
    assert_int_equal(error->kind, ERROR_FAILED);
    assert_string_equal(error->message, "x.csv: cannot be opened: No such file or directory");
}

static void try_passes_an_error_up_and_goes_on_without_one(void **state)
{
    (void)state;
    int steps = 0;
    assert_null(two_steps(NULL, &steps));
    assert_int_equal(steps, 2);
    steps = 0;
    const struct error *error = error_new(ERROR_FAILED, "first");
    assert_ptr_equal(two_steps(error, &steps), error);
    assert_int_equal(steps, 1);
}

static void a_broken_assumption_aborts_in_every_build(void **state)
{
    (void)state;
    CHECK(1 + 1 == 2);
    (void)fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)signal(SIGABRT, SIG_DFL);
        (void)close(STDERR_FILENO);
        CHECK(1 + 1 == 3);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void what_others_wrote_cannot_tell_the_terminal_what_to_do(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        { "a\033[2Jb", "a?[2Jb" }, { "\033]0;title\007", "?]0;title?" }, { "a\xC2\x9B" "1mb", "a?1mb" }, { "a\x9B" "1mb", "a?1mb" },
        { "a\rb\010", "a?b?" },    { "SELECT 1\n\tFROM t", "SELECT 1  FROM t" }, { "Jambi \xE2\x80\x94 kafé", "Jambi \xE2\x80\x94 kafé" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        assert_string_equal(error_new(ERROR_FAILED, "%s", rows[i][0])->message, rows[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(carries_kind_and_message),
        cmocka_unit_test(the_kinds_are_the_exit_statuses),
        cmocka_unit_test(context_goes_in_front_and_keeps_the_kind),
        cmocka_unit_test(a_message_may_be_made_from_the_message_in_flight),
        cmocka_unit_test(a_long_message_is_cut_not_overrun),
        cmocka_unit_test(a_failed_system_call_says_why),
        cmocka_unit_test(try_passes_an_error_up_and_goes_on_without_one),
        cmocka_unit_test(a_broken_assumption_aborts_in_every_build),
        cmocka_unit_test(what_others_wrote_cannot_tell_the_terminal_what_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
