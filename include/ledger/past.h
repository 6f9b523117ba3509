/* past: the ledger's tree as it was at earlier sizes, and whether it still is what was signed of it.
 *
 * Law: what is compared with is kept outside the ledger file; the ledger alone cannot show that it is not an older copy. */
#ifndef LEDGER_PAST_H
#define LEDGER_PAST_H

#include "ledger/identity.h"
#include "ledger/proof.h"

/* From the stored leaf hashes, inside a transaction. Errors: UNVERIFIED when leaves are missing; FAILED beyond the end. */
const struct error *past_root(struct store *store, uint64_t size, struct digest *out);
const struct error *past_prove_inclusion(struct store *store, uint64_t index, uint64_t size, struct proof *out);
const struct error *past_prove_consistency(struct store *store, uint64_t before, uint64_t size, struct proof *out);
const struct error *past_entry(struct store *store, uint64_t index, struct buffer *out); /* its canonical text */

/* The tree of `checkpoint` grows into the newest one by the entries since, and those alone: takes time by their number.
 * Errors: UNVERIFIED, saying whether the ledger was rolled back or rewritten; `name` is that of the checkpoint. */
const struct error *past_extends(struct store *store, const struct identity *identity, const char *name, const struct checkpoint *checkpoint);

enum comparison {
    COMPARISON_AGREES,
    COMPARISON_UNSIGNED, /* agrees, but no key of the journal vouches for it: says nothing */
    COMPARISON_FOREIGN,  /* speaks of another ledger */
    COMPARISON_DAMAGED,  /* is no checkpoint, or its signature does not hold: says nothing */
};

/* Checkpoints compared one after another. */
struct past {
    struct store *store;
    const struct identity *identity;
    uint64_t *agreed; /* sizes of the checkpoints that agree; owned */
    size_t agreed_count;
    size_t agreed_capacity;
    int64_t first_bad; /* after UNVERIFIED: the first entry that may be another than it was; -1 when nothing says */
};
#define SCOPED_PAST __attribute__((cleanup(past_free)))
void past_free(struct past *past); /* takes a zeroed one */
/* The largest size that agrees, below the limit; 0 when there is none. */
uint64_t past_agreed(const struct past *past, uint64_t limit);

/* `bytes` is a note. The ledger must verify by itself. Errors: UNVERIFIED, in words that tell rolled back and rewritten apart. */
const struct error *past_compare(struct past *past, const char *name, struct text bytes, enum comparison *out);
/* The same with one from paper: there is no signature to check. */
const struct error *past_compare_short(struct past *past, const struct short_checkpoint *paper, enum comparison *out);

#endif
