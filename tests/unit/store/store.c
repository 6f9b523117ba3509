#include "books.h"

#include <signal.h>
#include <sys/wait.h>

static void a_new_ledger_is_for_its_owner_only(void **state)
{
    (void)state;
    struct stat status;
    mode_t before = umask(0);
    books_make(scratch("ledger.db"));
    (void)umask(before);
    assert_int_equal(stat(scratch("ledger.db"), &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    assert_int_equal(scratch_count(), 1); /* no log left beside it */
}

static void a_new_file_without_a_commit_is_removed(void **state)
{
    (void)state;
    struct store *store = NULL;
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_CREATE, &store));
    assert_true(store_is_new(store));
    assert_string_equal(store_path(store), scratch("ledger.db"));
    assert_true(file_exists(scratch("ledger.db")));
    store_close(store);
    assert_int_equal(scratch_count(), 0);
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_NEW, &store));
    struct transaction transaction = { 0 };
    SUCCEEDS(transaction_begin(store, &transaction));
    SUCCEEDS(run_all(store, books));
    transaction_rollback(&transaction);
    assert_true(store_is_new(store));
    store_close(store);
    assert_int_equal(scratch_count(), 0);
    store_close(NULL);
}

static void an_empty_file_that_was_there_is_not_removed(void **state)
{
    (void)state;
    struct store *store = NULL;
    file_write(scratch("ledger.db"), "", 0);
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_CREATE, &store));
    assert_true(store_is_new(store));
    store_close(store);
    assert_true(file_exists(scratch("ledger.db")));
}

static void a_committed_ledger_is_opened_in_every_mode_but_new(void **state)
{
    (void)state;
    static const enum store_mode modes[] = { STORE_READ, STORE_WRITE, STORE_CREATE };
    struct store *store = NULL;
    books_make(scratch("ledger.db"));
    for (size_t i = 0; i < ROWS(modes); i++) {
        int64_t count;
        SUCCEEDS(store_open(scratch("ledger.db"), modes[i], &store));
        assert_false(store_is_new(store));
        SUCCEEDS(query_one_integer(store, "SELECT count(*) FROM applicant", &count));
        assert_int_equal(count, 2);
        SUCCEEDS(store_check(store));
        store_close(store);
        store = NULL;
    }
    REFUSES(store_open(scratch("ledger.db"), STORE_NEW, &store), ERROR_FAILED, "exists already");
    assert_null(store);
}

static void refuses_a_ledger_that_is_not_there(void **state)
{
    (void)state;
    static const enum store_mode modes[] = { STORE_READ, STORE_WRITE };
    struct store *store = NULL;
    for (size_t i = 0; i < ROWS(modes); i++) {
        REFUSES(store_open(scratch("ledger.db"), modes[i], &store), ERROR_FAILED, "no ledger yet");
    }
    REFUSES(store_open(scratch("no/such/folder.db"), STORE_CREATE, &store), ERROR_FAILED, "cannot be created");
    assert_int_equal(scratch_count(), 0);
    file_write(scratch("empty.db"), "", 0);
    for (size_t i = 0; i < ROWS(modes); i++) {
        REFUSES(store_open(scratch("empty.db"), modes[i], &store), ERROR_FAILED, "empty file");
    }
    assert_null(store);
}

static void refuses_files_that_are_no_ledger_and_leaves_them_alone(void **state)
{
    (void)state;
    static const enum store_mode modes[] = { STORE_READ, STORE_WRITE, STORE_CREATE, STORE_NEW };
    struct store *store = NULL;
    char text[5000];
    memset(text, 'x', sizeof(text));
    file_write(scratch("text.csv"), text, sizeof(text));
    file_write(scratch("short.csv"), "nik,nama\n", 9);
    for (size_t i = 0; i < ROWS(modes); i++) {
        const char *part = modes[i] == STORE_NEW ? "exists already" : "not a dumisake ledger";
        struct stat status;
        REFUSES(store_open(scratch("text.csv"), modes[i], &store), ERROR_FAILED, part);
        REFUSES(store_open(scratch("short.csv"), modes[i], &store), ERROR_FAILED, part);
        assert_int_equal(stat(scratch("short.csv"), &status), 0);
        assert_int_equal(status.st_size, 9);
    }
    outside_run(scratch("other.db"), "CREATE TABLE contact (name TEXT)");
    outside_run(scratch("named.db"), "PRAGMA application_id = 252006673; CREATE TABLE contact (name TEXT)");
    for (size_t i = 0; i < ROWS(modes); i++) {
        const char *part = modes[i] == STORE_NEW ? "exists already" : "another program";
        REFUSES(store_open(scratch("other.db"), modes[i], &store), ERROR_FAILED, part);
        REFUSES(store_open(scratch("named.db"), modes[i], &store), ERROR_FAILED, part);
    }
    assert_int_equal(outside_integer(scratch("other.db"), "SELECT count(*) FROM sqlite_schema"), 1);
    assert_null(store);
    assert_int_equal(scratch_count(), 4);
}

static void refuses_what_is_not_a_file(void **state)
{
    (void)state;
    static const enum store_mode modes[] = { STORE_READ, STORE_WRITE, STORE_CREATE, STORE_NEW };
    struct store *store = NULL;
    assert_int_equal(mkfifo(scratch("pipe"), 0600), 0);
    assert_int_equal(symlink(scratch("elsewhere"), scratch("dangling")), 0);
    for (size_t i = 0; i < ROWS(modes); i++) {
        REFUSES(store_open(scratch_folder, modes[i], &store), ERROR_FAILED, "is not a file");
        REFUSES(store_open(scratch("pipe"), modes[i], &store), ERROR_FAILED, "is not a file");
        REFUSES(store_open("/dev/null", modes[i], &store), ERROR_FAILED, "is not a file");
    }
    REFUSES(store_open(scratch("dangling"), STORE_CREATE, &store), ERROR_FAILED, "cannot be created");
    assert_false(file_exists(scratch("elsewhere")));
}

static void refuses_a_ledger_of_a_newer_program_and_one_without_its_format(void **state)
{
    (void)state;
    struct store *store = NULL;
    books_make(scratch("ledger.db"));
    outside_run(scratch("ledger.db"), "PRAGMA user_version = 9999");
    REFUSES(store_open(scratch("ledger.db"), STORE_READ, &store), ERROR_FAILED, "newer dumisake");
    REFUSES(store_open(scratch("ledger.db"), STORE_CREATE, &store), ERROR_FAILED, "newer dumisake");
    outside_run(scratch("ledger.db"), "PRAGMA user_version = 0");
    REFUSES(store_open(scratch("ledger.db"), STORE_READ, &store), ERROR_UNVERIFIED, "format number");
    assert_null(store);
}

static void a_name_full_of_url_marks_is_only_a_name(void **state)
{
    (void)state;
    static const char name[] = "a?mode=memory&b#c%41 d.db";
    books_make(scratch(name));
    assert_true(file_exists(scratch(name)));
    assert_int_equal(scratch_count(), 1);
    struct store *store SCOPED_STORE = NULL;
    SUCCEEDS(store_open(scratch(name), STORE_READ, &store));
}

static void a_reader_cannot_write(void **state)
{
    (void)state;
    struct store *store SCOPED_STORE = NULL;
    struct transaction transaction SCOPED_TRANSACTION = { 0 };
    books_make(scratch("ledger.db"));
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_READ, &store));
    REFUSES(transaction_begin(store, &transaction), ERROR_FAILED, "cannot be written");
    REFUSES(run(store, "INSERT INTO category (id, name, title) VALUES (9, 'x', 'x')"), ERROR_FAILED, "cannot be written");
    REFUSES(run(store, "DELETE FROM payout"), ERROR_FAILED, "cannot be written");
    REFUSES(run(store, "CREATE TABLE extra (x)"), ERROR_FAILED, "cannot be written");
    SUCCEEDS(transaction_begin_read(store, &transaction));
    SUCCEEDS(transaction_commit(&transaction));
}

static void the_record_of_what_happened_cannot_be_changed_or_deleted(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        { "UPDATE journal SET text = 'x' WHERE position = 0", "journal is append-only" },
        { "DELETE FROM journal WHERE position = 0", "journal is append-only" },
        { "UPDATE tree_head SET root = zeroblob(32)", "tree_head is append-only" },
        { "DELETE FROM tree_head", "tree_head is append-only" },
        { "UPDATE transfer SET amount = 1", "transfer is append-only" },
        { "DELETE FROM transfer", "transfer is append-only" },
        { "DELETE FROM payout", "payout is kept for ever" },
        { "UPDATE import SET file_name = 'x'", "import is append-only" },
        { "DELETE FROM import", "import is append-only" },
    };
    struct store *store SCOPED_STORE = NULL;
    books_make(scratch("ledger.db"));
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_WRITE, &store));
    for (size_t i = 0; i < ROWS(rows); i++) {
        const char *statements[] = { rows[i][0], NULL };
        REFUSES(change(store, statements), ERROR_FAILED, rows[i][1]);
    }
}

static void the_columns_refuse_what_they_cannot_mean(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "INSERT INTO transfer (position, year, from_account, to_account, amount) VALUES (1, 2022, 0, 1, 0)",
        "INSERT INTO transfer (position, year, from_account, to_account, amount) VALUES (1, 2022, 0, 1, -5)",
        "INSERT INTO transfer (position, year, from_account, to_account, amount) VALUES (1, 2022, 0, 1, 9007199254740992)",
        "INSERT INTO transfer (position, year, from_account, to_account, amount) VALUES (1, 2022, 1, 1, 5)",
        "INSERT INTO transfer (position, year, from_account, to_account, amount) VALUES (1, 2022, 0, 1, 1.5)",
        "INSERT INTO transfer (position, year, from_account, to_account, amount) VALUES (1, 2022, 0, 7, 5)",
        "INSERT INTO transfer (position, year, from_account, to_account, amount) VALUES (99, 2022, 0, 1, 5)",
        "UPDATE balance SET amount = -1 WHERE account_id = 1",
        "UPDATE applicant SET nik = 157101150590000 WHERE id = 1",
        "UPDATE applicant SET nik = 1571011505900002 WHERE id = 1",
        "UPDATE payout SET account_id = 77",
        "INSERT INTO payout (id, position, batch_id, sequence, applicant_id, year, amount, reference, account_id) VALUES (2, 4, 1, 2, 1, 2022, 10, 'R2', 2)",
        "INSERT INTO journal (position, text, leaf) VALUES (6, 'x', x'00')",
        "INSERT INTO journal (position, text, leaf) VALUES (-1, 'x', zeroblob(32))",
    };
    struct store *store SCOPED_STORE = NULL;
    books_make(scratch("ledger.db"));
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_WRITE, &store));
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct transaction transaction SCOPED_TRANSACTION = { 0 };
        SUCCEEDS(transaction_begin(store, &transaction));
        const struct error *error = run(store, rows[i]);
        if (error == NULL) {
            fail_msg("was taken: %s", rows[i]);
        }
    }
}

static void the_check_names_a_reference_to_a_row_that_is_not_there(void **state)
{
    (void)state;
    struct store *store SCOPED_STORE = NULL;
    books_make(scratch("ledger.db"));
    outside_run(scratch("ledger.db"), "DELETE FROM applicant WHERE id = 1");
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_READ, &store));
    REFUSES(store_check(store), ERROR_UNVERIFIED, "table payout, row 1: refers to a row of applicant");
}

/* SQLite reads no CHECKs in a connection that cannot write, so that a reader's check does not see this. */
static void the_check_of_a_writer_finds_a_row_that_its_column_would_refuse(void **state)
{
    (void)state;
    struct store *store SCOPED_STORE = NULL;
    books_make(scratch("ledger.db"));
    outside_run(scratch("ledger.db"),
                "PRAGMA ignore_check_constraints = ON; UPDATE balance SET amount = -5 WHERE account_id = 3");
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_WRITE, &store));
    REFUSES(store_check(store), ERROR_UNVERIFIED, "CHECK constraint failed in balance");
}

static void a_damaged_file_is_reported_not_read(void **state)
{
    (void)state;
    struct store *store SCOPED_STORE = NULL;
    books_make(scratch("ledger.db"));
    FILE *stream = fopen(scratch("ledger.db"), "r+b");
    assert_non_null(stream);
    assert_int_equal(fseek(stream, 8192 * 2, SEEK_SET), 0);
    for (int i = 0; i < 8192 * 8; i++) {
        assert_int_equal(fputc(0xA5, stream), 0xA5);
    }
    assert_int_equal(fclose(stream), 0);
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_READ, &store));
    REFUSES(store_check(store), ERROR_UNVERIFIED, "damaged");
}

/* 0 when a reader without any right to write opens the ledger and reads it. */
static int read_without_rights(const char *path)
{
    struct store *store SCOPED_STORE = NULL;
    int64_t count = 0;
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) {
        return 77;
    }
    if (access(path, R_OK) != 0) {
        return 77; /* a folder above is closed to others */
    }
    if (access(path, W_OK) == 0) {
        return 77;
    }
    if (store_open(path, STORE_READ, &store) != NULL ||
        query_one_integer(store, "SELECT count(*) FROM applicant", &count) != NULL) {
        return 1;
    }
    return count == 2 ? 0 : 2;
}

static void a_ledger_in_a_read_only_folder_can_be_read(void **state)
{
    (void)state;
    assert_int_equal(mkdir(scratch("archive"), 0755), 0);
    books_make(scratch("archive/ledger.db"));
    assert_int_equal(chmod(scratch("archive/ledger.db"), 0444), 0);
    assert_int_equal(chmod(scratch("archive"), 0555), 0);
    assert_int_equal(chmod(scratch_folder, 0755), 0);
    (void)fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        _exit(read_without_rights(scratch("archive/ledger.db")));
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(chmod(scratch("archive"), 0755), 0);
    assert_int_equal(unlink(scratch("archive/ledger.db")), 0);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77) {
        print_message("skipped: this user may write everywhere, and nobody else can be tried\n");
        skip();
    }
    assert_int_equal(WEXITSTATUS(status), 0);
}

#define store_test(name) cmocka_unit_test_setup_teardown(name, NULL, scratch_clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        store_test(a_new_ledger_is_for_its_owner_only),
        store_test(a_new_file_without_a_commit_is_removed),
        store_test(an_empty_file_that_was_there_is_not_removed),
        store_test(a_committed_ledger_is_opened_in_every_mode_but_new),
        store_test(refuses_a_ledger_that_is_not_there),
        store_test(refuses_files_that_are_no_ledger_and_leaves_them_alone),
        store_test(refuses_what_is_not_a_file),
        store_test(refuses_a_ledger_of_a_newer_program_and_one_without_its_format),
        store_test(a_name_full_of_url_marks_is_only_a_name),
        store_test(a_reader_cannot_write),
        store_test(the_record_of_what_happened_cannot_be_changed_or_deleted),
        store_test(the_columns_refuse_what_they_cannot_mean),
        store_test(the_check_names_a_reference_to_a_row_that_is_not_there),
        store_test(the_check_of_a_writer_finds_a_row_that_its_column_would_refuse),
        store_test(a_damaged_file_is_reported_not_read),
        store_test(a_ledger_in_a_read_only_folder_can_be_read),
    };
    return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
