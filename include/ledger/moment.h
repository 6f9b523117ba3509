/* moment: a size that the journal once had.
 *
 * Law: the ledger of a day is its first entries up to the first one whose effective day lies after it; so what is told of a day that is over never
 * changes, whatever is recorded later, also with an earlier date. A transaction is never cut in half. */
#ifndef LEDGER_MOMENT_H
#define LEDGER_MOMENT_H

#include "base/day.h"
#include "store/transaction.h"

/* Inside a transaction. Errors: REFUSED when the ledger begins after that day. */
const struct error *moment_of_day(struct store *store, struct day day, int64_t *entries_out);
/* Whether a transaction ended there. Errors: REFUSED, naming the nearest sizes at which one did. */
const struct error *moment_check(struct store *store, int64_t entries);
const struct error *moment_newest(struct store *store, int64_t *entries_out);
/* From here on the store shows the ledger of that size (store/past.h); of the newest size nothing is to be done. */
const struct error *moment_show(struct store *store, int64_t entries);

#endif
