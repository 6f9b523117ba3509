/* Formulas as different programs write them. */
#include "exporter/formula.h"
#include "support.h"

static const char *form_of(const char *formula, int64_t row, int column, struct buffer *out)
{
    buffer_clear(out);
    formula_form(text_of(formula), row, column, out);
    return buffer_string(out);
}

static void programs_write_one_formula_in_many_ways(void **state)
{
    static const char *const same[][2] = {
        { "SUMIFS('Nominatif'!$Z$2:$Z$9,'Nominatif'!$B$2:$B$9,2022)", "SUMIFS(Nominatif!$Z$2:$Z$9, Nominatif!$B$2:$B$9, 2022)" },
        { "SUM(A1:A9)", "sum( a1 : a9 )" },
        { "IF(A1=\"\",0,B1-A1)", "IF( A1 = \"\" , 0 , B1 - A1 )" },
        { "_xlfn.IFNA(A1,0)", "IFNA(A1,0)" },
        { "'It''s'!A1", "'It''s'! A1" },
    };
    static const char *const different[][2] = {
        { "SUM(A1:A9)", "SUM(A1:A8)" }, { "SUM($A$1)", "SUM($A1)" }, { "A1&\"a b\"", "A1&\"ab\"" }, { "A1&\"a\"", "A1&\"A\"" }, { "SUM(A1)", "SUM(B1)" },
        { "A1-0", "A1" }, { "'a'!A1", "'b'!A1" }, { "A1", "LOG10(A1)" }, { "SUMIFS(A1:A9,B1:B9,2022)", "SUMIFS(A1:A9,B1:B9,2023)" },
    };
    struct buffer one SCOPED_BUFFER = { 0 };
    struct buffer other SCOPED_BUFFER = { 0 };
    (void)state;
    for (size_t i = 0; i < ROWS(same); i++) {
        assert_string_equal(form_of(same[i][0], 5, 3, &one), form_of(same[i][1], 5, 3, &other));
    }
    for (size_t i = 0; i < ROWS(different); i++) {
        assert_string_not_equal(form_of(different[i][0], 5, 3, &one), form_of(different[i][1], 5, 3, &other));
    }
}

static void the_form_is_told_from_the_cell(void **state)
{
    static const struct {
        const char *formula;
        const char *form;
        const char *shape;
    } rows[] = {
        { "A1", "R[-4]C[-2]", "R[#]C[-2]" },
        { "$A$1", "R1C1", "R#C1" },
        { "AB$12:c7", "R12C[25]:R[2]C[0]", "R#C[25]:R[#]C[0]" },
        { "Nominatif!$Z$2", "'Nominatif'!R2C26", "'Nominatif'!R#C26" },
        { "LOG10(\"R1C1\")", "LOG10(\"R1C1\")", "LOG10(\"R1C1\")" },
        { "XFDE1", "XFDE1", "XFDE1" },
        { "\"no end", "\"no end", "\"no end" },
        { "'no end", "'no end", "'no end" },
        { "hasil_R1C1", "HASIL_R1C1", "HASIL_R1C1" },
    };
    struct buffer form SCOPED_BUFFER = { 0 };
    struct buffer shape SCOPED_BUFFER = { 0 };
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        assert_string_equal(form_of(rows[i].formula, 5, 3, &form), rows[i].form);
        buffer_clear(&shape);
        formula_form_shape(buffer_text(&form), &shape);
        assert_string_equal(buffer_string(&shape), rows[i].shape);
    }
    /* A formula that was filled down is one formula. */
    struct buffer below SCOPED_BUFFER = { 0 };
    assert_string_equal(form_of("V2-W2", 2, 24, &form), form_of("V3-W3", 3, 24, &below));
}

static void a_form_tells_what_it_refers_to(void **state)
{
    struct buffer form SCOPED_BUFFER = { 0 };
    struct formula_reference reference;
    (void)state;
    (void)form_of("IF(W2=\"\",0,V2-$W2)+SUM('Batch & SP2D'!$D$3:$F$9)*LOG10(B2)", 2, 24, &form);
    struct text rest = buffer_text(&form);
    static const struct {
        const char *sheet;
        int first;
        int last;
        int first_row;
        int last_row;
    } expected[] = { { "", 23, 23, 2, 2 }, { "", 22, 22, 2, 2 }, { "", 23, 23, 2, 2 }, { "Batch & SP2D", 4, 6, 3, 9 }, { "", 2, 2, 2, 2 } };
    for (size_t i = 0; i < ROWS(expected); i++) {
        assert_true(formula_form_next(&rest, 2, 24, &reference));
        assert_true(text_equal(reference.sheet, text_of(expected[i].sheet)));
        assert_int_equal(reference.first, expected[i].first);
        assert_int_equal(reference.last, expected[i].last);
        assert_int_equal(reference.first_row, expected[i].first_row);
        assert_int_equal(reference.last_row, expected[i].last_row);
    }
    assert_false(formula_form_next(&rest, 2, 24, &reference));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(programs_write_one_formula_in_many_ways),
        cmocka_unit_test(the_form_is_told_from_the_cell),
        cmocka_unit_test(a_form_tells_what_it_refers_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
