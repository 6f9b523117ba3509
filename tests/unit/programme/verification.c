/* A small full life verifies; whatever value is changed and whatever row is taken out, it does not. */
#include "whole_life.h"

static void a_new_ledger_verifies(void **state)
{
    struct verification verification;
    (void)life_begin(state);
    SUCCEEDS(verify_ledger(&verification));
    assert_int_equal(verification.entries, outside_integer(ledger_path(), "SELECT count(*) FROM journal"));
}

static void a_whole_life_verifies_and_its_root_is_that_of_the_last_tree_head(void **state)
{
    (void)state;
    struct verification verification;
    struct buffer stored = { 0 };
    sqlite3 *database;
    SUCCEEDS(verify_ledger(&verification));
    assert_int_equal(verification.entries, outside_integer(ledger_path(), "SELECT max(size) FROM tree_head"));
    assert_int_equal(sqlite3_open(ledger_path(), &database), SQLITE_OK);
    append_rows(database, "SELECT root FROM tree_head ORDER BY size DESC LIMIT 1", &stored);
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
    assert_memory_equal(stored.bytes + 2, verification.root.bytes, DIGEST_BYTES);
    buffer_free(&stored);
}

static void the_life_uses_every_column_of_every_table(void **state)
{
    (void)state;
    sqlite3 *database;
    sqlite3_stmt *columns;
    assert_int_equal(sqlite3_open(ledger_path(), &database), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(database, "SELECT t.name, c.name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c WHERE t.type = 'table'",
                                        -1, &columns, NULL), SQLITE_OK);
    int seen = 0;
    while (sqlite3_step(columns) == SQLITE_ROW) {
        struct buffer sql SCOPED_BUFFER = { 0 };
        const char *table = (const char *)sqlite3_column_text(columns, 0);
        const char *column = (const char *)sqlite3_column_text(columns, 1);
        bool decree = strcmp(table, "approval") == 0 && strncmp(column, "sk_", 3) == 0; /* no command gives one yet */
        buffer_format(&sql, "SELECT count(%s) FROM %s", column, table);
        if (outside_integer(ledger_path(), sql.bytes) == 0 && !decree) {
            fail_msg("%s.%s is NULL everywhere", table, column);
        }
        seen++;
    }
    assert_true(seen > 180);
    assert_int_equal(sqlite3_finalize(columns), SQLITE_OK);
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
}

struct place {
    char table[64];
    char column[64];
    char type[16];
    char key[128]; /* the columns of the primary key */
    bool required; /* NULL is refused */
};

/* Every column of every table. */
static size_t places_load(struct place *places, size_t room)
{
    static const char sql[] = "SELECT t.name, c.name, c.type, (SELECT group_concat(k.name) FROM pragma_table_info(t.name) AS k WHERE k.pk > 0), "
                              "c.\"notnull\" OR c.pk > 0 FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c WHERE t.type = 'table' ORDER BY t.name, c.cid";
    sqlite3 *database = NULL;
    sqlite3_stmt *columns = NULL;
    size_t count = 0;
    assert_int_equal(sqlite3_open(ledger_path(), &database), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(database, sql, -1, &columns, NULL), SQLITE_OK);
    while (sqlite3_step(columns) == SQLITE_ROW) {
        struct place *place = &places[count++];
        assert_true(count <= room);
        (void)snprintf(place->table, sizeof(place->table), "%s", (const char *)sqlite3_column_text(columns, 0));
        (void)snprintf(place->column, sizeof(place->column), "%s", (const char *)sqlite3_column_text(columns, 1));
        (void)snprintf(place->type, sizeof(place->type), "%s", (const char *)sqlite3_column_text(columns, 2));
        (void)snprintf(place->key, sizeof(place->key), "%s", (const char *)sqlite3_column_text(columns, 3));
        place->required = sqlite3_column_int(columns, 4) != 0;
    }
    assert_int_equal(sqlite3_finalize(columns), SQLITE_OK);
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
    return count;
}

/* What a value, @, becomes; the ones that a constraint refuses are passed over. */
static const char *const *forgeries(const char *type)
{
    static const char *const integers[] = { "coalesce(@ + 1, 1)", "@ - 1", "3 - @", "NULL", "@ + 1000", "0", NULL };
    static const char *const texts[] = { "coalesce(@ || 'x', 'x')", "''", "NULL", "lower(@)", NULL };
    static const char *const bytes[] = { "zeroblob(length(@))", "CAST(substr(@, 2) || x'41' AS BLOB)", "x''", NULL };
    return strcmp(type, "INTEGER") == 0 ? integers : (strcmp(type, "TEXT") == 0 ? texts : bytes);
}

/* Every forgery takes minutes: `scripts/torture tamper` asks for them, every other run sees each column forged once. */
static bool once_a_column(void)
{
    return getenv("EVERY_FORGERY") == NULL;
}

static int forge_column(const struct place *place, const char *guard, const char *row, int *unseen)
{
    int done = 0;
    for (const char *const *forgery = forgeries(place->type); *forgery != NULL && !(once_a_column() && done > 0); forgery++) {
        struct buffer value SCOPED_BUFFER = { 0 };
        struct buffer sql SCOPED_BUFFER = { 0 };
        if (place->required && strcmp(*forgery, "NULL") == 0) {
            continue;
        }
        for (const char *at = *forgery; *at != '\0'; at++) {
            if (*at == '@') {
                buffer_add_string(&value, place->column);
            } else {
                buffer_add_byte(&value, *at);
            }
        }
        buffer_format(&sql, "%s UPDATE %s SET %s = %s WHERE (%s) = (SELECT %s FROM %s %s LIMIT 1) AND %s IS NOT %s", guard, place->table,
                      place->column, buffer_string(&value), place->key, place->key, place->table, row, place->column, buffer_string(&value));
        done += tampered(buffer_string(&sql), unseen) ? 1 : 0;
    }
    return done;
}

static void a_changed_value_is_seen_in_every_column_of_every_table(void **state)
{
    (void)state;
    struct place places[500];
    size_t count = places_load(places, ROWS(places));
    int unseen = 0;
    assert_true(count > 180);
    for (size_t i = 0; i < count; i++) {
        struct buffer filled SCOPED_BUFFER = { 0 };
        struct buffer empty SCOPED_BUFFER = { 0 };
        struct buffer last SCOPED_BUFFER = { 0 };
        buffer_format(&filled, "WHERE %s IS NOT NULL", places[i].column);
        buffer_format(&empty, "WHERE %s IS NULL", places[i].column);
        buffer_format(&last, "WHERE %s IS NOT NULL ORDER BY 1 DESC", places[i].column);
        int done = forge_column(&places[i], "", filled.bytes, &unseen);
        done += once_a_column() ? 0 : forge_column(&places[i], "", last.bytes, &unseen);
        done += places[i].required || (once_a_column() && done > 0) ? 0 : forge_column(&places[i], "", empty.bytes, &unseen);
        /* A column that its CHECK ties to others is changed all the same. */
        if (done == 0 && forge_column(&places[i], "PRAGMA ignore_check_constraints = ON;", filled.bytes, &unseen) == 0) {
            fail_msg("%s.%s could not be changed at all", places[i].table, places[i].column);
        }
    }
    assert_int_equal(unseen, 0);
}

static void a_missing_row_is_seen_in_every_table(void **state)
{
    (void)state;
    static const char *const orders[] = { "", "ORDER BY 1 DESC", "ORDER BY 2, 1 LIMIT 1 OFFSET 1" };
    struct place places[500];
    size_t count = places_load(places, ROWS(places));
    int unseen = 0;
    int tables = 0;
    for (size_t i = 0; i < count; i++) {
        bool first = i == 0 || strcmp(places[i].table, places[i - 1].table) != 0;
        int done = 0;
        for (size_t order = 0; first && order < ROWS(orders); order++) {
            struct buffer sql SCOPED_BUFFER = { 0 };
            buffer_format(&sql, "DELETE FROM %s WHERE (%s) IN (SELECT %s FROM %s %s%s)", places[i].table, places[i].key, places[i].key,
                          places[i].table, orders[order], strstr(orders[order], "LIMIT") == NULL ? " LIMIT 1" : "");
            done += tampered(sql.bytes, &unseen) ? 1 : 0;
        }
        assert_true(!first || done > 0);
        tables += first ? 1 : 0;
    }
    assert_int_equal(tables, 51);
    assert_int_equal(unseen, 0);
}

/* Deleting all the rows of a table is seen, too. */
static void an_emptied_table_is_seen(void **state)
{
    (void)state;
    struct place places[500];
    size_t count = places_load(places, ROWS(places));
    int unseen = 0;
    for (size_t i = 0; i < count; i++) {
        struct buffer sql SCOPED_BUFFER = { 0 };
        buffer_format(&sql, "DELETE FROM %s", places[i].table);
        assert_true((i > 0 && strcmp(places[i].table, places[i - 1].table) == 0) || tampered(sql.bytes, &unseen));
    }
    assert_int_equal(unseen, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        whole_life_test(a_new_ledger_verifies),
        whole_life_test(a_whole_life_verifies_and_its_root_is_that_of_the_last_tree_head),
        whole_life_test(the_life_uses_every_column_of_every_table),
        whole_life_test(a_changed_value_is_seen_in_every_column_of_every_table),
        whole_life_test(a_missing_row_is_seen_in_every_table),
        whole_life_test(an_emptied_table_is_seen),
    };
    return cmocka_run_group_tests(tests, scratch_open, whole_life_close);
}
