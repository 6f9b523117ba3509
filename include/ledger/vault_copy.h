/* vault_copy: what lies beside a ledger, for a copy of it: its keys and checkpoints, and the keys of its officers.
 *
 * Law: the folder appears under its name whole or not at all, and never over another. A checkpoint is copied as it is, also one that
 * speaks against the ledger: a copy must not look better than what it was made of. */
#ifndef LEDGER_VAULT_COPY_H
#define LEDGER_VAULT_COPY_H

#include "ledger/vault.h"

struct vault_copy {
    char *path;      /* "FILE.d" of the copy; owned; NULL: nothing lies beside the ledger */
    char *temporary; /* owned; "" once kept or dropped */
    int lock;        /* of the folder (base/leftover.h) */
    bool locked;
    struct vault_list names; /* of the files in it, without folder */
    int64_t keys;
    int64_t checkpoints;
    int64_t unread;   /* that cannot be read, and are not in it */
    bool key_missing; /* the journal names a key that signs, and its file is not there */
};

#define SCOPED_VAULT_COPY __attribute__((cleanup(vault_copy_drop)))

/* Inside the read transaction that is copied. `checkpoints` was listed before it began: then none of them is younger than the copy
 * by the work of others. Errors: FAILED when a folder of that name is there. */
const struct error *vault_copy_make(struct store *store, const struct vault_list *checkpoints, const char *path, struct vault_copy *out);
const struct error *vault_copy_keep(struct vault_copy *copy); /* puts it in place */
/* The copy that it belongs to is in place. Until then a mark lies in the folder, by which the same backup, killed in between, is made again. */
void vault_copy_finish(const struct vault_copy *copy);
void vault_copy_undo(struct vault_copy *copy); /* takes back what was kept */
void vault_copy_drop(struct vault_copy *copy); /* removes it unless it was kept; takes a zeroed one */

#endif
