#include "books.h"

static struct store *store;

static int open_memory_of_one_table(void **state)
{
    if (scratch_open(state) != 0) {
        return -1;
    }
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_CREATE, &store));
    SUCCEEDS(change(store, books));
    return 0;
}

static int close_all(void **state)
{
    store_close(store);
    return scratch_close(state);
}

static void binds_and_reads_every_type_as_it_is(void **state)
{
    (void)state;
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    SUCCEEDS(query_open(store, "SELECT ?1 AS number, ?2 AS words, ?3, ?4, ?5, ?6", &query));
    assert_int_equal(query_parameters(query), 6);
    assert_int_equal(query_columns(query), 6);
    assert_string_equal(query_column_name(query, 0), "number");
    assert_string_equal(query_column_name(query, 1), "words");
    query_bind_integer(query, 1, INT64_MIN);
    query_bind_text(query, 2, TEXT("a\0b"));
    query_bind_bytes(query, 3, "\0\xFF", 2);
    query_bind_null(query, 4);
    query_bind_text(query, 5, TEXT_EMPTY);
    query_bind_bytes(query, 6, NULL, 0);
    SUCCEEDS(query_step(query, &row));
    assert_true(row);
    assert_true(query_is_integer(query, 0));
    assert_true(query_integer(query, 0) == INT64_MIN);
    assert_false(query_is_integer(query, 1));
    assert_int_equal(query_text(query, 1).length, 3);
    assert_memory_equal(query_text(query, 1).bytes, "a\0b", 3);
    assert_int_equal(query_bytes(query, 2).length, 2);
    assert_true(query_is_null(query, 3));
    assert_int_equal(query_integer(query, 3), 0);
    assert_int_equal(query_text(query, 3).length, 0);
    assert_int_equal(query_bytes(query, 3).length, 0);
    assert_false(query_is_null(query, 4)); /* empty is '', not NULL */
    assert_false(query_is_null(query, 5));
    SUCCEEDS(query_step(query, &row));
    assert_false(row);
}

static void a_value_is_never_read_as_sql(void **state)
{
    (void)state;
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    SUCCEEDS(query_open(store, "SELECT count(*) FROM applicant WHERE nama = ?1", &query));
    query_bind_text(query, 1, TEXT("x' OR '1'='1"));
    SUCCEEDS(query_step(query, &row));
    assert_int_equal(query_integer(query, 0), 0);
}

static void a_closed_query_is_found_again_without_its_values(void **state)
{
    (void)state;
    static const char sql[] = "SELECT ?1";
    struct query *first = NULL;
    struct query *second = NULL;
    struct query *again = NULL;
    bool row;
    SUCCEEDS(query_open(store, sql, &first));
    SUCCEEDS(query_open(store, sql, &second)); /* in use: another one is made */
    assert_ptr_not_equal(first, second);
    query_bind_integer(first, 1, 7);
    query_bind_integer(second, 1, 8);
    SUCCEEDS(query_step(first, &row));
    SUCCEEDS(query_step(second, &row));
    assert_int_equal(query_integer(first, 0), 7);
    assert_int_equal(query_integer(second, 0), 8);
    query_close(first);
    SUCCEEDS(query_open(store, sql, &again));
    assert_ptr_equal(again, first);
    SUCCEEDS(query_step(again, &row));
    assert_true(query_is_null(again, 0));
    query_close(again);
    query_close(second);
    query_close(NULL);
}

static void runs_again_with_other_values(void **state)
{
    (void)state;
    struct transaction transaction SCOPED_TRANSACTION = { 0 };
    struct query *query SCOPED_QUERY = NULL;
    int64_t sum;
    SUCCEEDS(transaction_begin(store, &transaction));
    SUCCEEDS(query_open(store, "INSERT INTO category (id, name, title) VALUES (?1, ?2, ?2)", &query));
    for (int i = 10; i < 20; i++) {
        char name[8];
        (void)snprintf(name, sizeof(name), "c%d", i);
        query_bind_integer(query, 1, i);
        query_bind_text(query, 2, text_of(name));
        SUCCEEDS(query_run(query));
    }
    SUCCEEDS(query_one_integer(store, "SELECT sum(id) FROM category WHERE id >= 10", &sum));
    assert_int_equal(sum, 145);
    query_bind_integer(query, 1, 10);
    REFUSES(query_run(query), ERROR_FAILED, "UNIQUE constraint");
    query_bind_integer(query, 1, 20); /* a refused one is ready for the next values */
    query_bind_text(query, 2, TEXT("c20"));
    SUCCEEDS(query_run(query));
}

static void one_integer_is_0_without_a_row(void **state)
{
    (void)state;
    int64_t value = 42;
    SUCCEEDS(query_one_integer(store, "SELECT id FROM applicant WHERE id = -1", &value));
    assert_int_equal(value, 0);
    SUCCEEDS(query_one_integer(store, "SELECT max(id) FROM applicant", &value));
    assert_int_equal(value, 2);
}

static void refuses_sql_that_does_not_fit_the_schema(void **state)
{
    (void)state;
    struct query *query = NULL;
    REFUSES(query_open(store, "SELECT umur FROM applicant", &query), ERROR_FAILED, "no such column");
    REFUSES(query_open(store, "SELECT 1 FROM nowhere", &query), ERROR_FAILED, "no such table");
    REFUSES(query_open(store, "SELEC 1", &query), ERROR_FAILED, "syntax error");
    assert_null(query);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(binds_and_reads_every_type_as_it_is),
        cmocka_unit_test(a_value_is_never_read_as_sql),
        cmocka_unit_test(a_closed_query_is_found_again_without_its_values),
        cmocka_unit_test(runs_again_with_other_values),
        cmocka_unit_test(one_integer_is_0_without_a_row),
        cmocka_unit_test(refuses_sql_that_does_not_fit_the_schema),
    };
    return cmocka_run_group_tests(tests, open_memory_of_one_table, close_all);
}
