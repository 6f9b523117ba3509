#include "support.h"

static void a_buffer_grows_and_always_ends_in_nul(void **state)
{
    (void)state;
    struct buffer buffer = { 0 };
    assert_string_equal(buffer_string(&buffer), "");
    for (int i = 0; i < 1000; i++) {
        buffer_add_byte(&buffer, (char)('a' + i % 26));
        assert_int_equal(buffer.bytes[buffer.length], '\0');
        assert_true(buffer.length < buffer.capacity);
    }
    assert_int_equal(buffer.length, 1000);
    assert_int_equal(buffer.bytes[999], 'a' + 999 % 26);
    buffer_clear(&buffer);
    assert_string_equal(buffer_string(&buffer), "");
    buffer_add(&buffer, TEXT_EMPTY);
    buffer_format(&buffer, "%s-%d", "x", 5);
    buffer_add_string(&buffer, NULL);
    assert_text(buffer_text(&buffer), "x-5");
    buffer_free(&buffer);
    assert_null(buffer.bytes);
    assert_int_equal(buffer.capacity, 0);
    buffer_clear(&buffer);
    buffer_free(&buffer);
}

static void prints_integers_at_the_limits(void **state)
{
    (void)state;
    static const struct {
        int64_t value;
        const char *text;
    } rows[] = {
        { 0, "0" }, { -1, "-1" }, { 10, "10" }, { INT64_MAX, "9223372036854775807" }, { INT64_MIN, "-9223372036854775808" }
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct buffer buffer = { 0 };
        buffer_add_integer(&buffer, rows[i].value);
        assert_text(buffer_text(&buffer), rows[i].text);
        buffer_free(&buffer);
    }
}

static void writes_and_reads_hexadecimal(void **state)
{
    (void)state;
    static const uint8_t bytes[] = { 0x00, 0x0F, 0xA0, 0xFF };
    uint8_t back[4] = { 0 };
    struct buffer hex = { 0 };
    buffer_add_hex(&hex, bytes, sizeof(bytes));
    assert_text(buffer_text(&hex), "000fa0ff");
    assert_true(text_to_bytes(buffer_text(&hex), back, 4));
    assert_memory_equal(back, bytes, 4);
    buffer_free(&hex);
}

static void refuses_hexadecimal_of_another_length_or_in_capitals(void **state)
{
    (void)state;
    uint8_t out[4];
    static const char *const rows[] = { "", "000fa0f", "000fa0ff0", "000FA0FF", "000fa0fg", " 00fa0ff", "0x0fa0ff", "000fa0-1" };
    for (size_t i = 0; i < ROWS(rows); i++) {
        assert_false(text_to_bytes(text_of(rows[i]), out, 4));
    }
}

static void shows_no_escape_sequence_to_a_terminal(void **state)
{
    (void)state;
    static const struct {
        struct text text;
        size_t bytes;
        const char *shown;
    } rows[] = {
        { { "Siti \xC3\xA9", 7 }, 100, "Siti \xC3\xA9" },
        { { "\x1B[2J\x1B[31mred", 12 }, 100, "?[2J?[31mred" },
        { { "\x1B]0;title\x07", 10 }, 100, "?]0;title?" },
        { { "\xC2\x9B"
            "31m",
            5 },
          100,
          "?31m" },
        { { "a\r\nb\tc", 6 }, 100, "a??b?c" },
        { { "a\0b", 3 }, 100, "a?b" },
        { { "\xFF\xC3(", 3 },
          100,
          "?"
          "?(" },
        { { "abcdef", 6 }, 6, "abcdef" },
        { { "abcdefg", 7 }, 6, "abcdef..." },
        { { "abcde\xC3\xA9", 7 }, 6, "abcde..." },
        { { NULL, 0 }, 6, "" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct buffer shown = { 0 };
        buffer_add_printable(&shown, rows[i].text, rows[i].bytes);
        assert_text(buffer_text(&shown), rows[i].shown);
        buffer_free(&shown);
    }
}

static void what_is_shown_is_always_clean_utf8(void **state)
{
    (void)state;
    uint64_t random = 20240229;
    for (int round = 0; round < 20000; round++) {
        char bytes[40];
        size_t length = sequence_next(&random) % sizeof(bytes);
        for (size_t i = 0; i < length; i++) {
            bytes[i] = (char)(unsigned char)(sequence_next(&random) >> 56);
        }
        struct buffer shown = { 0 };
        buffer_add_printable(&shown, (struct text){ bytes, length }, 32);
        assert_int_equal(text_utf8_invalid(buffer_text(&shown)), shown.length);
        assert_int_equal(text_control(buffer_text(&shown)), shown.length);
        assert_true(shown.length <= 32 + 3);
        buffer_free(&shown);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_buffer_grows_and_always_ends_in_nul),
        cmocka_unit_test(prints_integers_at_the_limits),
        cmocka_unit_test(writes_and_reads_hexadecimal),
        cmocka_unit_test(refuses_hexadecimal_of_another_length_or_in_capitals),
        cmocka_unit_test(shows_no_escape_sequence_to_a_terminal),
        cmocka_unit_test(what_is_shown_is_always_clean_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
