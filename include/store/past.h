/* past: the ledger as it stood when its journal was shorter, for reading.
 *
 * Law: whoever reads after store_go_back, by whatever query, sees what the first entries tell and nothing since; only what an erasure
 * removed stays removed, and whose it was stays known. The SQL of it is schema/past.sql. */
#ifndef STORE_PAST_H
#define STORE_PAST_H

#include "base/error.h"
#include "store/store.h"

/* Inside a transaction for reading, without a query open, before the first thing is read; until that transaction ends. `entries` is the
 * end of a transaction of the ledger. Takes time and temporary room by the number of applicants. */
const struct error *store_go_back(struct store *store, int64_t entries);

#endif
