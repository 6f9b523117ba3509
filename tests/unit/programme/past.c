/* The ledger as it stood (store/past.h), against copies of its file that were kept while it lived. */
#include "ledger/moment.h"
#include "store/past.h"
#include "whole_life.h"

enum { COPIES_MAX = 100 };

static struct {
    int64_t entries;
    struct buffer file;
} copies[COPIES_MAX];
static size_t copy_count;

static void keep_a_copy(void)
{
    assert_true(copy_count < COPIES_MAX);
    copies[copy_count].entries = outside_integer(ledger_path(), "SELECT max(size) FROM tree_head");
    file_read(ledger_path(), &copies[copy_count++].file);
}

static void forget_copies(void)
{
    life_witness = NULL;
    (void)staff_forget(NULL);
    while (copy_count > 0) {
        buffer_free(&copies[--copy_count].file);
    }
}

/* The reading end of a ledger file. */
struct reader {
    struct store *store;
    struct transaction transaction;
};

static void reader_open(const char *path, struct reader *out)
{
    *out = (struct reader){ 0 };
    SUCCEEDS(store_open(path, STORE_READ, &out->store));
    SUCCEEDS(transaction_begin_read(out->store, &out->transaction));
}

static void reader_close(struct reader *reader)
{
    transaction_rollback(&reader->transaction);
    store_close(reader->store);
}

/* A later erasure of somebody who is here tells who an emptied row was of: these two tables may have more rows than they had. */
static void open_rows(struct store *store, const char *name, int columns, int64_t entries, struct query **out)
{
    struct buffer sql SCOPED_BUFFER = { 0 };
    const char *key = strcmp(name, "erasure") == 0 ? "position" : strcmp(name, "erasure_kin") == 0 ? "erasure" : "0";
    buffer_format(&sql, "SELECT * FROM \"%s\" WHERE %s < %lld ORDER BY ", name, key, (long long)entries);
    for (int i = 1; i <= columns; i++) {
        buffer_format(&sql, "%s%d", i == 1 ? "" : ", ", i);
    }
    SUCCEEDS(query_open_made(store, buffer_text(&sql), out));
}

/* *erased_out: an entry that emptied it, 0 for none. */
static bool next_row(struct query *query, struct buffer *out, int64_t *erased_out)
{
    bool row;
    buffer_clear(out);
    *erased_out = 0;
    SUCCEEDS(query_step(query, &row));
    for (int i = 0; row && i < query_columns(query); i++) {
        struct text value = query_is_integer(query, i) ? query_text(query, i) : query_bytes(query, i);
        buffer_format(out, "%s=%s:", query_column_name(query, i), query_is_null(query, i) ? "null" : query_is_integer(query, i) ? "integer" : "text");
        buffer_add(out, value);
        buffer_add_byte(out, '|');
        if (strcmp(query_column_name(query, i), "erased") == 0 || strcmp(query_column_name(query, i), "reason_erased") == 0) {
            int64_t erased = query_integer(query, i);
            *erased_out = erased > *erased_out ? erased : *erased_out;
        }
    }
    return row;
}

static int64_t compare_rows(struct reader *then, struct reader *now, const char *name, int columns, int64_t entries)
{
    struct query *left SCOPED_QUERY = NULL;
    struct query *right SCOPED_QUERY = NULL;
    struct buffer one SCOPED_BUFFER = { 0 };
    struct buffer other SCOPED_BUFFER = { 0 };
    int64_t erased_then;
    int64_t erased;
    open_rows(then->store, name, columns, entries, &left);
    open_rows(now->store, name, columns, entries, &right);
    assert_int_equal(query_columns(left), query_columns(right));
    for (int64_t rows = 0;; rows++) {
        bool more = next_row(left, &one, &erased_then);
        if (next_row(right, &other, &erased) != more) {
            fail_msg("%lld entries, %s: %s", (long long)entries, name, more ? "a row is missing" : "a row too many");
        }
        if (!more) {
            return rows;
        }
        if (erased < entries && !text_equal(buffer_text(&one), buffer_text(&other))) {
            fail_msg("%lld entries, %s:\n%s\n%s", (long long)entries, name, buffer_string(&one), buffer_string(&other));
        }
    }
}

static int64_t compare_copy(size_t copy, bool views)
{
    struct reader then;
    struct reader now;
    struct query *names SCOPED_QUERY = NULL;
    int64_t rows = 0;
    bool row;
    file_write(scratch("then.db"), copies[copy].file.bytes, copies[copy].file.length);
    reader_open(scratch("then.db"), &then);
    reader_open(ledger_path(), &now);
    SUCCEEDS(moment_show(now.store, copies[copy].entries));
    SUCCEEDS(query_open(then.store, "SELECT s.name, (SELECT count(*) FROM pragma_table_info(s.name)) FROM sqlite_schema AS s "
                                    "WHERE s.type = 'table' OR (s.type = 'view' AND ?1)", &names));
    query_bind_integer(names, 1, views);
    for (;;) {
        SUCCEEDS(query_step(names, &row));
        if (!row) {
            break;
        }
        char name[64];
        (void)snprintf(name, sizeof(name), "%.*s", TEXT_ARG(query_text(names, 0)));
        rows += compare_rows(&then, &now, name, (int)query_integer(names, 1), copies[copy].entries);
    }
    query_close(names);
    names = NULL;
    reader_close(&then);
    reader_close(&now);
    return rows;
}

static void every_table_and_view_says_what_it_said(void **state)
{
    (void)life_begin(state);
    keep_a_copy();
    life_witness = keep_a_copy;
    live_first_half();
    live_second_half();
    live_on();
    live_with_officers();
    assert_true(copy_count > 20);
    for (size_t i = 0; i < copy_count; i++) {
        assert_true(compare_copy(i, true) > 100);
    }
    forget_copies();
}

static void an_erasure_reaches_back_and_nothing_else_does(void **state)
{
    (void)life_begin(state);
    keep_a_copy();
    life_witness = keep_a_copy;
    live_first_half();
    live_second_half();
    live_on();
    live_and_forget();
    live_with_officers();
    for (size_t i = 0; i < copy_count; i++) {
        (void)compare_copy(i, false);
    }
    forget_copies();
}

/* A table that a later schema adds must be put back, too, or be said to be for reference here. */
static void no_table_and_no_view_of_the_schema_is_left_out(void **state)
{
    struct reader now;
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    (void)life_begin(state);
    reader_open(ledger_path(), &now);
    SUCCEEDS(store_go_back(now.store, 1));
    SUCCEEDS(query_open(now.store,
                        "SELECT s.name, (SELECT group_concat(c.name) FROM pragma_table_info(s.name, 'main') AS c) AS columns, "
                        "(SELECT group_concat(c.name) FROM pragma_table_info(s.name, 'temp') AS c) AS shown FROM main.sqlite_schema AS s "
                        "WHERE s.type IN ('table', 'view') AND s.name NOT IN ('account', 'category', 'region', 'holiday') AND columns IS NOT shown",
                        &query));
    SUCCEEDS(query_step(query, &row));
    if (row) {
        fail_msg("%.*s: columns %.*s, in the past %.*s: past.sql does not know it", TEXT_ARG(query_text(query, 0)), TEXT_ARG(query_text(query, 1)), TEXT_ARG(query_text(query, 2)));
    }
    query_close(query);
    query = NULL;
    reader_close(&now);
}

static void nothing_can_be_changed_and_the_present_comes_back(void **state)
{
    struct reader now;
    int64_t entries;
    int64_t shown;
    (void)whole_life_begin(state);
    reader_open(ledger_path(), &now);
    SUCCEEDS(moment_newest(now.store, &entries));
    SUCCEEDS(moment_show(now.store, 7));
    SUCCEEDS(query_one_integer(now.store, "SELECT count(*) FROM journal", &shown));
    assert_int_equal(shown, 7);
    struct query *query SCOPED_QUERY = NULL;
    SUCCEEDS(query_open(now.store, "DELETE FROM main.journal", &query));
    REFUSES(query_run(query), ERROR_FAILED, "");
    query_close(query);
    query = NULL;
    transaction_rollback(&now.transaction);
    SUCCEEDS(transaction_begin_read(now.store, &now.transaction));
    SUCCEEDS(query_one_integer(now.store, "SELECT count(*) FROM journal", &shown));
    assert_int_equal(shown, entries);
    reader_close(&now);
}

static void a_day_is_the_entries_before_the_first_later_one(void **state)
{
    struct reader now;
    struct work work;
    int64_t first;
    int64_t early;
    int64_t late;
    int64_t again;
    (void)life_begin(state);
    first = outside_integer(ledger_path(), "SELECT max(size) FROM tree_head");
    work_begin(&work, "2030-03-01");
    SUCCEEDS(programme_budget(&work.journal, 2030, TEXT("DPA-1"), (struct money){ 1000 }));
    work_commit(&work);
    early = outside_integer(ledger_path(), "SELECT max(size) FROM tree_head");
    work_begin(&work, "2030-05-01");
    SUCCEEDS(programme_budget(&work.journal, 2030, TEXT("DPA-2"), (struct money){ 2000 }));
    work_commit(&work);
    late = outside_integer(ledger_path(), "SELECT max(size) FROM tree_head");
    /* Recorded afterwards with an earlier date: it changes no report of a day that is over. */
    work_begin(&work, "2030-02-01");
    SUCCEEDS(programme_budget(&work.journal, 2030, TEXT("DPA-3"), (struct money){ 3000 }));
    work_commit(&work);
    reader_open(ledger_path(), &now);
    REFUSES(moment_of_day(now.store, day_at("2021-12-31"), &again), ERROR_REFUSED, "2021-12-31");
    SUCCEEDS(moment_of_day(now.store, day_at("2022-01-01"), &again));
    assert_int_equal(again, first);
    SUCCEEDS(moment_of_day(now.store, day_at("2030-02-28"), &again));
    assert_int_equal(again, first);
    SUCCEEDS(moment_of_day(now.store, day_at("2030-03-01"), &again));
    assert_int_equal(again, early);
    SUCCEEDS(moment_of_day(now.store, day_at("2030-04-30"), &again));
    assert_int_equal(again, early);
    SUCCEEDS(moment_of_day(now.store, day_at("2030-05-01"), &again));
    assert_int_equal(again, late + 1);
    /* A size within a transaction, and one that the ledger does not have. */
    SUCCEEDS(moment_check(now.store, early));
    assert_true(first > 2);
    REFUSES(moment_check(now.store, 1), ERROR_REFUSED, "the first one ends");
    REFUSES(moment_check(now.store, 0), ERROR_REFUSED, "the first one ends");
    REFUSES(moment_check(now.store, late + 2), ERROR_REFUSED, "has");
    reader_close(&now);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(every_table_and_view_says_what_it_said, scratch_clear),
        cmocka_unit_test_teardown(an_erasure_reaches_back_and_nothing_else_does, scratch_clear),
        cmocka_unit_test_teardown(no_table_and_no_view_of_the_schema_is_left_out, scratch_clear),
        cmocka_unit_test_teardown(nothing_can_be_changed_and_the_present_comes_back, scratch_clear),
        cmocka_unit_test_teardown(a_day_is_the_entries_before_the_first_later_one, scratch_clear),
    };
    return cmocka_run_group_tests(tests, scratch_open, whole_life_close);
}
