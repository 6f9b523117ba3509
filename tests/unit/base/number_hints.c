#include "support.h"

#include "base/number_hints.h"

static void nothing_is_hinted_at_before_it_was_added(void **state)
{
    (void)state;
    struct number_hints hints = { 0 };
    size_t at = 0;
    assert_int_equal(number_hints_next(&hints, INT64_C(1571011505900001), &at), 0);
    number_hints_prepare(&hints, 5);
    number_hints_expect(&hints, 1000);
    assert_int_equal(number_hints_next(&hints, INT64_C(1571011505900001), &at), 0);
    number_hints_free(&hints);
    number_hints_free(&hints);
}

static void rows_of_one_number_come_in_the_order_they_were_added(void **state)
{
    (void)state;
    struct number_hints hints = { 0 };
    size_t at = 0;
    for (uint32_t row = 1; row <= 5000; row++) {
        number_hints_add(&hints, INT64_C(1000000000000000) + row * INT64_C(7919), row);
        if (row % 50 == 1) {
            number_hints_add(&hints, INT64_C(1571011505900001), 100000 + row);
        }
    }
    for (uint32_t row = 1; row <= 5000; row += 50) {
        uint32_t hint = number_hints_next(&hints, INT64_C(1571011505900001), &at);
        while (hint != 0 && hint < 100000) { /* another number of the same hash */
            hint = number_hints_next(&hints, INT64_C(1571011505900001), &at);
        }
        assert_int_equal(hint, 100000 + row);
    }
    assert_int_equal(number_hints_next(&hints, INT64_C(1571011505900001), &at), 0);
    assert_int_equal(hints.count, 5100);
    number_hints_free(&hints);
}

static bool is_hinted(const struct number_hints *hints, int64_t number, uint32_t row, size_t *others)
{
    size_t at = 0;
    uint32_t hint;
    while ((hint = number_hints_next(hints, number, &at)) != 0) {
        if (hint == row) {
            return true;
        }
        *others += 1;
    }
    return false;
}

/* With and without room made before, and with far more rows than were expected. */
static void no_row_is_lost_among_300000_and_hardly_one_is_hinted_at_in_vain(void **state)
{
    (void)state;
    enum { COUNT = 300000 };
    static const size_t expected[] = { 0, COUNT, COUNT / 20 };
    for (size_t round = 0; round < 3; round++) {
        struct number_hints hints = { 0 };
        size_t others = 0;
        size_t bytes = 0;
        if (expected[round] > 0) {
            number_hints_expect(&hints, expected[round]);
        }
        for (uint32_t i = 1; i <= COUNT; i++) {
            /* Like NIKs: a few regions, days, and a running number. */
            number_hints_add(&hints, INT64_C(1571010000000000) + i % 11 * INT64_C(10000000000) + i / 11 * 10 + 1, i);
        }
        for (uint32_t i = 1; i <= COUNT; i++) {
            assert_true(is_hinted(&hints, INT64_C(1571010000000000) + i % 11 * INT64_C(10000000000) + i / 11 * 10 + 1, i, &others));
        }
        for (uint32_t i = 1; i <= COUNT; i++) {
            assert_false(is_hinted(&hints, INT64_C(3171010000000000) + i, 0, &others));
        }
        assert_true(others < 100);
        for (size_t part = 0; part < NUMBER_HINTS_PARTS; part++) {
            bytes += hints.parts[part].capacity * sizeof(uint64_t);
        }
        assert_true(bytes < COUNT * 14);
        number_hints_free(&hints);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_hinted_at_before_it_was_added),
        cmocka_unit_test(rows_of_one_number_come_in_the_order_they_were_added),
        cmocka_unit_test(no_row_is_lost_among_300000_and_hardly_one_is_hinted_at_in_vain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
