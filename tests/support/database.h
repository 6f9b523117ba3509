/* database: the ledger file seen from outside, past the program: for breaking it, and for comparing it.
 *
 * Law: only tests name SQLite beside the store. */
#ifndef SUPPORT_DATABASE_H
#define SUPPORT_DATABASE_H

#include <sqlite3.h>

#include "support.h"

/* Runs SQL on a connection of its own that has none of the store's guards: no foreign keys, a writable schema. */
static inline void outside_run(const char *path, const char *sql)
{
    sqlite3 *database = NULL;
    char *message = NULL;
    assert_int_equal(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL), SQLITE_OK);
    if (sqlite3_exec(database, sql, NULL, NULL, &message) != SQLITE_OK) {
        fail_msg("%s: %s", sql, message);
    }
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
}

static inline void append_rows(sqlite3 *database, const char *sql, struct buffer *out)
{
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const char *bytes = sqlite3_column_blob(statement, i);
            size_t length = (size_t)sqlite3_column_bytes(statement, i);
            buffer_format(out, "%d:", sqlite3_column_type(statement, i));
            buffer_add(out, (struct text){ bytes, length });
            buffer_add_byte(out, '|');
        }
        buffer_add_byte(out, '\n');
    }
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
}

/* The first column of the first row as a number. */
static inline int64_t outside_integer(const char *path, const char *sql)
{
    sqlite3 *database = NULL;
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(statement, 0);
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
    return value;
}

/* Everything that the file says: its schema and every row of every table. Two equal contents are the same books. */
static inline void outside_contents(const char *path, struct buffer *out)
{
    sqlite3 *database = NULL;
    struct buffer names = { 0 };
    buffer_clear(out);
    assert_int_equal(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    append_rows(database, "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name", out);
    sqlite3_stmt *tables = NULL;
    assert_int_equal(
        sqlite3_prepare_v2(database, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", -1, &tables, NULL),
        SQLITE_OK);
    while (sqlite3_step(tables) == SQLITE_ROW) {
        buffer_clear(&names);
        buffer_format(&names, "SELECT * FROM \"%s\" ORDER BY 1, 2", (const char *)sqlite3_column_text(tables, 0));
        append_rows(database, names.bytes, out);
    }
    assert_int_equal(sqlite3_finalize(tables), SQLITE_OK);
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
    buffer_free(&names);
}

/* Runs SQL with the append-only triggers of the file taken away, and puts them back as they were: somebody who knows
 * the format changes the books. */
static inline void outside_tamper(const char *path, const char *sql)
{
    sqlite3 *database = NULL;
    sqlite3_stmt *triggers = NULL;
    struct buffer drop = { 0 };
    struct buffer restore = { 0 };
    assert_int_equal(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(database, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'", -1, &triggers, NULL),
        SQLITE_OK);
    while (sqlite3_step(triggers) == SQLITE_ROW) {
        buffer_format(&drop, "DROP TRIGGER \"%s\";", (const char *)sqlite3_column_text(triggers, 0));
        buffer_format(&restore, "%s;", (const char *)sqlite3_column_text(triggers, 1));
    }
    assert_int_equal(sqlite3_finalize(triggers), SQLITE_OK);
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
    outside_run(path, buffer_string(&drop));
    outside_run(path, sql);
    outside_run(path, buffer_string(&restore));
    buffer_free(&drop);
    buffer_free(&restore);
}

#endif
