/* lpj_overdue: who owes a report of use on a day, and for how long.
 *
 * Law: owed = received + missing, to the rupiah: somebody whose report accounts for less than what is kept stays among the missing with the rest.
 * Only what happened up to that day counts: money that the bank paid by then, less what was given back by then, and
 * reports received by then. Where the year states no deadline nobody is late. */
#ifndef PROGRAMME_LPJ_OVERDUE_H
#define PROGRAMME_LPJ_OVERDUE_H

#include "programme/programme.h"

enum lpj_age { LPJ_NOT_DUE, LPJ_TO_30, LPJ_TO_60, LPJ_TO_90, LPJ_OVER_90, LPJ_NO_DEADLINE };
#define LPJ_AGES (LPJ_NO_DEADLINE + 1)
const char *lpj_age_name(enum lpj_age age); /* "1-30" */

struct lpj_sum {
    int64_t people;
    struct money amount;
};

struct lpj_missing {
    int64_t nik;
    struct buffer name;
    struct buffer kabupaten; /* of the business */
    struct money amount;     /* kept of the grant, and no report accounts for it */
    struct day receipt;      /* the bank's day */
    struct day due;          /* the last day in time; DAY_NONE without a deadline */
    int64_t age;             /* days after `due`; 0 or less: in time */
};

struct lpj_overview {
    int year;
    struct day day;
    struct lpj_deadline deadline; /* months 0 and DAY_NONE: the year states none */
    bool assumed;                 /* nobody published it */
    struct lpj_sum owed;          /* paid by then, and not given back whole */
    struct lpj_sum received;      /* of these: with a report; the amount is what the reports account for of what is kept */
    struct lpj_sum rest;          /* of these: the report accounts for less; the amount is what is missing */
    struct lpj_sum missing[LPJ_AGES]; /* without a report, or with a rest */
    struct lpj_missing *items; /* owned; the longest overdue first, then by NIK */
    size_t count;
};

#define SCOPED_LPJ_OVERVIEW __attribute__((cleanup(lpj_overview_free)))
/* Errors: REFUSED when the ledger does not have the year. */
const struct error *lpj_overview_load(struct store *store, int year, struct day day, struct lpj_overview *out);
void lpj_overview_free(struct lpj_overview *overview); /* takes a zeroed one */

#endif
