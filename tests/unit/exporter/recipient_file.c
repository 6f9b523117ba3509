#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "exporter/recipient_file.h"
#include "ledger_sample.h"

static char folder[] = "recipient_test.XXXXXX";

static void assert_done(const struct error *error)
{
    if (error != NULL) {
        fail_msg("%s", error->message);
    }
}

/* The list of a ledger of one year whose tenth person has this name. */
static void list(const char *name, bool masked, int year, int64_t *rows_out, struct buffer *out)
{
    struct store *store SCOPED_STORE = NULL;
    struct transaction reading SCOPED_TRANSACTION = { 0 };
    struct buffer ledger SCOPED_BUFFER = { 0 };
    struct buffer path SCOPED_BUFFER = { 0 };
    buffer_format(&ledger, "%s/%d.db", folder, year);
    buffer_format(&path, "%s/list.csv", folder);
    assert_done(store_open(ledger.bytes, STORE_CREATE, &store));
    assert_done(sample_year(store, &(struct sample){ 2022, 120, 60, true, name }));
    assert_done(transaction_begin_read(store, &reading));
    assert_done(recipient_file_write(store, year, masked, path.bytes, rows_out));
    assert_done(file_read_all(path.bytes, 1 << 20, out));
    transaction_rollback(&reading);
    store_close(store);
    store = NULL;
    assert_int_equal(unlink(path.bytes), 0);
    assert_int_equal(unlink(ledger.bytes), 0);
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL ? -1 : 0;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder); /* fails when something was left behind */
}

static size_t lines(const struct buffer *text)
{
    size_t count = 0;
    for (size_t i = 0; i < text->length; i++) {
        count += text->bytes[i] == '\n' ? 1 : 0;
    }
    return count;
}

static void writes_nothing_that_a_spreadsheet_would_calculate(void **state)
{
    static const char *const rows[][2] = {
        { "=HYPERLINK(\"http://x\"),1", ",\"'=HYPERLINK(\"\"http://x\"\"),1\"," }, { "@SUM(1)", ",'@SUM(1)," }, { "\t+62", ",'+62," }, { "-\r\nANI", ",'-  ANI," },
        { "\xC2\x85=M\xC3\xBCLLER", ",'=M\xC3\xBCLLER," },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct buffer text SCOPED_BUFFER = { 0 };
        int64_t count;
        list(rows[i][0], true, 2022, &count, &text);
        assert_int_equal(lines(&text), count + 1);
        if (strstr(buffer_string(&text), rows[i][1]) == NULL) {
            fail_msg("%s is not in %s", rows[i][1], text.bytes);
        }
    }
}

static void has_everybody_of_all_years_or_of_one(void **state)
{
    struct buffer all SCOPED_BUFFER = { 0 };
    struct buffer none SCOPED_BUFFER = { 0 };
    int64_t count;
    (void)state;
    list("ANI", false, 0, &count, &all);
    assert_true(count > 40); /* sixty, without those that bounced */
    assert_int_equal(lines(&all), count + 1);
    list("ANI", false, 2023, &count, &none);
    assert_int_equal(count, 0);
    assert_int_equal(lines(&none), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_nothing_that_a_spreadsheet_would_calculate),
        cmocka_unit_test(has_everybody_of_all_years_or_of_one),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
