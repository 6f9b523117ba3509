/* verification: the register, decisions, batches and payouts against the journal. */
#ifndef PROGRAMME_VERIFICATION_H
#define PROGRAMME_VERIFICATION_H

#include "ledger/verification.h"

/* ledger_verify, and every table of this floor rebuilt or compared. Errors: UNVERIFIED; `out` is set all the same. */
const struct error *programme_verify(struct store *store, struct verification *out);

#endif
