#include "store/given.h"

#include "base/memory.h"
#include "store_internal.h"

/* A table-valued function (https://sqlite.org/vtab.html#tabfunc2): its columns are those of the rows, its argument, a hidden
 * column, the rows. As with SQLite's own carray the argument is a pointer that SQL can neither make nor look at, and the call
 * cannot mean a table of that name. */

#define POINTER_TYPE "given"
enum { ARGUMENT_COLUMN = GIVEN_COLUMNS };

struct cursor {
    sqlite3_vtab_cursor base; /* SQLite's; first */
    const struct given *given;
    size_t row;
};

static int connect_table(sqlite3 *database, void *context, int count, const char *const *words, sqlite3_vtab **out, char **message)
{
    (void)context;
    (void)count;
    (void)words;
    (void)message;
    (void)sqlite3_vtab_config(database, SQLITE_VTAB_DIRECTONLY);
    int code = sqlite3_declare_vtab(database, "CREATE TABLE given (c0, c1, c2, c3, c4, c5, c6, c7, rows HIDDEN)");
    *out = code == SQLITE_OK ? memory_new(sizeof(**out)) : NULL;
    return code;
}

static int disconnect_table(sqlite3_vtab *table)
{
    memory_free(table);
    return SQLITE_OK;
}

/* One way: all rows of the argument, in their order. */
static int plan(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    for (int i = 0; i < info->nConstraint; i++) {
        const struct sqlite3_index_constraint *constraint = &info->aConstraint[i];
        if (constraint->iColumn == ARGUMENT_COLUMN && constraint->op == SQLITE_INDEX_CONSTRAINT_EQ && constraint->usable) {
            info->aConstraintUsage[i].argvIndex = 1;
            info->aConstraintUsage[i].omit = 1;
            info->estimatedCost = GIVEN_ROWS;
            info->estimatedRows = GIVEN_ROWS;
            return SQLITE_OK;
        }
    }
    return SQLITE_CONSTRAINT;
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    (void)table;
    struct cursor *cursor = memory_new(sizeof(*cursor));
    *out = &cursor->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *base)
{
    memory_free(base);
    return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *base, int number, const char *name, int count, sqlite3_value **values)
{
    struct cursor *cursor = (struct cursor *)base;
    (void)number;
    (void)name;
    cursor->given = count == 1 ? sqlite3_value_pointer(values[0], POINTER_TYPE) : NULL;
    cursor->row = 0;
    return cursor->given == NULL ? SQLITE_MISUSE : SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *base)
{
    ((struct cursor *)base)->row += 1;
    return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *base)
{
    const struct cursor *cursor = (const struct cursor *)base;
    return cursor->row >= cursor->given->count;
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *result, int number)
{
    const struct cursor *cursor = (const struct cursor *)base;
    if (number >= GIVEN_COLUMNS) {
        return SQLITE_OK; /* the argument reads as NULL */
    }
    const struct cell *cell = &cursor->given->rows[cursor->row][number];
    switch (cell->kind) {
    case CELL_NULL:
        break;
    case CELL_INTEGER:
        sqlite3_result_int64(result, cell->integer);
        break;
    case CELL_TEXT:
        sqlite3_result_text64(result, cell->text.bytes, cell->text.length, SQLITE_STATIC, SQLITE_UTF8);
        break;
    case CELL_BYTES:
        sqlite3_result_blob64(result, cell->text.bytes, cell->text.length, SQLITE_STATIC);
        break;
    }
    return SQLITE_OK;
}

static int row_number(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    *out = (sqlite3_int64)((const struct cursor *)base)->row;
    return SQLITE_OK;
}

int given_register(sqlite3 *database)
{
    /* Without xCreate the table needs no CREATE VIRTUAL TABLE, and can have none. */
    static const sqlite3_module module = {
        .xConnect = connect_table,
        .xBestIndex = plan,
        .xDisconnect = disconnect_table,
        .xOpen = open_cursor,
        .xClose = close_cursor,
        .xFilter = filter,
        .xNext = next,
        .xEof = at_end,
        .xColumn = column,
        .xRowid = row_number,
    };
    return sqlite3_create_module(database, "given", &module, NULL);
}

struct cell cell_integer(int64_t value)
{
    return (struct cell){ .kind = CELL_INTEGER, .integer = value };
}

struct cell cell_text(struct text value)
{
    return (struct cell){ .kind = CELL_TEXT, .text = { value.bytes == NULL ? "" : value.bytes, value.length } };
}

struct cell cell_bytes(const void *bytes, size_t length)
{
    return (struct cell){ .kind = CELL_BYTES, .text = { length == 0 ? "" : bytes, length } };
}

const struct error *query_run_given(struct query *query, int parameter, const struct given *given)
{
    CHECK(given->count <= GIVEN_ROWS);
    if (given->count == 0) {
        return NULL;
    }
    void *rows;
    memcpy(&rows, &given, sizeof(rows)); /* SQLite wants it writable, and only our own table reads it */
    CHECK(sqlite3_bind_pointer(query->statement, parameter, rows, POINTER_TYPE, NULL) == SQLITE_OK);
    const struct error *error = query_run(query);
    CHECK(sqlite3_bind_null(query->statement, parameter) == SQLITE_OK);
    return error;
}
