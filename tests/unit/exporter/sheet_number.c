/* Whether two cells say the same. */
#include "exporter/workbook_reader.h"
#include "support.h"

static bool same(enum sheet_value kind, const char *a, const char *b)
{
    struct sheet_cell one = { .kind = kind, .value = text_of(a) };
    struct sheet_cell other = { .kind = kind, .value = text_of(b) };
    return sheet_cell_equal(&one, &other);
}

static void numbers_are_the_same_in_all_their_letters(void **state)
{
    static const char *const equal[][2] = {
        { "5000000", "5000000.0" }, { "5000000", "5E6" }, { "5000000", "5.0E+06" }, { "0", "-0.0" }, { "0.123", ".123" }, { "0.123", "1.23e-1" },
        { "0.0500", "0.05" }, { "45352", "45352.000" }, { "0.3333333333333333", "0.33333333333333331" }, { "0.1", "0.09999999999999999" },
        { "999999999999999.9", "1000000000000000" }, { "-7", "-7.00" }, { " 12 ", "12" },
    };
    static const char *const different[][2] = {
        { "5000000", "5000001" }, { "5000000", "500000" }, { "1", "-1" }, { "0.1", "0.01" }, { "100000000000001", "100000000000002" }, { "1", "" },
        { "1", "1x" }, { "1", "0x1" }, { "1", "1E" }, { "1", "1E99999999999999999999" }, { "1", "." }, { "1", "nan" }, { "12", "1 2" }, { "1", "1.0.0" },
    };
    (void)state;
    for (size_t i = 0; i < ROWS(equal); i++) {
        if (!same(SHEET_NUMBER, equal[i][0], equal[i][1]) || !same(SHEET_NUMBER, equal[i][1], equal[i][0])) {
            fail_msg("%s, %s", equal[i][0], equal[i][1]);
        }
    }
    for (size_t i = 0; i < ROWS(equal); i++) {
        struct sheet_cell one = { .kind = SHEET_NUMBER, .value = text_of(equal[i][0]) };
        struct sheet_cell other = { .kind = SHEET_NUMBER, .value = text_of(equal[i][1]) };
        assert_true(sheet_cell_hash(&one) == sheet_cell_hash(&other));
        other.kind = SHEET_TEXT;
        assert_true(sheet_cell_hash(&one) != sheet_cell_hash(&other));
        assert_false(sheet_cell_equal(&one, &other));
    }
    for (size_t i = 0; i < ROWS(different); i++) {
        if (same(SHEET_NUMBER, different[i][0], different[i][1]) || same(SHEET_NUMBER, different[i][1], different[i][0])) {
            fail_msg("%s, %s", different[i][0], different[i][1]);
        }
    }
}

static void texts_are_the_same_byte_by_byte(void **state)
{
    struct sheet_cell number = { .kind = SHEET_NUMBER, .value = TEXT("1571015203900001") };
    struct sheet_cell text = { .kind = SHEET_TEXT, .value = TEXT("1571015203900001") };
    (void)state;
    assert_true(same(SHEET_TEXT, "Siti", "Siti"));
    assert_false(same(SHEET_TEXT, "Siti", "siti"));
    assert_false(same(SHEET_TEXT, "1", "1.0"));
    assert_false(sheet_cell_equal(&number, &text)); /* a NIK that became a number is not the same cell */
}

static void what_was_not_calculated_is_compared_by_its_formula(void **state)
{
    struct sheet_cell ours = { .kind = SHEET_NUMBER, .value = TEXT("7"), .form = TEXT("SUM(A1:A2)") };
    struct sheet_cell theirs = { .kind = SHEET_NOT_CALCULATED, .form = TEXT("SUM(A1:A2)") };
    (void)state;
    assert_true(sheet_cell_equal(&ours, &theirs));
    theirs.form = TEXT("7");
    assert_false(sheet_cell_equal(&ours, &theirs));
    ours.form = TEXT_EMPTY;
    assert_false(sheet_cell_equal(&ours, &theirs));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_the_same_in_all_their_letters),
        cmocka_unit_test(texts_are_the_same_byte_by_byte),
        cmocka_unit_test(what_was_not_calculated_is_compared_by_its_formula),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
