#include "base/text.h"
#include "support.h"

static void control_characters_and_marks_of_direction_mislead(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t at;
    } rows[] = {
        { "Siti Aminah", 11 },          { "", 0 },
        { "a\033[2J", 1 },              { "ab\xC2\x9B" "1m", 2 },
        { "\xE2\x80\xAE" "abc", 0 },    { "a\xE2\x81\xA6" "b", 1 },
        { "a\xE2\x80\xA8", 1 },         { "a\xE2\x80\x8F", 1 },
        { "a\xE2\x80\x8D" "b", 5 },     { "kaf\xC3\xA9 \xE2\x80\x94 \xF0\x9F\x98\x80", 14 }, /* a joiner, a dash and a face do not */
        { "a\xE2\x81\xAA", 4 },         { "a\xE2\x80", 3 },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        assert_int_equal(text_misleading(text_of(rows[i].text)), rows[i].at);
    }
}

static void what_misleads_is_shown_as_a_question_mark(void **state)
{
    (void)state;
    struct buffer shown SCOPED_BUFFER = { 0 };
    buffer_add_printable(&shown, TEXT("a\033b\xE2\x80\xAE" "c\x9B" "d\xF0\x9F\x98\x80"), 100);
    assert_string_equal(buffer_string(&shown), "a?b?c?d\xF0\x9F\x98\x80");
}

static void a_character_is_as_wide_as_its_bytes_and_a_broken_one_a_byte(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t width;
    } rows[] = { { "ab", 1 }, { "\xC3\xA9x", 2 }, { "\xE2\x80\xAEx", 3 }, { "\xF0\x9F\x98\x80x", 4 }, { "\x9Bx", 1 }, { "\xE2\x80", 1 }, { "", 1 } };
    for (size_t i = 0; i < ROWS(rows); i++) {
        assert_int_equal(text_width(text_of(rows[i].text)), rows[i].width);
    }
}

static void a_formula_begins_with_one_of_four_signs_of_any_width(void **state)
{
    (void)state;
    static const char *const formulas[] = { "=1", "+1", "-", "@x", " \t=1", "\xC2\xA0=1", "\xEF\xBC\x9D" "1+1", "\xEF\xBC\xA0" "x" };
    static const char *const texts[] = { "", "a=1", "'=1", "1-1", "\xEF\xBC\x91", "\xEF\xBC" };
    for (size_t i = 0; i < ROWS(formulas); i++) {
        assert_true(text_begins_formula(text_of(formulas[i])));
    }
    for (size_t i = 0; i < ROWS(texts); i++) {
        assert_false(text_begins_formula(text_of(texts[i])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(control_characters_and_marks_of_direction_mislead),
        cmocka_unit_test(what_misleads_is_shown_as_a_question_mark),
        cmocka_unit_test(a_character_is_as_wide_as_its_bytes_and_a_broken_one_a_byte),
        cmocka_unit_test(a_formula_begins_with_one_of_four_signs_of_any_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
