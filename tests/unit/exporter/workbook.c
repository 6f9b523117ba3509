#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../../src/exporter/workbook_internal.h"
#include "exporter/journal_text.h"
#include "ledger_sample.h"

static char folder[] = "workbook_test.XXXXXX";

static const char *path_of(const char *name)
{
    static struct buffer paths[4];
    static size_t next;
    struct buffer *path = &paths[next++ % 4];
    buffer_clear(path);
    buffer_format(path, "%s/%s", folder, name);
    return path->bytes;
}

static void assert_done(const struct error *error)
{
    if (error != NULL) {
        fail_msg("%s", error->message);
    }
}

static int make_ledger(void **state)
{
    struct store *store SCOPED_STORE = NULL;
    (void)state;
    assert_non_null(mkdtemp(folder));
    assert_done(store_open(path_of("ledger.db"), STORE_CREATE, &store));
    assert_done(sample_year(store, &(struct sample){ 2022, 120, 60, true, "=HYPERLINK(\"http://x\")" }));
    assert_done(sample_year(store, &(struct sample){ 2023, 80, 50, true, "@SUM(1)" }));
    assert_done(sample_year(store, &(struct sample){ 2024, 60, 2, false, NULL }));
    return 0;
}

static int remove_ledger(void **state)
{
    static const char *const names[] = { "ledger.db", "ledger.db-wal", "ledger.db-shm", "a.xlsx", "b.xlsx", "j.txt" };
    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        (void)unlink(path_of(names[i]));
    }
    return rmdir(folder); /* fails when a temporary file was left behind */
}

static const struct error *write_workbook(const char *name, int year, int64_t rows_a_sheet)
{
    struct store *store SCOPED_STORE = NULL;
    struct transaction reading SCOPED_TRANSACTION = { 0 };
    struct workbook_options options = { .path = path_of(name), .year = year, .program_version = "0.1.0" };
    TRY(store_open(path_of("ledger.db"), STORE_READ, &store));
    TRY(transaction_begin_read(store, &reading));
    return rows_a_sheet == 0 ? workbook_write(store, &options, NULL) : workbook_write_limited(store, &options, rows_a_sheet, NULL);
}

static void read_file(const char *name, struct buffer *out)
{
    assert_done(file_read_all(path_of(name), 64 << 20, out));
}

static void gives_the_same_bytes_twice(void **state)
{
    struct buffer first SCOPED_BUFFER = { 0 };
    struct buffer second SCOPED_BUFFER = { 0 };
    (void)state;
    assert_done(write_workbook("a.xlsx", 0, 0));
    (void)setenv("TZ", "Asia/Jakarta", 1);
    assert_done(write_workbook("b.xlsx", 0, 0));
    (void)unsetenv("TZ");
    read_file("a.xlsx", &first);
    read_file("b.xlsx", &second);
    assert_true(first.length > 10000);
    assert_true(text_starts_with(buffer_text(&first), TEXT("PK")));
    assert_true(text_equal(buffer_text(&first), buffer_text(&second)));
}

static void does_not_depend_on_the_decimal_comma(void **state)
{
    struct buffer first SCOPED_BUFFER = { 0 };
    struct buffer second SCOPED_BUFFER = { 0 };
    (void)state;
    if (setlocale(LC_NUMERIC, "id_ID.UTF-8") == NULL && setlocale(LC_NUMERIC, "de_DE.UTF-8") == NULL) {
        skip();
    }
    assert_done(write_workbook("b.xlsx", 0, 0));
    (void)setlocale(LC_NUMERIC, "C");
    assert_done(write_workbook("a.xlsx", 0, 0));
    read_file("a.xlsx", &first);
    read_file("b.xlsx", &second);
    assert_true(text_equal(buffer_text(&first), buffer_text(&second)));
}

static void is_for_its_owner_only(void **state)
{
    struct stat status;
    (void)state;
    assert_done(write_workbook("a.xlsx", 2022, 0));
    assert_int_equal(stat(path_of("a.xlsx"), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
}

static bool holds(struct text bytes, struct text wanted)
{
    for (size_t i = 0; i + wanted.length <= bytes.length; i++) {
        if (memcmp(bytes.bytes + i, wanted.bytes, wanted.length) == 0) {
            return true;
        }
    }
    return false;
}

static void continues_long_lists_on_further_sheets(void **state)
{
    struct buffer whole SCOPED_BUFFER = { 0 };
    struct buffer parts SCOPED_BUFFER = { 0 };
    (void)state;
    assert_done(write_workbook("a.xlsx", 0, 0));
    assert_done(write_workbook("b.xlsx", 0, 20));
    read_file("a.xlsx", &whole);
    read_file("b.xlsx", &parts);
    /* Names of parts stand uncompressed in the archive. */
    assert_false(holds(buffer_text(&whole), TEXT("xl/worksheets/sheet25.xml")));
    assert_true(holds(buffer_text(&parts), TEXT("xl/worksheets/sheet25.xml")));
}

static void refuses_a_year_that_the_ledger_has_not(void **state)
{
    (void)state;
    const struct error *error = write_workbook("b.xlsx", 1999, 0);
    assert_non_null(error);
    assert_int_equal(error->kind, ERROR_REFUSED);
}

static void says_so_when_the_folder_is_missing(void **state)
{
    (void)state;
    const struct error *error = write_workbook("missing/a.xlsx", 0, 0);
    assert_non_null(error);
    assert_int_equal(error->kind, ERROR_FAILED);
}

static void writes_the_journal_as_it_is_stored(void **state)
{
    struct store *store SCOPED_STORE = NULL;
    struct query *entries SCOPED_QUERY = NULL;
    struct buffer written SCOPED_BUFFER = { 0 };
    struct buffer expected SCOPED_BUFFER = { 0 };
    bool row = true;
    (void)state;
    assert_done(store_open(path_of("ledger.db"), STORE_READ, &store));
    assert_done(journal_text_write(store, path_of("j.txt")));
    read_file("j.txt", &written);
    assert_done(query_open(store, "SELECT text FROM journal ORDER BY position", &entries));
    for (;;) {
        assert_done(query_step(entries, &row));
        if (!row) {
            break;
        }
        buffer_add_string(&expected, expected.length == 0 ? "" : "\n");
        buffer_add(&expected, query_text(entries, 0));
    }
    assert_true(text_starts_with(buffer_text(&written), TEXT("entry 0\ntype ledger\n")));
    assert_true(text_equal(buffer_text(&written), buffer_text(&expected)));
}

static int64_t one(struct store *store, const char *sql)
{
    int64_t value = 0;
    assert_done(query_one_integer(store, sql, &value));
    return value;
}

static void lists_everybody_who_was_not_paid_with_a_reason(void **state)
{
    struct store *store SCOPED_STORE = NULL;
    (void)state;
    assert_done(store_open(path_of("ledger.db"), STORE_READ, &store));
    assert_int_equal(one(store, "SELECT count(*) FROM sheet_tidak_lolos WHERE alasan IS NULL OR alasan = ''"), 0);
    assert_true(one(store, "SELECT count(*) FROM sheet_tidak_lolos WHERE keputusan = 'Belum dibayar' AND alasan LIKE 'kk-ganda%'") > 0);
    assert_true(one(store, "SELECT count(*) FROM sheet_tidak_lolos WHERE keputusan = 'Belum dibayar' AND alasan LIKE 'daftar-tunggu%'") > 0);
    assert_true(one(store, "SELECT count(*) FROM sheet_tidak_lolos WHERE keputusan = 'Tidak memenuhi syarat' AND alasan LIKE 'tidak ada datanya:%[izin-usaha]%'") > 0);
    assert_int_equal(one(store, "SELECT count(*) FROM applicant") - one(store, "SELECT count(*) FROM sheet_tidak_lolos"),
                     one(store, "SELECT count(DISTINCT p.applicant_id) FROM payout AS p JOIN decision_now AS d "
                                "ON d.applicant_id = p.applicant_id WHERE d.status = 1"));
}

static void names_the_payment_order_of_what_was_sent_only(void **state)
{
    struct store *store SCOPED_STORE = NULL;
    (void)state;
    assert_done(store_open(path_of("ledger.db"), STORE_READ, &store));
    assert_int_equal(one(store, "SELECT count(*) FROM sheet_nominatif AS s JOIN payout AS p ON p.id = s.payout_id WHERE (p.account_id > 2) <> (nomor_sp2d IS NOT NULL)"), 0);
    assert_int_equal(one(store, "SELECT count(*) FROM sheet_nominatif AS s JOIN payout AS p ON p.id = s.payout_id WHERE (p.account_id = 5) <> (alasan_retur = 'Rekening ditutup')"), 0);
    assert_int_equal(one(store, "SELECT count(*) FROM sheet_nominatif"), one(store, "SELECT count(*) FROM payout"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_same_bytes_twice),
        cmocka_unit_test(does_not_depend_on_the_decimal_comma),
        cmocka_unit_test(is_for_its_owner_only),
        cmocka_unit_test(continues_long_lists_on_further_sheets),
        cmocka_unit_test(refuses_a_year_that_the_ledger_has_not),
        cmocka_unit_test(says_so_when_the_folder_is_missing),
        cmocka_unit_test(writes_the_journal_as_it_is_stored),
        cmocka_unit_test(lists_everybody_who_was_not_paid_with_a_reason),
        cmocka_unit_test(names_the_payment_order_of_what_was_sent_only),
    };
    return cmocka_run_group_tests(tests, make_ledger, remove_ledger);
}
