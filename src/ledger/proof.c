#include "ledger/proof.h"

#include "base/error.h"

static void add_part(struct proof_plan *plan, uint64_t from, uint64_t to)
{
    CHECK(plan->count < PROOF_MAX);
    plan->parts[plan->count++] = (struct proof_part){ from, to };
}

/* From the root's child down was asked, from the leaf up is written. */
static void turn_round(struct proof_plan *plan)
{
    for (size_t i = 0; i < plan->count / 2; i++) {
        struct proof_part part = plan->parts[i];
        plan->parts[i] = plan->parts[plan->count - 1 - i];
        plan->parts[plan->count - 1 - i] = part;
    }
}

/* The largest power of two below the size, which is at least 2. */
static uint64_t split_of(uint64_t size)
{
    return UINT64_C(1) << (63 - __builtin_clzll(size - 1));
}

void proof_plan_inclusion(uint64_t index, uint64_t size, struct proof_plan *out)
{
    uint64_t from = 0;
    uint64_t to = size;
    CHECK(index < size);
    out->count = 0;
    while (to - from > 1) {
        uint64_t middle = from + split_of(to - from);
        if (index < middle) {
            add_part(out, middle, to);
            to = middle;
        } else {
            add_part(out, from, middle);
            from = middle;
        }
    }
    turn_round(out);
}

void proof_plan_consistency(uint64_t before, uint64_t size, struct proof_plan *out)
{
    uint64_t from = 0;
    uint64_t to = size;
    bool whole = true; /* what is left of the old tree is the old tree itself: its root is known to who checks */
    CHECK(before <= size);
    out->count = 0;
    if (before == 0 || before == size) {
        return;
    }
    while (before != to) {
        uint64_t middle = from + split_of(to - from);
        if (before <= middle) {
            add_part(out, middle, to);
            to = middle;
        } else {
            add_part(out, from, middle);
            from = middle;
            whole = false;
        }
    }
    if (!whole) {
        add_part(out, from, to);
    }
    turn_round(out);
}

bool proof_shows_inclusion(const struct proof *proof, const struct digest *leaf, uint64_t index, uint64_t size, const struct digest *root)
{
    if (index >= size) {
        return false;
    }
    uint64_t node = index;
    uint64_t last = size - 1;
    struct digest got = *leaf;
    for (size_t i = 0; i < proof->count; i++) {
        if (last == 0) {
            return false; /* more hashes than levels */
        }
        if ((node & 1) == 1 || node == last) {
            tree_node(&proof->path[i], &got, &got);
            while ((node & 1) == 0 && node != 0) {
                node >>= 1;
                last >>= 1;
            }
        } else {
            tree_node(&got, &proof->path[i], &got);
        }
        node >>= 1;
        last >>= 1;
    }
    return last == 0 && digest_equal(&got, root);
}

/* Both roots from one path: the old one from its subtrees alone, the new one from all. */
static bool shows_growth(const struct digest *start, const struct digest *path, size_t count, uint64_t before, const struct digest *root_before,
                         uint64_t size, const struct digest *root)
{
    uint64_t node = before - 1;
    uint64_t last = size - 1;
    while ((node & 1) == 1) {
        node >>= 1;
        last >>= 1;
    }
    struct digest old = *start;
    struct digest new = *start;
    for (size_t i = 0; i < count; i++) {
        if (last == 0) {
            return false;
        }
        if ((node & 1) == 1 || node == last) {
            tree_node(&path[i], &old, &old);
            tree_node(&path[i], &new, &new);
            while ((node & 1) == 0 && node != 0) {
                node >>= 1;
                last >>= 1;
            }
        } else {
            tree_node(&new, &path[i], &new);
        }
        node >>= 1;
        last >>= 1;
    }
    return last == 0 && digest_equal(&old, root_before) && digest_equal(&new, root);
}

bool proof_shows_consistency(const struct proof *proof, uint64_t before, const struct digest *root_before, uint64_t size, const struct digest *root)
{
    if (before > size) {
        return false;
    }
    if (before == size) {
        return proof->count == 0 && digest_equal(root_before, root);
    }
    if (before == 0) { /* the empty tree begins every tree */
        struct digest empty;
        digest_of(TEXT_EMPTY, TEXT_EMPTY, &empty);
        return proof->count == 0 && digest_equal(root_before, &empty);
    }
    if ((before & (before - 1)) == 0) { /* a complete tree: its root is where the path starts */
        return shows_growth(root_before, proof->path, proof->count, before, root_before, size, root);
    }
    return proof->count > 0 && shows_growth(&proof->path[0], proof->path + 1, proof->count - 1, before, root_before, size, root);
}
