/* witness: the outsider's side: one small file that remembers how far a ledger was seen, and refuses any other past.
 *
 * Law: what was seen once must be the beginning of everything that is seen later; only then the witness signs, too.
 * The file, which fits on a USB stick: a line `dumisake-witness v1`, a line `ledger` with the key it watches, the witness's own
 * key as ledger/key.h writes it, an empty line, and the last checkpoint with its cosignature. */
#ifndef LEDGER_WITNESS_H
#define LEDGER_WITNESS_H

#include "ledger/proof_file.h"

#define WITNESS_NOTE_MAX 4096 /* bytes of a checkpoint that it keeps */

struct witness {
    struct key *key; /* owned */
    struct verifier ledger;
    struct buffer seen;  /* the last note, cosigned; empty when none was seen */
    uint64_t seen_size;  /* of it; 0 when none */
    struct digest seen_root;
};

#define SCOPED_WITNESS __attribute__((cleanup(witness_free)))
void witness_free(struct witness *witness); /* takes a zeroed one */

/* A new one that has seen nothing. */
void witness_new(struct text name, const struct verifier *ledger, struct witness *out);

/* Errors: FAILED when the text is not a witness's, REFUSED when it is sealed and the passphrase another. */
const struct error *witness_parse(const char *where, struct text text, struct text passphrase, struct witness *out);
void witness_print(const struct witness *witness, struct text passphrase, struct buffer *secret_out);
/* Without opening the key: the last note, empty when there is none; false when the text is not a witness's. */
bool witness_seen(struct text text, struct text *note_out);

/* Looks at what it is shown, remembers it, and writes the cosigned checkpoint. Errors, after which nothing has changed:
 * UNVERIFIED for another ledger, a signature that is not of its key, a ledger that was rolled back or rewritten (the words say
 * which); FAILED when the proof is for a witness that has seen something else. */
const struct error *witness_update(struct witness *witness, const struct exchange *exchange, int64_t utc, struct buffer *cosigned_out);

#endif
