/* Proofs from a stored ledger, and the ledger against what was signed of it. */
#include "ledger.h"
#include "ledger/signature.h"
#include "ledger/signing.h"
#include "ledger/witness.h"

enum { ENTRIES = 130 };

static const struct error *step_many(struct journal *journal)
{
    while (journal->tree.size < ENTRIES) {
        TRY(note(journal, "one more"));
    }
    return NULL;
}

static const struct error *step_key(struct journal *journal)
{
    struct buffer path SCOPED_BUFFER = { 0 };
    return signing_new_key(journal, &path);
}

static struct key *ani; /* the only officer */

/* The first officer's entry; her signature ends the transaction. */
static const struct error *step_officer(struct journal *journal)
{
    struct officers officers SCOPED_OFFICERS = { 0 };
    bool proposed;
    const struct officer_order order = { TEXT("ani"), key_verifier(ani), OFFICER_ADMINISTRATOR, 0 };
    journal->event.officer = "ani";
    TRY(officer_add(journal, &officers, &order, &proposed));
    return signature_append(journal, ani);
}

/* The ledger opened for reading. */
struct reading {
    struct store *store;
    struct transaction transaction;
    struct identity identity;
};

static void reading_open(const char *path, struct reading *out)
{
    *out = (struct reading){ .store = NULL };
    SUCCEEDS(store_open(path, STORE_READ, &out->store));
    SUCCEEDS(transaction_begin_read(out->store, &out->transaction));
    SUCCEEDS(identity_read(out->store, &out->identity));
}

static void reading_close(struct reading *reading)
{
    identity_free(&reading->identity);
    transaction_rollback(&reading->transaction);
    store_close(reading->store);
}

/* A checkpoint as a note; false when it was refused, and with which kind. */
static void sign(const char *path, const struct key *officer, struct buffer *note_out)
{
    struct reading reading;
    struct buffer kept = { 0 };
    reading_open(path, &reading);
    SUCCEEDS(signing_checkpoint(reading.store, &reading.identity, officer, &kept, note_out));
    assert_true(file_exists(buffer_string(&kept)));
    buffer_free(&kept);
    reading_close(&reading);
}

static void every_stored_entry_and_every_stored_size_is_proved(void **state)
{
    (void)state;
    struct reading reading;
    struct digest roots[ENTRIES + 1];
    SUCCEEDS(record(scratch("a.db"), step_begin));
    SUCCEEDS(record(scratch("a.db"), step_many));
    reading_open(scratch("a.db"), &reading);
    assert_int_equal(reading.identity.size, ENTRIES);
    for (uint64_t size = 0; size <= ENTRIES; size++) {
        SUCCEEDS(past_root(reading.store, size, &roots[size]));
    }
    assert_true(digest_equal(&roots[ENTRIES], &reading.identity.root));
    for (uint64_t size = 1; size <= ENTRIES; size += 3) {
        for (uint64_t index = size % 5; index < size; index += 7) {
            struct buffer entry = { 0 };
            struct proof proof;
            struct digest leaf;
            SUCCEEDS(past_entry(reading.store, index, &entry));
            tree_leaf(buffer_text(&entry), &leaf);
            SUCCEEDS(past_prove_inclusion(reading.store, index, size, &proof));
            assert_true(proof_shows_inclusion(&proof, &leaf, index, size, &roots[size]));
            SUCCEEDS(past_prove_consistency(reading.store, index, size, &proof));
            assert_true(proof_shows_consistency(&proof, index, &roots[index], size, &roots[size]));
            buffer_free(&entry);
        }
    }
    struct proof proof;
    struct buffer entry = { 0 };
    REFUSES(past_prove_inclusion(reading.store, 5, 5, &proof), ERROR_FAILED, "not among");
    REFUSES(past_prove_consistency(reading.store, 6, 5, &proof), ERROR_FAILED, "not among");
    REFUSES(past_prove_inclusion(reading.store, 5, ENTRIES + 1, &proof), ERROR_UNVERIFIED, "missing");
    REFUSES(past_entry(reading.store, ENTRIES, &entry), ERROR_UNVERIFIED, "missing");
    reading_close(&reading);
}

static void a_key_is_named_once_and_signs_what_grows(void **state)
{
    (void)state;
    struct buffer first = { 0 };
    struct buffer second = { 0 };
    struct reading reading;
    SUCCEEDS(record(scratch("a.db"), step_key));
    sign(scratch("a.db"), NULL, &first);
    sign(scratch("a.db"), NULL, &second);
    assert_true(text_equal(buffer_text(&first), buffer_text(&second)));
    SUCCEEDS(record(scratch("a.db"), step_budget));
    buffer_clear(&second);
    sign(scratch("a.db"), NULL, &second);
    reading_open(scratch("a.db"), &reading);
    assert_int_equal(reading.identity.key_count, 1);
    struct past past SCOPED_PAST = { .store = reading.store, .identity = &reading.identity };
    enum comparison comparison;
    SUCCEEDS(past_compare(&past, "first", buffer_text(&first), &comparison));
    assert_int_equal(comparison, COMPARISON_AGREES);
    SUCCEEDS(past_compare(&past, "second", buffer_text(&second), &comparison));
    assert_int_equal(comparison, COMPARISON_AGREES);
    assert_int_equal(past_agreed(&past, UINT64_MAX), 4);
    assert_int_equal(past_agreed(&past, 4), 2);
    SUCCEEDS(past_compare(&past, "nothing", TEXT("nothing"), &comparison));
    assert_int_equal(comparison, COMPARISON_DAMAGED);
    second.bytes[second.length - 3] ^= 1;
    SUCCEEDS(past_compare(&past, "second", buffer_text(&second), &comparison));
    assert_int_equal(comparison, COMPARISON_DAMAGED);
    reading_close(&reading);
    buffer_free(&first);
    buffer_free(&second);
}

static void the_ledgers_key_is_sealed_for_its_officers(void **state)
{
    (void)state;
    struct reading reading;
    struct buffer path = { 0 };
    struct buffer bytes = { 0 };
    struct buffer text SCOPED_SECRET = { 0 };
    struct key *stranger = NULL;
    key_generate(TEXT("ani"), KEY_SIGNS, &ani);
    key_generate(TEXT("ani"), KEY_SIGNS, &stranger);
    SUCCEEDS(record(scratch("a.db"), step_key));
    SUCCEEDS(record(scratch("a.db"), step_officer));
    reading_open(scratch("a.db"), &reading);
    SUCCEEDS(signing_reseal(reading.store, &reading.identity, NULL)); /* it was plain */
    vault_key_path(reading.store, &reading.identity, &reading.identity.keys[0], &path);
    secret_open(&text);
    SUCCEEDS(key_read_text(buffer_string(&path), &text));
    assert_true(key_text_is_wrapped(buffer_text(&text)));
    assert_null(strstr(buffer_string(&text), "secret"));
    buffer_clear(&path);
    REFUSES(signing_checkpoint(reading.store, &reading.identity, NULL, &path, &bytes), ERROR_REFUSED, "sealed for its officers");
    REFUSES(signing_checkpoint(reading.store, &reading.identity, stranger, &path, &bytes), ERROR_REFUSED, "sealed for its officers");
    assert_int_equal(bytes.length, 0);
    reading_close(&reading);
    sign(scratch("a.db"), ani, &bytes);
    key_free(ani);
    key_free(stranger);
    buffer_free(&path);
    buffer_free(&bytes);
}

static void a_ledger_without_a_key_signs_nothing(void **state)
{
    (void)state;
    struct reading reading;
    struct buffer path = { 0 };
    struct buffer bytes = { 0 };
    SUCCEEDS(record(scratch("a.db"), step_begin));
    reading_open(scratch("a.db"), &reading);
    assert_int_equal(reading.identity.key_count, 0);
    REFUSES(signing_checkpoint(reading.store, &reading.identity, NULL, &path, &bytes), ERROR_FAILED, "no key yet");
    reading_close(&reading);
    buffer_free(&path);
    buffer_free(&bytes);
}

/* The proof of growth takes the entries since, so one of those that was changed in the file is noticed before it is signed. */
static void what_does_not_follow_from_its_entries_is_not_signed(void **state)
{
    (void)state;
    struct reading reading;
    struct buffer bytes = { 0 };
    struct buffer path = { 0 };
    SUCCEEDS(record(scratch("a.db"), step_key));
    sign(scratch("a.db"), NULL, &bytes);
    SUCCEEDS(record(scratch("a.db"), step_budget));
    outside_tamper(scratch("a.db"), "UPDATE journal SET leaf = zeroblob(32) WHERE position = 3");
    reading_open(scratch("a.db"), &reading);
    REFUSES(signing_checkpoint(reading.store, &reading.identity, NULL, &path, &bytes), ERROR_UNVERIFIED, "does not follow");
    reading_close(&reading);
    buffer_free(&bytes);
    buffer_free(&path);
}

static void shown(const char *path, uint64_t before, struct text note, struct exchange *out)
{
    struct reading reading;
    reading_open(path, &reading);
    *out = (struct exchange){ .before = before, .checkpoint = note };
    SUCCEEDS(past_prove_consistency(reading.store, before, reading.identity.size, &out->proof));
    reading_close(&reading);
}

static void a_witness_comes_back_from_its_file_with_what_it_saw(void **state)
{
    (void)state;
    struct buffer bytes = { 0 };
    struct buffer cosigned = { 0 };
    struct buffer text = { 0 };
    struct exchange exchange;
    struct witness witness SCOPED_WITNESS = { .key = NULL };
    struct witness again SCOPED_WITNESS = { .key = NULL };
    struct reading reading;
    struct text seen;
    SUCCEEDS(record(scratch("a.db"), step_key));
    sign(scratch("a.db"), NULL, &bytes);
    reading_open(scratch("a.db"), &reading);
    witness_new(TEXT("inspektorat"), &reading.identity.keys[0], &witness);
    reading_close(&reading);
    shown(scratch("a.db"), 0, buffer_text(&bytes), &exchange);
    SUCCEEDS(witness_update(&witness, &exchange, 1795341600, &cosigned));
    secret_open(&text);
    witness_print(&witness, TEXT_EMPTY, &text);
    assert_true(witness_seen(buffer_text(&text), &seen));
    assert_true(text_equal(seen, buffer_text(&cosigned)));
    SUCCEEDS(witness_parse("w", buffer_text(&text), TEXT_EMPTY, &again));
    assert_int_equal(again.seen_size, 2);
    assert_true(verifier_equal(&again.ledger, &witness.ledger));
    /* What it saw is bound to its own key: another's signature does not stand in for it. */
    char *line = strstr(text.bytes, "inspektorat ");
    assert_non_null(line);
    line[0] = 'I';
    witness_free(&again);
    REFUSES(witness_parse("w", buffer_text(&text), TEXT_EMPTY, &again), ERROR_FAILED, "not the file of a witness");
    for (size_t length = 0; length < 300; length += 13) {
        assert_non_null(witness_parse("w", (struct text){ text.bytes, length }, TEXT_EMPTY, &again));
    }
    /* Full of signatures: there is no room for one more. */
    buffer_clear(&bytes);
    buffer_add_string(&bytes, "o\n1\nn4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=\n\n");
    for (int i = 0; i < NOTE_SIGNATURES_MAX; i++) {
        buffer_add_string(&bytes, "\xE2\x80\x94 o AAAAAAAA\n");
    }
    exchange.checkpoint = buffer_text(&bytes);
    REFUSES(witness_update(&witness, &exchange, 1795341600, &cosigned), ERROR_FAILED, "no checkpoint");
    secret_close(&text);
    buffer_free(&bytes);
    buffer_free(&cosigned);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(every_stored_entry_and_every_stored_size_is_proved, scratch_clear),
        cmocka_unit_test_setup(a_key_is_named_once_and_signs_what_grows, scratch_clear),
        cmocka_unit_test_setup(the_ledgers_key_is_sealed_for_its_officers, scratch_clear),
        cmocka_unit_test_setup(a_ledger_without_a_key_signs_nothing, scratch_clear),
        cmocka_unit_test_setup(what_does_not_follow_from_its_entries_is_not_signed, scratch_clear),
        cmocka_unit_test_setup(a_witness_comes_back_from_its_file_with_what_it_saw, scratch_clear),
    };
    return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
