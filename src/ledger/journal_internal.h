/* What the ways of posting share: journal.c, posting.c. */
#ifndef JOURNAL_INTERNAL_H
#define JOURNAL_INTERNAL_H

#include "ledger/journal.h"

/* The last lines of an entry that moves money. */
void entry_add_transfer(struct journal *journal, int year, enum account from, enum account to, struct money amount);
/* In the balances that the seal will store. Errors: REFUSED when `from` does not hold as much; then nothing moved. */
const struct error *journal_move(struct journal *journal, int year, enum account from, enum account to, struct money amount);

#endif
