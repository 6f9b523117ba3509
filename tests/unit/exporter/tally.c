#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../../../src/exporter/tally.h"

static struct tally_key key(int64_t year, int64_t a, int64_t b, int64_t c)
{
    return (struct tally_key){ { year, a, b, c } };
}

static void counts_and_sums_by_any_of_the_keys(void **state)
{
    struct tally tally = { 0 };
    (void)state;
    tally_add(&tally, key(2022, 4, 1501, 1), 10);
    tally_add(&tally, key(2022, 4, 1501, 2), 20);
    tally_add(&tally, key(2022, 4, 1501, 1), 10);
    tally_add(&tally, key(2023, 5, 1502, 1), 40);
    assert_int_equal(tally.count, 3);
    assert_int_equal(tally_of(&tally, key(2022, 4, 1501, 1)).count, 2);
    assert_int_equal(tally_of(&tally, key(2022, 4, 1501, 1)).sum, 20);
    assert_int_equal(tally_of(&tally, key(TALLY_ANY, TALLY_ANY, TALLY_ANY, 1)).sum, 60);
    assert_int_equal(tally_of(&tally, key(2022, TALLY_ANY, TALLY_ANY, TALLY_ANY)).count, 3);
    assert_int_equal(tally_of(&tally, key(2024, TALLY_ANY, TALLY_ANY, TALLY_ANY)).count, 0);
    tally_free(&tally);
}

static void stays_at_the_limit_instead_of_wrapping(void **state)
{
    struct tally tally = { 0 };
    (void)state;
    tally_add(&tally, key(2022, 0, 0, 0), INT64_MAX);
    tally_add(&tally, key(2022, 0, 0, 0), 1);
    assert_true(tally_of(&tally, key(2022, 0, 0, 0)).sum == INT64_MAX);
    tally_free(&tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_and_sums_by_any_of_the_keys),
        cmocka_unit_test(stays_at_the_limit_instead_of_wrapping),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
