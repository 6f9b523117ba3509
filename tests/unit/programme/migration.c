/* A ledger that was made by an earlier version of the program is brought up to date, and goes on living. */
#include "life.h"

/* The same books in a file that knows the first schemas only, as an earlier version of the program wrote it. */
static void write_in_schema(int format, const char *path)
{
    struct buffer schema SCOPED_BUFFER = { 0 };
    struct buffer sql SCOPED_BUFFER = { 0 };
    static const char *const tables[] = { "journal", "tree_head", "account", "category", "region", "programme_version", "rule", "transfer", "balance", "import",
                                          "applicant", "set_aside", "evaluation", "decision", "batch", "approval", "payout", "sending", "bank_answer", "settlement" };
    file_read(SOURCE_DIR "/src/store/schema/0001_foundation.sql", &schema);
    outside_run(path, buffer_string(&schema));
    if (format == 2) {
        buffer_clear(&schema);
        file_read(SOURCE_DIR "/src/store/schema/0002_register.sql", &schema);
        outside_run(path, buffer_string(&schema));
    }
    buffer_format(&sql, "ATTACH '%s' AS present;", ledger_path());
    for (size_t i = 0; i < ROWS(tables); i++) {
        bool erasable = strcmp(tables[i], "applicant") == 0 || strcmp(tables[i], "set_aside") == 0; /* the last column came later */
        buffer_format(&sql, "CREATE TEMP TABLE t AS SELECT * FROM present.%s; %s INSERT INTO main.%s SELECT * FROM t; DROP TABLE t;", tables[i],
                      erasable ? "ALTER TABLE t DROP COLUMN erased;" : "", tables[i]);
    }
    buffer_format(&sql, "CREATE VIEW sheet_tidak_lolos AS SELECT 1 AS tahun; PRAGMA user_version = %d; PRAGMA application_id = %d", format, 0x44554D49);
    outside_run(path, buffer_string(&sql));
}

static void live_before(struct programme *programme)
{
    struct work work;
    struct applicant people[4];
    for (int i = 0; i < 4; i++) {
        people[i] = person(2030, i + 1, CATEGORY_PEMULA);
    }
    work_begin(&work, "2030-02-01");
    add_rules(&work, HEAD_OF(2030, 1000) AMOUNTS RULES_2030, programme);
    take_in(&work, "satu.csv", people, 1);
    assert_int_equal(pay_out(&work, programme, 0), 1); /* nobody waits: there were no lists yet */
    take_in(&work, "dua.csv", people + 1, 3);
    (void)check_year(&work, programme);
    work_commit(&work);
}

static void a_ledger_of_the_first_schema_is_migrated_and_amended(void **state)
{
    (void)state;
    struct programme programme = { 0 };
    struct work work;
    struct store *store = NULL;
    live_before(&programme);
    write_in_schema(1, scratch("first.db"));
    assert_int_equal(rename(scratch("first.db"), ledger_path()), 0);
    assert_int_equal(outside_integer(ledger_path(), "PRAGMA user_version"), 1);
    REFUSES(store_open(ledger_path(), STORE_READ, &store), ERROR_FAILED, "older");
    work_begin(&work, "2030-03-01");
    work_commit(&work);
    assert_true(outside_integer(ledger_path(), "PRAGMA user_version") > 1);
    assert_verifies();
    work_begin(&work, "2030-03-02");
    amend_text(&work, &programme, 1, FIELD_NO_REKENING, "0011111111", 0);
    amend_text(&work, &programme, 2, FIELD_NAMA, "Budi Dua", 0);
    withdraw(&work, 2030, 3);
    exclude(&work, 2030, "asn", 4, INT64_C(1571010101100099));
    assert_int_equal(check_year(&work, &programme).eligible, 2);
    send_batch(&work, 1, "");
    work_commit(&work);
    assert_verifies();
    programme_free(&programme);
}

static void a_ledger_of_the_second_schema_is_migrated_and_reviewed(void **state)
{
    (void)state;
    struct programme programme = { 0 };
    struct work work;
    struct store *store = NULL;
    int64_t newest = outside_integer(ledger_path(), "PRAGMA user_version");
    live_before(&programme);
    write_in_schema(2, scratch("second.db"));
    assert_int_equal(rename(scratch("second.db"), ledger_path()), 0);
    REFUSES(store_open(ledger_path(), STORE_READ, &store), ERROR_FAILED, "older");
    work_begin(&work, "2030-03-01");
    assert_true(review_person(&work, 2030, 3, REVIEW_REJECTED, "Usaha tutup", 0));
    assert_true(review_person(&work, 2030, 4, REVIEW_ACCEPTED, "", 0));
    assert_int_equal(check_year(&work, &programme).eligible, 3);
    work_commit(&work);
    assert_int_equal(outside_integer(ledger_path(), "PRAGMA user_version"), newest);
    assert_verifies();
    programme_free(&programme);
}

static void a_migration_that_is_rolled_back_leaves_the_first_schema(void **state)
{
    (void)state;
    struct programme programme = { 0 };
    struct work work;
    live_before(&programme);
    write_in_schema(1, scratch("first.db"));
    assert_int_equal(rename(scratch("first.db"), ledger_path()), 0);
    work_begin(&work, "2030-03-01");
    work_end(&work);
    assert_int_equal(outside_integer(ledger_path(), "PRAGMA user_version"), 1);
    assert_int_equal(outside_integer(ledger_path(), "SELECT count(*) FROM sqlite_schema WHERE name = 'amendment'"), 0);
    programme_free(&programme);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        life_test(a_ledger_of_the_first_schema_is_migrated_and_amended),
        life_test(a_ledger_of_the_second_schema_is_migrated_and_reviewed),
        life_test(a_migration_that_is_rolled_back_leaves_the_first_schema),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
