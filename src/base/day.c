#include "base/day.h"

#include <time.h>

#include "base/error.h"

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month)
{
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

bool day_of(int year, int month, int date, struct day *out)
{
    if (year < 1900 || year > 2199 || month < 1 || month > 12 || date < 1 || date > month_length(year, month)) {
        return false;
    }
    /* Days from 1970-01-01, years counted from March so that the leap day ends a year. */
    int shifted = month <= 2 ? year - 1 : year;
    int era_year = shifted % 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + date - 1;
    int day_of_era = era_year * 365 + era_year / 4 - era_year / 100 + day_of_year;
    out->number = (shifted / 400) * 146097 + day_of_era - 719468;
    return true;
}

void day_split(struct day day, int *year, int *month, int *date)
{
    int shifted = day.number + 719468;
    int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int day_of_era = shifted - era * 146097;
    int era_year = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * era_year + era_year / 4 - era_year / 100);
    int month_from_march = (5 * day_of_year + 2) / 153;
    *date = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    *month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    *year = era_year + era * 400 + (*month <= 2 ? 1 : 0);
}

bool day_parse_iso(struct text text, struct day *out)
{
    int64_t year;
    int64_t month;
    int64_t date;
    if (text.length != 10 || text.bytes[4] != '-' || text.bytes[7] != '-' ||
        !text_to_integer((struct text){ text.bytes, 4 }, &year) ||
        !text_to_integer((struct text){ text.bytes + 5, 2 }, &month) ||
        !text_to_integer((struct text){ text.bytes + 8, 2 }, &date)) {
        return false;
    }
    return day_of((int)year, (int)month, (int)date, out);
}

static void add_padded(struct buffer *out, int value, int width)
{
    char digits[12];
    for (int i = width - 1; i >= 0; i--) {
        digits[i] = (char)('0' + value % 10);
        value /= 10;
    }
    buffer_add(out, (struct text){ digits, (size_t)width });
}

void day_print(struct day day, struct buffer *out)
{
    int year;
    int month;
    int date;
    day_split(day, &year, &month, &date);
    add_padded(out, year, 4);
    buffer_add_byte(out, '-');
    add_padded(out, month, 2);
    buffer_add_byte(out, '-');
    add_padded(out, date, 2);
}

int day_months_between(struct day from, struct day to)
{
    int from_year;
    int from_month;
    int from_date;
    int to_year;
    int to_month;
    int to_date;
    if (to.number <= from.number) {
        return 0;
    }
    day_split(from, &from_year, &from_month, &from_date);
    day_split(to, &to_year, &to_month, &to_date);
    return (to_year - from_year) * 12 + (to_month - from_month) - (to_date < from_date ? 1 : 0);
}

struct day day_add_months(struct day day, int months)
{
    int year;
    int month;
    int date;
    struct day later;
    day_split(day, &year, &month, &date);
    int total = year * 12 + month - 1 + months;
    int last = month_length(total / 12, total % 12 + 1);
    CHECK(day_of(total / 12, total % 12 + 1, date < last ? date : last, &later));
    return later;
}

int day_years_between(struct day from, struct day to)
{
    return day_months_between(from, to) / 12;
}

void day_print_words(struct day day, struct buffer *out)
{
    static const char *const months[] = { "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember" };
    int year;
    int month;
    int date;
    day_split(day, &year, &month, &date);
    buffer_format(out, "%d %s %d", date, months[month - 1], year);
}

struct day day_in_jakarta(int64_t utc_seconds)
{
    int64_t local = utc_seconds + 7 * 3600;
    int64_t days = local / 86400;
    return (struct day){ (int32_t)(local % 86400 < 0 ? days - 1 : days) };
}

int64_t utc_now(void)
{
    return (int64_t)time(NULL);
}

void utc_print(int64_t utc_seconds, struct buffer *out)
{
    int64_t second = utc_seconds % 86400;
    int64_t days = utc_seconds / 86400;
    if (second < 0) {
        second += 86400;
        days -= 1;
    }
    day_print((struct day){ (int32_t)days }, out);
    buffer_add_byte(out, 'T');
    add_padded(out, (int)(second / 3600), 2);
    buffer_add_byte(out, ':');
    add_padded(out, (int)(second / 60 % 60), 2);
    buffer_add_byte(out, ':');
    add_padded(out, (int)(second % 60), 2);
    buffer_add_byte(out, 'Z');
}
