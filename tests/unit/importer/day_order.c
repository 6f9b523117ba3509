/* Whether day or month stands first, decided for a column from all its rows. */
#include "taking.h"

#define HEADER "nik,nama,kategori,kabupaten_usaha,tanggal_lahir,tanggal_mulai_usaha\n"

/* A file of one row a day; the first `births` go to tanggal_lahir, then the same number to tanggal_mulai_usaha. */
static struct import_result take(const char *const *births, const char *const *starts, size_t count, const char *name)
{
    struct buffer file SCOPED_BUFFER = { 0 };
    buffer_add_string(&file, HEADER);
    for (size_t i = 0; i < count; i++) {
        buffer_format(&file, "157101520390%04zu,Siti,wp,Tebo,%s,%s\n", i + 1, births[i], starts[i]);
    }
    return import_whole(name, buffer_string(&file), &plainly);
}

static size_t count_of(const struct import_result *result, enum finding_name name, int column)
{
    size_t count = 0;
    for (size_t i = 0; i < result->findings.count; i++) {
        count += result->findings.items[i].kind == finding_of(name) && result->findings.items[i].column == column ? 1 : 0;
    }
    return count;
}

/* The stored days of a column, in the order of the rows. */
static void assert_days(const char *column, const char *const *days, size_t count)
{
    struct store *store;
    struct query *query = NULL;
    struct buffer sql SCOPED_BUFFER = { 0 };
    bool row;
    SUCCEEDS(store_open(ledger_path(), STORE_READ, &store));
    buffer_format(&sql, "SELECT coalesce(date(%s * 86400, 'unixepoch'), '-') FROM applicant ORDER BY id", column);
    SUCCEEDS(query_open(store, buffer_string(&sql), &query));
    for (size_t i = 0; i < count; i++) {
        SUCCEEDS(query_step(query, &row));
        assert_true(row);
        assert_text(query_text(query, 0), days[i]);
    }
    query_close(query);
    store_close(store);
}

static void one_row_that_only_fits_the_month_first_turns_its_column_alone(void **state)
{
    (void)state;
    static const char *const births[] = { "04/03/1990", "1990-05-06", "05/06/1990", "03/25/1990", "3 Maret 1990" };
    static const char *const starts[] = { "04/03/2020", "05/06/2020", "", "25/03/2020", "06/07/2020" };
    static const char *const born[] = { "1990-04-03", "1990-05-06", "1990-05-06", "1990-03-25", "1990-03-03" };
    static const char *const begun[] = { "2020-03-04", "2020-06-05", "-", "2020-03-25", "2020-07-06" };
    struct import_result result = take(births, starts, ROWS(births), "a.csv");
    assert_counts(&result, 5, 0, 0, 0);
    assert_int_equal(count_of(&result, N_MONTH_FIRST, 5), 1);
    assert_int_equal(count_of(&result, N_DAY_FIRST, 6), 1);
    assert_days("tanggal_lahir", born, ROWS(born));
    assert_days("tanggal_mulai_usaha", begun, ROWS(begun));
    import_result_free(&result);
}

static void both_kinds_in_one_column_are_told_and_the_rows_of_the_other_order_set_aside(void **state)
{
    (void)state;
    static const char *const births[] = { "03/25/1990", "04/03/1990", "25/03/1990" };
    static const char *const starts[] = { "", "", "" };
    static const char *const born[] = { "1990-03-04", "1990-03-25" };
    struct import_result result = take(births, starts, ROWS(births), "a.csv");
    assert_counts(&result, 2, 0, 0, 1);
    assert_int_equal(count_of(&result, N_DAYS_MIXED, 5), 1);
    assert_int_equal(count_of(&result, E_DAY, 5), 1);
    assert_days("tanggal_lahir", born, ROWS(born));
    import_result_free(&result);
}

static void without_evidence_the_day_stands_first_and_a_note_says_so(void **state)
{
    (void)state;
    static const char *const births[] = { "04/03/1990", "05/06/90" };
    static const char *const starts[] = { "5/5/2020", "2020-01-02" };
    static const char *const born[] = { "1990-03-04", "1990-06-05" };
    struct import_result result = take(births, starts, ROWS(births), "a.csv");
    assert_counts(&result, 2, 0, 0, 0);
    assert_int_equal(count_of(&result, N_DAY_FIRST, 5), 1);
    assert_int_equal(count_of(&result, N_DAY_FIRST, 6), 0); /* nothing there could be read in two ways */
    for (size_t i = 0; i < result.findings.count; i++) {
        if (result.findings.items[i].kind == finding_of(N_DAY_FIRST)) {
            assert_string_equal(result.findings.items[i].expected, "0 only with the day first, 0 only with the month first, 2 either way");
        }
    }
    assert_days("tanggal_lahir", born, ROWS(born));
    import_result_free(&result);
}

static void rows_with_days_of_one_reading_need_no_note(void **state)
{
    (void)state;
    static const char *const births[] = { "1990-03-12", "25/03/1990", "12-Mar-1990" };
    static const char *const starts[] = { "", "", "" };
    struct import_result result = take(births, starts, ROWS(births), "a.csv");
    assert_counts(&result, 3, 0, 0, 0);
    assert_int_equal(count_of(&result, N_DAY_FIRST, 5), 0);
    import_result_free(&result);
}

static void a_row_that_was_read_twice_counts_once(void **state)
{
    (void)state;
    static const char *const births[] = { "25/03/1990", "04/03/1990", "04/03/1990" };
    static const char *const starts[] = { "04/03/2020", "04/03/2020", "04/03/2020" };
    struct import_result result = take(births, starts, ROWS(births), "a.csv");
    size_t seen = 0;
    assert_counts(&result, 3, 0, 0, 0);
    for (size_t i = 0; i < result.findings.count; i++) {
        const struct finding *finding = &result.findings.items[i];
        if (finding->kind == finding_of(N_DAY_FIRST)) {
            assert_string_equal(finding->expected, finding->column == 5 ? "1 only with the day first, 0 only with the month first, 2 either way"
                                                                        : "0 only with the day first, 0 only with the month first, 3 either way");
            seen++;
        }
    }
    assert_int_equal(seen, 2);
    import_result_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        life_test(one_row_that_only_fits_the_month_first_turns_its_column_alone),
        life_test(both_kinds_in_one_column_are_told_and_the_rows_of_the_other_order_set_aside),
        life_test(without_evidence_the_day_stands_first_and_a_note_says_so),
        life_test(rows_with_days_of_one_reading_need_no_note),
        life_test(a_row_that_was_read_twice_counts_once),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
