#include "books.h"
#include "store/given.h"

static struct store *store;
static struct transaction transaction;
static struct given given;

static int open_books(void **state)
{
    if (scratch_open(state) != 0) {
        return -1;
    }
    SUCCEEDS(store_open(scratch("ledger.db"), STORE_CREATE, &store));
    SUCCEEDS(change(store, books));
    SUCCEEDS(transaction_begin(store, &transaction));
    memset(&given, 0, sizeof(given));
    return 0;
}

static int close_all(void **state)
{
    transaction_rollback(&transaction);
    store_close(store);
    return scratch_close(state);
}

static int64_t one(const char *sql)
{
    int64_t value;
    SUCCEEDS(query_one_integer(store, sql, &value));
    return value;
}

static void gives_every_type_as_it_is(void **state)
{
    (void)state;
    struct query *query SCOPED_QUERY = NULL;
    given.rows[0][0] = cell_integer(INT64_MIN);
    given.rows[0][1] = cell_text(TEXT("a\0b"));
    given.rows[0][2] = cell_bytes("\0\xFF", 2);
    given.rows[0][4] = cell_text(TEXT_EMPTY);
    given.rows[0][7] = cell_bytes(NULL, 0);
    given.count = 1;
    SUCCEEDS(query_open(store, "INSERT INTO category (id, name, title) SELECT 90, 'given', quote(c0) || ' ' || hex(c1) || ' ' || quote(c2) || ' ' || "
                               "quote(c3) || ' ' || quote(c4) || ' ' || quote(c5) || ' ' || quote(c7) || ?2 FROM given(?1)", &query));
    query_bind_text(query, 2, TEXT("!"));
    SUCCEEDS(query_run_given(query, 1, &given));
    assert_int_equal(one("SELECT title = '-9223372036854775808 610062 X''00FF'' NULL '''' NULL X''''!' FROM category WHERE id = 90"), 1);
}

static void stores_all_rows_again_and_again(void **state)
{
    (void)state;
    struct query *query SCOPED_QUERY = NULL;
    SUCCEEDS(query_open(store, "INSERT INTO region (code, name, parent) SELECT c0, c1, ?2 FROM given(?1)", &query));
    query_bind_null(query, 2);
    SUCCEEDS(query_run_given(query, 1, &given)); /* nothing */
    for (int turn = 0; turn < 2; turn++) {
        for (int i = 0; i < GIVEN_ROWS; i++) {
            given.rows[i][0] = cell_integer(1000000 + turn * GIVEN_ROWS + i);
            given.rows[i][1] = cell_text(TEXT("somewhere"));
        }
        given.count = turn == 0 ? GIVEN_ROWS : 3;
        SUCCEEDS(query_run_given(query, 1, &given));
    }
    assert_int_equal(one("SELECT count(*) FROM region WHERE code >= 1000000"), GIVEN_ROWS + 3);
    assert_int_equal(one("SELECT max(code) FROM region"), 1000000 + GIVEN_ROWS + 2);
}

/* The constraints of one row in the midst: NOT NULL, CHECK, UNIQUE, a foreign key. */
static void checks_every_row_and_stores_none_when_one_is_wrong(void **state)
{
    (void)state;
    static const struct {
        struct cell cells[4];
        const char *says;
    } cases[] = {
        { { { .kind = CELL_INTEGER, .integer = 901 }, { 0 } }, "NOT NULL" },
        { { { .kind = CELL_INTEGER, .integer = 901 }, { .kind = CELL_TEXT, .text = { "x", 1 } } }, "cannot store TEXT" },
        { { { .kind = CELL_INTEGER, .integer = 901 }, { .kind = CELL_INTEGER, .integer = 0 } }, "CHECK" },
        { { { .kind = CELL_INTEGER, .integer = 900 }, { .kind = CELL_INTEGER, .integer = 5 } }, "UNIQUE" },
        { { { .kind = CELL_INTEGER, .integer = 901 }, { .kind = CELL_INTEGER, .integer = 5 }, { .kind = CELL_INTEGER, .integer = 77 } }, "FOREIGN KEY" },
    };
    struct query *query SCOPED_QUERY = NULL;
    /* transfer: position, amount, to_account */
    SUCCEEDS(query_open(store, "INSERT INTO transfer (position, year, from_account, to_account, amount) SELECT c0, 2022, 1, coalesce(c2, 2), c1 FROM given(?1)", &query));
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int64_t before = one("SELECT count(*) FROM transfer");
        for (int row = 0; row < 3; row++) {
            given.rows[row][0] = cell_integer(900 + row);
            given.rows[row][1] = cell_integer(5);
            given.rows[row][2] = (struct cell){ 0 };
        }
        memcpy(given.rows[1], cases[i].cells, sizeof(cases[i].cells));
        given.count = 3;
        for (int row = 0; row < 3; row++) {
            struct query *entry SCOPED_QUERY = NULL;
            SUCCEEDS(query_open(store, "INSERT OR IGNORE INTO journal (position, text, leaf) VALUES (?1, 'x', zeroblob(32))", &entry));
            query_bind_integer(entry, 1, 900 + row);
            SUCCEEDS(query_run(entry));
        }
        REFUSES(query_run_given(query, 1, &given), ERROR_FAILED, cases[i].says);
        assert_int_equal(one("SELECT count(*) FROM transfer"), before);
    }
}

static void nothing_else_can_name_the_rows(void **state)
{
    (void)state;
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    /* Without the rows, or with something that only looks like them. */
    REFUSES(query_open(store, "SELECT * FROM given", &query), ERROR_FAILED, "no query solution");
    SUCCEEDS(query_open(store, "SELECT * FROM given(?1)", &query));
    query_bind_integer(query, 1, (int64_t)(uintptr_t)&given);
    REFUSES(query_step(query, &row), ERROR_FAILED, "misuse");
    query_close(query);
    query = NULL;
    /* A table of that name cannot be called. */
    SUCCEEDS(query_open(store, "CREATE TABLE given (c0, c1)", &query));
    SUCCEEDS(query_run(query));
    query_close(query);
    query = NULL;
    REFUSES(query_open(store, "SELECT c0 FROM given(?1)", &query), ERROR_FAILED, "not a function");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(gives_every_type_as_it_is, open_books, close_all),
        cmocka_unit_test_setup_teardown(stores_all_rows_again_and_again, open_books, close_all),
        cmocka_unit_test_setup_teardown(checks_every_row_and_stores_none_when_one_is_wrong, open_books, close_all),
        cmocka_unit_test_setup_teardown(nothing_else_can_name_the_rows, open_books, close_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
