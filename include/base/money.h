/* money: whole rupiah, never a float.
 *
 * Law: an amount is 0 .. 2^53 - 1, so that a spreadsheet keeps it; arithmetic is checked. */
#ifndef BASE_MONEY_H
#define BASE_MONEY_H

#include "base/text.h"

#define MONEY_MAX INT64_C(9007199254740991)

struct money {
    int64_t rupiah;
};

/* False, and *out untouched, when the result would leave 0 .. MONEY_MAX. */
bool money_of(int64_t rupiah, struct money *out) __attribute__((warn_unused_result));
bool money_add(struct money a, struct money b, struct money *out) __attribute__((warn_unused_result));
bool money_subtract(struct money a, struct money b, struct money *out) __attribute__((warn_unused_result));
bool money_multiply(struct money amount, int64_t count, struct money *out) __attribute__((warn_unused_result));

/* Reads what offices write: "10000000", "Rp 1.500.000", "Rp1.500.000,-", "1.500.000,00". Groups of three or none;
 * a fraction must be zero; a sign is refused. */
bool money_parse(struct text text, struct money *out) __attribute__((warn_unused_result));

/* "Rp 37.280.000.000" */
void money_print(struct money amount, struct buffer *out);
/* A count with the reader's thousands separator: "5.043" in Indonesian, "5,043" in English. */
void count_print(int64_t count, struct buffer *out);

#endif
