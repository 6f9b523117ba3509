#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "exporter/bank_file.h"

/* Orders borrow literals; the code under test does not change them. */
static char *borrowed(const char *literal)
{
    union {
        const char *in;
        char *out;
    } cast = { .in = literal };
    return cast.out;
}

static struct transfer_order order(const char *reference, const char *account, const char *name, int64_t amount, const char *held_back)
{
    return (struct transfer_order){
        .reference = borrowed(reference),
        .account_number = borrowed(account),
        .account_name = borrowed(name),
        .bank_code = borrowed("115"),
        .amount = { amount },
        .held_back = borrowed(held_back),
    };
}

static void load(const char *name, struct bank_template *out)
{
    const struct error *error = bank_template_load(name, out);
    if (error != NULL) {
        fail_msg("%s", error->message);
    }
}

static void add_file(const struct bank_files *files, size_t i, struct buffer *out)
{
    struct digest actual;
    struct buffer bytes SCOPED_BUFFER = { 0 };
    assert_null(file_read_all(files->items[i].path, 1 << 20, &bytes));
    assert_int_equal(unlink(files->items[i].path), 0);
    digest_of(buffer_text(&bytes), TEXT_EMPTY, &actual);
    assert_true(digest_equal(&files->items[i].sha256, &actual));
    buffer_add(out, buffer_text(&bytes));
}

/* All files one after another, as the template writes them. */
static void write_with(const struct bank_template *template, struct transfer_order *orders, size_t count, struct buffer *out)
{
    struct sending sending = { .batch_id = 7, .year = 2024, .orders = orders, .count = count };
    struct bank_files files SCOPED_BANK_FILES = { 0 };
    struct buffer path SCOPED_BUFFER = { 0 };
    buffer_format(&path, "bank_file_test.%d.csv", (int)getpid());
    bank_template_fit(template, &sending);
    assert_null(bank_files_write(&sending, template, (struct day){ 20000 }, path.bytes, &files));
    assert_null(bank_files_keep(&files));
    if (files.count == 1) {
        assert_string_equal(files.items[0].path, path.bytes);
        assert_true(digest_equal(&files.sha256, &files.items[0].sha256));
    }
    for (size_t i = 0; i < files.count; i++) {
        add_file(&files, i, out);
    }
    memory_free(sending.template_name);
}

static void assert_file(struct transfer_order *orders, size_t count, const char *expected)
{
    struct bank_template template SCOPED_BANK_TEMPLATE = { 0 };
    struct buffer bytes SCOPED_BUFFER = { 0 };
    load(NULL, &template);
    write_with(&template, orders, count, &bytes);
    assert_string_equal(buffer_string(&bytes), expected);
}

#define HEADER "reference,account_number,account_name,bank_code,amount,remark\n"

static void writes_the_payable_orders_and_a_trailer(void **state)
{
    struct transfer_order orders[] = {
        order("P2024B007N000001", "0012345678", "SITI AMINAH", 5000000, NULL),
        order("P2024B007N000002", "1", "BUDI", 5000000, "no account"),
        order("P2024B007N000003", "9999999999", "ANI", 10000000, NULL),
    };
    (void)state;
    assert_file(orders, 3,
                HEADER "P2024B007N000001,0012345678,SITI AMINAH,115,5000000,DUMISAKE 2024 BATCH 7\n"
                       "P2024B007N000003,9999999999,ANI,115,10000000,DUMISAKE 2024 BATCH 7\n"
                       "TRAILER,2,15000000,12345677,,\n");
}

static void quotes_names_with_commas_and_quotes(void **state)
{
    struct transfer_order orders[] = { order("R", "1", "ANI, \"BU\" S.Pd", 1, NULL) };
    (void)state;
    assert_file(orders, 1, HEADER "R,1,\"ANI, \"\"BU\"\" S.Pd\",115,1,DUMISAKE 2024 BATCH 7\nTRAILER,1,1,1,,\n");
}

static void writes_no_name_that_a_spreadsheet_would_calculate(void **state)
{
    struct transfer_order orders[] = {
        order("A", "1", "=1+1", 1, NULL),
        order("B", "1", " +- @=SITI-AMINAH", 1, NULL),
        order("C", "1", "\t\x1B=BUDI\r\nANI\x7F", 1, NULL),
        order("D", "1", "\xC2\x85=M\xC3\xBCller", 1, NULL),
    };
    (void)state;
    assert_file(orders, 4,
                HEADER "A,1,1+1,115,1,DUMISAKE 2024 BATCH 7\n"
                       "B,1,SITI-AMINAH,115,1,DUMISAKE 2024 BATCH 7\n"
                       "C,1,BUDI  ANI,115,1,DUMISAKE 2024 BATCH 7\n"
                       "D,1,M\xC3\xBCller,115,1,DUMISAKE 2024 BATCH 7\n"
                       "TRAILER,4,4,4,,\n");
}

/* A template that is made of this text. */
static void write_as(const char *yaml, struct transfer_order *orders, size_t count, const char *expected)
{
    struct bank_template template SCOPED_BANK_TEMPLATE = { 0 };
    struct buffer bytes SCOPED_BUFFER = { 0 };
    const struct error *error = bank_template_parse("bank.yaml", text_of(yaml), &template);
    if (error != NULL) {
        fail_msg("%s", error->message);
    }
    write_with(&template, orders, count, &bytes);
    assert_string_equal(buffer_string(&bytes), expected);
}

static void writes_another_layout_of_separators(void **state)
{
    struct transfer_order orders[] = { order("A", "0012", "ANI; \"BU\"", 5000000, NULL), order("B", "34", "M\xC3\xBCLLER", 1250000, NULL) };
    (void)state;
    write_as("title: x\nencoding: utf-8-bom\nline_end: crlf\nseparator: semicolon\nquoting: always\nheader: yes\n"
             "amounts: { decimals: 2, decimal: comma, thousands: dot }\n"
             "leader: [\"{{date}}\", \"{{count}}\"]\n"
             "columns:\n  - { header: NO, content: \"{{number}}\" }\n  - { header: NAMA, content: \"{{account_name}}\" }\n"
             "  - { header: NOMINAL, content: \"{{amount}}\" }\n  - { header: REK, content: \"{{account_number}}\" }\n  - { header: REF, content: \"{{reference}}\" }\n"
             "trailer: [\"{{hash_total}}\", \"\", \"{{sum}}\"]\n",
             orders, 2,
             "\xEF\xBB\xBF\"NO\";\"NAMA\";\"NOMINAL\";\"REK\";\"REF\"\r\n\"2024-10-04\";\"2\"\r\n"
             "\"1\";\"ANI; \"\"BU\"\"\";\"5.000.000,00\";\"0012\";\"A\"\r\n\"2\";\"M\xC3\xBCLLER\";\"1.250.000,00\";\"34\";\"B\"\r\n"
             "\"46\";\"\";\"6.250.000,00\"\r\n");
}

static void writes_a_layout_of_fixed_widths(void **state)
{
    struct transfer_order orders[] = { order("A1", "0012", "ANI", 5000000, NULL), order("B2", "34", "SITI AMINAH", 1250000, NULL) };
    (void)state;
    write_as("title: x\nencoding: windows-1252\nline_end: lf\nseparator: none\nheader: yes\n"
             "columns:\n  - { header: RF, content: \"{{reference}}\", width: 3 }\n  - { header: REK, content: \"{{account_number}}\", width: 6 }\n"
             "  - { header: NAMA, content: \"{{account_name}}\", width: 6, too_long: cut }\n  - { header: JUMLAH, content: \"{{amount}}\", width: 9, align: right, pad: \"0\" }\n"
             "trailer:\n  - { content: \"9\", width: 3 }\n  - { content: \"{{count}}\", width: 4, align: right, pad: \"0\" }\n  - { content: \"{{sum}}\", width: 9, align: right }\n",
             orders, 2, "RF REK   NAMA  JUMLAH   \nA1 0012  ANI   005000000\nB2 34    SITI A001250000\n9  0002  6250000\n");
}

#define TWO_A_FILE "title: x\nencoding: utf-8\nline_end: lf\nseparator: comma\nquoting: needed\nheader: no\nrows_per_file: 2\n" \
                   "columns:\n  - { content: \"{{number}}\" }\n  - { content: \"{{reference}}\" }\n  - { content: \"{{account_number}}\" }\n  - { content: \"{{amount}}\" }\n" \
                   "trailer: [\"{{file}}/{{files}}\", \"{{count}}\", \"{{sum}}\", \"{{hash_total}}\"]\n"

static void splits_what_is_too_much_for_one_file(void **state)
{
    struct transfer_order orders[] = {
        order("A", "1", "ANI", 5, NULL), order("H", "9", "HELD", 5, "no account"), order("B", "2", "ANI", 6, NULL),
        order("C", "3", "ANI", 7, NULL), order("D", "4", "ANI", 8, NULL),          order("E", "5", "ANI", 9, NULL),
    };
    (void)state;
    write_as(TWO_A_FILE, orders, 6, "1,A,1,5\n2,B,2,6\n1/3,2,11,3\n1,C,3,7\n2,D,4,8\n2/3,2,15,7\n1,E,5,9\n3/3,1,9,5\n");
    write_as(TWO_A_FILE, orders, 5, "1,A,1,5\n2,B,2,6\n1/2,2,11,3\n1,C,3,7\n2,D,4,8\n2/2,2,15,7\n");
    write_as(TWO_A_FILE, orders, 3, "1,A,1,5\n2,B,2,6\n1/1,2,11,3\n");
}

/* Three files, of which somebody else has the name of the second. */
static void replaces_no_file_and_leaves_none_behind(void **state)
{
    struct transfer_order orders[] = { order("A", "1", "ANI", 5, NULL), order("B", "2", "ANI", 6, NULL), order("C", "3", "ANI", 7, NULL),
                                       order("D", "4", "ANI", 8, NULL), order("E", "5", "ANI", 9, NULL) };
    struct sending sending = { .batch_id = 7, .year = 2024, .orders = orders, .count = 5 };
    struct bank_template template SCOPED_BANK_TEMPLATE = { 0 };
    struct bank_files files SCOPED_BANK_FILES = { 0 };
    struct bank_remains remains;
    struct digest all;
    struct buffer digests SCOPED_BUFFER = { 0 };
    (void)state;
    assert_null(bank_template_parse("bank.yaml", text_of(TWO_A_FILE), &template));
    bank_template_fit(&template, &sending);
    FILE *other = fopen("bank_files_test-2.csv", "w");
    assert_non_null(other);
    assert_true(fputs("mine\n", other) >= 0 && fclose(other) == 0);
    const struct error *error = bank_files_write(&sending, &template, (struct day){ 20000 }, "bank_files_test.csv", &files);
    assert_non_null(error);
    assert_non_null(strstr(error->message, "bank_files_test-2.csv"));
    assert_int_equal(access("bank_files_test-1.csv", F_OK), -1);
    assert_int_equal(unlink("bank_files_test-2.csv"), 0);

    assert_null(bank_files_write(&sending, &template, (struct day){ 20000 }, "bank_files_test.csv", &files));
    assert_int_equal(files.count, 3);
    for (size_t i = 0; i < 3; i++) {
        buffer_add(&digests, digest_text(&files.items[i].sha256));
    }
    digest_of(buffer_text(&digests), TEXT_EMPTY, &all);
    assert_true(digest_equal(&all, &files.sha256));
    assert_null(bank_files_finish(&files));
    assert_int_equal(access("bank_files_test-1.csv", F_OK), -1);
    bank_remains_find("bank_files_test.csv", &remains);
    assert_int_equal(remains.count, 3);
    assert_true(bank_remains_are_of(&remains, &files));
    files.items[0].sha256.bytes[0] ^= 1;
    files.items[1].sha256.bytes[0] ^= 1;
    assert_true(bank_remains_are_of(&remains, &files));
    files.items[2].sha256.bytes[0] ^= 1;
    assert_false(bank_remains_are_of(&remains, &files));
    bank_remains_free(&remains);
    static const char *const others[] = { "bank_files_tes.csv", "bank_files_test.csv2", "missing/bank_files_test.csv" };
    for (size_t i = 0; i < 3; i++) {
        bank_remains_find(others[i], &remains);
        assert_int_equal(remains.count, 0);
        bank_remains_free(&remains);
    }
    /* The third cannot be put in place; the first two are there, the books know of them. */
    assert_int_equal(mkdir("bank_files_test-3.csv", 0700), 0);
    assert_non_null(bank_files_keep(&files));
    assert_int_equal(access("bank_files_test-1.csv", F_OK), 0);
    assert_int_equal(access("bank_files_test-2.csv", F_OK), 0);
    assert_int_equal(rmdir("bank_files_test-3.csv"), 0);
    bank_files_free(&files);
    bank_remains_find("bank_files_test.csv", &remains);
    assert_int_equal(remains.count, 0);
    /* Made again, those that are there are taken as they are. */
    assert_null(bank_files_write(&sending, &template, (struct day){ 20000 }, "bank_files_test.csv", &files));
    assert_true(files.items[0].existed && files.items[1].existed && !files.items[2].existed);
    assert_null(bank_files_keep(&files));
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(unlink(files.items[i].path), 0);
    }
    memory_free(sending.template_name);
}

static void refuses_totals_that_do_not_fit_and_too_many_files(void **state)
{
    struct transfer_order *orders = memory_new(501 * sizeof(*orders));
    struct sending sending = { .batch_id = 7, .year = 2024, .orders = orders, .count = 501 };
    (void)state;
    for (size_t i = 0; i < 501; i++) {
        orders[i] = order("R", "1", "ANI", 5000000, NULL);
    }
    static const char *const rows[][2] = {
        { "rows_per_file: 1\n", "500 files" },
        { "leader: [{ content: \"{{sum}}\", width: 9 }]\n", "room for 9 characters" },
    };
    for (size_t i = 0; i < 2; i++) {
        struct bank_template template SCOPED_BANK_TEMPLATE = { 0 };
        struct bank_files files SCOPED_BANK_FILES = { 0 };
        struct buffer yaml SCOPED_BUFFER = { 0 };
        buffer_format(&yaml, "%stitle: x\nencoding: utf-8\nline_end: lf\nseparator: comma\n"
                             "columns: [{ content: \"{{reference}}\" }, { content: \"{{account_number}}\" }, { content: \"{{amount}}\" }]\n", rows[i][0]);
        assert_null(bank_template_parse("bank.yaml", buffer_text(&yaml), &template));
        bank_template_fit(&template, &sending);
        const struct error *error = bank_files_write(&sending, &template, (struct day){ 20000 }, "bank_files_test.csv", &files);
        assert_non_null(error);
        assert_int_equal(error->kind, ERROR_REFUSED);
        assert_non_null(strstr(error->message, rows[i][1]));
        assert_int_equal(access("bank_files_test.csv", F_OK), -1);
    }
    memory_free(sending.template_name);
    memory_free(orders);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_the_payable_orders_and_a_trailer),
        cmocka_unit_test(quotes_names_with_commas_and_quotes),
        cmocka_unit_test(writes_another_layout_of_separators),
        cmocka_unit_test(writes_a_layout_of_fixed_widths),
        cmocka_unit_test(splits_what_is_too_much_for_one_file),
        cmocka_unit_test(replaces_no_file_and_leaves_none_behind),
        cmocka_unit_test(refuses_totals_that_do_not_fit_and_too_many_files),
        cmocka_unit_test(writes_no_name_that_a_spreadsheet_would_calculate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
