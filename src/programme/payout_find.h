/* The payout of a person whose money is in a certain account, with the day of what put it there. */
#ifndef PROGRAMME_PAYOUT_FIND_H
#define PROGRAMME_PAYOUT_FIND_H

#include "ledger/journal.h"
#include "programme/payee.h"

struct found_payout {
    int64_t id;
    int64_t applicant_id;
    int64_t batch_id;
    struct money amount;
    struct day bank_day; /* the bank's date of its last answer; DAY_NONE = none */
    struct day answered; /* effective day of that answer; DAY_NONE = none */
};

/* Errors: FAILED when the year has no applicant with that NIK or no payout has that reference, REFUSED when no payout of the person
 * has its money there: says where it is; REFUSED for a reference of somebody who has a NIK, or of another year. */
const struct error *payout_find(struct store *store, int year, const struct payee *payee, enum account account, struct found_payout *out);

/* Moves a payout's row; the caller posted the transfer. Errors: UNVERIFIED when it is not where it was found. */
const struct error *payout_move(struct store *store, int64_t payout_id, enum account from, enum account to);

/* The effective day of the event lies before the day of what it follows. Errors: REFUSED. */
const struct error *payout_day_check(const struct journal *journal, struct day earlier);

#endif
