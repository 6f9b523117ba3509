#include "support.h"

#include "base/number_set.h"

static void an_empty_set_knows_no_number(void **state)
{
    (void)state;
    struct number_set set = { 0 };
    assert_int_equal(number_set_get(&set, 1), 0);
    assert_int_equal(number_set_get(&set, 0), 0);
    number_set_free(&set);
    assert_int_equal(number_set_add(&set, 5, 1), 0);
    assert_int_equal(number_set_get(&set, 0), 0); /* 0 marks a free slot and is no key */
    number_set_free(&set);
    number_set_free(&set);
}

static void keeps_the_first_value_of_a_number(void **state)
{
    (void)state;
    struct number_set set = { 0 };
    assert_int_equal(number_set_add(&set, INT64_C(1571011505900001), 7), 0);
    assert_int_equal(number_set_add(&set, INT64_C(1571011505900001), 8), 7);
    assert_int_equal(number_set_get(&set, INT64_C(1571011505900001)), 7);
    assert_int_equal(set.count, 1);
    assert_int_equal(number_set_add(&set, INT64_MAX, UINT32_MAX), 0);
    assert_int_equal(number_set_add(&set, INT64_MIN, 1), 0);
    assert_int_equal(number_set_add(&set, -1, 2), 0);
    assert_int_equal(number_set_get(&set, INT64_MAX), UINT32_MAX);
    assert_int_equal(number_set_get(&set, INT64_MIN), 1);
    assert_int_equal(number_set_get(&set, -1), 2);
    assert_int_equal(number_set_get(&set, -2), 0);
    number_set_free(&set);
}

static void grows_before_it_is_full_and_loses_nothing(void **state)
{
    (void)state;
    struct number_set set = { 0 };
    size_t growths = 0;
    for (uint32_t i = 1; i <= 10000; i++) {
        size_t before = set.capacity;
        assert_int_equal(number_set_add(&set, (int64_t)i * 1024, i), 0); /* alike in the low bits */
        growths += before != set.capacity ? 1 : 0;
        assert_int_equal(set.capacity & (set.capacity - 1), 0);
        assert_true(set.count * 4 <= set.capacity * 3 + 4);
    }
    assert_true(growths >= 4);
    for (uint32_t i = 1; i <= 10000; i++) {
        assert_int_equal(number_set_get(&set, (int64_t)i * 1024), i);
    }
    number_set_free(&set);
}

struct model_item {
    int64_t key;
    uint32_t value; /* the first one given to the key */
};

static int by_key_then_value(const void *a, const void *b)
{
    const struct model_item *left = a;
    const struct model_item *right = b;
    if (left->key != right->key) {
        return left->key < right->key ? -1 : 1;
    }
    return left->value < right->value ? -1 : (left->value > right->value ? 1 : 0);
}

/* The model: all pairs sorted, the smallest value of a key is its first. Every fourth key or so comes again. */
static void agrees_with_a_model_over_200000_numbers(void **state)
{
    (void)state;
    enum { COUNT = 200000 };
    struct number_set set = { 0 };
    struct model_item *model = calloc(COUNT, sizeof(*model));
    assert_non_null(model);
    uint64_t random = 1571;
    int64_t distinct = 0;
    for (uint32_t i = 0; i < COUNT; i++) {
        bool again = i > 0 && sequence_next(&random) % 4 == 0;
        int64_t key = again ? model[sequence_next(&random) % i].key
                            : (int64_t)(1000000000000000 + sequence_next(&random) % 9000000000000000);
        model[i] = (struct model_item){ key, i + 1 };
        distinct += number_set_add(&set, key, i + 1) == 0 ? 1 : 0;
    }
    assert_int_equal(set.count, distinct);
    qsort(model, COUNT, sizeof(*model), by_key_then_value);
    int64_t seen = 0;
    for (size_t i = 0; i < COUNT; i++) {
        size_t first = i;
        while (first > 0 && model[first - 1].key == model[i].key) {
            first--;
        }
        seen += first == i ? 1 : 0;
        assert_int_equal(number_set_get(&set, model[i].key), model[first].value);
    }
    assert_int_equal(seen, distinct);
    for (int i = 0; i < 10000; i++) {
        int64_t stranger = (int64_t)(1 + sequence_next(&random) % 999999999999999); /* shorter than any key of the model */
        assert_int_equal(number_set_get(&set, stranger), 0);
    }
    free(model);
    number_set_free(&set);
}

static void merges_the_bits_of_a_number(void **state)
{
    (void)state;
    struct number_set set = { 0 };
    number_set_merge(&set, 7, 1U << 3);
    number_set_merge(&set, 7, 1U << 31);
    number_set_merge(&set, 8, 1U);
    assert_int_equal(number_set_get(&set, 7), (1U << 3) | (1U << 31));
    assert_int_equal(number_set_get(&set, 8), 1);
    assert_int_equal(set.count, 2);
    number_set_free(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_set_knows_no_number),
        cmocka_unit_test(keeps_the_first_value_of_a_number),
        cmocka_unit_test(merges_the_bits_of_a_number),
        cmocka_unit_test(grows_before_it_is_full_and_loses_nothing),
        cmocka_unit_test(agrees_with_a_model_over_200000_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
