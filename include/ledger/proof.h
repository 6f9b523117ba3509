/* proof: that an entry is in a tree, and that a tree is the beginning of a larger one.
 *
 * Source: RFC 6962 sections 2.1.1 and 2.1.2; RFC 9162 sections 2.1.3.2 and 2.1.4.2 for checking them. */
#ifndef LEDGER_PROOF_H
#define LEDGER_PROOF_H

#include "ledger/tree.h"

#define PROOF_MAX 64 /* hashes; no tree needs more */

struct proof {
    size_t count;
    struct digest path[PROOF_MAX]; /* from the leaf's side up to the root's */
};

/* The leaves [from, to) whose subtree's root stands at that place of a proof. */
struct proof_part {
    uint64_t from;
    uint64_t to;
};
struct proof_plan {
    size_t count;
    struct proof_part parts[PROOF_MAX];
};
void proof_plan_inclusion(uint64_t index, uint64_t size, struct proof_plan *out);    /* index < size */
void proof_plan_consistency(uint64_t before, uint64_t size, struct proof_plan *out); /* before <= size; empty when 0 or equal */

bool proof_shows_inclusion(const struct proof *proof, const struct digest *leaf, uint64_t index, uint64_t size, const struct digest *root);
bool proof_shows_consistency(const struct proof *proof, uint64_t before, const struct digest *root_before, uint64_t size, const struct digest *root);

#endif
