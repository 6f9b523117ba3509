#include "books.h"

#define HOSTILE "PRAGMA writable_schema = ON; "

static void refuses_a_schema_that_is_not_the_built_in_one_and_names_what_differs(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        { "DROP TRIGGER journal_no_delete", "trigger journal_no_delete" },
        { "DROP TRIGGER journal_no_delete; CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT 1; END",
          "journal_no_delete" },
        { "DROP INDEX payout_one_live", "payout_one_live" },
        { "CREATE TABLE extra (x)", "extra" },
        { "DROP VIEW money", "money" },
        { "DROP VIEW recipient; CREATE VIEW recipient AS SELECT 1", "recipient" },
        { "ALTER TABLE approval ADD COLUMN extra TEXT", "approval" },
        { HOSTILE "INSERT INTO sqlite_schema VALUES ('trigger', 'sqlite_autoindex_balance_9', 'payout', 0, "
                  "'CREATE TRIGGER sqlite_autoindex_balance_9 AFTER INSERT ON payout BEGIN DELETE FROM balance; END')", "sqlite_autoindex_balance_9" },
        { HOSTILE "UPDATE sqlite_schema SET sql = replace(sql, 'without folders' || char(10), 'without folders ') WHERE name = 'issue'", "table issue" },
        { HOSTILE "UPDATE sqlite_schema SET sql = sql || char(0) || ' AND 0' WHERE name = 'issue_sha256'", "index issue_sha256" },
        { HOSTILE "UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', '') WHERE name = 'balance'", "table balance" },
    };
    static const enum store_mode modes[] = { STORE_READ, STORE_COPY, STORE_WRITE, STORE_CREATE };
    for (size_t i = 0; i < ROWS(rows); i++) {
        (void)scratch_clear(state);
        books_make(scratch("ledger.db"));
        outside_run(scratch("ledger.db"), rows[i][0]);
        for (size_t k = 0; k < ROWS(modes); k++) {
            struct store *store = NULL;
            REFUSES(store_open(scratch("ledger.db"), modes[k], &store), ERROR_UNVERIFIED, rows[i][1]);
            assert_null(store);
        }
    }
}

static void a_schema_that_is_changed_behind_an_open_ledger_is_refused_by_the_next_transaction(void **state)
{
    (void)state;
    struct store *store SCOPED_STORE = NULL;
    struct transaction reading = { 0 };
    struct transaction writing = { 0 };
    books_make(scratch("ledger.db"));
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_WRITE, &store));
    outside_run(scratch("ledger.db"), "DROP VIEW money; CREATE VIEW money AS SELECT 2024 AS year, 1 AS account_id, 'a' AS account, 'b' AS title, 7 AS amount");
    REFUSES(transaction_begin_read(store, &reading), ERROR_UNVERIFIED, "view money");
    transaction_rollback(&reading);
    REFUSES(transaction_begin(store, &writing), ERROR_UNVERIFIED, "view money");
}

static void an_older_file_with_a_trigger_of_its_own_is_refused_before_it_is_brought_up_to_date(void **state)
{
    (void)state;
    struct buffer first = { 0 };
    struct store *store = NULL;
    static const char *const strangers[][2] = {
        { "CREATE TRIGGER t AFTER INSERT ON applicant BEGIN DELETE FROM payout; END", "trigger t" },
        { "CREATE VIEW strange AS SELECT 1", "view strange" },
    };
    file_read(SOURCE_DIR "/src/store/schema/0001_foundation.sql", &first);
    buffer_format(&first, ";PRAGMA user_version = 1; PRAGMA application_id = %d", 0x44554D49);
    for (size_t i = 0; i < ROWS(strangers); i++) {
        struct transaction transaction SCOPED_TRANSACTION = { 0 };
        (void)scratch_clear(state);
        outside_run(scratch("old.db"), buffer_string(&first));
        SUCCEEDS(store_open(scratch("old.db"), STORE_COPY, &store));
        store_close(store);
        outside_run(scratch("old.db"), strangers[i][0]);
        const struct error *error = store_open(scratch("old.db"), STORE_WRITE, &store);
        if (error == NULL) { /* which views an older format had is not known any more: they come after it was renewed */
            error = transaction_begin(store, &transaction);
            store_close(store);
        }
        REFUSES(error, ERROR_UNVERIFIED, strangers[i][1]);
        assert_int_equal(outside_integer(scratch("old.db"), "PRAGMA user_version"), 1);
    }
    buffer_free(&first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(refuses_a_schema_that_is_not_the_built_in_one_and_names_what_differs, scratch_clear),
        cmocka_unit_test_setup(a_schema_that_is_changed_behind_an_open_ledger_is_refused_by_the_next_transaction, scratch_clear),
        cmocka_unit_test_setup(an_older_file_with_a_trigger_of_its_own_is_refused_before_it_is_brought_up_to_date, scratch_clear),
    };
    return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
