/* nik_column: what a whole column of person numbers says of how it was treated.
 *
 * Law: a single number cannot be told from a damaged one here; many together can. */
#ifndef IMPORTER_NIK_COLUMN_H
#define IMPORTER_NIK_COLUMN_H

#include "base/finding.h"

/* Spreadsheets keep 15 digits: the sixteenth becomes 0. One in ten ends in 0 by itself. */
#define NIK_ZEROS_ROWS 50
#define NIK_ZEROS_PERCENT 30
/* Above 2^53 a number that went through a double is even. */
#define NIK_DOUBLES_ROWS 10

struct nik_column {
    int64_t count; /* numbers of sixteen digits */
    int64_t zeros; /* of these, those that end in 0 */
    int64_t large; /* above 2^53: provinces 91 to 96 */
    int64_t even;  /* of these */
};

static inline void nik_column_add(struct nik_column *column, int64_t number)
{
    column->count += 1;
    column->zeros += number % 10 == 0 ? 1 : 0;
    if (number > INT64_C(9007199254740992)) {
        column->large += 1;
        column->even += number % 2 == 0 ? 1 : 0;
    }
}

static inline bool nik_column_lost_sixteenth(const struct nik_column *column)
{
    return column->count >= NIK_ZEROS_ROWS && column->zeros * 100 > column->count * NIK_ZEROS_PERCENT;
}

static inline bool nik_column_through_doubles(const struct nik_column *column)
{
    return column->large >= NIK_DOUBLES_ROWS && column->even == column->large;
}

/* Warnings of the file as a whole, which stand at the header's line; `at` is the NIK's column. */
void nik_column_report(const struct nik_column *column, int64_t line, int at, struct findings *findings);

#endif
