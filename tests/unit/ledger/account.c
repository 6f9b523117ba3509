#include "support.h"

#include "ledger/account.h"

static void every_account_has_a_name_of_its_own_and_comes_back_from_it(void **state)
{
    (void)state;
    static const char *const names[ACCOUNT_COUNT] = { "apbd",     "anggaran", "komitmen",     "dalam-proses",
                                                      "tersalur", "retur",    "setor-kembali" };
    for (int i = 0; i < ACCOUNT_COUNT; i++) {
        enum account account = ACCOUNT_APBD;
        assert_string_equal(account_name((enum account)i), names[i]);
        assert_true(account_parse(text_of(names[i]), &account));
        assert_int_equal(account, i);
        assert_true(strlen(account_title((enum account)i)) > 0);
    }
}

static void refuses_a_name_that_is_no_account(void **state)
{
    (void)state;
    static const char *const rows[] = { "",         "Anggaran", "anggaran ", " anggaran", "dalam_proses", "dalam proses",
                                        "terminal", "anggara",  "anggarann", "1" };
    for (size_t i = 0; i < ROWS(rows); i++) {
        enum account account = ACCOUNT_RETUR;
        assert_false(account_parse(text_of(rows[i]), &account));
        assert_int_equal(account, ACCOUNT_RETUR);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_account_has_a_name_of_its_own_and_comes_back_from_it),
        cmocka_unit_test(refuses_a_name_that_is_no_account),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
