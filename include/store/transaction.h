/* transaction: a change of the books, whole or not at all.
 *
 * Law: commit proves the books first: the entries of this transaction are checked again in SQL (schema/proof.sql). */
#ifndef STORE_TRANSACTION_H
#define STORE_TRANSACTION_H

#include "base/error.h"
#include "store/store.h"

struct transaction {
    struct store *store; /* NULL when none is open */
    bool makes_schema;   /* this transaction made the ledger file */
    bool renews_schema;  /* it brought the file of an older program up to date: tables may be new and empty */
};

#define SCOPED_TRANSACTION __attribute__((cleanup(transaction_rollback)))

/* Takes the write lock; makes or migrates the schema when needed. Errors: busy after 5 seconds, disk, read-only; UNVERIFIED: somebody
 * changed the schema since the store was opened. */
const struct error *transaction_begin(struct store *store, struct transaction *out);
/* One unchanging view of the books for reading. */
const struct error *transaction_begin_read(struct store *store, struct transaction *out);
/* Errors: as above, and the transaction is not in the books; UNKNOWN: the disk failed at the last step, and it may be in the books. What was
 * made for it outside the file must not be taken back then. */
const struct error *transaction_commit(struct transaction *transaction);
void transaction_rollback(struct transaction *transaction); /* takes a zeroed one */

#endif
