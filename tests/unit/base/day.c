#include "support.h"

#include "base/day.h"

static struct day day(int year, int month, int date)
{
    struct day result = DAY_NONE;
    if (!day_of(year, month, date, &result)) {
        fail_msg("%d-%d-%d does not exist", year, month, date);
    }
    return result;
}

/* Counts by the calendar's own rule, one day after another, so that no arithmetic is shared with the code. */
static void every_day_of_1900_to_2199_has_its_number_and_comes_back(void **state)
{
    (void)state;
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int32_t expected = -25567; /* 1900-01-01 */
    struct buffer shown = { 0 };
    for (int year = 1900; year <= 2199; year++) {
        bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
        for (int month = 1; month <= 12; month++) {
            int length = lengths[month - 1] + (month == 2 && leap ? 1 : 0);
            for (int date = 1; date <= length; date++, expected++) {
                int back[3];
                char iso[11];
                struct day read = DAY_NONE;
                assert_int_equal(day(year, month, date).number, expected);
                day_split((struct day){ expected }, &back[0], &back[1], &back[2]);
                assert_true(back[0] == year && back[1] == month && back[2] == date);
                (void)snprintf(iso, sizeof(iso), "%04d-%02d-%02d", year % 10000, month % 100, date % 100);
                buffer_clear(&shown);
                day_print((struct day){ expected }, &shown);
                assert_text(buffer_text(&shown), iso);
                assert_true(day_parse_iso(text_of(iso), &read) && read.number == expected);
            }
            struct day none = { 42 };
            assert_false(day_of(year, month, length + 1, &none));
            assert_int_equal(none.number, 42);
        }
    }
    buffer_free(&shown);
    assert_int_equal(day(1970, 1, 1).number, 0);
}

static void knows_leap_years_and_those_that_are_none(void **state)
{
    (void)state;
    struct day ignored;
    assert_true(day_of(2000, 2, 29, &ignored));
    assert_true(day_of(2024, 2, 29, &ignored));
    assert_false(day_of(1900, 2, 29, &ignored));
    assert_false(day_of(2100, 2, 29, &ignored));
    assert_false(day_of(2023, 2, 29, &ignored));
}

static void refuses_days_that_do_not_exist(void **state)
{
    (void)state;
    static const int rows[][3] = {
        { 2026, 2, 30 }, { 2026, 4, 31 }, { 2026, 0, 1 },      { 2026, 13, 1 },        { 2026, 1, 0 },
        { 2026, 1, 32 }, { 2026, -1, 1 }, { 2026, 1, -1 },     { 1899, 12, 31 },       { 2200, 1, 1 },
        { 0, 1, 1 },     { 26, 1, 1 },    { INT32_MAX, 1, 1 }, { 2026, INT32_MAX, 1 },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct day none = { 42 };
        assert_false(day_of(rows[i][0], rows[i][1], rows[i][2], &none));
        assert_int_equal(none.number, 42);
    }
}

static void refuses_other_ways_of_writing_a_day(void **state)
{
    (void)state;
    static const char *const rows[] = { "",           "2026-02-30", "2026-13-01",          "2026-00-10",  "2026-1-1",
                                        "26-01-01",   "2026/01/01", "2026-01-01 ",         " 2026-01-01", "01-01-2026",
                                        "20260101",   "2026-01-1x", "2026-01-+1",          "-026-01-01",  "1899-12-31",
                                        "2200-01-01", "0000-00-00", "2026-01-01T00:00:00Z" };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct day none = { 42 };
        if (day_parse_iso(text_of(rows[i]), &none) || none.number != 42) {
            fail_msg("\"%s\" was read as a day", rows[i]);
        }
    }
    struct day none = DAY_NONE;
    assert_true(day_is_none(none));
    assert_false(day_parse_iso(TEXT_EMPTY, &none));
    assert_false(day_is_none(day(1970, 1, 1)));
}

static void counts_full_years_up_to_a_birthday(void **state)
{
    (void)state;
    static const struct {
        int from[3];
        int to[3];
        int years;
        int months;
    } rows[] = {
        { { 1990, 6, 15 }, { 2022, 6, 14 }, 31, 383 }, { { 1990, 6, 15 }, { 2022, 6, 15 }, 32, 384 },
        { { 1990, 6, 15 }, { 2022, 6, 16 }, 32, 384 }, { { 1990, 12, 31 }, { 1991, 1, 1 }, 0, 0 },
        { { 2004, 2, 29 }, { 2005, 2, 28 }, 0, 11 },   { { 2004, 2, 29 }, { 2005, 3, 1 }, 1, 12 },
        { { 2004, 2, 29 }, { 2008, 2, 28 }, 3, 47 },   { { 2004, 2, 29 }, { 2008, 2, 29 }, 4, 48 },
        { { 2022, 1, 31 }, { 2022, 2, 28 }, 0, 0 },    { { 2022, 1, 31 }, { 2022, 3, 1 }, 0, 1 },
        { { 2022, 1, 31 }, { 2022, 3, 31 }, 0, 2 },    { { 2022, 5, 5 }, { 2022, 5, 5 }, 0, 0 },
        { { 2022, 5, 5 }, { 2021, 5, 4 }, 0, 0 },      { { 1900, 1, 1 }, { 2199, 12, 31 }, 299, 3599 },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct day from = day(rows[i].from[0], rows[i].from[1], rows[i].from[2]);
        struct day to = day(rows[i].to[0], rows[i].to[1], rows[i].to[2]);
        assert_int_equal(day_years_between(from, to), rows[i].years);
        assert_int_equal(day_months_between(from, to), rows[i].months);
    }
}

static void the_day_changes_in_jakarta_at_17_00_utc(void **state)
{
    (void)state;
    int64_t day_start = (int64_t)day(2026, 11, 22).number * 86400;
    assert_int_equal(day_in_jakarta(day_start + 16 * 3600 + 59 * 60 + 59).number, day(2026, 11, 22).number);
    assert_int_equal(day_in_jakarta(day_start + 17 * 3600).number, day(2026, 11, 23).number);
    assert_int_equal(day_in_jakarta(day_start - 7 * 3600).number, day(2026, 11, 22).number);
    assert_int_equal(day_in_jakarta(day_start - 7 * 3600 - 1).number, day(2026, 11, 21).number);
    assert_int_equal(day_in_jakarta(-7 * 3600).number, 0);
    assert_int_equal(day_in_jakarta(-7 * 3600 - 1).number, -1); /* before 1970, rounding goes down */
}

static void prints_utc_seconds_as_the_second_they_are(void **state)
{
    (void)state;
    static const struct {
        int64_t utc;
        const char *text;
    } rows[] = {
        { 0, "1970-01-01T00:00:00Z" },         { -1, "1969-12-31T23:59:59Z" },         { 951782399, "2000-02-28T23:59:59Z" },
        { 951782400, "2000-02-29T00:00:00Z" }, { 1795341600, "2026-11-22T10:00:00Z" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct buffer shown = { 0 };
        utc_print(rows[i].utc, &shown);
        assert_text(buffer_text(&shown), rows[i].text);
        buffer_free(&shown);
    }
    assert_true(utc_now() > 1700000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_1900_to_2199_has_its_number_and_comes_back),
        cmocka_unit_test(knows_leap_years_and_those_that_are_none),
        cmocka_unit_test(refuses_days_that_do_not_exist),
        cmocka_unit_test(refuses_other_ways_of_writing_a_day),
        cmocka_unit_test(counts_full_years_up_to_a_birthday),
        cmocka_unit_test(the_day_changes_in_jakarta_at_17_00_utc),
        cmocka_unit_test(prints_utc_seconds_as_the_second_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
