#include "store/query.h"

#include "base/language.h"
#include "base/memory.h"
#include "store_internal.h"

static const struct error *prepare(struct store *store, const char *sql, sqlite3_stmt **out)
{
    int code = sqlite3_prepare_v3(store->database, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL);
    return code == SQLITE_OK ? NULL : store_error(store, code, sql);
}

const struct error *query_open(struct store *store, const char *sql, struct query **out)
{
    for (size_t i = 0; i < store->cached; i++) {
        if (store->cache[i].sql == sql && !store->cache[i].in_use) {
            store->cache[i].in_use = true;
            *out = &store->cache[i];
            return NULL;
        }
    }
    CHECK(store->cached < CACHE_SIZE);
    struct query *query = &store->cache[store->cached];
    *query = (struct query){ .store = store, .sql = sql };
    TRY(prepare(store, sql, &query->statement));
    query->in_use = true;
    store->cached += 1;
    *out = query;
    return NULL;
}

const struct error *query_open_made(struct store *store, struct text sql, struct query **out)
{
    struct query *query = memory_new(sizeof(*query));
    char *copy = memory_new(sql.length + 1);
    memcpy(copy, sql.bytes, sql.length);
    *query = (struct query){ .store = store, .sql = copy, .made = copy };
    const struct error *error = prepare(store, copy, &query->statement);
    if (error != NULL) {
        memory_free(copy);
        memory_free(query);
        return error;
    }
    *out = query;
    return NULL;
}

void query_close(struct query *query)
{
    if (query != NULL && query->made != NULL) {
        (void)sqlite3_finalize(query->statement);
        memory_free(query->made);
        memory_free(query);
    } else if (query != NULL) {
        query_reset(query);
        (void)sqlite3_clear_bindings(query->statement);
        query->in_use = false;
    }
}

void query_release(struct query **query)
{
    query_close(*query);
}

void query_cache_clear(struct store *store)
{
    for (size_t i = 0; i < store->cached; i++) {
        CHECK(!store->cache[i].in_use);
        (void)sqlite3_finalize(store->cache[i].statement);
    }
    store->cached = 0;
}

void query_bind_integer(struct query *query, int parameter, int64_t value)
{
    CHECK(sqlite3_bind_int64(query->statement, parameter, value) == SQLITE_OK);
}

void query_bind_text(struct query *query, int parameter, struct text value)
{
    const char *bytes = value.bytes == NULL ? "" : value.bytes;
    CHECK(sqlite3_bind_text64(query->statement, parameter, bytes, value.length, SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK);
}

void query_bind_bytes(struct query *query, int parameter, const void *bytes, size_t length)
{
    CHECK(sqlite3_bind_blob64(query->statement, parameter, length == 0 ? "" : bytes, length, SQLITE_STATIC) == SQLITE_OK);
}

void query_bind_null(struct query *query, int parameter)
{
    CHECK(sqlite3_bind_null(query->statement, parameter) == SQLITE_OK);
}

int query_parameters(struct query *query)
{
    return sqlite3_bind_parameter_count(query->statement);
}

const struct error *query_step(struct query *query, bool *row_out)
{
    int code = sqlite3_step(query->statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        return store_error(query->store, code, query->sql);
    }
    *row_out = code == SQLITE_ROW;
    return NULL;
}

const struct error *query_run(struct query *query)
{
    int code = sqlite3_step(query->statement);
    const struct error *error = NULL;
    if (code != SQLITE_DONE) {
        CHECK(code != SQLITE_ROW);
        error = store_error(query->store, code, query->sql);
    }
    (void)sqlite3_reset(query->statement);
    return error;
}

void query_reset(struct query *query)
{
    (void)sqlite3_reset(query->statement);
}

int query_columns(struct query *query)
{
    return sqlite3_column_count(query->statement);
}

const char *query_column_name(struct query *query, int column)
{
    return sqlite3_column_name(query->statement, column);
}

bool query_is_null(struct query *query, int column)
{
    return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

bool query_is_integer(struct query *query, int column)
{
    return sqlite3_column_type(query->statement, column) == SQLITE_INTEGER;
}

int64_t query_integer(struct query *query, int column)
{
    return sqlite3_column_int64(query->statement, column);
}

struct text query_text(struct query *query, int column)
{
    const char *bytes = (const char *)sqlite3_column_text(query->statement, column);
    return bytes == NULL ? TEXT_EMPTY : (struct text){ bytes, (size_t)sqlite3_column_bytes(query->statement, column) };
}

struct text query_bytes(struct query *query, int column)
{
    const char *bytes = sqlite3_column_blob(query->statement, column);
    return bytes == NULL ? TEXT_EMPTY : (struct text){ bytes, (size_t)sqlite3_column_bytes(query->statement, column) };
}

const struct error *query_one_integer(struct store *store, const char *sql, int64_t *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row = false;
    TRY(query_open(store, sql, &query));
    TRY(query_step(query, &row));
    *out = row ? query_integer(query, 0) : 0;
    return NULL;
}

const struct error *query_view_has(struct store *store, const char *view, const char *column, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store, "SELECT 1 FROM sqlite_schema AS s WHERE s.type = 'view' AND s.name = ?1 AND "
                          "(?2 IS NULL OR EXISTS (SELECT 1 FROM pragma_table_info(s.name) AS c WHERE c.name = ?2))", &query));
    query_bind_text(query, 1, text_of(view));
    if (column != NULL) {
        query_bind_text(query, 2, text_of(column));
    }
    return query_step(query, out);
}
