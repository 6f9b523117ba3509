#include "store/structure.h"

#include "base/language.h"
#include "base/memory.h"
#include "base/relay.h"
#include "store_internal.h"

enum { WORDS = 1000 };

struct structure_check {
    struct store *store;
    struct relay *relay;
    char *path;
    bool made;   /* both checks ran to their end */
    bool damaged;
    char damage[WORDS];
    bool stray;  /* a reference to a row that is not there */
    char table[WORDS];
    long long row;
    char parent[WORDS];
};

static void keep(char out[WORDS], const unsigned char *text)
{
    struct text cut = text_cut(text_of(text == NULL ? "" : (const char *)text), WORDS - 1);
    memcpy(out, cut.bytes, cut.length);
    out[cut.length] = '\0';
}

static bool check_integrity(sqlite3 *database, struct structure_check *check)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(database, "PRAGMA integrity_check(1)", -1, &statement, NULL);
    code = code == SQLITE_OK ? sqlite3_step(statement) : code;
    if (code == SQLITE_ROW) {
        keep(check->damage, sqlite3_column_text(statement, 0));
        check->damaged = strcmp(check->damage, "ok") != 0;
    }
    (void)sqlite3_finalize(statement);
    return code == SQLITE_ROW;
}

static bool check_references(sqlite3 *database, struct structure_check *check)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(database, "PRAGMA foreign_key_check", -1, &statement, NULL);
    code = code == SQLITE_OK ? sqlite3_step(statement) : code;
    if (code == SQLITE_ROW) {
        check->stray = true;
        keep(check->table, sqlite3_column_text(statement, 0));
        check->row = sqlite3_column_int64(statement, 1);
        keep(check->parent, sqlite3_column_text(statement, 2));
    }
    (void)sqlite3_finalize(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* On the second thread. It does not wait for a writer: the first thread's own snapshot may be what the writer waits for. */
static bool look(void *context, size_t slot)
{
    struct structure_check *check = context;
    sqlite3 *database = NULL;
    (void)slot;
    if (sqlite3_open_v2(check->path, &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
        sqlite3_exec(database, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON", NULL, NULL, NULL) == SQLITE_OK) {
        check->made = check_integrity(database, check) && (check->damaged || check_references(database, check));
    }
    (void)sqlite3_close(database);
    return false;
}

struct structure_check *structure_check_begin(struct store *store)
{
    struct structure_check *check = memory_new(sizeof(*check));
    struct buffer path = { 0 };
    buffer_add_string(&path, store_path(store));
    (void)buffer_string(&path);
    check->store = store;
    check->path = path.bytes;
    check->relay = relay_open(2, look, check);
    return check;
}

const struct error *structure_check_finish(struct structure_check *check)
{
    const struct error *error = NULL;
    size_t slot;
    while (relay_next(check->relay, &slot)) {
    }
    relay_close(check->relay);
    if (!check->made) {
        error = store_check(check->store);
    } else if (check->damaged) {
        error = error_new(ERROR_UNVERIFIED, _("the file's structure is damaged: %s"), check->damage);
    } else if (check->stray) {
        error = error_new(ERROR_UNVERIFIED, _("table %s, row %lld: refers to a row of %s that is not there"), check->table, check->row, check->parent);
    }
    memory_free(check->path);
    memory_free(check);
    return error;
}
