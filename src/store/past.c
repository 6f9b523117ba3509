#include "store/past.h"

#include "store_internal.h"

static const struct error *set_moment(struct store *store, int64_t entries)
{
    struct query *insert SCOPED_QUERY = NULL;
    TRY(store_execute(store, "CREATE TEMP TABLE moment (entries INTEGER NOT NULL)"));
    TRY(query_open(store, "INSERT INTO temp.moment (entries) VALUES (?1)", &insert));
    query_bind_integer(insert, 1, entries);
    return query_run(insert);
}

/* A view of the file looks at the file's own tables whatever stands in front of them: made again, it looks at these. */
static const struct error *view_statements(struct store *store, struct buffer *out)
{
    static const char begin[] = "CREATE VIEW ";
    struct query *views SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT sql FROM main.sqlite_schema WHERE type = 'view' ORDER BY rowid", &views));
    for (;;) {
        TRY(query_step(views, &row));
        if (!row) {
            return NULL;
        }
        struct text sql = query_text(views, 0);
        if (!text_starts_with(sql, text_of(begin))) {
            return error_new(ERROR_UNVERIFIED, "%s: %.*s", store->path, TEXT_ARG(text_cut(sql, 80)));
        }
        buffer_add_string(out, "CREATE TEMP VIEW ");
        buffer_add(out, (struct text){ sql.bytes + sizeof(begin) - 1, sql.length - (sizeof(begin) - 1) });
        buffer_add_string(out, ";\n");
    }
}

static const struct error *build(struct store *store, int64_t entries)
{
    struct buffer views SCOPED_BUFFER = { 0 };
    struct text past;
    CHECK(resource_find(store_resources, "past.sql", &past));
    TRY(set_moment(store, entries));
    TRY(store_execute(store, past.bytes));
    TRY(view_statements(store, &views));
    return views.length == 0 ? NULL : store_execute(store, views.bytes);
}

const struct error *store_go_back(struct store *store, int64_t entries)
{
    CHECK(!store->writable && sqlite3_txn_state(store->database, "main") == SQLITE_TXN_READ);
    query_cache_clear(store);
    /* For SQLite a temporary table is a change, too. Nothing else is written between these two, and the end of the transaction takes it away. */
    TRY(store_execute(store, "PRAGMA query_only = OFF"));
    const struct error *error = build(store, entries);
    if (error != NULL) {
        return error;
    }
    return store_execute(store, "PRAGMA query_only = ON");
}
