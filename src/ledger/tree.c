#include "ledger/tree.h"

#include "base/error.h"

_Static_assert(sizeof(struct digest) == DIGEST_BYTES, "the frontier is stored as its bytes");

void tree_leaf(struct text entry, struct digest *out)
{
    digest_of((struct text){ "\x00", 1 }, entry, out);
}

void tree_node(const struct digest *left, const struct digest *right, struct digest *out)
{
    char pair[2 * DIGEST_BYTES];
    memcpy(pair, left->bytes, DIGEST_BYTES);
    memcpy(pair + DIGEST_BYTES, right->bytes, DIGEST_BYTES);
    digest_of((struct text){ "\x01", 1 }, (struct text){ pair, sizeof(pair) }, out);
}

void tree_append(struct tree *tree, const struct digest *leaf)
{
    struct digest merged = *leaf;
    /* Each one at the low end of the size is a complete subtree as large as what is being merged. */
    for (uint64_t size = tree->size; (size & 1) == 1; size >>= 1) {
        tree->count -= 1;
        tree_node(&tree->frontier[tree->count], &merged, &merged);
    }
    CHECK(tree->count < TREE_FRONTIER_MAX);
    tree->frontier[tree->count++] = merged;
    tree->size += 1;
}

void tree_root(const struct tree *tree, struct digest *out)
{
    if (tree->count == 0) {
        digest_of(TEXT_EMPTY, TEXT_EMPTY, out);
        return;
    }
    struct digest root = tree->frontier[tree->count - 1];
    for (size_t i = tree->count - 1; i > 0; i--) {
        tree_node(&tree->frontier[i - 1], &root, &root);
    }
    *out = root;
}

bool tree_restore(struct tree *tree, uint64_t size, struct text frontier)
{
    size_t count = (size_t)__builtin_popcountll(size);
    if (frontier.length != count * DIGEST_BYTES) {
        return false;
    }
    tree->size = size;
    tree->count = count;
    if (count > 0) {
        memcpy(tree->frontier, frontier.bytes, frontier.length);
    }
    return true;
}

struct text tree_frontier(const struct tree *tree)
{
    return (struct text){ (const char *)tree->frontier, tree->count * DIGEST_BYTES };
}
