/* Migrations: schema/NNNN_name.sql, each once, in order, in the transaction that needs them; then the views. */
#include "base/language.h"
#include "store_internal.h"

static const struct resource *migration_at(int number)
{
    char prefix[8] = "";
    for (int i = 3, rest = number; i >= 0; i--, rest /= 10) {
        prefix[i] = (char)('0' + rest % 10);
    }
    for (const struct resource *file = store_resources; file->name != NULL; file++) {
        if (strncmp(file->name, prefix, 4) == 0 && file->name[4] == '_') {
            return file;
        }
    }
    return NULL;
}

int migration_newest(void)
{
    int number = 0;
    while (migration_at(number + 1) != NULL) {
        number++;
    }
    return number;
}

/* In this order: the later ones rest on the earlier ones. */
static const char *const view_files[] = { "views.sql", "audit_rules.sql", "audit_views.sql", "workbook_views.sql" };

const struct error *migration_views(struct store *store)
{
    for (size_t i = 0; i < sizeof(view_files) / sizeof(view_files[0]); i++) {
        struct text views;
        CHECK(resource_find(store_resources, view_files[i], &views));
        TRY(store_execute(store, views.bytes));
    }
    return NULL;
}

const struct error *migration_run(struct store *store)
{
    int64_t version;
    TRY(query_one_integer(store, "PRAGMA user_version", &version));
    query_cache_clear(store);
    for (int number = (int)version + 1; number <= migration_newest(); number++) {
        const struct resource *file = migration_at(number);
        CHECK(file != NULL);
        TRY(store_execute(store, file->start));
        struct buffer pragma SCOPED_BUFFER = { 0 };
        buffer_format(&pragma, "PRAGMA user_version = %d; PRAGMA application_id = %d", number, 0x44554D49);
        TRY(store_execute(store, pragma.bytes));
    }
    return migration_views(store);
}

static const struct error *schema_of(sqlite3 *database, struct store *store, struct buffer *out)
{
    static const char sql[] = "SELECT type || ' ' || name || ' ' || replace(coalesce(sql, ''), char(10), ' ') FROM sqlite_schema "
                              "WHERE name NOT LIKE 'sqlite\\_autoindex\\_%' ESCAPE '\\' ORDER BY type, name";
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(database, sql, -1, &statement, NULL);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(statement);
        if (code == SQLITE_ROW) {
            buffer_add_string(out, (const char *)sqlite3_column_text(statement, 0));
            buffer_add_byte(out, '\n');
        }
    }
    (void)sqlite3_finalize(statement);
    return code == SQLITE_DONE ? NULL : store_error(store, code, "schema");
}

const struct error *migration_compare(struct store *store)
{
    struct buffer actual SCOPED_BUFFER = { 0 };
    struct buffer expected SCOPED_BUFFER = { 0 };
    TRY(schema_of(store->database, store, &actual));
    struct store model = { .path = store->path };
    CHECK(sqlite3_open_v2(":memory:", &model.database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK);
    const struct error *error = migration_run(&model);
    if (error == NULL) {
        error = schema_of(model.database, &model, &expected);
    }
    query_cache_clear(&model);
    (void)sqlite3_close(model.database);
    TRY(error);
    if (text_equal(buffer_text(&actual), buffer_text(&expected))) {
        return NULL;
    }
    struct text left = buffer_text(&actual);
    struct text right = buffer_text(&expected);
    struct text line = TEXT_EMPTY;
    while (left.length > 0 || right.length > 0) {
        struct text expected_line = text_split(&right, '\n');
        line = text_split(&left, '\n');
        if (!text_equal(line, expected_line)) {
            /* Both are sorted: the smaller one is what the other side does not have. */
            bool missing = line.length == 0 || (expected_line.length > 0 && text_compare(expected_line, line) < 0);
            line = missing ? expected_line : line;
            break;
        }
    }
    return error_new(ERROR_UNVERIFIED, _("the schema is not the program's own, near: %.*s"), TEXT_ARG(text_cut(line, 120)));
}
