/* withdrawal: an applicant out of the running, for a reason that is kept.
 *
 * Law: the application stays in the register; nobody whose money is committed, on its way or paid is withdrawn. */
#ifndef PROGRAMME_WITHDRAWAL_H
#define PROGRAMME_WITHDRAWAL_H

#include "programme/eligibility.h"

struct withdrawal {
    bool recorded; /* false: was withdrawn before, nothing was changed */
    struct day day; /* of the withdrawal that stands */
    struct buffer reason;
};

#define SCOPED_WITHDRAWAL __attribute__((cleanup(withdrawal_free)))
/* Errors: FAILED when nobody has the NIK, REFUSED when the person's payout is in a batch or was sent. */
const struct error *withdrawal_record(struct journal *journal, int year, struct nik nik, struct text typed, struct withdrawal *out);
void withdrawal_free(struct withdrawal *withdrawal); /* takes a zeroed one */

#endif
