#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
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

static void assert_file(struct transfer_order *orders, size_t count, int64_t hash_total, const char *expected)
{
    struct sending sending = { .batch_id = 7, .year = 2024, .orders = orders, .count = count, .hash_total = hash_total };
    struct output output SCOPED_OUTPUT = { 0 };
    struct buffer bytes SCOPED_BUFFER = { 0 };
    struct buffer path SCOPED_BUFFER = { 0 };
    struct digest told;
    struct digest actual;
    for (size_t i = 0; i < count; i++) {
        if (orders[i].held_back == NULL) {
            sending.payable += 1;
            sending.amount.rupiah += orders[i].amount.rupiah;
        }
    }
    buffer_format(&path, "bank_file_test.%d.csv", (int)getpid());
    assert_null(output_open(path.bytes, &output));
    assert_null(bank_file_write(&sending, &output, &told));
    assert_null(output_keep(&output));
    assert_null(file_read_all(path.bytes, 1 << 20, &bytes));
    assert_int_equal(unlink(path.bytes), 0);
    assert_string_equal(buffer_string(&bytes), expected);
    digest_of(buffer_text(&bytes), TEXT_EMPTY, &actual);
    assert_true(digest_equal(&told, &actual));
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
    assert_file(orders, 3, 12345677,
                HEADER "P2024B007N000001,0012345678,SITI AMINAH,115,5000000,DUMISAKE 2024 BATCH 7\n"
                       "P2024B007N000003,9999999999,ANI,115,10000000,DUMISAKE 2024 BATCH 7\n"
                       "TRAILER,2,15000000,12345677,,\n");
}

static void quotes_names_with_commas_and_quotes(void **state)
{
    struct transfer_order orders[] = { order("R", "1", "ANI, \"BU\" S.Pd", 1, NULL) };
    (void)state;
    assert_file(orders, 1, 1, HEADER "R,1,\"ANI, \"\"BU\"\" S.Pd\",115,1,DUMISAKE 2024 BATCH 7\nTRAILER,1,1,1,,\n");
}

static void writes_no_name_that_a_spreadsheet_would_calculate(void **state)
{
    struct transfer_order orders[] = {
        order("A", "1", "=1+1", 1, NULL),
        order("B", "1", " +- @=SITI-AMINAH", 1, NULL),
        order("C", "1", "\t\x1B=BUDI\r\nANI\x7F", 1, NULL),
        order("D", "1", "\xC2\x85=M\xC3\xBCller", 1, NULL),
        order("E", "1", "@", 1, NULL),
    };
    (void)state;
    assert_file(orders, 5, 5,
                HEADER "A,1,1+1,115,1,DUMISAKE 2024 BATCH 7\n"
                       "B,1,SITI-AMINAH,115,1,DUMISAKE 2024 BATCH 7\n"
                       "C,1,BUDI  ANI,115,1,DUMISAKE 2024 BATCH 7\n"
                       "D,1,M\xC3\xBCller,115,1,DUMISAKE 2024 BATCH 7\n"
                       "E,1,,115,1,DUMISAKE 2024 BATCH 7\n"
                       "TRAILER,5,5,5,,\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_the_payable_orders_and_a_trailer),
        cmocka_unit_test(quotes_names_with_commas_and_quotes),
        cmocka_unit_test(writes_no_name_that_a_spreadsheet_would_calculate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
