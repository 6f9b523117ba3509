/* payout_entry: where in the journal a payout stands. */
#ifndef PROGRAMME_PAYOUT_ENTRY_H
#define PROGRAMME_PAYOUT_ENTRY_H

#include "base/error.h"
#include "base/text.h"
#include "store/store.h"

/* The entry that made the payout, or the last one that moved its money. By its reference, as in the bank's file, or its number.
 * Errors: REFUSED when there is none. */
const struct error *payout_entry_find(struct store *store, struct text word, bool last, int64_t *position_out);

#endif
