#include "support.h"

#include "ledger/proof_file.h"

enum { SIZES = 130 };

/* Leaf i of the tree is the hash of the number i. */
static void leaf_of(uint64_t i, struct digest *out)
{
    char room[24];
    (void)snprintf(room, sizeof(room), "%llu", (unsigned long long)i);
    tree_leaf(text_of(room), out);
}

/* RFC 6962 section 2.1 by the letter: MTH of the leaves [from, to). */
static void root_of(const struct digest *leaves, uint64_t from, uint64_t to, struct digest *out)
{
    struct tree tree = { 0 };
    for (uint64_t i = from; i < to; i++) {
        tree_append(&tree, &leaves[i]);
    }
    tree_root(&tree, out);
}

static void fill(const struct digest *leaves, const struct proof_plan *plan, struct proof *out)
{
    out->count = plan->count;
    for (size_t i = 0; i < plan->count; i++) {
        root_of(leaves, plan->parts[i].from, plan->parts[i].to, &out->path[i]);
    }
}

static void hex_to(const char *hex, struct digest *out)
{
    assert_true(text_to_bytes(text_of(hex), out->bytes, DIGEST_BYTES));
}

#define H96A2 "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
#define H5F08 "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
#define H6B47 "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
#define HBC1A "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
#define HCA85 "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
#define H0EBC "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
#define HD37E "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"
#define HFAC5 "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
#define H6E34 "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"

/* Source: the proofs that certificate transparency's own tests publish for the eight entries of unit/ledger/tree.c. */
static void gives_the_published_proofs(void **state)
{
    (void)state;
    static const struct text entries[] = {
        { "", 0 }, { "\x00", 1 }, { "\x10", 1 }, { "\x20\x21", 2 }, { "\x30\x31", 2 }, { "\x40\x41\x42\x43", 4 },
        { "\x50\x51\x52\x53\x54\x55\x56\x57", 8 }, { "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16 },
    };
    static const struct {
        bool inclusion;
        uint64_t first; /* index, or the smaller size */
        uint64_t size;
        const char *path[4];
    } published[] = {
        { true, 0, 1, { NULL } }, { true, 0, 8, { H96A2, H5F08, H6B47 } }, { true, 5, 8, { HBC1A, HCA85, HD37E } }, { true, 2, 3, { HFAC5 } },
        { true, 1, 5, { H6E34, H5F08, HBC1A } }, { false, 1, 1, { NULL } }, { false, 1, 8, { H96A2, H5F08, H6B47 } },
        { false, 6, 8, { H0EBC, HCA85, HD37E } }, { false, 2, 5, { H5F08, HBC1A } },
    };
    struct digest leaves[ROWS(entries)];
    for (size_t i = 0; i < ROWS(entries); i++) {
        tree_leaf(entries[i], &leaves[i]);
    }
    for (size_t i = 0; i < ROWS(published); i++) {
        struct proof_plan plan;
        struct proof proof;
        (published[i].inclusion ? proof_plan_inclusion : proof_plan_consistency)(published[i].first, published[i].size, &plan);
        fill(leaves, &plan, &proof);
        for (size_t j = 0; j < 4 && published[i].path[j] != NULL; j++) {
            struct digest expected;
            hex_to(published[i].path[j], &expected);
            assert_true(j < proof.count && digest_equal(&proof.path[j], &expected));
        }
        assert_true(proof.count == 4 || published[i].path[proof.count] == NULL);
    }
}

static void every_entry_of_every_tree_is_shown_and_no_other(void **state)
{
    (void)state;
    static struct digest leaves[SIZES];
    for (uint64_t i = 0; i < SIZES; i++) {
        leaf_of(i, &leaves[i]);
    }
    for (uint64_t size = 1; size <= SIZES; size++) {
        struct digest root;
        root_of(leaves, 0, size, &root);
        for (uint64_t index = 0; index < size; index++) {
            struct proof_plan plan;
            struct proof proof;
            proof_plan_inclusion(index, size, &plan);
            fill(leaves, &plan, &proof);
            assert_true(proof_shows_inclusion(&proof, &leaves[index], index, size, &root));
            uint64_t other = (index + 1) % size;
            if (other != index) {
                assert_false(proof_shows_inclusion(&proof, &leaves[other], index, size, &root));
                assert_false(proof_shows_inclusion(&proof, &leaves[index], other, size, &root));
            }
            assert_false(proof_shows_inclusion(&proof, &leaves[index], size, size, &root));
            proof.path[proof.count] = root;
            proof.count += 1;
            assert_false(proof_shows_inclusion(&proof, &leaves[index], index, size, &root));
            proof.count -= 1;
            if (proof.count > 0) {
                proof.path[index % proof.count].bytes[7] ^= 1;
                assert_false(proof_shows_inclusion(&proof, &leaves[index], index, size, &root));
                proof.path[index % proof.count].bytes[7] ^= 1;
                proof.count -= 1;
                assert_false(proof_shows_inclusion(&proof, &leaves[index], index, size, &root));
            }
        }
    }
}

static void every_tree_begins_every_larger_one_and_no_other(void **state)
{
    (void)state;
    static struct digest leaves[SIZES];
    static struct digest roots[SIZES + 1];
    for (uint64_t i = 0; i < SIZES; i++) {
        leaf_of(i, &leaves[i]);
    }
    for (uint64_t size = 0; size <= SIZES; size++) {
        root_of(leaves, 0, size, &roots[size]);
    }
    for (uint64_t size = 0; size <= SIZES; size++) {
        for (uint64_t before = 0; before <= size; before++) {
            struct proof_plan plan;
            struct proof proof;
            proof_plan_consistency(before, size, &plan);
            fill(leaves, &plan, &proof);
            assert_true(proof_shows_consistency(&proof, before, &roots[before], size, &roots[size]));
            struct digest other = roots[before];
            other.bytes[31] ^= 1;
            assert_false(proof_shows_consistency(&proof, before, &other, size, &roots[size]));
            if (before > 0) {
                other = roots[size];
                other.bytes[0] ^= 1;
                assert_false(proof_shows_consistency(&proof, before, &roots[before], size, &other));
            }
            if (before > 1) {
                assert_false(proof_shows_consistency(&proof, before - 1, &roots[before], size, &roots[size]));
            }
            if (proof.count > 0) {
                proof.path[before % proof.count].bytes[3] ^= 1;
                assert_false(proof_shows_consistency(&proof, before, &roots[before], size, &roots[size]));
                proof.path[before % proof.count].bytes[3] ^= 1;
                proof.count -= 1;
                assert_false(proof_shows_consistency(&proof, before, &roots[before], size, &roots[size]));
                proof.count += 1;
            }
            proof.path[proof.count] = roots[size];
            proof.count += 1;
            assert_false(proof_shows_consistency(&proof, before, &roots[before], size, &roots[size]));
        }
    }
    assert_false(proof_shows_consistency(&(struct proof){ .count = 0 }, 5, &roots[5], 4, &roots[4]));
}

static void plans_for_the_largest_tree_fit(void **state)
{
    (void)state;
    struct proof_plan plan;
    static const uint64_t most = INT64_MAX;
    static const uint64_t places[] = { 0, 1, UINT64_C(1) << 62, (UINT64_C(1) << 62) - 1, (UINT64_C(1) << 62) + 12345, INT64_MAX - 1 };
    for (size_t i = 0; i < ROWS(places); i++) {
        proof_plan_inclusion(places[i], most, &plan);
        assert_true(plan.count > 0 && plan.count <= 63);
        proof_plan_consistency(places[i], most, &plan);
        assert_true(plan.count <= PROOF_MAX);
    }
}

#define HASH "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=\n"
#define NOTE "o\n1\n" HASH "\n\xE2\x80\x94 o AAAAAAAA\n"

static void receipts_come_back_as_they_were(void **state)
{
    (void)state;
    static const char *const sound[] = { "c2sp.org/tlog-proof@v1\nindex 0\n\n" NOTE, "c2sp.org/tlog-proof@v1\nextra ZW50cnkgMQo=\nindex 12\n" HASH HASH "\n" NOTE };
    for (size_t i = 0; i < ROWS(sound); i++) {
        struct receipt receipt = { 0 };
        struct buffer again = { 0 };
        assert_true(receipt_parse(text_of(sound[i]), &receipt));
        assert_text(receipt.checkpoint, NOTE);
        receipt_print(&receipt, &again);
        assert_text(buffer_text(&again), sound[i]);
        receipt_free(&receipt);
        buffer_free(&again);
    }
    static const char *const wrong[] = {
        "", "c2sp.org/tlog-proof@v2\nindex 0\n\n" NOTE, "c2sp.org/tlog-proof@v1\nindex 00\n\n" NOTE, "c2sp.org/tlog-proof@v1\nindex -1\n\n" NOTE,
        "c2sp.org/tlog-proof@v1\nindex 0\n" NOTE, "c2sp.org/tlog-proof@v1\nindex 0\n\n", "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n" NOTE,
        "c2sp.org/tlog-proof@v1\nextra !\nindex 0\n\n" NOTE, "c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n" NOTE,
        "c2sp.org/tlog-proof@v1\nextra AA==\nextra AA==\nindex 0\n\n" NOTE, "c2sp.org/tlog-proof@v1\n\n" NOTE,
    };
    for (size_t i = 0; i < ROWS(wrong); i++) {
        struct receipt receipt = { 0 };
        if (receipt_parse(text_of(wrong[i]), &receipt)) {
            fail_msg("input %zu was taken for a receipt", i);
        }
    }
}

static void what_a_witness_is_shown_comes_back_as_it_was(void **state)
{
    (void)state;
    struct exchange exchange;
    struct buffer again = { 0 };
    assert_true(exchange_parse(TEXT("old 3\n" HASH "\n" NOTE), &exchange));
    assert_int_equal(exchange.before, 3);
    assert_int_equal(exchange.proof.count, 1);
    exchange_print(&exchange, &again);
    assert_text(buffer_text(&again), "old 3\n" HASH "\n" NOTE);
    buffer_clear(&again);
    buffer_add_string(&again, "old 3\n");
    for (int i = 0; i < 63; i++) {
        buffer_add_string(&again, HASH);
    }
    size_t length = again.length;
    buffer_add_string(&again, "\n" NOTE);
    assert_true(exchange_parse(buffer_text(&again), &exchange));
    again.length = length;
    buffer_add_string(&again, HASH "\n" NOTE);
    assert_false(exchange_parse(buffer_text(&again), &exchange));
    assert_false(exchange_parse(TEXT("old\n\n" NOTE), &exchange));
    assert_false(exchange_parse(TEXT("old 3\n" NOTE), &exchange));
    buffer_free(&again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_published_proofs),
        cmocka_unit_test(every_entry_of_every_tree_is_shown_and_no_other),
        cmocka_unit_test(every_tree_begins_every_larger_one_and_no_other),
        cmocka_unit_test(plans_for_the_largest_tree_fit),
        cmocka_unit_test(receipts_come_back_as_they_were),
        cmocka_unit_test(what_a_witness_is_shown_comes_back_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
