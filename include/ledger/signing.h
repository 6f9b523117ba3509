/* signing: the ledger's own key, and the checkpoints it signs.
 *
 * Law: never two checkpoints that do not belong to one history; never a new key that the journal does not tell of. */
#ifndef LEDGER_SIGNING_H
#define LEDGER_SIGNING_H

#include "ledger/journal.h"
#include "ledger/past.h"
#include "ledger/vault.h"

/* Makes a key, saves it in the vault (sealed for the officers, once there are any) and appends the `key` entry that names it; it
 * signs from now on. *path_out is its file: remove it when the transaction does not commit. */
const struct error *signing_new_key(struct journal *journal, struct buffer *path_out);

/* The same for a ledger that has none yet, as part of a transaction that writes something anyway; otherwise nothing. A vault
 * that cannot be written is no error: signing_checkpoint says so. Errors: of the store. */
const struct error *signing_prepare(struct journal *journal, struct buffer *path_out);
/* Takes the key's file back, and the vault when it is empty. */
void signing_undo(const struct store *store, struct buffer *path);

/* Signs the newest tree head and puts the note into the vault, unless it is there. Inside a transaction; writes nothing into
 * the ledger. `officer` opens a key that is sealed for officers; NULL while there are none. Errors: FAILED when the key is not there,
 * saying how to go on; REFUSED when it is sealed for others; UNVERIFIED when the
 * ledger does not continue what was signed earlier. */
const struct error *signing_checkpoint(struct store *store, const struct identity *identity, const struct key *officer, struct buffer *path_out, struct buffer *note_out);

/* Seals the key for the officers as they are now: after the commit that changed them, by one who can open it (NULL: it is plain). */
const struct error *signing_reseal(struct store *store, const struct identity *identity, const struct key *officer);

#endif
