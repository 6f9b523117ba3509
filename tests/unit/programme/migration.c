/* A ledger that was made by an earlier version of the program is brought up to date, and goes on living. */
#include "life.h"
#include "programme/decree.h"
#include "programme/erasure.h"
#include "programme/lpj.h"

/* Its entries name no layout. */
#define SENDING_OF_BEFORE                                                                                                                        \
    "INSERT INTO main.sending SELECT position, batch_id, day, sp2d_number, sp2d_day, payouts, amount, hash_total, file_sha256 FROM present.sending;"

/* The same books in a file that knows the first schemas only, as an earlier version of the program wrote it. */
static void write_in_schema(int format, const char *path)
{
    struct buffer schema SCOPED_BUFFER = { 0 };
    struct buffer sql SCOPED_BUFFER = { 0 };
    static const char *const tables[] = { "journal", "tree_head", "account", "category", "region", "programme_version", "rule", "transfer", "balance", "import",
                                          "applicant", "set_aside", "evaluation", "decision", "batch", "payout", "bank_answer", "settlement" };
    file_read(SOURCE_DIR "/src/store/schema/0001_foundation.sql", &schema);
    outside_run(path, buffer_string(&schema));
    if (format == 2) {
        buffer_clear(&schema);
        file_read(SOURCE_DIR "/src/store/schema/0002_register.sql", &schema);
        outside_run(path, buffer_string(&schema));
    }
    buffer_format(&sql, "ATTACH '%s' AS present;", ledger_path());
    for (size_t i = 0; i < ROWS(tables); i++) {
        bool erasable = strcmp(tables[i], "applicant") == 0 || strcmp(tables[i], "set_aside") == 0; /* these columns came later */
        buffer_format(&sql, "CREATE TEMP TABLE t AS SELECT * FROM present.%s; %s%s INSERT INTO main.%s SELECT * FROM t; DROP TABLE t;", tables[i],
                      erasable ? "ALTER TABLE t DROP COLUMN erased;" : "", strcmp(tables[i], "applicant") == 0 ? "ALTER TABLE t DROP COLUMN jumlah_diajukan;" : "", tables[i]);
    }
    /* Columns that came later are none of the old file's. */
    buffer_add_string(&sql, "INSERT INTO main.approval SELECT position, batch_id, day, mode, sk_number, sk_day FROM present.approval;" SENDING_OF_BEFORE);
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

/* The same in the schema of before there were erasures: its tables had no columns for them, and two of them the amount asked for at the end. */
static void write_in_schema_11(const char *path)
{
    static const char *const schemas[] = { "0001_foundation", "0002_register", "0003_review", "0004_allocation", "0005_bulk", "0006_money_back", "0007_officer",
                                           "0008_signing_key", "0009_requested_amount", "0010_decisions", "0011_accountability" };
    static const char *const plain[] = { "journal", "tree_head", "account", "category", "region", "programme_version", "rule", "transfer", "balance", "import", "evaluation",
                                         "decision", "batch", "payout", "bank_answer", "settlement", "approval", "waiting", "lpj_file", "decree" };
    static const char *const changed[] = { "set_aside", "withdrawal", "exclusion", "review", "lottery_ticket", "cancellation", "decree_row", "lpj", "applicant", "amendment" };
    struct buffer schema SCOPED_BUFFER = { 0 };
    struct buffer sql SCOPED_BUFFER = { 0 };
    for (size_t i = 0; i < ROWS(schemas); i++) {
        struct buffer name SCOPED_BUFFER = { 0 };
        buffer_format(&name, SOURCE_DIR "/src/store/schema/%s.sql", schemas[i]);
        buffer_clear(&schema);
        file_read(buffer_string(&name), &schema);
        outside_run(path, buffer_string(&schema));
    }
    buffer_format(&sql, "ATTACH '%s' AS present;", ledger_path());
    for (size_t i = 0; i < ROWS(plain); i++) {
        buffer_format(&sql, "INSERT INTO main.%s SELECT * FROM present.%s;", plain[i], plain[i]);
    }
    buffer_add_string(&sql, SENDING_OF_BEFORE);
    for (size_t i = 0; i < ROWS(changed); i++) {
        bool last = i >= ROWS(changed) - 2;
        buffer_format(&sql, "CREATE TEMP TABLE t AS SELECT * FROM present.%s; ALTER TABLE t DROP COLUMN erased;%s%s INSERT INTO main.%s SELECT * FROM t; DROP TABLE t;", changed[i],
                      i == ROWS(changed) - 1 ? "ALTER TABLE t DROP COLUMN reason_erased;" : "",
                      last ? "ALTER TABLE t ADD COLUMN moved; UPDATE t SET moved = jumlah_diajukan; ALTER TABLE t DROP COLUMN jumlah_diajukan;" : "", changed[i]);
    }
    buffer_format(&sql, "PRAGMA user_version = 11; PRAGMA application_id = %d", 0x44554D49);
    outside_run(path, buffer_string(&sql));
}

static void a_ledger_with_amounts_reports_and_annexes_is_migrated_and_erased(void **state)
{
    (void)state;
    struct programme programme = { 0 };
    struct work work;
    struct applicant people[2] = { person(2030, 1, CATEGORY_PEMULA), person(2030, 2, CATEGORY_PEMULA) };
    const struct decree_row rows[] = { { 2, nik_at(1), TEXT("Budi Contoh"), 0, { 5 }, TEXT_EMPTY } };
    struct decree decree = { .number = TEXT("SK-1/2030"), .file_name = "lampiran.csv", .rows = rows, .count = 1 };
    struct lpj_report report = { .received = DAY_NONE, .used = { 1 }, .document = TEXT("LPJ.pdf") };
    struct erasure erasure = { 0 };
    struct money rest;
    bool recorded;
    digest_of(TEXT("lampiran"), TEXT_EMPTY, &decree.sha256);
    set_integer(&people[0], FIELD_JUMLAH_DIAJUKAN, 20000000);
    work_begin(&work, "2030-02-01");
    add_rules(&work, HEAD_OF(2030, 1000) AMOUNTS RULES_2030, &programme);
    take_in(&work, "satu.csv", people, 2);
    amend_text(&work, &programme, 1, FIELD_ALAMAT, "Jalan Satu", 0);
    assert_int_equal(pay_out(&work, &programme, 1), 1);
    send_fitted(&work, 1, "", NULL); /* its entry names no layout, as then */
    answer(&work, "P2030B001N000001", true, figure(&work, "SELECT amount FROM payout"), "");
    SUCCEEDS(lpj_give(&work.journal, 2030, &(struct payee){ .nik = (struct nik){ nik_at(1) } }, &report, &recorded, &rest));
    SUCCEEDS(decree_record(&work.journal, 2030, &decree, &recorded));
    work_commit(&work);
    assert_verifies();
    write_in_schema_11(scratch("eleventh.db"));
    assert_int_equal(rename(scratch("eleventh.db"), ledger_path()), 0);
    work_begin(&work, "2030-03-01");
    assert_int_equal(figure(&work, "PRAGMA defer_foreign_keys"), 0); /* or every insert that follows looks through all tables */
    work_commit(&work);
    assert_int_equal(outside_integer(ledger_path(), "SELECT count(*) FROM applicant WHERE jumlah_diajukan = 20000000"), 1);
    assert_int_equal(outside_integer(ledger_path(), "SELECT count(*) FROM amendment WHERE jumlah_diajukan = 20000000"), 1);
    assert_int_equal(outside_integer(ledger_path(), "SELECT count(*) FROM sending WHERE template IS NULL"), 1);
    assert_verifies();
    work_begin(&work, "2030-03-02");
    SUCCEEDS(erasure_record(&work.journal, 2030, (struct nik){ nik_at(1) }, TEXT("Surat 1/2030"), &erasure));
    assert_int_equal(erasure.rows[ERASED_DECREE], 1);
    assert_int_equal(erasure.rows[ERASED_REPORT], 1);
    assert_int_equal(erasure.rows[ERASED_AMENDMENT], 1);
    erasure_free(&erasure);
    work_commit(&work);
    assert_verifies();
    assert_int_equal(outside_integer(ledger_path(), "SELECT count(*) FROM (SELECT jumlah_diajukan AS v FROM applicant UNION ALL SELECT jumlah_diajukan FROM amendment "
                                                    "UNION ALL SELECT document FROM lpj UNION ALL SELECT nama FROM decree_row) WHERE v IS NOT NULL"), 0);
    programme_free(&programme);
}

/* The file of before layouts were named and second answers were kept: everything else is as it was. */
static void a_ledger_of_the_twelfth_schema_is_migrated_and_keeps_a_second_answer(void **state)
{
    (void)state;
    struct programme programme = { 0 };
    struct work work;
    live_before(&programme);
    work_begin(&work, "2030-02-02");
    send_fitted(&work, 1, "", NULL); /* its entry names no layout, as then */
    answer(&work, "P2030B001N000001", false, figure(&work, "SELECT amount FROM payout"), "Rekening ditutup");
    work_commit(&work);
    outside_run(ledger_path(), "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE type = 'view'; PRAGMA writable_schema = RESET;"
                               "ALTER TABLE sending DROP COLUMN template_sha256; ALTER TABLE sending DROP COLUMN template; DROP TABLE second_answer;"
                               "DROP TABLE holiday; DROP TABLE programme_amount; DROP TABLE rule_limit; DROP TABLE programme_deadline; DROP TABLE issue;"
                               "PRAGMA user_version = 12");
    work_begin(&work, "2030-03-01");
    answer_again(&work, "P2030B001N000001", true, figure(&work, "SELECT amount FROM payout"), "");
    work_commit(&work);
    assert_int_equal(outside_integer(ledger_path(), "SELECT count(*) FROM contradiction WHERE until IS NULL"), 1);
    assert_verifies();
    programme_free(&programme);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        life_test(a_ledger_of_the_first_schema_is_migrated_and_amended),
        life_test(a_ledger_of_the_second_schema_is_migrated_and_reviewed),
        life_test(a_ledger_with_amounts_reports_and_annexes_is_migrated_and_erased),
        life_test(a_ledger_of_the_twelfth_schema_is_migrated_and_keeps_a_second_answer),
        life_test(a_migration_that_is_rolled_back_leaves_the_first_schema),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
