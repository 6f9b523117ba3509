/* The schema of a file against the program's own. A view with another number in it, a trigger more, a CHECK less: whoever hands a ledger
 * over can put them there, so no command reads or writes before this is done. */
#include "base/language.h"
#include "store_internal.h"

/* What the files of schema/ make, as schema.sql prints it: printed when the program was built. */
extern const char store_schema_model[];
extern const char store_schema_model_end[];

enum { TEXTS = 4 }; /* type, name, table, SQL of an object, each with its length in front, so that no text passes for two */

static const struct error *print_schema(struct store *store, sqlite3 *database, bool with_views, struct buffer *out)
{
    struct text sql;
    sqlite3_stmt *statement = NULL;
    CHECK(resource_find(store_resources, "schema.sql", &sql));
    int code = sqlite3_prepare_v2(database, sql.bytes, -1, &statement, NULL);
    if (code == SQLITE_OK && !with_views) {
        code = sqlite3_bind_int(statement, 1, 0);
    }
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(statement);
        if (code == SQLITE_ROW) {
            for (int i = 0; i < TEXTS; i++) {
                const char *bytes = (const char *)sqlite3_column_text(statement, i);
                int length = sqlite3_column_bytes(statement, i);
                buffer_format(out, "%d:", length);
                buffer_add(out, bytes == NULL ? TEXT_EMPTY : (struct text){ bytes, (size_t)length });
            }
        }
    }
    const struct error *error = code == SQLITE_DONE ? NULL : store_error(store, code, "schema");
    (void)sqlite3_finalize(statement);
    return error;
}

/* One made now: what an older format had, or what this SQLite, not the one of the build, prints. */
static const struct error *print_model(struct store *store, int version, bool with_views, struct buffer *out)
{
    struct store model = { .path = store->path };
    CHECK(sqlite3_open_v2(":memory:", &model.database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK);
    const struct error *error = migration_run_to(&model, version);
    if (error == NULL && with_views) {
        error = migration_views(&model);
    }
    if (error == NULL) {
        error = print_schema(&model, model.database, with_views, out);
    }
    query_cache_clear(&model);
    (void)sqlite3_close(model.database);
    return error;
}

struct object {
    struct text whole; /* as it was printed; empty: there is no more */
    struct text texts[TEXTS];
};

static struct object take_object(struct text *rest)
{
    struct object object = { 0 };
    const char *begin = rest->bytes;
    if (rest->length == 0) {
        return object;
    }
    for (int i = 0; i < TEXTS; i++) {
        int64_t length = 0;
        CHECK(text_to_integer(text_split(rest, ':'), &length) && (size_t)length <= rest->length);
        object.texts[i] = (struct text){ rest->bytes, (size_t)length };
        *rest = (struct text){ rest->bytes + length, rest->length - (size_t)length };
    }
    object.whole = (struct text){ begin, (size_t)(rest->bytes - begin) };
    return object;
}

/* A format that this program knows. */
static const struct error *check_format(const struct store *store, int64_t version)
{
    if (version <= 0) {
        return error_new(ERROR_UNVERIFIED, _("%s: the file's format number was changed; restore a backup"), store->path);
    }
    if (version > migration_newest()) {
        return error_new(ERROR_FAILED, _("%s: was written by a newer dumisake (format %lld, this program knows %d); update the program"),
                         store->path, (long long)version, migration_newest());
    }
    return NULL;
}

/* Both are sorted by type and name; the first that differs. */
static const struct error *name_difference(const struct store *store, struct text actual, struct text expected)
{
    for (;;) {
        struct object there = take_object(&actual);
        struct object wanted = take_object(&expected);
        if (text_equal(there.whole, wanted.whole)) {
            CHECK(there.whole.length > 0);
            continue;
        }
        int order = there.whole.length == 0 ? 1 : wanted.whole.length == 0 ? -1 : text_compare(there.texts[0], wanted.texts[0]);
        order = order == 0 ? text_compare(there.texts[1], wanted.texts[1]) : order;
        const struct text *named = order > 0 ? wanted.texts : there.texts;
        const char *what = order > 0 ? _("is missing") : order < 0 ? _("is not the program's") : _("is another than the program's");
        return error_new(ERROR_UNVERIFIED, _("%s: the schema is not the program's own: %.*s %.*s %s; restore a backup"), store->path, TEXT_ARG(text_cut(named[0], 20)),
                         TEXT_ARG(text_cut(named[1], 100)), what);
    }
}

const struct error *schema_compare(struct store *store)
{
    struct buffer actual SCOPED_BUFFER = { 0 };
    struct buffer expected SCOPED_BUFFER = { 0 };
    int64_t version;
    TRY(query_one_integer(store, "PRAGMA user_version", &version));
    TRY(check_format(store, version));
    /* The views of an older format are not known any more; they are made anew before anything reads them. */
    bool newest = version == migration_newest();
    TRY(print_schema(store, store->database, newest, &actual));
    const struct resource printed = { "schema", store_schema_model, store_schema_model_end };
    struct text model = { printed.start, (size_t)(printed.end - printed.start) };
    if (newest && text_equal(buffer_text(&actual), model)) {
        return NULL;
    }
    TRY(print_model(store, (int)version, newest, &expected));
    return text_equal(buffer_text(&actual), buffer_text(&expected)) ? NULL : name_difference(store, buffer_text(&actual), buffer_text(&expected));
}

const struct error *schema_look(struct store *store)
{
    int64_t change;
    TRY(query_one_integer(store, "PRAGMA schema_version", &change));
    if (change == store->schema_change) {
        return NULL;
    }
    TRY(schema_compare(store));
    store->schema_change = change;
    return NULL;
}
