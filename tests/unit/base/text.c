#include "support.h"

static void trims_white_space_of_every_kind_at_both_ends(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *trimmed;
    } rows[] = {
        { "", "" },
        { " ", "" },
        { "a", "a" },
        { "  a b\t", "a b" },
        { "\r\n\v\fa\n", "a" },
        { "\xC2\xA0"
          "a"
          "\xC2\xA0",
          "a" },
        { "\xEF\xBB\xBF"
          "a",
          "a" },
        { "a\xEF\xBB\xBF", "a" },
        { " \xC2\xA0\xEF\xBB\xBF \t", "" },
        { "\xC3\xA9 ", "\xC3\xA9" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        assert_text(text_trim(text_of(rows[i].text)), rows[i].trimmed);
    }
    assert_int_equal(text_trim(TEXT_EMPTY).length, 0);
}

static void does_not_trim_what_only_ends_like_white_space(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "\xC3\xA0",     /* a grave: its last byte is that of U+00A0 */
        "\xE2\x82\xA0", /* ends in A0 */
        "\xC2",         /* half of U+00A0 */
        "\xEF\xBB",     /* half of U+FEFF */
        "\xE2\x80\x8B", /* zero width space is not listed */
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        assert_text(text_trim(text_of(rows[i])), rows[i]);
    }
}

static void splits_at_each_separator_and_tells_an_empty_last_part_from_none(void **state)
{
    (void)state;
    struct text rest = TEXT("a,,b,");
    assert_text(text_split(&rest, ','), "a");
    assert_text(text_split(&rest, ','), "");
    assert_text(text_split(&rest, ','), "b");
    assert_non_null(rest.bytes); /* an empty part is still to come */
    assert_text(text_split(&rest, ','), "");
    assert_null(rest.bytes);
    rest = TEXT("whole");
    assert_text(text_split(&rest, ','), "whole");
    assert_null(rest.bytes);
    assert_int_equal(rest.length, 0);
    assert_int_equal(text_split(&rest, ',').length, 0);
}

static void compares_by_bytes_with_the_shorter_one_first(void **state)
{
    (void)state;
    assert_true(text_equal(TEXT_EMPTY, TEXT("")));
    assert_false(text_equal(TEXT("a"), TEXT("A")));
    assert_false(text_equal(TEXT("a"), TEXT("ab")));
    assert_true(text_equal_nocase(TEXT("Rp"), TEXT("rP")));
    assert_false(text_equal_nocase(TEXT("@["), TEXT("`{"))); /* the neighbours of A-Z are no letters */
    assert_false(text_equal_nocase(TEXT("rp"), TEXT("rp.")));
    assert_true(text_compare(TEXT("a"), TEXT("ab")) < 0);
    assert_true(text_compare(TEXT("b"), TEXT("ab")) > 0);
    assert_true(text_compare(TEXT("\x7F"), TEXT("\x80")) < 0);
    assert_int_equal(text_compare(TEXT_EMPTY, TEXT("")), 0);
    assert_true(text_starts_with(TEXT("abc"), TEXT("")));
    assert_true(text_starts_with(TEXT("abc"), TEXT("abc")));
    assert_false(text_starts_with(TEXT("ab"), TEXT("abc")));
}

static void reads_integers_up_to_the_largest(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t value;
    } rows[] = {
        { "0", 0 },
        { "7", 7 },
        { "0000000000000000007", 7 },
        { "9007199254740993", INT64_C(9007199254740993) },
        { "9223372036854775806", INT64_MAX - 1 },
        { "9223372036854775807", INT64_MAX },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        int64_t value = -1;
        assert_true(text_to_integer(text_of(rows[i].text), &value));
        assert_true(value == rows[i].value);
    }
}

static void refuses_what_is_not_an_integer_and_leaves_the_output(void **state)
{
    (void)state;
    static const char *const rows[] = { "",
                                        " ",
                                        "-1",
                                        "+1",
                                        " 1",
                                        "1 ",
                                        "1.0",
                                        "1e3",
                                        "12x",
                                        "0x1",
                                        "9223372036854775808",
                                        "9999999999999999999",
                                        "00000000000000000000",
                                        "\xD9\xA1" /* an Arabic digit */ };
    for (size_t i = 0; i < ROWS(rows); i++) {
        int64_t value = 42;
        if (text_to_integer(text_of(rows[i]), &value) || value != 42) {
            fail_msg("\"%s\" was read as %lld", rows[i], (long long)value);
        }
    }
    assert_true(text_all_digits(TEXT("0123456789")));
    assert_false(text_all_digits(TEXT_EMPTY));
    assert_false(text_all_digits(TEXT("12:")));
    assert_false(text_all_digits(TEXT("/12")));
}

static void accepts_every_well_formed_utf8_sequence(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",
        "plain",
        "\x7F",
        "\xC2\x80",
        "\xDF\xBF",
        "\xE0\xA0\x80",
        "\xED\x9F\xBF", /* U+D7FF, before the surrogates */
        "\xEE\x80\x80", /* U+E000, after them */
        "\xEF\xBF\xBF",
        "\xF0\x90\x80\x80",
        "\xF4\x8F\xBF\xBF", /* U+10FFFF */
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        assert_int_equal(text_utf8_invalid(text_of(rows[i])), strlen(rows[i]));
    }
}

static const char *const broken_sequences[] = {
    "\x80", /* a continuation alone */
    "\xBF",
    "\xC0\x80", /* overlong NUL */
    "\xC0\xAF", /* overlong / */
    "\xC1\xBF",
    "\xC2", /* cut */
    "\xC2\x41",
    "\xE0\x80\xAF", /* overlong in three */
    "\xE0\x9F\xBF",
    "\xED\xA0\x80", /* U+D800, a surrogate */
    "\xED\xBF\xBF", /* U+DFFF */
    "\xE2\x82",     /* cut */
    "\xE2\x28\xA1",
    "\xF0\x80\x80\xAF", /* overlong in four */
    "\xF0\x8F\xBF\xBF",
    "\xF0\x9F\x98",     /* cut */
    "\xF4\x90\x80\x80", /* U+110000 */
    "\xF5\x80\x80\x80",
    "\xF8\x88\x80\x80\x80",
    "\xFE",
    "\xFF",
};

static void finds_a_broken_sequence_at_every_offset_of_the_eight_byte_path(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(broken_sequences); i++) {
        for (size_t before = 0; before <= 24; before++) {
            for (size_t after = 0; after <= 9; after += 3) {
                struct buffer text = { 0 };
                for (size_t n = 0; n < before; n++) {
                    buffer_add_byte(&text, 'a');
                }
                buffer_add_string(&text, broken_sequences[i]);
                for (size_t n = 0; n < after; n++) {
                    buffer_add_byte(&text, 'z');
                }
                if (text_utf8_invalid(buffer_text(&text)) != before) {
                    fail_msg("sequence %zu after %zu bytes was found at %zu", i, before, text_utf8_invalid(buffer_text(&text)));
                }
                buffer_free(&text);
            }
        }
    }
}

static void accepts_a_long_character_at_every_offset_of_the_eight_byte_path(void **state)
{
    (void)state;
    for (size_t before = 0; before <= 24; before++) {
        struct buffer text = { 0 };
        for (size_t n = 0; n < before; n++) {
            buffer_add_byte(&text, 'a');
        }
        buffer_add_string(&text, "\xF0\x9F\x98\x80");
        assert_int_equal(text_utf8_invalid(buffer_text(&text)), before + 4);
        /* The view ends inside the character: what lies behind it in memory must not be read. */
        for (size_t cut = 1; cut <= 3; cut++) {
            assert_int_equal(text_utf8_invalid((struct text){ text.bytes, before + cut }), before);
        }
        buffer_free(&text);
    }
}

static void finds_control_characters_and_no_others(void **state)
{
    (void)state;
    assert_int_equal(text_control((struct text){ "ab\0c", 4 }), 2);
    assert_int_equal(text_control(TEXT("\x1B[31m")), 0);
    assert_int_equal(text_control(TEXT("a\x7F")), 1);
    assert_int_equal(text_control(TEXT("ab\xC2\x80")), 2);
    assert_int_equal(text_control(TEXT("ab\xC2\x9B"
                                       "31m")),
                     2); /* CSI as one character */
    assert_int_equal(text_control(TEXT("ab\xC2\x9F")), 2);
    assert_int_equal(text_control(TEXT("ab\xC2\xA0")), 4);
    assert_int_equal(text_control(TEXT("\xC3\x9B")), 2);
    assert_int_equal(text_control(TEXT("\xC2")), 1);
    assert_int_equal(text_control(TEXT_EMPTY), 0);
}

static void cuts_on_a_characters_border(void **state)
{
    (void)state;
    static const struct {
        size_t bytes;
        const char *cut;
    } rows[] = {
        { 0, "" },
        { 1, "a" },
        { 2, "a" },
        { 3, "a\xC3\xA9" },
        { 4, "a\xC3\xA9" },
        { 6, "a\xC3\xA9" },
        { 7, "a\xC3\xA9\xF0\x9F\x98\x80" },
        { 8, "a\xC3\xA9\xF0\x9F\x98\x80z" },
        { 99, "a\xC3\xA9\xF0\x9F\x98\x80z" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        assert_text(text_cut(TEXT("a\xC3\xA9\xF0\x9F\x98\x80z"), rows[i].bytes), rows[i].cut);
    }
    assert_int_equal(text_cut(TEXT("\x80\x80\x80"), 2).length, 0); /* no border to be found */
}

static void counts_edits_and_a_swap_of_neighbours_as_one(void **state)
{
    (void)state;
    static const struct {
        const char *a;
        const char *b;
        size_t distance;
    } rows[] = {
        { "", "", 0 },
        { "", "abc", 3 },
        { "kumpeh", "kumpeh", 0 },
        { "KUMPEH", "kumpeh", 0 },
        { "kumpeh", "kumpe", 1 },
        { "kumpeh", "kumpehh", 1 },
        { "kumpeh", "kumbeh", 1 },
        { "kumpeh", "kupmeh", 1 },
        { "ab", "ba", 1 },
        { "abcd", "badc", 2 },
        { "kitten", "sitting", 3 },
        { "danau teluk", "danau sipin", 5 },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        assert_int_equal(text_distance(text_of(rows[i].a), text_of(rows[i].b)), rows[i].distance);
        assert_int_equal(text_distance(text_of(rows[i].b), text_of(rows[i].a)), rows[i].distance);
    }
}

static void compares_only_the_first_64_bytes_for_the_distance(void **state)
{
    (void)state;
    char long_text[200];
    memset(long_text, 'a', sizeof(long_text));
    struct text whole = { long_text, sizeof(long_text) };
    assert_int_equal(text_distance(whole, (struct text){ long_text, 64 }), 0);
    assert_int_equal(text_distance(whole, (struct text){ long_text, 63 }), 1);
    assert_int_equal(text_distance(whole, TEXT_EMPTY), 64);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trims_white_space_of_every_kind_at_both_ends),
        cmocka_unit_test(does_not_trim_what_only_ends_like_white_space),
        cmocka_unit_test(splits_at_each_separator_and_tells_an_empty_last_part_from_none),
        cmocka_unit_test(compares_by_bytes_with_the_shorter_one_first),
        cmocka_unit_test(reads_integers_up_to_the_largest),
        cmocka_unit_test(refuses_what_is_not_an_integer_and_leaves_the_output),
        cmocka_unit_test(accepts_every_well_formed_utf8_sequence),
        cmocka_unit_test(finds_a_broken_sequence_at_every_offset_of_the_eight_byte_path),
        cmocka_unit_test(accepts_a_long_character_at_every_offset_of_the_eight_byte_path),
        cmocka_unit_test(finds_control_characters_and_no_others),
        cmocka_unit_test(cuts_on_a_characters_border),
        cmocka_unit_test(counts_edits_and_a_swap_of_neighbours_as_one),
        cmocka_unit_test(compares_only_the_first_64_bytes_for_the_distance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
