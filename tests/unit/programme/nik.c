/* Person numbers and family cards: what is refused, and what a sound one says. */
#include "programme/nik.h"

#include "programme/region.h"
#include "support.h"

static struct day day_at(const char *iso)
{
    struct day day;
    assert_true(day_parse_iso(text_of(iso), &day));
    return day;
}

static struct nik nik_of(const char *text)
{
    struct nik nik = { 0 };
    if (nik_parse(text_of(text), &nik) != NIK_SOUND) {
        fail_msg("%s is refused", text);
    }
    return nik;
}

static void finds_each_fault_at_its_boundary(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum nik_fault fault;
    } rows[] = {
        { "1571011505900001", NIK_SOUND },
        { "  1571011505900001\t", NIK_SOUND },
        { "'1571011505900001", NIK_SOUND },
        { " '1571011505900001 ", NIK_SOUND },
        { "\xC2\xA0" "1571011505900001\xC2\xA0", NIK_SOUND }, /* a blank that does not break */
        { "", NIK_NOT_DIGITS },
        { "'", NIK_NOT_DIGITS },
        { "''1571011505900001", NIK_NOT_DIGITS },
        { "1571011505900001'", NIK_NOT_DIGITS },
        { "' 1571011505900001", NIK_NOT_DIGITS },
        { "157101150590000A", NIK_NOT_DIGITS },
        { "1571 0115 0590 0001", NIK_NOT_DIGITS },
        { "157101.150590.0001", NIK_NOT_DIGITS },
        { "1,57102E+15", NIK_NOT_DIGITS },
        { "1.57102e+15", NIK_NOT_DIGITS },
        { "-571011505900001", NIK_NOT_DIGITS },
        { "+1571011505900001", NIK_NOT_DIGITS },
        { "\xEF\xBC\x91" "571011505900001", NIK_NOT_DIGITS }, /* a full-width 1 */
        { "157101150590001", NIK_LENGTH },
        { "15710115059000011", NIK_LENGTH },
        { "0571011505900001", NIK_LENGTH }, /* the leading 0 would be lost in a number */
        { "0", NIK_LENGTH },
        { "99999999999999999999999999", NIK_LENGTH },
        { "1071011505900001", NIK_PROVINCE },
        { "1171011505900001", NIK_SOUND },
        { "9971011505900001", NIK_PROVINCE },
        { "1571010005900001", NIK_DATE },
        { "1571010105900001", NIK_SOUND },
        { "1571013105900001", NIK_SOUND },
        { "1571013205900001", NIK_DATE },
        { "1571014005900001", NIK_DATE }, /* 40 is neither a man's day nor a woman's */
        { "1571014105900001", NIK_SOUND },
        { "1571017105900001", NIK_SOUND },
        { "1571017205900001", NIK_DATE },
        { "1571019905900001", NIK_DATE },
        { "1571011500900001", NIK_DATE },
        { "1571011501900001", NIK_SOUND },
        { "1571011512900001", NIK_SOUND },
        { "1571011513900001", NIK_DATE },
        { "1571013104900001", NIK_DATE }, /* 31 April */
        { "1571013004900001", NIK_SOUND },
        { "1571012902960001", NIK_SOUND },
        { "1571016902960001", NIK_SOUND },
        { "1571012902950001", NIK_DATE },
        { "1571016902950001", NIK_DATE },
        { "1571012902000001", NIK_SOUND }, /* 2000 had one, 1900 had not */
        { "1571013002960001", NIK_DATE },
        { "1571011505900000", NIK_SERIAL },
        { "1571011505909999", NIK_SOUND },
        { "9971013213900000", NIK_PROVINCE }, /* of several faults the first */
        { "1571013213900000", NIK_DATE },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct nik nik = { 7 };
        enum nik_fault fault = nik_parse(text_of(rows[i].text), &nik);
        if (fault != rows[i].fault || (fault == NIK_SOUND) == (nik.number == 7)) {
            fail_msg("\"%s\": %d, expected %d", rows[i].text, (int)fault, (int)rows[i].fault);
        }
    }
}

/* Every two-digit number is a province or it is not; both kinds exist. */
static void accepts_the_provinces_that_there_are(void **state)
{
    (void)state;
    int provinces = 0;
    for (int code = 10; code < 100; code++) {
        char text[17];
        struct nik nik;
        (void)snprintf(text, sizeof(text), "%02d71011505900001", code);
        bool sound = nik_parse(text_of(text), &nik) == NIK_SOUND;
        assert_int_equal(sound, region_find(code) != NULL);
        provinces += sound ? 1 : 0;
    }
    assert_int_equal(provinces, 38);
}

static void keeps_the_last_digit_above_2_to_the_53(void **state)
{
    (void)state;
    static const char *const texts[] = { "9171011505900001", "9171011505900002", "9171011505909999", "9671011505900003", "9471017112999997", "1571011505900001" };
    for (size_t i = 0; i < ROWS(texts); i++) {
        struct buffer out = { 0 };
        nik_print(nik_of(texts[i]), &out);
        assert_text(buffer_text(&out), texts[i]);
        buffer_free(&out);
    }
    assert_int_equal(nik_of("9171011505900002").number - nik_of("9171011505900001").number, 1);
}

static void says_region_and_sex(void **state)
{
    (void)state;
    assert_int_equal(nik_region(nik_of("1571011505900001")), 157101);
    assert_int_equal(nik_region(nik_of("9671021505900001")), 967102);
    assert_int_equal(nik_sex(nik_of("1571013105900001")), SEX_MAN);
    assert_int_equal(nik_sex(nik_of("1571014105900001")), SEX_WOMAN);
    assert_int_equal(nik_sex(nik_of("1571017105900001")), SEX_WOMAN);
}

static void puts_the_birth_in_the_last_century_that_is_not_after_the_reference(void **state)
{
    (void)state;
    static const struct {
        const char *nik;
        const char *reference;
        const char *birth; /* NULL = none */
    } rows[] = {
        { "1571011505900001", "2023-12-31", "1990-05-15" },
        { "1571015505900001", "2023-12-31", "1990-05-15" },
        { "1571011505050001", "2023-12-31", "2005-05-15" },
        { "1571011505230001", "2023-05-15", "2023-05-15" },
        { "1571011605230001", "2023-05-15", "1923-05-16" },
        { "1571013112990001", "2023-12-31", "1999-12-31" },
        { "1571010101000001", "2023-12-31", "2000-01-01" },
        { "1571012902960001", "2023-12-31", "1996-02-29" },
        { "1571012902240001", "2024-02-29", "2024-02-29" },
        { "1571012902240001", "2024-02-28", "1924-02-29" },
        { "1571012902000001", "2023-12-31", "2000-02-29" },
        { "1571012902000001", "1999-12-31", NULL },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct day birth = nik_birth(nik_of(rows[i].nik), day_at(rows[i].reference));
        struct day expected = rows[i].birth == NULL ? DAY_NONE : day_at(rows[i].birth);
        if (birth.number != expected.number) {
            fail_msg("%s at %s: %d, expected %d", rows[i].nik, rows[i].reference, (int)birth.number, (int)expected.number);
        }
    }
}

static void agrees_with_a_stated_birth_day_of_either_century(void **state)
{
    (void)state;
    assert_true(nik_agrees_with_birth(nik_of("1571011505900001"), day_at("1990-05-15")));
    assert_true(nik_agrees_with_birth(nik_of("1571015505900001"), day_at("1990-05-15")));
    assert_true(nik_agrees_with_birth(nik_of("1571011505230001"), day_at("1923-05-15")));
    assert_false(nik_agrees_with_birth(nik_of("1571011505900001"), day_at("1990-05-16")));
    assert_false(nik_agrees_with_birth(nik_of("1571011505900001"), day_at("1990-06-15")));
    assert_false(nik_agrees_with_birth(nik_of("1571011505900001"), day_at("1991-05-15")));
    assert_false(nik_agrees_with_birth(nik_of("1571011505900001"), day_at("1990-05-05")));
}

static void a_family_card_is_judged_by_digits_and_length_only(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum nik_fault fault;
        bool date_possible;
    } rows[] = {
        { "1571010101100001", NIK_SOUND, true },  { "'1571010101100001 ", NIK_SOUND, true }, { "1571014101100001", NIK_SOUND, false },
        { "1571013204100001", NIK_SOUND, false }, { "9999999999999999", NIK_SOUND, false },  { "1571010101100000", NIK_SOUND, true },
        { "1571012902000001", NIK_SOUND, true },  { "1571012902010001", NIK_SOUND, false },  { "157101010110000", NIK_LENGTH, false },
        { "0571010101100001", NIK_LENGTH, false }, { "-", NIK_NOT_DIGITS, false },           { "15710101011O0001", NIK_NOT_DIGITS, false },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct family_card card = { 7 };
        struct buffer out = { 0 };
        assert_int_equal(family_card_parse(text_of(rows[i].text), &card), rows[i].fault);
        if (rows[i].fault == NIK_SOUND) {
            assert_int_equal(family_card_date_possible(card), rows[i].date_possible);
            family_card_print(card, &out);
            assert_non_null(strstr(rows[i].text, buffer_string(&out)));
            assert_int_equal(out.length, 16);
        } else {
            assert_int_equal(card.number, 7);
        }
        buffer_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_each_fault_at_its_boundary),
        cmocka_unit_test(accepts_the_provinces_that_there_are),
        cmocka_unit_test(keeps_the_last_digit_above_2_to_the_53),
        cmocka_unit_test(says_region_and_sex),
        cmocka_unit_test(puts_the_birth_in_the_last_century_that_is_not_after_the_reference),
        cmocka_unit_test(agrees_with_a_stated_birth_day_of_either_century),
        cmocka_unit_test(a_family_card_is_judged_by_digits_and_length_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
