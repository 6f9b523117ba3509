/* Days as offices write them. */
#include "importer/day_text.h"
#include "support.h"

static struct day day_at(const char *iso)
{
    struct day day;
    assert_true(day_parse_iso(text_of(iso), &day));
    return day;
}

static const char *shown(struct day day)
{
    static char room[2][16];
    static int turn;
    struct buffer text SCOPED_BUFFER = { 0 };
    turn = 1 - turn;
    if (day_is_none(day)) {
        return "none";
    }
    day_print(day, &text);
    (void)snprintf(room[turn], sizeof(room[turn]), "%s", buffer_string(&text));
    return room[turn];
}

static void reads_the_forms_of_offices(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *day;
    } rows[] = {
        { "1990-03-12", "1990-03-12" },
        { "1990/03/12", "1990-03-12" },
        { "1990.3.12", "1990-03-12" },
        { "1990-03-12 00:00:00", "1990-03-12" },
        { "1990-03-12T00:00:00", "1990-03-12" },
        { "1990-03-12 13:45", "1990-03-12" },
        { "1990-03-12 00:00:00.000", "1990-03-12" },
        { "31/03/1990 00:00", "1990-03-31" },
        { "31/3/1990 12:00:00 AM", "1990-03-31" },
        { "31/03/1990", "1990-03-31" },
        { "31-3-90", "1990-03-31" },
        { "31.3.1990", "1990-03-31" },
        { "31 03 1990", "1990-03-31" },
        { "31 / 03 / 1990", "1990-03-31" },
        { "5/5/1990", "1990-05-05" },
        { "3 Maret 1990", "1990-03-03" },
        { "03 MARET 1990", "1990-03-03" },
        { "3  maret  1990", "1990-03-03" },
        { "12-Mar-2024", "2024-03-12" },
        { "12-Mar-24", "2024-03-12" },
        { "12 Agu 2024", "2024-08-12" },
        { "12 Ags. 2024", "2024-08-12" },
        { "17 Agustus 1945", "1945-08-17" },
        { "1 Nopember 1990", "1990-11-01" },
        { "1 Des 90", "1990-12-01" },
        { "1 dec 1990", "1990-12-01" },
        { "March 3, 1990", "1990-03-03" },
        { "Mei 3 1990", "1990-05-03" },
        { "1990 Juli 3", "1990-07-03" },
        { "3Maret1990", "1990-03-03" },
        { "Senin, 3 Maret 1990", "1990-03-03" },
        { "Jum'at, 02-02-1990", "1990-02-02" },
        { "monday, 3 march 1990", "1990-03-03" },
        { "Minggu, 3 Maret 1990 08:30:00", "1990-03-03" },
        { "29 Februari 1992", "1992-02-29" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct day_reading reading;
        day_text_read(text_of(rows[i].text), day_at("2024-06-01"), &reading);
        if (strcmp(shown(reading.day), rows[i].day) != 0 || (reading.form != DAY_CERTAIN && reading.form != DAY_DAY_FIRST)) {
            fail_msg("\"%s\": %s, form %d", rows[i].text, shown(reading.day), (int)reading.form);
        }
    }
}

static void tells_what_depends_on_the_order(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum day_form form;
        const char *day;
        const char *month_first;
    } rows[] = {
        { "04/03/1990", DAY_EITHER, "1990-03-04", "1990-04-03" },
        { "4-3-90", DAY_EITHER, "1990-03-04", "1990-04-03" },
        { "31/03/1990", DAY_DAY_FIRST, "1990-03-31", "none" },
        { "03/31/1990", DAY_MONTH_FIRST, "none", "1990-03-31" },
        { "03/31/1990 00:00", DAY_MONTH_FIRST, "none", "1990-03-31" },
        { "05/05/1990", DAY_CERTAIN, "1990-05-05", "1990-05-05" },
        { "31/31/1990", DAY_NONE_AT_ALL, "none", "none" },
        { "30/02/1990", DAY_NONE_AT_ALL, "none", "none" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct day_reading reading;
        day_text_read(text_of(rows[i].text), day_at("2024-06-01"), &reading);
        if (reading.form != rows[i].form || strcmp(shown(reading.day), rows[i].day) != 0 || strcmp(shown(reading.month_first), rows[i].month_first) != 0) {
            fail_msg("\"%s\": form %d, %s, %s", rows[i].text, (int)reading.form, shown(reading.day), shown(reading.month_first));
        }
    }
}

static void refuses_what_is_no_day(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", " ", "-", "/", "//", "1990", "Maret 1990", "3 Maret", "3 Marec 1990", "Maret Maret 1990", "3 3 Maret 1990", "12/03-1990", "12/03/1990/",
        "/12/03/1990", "12//03/1990", "12,03,1990", "12/03/190", "12/03/19900", "012/03/1990", "30 Februari 1990", "31 April 1990", "1990-13-01",
        "1990-02-30 00:00:00", "1990-03-12 25:00", "1990-03-12 00:61", "1990-03-12 :00", "1990-03-12 00:00:00:00", "1990-03-12 00:00Z", "Senin",
        "Senin, ", "Jambi, 3 Maret 1990", "90-03-12-1", "32874", "12031990", "3\xC2\xA0Maret 1990", "\x80\x80", "0/0/0000", "1/1/1800", "03-Mar-190",
    };
    for (size_t i = 0; i < ROWS(texts); i++) {
        struct day_reading reading;
        day_text_read(text_of(texts[i]), day_at("2024-06-01"), &reading);
        if (reading.form != DAY_NONE_AT_ALL || !day_is_none(reading.day)) {
            fail_msg("\"%s\": %s", texts[i], shown(reading.day));
        }
    }
}

static void a_year_of_two_digits_is_the_last_that_is_not_beyond(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *latest;
        const char *day;
    } rows[] = {
        { "31-12-23", "2024-06-01", "2023-12-31" },
        { "31-05-24", "2024-06-01", "2024-05-31" },
        { "30-06-24", "2024-06-01", "1924-06-30" },
        { "31-12-99", "2024-06-01", "1999-12-31" },
        { "30-06-24", "2034-06-01", "2024-06-30" },
        { "31-12-34", "2034-06-01", "1934-12-31" },
        { "29-02-00", "2024-06-01", "2000-02-29" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct day_reading reading;
        day_text_read(text_of(rows[i].text), day_at(rows[i].latest), &reading);
        assert_string_equal(shown(reading.day), rows[i].day);
    }
}

static void a_bank_writes_numbers_only(void **state)
{
    (void)state;
    static const char *const sound[] = { "2024-03-31", "31/03/2024", "31-3-2024", "31.03.2024" };
    static const char *const others[] = { "31/03/24", "03/31/2024", "31 Maret 2024", "2024-03-31 00:00:00", "31 03 2024", "2024/03/31", "" };
    struct day day;
    for (size_t i = 0; i < ROWS(sound); i++) {
        assert_true(day_read(text_of(sound[i]), &day));
        assert_string_equal(shown(day), "2024-03-31");
    }
    for (size_t i = 0; i < ROWS(others); i++) {
        assert_false(day_read(text_of(others[i]), &day));
    }
}

static void knows_the_serial_numbers_of_spreadsheets(void **state)
{
    (void)state;
    struct day day;
    assert_true(day_of_serial(TEXT("32874"), &day));
    assert_string_equal(shown(day), "1990-01-01");
    assert_true(day_of_serial(TEXT("45323"), &day));
    assert_string_equal(shown(day), "2024-02-01");
    assert_false(day_of_serial(TEXT("1990"), &day));
    assert_false(day_of_serial(TEXT("99999"), &day));
    assert_false(day_of_serial(TEXT("3287a"), &day));
    assert_false(day_of_serial(TEXT_EMPTY, &day));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_forms_of_offices),
        cmocka_unit_test(tells_what_depends_on_the_order),
        cmocka_unit_test(refuses_what_is_no_day),
        cmocka_unit_test(a_year_of_two_digits_is_the_last_that_is_not_beyond),
        cmocka_unit_test(a_bank_writes_numbers_only),
        cmocka_unit_test(knows_the_serial_numbers_of_spreadsheets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
