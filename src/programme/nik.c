#include "programme/nik.h"

#include "programme/region.h"

enum { NUMBER_DIGITS = 16, WOMAN_DATE_OFFSET = 40 };

/* The digits as a number, without blanks around and Excel's apostrophe. */
static enum nik_fault parse_sixteen(struct text text, int64_t *out)
{
    text = text_trim(text);
    if (text.length > 0 && text.bytes[0] == '\'') {
        text.bytes += 1;
        text.length -= 1;
    }
    if (!text_all_digits(text)) {
        return NIK_NOT_DIGITS;
    }
    if (text.length != NUMBER_DIGITS || text.bytes[0] == '0') {
        return NIK_LENGTH;
    }
    return text_to_integer(text, out) ? NIK_SOUND : NIK_LENGTH;
}

/* Day (with a woman's 40), month and two-digit year of the outward shape. */
static void split_date(int64_t number, int *date, int *month, int *year)
{
    int64_t digits = number / 10000 % 1000000;
    *date = (int)(digits / 10000);
    *month = (int)(digits / 100 % 100);
    *year = (int)(digits % 100);
}

/* The century is not written: 29 February is possible when any of the two centuries has it. */
static bool date_possible(int date, int month, int year)
{
    struct day ignored;
    return day_of(1900 + year, month, date, &ignored) || day_of(2000 + year, month, date, &ignored);
}

enum nik_fault nik_parse(struct text text, struct nik *out)
{
    int64_t number;
    int date;
    int month;
    int year;
    enum nik_fault fault = parse_sixteen(text, &number);
    if (fault != NIK_SOUND) {
        return fault;
    }
    if (region_find((int)(number / 100000000000000)) == NULL) {
        return NIK_PROVINCE;
    }
    split_date(number, &date, &month, &year);
    if (!date_possible(date > WOMAN_DATE_OFFSET ? date - WOMAN_DATE_OFFSET : date, month, year)) {
        return NIK_DATE;
    }
    if (number % 10000 == 0) {
        return NIK_SERIAL;
    }
    out->number = number;
    return NIK_SOUND;
}

enum nik_fault family_card_parse(struct text text, struct family_card *out)
{
    int64_t number;
    enum nik_fault fault = parse_sixteen(text, &number);
    if (fault == NIK_SOUND) {
        out->number = number;
    }
    return fault;
}

void nik_print(struct nik nik, struct buffer *out)
{
    buffer_add_integer(out, nik.number);
}

void family_card_print(struct family_card card, struct buffer *out)
{
    buffer_add_integer(out, card.number);
}

int nik_region(struct nik nik)
{
    return (int)(nik.number / 10000000000);
}

enum sex nik_sex(struct nik nik)
{
    return nik.number / 100000000 % 100 > WOMAN_DATE_OFFSET ? SEX_WOMAN : SEX_MAN;
}

struct day nik_birth(struct nik nik, struct day reference)
{
    int date;
    int month;
    int year;
    struct day birth;
    split_date(nik.number, &date, &month, &year);
    date = date > WOMAN_DATE_OFFSET ? date - WOMAN_DATE_OFFSET : date;
    if (day_of(2000 + year, month, date, &birth) && birth.number <= reference.number) {
        return birth;
    }
    return day_of(1900 + year, month, date, &birth) ? birth : DAY_NONE;
}

bool nik_agrees_with_birth(struct nik nik, struct day birth)
{
    int date;
    int month;
    int year;
    int birth_date;
    int birth_month;
    int birth_year;
    split_date(nik.number, &date, &month, &year);
    day_split(birth, &birth_year, &birth_month, &birth_date);
    return (date > WOMAN_DATE_OFFSET ? date - WOMAN_DATE_OFFSET : date) == birth_date && month == birth_month && year == birth_year % 100;
}

bool family_card_date_possible(struct family_card card)
{
    int date;
    int month;
    int year;
    split_date(card.number, &date, &month, &year);
    return date_possible(date, month, year);
}
