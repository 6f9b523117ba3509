/* day: a calendar day (proleptic Gregorian) and the UTC second of an event. */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include "base/text.h"

struct day {
    int32_t number; /* days since 1970-01-01 */
};

#define DAY_NONE ((struct day){ INT32_MIN })
static inline bool day_is_none(struct day day)
{
    return day.number == INT32_MIN;
}

/* Years 1900-2199; false for a day that does not exist. */
bool day_of(int year, int month, int date, struct day *out) __attribute__((warn_unused_result));
void day_split(struct day day, int *year, int *month, int *date);

/* "yyyy-mm-dd" only. */
bool day_parse_iso(struct text text, struct day *out) __attribute__((warn_unused_result));
void day_print(struct day day, struct buffer *out); /* yyyy-mm-dd */
void day_print_words(struct day day, struct buffer *out); /* "31 Desember 2024", for papers in Indonesian */

/* Full calendar years / months from `from` to `to`; 0 when `to` is earlier. A 29 February birthday counts on 1 March. */
int day_years_between(struct day from, struct day to);
int day_months_between(struct day from, struct day to);
/* The same date `months` later; the last day of the month where that date does not exist. */
struct day day_add_months(struct day day, int months);

/* Source: Asia/Jakarta is UTC+7 without summer time. */
struct day day_in_jakarta(int64_t utc_seconds);
int64_t utc_now(void);
void utc_print(int64_t utc_seconds, struct buffer *out); /* 2026-11-22T10:00:00Z */

#endif
