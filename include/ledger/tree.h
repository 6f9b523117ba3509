/* tree: the Merkle tree over the journal's entries.
 *
 * Source: RFC 6962 section 2.1. Leaf SHA-256(0x00 || entry), node SHA-256(0x01 || left || right); a tree of n leaves splits
 * at the largest power of two below n. Kept as its frontier: the roots of the complete subtrees, largest first. */
#ifndef LEDGER_TREE_H
#define LEDGER_TREE_H

#include "ledger/digest.h"

#define TREE_FRONTIER_MAX 64

struct tree {
    uint64_t size; /* leaves */
    size_t count;  /* complete subtrees: the ones in the binary form of size */
    struct digest frontier[TREE_FRONTIER_MAX];
};

void tree_leaf(struct text entry, struct digest *out);
void tree_node(const struct digest *left, const struct digest *right, struct digest *out);
void tree_append(struct tree *tree, const struct digest *leaf); /* a zeroed tree is empty */
/* The entry's leaf made and appended with the caller's own hasher, on whatever thread. */
void tree_append_entry(struct tree *tree, struct hasher *hasher, struct text entry, struct digest *leaf_out);
void tree_root(const struct tree *tree, struct digest *out);

/* From stored bytes; false when they do not fit the size. */
bool tree_restore(struct tree *tree, uint64_t size, struct text frontier);
struct text tree_frontier(const struct tree *tree); /* borrowed view */

#endif
