/* day_text: days as offices write them.
 *
 * Law: what is no day of the calendar is refused; whether the day or the month stands first is told, not guessed. */
#ifndef IMPORTER_DAY_TEXT_H
#define IMPORTER_DAY_TEXT_H

#include "base/day.h"

enum day_form {
    DAY_NONE_AT_ALL, /* no day in any reading */
    DAY_CERTAIN,     /* one reading: 1990-03-31, 3 Maret 1990, 05/05/1990 */
    DAY_EITHER,      /* 04/03/1990: two days, by what stands first */
    DAY_DAY_FIRST,   /* 31/03/1990 */
    DAY_MONTH_FIRST, /* 03/31/1990 */
};
#define DAY_FORMS (DAY_MONTH_FIRST + 1)

struct day_reading {
    enum day_form form;
    struct day day;         /* with the day first, or the certain one; DAY_NONE when there is none */
    struct day month_first; /* the same with the month first */
};

/* One separator of / - . or blank between numbers, the year with four digits or at the end; months by their Indonesian or
 * English names and abbreviations, a day of the week in front and a time behind are passed over. A year of two digits lies
 * in the last century that does not put the day after `latest`. */
void day_text_read(struct text text, struct day latest, struct day_reading *out);

/* A bank's day: "2024-03-31", "31/03/2024", "31-3-2024", "31.03.2024": one separator, years with four digits. */
bool day_read(struct text text, struct day *out) __attribute__((warn_unused_result));

/* The day that a spreadsheet shows for a number of five digits: 32874 is 1990-01-01. */
bool day_of_serial(struct text text, struct day *out) __attribute__((warn_unused_result));

#endif
