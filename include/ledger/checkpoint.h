/* checkpoint: how large a ledger was, and the root of its tree: what an outsider has to keep to catch a rewritten history.
 *
 * Law: two checkpoints of one ledger that do not belong to one history prove that somebody rewrote it.
 * Source: C2SP tlog-checkpoint; docs/proofs.md. */
#ifndef LEDGER_CHECKPOINT_H
#define LEDGER_CHECKPOINT_H

#include "ledger/note.h"
#include "ledger/tree.h"

#define CHECKPOINT_ORIGIN "dumisake.jambiprov.go.id/umkm/" /* before the ledger's id; the whole is also the key's name */
#define LEDGER_ID_LENGTH 32                                /* hexadecimal digits */

struct checkpoint {
    struct text origin; /* borrowed */
    uint64_t size;      /* entries; at most INT64_MAX */
    struct digest root;
};

/* The text of a note. False when it is not one of a checkpoint; lines after the third are allowed and ignored. */
bool checkpoint_parse(struct text text, struct checkpoint *out);
void checkpoint_print(const struct checkpoint *checkpoint, struct buffer *out);
/* A whole note. */
void checkpoint_sign(const struct checkpoint *checkpoint, const struct key *key, struct buffer *out);

/* The id at the end of the origin; false for the origin of some other log. */
bool checkpoint_ledger(const struct checkpoint *checkpoint, struct text *id_out);

/* For paper: eight digits of the ledger's id, the size, half of the root in groups of four, and four digits that tell when
 * one was copied wrongly: "5f3b12ac 1234 9f86-d081-884c-7d65-9a2f-eaa0-c55a-d015 7b1c". */
#define SHORT_ID_LENGTH 8
#define SHORT_ROOT_BYTES 16
struct short_checkpoint {
    char ledger[SHORT_ID_LENGTH + 1];
    uint64_t size;
    uint8_t root[SHORT_ROOT_BYTES];
};
void checkpoint_print_short(const struct checkpoint *checkpoint, struct buffer *out); /* the origin must be a ledger's */
/* Capitals, and blanks for hyphens or none at all, are fine. False when it is not one, or was copied wrongly. */
bool checkpoint_parse_short(struct text text, struct short_checkpoint *out);

#endif
