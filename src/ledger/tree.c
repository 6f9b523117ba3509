#include "ledger/tree.h"

#include "base/error.h"

_Static_assert(sizeof(struct digest) == DIGEST_BYTES, "the frontier is stored as its bytes");

/* With digest_of's own hasher when there is none. */
static void hash(struct hasher *hasher, struct text prefix, struct text rest, struct digest *out)
{
    if (hasher == NULL) {
        digest_of(prefix, rest, out);
    } else {
        digest_with(hasher, prefix, rest, out);
    }
}

static void leaf_of(struct hasher *hasher, struct text entry, struct digest *out)
{
    hash(hasher, (struct text){ "\x00", 1 }, entry, out);
}

static void node(struct hasher *hasher, const struct digest *left, const struct digest *right, struct digest *out)
{
    char pair[2 * DIGEST_BYTES];
    memcpy(pair, left->bytes, DIGEST_BYTES);
    memcpy(pair + DIGEST_BYTES, right->bytes, DIGEST_BYTES);
    hash(hasher, (struct text){ "\x01", 1 }, (struct text){ pair, sizeof(pair) }, out);
}

static void append(struct tree *tree, struct hasher *hasher, const struct digest *leaf)
{
    struct digest merged = *leaf;
    /* Each one at the low end of the size is a complete subtree as large as what is being merged. */
    for (uint64_t size = tree->size; (size & 1) == 1; size >>= 1) {
        tree->count -= 1;
        node(hasher, &tree->frontier[tree->count], &merged, &merged);
    }
    CHECK(tree->count < TREE_FRONTIER_MAX);
    tree->frontier[tree->count++] = merged;
    tree->size += 1;
}

void tree_leaf(struct text entry, struct digest *out)
{
    leaf_of(NULL, entry, out);
}

void tree_node(const struct digest *left, const struct digest *right, struct digest *out)
{
    node(NULL, left, right, out);
}

void tree_append(struct tree *tree, const struct digest *leaf)
{
    append(tree, NULL, leaf);
}

void tree_append_entry(struct tree *tree, struct hasher *hasher, struct text entry, struct digest *leaf_out)
{
    leaf_of(hasher, entry, leaf_out);
    append(tree, hasher, leaf_out);
}

void tree_root(const struct tree *tree, struct digest *out)
{
    if (tree->count == 0) {
        digest_of(TEXT_EMPTY, TEXT_EMPTY, out);
        return;
    }
    struct digest root = tree->frontier[tree->count - 1];
    for (size_t i = tree->count - 1; i > 0; i--) {
        node(NULL, &tree->frontier[i - 1], &root, &root);
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
