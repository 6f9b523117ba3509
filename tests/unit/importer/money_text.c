/* Amounts as applicants' files have them. */
#include "importer/money_text.h"
#include "support.h"

static void reads_amounts_of_offices(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t rupiah;
    } rows[] = {
        { "0", 0 },
        { "1500000", 1500000 },
        { "Rp 1.500.000,-", 1500000 },
        { "Rp. 1.500.000,00", 1500000 },
        { "RP1.500.000", 1500000 },
        { "Rp: 1.500.000", 1500000 },
        { "Rp 1.500.000.-", 1500000 },
        { "rp1500000,--", 1500000 },
        { "1.500.000", 1500000 },
        { "1,500,000", 1500000 },
        { "1,500,000.00", 1500000 },
        { "IDR 1,500,000", 1500000 },
        { "1500000,00", 1500000 },
        { "1500000.0", 1500000 },
        { "1.500", 1500 },
        { "1,500", 1500 },
        { "1.500.000 rupiah", 1500000 },
        { "1,5 juta", 1500000 },
        { "1.5 juta", 1500000 },
        { "1,25 JUTA", 1250000 },
        { "2 jt", 2000000 },
        { "2jt", 2000000 },
        { "Rp5jt", 5000000 },
        { "Rp. 5 jt,-", 5000000 },
        { "5 juta rupiah", 5000000 },
        { "750rb", 750000 },
        { "750 ribu", 750000 },
        { "1500 ribu", 1500000 },
        { "0,750 juta", 750000 },
        { "1,2 M", 1200000000 },
        { "1,2 miliar", 1200000000 },
        { "2 Milyar", 2000000000 },
        { "Rp 2.000.000/bulan", 2000000 },
        { "2 juta per bulan", 2000000 },
        { "2jt/bln", 2000000 },
        { "9007199254740991", MONEY_MAX },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct money amount = { -1 };
        if (!money_text_read(text_of(rows[i].text), &amount) || amount.rupiah != rows[i].rupiah) {
            fail_msg("\"%s\": %lld", rows[i].text, (long long)amount.rupiah);
        }
    }
}

static void refuses_what_is_none_or_could_be_two(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "Rp", "Rp ", "juta", "jt", "-5", "+5", "-1.500.000", "(1.500.000)", "1,50", "1.50", "1500,5", "1.500.00", "1.500.000,50", "1.500,000",
        "1,500.000", "1500.000", "1.5000", "0.500", ".500", "1.", "1,", "1..500", "1.500.000 juta", "1.500 juta", "2,500 jt", "1,5,5 juta", "1,2345678 juta",
        "1, juta", ",5 juta", "5 ratus", "5 jutaan", "1 jt 500 rb", "2-3 juta", "2 - 3 juta", "2 s/d 3 juta", "> 5 juta", "5 juta/hari", "5k",
        "1.5E+6", "9007199254740992", "99999999999999999999", "999999999 miliar", "10000000000000000000000 juta", "\xC2\xB1 5 juta", "1 500 000 x",
    };
    for (size_t i = 0; i < ROWS(texts); i++) {
        struct money amount = { -1 };
        if (money_text_read(text_of(texts[i]), &amount) || amount.rupiah != -1) {
            fail_msg("\"%s\": %lld", texts[i], (long long)amount.rupiah);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_amounts_of_offices),
        cmocka_unit_test(refuses_what_is_none_or_could_be_two),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
