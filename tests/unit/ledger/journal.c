#include "ledger.h"

/* The stored text of an entry. */
static void stored_entry(const char *path, int position, struct buffer *out)
{
    struct store *store SCOPED_STORE = NULL;
    struct query *query SCOPED_QUERY = NULL;
    bool row = false;
    buffer_clear(out);
    SUCCEEDS(store_open(path, STORE_READ, &store));
    SUCCEEDS(query_open(store, "SELECT text FROM journal WHERE position = ?1", &query));
    query_bind_integer(query, 1, position);
    SUCCEEDS(query_step(query, &row));
    assert_true(row);
    buffer_add(out, query_text(query, 0));
}

static void the_first_entry_begins_the_ledger_with_a_random_id(void **state)
{
    (void)state;
    struct buffer first = { 0 };
    struct buffer second = { 0 };
    struct text id;
    SUCCEEDS(record(scratch("a.db"), step_begin));
    SUCCEEDS(record(scratch("b.db"), step_begin));
    stored_entry(scratch("a.db"), 0, &first);
    stored_entry(scratch("b.db"), 0, &second);
    assert_true(text_starts_with(buffer_text(&first),
                                 TEXT("entry 0\ntype ledger\nat 2026-11-22T10:00:00Z\nday 2026-11-22\nofficer -\nid ")));
    assert_true(entry_get(buffer_text(&first), "id", &id));
    assert_int_equal(id.length, 32);
    assert_false(text_equal(buffer_text(&first), buffer_text(&second)));
    assert_int_equal(outside_integer(scratch("a.db"), "SELECT count(*) FROM account"), ACCOUNT_COUNT);
    buffer_free(&first);
    buffer_free(&second);
}

static const struct error *step_of_every_line(struct journal *journal)
{
    struct digest digest;
    int64_t position;
    digest_of(TEXT("abc"), TEXT_EMPTY, &digest);
    journal->event.officer = "Rina \xC3\xA9";
    assert_int_equal(journal_next(journal), 2);
    entry_begin(journal, "sample");
    entry_add(journal, "name", TEXT("a.csv"));
    entry_add(journal, "empty", TEXT_EMPTY);
    entry_add_integer(journal, "least", INT64_MIN);
    entry_add_integer(journal, "most", INT64_MAX);
    entry_add_day(journal, "from-day", (struct day){ 0 });
    entry_add_day(journal, "no-day", DAY_NONE);
    entry_add_digest(journal, "sha256", &digest);
    TRY(journal_append(journal, &position));
    assert_int_equal(position, 2);
    entry_begin(journal, "move");
    entry_add_integer(journal, "payout", 5);
    TRY(journal_post(journal, 2022, ACCOUNT_APBD, ACCOUNT_ANGGARAN, RUPIAH(MONEY_MAX), 5, &position));
    assert_int_equal(position, 3);
    return NULL;
}

static void an_entry_is_exactly_its_canonical_text(void **state)
{
    (void)state;
    struct buffer text = { 0 };
    struct buffer expected = { 0 };
    struct digest root;
    struct tree tree = { 0 };
    SUCCEEDS(record(scratch("ledger.db"), step_begin));
    for (int i = 0; i < 2; i++) {
        stored_entry(scratch("ledger.db"), i, &text);
        tree_leaf(buffer_text(&text), &root);
        tree_append(&tree, &root);
    }
    tree_root(&tree, &root);
    SUCCEEDS(record(scratch("ledger.db"), step_of_every_line));
    stored_entry(scratch("ledger.db"), 2, &text);
    buffer_add_string(&expected, "entry 2\n"
                                 "type sample\n"
                                 "at 2026-11-22T10:00:00Z\n"
                                 "day 2026-11-22\n"
                                 "officer Rina \xC3\xA9\n"
                                 "previous-root ");
    digest_print(&root, &expected);
    buffer_add_string(&expected, "\n"
                                 "name a.csv\n"
                                 "empty \n"
                                 "least -9223372036854775808\n"
                                 "most 9223372036854775807\n"
                                 "from-day 1970-01-01\n"
                                 "no-day -\n"
                                 "sha256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n");
    assert_text(buffer_text(&text), buffer_string(&expected));
    stored_entry(scratch("ledger.db"), 3, &text);
    assert_text(buffer_text(&text), "entry 3\n"
                                    "type move\n"
                                    "at 2026-11-22T10:00:00Z\n"
                                    "day 2026-11-22\n"
                                    "officer Rina \xC3\xA9\n"
                                    "payout 5\n"
                                    "year 2022\n"
                                    "from apbd\n"
                                    "to anggaran\n"
                                    "amount 9007199254740991\n");
    buffer_free(&text);
    buffer_free(&expected);
}

static void entries_are_numbered_in_sequence_over_transactions(void **state)
{
    (void)state;
    ledger_make(scratch("ledger.db"));
    assert_int_equal(outside_integer(scratch("ledger.db"), "SELECT count(*) FROM journal"), 6);
    assert_int_equal(outside_integer(scratch("ledger.db"), "SELECT max(position) FROM journal"), 5);
    assert_int_equal(outside_integer(scratch("ledger.db"),
                                     "SELECT count(*) FROM journal WHERE text LIKE 'entry ' || position || char(10) || '%'"),
                     6);
    assert_int_equal(outside_integer(scratch("ledger.db"), "SELECT count(*) FROM tree_head WHERE size IN (2, 4, 6)"), 3);
    assert_int_equal(outside_integer(scratch("ledger.db"), "SELECT count(*) FROM tree_head"), 3);
    assert_int_equal(outside_integer(scratch("ledger.db"), "SELECT count(*) FROM journal WHERE text LIKE '%previous-root %'"), 2);
}

static const struct error *step_forge(struct journal *journal)
{
    int64_t position;
    journal->event.officer = "Rina\nfrom apbd";
    entry_begin(journal, "note\ntype budget");
    entry_add(journal, "words", TEXT("x\nfrom apbd\r\nto anggaran\namount 5\x1B[2J\xC2\x85\xFF"));
    return journal_append(journal, &position);
}

static void a_newline_in_a_value_cannot_forge_a_line(void **state)
{
    (void)state;
    struct buffer text = { 0 };
    struct text value;
    struct verification out;
    SUCCEEDS(record(scratch("ledger.db"), step_begin));
    SUCCEEDS(record(scratch("ledger.db"), step_forge));
    stored_entry(scratch("ledger.db"), 2, &text);
    assert_false(entry_get(buffer_text(&text), "from", &value));
    assert_false(entry_get(buffer_text(&text), "to", &value));
    assert_false(entry_get(buffer_text(&text), "amount", &value));
    assert_true(entry_get(buffer_text(&text), "words", &value));
    assert_text(value, "x?from apbd??to anggaran?amount 5?[2J??");
    assert_true(entry_get(buffer_text(&text), "officer", &value));
    assert_text(value, "Rina?from apbd");
    REFUSES(verify(scratch("ledger.db"), NULL, NULL, &out), ERROR_UNVERIFIED, "names an officer"); /* and is no transfer */
    buffer_free(&text);
}

static void nothing_is_kept_of_a_journal_that_was_not_committed(void **state)
{
    (void)state;
    struct buffer before = { 0 };
    struct buffer after = { 0 };
    ledger_make(scratch("ledger.db"));
    outside_contents(scratch("ledger.db"), &before);
    struct store *store = NULL;
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_WRITE, &store));
    for (int sealed = 0; sealed <= 1; sealed++) {
        struct transaction transaction SCOPED_TRANSACTION = { 0 };
        SUCCEEDS(transaction_begin(store, &transaction));
        struct journal journal SCOPED_JOURNAL = { 0 };
        SUCCEEDS(journal_open(store, monday, &journal));
        SUCCEEDS(step_withdraw(&journal));
        if (sealed == 1) {
            SUCCEEDS(journal_seal(&journal));
        } else {
            REFUSES(transaction_commit(&transaction), ERROR_FAILED, "tree head does not cover");
        }
    }
    store_close(store);
    outside_contents(scratch("ledger.db"), &after);
    assert_true(text_equal(buffer_text(&before), buffer_text(&after)));
    buffer_free(&before);
    buffer_free(&after);
}

static const struct error *step_balances(struct journal *journal)
{
    struct money money;
    int64_t position = 42;
    TRY(journal_balance(journal, 2022, ACCOUNT_ANGGARAN, &money));
    assert_true(money.rupiah == INT64_C(37280000000));
    TRY(post(journal, "commit", 2022, ACCOUNT_ANGGARAN, ACCOUNT_KOMITMEN, 30000000));
    TRY(post(journal, "send", 2022, ACCOUNT_KOMITMEN, ACCOUNT_DALAM_PROSES, 10000000));
    TRY(journal_balance(journal, 2022, ACCOUNT_ANGGARAN, &money));
    assert_true(money.rupiah == INT64_C(37250000000));
    TRY(journal_balance(journal, 2022, ACCOUNT_KOMITMEN, &money));
    assert_int_equal(money.rupiah, 20000000);
    TRY(journal_balance(journal, 2022, ACCOUNT_DALAM_PROSES, &money));
    assert_int_equal(money.rupiah, 10000000);
    TRY(journal_balance(journal, 2023, ACCOUNT_ANGGARAN, &money)); /* the years are apart */
    assert_int_equal(money.rupiah, 600);
    TRY(journal_balance(journal, 2199, ACCOUNT_ANGGARAN, &money)); /* a year that was only looked at leaves nothing */
    assert_int_equal(money.rupiah, 0);
    static const struct {
        int year;
        enum account from;
        enum account to;
        int64_t rupiah;
    } refused[] = {
        { 2022, ACCOUNT_KOMITMEN, ACCOUNT_DALAM_PROSES, 20000001 }, { 2022, ACCOUNT_TERSALUR, ACCOUNT_RETUR, 1 },
        { 2023, ACCOUNT_ANGGARAN, ACCOUNT_KOMITMEN, 601 },          { 2024, ACCOUNT_ANGGARAN, ACCOUNT_KOMITMEN, 1 },
        { 2022, ACCOUNT_APBD, ACCOUNT_ANGGARAN, MONEY_MAX },
    };
    for (size_t i = 0; i < ROWS(refused); i++) {
        int64_t next = journal_next(journal);
        entry_begin(journal, "too-much");
        REFUSES(journal_post(journal, refused[i].year, refused[i].from, refused[i].to, RUPIAH(refused[i].rupiah), 0, &position),
                ERROR_REFUSED, account_name(refused[i].from));
        assert_int_equal(position, 42);
        assert_int_equal(journal_next(journal), next);
    }
    TRY(post(journal, "send", 2022, ACCOUNT_KOMITMEN, ACCOUNT_DALAM_PROSES, 20000000)); /* all of it, to the last rupiah */
    return journal_balance(journal, 2022, ACCOUNT_KOMITMEN, &money);
}

static void money_moves_only_as_far_as_the_account_holds_it(void **state)
{
    (void)state;
    struct verification out;
    ledger_make(scratch("ledger.db"));
    SUCCEEDS(record(scratch("ledger.db"), step_balances));
    SUCCEEDS(verify(scratch("ledger.db"), NULL, NULL, &out));
    assert_int_equal(out.entries, 9);
    assert_int_equal(outside_integer(scratch("ledger.db"), "SELECT sum(amount) FROM balance"), 0);
    assert_int_equal(outside_integer(scratch("ledger.db"), "SELECT amount FROM balance WHERE year = 2022 AND account_id = 3"),
                     30000000);
    assert_int_equal(outside_integer(scratch("ledger.db"), "SELECT count(*) FROM balance WHERE year NOT IN (2022, 2023)"), 0);
}

static const struct error *step_none(struct journal *journal)
{
    (void)journal;
    return NULL;
}

static void a_transaction_without_an_entry_adds_no_tree_head(void **state)
{
    (void)state;
    ledger_make(scratch("ledger.db"));
    SUCCEEDS(record(scratch("ledger.db"), step_none));
    assert_int_equal(outside_integer(scratch("ledger.db"), "SELECT count(*) FROM tree_head"), 3);
}

static const struct error *step_balance_of_2022(struct journal *journal)
{
    struct money money;
    return journal_balance(journal, 2022, ACCOUNT_ANGGARAN, &money);
}

static void refuses_to_go_on_from_damaged_books(void **state)
{
    (void)state;
    ledger_make(scratch("ledger.db"));
    outside_tamper(scratch("ledger.db"), "UPDATE tree_head SET frontier = zeroblob(96) WHERE size = 6");
    REFUSES(record(scratch("ledger.db"), step_begin), ERROR_UNVERIFIED, "tree head is damaged");
    (void)scratch_clear(state);
    ledger_make(scratch("ledger.db"));
    outside_tamper(scratch("ledger.db"), "UPDATE balance SET amount = 9223372036854775807 WHERE account_id = 1");
    REFUSES(record(scratch("ledger.db"), step_balance_of_2022), ERROR_UNVERIFIED, "balances are damaged");
    REFUSES(record(scratch("ledger.db"), step_budget), ERROR_UNVERIFIED, "balances are damaged");
}

static const char sample[] =
    "entry 7\ntype budget\nday 2026-02-28\nno-day -\nbad-day 2026-02-30\namount 12\namount 13\nempty \nbare\nshort 12x\n"
    "hash ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\nhash-cut ba78\nlast line";

static void reads_the_first_line_that_has_exactly_the_key(void **state)
{
    (void)state;
    struct text entry = text_of(sample);
    struct text value;
    int64_t number;
    struct day day;
    struct digest digest;
    assert_true(entry_is(entry, "budget"));
    assert_true(entry_get(entry, "empty", &value));
    assert_int_equal(value.length, 0);
    assert_true(entry_get(entry, "last", &value));
    assert_text(value, "line");
    assert_true(entry_get_integer(entry, "amount", &number));
    assert_int_equal(number, 12);
    assert_true(entry_get_day(entry, "day", &day));
    assert_int_equal(day.number, 20512);
    assert_true(entry_get_day(entry, "no-day", &day));
    assert_true(day_is_none(day));
    assert_true(entry_get_digest(entry, "hash", &digest));
    assert_int_equal(digest.bytes[0], 0xba);
}

static void reads_nothing_from_a_line_that_only_looks_like_it(void **state)
{
    (void)state;
    struct text entry = text_of(sample);
    struct text value = TEXT("untouched");
    int64_t number = 42;
    struct day day = { 42 };
    struct digest digest;
    static const char *const absent[] = { "amoun", "amount2", "12", "bare", "Entry", "line", "ntry", "missing" };
    for (size_t i = 0; i < ROWS(absent); i++) {
        assert_false(entry_get(entry, absent[i], &value));
        assert_text(value, "untouched");
    }
    assert_false(entry_get_integer(entry, "short", &number));
    assert_false(entry_get_integer(entry, "missing", &number));
    assert_false(entry_get_integer(entry, "empty", &number));
    assert_false(entry_get_day(entry, "bad-day", &day));
    assert_false(entry_get_day(entry, "amount", &day));
    assert_false(entry_get_day(entry, "missing", &day));
    assert_false(entry_get_digest(entry, "hash-cut", &digest));
    assert_false(entry_get_digest(entry, "amount", &digest));
    assert_false(entry_is(entry, "budge"));
    assert_false(entry_is(entry, "budget2"));
    assert_false(entry_is(TEXT_EMPTY, "budget"));
    assert_false(entry_is(TEXT("entry 1\n"), "budget"));
    assert_int_equal(number, 42);
    assert_int_equal(day.number, 42);
}

#define journal_test(name) cmocka_unit_test_setup_teardown(name, NULL, scratch_clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        journal_test(the_first_entry_begins_the_ledger_with_a_random_id),
        journal_test(an_entry_is_exactly_its_canonical_text),
        journal_test(entries_are_numbered_in_sequence_over_transactions),
        journal_test(a_newline_in_a_value_cannot_forge_a_line),
        journal_test(nothing_is_kept_of_a_journal_that_was_not_committed),
        journal_test(money_moves_only_as_far_as_the_account_holds_it),
        journal_test(a_transaction_without_an_entry_adds_no_tree_head),
        journal_test(refuses_to_go_on_from_damaged_books),
        cmocka_unit_test(reads_the_first_line_that_has_exactly_the_key),
        cmocka_unit_test(reads_nothing_from_a_line_that_only_looks_like_it),
    };
    return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
