#include "books.h"

/* A rollback journal without a page that ends in the name of a file, as SQLite's would for a change of two databases. */
static void journal_write(const char *path, const char *named, unsigned more)
{
    static const unsigned char magic[] = { 0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7 };
    unsigned char bytes[2048] = { 0 };
    size_t length = strlen(named);
    uint32_t sum = more;
    struct stat ledger;
    memcpy(bytes, magic, sizeof(magic));
    assert_int_equal(stat(scratch("ledger.db"), &ledger), 0);
    bytes[19] = (unsigned char)(ledger.st_size / 8192); /* pages that the database had */
    bytes[18] = (unsigned char)(ledger.st_size / 8192 / 256);
    bytes[22] = 2;          /* sectors of 512 bytes */
    bytes[26] = 8192 / 256; /* pages */
    memcpy(bytes + 512, "\0\2\0\1", 4); /* the page of SQLite's locks, which is none of the database's */
    memcpy(bytes + 516, named, length);
    for (size_t i = 0; i < length; i++) {
        uint32_t byte = (unsigned char)named[i];
        sum += byte < 0x80 ? byte : byte - 0x100U; /* as SQLite, whose char has a sign */
    }
    for (int i = 0; i < 4; i++) {
        bytes[516 + length + (size_t)i] = (unsigned char)((uint32_t)length >> (24 - 8 * i));
        bytes[520 + length + (size_t)i] = (unsigned char)(sum >> (24 - 8 * i));
    }
    memcpy(bytes + 524 + length, magic, sizeof(magic));
    file_write(path, (const char *)bytes, 532 + length);
}

static void a_journal_that_names_another_file_is_refused_and_the_file_stays(void **state)
{
    (void)state;
    static const enum store_mode modes[] = { STORE_READ, STORE_COPY, STORE_WRITE, STORE_CREATE };
    struct store *store = NULL;
    books_make(scratch("ledger.db"));
    for (size_t i = 0; i < ROWS(modes); i++) {
        file_write(scratch("kept \xC3\xA9.txt"), "words", 5);
        journal_write(scratch("ledger.db-journal"), scratch("kept \xC3\xA9.txt"), 0);
        REFUSES(store_open(scratch("ledger.db"), modes[i], &store), ERROR_UNVERIFIED, "names another file");
        assert_true(file_exists(scratch("kept \xC3\xA9.txt")));
    }
    assert_int_equal(symlink(scratch("ledger.db"), scratch("link.db")), 0);
    REFUSES(store_open(scratch("link.db"), STORE_READ, &store), ERROR_UNVERIFIED, "names another file");
    journal_write(scratch("ledger.db-journal"), scratch("kept \xC3\xA9.txt"), 1); /* another sum: SQLite sees no name either */
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_READ, &store));
    assert_true(file_exists(scratch("kept \xC3\xA9.txt")));
    store_close(store);
}

static void what_is_no_file_under_the_names_of_sqlite_is_not_opened(void **state)
{
    (void)state;
    static const char *const names[] = { "ledger.db-journal", "ledger.db-wal", "ledger.db-shm" };
    struct store *store = NULL;
    books_make(scratch("ledger.db"));
    for (size_t i = 0; i < ROWS(names); i++) {
        (void)alarm(20); /* a pipe would wait for ever */
        assert_int_equal(mkfifo(scratch(names[i]), 0600), 0);
        REFUSES(store_open(scratch("ledger.db"), STORE_READ, &store), ERROR_FAILED, names[i]);
        assert_int_equal(unlink(scratch(names[i])), 0);
        assert_int_equal(symlink("/dev/zero", scratch(names[i])), 0);
        REFUSES(store_open(scratch("ledger.db"), STORE_WRITE, &store), ERROR_FAILED, names[i]);
        assert_int_equal(unlink(scratch(names[i])), 0);
        (void)alarm(0);
        file_write(scratch("other.txt"), "words", 5);
        assert_int_equal(link(scratch("other.txt"), scratch(names[i])), 0);
        REFUSES(store_open(scratch("ledger.db"), STORE_WRITE, &store), ERROR_FAILED, names[i]);
        assert_int_equal(unlink(scratch(names[i])), 0);
    }
    assert_null(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_journal_that_names_another_file_is_refused_and_the_file_stays, scratch_clear),
        cmocka_unit_test_setup(what_is_no_file_under_the_names_of_sqlite_is_not_opened, scratch_clear),
    };
    return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
