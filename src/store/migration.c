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

const struct error *migration_run_to(struct store *store, int last)
{
    int64_t version;
    TRY(query_one_integer(store, "PRAGMA user_version", &version));
    query_cache_clear(store);
    for (int number = (int)version + 1; number <= last; number++) {
        const struct resource *file = migration_at(number);
        CHECK(file != NULL);
        TRY(store_execute(store, file->start));
        struct buffer pragma SCOPED_BUFFER = { 0 };
        buffer_format(&pragma, "PRAGMA user_version = %d; PRAGMA application_id = %d", number, 0x44554D49);
        TRY(store_execute(store, pragma.bytes));
    }
    return NULL;
}

const struct error *migration_run(struct store *store)
{
    TRY(migration_run_to(store, migration_newest()));
    return migration_views(store);
}
