#include "ledger.h"

struct seen {
    int64_t count;
    int64_t refuse; /* position that the visitor refuses, -1 for none */
};

static const struct error *count_entry(void *context, int64_t position, struct text entry)
{
    struct seen *seen = context;
    int64_t number;
    assert_int_equal(position, seen->count);
    assert_true(entry_get_integer(entry, "entry", &number) && number == position);
    seen->count++;
    return position == seen->refuse ? error_new(ERROR_UNVERIFIED, "the visitor says no") : NULL;
}

static void an_intact_ledger_verifies_and_names_its_root(void **state)
{
    (void)state;
    struct verification out;
    struct seen seen = { 0, -1 };
    struct store *store SCOPED_STORE = NULL;
    struct query *head SCOPED_QUERY = NULL;
    bool row;
    ledger_make(scratch("ledger.db"));
    SUCCEEDS(verify(scratch("ledger.db"), count_entry, &seen, &out));
    assert_int_equal(out.entries, 6);
    assert_int_equal(out.first_bad, -1);
    assert_int_equal(seen.count, 6);
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_READ, &store));
    SUCCEEDS(query_open(store, "SELECT root FROM tree_head WHERE size = 6", &head));
    SUCCEEDS(query_step(head, &row));
    assert_true(text_equal(query_bytes(head, 0), digest_text(&out.root)));
}

static void a_visitors_refusal_is_passed_on_with_its_position(void **state)
{
    (void)state;
    struct verification out;
    struct seen seen = { 0, 3 };
    ledger_make(scratch("ledger.db"));
    REFUSES(verify(scratch("ledger.db"), count_entry, &seen, &out), ERROR_UNVERIFIED, "the visitor says no");
    assert_int_equal(out.first_bad, 3);
}

/* Everything that somebody with the file and SQL may do, one at a time, and what verify says. */
static const struct tampering {
    const char *sql;
    const char *says;
    int first_bad;
} tamperings[] = {
    /* journal */
    { "UPDATE journal SET text = replace(text, 'begun', 'begyn') WHERE position = 1", "journal entry 1 was changed", 1 },
    { "UPDATE journal SET text = replace(text, '37280000000', '37290000000') WHERE position = 2", "journal entry 2 was changed",
      2 },
    { "UPDATE journal SET text = text || ' ' WHERE position = 5", "journal entry 5 was changed", 5 },
    { "UPDATE journal SET text = 'x' WHERE position = 0", "journal entry 0 was changed", 0 },
    { "UPDATE journal SET leaf = zeroblob(32) WHERE position = 4", "journal entry 4 was changed", 4 },
    { "DELETE FROM journal WHERE position = 0", "journal entry 0 is missing", 0 },
    { "DELETE FROM journal WHERE position = 3", "journal entry 3 is missing", 3 },
    { "DELETE FROM journal WHERE position = 5", "the journal is incomplete", 5 },
    { "DELETE FROM journal", "the journal is incomplete", 0 },
    { "INSERT INTO journal (position, text, leaf) SELECT 6, text, leaf FROM journal WHERE position = 5",
      "journal entry 6 stands in another's place", 6 },
    { "INSERT INTO journal (position, text, leaf) SELECT 9, text, leaf FROM journal WHERE position = 5",
      "journal entry 6 is missing", 6 },
    { "UPDATE journal SET text = (SELECT text FROM journal WHERE position = 1), leaf = (SELECT leaf FROM journal WHERE position = 1) WHERE position = 5",
      "journal entry 5 stands in another's place", 5 },
    { "UPDATE journal SET position = 99 WHERE position = 1; UPDATE journal SET position = 1 WHERE position = 5; UPDATE journal SET position = 5 "
      "WHERE position = 99",
      "stands in another's place", 1 },
    /* tree_head */
    { "UPDATE tree_head SET root = zeroblob(32) WHERE size = 6", "table tree_head: the head after 6 entries", 5 },
    { "UPDATE tree_head SET frontier = zeroblob(32) WHERE size = 4", "table tree_head: the head after 4 entries", 3 },
    { "UPDATE tree_head SET size = 3 WHERE size = 4", "tree_head: the head after 3 entries", 2 },
    { "DELETE FROM tree_head WHERE size = 2", "table tree_head: the head after 2 entries is missing", 2 },
    { "DELETE FROM tree_head WHERE size = 4", "table tree_head: the head after 4 entries is missing", 4 },
    { "DELETE FROM tree_head WHERE size = 6", "not covered by a tree head", 4 },
    { "DELETE FROM tree_head", "table tree_head: the head after 2 entries is missing", 2 },
    { "INSERT INTO tree_head (size, root, frontier) VALUES (7, zeroblob(32), zeroblob(96))", "a tree head covers 7 entries", 6 },
    { "INSERT INTO tree_head (size, root, frontier) SELECT 1, leaf, leaf FROM journal WHERE position = 0",
      "table tree_head: the journal does not name the head after 1", 1 },
    /* transfer */
    { "UPDATE transfer SET amount = 37280000001 WHERE position = 2", "table transfer: the row of entry 2", 2 },
    { "UPDATE transfer SET year = 2024 WHERE position = 3", "table transfer: the row of entry 3", 3 },
    { "UPDATE transfer SET to_account = 2 WHERE position = 2", "table transfer: the row of entry 2", 2 },
    { "UPDATE transfer SET from_account = 2 WHERE position = 4", "table transfer: the row of entry 4", 4 },
    { "UPDATE transfer SET payout_id = 1 WHERE position = 4", "table transfer: the row of entry 4", 4 },
    { "UPDATE transfer SET position = 5 WHERE position = 4", "table transfer: the row of entry 4", 4 },
    { "DELETE FROM transfer WHERE position = 2", "table transfer: the row of entry 2 is missing", 2 },
    { "DELETE FROM transfer WHERE position = 4", "table transfer: the row of entry 4 is missing", 4 },
    { "DELETE FROM transfer", "table transfer: the row of entry 2 is missing", 2 },
    { "INSERT INTO transfer (position, year, from_account, to_account, amount) VALUES (1, 2022, 0, 1, 5)",
      "table transfer: entry 1 moves no money", 1 },
    { "INSERT INTO transfer (position, year, from_account, to_account, amount) VALUES (77, 2022, 0, 1, 5)",
      "table transfer, row 77", -1 },
    /* balance */
    { "UPDATE balance SET amount = amount + 1 WHERE year = 2022 AND account_id = 1", "table balance: year 2022, account 1", -1 },
    { "UPDATE balance SET amount = amount - 1 WHERE year = 2023 AND account_id = 0", "table balance: year 2023, account 0", -1 },
    { "UPDATE balance SET year = 2024 WHERE year = 2023", "table balance: year 2024", -1 },
    { "DELETE FROM balance WHERE year = 2023 AND account_id = 6", "table balance: rows are missing", -1 },
    { "DELETE FROM balance", "table balance: rows are missing", -1 },
    { "INSERT INTO balance (year, account_id, amount) VALUES (2024, 1, 5)", "table balance: year 2024, account 1", -1 },
    { "INSERT INTO balance (year, account_id, amount) SELECT 2024, id, 0 FROM account", "table balance: year 2024, account 0",
      -1 },
    { "INSERT INTO account (id, name, title) VALUES (-1, 'lain', 'Lain'); INSERT INTO balance (year, account_id, amount) VALUES (2022, -1, 0)",
      "table balance: year 2022, account -1", -1 },
    /* account */
    { "UPDATE account SET title = 'Tersalur penuh' WHERE id = 4", "table account: row 4", -1 },
    { "UPDATE account SET name = 'sisa' WHERE id = 5", "table account: row 5", -1 },
    { "DELETE FROM account WHERE id = 6", "account", -1 },
    { "DELETE FROM balance WHERE account_id = 6; DELETE FROM account WHERE id = 6", "table balance: rows are missing", -1 },
    { "INSERT INTO account (id, name, title) VALUES (7, 'lain', 'Lain')", "table account: rows are missing or added", -1 },
    { "INSERT INTO account (id, name, title) VALUES (-1, 'lain', 'Lain')", "table account: row 0", -1 },
};

static void every_change_to_the_tables_of_the_ledger_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(tamperings); i++) {
        struct verification out;
        const struct tampering *row = &tamperings[i];
        (void)scratch_clear(state);
        ledger_make(scratch("ledger.db"));
        outside_tamper(scratch("ledger.db"), row->sql);
        const struct error *error = verify(scratch("ledger.db"), NULL, NULL, &out);
        if (error == NULL) {
            fail_msg("was not noticed: %s", row->sql);
        } else if (error->kind != ERROR_UNVERIFIED || strstr(error->message, row->says) == NULL ||
                   out.first_bad != row->first_bad) {
            fail_msg("%s: kind %d, first_bad %lld: %s", row->sql, (int)error->kind, (long long)out.first_bad, error->message);
        }
    }
}

/* The hash is no secret: whoever knows the format can make it fit, but then the tree head does not. */
static void an_entry_rewritten_together_with_its_hash_does_not_fit_the_tree_head(void **state)
{
    (void)state;
    static const char *const texts[] = { "entry 1\ntype note\nat 2026-11-22T10:00:00Z\nday 2026-11-22\nofficer -\nwords other\n",
                                         "entry 1\ntype note\nat 2026-11-22T10:00:00Z\nday 2026-11-22\nofficer -\nfrom nowhere\n" };
    for (size_t i = 0; i < ROWS(texts); i++) {
        struct verification out;
        struct digest leaf;
        struct buffer sql = { 0 };
        (void)scratch_clear(state);
        ledger_make(scratch("ledger.db"));
        tree_leaf(text_of(texts[i]), &leaf);
        buffer_format(&sql, "UPDATE journal SET text = '%s', leaf = x'", texts[i]);
        digest_print(&leaf, &sql);
        buffer_add_string(&sql, "' WHERE position = 1");
        outside_tamper(scratch("ledger.db"), buffer_string(&sql));
        REFUSES(verify(scratch("ledger.db"), NULL, NULL, &out), ERROR_UNVERIFIED,
                "table tree_head: the head after 2 entries is not the root");
        assert_int_equal(out.first_bad, 1);
        buffer_free(&sql);
    }
}

static void verifying_changes_nothing(void **state)
{
    (void)state;
    struct buffer before = { 0 };
    struct buffer after = { 0 };
    struct verification out;
    ledger_make(scratch("ledger.db"));
    outside_tamper(scratch("ledger.db"), "UPDATE balance SET amount = 5 WHERE year = 2022 AND account_id = 2");
    outside_contents(scratch("ledger.db"), &before);
    REFUSES(verify(scratch("ledger.db"), NULL, NULL, &out), ERROR_UNVERIFIED, "table balance");
    outside_contents(scratch("ledger.db"), &after);
    assert_true(text_equal(buffer_text(&before), buffer_text(&after)));
    buffer_free(&before);
    buffer_free(&after);
}

#define verification_test(name) cmocka_unit_test_setup_teardown(name, NULL, scratch_clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        verification_test(an_intact_ledger_verifies_and_names_its_root),
        verification_test(a_visitors_refusal_is_passed_on_with_its_position),
        verification_test(every_change_to_the_tables_of_the_ledger_is_named),
        verification_test(an_entry_rewritten_together_with_its_hash_does_not_fit_the_tree_head),
        verification_test(verifying_changes_nothing),
    };
    return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
