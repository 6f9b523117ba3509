#include "support.h"

#include "base/money.h"

static void takes_amounts_from_0_to_2_to_the_53_less_1(void **state)
{
    (void)state;
    static const int64_t rows[] = { 0, 1, 10000000, MONEY_MAX - 1, MONEY_MAX };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct money money = { -1 };
        assert_true(money_of(rows[i], &money));
        assert_true(money.rupiah == rows[i]);
        assert_true((int64_t)(double)money.rupiah == money.rupiah); /* a spreadsheet keeps it */
    }
}

static void refuses_an_amount_beyond_2_to_the_53(void **state)
{
    (void)state;
    static const int64_t rows[] = { MONEY_MAX + 1, MONEY_MAX + 2, INT64_MAX, -1, -MONEY_MAX, INT64_MIN };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct money money = { 42 };
        assert_false(money_of(rows[i], &money));
        assert_int_equal(money.rupiah, 42);
    }
}

static void adds_subtracts_and_multiplies_within_the_limits(void **state)
{
    (void)state;
    struct money result;
    assert_true(money_add((struct money){ MONEY_MAX - 1 }, (struct money){ 1 }, &result));
    assert_true(result.rupiah == MONEY_MAX);
    assert_true(money_subtract((struct money){ 5 }, (struct money){ 5 }, &result));
    assert_int_equal(result.rupiah, 0);
    assert_true(money_multiply((struct money){ 10000000 }, 3728, &result));
    assert_true(result.rupiah == INT64_C(37280000000));
    assert_true(money_multiply((struct money){ MONEY_MAX }, 1, &result));
    assert_true(money_multiply((struct money){ MONEY_MAX }, 0, &result));
    assert_int_equal(result.rupiah, 0);
}

static void refuses_a_result_outside_the_limits_and_leaves_the_output(void **state)
{
    (void)state;
    struct money result = { 42 };
    assert_false(money_add((struct money){ MONEY_MAX }, (struct money){ 1 }, &result));
    assert_false(money_add((struct money){ INT64_MAX }, (struct money){ INT64_MAX }, &result));
    assert_false(money_subtract((struct money){ 4 }, (struct money){ 5 }, &result));
    assert_false(money_subtract((struct money){ INT64_MIN }, (struct money){ INT64_MAX }, &result));
    assert_false(money_multiply((struct money){ MONEY_MAX }, 2, &result));
    assert_false(money_multiply((struct money){ MONEY_MAX }, INT64_MAX, &result));
    assert_false(money_multiply((struct money){ 1 }, -1, &result));
    assert_int_equal(result.rupiah, 42);
}

static void reads_amounts_as_offices_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t rupiah;
    } rows[] = {
        { "0", 0 },
        { "10000000", 10000000 },
        { "10.000.000", 10000000 },
        { "1.500", 1500 },
        { "999", 999 },
        { "Rp 1.500.000", 1500000 },
        { "Rp1.500.000,-", 1500000 },
        { "Rp. 1.500.000,--", 1500000 },
        { "RP.5.000.000,00", 5000000 },
        { "rp 250000", 250000 },
        { "1.500.000,00", 1500000 },
        { "  Rp\xC2\xA0"
          "750.000 ",
          750000 },
        { "9.007.199.254.740.991", MONEY_MAX },
        { "9007199254740991", MONEY_MAX },
        { "007", 7 },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct money money = { -1 };
        if (!money_parse(text_of(rows[i].text), &money) || money.rupiah != rows[i].rupiah) {
            fail_msg("\"%s\" gives %lld", rows[i].text, (long long)money.rupiah);
        }
    }
}

static void refuses_amounts_that_could_mean_something_else(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",
        " ",
        "Rp",
        "Rp.",
        "Rp ,-",
        ",-",
        ",00",
        ".",
        "..",
        "-1",
        "+1",
        "(500)",
        "1.500,50",
        "1.500,5",
        "1,5",
        "1,500,000",
        "1,500,000.00",
        "1.50",
        "1.5",
        "1.5000",
        "1500.000",
        ".500",
        "500.",
        "1..500",
        "1.500.",
        "1 500 000",
        "1'500",
        "10 juta",
        "10jt",
        "1e7",
        "0x10",
        "Rp Rp 5",
        "5 Rp",
        "IDR 5",
        "USD 5",
        "9007199254740992",
        "9.007.199.254.740.992",
        "99999999999999999999",
        "1.000.000.000.000.000.000.000",
        "lima",
        "\xEF\xBC\x95",
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct money money = { 42 };
        if (money_parse(text_of(rows[i]), &money) || money.rupiah != 42) {
            fail_msg("\"%s\" was read as %lld", rows[i], (long long)money.rupiah);
        }
    }
    struct money money = { 42 };
    assert_false(money_parse((struct text){ "1\0002", 3 }, &money));
    assert_false(money_parse(TEXT_EMPTY, &money));
}

static void prints_groups_of_three_and_reads_them_back(void **state)
{
    (void)state;
    static const struct {
        int64_t rupiah;
        const char *text;
    } rows[] = {
        { 0, "Rp 0" },
        { 12, "Rp 12" },
        { 999, "Rp 999" },
        { 1000, "Rp 1.000" },
        { 123456, "Rp 123.456" },
        { INT64_C(37280000000), "Rp 37.280.000.000" },
        { MONEY_MAX, "Rp 9.007.199.254.740.991" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct buffer shown = { 0 };
        struct money back = { -1 };
        money_print((struct money){ rows[i].rupiah }, &shown);
        assert_text(buffer_text(&shown), rows[i].text);
        assert_true(money_parse(buffer_text(&shown), &back));
        assert_true(back.rupiah == rows[i].rupiah);
        buffer_free(&shown);
    }
}

static void prints_counts_of_either_sign(void **state)
{
    (void)state;
    static const struct {
        int64_t count;
        const char *text;
    } rows[] = { { 0, "0" },       { 5043, "5,043" },   { 100000, "100,000" },  { -1, "-1" },
                 { -123, "-123" }, { -1234, "-1,234" }, { -123456, "-123,456" } };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct buffer shown = { 0 };
        count_print(rows[i].count, &shown);
        assert_text(buffer_text(&shown), rows[i].text);
        buffer_free(&shown);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_amounts_from_0_to_2_to_the_53_less_1),
        cmocka_unit_test(refuses_an_amount_beyond_2_to_the_53),
        cmocka_unit_test(adds_subtracts_and_multiplies_within_the_limits),
        cmocka_unit_test(refuses_a_result_outside_the_limits_and_leaves_the_output),
        cmocka_unit_test(reads_amounts_as_offices_write_them),
        cmocka_unit_test(refuses_amounts_that_could_mean_something_else),
        cmocka_unit_test(prints_groups_of_three_and_reads_them_back),
        cmocka_unit_test(prints_counts_of_either_sign),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
