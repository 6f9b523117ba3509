/* vault: what belongs to a ledger and does not lie in it: the folder FILE.d with its keys and checkpoints.
 *
 * Law: every name says whose it is: the first digits of the ledger's id, so that another ledger of the same name finds its own.
 *     5f3b12ac-9d0e11aa.key            the key with that id, mode 0600
 *     5f3b12ac-000000004711.checkpoint the ledger when it had so many entries
 * Keys of officers bear their names, officer-NAME.key. */
#ifndef LEDGER_VAULT_H
#define LEDGER_VAULT_H

#include "ledger/identity.h"

/* "FILE.d/", by the file's true name: a link to a ledger has no folder of its own. */
void vault_folder(const struct store *store, struct buffer *out);
/* Removes what killed programs left in it (base/leftover.h). */
void vault_tidy(const struct store *store);
/* Makes it (mode 0700) unless it is there. Errors: it is a link, everybody may write in it, or it is another's than the ledger and the user. */
const struct error *vault_make(const struct store *store);

/* Before an officer's name: officer-NAME.key. */
#define VAULT_OFFICER "officer-"
void vault_key_path(const struct store *store, const struct identity *identity, const struct verifier *key, struct buffer *out);
void vault_checkpoint_path(const struct store *store, const struct identity *identity, uint64_t size, struct buffer *out);

/* The paths of all checkpoints in the folder, other ledgers' too, by name: those of one ledger by their size. */
struct vault_list {
    char **paths; /* owned */
    size_t count;
    size_t capacity;
};
#define SCOPED_VAULT_LIST __attribute__((cleanup(vault_list_free)))
const struct error *vault_list(const struct store *store, struct vault_list *out); /* none when there is no folder */
const struct error *vault_list_keys(const struct store *store, struct vault_list *out); /* the same of its keys, officers' too */
void vault_list_free(struct vault_list *list); /* takes a zeroed one */

/* The newest checkpoint of that ledger that holds at least `size` entries; *out is left empty when there is none. Those whose
 * signature does not hold are left out; with `own`, so are those that none of the ledger's keys signed. */
const struct error *vault_newest(const struct store *store, const struct identity *identity, bool own, uint64_t size, struct buffer *path_out,
                                 struct buffer *out);

#endif
