/* Days off, built in and in the ledger. */
#include "programme/holiday.h"

#include "life.h"

static void every_year_has_its_days_in_order_with_a_source(void **state)
{
    (void)state;
    int days[5] = { 0 };
    int shared[5] = { 0 };
    size_t count;
    const struct holiday *all = holiday_all(&count);
    for (size_t i = 0; i < count; i++) {
        int year;
        int month;
        int date;
        day_split(all[i].day, &year, &month, &date);
        assert_in_range(year, 2022, 2026);
        assert_true(i == 0 || all[i - 1].day.number < all[i].day.number);
        assert_true(strlen(all[i].name) > 0 && strlen(all[i].source) > 0);
        days[year - 2022] += 1;
        shared[year - 2022] += strcmp(all[i].kind, "cuti-bersama") == 0 ? 1 : 0;
    }
    static const int expected[5][2] = { { 20, 4 }, { 27, 11 }, { 29, 10 }, { 28, 11 }, { 25, 8 } };
    for (int i = 0; i < 5; i++) {
        assert_int_equal(days[i], expected[i][0]);
        assert_int_equal(shared[i], expected[i][1]);
    }
}

static const struct error *verify_holidays(void)
{
    struct store *store SCOPED_STORE = NULL;
    TRY(store_open(ledger_path(), STORE_READ, &store));
    return holiday_verify(store);
}

static void the_table_is_the_built_in_data_and_any_other_row_is_seen(void **state)
{
    static const char *const statements[] = {
        "UPDATE holiday SET day = day + 1 WHERE name LIKE 'Tahun Baru 2024%'", "UPDATE holiday SET name = 'Lain' WHERE day = (SELECT max(day) FROM holiday)",
        "UPDATE holiday SET kind = 'libur'", "UPDATE holiday SET source = 'Lain' WHERE day = (SELECT min(day) FROM holiday)",
        "DELETE FROM holiday WHERE day = (SELECT max(day) FROM holiday)", "INSERT INTO holiday VALUES (30000, 'libur', 'Lain', 'Lain')", "DELETE FROM holiday",
    };
    SUCCEEDS(verify_holidays());
    for (size_t i = 0; i < ROWS(statements); i++) {
        (void)life_begin(state);
        outside_run(ledger_path(), statements[i]);
        REFUSES(verify_holidays(), ERROR_UNVERIFIED, "holiday");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_year_has_its_days_in_order_with_a_source),
        life_test(the_table_is_the_built_in_data_and_any_other_row_is_seen),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
