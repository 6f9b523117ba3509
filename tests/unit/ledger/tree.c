#include "support.h"

#include "ledger/tree.h"

static void assert_digest(const struct digest *digest, const char *hex)
{
    struct buffer shown = { 0 };
    digest_print(digest, &shown);
    assert_text(buffer_text(&shown), hex);
    buffer_free(&shown);
}

/* Source: the entries and roots that certificate transparency's own tests use. */
static const struct text entries[] = {
    { "", 0 },
    { "\x00", 1 },
    { "\x10", 1 },
    { "\x20\x21", 2 },
    { "\x30\x31", 2 },
    { "\x40\x41\x42\x43", 4 },
    { "\x50\x51\x52\x53\x54\x55\x56\x57", 8 },
    { "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16 },
};

static const char *const roots[] = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

static void gives_the_nine_published_roots(void **state)
{
    (void)state;
    struct tree tree = { 0 };
    for (size_t size = 0;; size++) {
        struct digest digest;
        tree_root(&tree, &digest);
        assert_digest(&digest, roots[size]);
        if (size == ROWS(entries)) {
            break;
        }
        tree_leaf(entries[size], &digest);
        tree_append(&tree, &digest);
        assert_int_equal(tree.size, size + 1);
    }
}

static void a_leaf_is_not_a_node(void **state)
{
    (void)state;
    struct digest leaf;
    struct digest plain;
    tree_leaf(TEXT("abc"), &leaf);
    digest_of(TEXT("abc"), TEXT_EMPTY, &plain);
    assert_false(digest_equal(&leaf, &plain));
    digest_of((struct text){ "\x00", 1 }, TEXT("abc"), &plain);
    assert_true(digest_equal(&leaf, &plain));
}

/* The definition of RFC 6962 section 2.1, word for word; nothing of the code under test. */
static void naive_root(const struct digest *leaves, size_t count, struct digest *out)
{
    if (count == 0) {
        digest_of(TEXT_EMPTY, TEXT_EMPTY, out);
        return;
    }
    if (count == 1) {
        *out = leaves[0];
        return;
    }
    size_t split = 1;
    while (split * 2 < count) {
        split *= 2;
    }
    char node[1 + 2 * DIGEST_BYTES] = { 1 };
    struct digest half;
    naive_root(leaves, split, &half);
    memcpy(node + 1, half.bytes, DIGEST_BYTES);
    naive_root(leaves + split, count - split, &half);
    memcpy(node + 1 + DIGEST_BYTES, half.bytes, DIGEST_BYTES);
    digest_of((struct text){ node, sizeof(node) }, TEXT_EMPTY, out);
}

enum { MOST = 300 };

static void agrees_with_the_definition_for_every_size_up_to_300(void **state)
{
    (void)state;
    static struct digest leaves[MOST];
    struct tree tree = { 0 };
    uint64_t random = 6962;
    for (size_t size = 1; size <= MOST; size++) {
        struct digest expected;
        struct digest actual;
        uint64_t entry = sequence_next(&random);
        tree_leaf((struct text){ (const char *)&entry, entry % 9 }, &leaves[size - 1]);
        tree_append(&tree, &leaves[size - 1]);
        naive_root(leaves, size, &expected);
        tree_root(&tree, &actual);
        assert_true(digest_equal(&expected, &actual));
        assert_int_equal(tree.count, __builtin_popcountll(size));
    }
}

static void goes_on_from_a_stored_frontier(void **state)
{
    (void)state;
    for (size_t stop = 0; stop <= 70; stop++) {
        struct tree whole = { 0 };
        struct tree restored = { 0 };
        struct digest a;
        struct digest b;
        for (size_t i = 0; i < 100; i++) {
            uint64_t entry = i;
            if (i == stop) {
                struct buffer stored = { 0 };
                buffer_add(&stored, tree_frontier(&whole));
                assert_int_equal(stored.length, (size_t)__builtin_popcountll(stop) * DIGEST_BYTES);
                assert_true(tree_restore(&restored, stop, buffer_text(&stored)));
                buffer_free(&stored);
            }
            tree_leaf((struct text){ (const char *)&entry, sizeof(entry) }, &a);
            tree_append(&whole, &a);
            if (i >= stop) {
                tree_append(&restored, &a);
            }
        }
        tree_root(&whole, &a);
        tree_root(&restored, &b);
        assert_true(digest_equal(&a, &b));
        assert_int_equal(restored.size, 100);
    }
}

static void refuses_a_frontier_that_does_not_fit_the_size(void **state)
{
    (void)state;
    static const struct {
        uint64_t size;
        size_t digests;
    } rows[] = { { 0, 1 }, { 1, 0 }, { 1, 2 }, { 3, 1 }, { 4, 3 }, { 255, 7 }, { UINT64_MAX, 63 } };
    static const char bytes[65 * DIGEST_BYTES];
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct tree tree = { .size = 42 };
        assert_false(tree_restore(&tree, rows[i].size, (struct text){ bytes, rows[i].digests * DIGEST_BYTES }));
        assert_int_equal(tree.size, 42);
    }
    struct tree tree = { 0 };
    assert_false(tree_restore(&tree, 1, (struct text){ bytes, DIGEST_BYTES - 1 }));
    assert_true(tree_restore(&tree, 0, TEXT_EMPTY));
    assert_true(tree_restore(&tree, 3, (struct text){ bytes, (size_t)2 * DIGEST_BYTES }));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_nine_published_roots),
        cmocka_unit_test(a_leaf_is_not_a_node),
        cmocka_unit_test(agrees_with_the_definition_for_every_size_up_to_300),
        cmocka_unit_test(goes_on_from_a_stored_frontier),
        cmocka_unit_test(refuses_a_frontier_that_does_not_fit_the_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
