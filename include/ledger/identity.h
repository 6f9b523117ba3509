/* identity: which ledger it is, and whose signature its checkpoints bear.
 *
 * Law: the id is that of the journal's first entry, the keys are those of its `key` entries; the last one signs. */
#ifndef LEDGER_IDENTITY_H
#define LEDGER_IDENTITY_H

#include "ledger/checkpoint.h"
#include "store/store.h"

struct identity {
    char id[LEDGER_ID_LENGTH + 1];
    char origin[sizeof(CHECKPOINT_ORIGIN) + LEDGER_ID_LENGTH]; /* of its checkpoints */
    size_t key_count;
    struct verifier *keys; /* owned */
    uint64_t size;         /* entries under the newest tree head */
    struct digest root;    /* of them, as stored */
};

#define SCOPED_IDENTITY __attribute__((cleanup(identity_free)))

/* Inside a transaction. Errors: UNVERIFIED when the journal has no beginning or a key cannot be read. */
const struct error *identity_read(struct store *store, struct identity *out);
void identity_free(struct identity *identity); /* takes a zeroed one */

#endif
