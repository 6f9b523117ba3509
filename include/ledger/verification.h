/* verification: everything recomputed from the journal's bytes.
 *
 * Law: report, never repair. */
#ifndef LEDGER_VERIFICATION_H
#define LEDGER_VERIFICATION_H

#include "ledger/journal.h"

struct verification {
    int64_t entries;
    struct digest root;
    int64_t erased;    /* decisions that cannot be derived again: the person was erased */
    int64_t touched;   /* decisions that rested on somebody who was erased, and come out otherwise without */
    int64_t first_bad; /* position where the first thing is wrong; -1 when it has no place in the journal */
};

/* Called for every entry in order, after the entry itself was found sound. */
typedef const struct error *entry_visitor(void *context, int64_t position, struct text entry);

/* The file's structure and schema, each entry's hash, the order without gaps, the tree heads, the transfers and balances
 * rebuilt and compared. Call it inside transaction_begin_read: others may be writing.
 * Errors: kind UNVERIFIED, names the first thing that is wrong; `out` is set all the same. */
const struct error *ledger_verify(struct store *store, entry_visitor *visit, void *context, struct verification *out);

#endif
