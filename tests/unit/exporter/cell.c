#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../../../src/exporter/cell.h"
#include "base/memory.h"

static void assert_cell(struct text text, const char *expected)
{
    struct buffer cell SCOPED_BUFFER = { 0 };
    cell_add(&cell, text);
    assert_string_equal(buffer_string(&cell), expected);
}

static void keeps_what_people_write(void **state)
{
    (void)state;
    assert_cell(TEXT(""), "");
    assert_cell(TEXT("SITI AMINAH"), "SITI AMINAH");
    assert_cell(TEXT("M\xC3\xBCller \xF0\x9F\x8C\xB6 \xE2\x82\xAC"), "M\xC3\xBCller \xF0\x9F\x8C\xB6 \xE2\x82\xAC");
    assert_cell(TEXT("a\tb\nc"), "a\tb\nc");
    assert_cell(TEXT("=1+1"), "=1+1");
    assert_cell(TEXT("snake_case _x12_ _xZZZZ_"), "snake_case _x12_ _xZZZZ_");
}

static void makes_line_ends_one_character(void **state)
{
    (void)state;
    assert_cell(TEXT("a\r\nb\rc"), "a\nb\nc");
}

static void replaces_what_xml_forbids(void **state)
{
    (void)state;
    assert_cell(TEXT("a\x01z"), "a\xEF\xBF\xBDz");
    assert_cell(TEXT("a\0z"), "a\xEF\xBF\xBDz");
    assert_cell(TEXT("\x1B[31m\x7F"), "\xEF\xBF\xBD[31m\xEF\xBF\xBD");
    assert_cell(TEXT("\xC2\x85 \xEF\xBF\xBE \xEF\xBF\xBF"), "\xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD");
}

static void replaces_broken_utf8_byte_by_byte(void **state)
{
    (void)state;
    assert_cell(TEXT("a\xFFz"), "a\xEF\xBF\xBDz");
    assert_cell(TEXT("\xE2\x82"), "\xEF\xBF\xBD\xEF\xBF\xBD");
    assert_cell(TEXT("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    assert_cell(TEXT("\xC0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD");
}

static void escapes_what_excel_reads_as_an_escape(void **state)
{
    (void)state;
    assert_cell(TEXT("_x0041_"), "_x005F_x0041_");
    assert_cell(TEXT("__x000D_"), "__x005F_x000D_");
}

static void cuts_at_the_limit_on_a_character(void **state)
{
    struct buffer text SCOPED_BUFFER = { 0 };
    struct buffer cell SCOPED_BUFFER = { 0 };
    (void)state;
    for (int i = 0; i < 40000; i++) {
        buffer_add_string(&text, "\xC3\xBC");
    }
    cell_add(&cell, buffer_text(&text));
    assert_int_equal(cell.length, 2 * CELL_LIMIT);
    buffer_clear(&text);
    buffer_clear(&cell);
    for (int i = 0; i < 20000; i++) {
        buffer_add_string(&text, "\xF0\x9F\x8C\xB6"); /* two UTF-16 units each: an odd limit leaves one out */
    }
    cell_add(&cell, buffer_text(&text));
    assert_int_equal(cell.length, CELL_LIMIT / 2 * 4);
    assert_int_equal(text_utf8_invalid(buffer_text(&cell)), cell.length);
}

static void names_each_code_of_the_findings_once(void **state)
{
    struct buffer cell SCOPED_BUFFER = { 0 };
    (void)state;
    cell_add_finding_codes(&cell, TEXT("E104\tnik\t1\t16 digit\nE10\tnama\t\t\nE104\tno_kk\t2\t\n"));
    assert_string_equal(buffer_string(&cell), "E104, E10");
}

static void shows_findings_with_column_and_value(void **state)
{
    struct buffer cell SCOPED_BUFFER = { 0 };
    (void)state;
    cell_add_findings(&cell, TEXT("E101\t1\t150405\t16 digit\nE112\t3\t=1+1\t\nE999\t0\t\t\n"));
    assert_string_equal(buffer_string(&cell), "E101 NIK terdiri atas 16 digit dan tidak diawali 0, kolom 1: \"150405\" (16 digit); "
                                              "E112 bukan kategori program: milenial, emak-emak atau pemula, kolom 3: \"=1+1\"; E999");
    buffer_clear(&cell);
    cell_add_findings(&cell, TEXT("no tabs at all"));
    assert_string_equal(buffer_string(&cell), "no tabs at all");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_what_people_write),
        cmocka_unit_test(makes_line_ends_one_character),
        cmocka_unit_test(replaces_what_xml_forbids),
        cmocka_unit_test(replaces_broken_utf8_byte_by_byte),
        cmocka_unit_test(escapes_what_excel_reads_as_an_escape),
        cmocka_unit_test(cuts_at_the_limit_on_a_character),
        cmocka_unit_test(names_each_code_of_the_findings_once),
        cmocka_unit_test(shows_findings_with_column_and_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
