#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/language.h"
#include "base/memory.h"
#include "store_internal.h"


/* A file that was opened as unchanging has no lock, and somebody who may write its folder began to write: what was read is of two moments. */
static bool changed_since_opened(const struct store *store)
{
    struct stat now;
    return store->unchanging && (stat(store->path, &now) != 0 || now.st_mtim.tv_sec != store->modified.tv_sec || now.st_mtim.tv_nsec != store->modified.tv_nsec);
}

const struct error *store_error(struct store *store, int code, const char *doing)
{
    int primary = code & 0xFF;
    const char *path = store->path;
    const char *detail = sqlite3_errmsg(store->database);
    switch (primary) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_new(ERROR_BUSY, _("%s: another process is working on the ledger; try again in a moment"), path);
    case SQLITE_NOTADB:
        return error_new(ERROR_FAILED, _("%s: is not a dumisake ledger; name another file with --db"), path);
    case SQLITE_CORRUPT:
        if (changed_since_opened(store)) {
            return error_new(ERROR_BUSY, _("%s: another process is working on the ledger; try again in a moment"), path);
        }
        return error_new(ERROR_UNVERIFIED, _("%s: the file is damaged (%s); restore a backup and run `dumisake verify`"), path, detail);
    case SQLITE_FULL:
        return store->changed ? error_new(ERROR_FAILED, _("%s: no room left on the disk"), path)
                              : error_new(ERROR_FAILED, _("%s: no room left on the disk; nothing was changed. Free some space and try again"), path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return error_new(ERROR_FAILED, _("%s: the ledger or its folder cannot be written; nothing was changed"), path);
    case SQLITE_CANTOPEN:
        return error_new(ERROR_FAILED, _("%s: cannot be opened; check the folder and its permissions"), path);
    case SQLITE_IOERR:
        return store->changed ? error_new(ERROR_FAILED, _("%s: the disk failed or is full (%s)"), path, detail)
                              : error_new(ERROR_FAILED, _("%s: the disk failed or is full (%s); nothing was changed"), path, detail);
    default:
        return error_new(ERROR_FAILED, "%s: %.120s: %s", path, doing, detail);
    }
}

const struct error *store_execute(struct store *store, const char *sql)
{
    int code = sqlite3_exec(store->database, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? NULL : store_error(store, code, sql);
}

/* *created_out stays false when another process was faster: then its file is opened. */
static const struct error *file_create(const char *path, bool *created_out)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    struct stat status;
    if (fd < 0 && errno == EEXIST && lstat(path, &status) == 0 && S_ISREG(status.st_mode)) {
        return NULL;
    }
    if (fd < 0) {
        return error_errno(_("%s: the ledger cannot be created"), path);
    }
    (void)close(fd);
    *created_out = true;
    return NULL;
}

/* Decides whether the file is there, is a file, and must be made. */
static const struct error *file_prepare(const char *path, enum store_mode mode, bool *created_out, bool *writable_out)
{
    struct stat status;
    *created_out = false;
    bool reads = mode == STORE_READ || mode == STORE_COPY;
    *writable_out = !reads;
    if (stat(path, &status) != 0) {
        if (errno != ENOENT) {
            return error_errno(_("%s: cannot be opened"), path);
        }
        if (mode != STORE_CREATE && mode != STORE_NEW) {
            return error_new(ERROR_FAILED, _("%s: there is no ledger yet; begin with `dumisake import FILE`, or name another with --db"), path);
        }
        return file_create(path, created_out);
    }
    if (!S_ISREG(status.st_mode)) {
        return error_new(ERROR_FAILED, _("%s: is not a file; name another with --db"), path);
    }
    if (mode == STORE_NEW && status.st_size > 0) {
        return error_new(ERROR_FAILED, _("%s: exists already and is not overwritten; name another with --db"), path);
    }
    if (!reads && access(path, W_OK) != 0) {
        return error_errno(_("%s: the ledger cannot be written"), path);
    }
    return NULL;
}

/* A reader of a folder that it may not write cannot make the shared-memory file that WAL wants; when no writer can be
 * there either, the file is opened as unchanging. */
static bool is_unchanging(const char *path, enum store_mode mode)
{
    if (mode != STORE_READ && mode != STORE_COPY) {
        return false;
    }
    struct buffer name = { 0 };
    const char *slash = strrchr(path, '/');
    buffer_add(&name, slash == NULL ? TEXT(".") : (struct text){ path, (size_t)(slash - path) + 1 });
    bool folder_writable = access(name.bytes, W_OK) == 0;
    buffer_clear(&name);
    buffer_format(&name, "%s-wal", path);
    bool has_wal = access(name.bytes, F_OK) == 0;
    buffer_clear(&name);
    buffer_format(&name, "%s-journal", path);
    bool has_journal = access(name.bytes, F_OK) == 0;
    buffer_free(&name);
    return !folder_writable && !has_wal && !has_journal;
}

static void add_uri_path(struct buffer *uri, const char *path)
{
    for (; *path != '\0'; path++) {
        if (strchr("?#%", *path) != NULL) {
            buffer_format(uri, "%%%02X", (unsigned)(unsigned char)*path);
        } else {
            buffer_add_byte(uri, *path);
        }
    }
}

static const struct error *database_open(struct store *store, enum store_mode mode)
{
    /* SQLite would count its memory under a lock. Refused once it runs: then it was said before. */
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    struct buffer uri SCOPED_BUFFER = { 0 };
    buffer_add_string(&uri, store->path[0] == '/' ? "file:" : "file:./");
    add_uri_path(&uri, store->path);
    bool unchanging = is_unchanging(store->path, mode);
    struct stat status;
    store->unchanging = unchanging && stat(store->path, &status) == 0;
    store->modified = store->unchanging ? status.st_mtim : (struct timespec){ .tv_sec = 0 };
    buffer_add_string(&uri, unchanging ? "?immutable=1" : "");
    /* A reader changes nothing (query_only), but must be able to roll back what a killed writer left, and to tidy SQLite's
     * files away when it is the last; where it may not write, SQLite opens the file for reading by itself. */
    int access_flags = unchanging ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    int code = sqlite3_open_v2(uri.bytes, &store->database, access_flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK) {
        return store_error(store, code, "open");
    }
    (void)sqlite3_extended_result_codes(store->database, 1);
    turn_take(store);
    /* A file handed over by somebody else must not run anything: no schema tricks, no functions in views. */
    (void)sqlite3_db_config(store->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(store->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    (void)sqlite3_db_config(store->database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    /* A connection that could not make sense of the log must not tidy it away when it is closed: a full disk, on which the file of the
     * locks cannot be made, has SQLite think that the log is empty, and what a killed program committed would be gone. */
    (void)sqlite3_db_config(store->database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    code = given_register(store->database);
    return code == SQLITE_OK ? NULL : store_error(store, code, "given");
}

static int stop(void *context)
{
    (void)context;
    return 1;
}

/* SQLite reads the whole schema with the first statement that needs it, in a time that grows with the square of the number of objects:
 * hours, when somebody put in a million. Ours has some hundreds, which take a few thousand of SQLite's steps. */
static const struct error *load_schema(struct store *store, int64_t *objects_out)
{
    enum { STEPS_MOST = 100000 };
    sqlite3_progress_handler(store->database, STEPS_MOST, stop, NULL);
    const struct error *error = query_one_integer(store, "SELECT count(*) FROM sqlite_schema", objects_out);
    bool stopped = (sqlite3_errcode(store->database) & 0xFF) == SQLITE_INTERRUPT;
    sqlite3_progress_handler(store->database, 0, NULL, NULL);
    return stopped ? error_new(ERROR_UNVERIFIED, _("%s: the schema is not the program's own: it has far more objects; restore a backup"), store->path) : error;
}

static const struct error *database_recognise(struct store *store, enum store_mode mode)
{
    int64_t application;
    int64_t version;
    int64_t objects;
    TRY(query_one_integer(store, "PRAGMA application_id", &application));
    TRY(query_one_integer(store, "PRAGMA user_version", &version));
    TRY(load_schema(store, &objects));
    store->empty = objects == 0 && application == 0 && version == 0;
    if (store->empty) {
        return NULL;
    }
    if (application != APPLICATION_ID) {
        return error_new(ERROR_FAILED, _("%s: is a database of another program, not a dumisake ledger; name another file with --db"), store->path);
    }
    TRY(schema_look(store)); /* before the next question: who lowers the number gets no advice to write */
    if (version < migration_newest() && mode == STORE_READ) {
        return error_new(ERROR_FAILED, _("%s: was written by an older dumisake; run any command that writes, such as `dumisake check`, to bring it up to date"), store->path);
    }
    return NULL;
}

/* All of it at one moment: another process may be bringing the file up to date. */
static const struct error *database_look(struct store *store, enum store_mode mode)
{
    TRY(store_execute(store, "BEGIN"));
    const struct error *error = database_recognise(store, mode);
    query_cache_clear(store);
    (void)sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
    return error;
}

static const struct error *database_configure(struct store *store)
{
    TRY(store_execute(store, "PRAGMA foreign_keys = ON"));
    /* The sorts of large indexes go to unlinked temporary files: faster than memory touched for the first time, and bounded. */
    TRY(store_execute(store, "PRAGMA temp_store = FILE"));
    TRY(store_execute(store, "PRAGMA cell_size_check = ON"));
    if (!store->writable) {
        return store_execute(store, "PRAGMA query_only = ON");
    }
    TRY(store_execute(store, "PRAGMA synchronous = FULL"));
    if (store->empty) {
        /* The first transaction runs on the rollback journal: it is the bulk import of an office's first file, and it
         * leaves an empty file when it fails. The write-ahead log is switched on when it has committed. */
        return store_execute(store, "PRAGMA page_size = 8192; PRAGMA threads = 2");
    }
    TRY(store_execute(store, "PRAGMA journal_mode = WAL"));
    return store_execute(store, "PRAGMA threads = 2");
}

const struct error *store_open(const char *path, enum store_mode mode, struct store **out)
{
    bool created;
    bool writable;
    TRY(file_prepare(path, mode, &created, &writable));
    TRY(beside_check(path));
    struct store *store SCOPED_STORE = memory_new(sizeof(*store));
    store->path = memory_new(strlen(path) + 1);
    memcpy(store->path, path, strlen(path) + 1);
    store->created = created;
    store->empty = created;
    store->schema_change = -1;
    store->writable = writable;
    TRY(database_open(store, mode));
    TRY(database_look(store, mode));
    if (store->empty && mode != STORE_CREATE && mode != STORE_NEW) {
        return error_new(ERROR_FAILED, _("%s: is an empty file, not a ledger yet; begin with `dumisake import FILE`"), path);
    }
    TRY(database_configure(store));
    (void)sqlite3_db_config(store->database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    if (writable && !store->empty) {
        scrub_resume(store);
    }
    *out = store;
    store = NULL;
    return NULL;
}

bool store_was_removed(const struct store *store)
{
    int moved = 0;
    return sqlite3_file_control(store->database, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0;
}

/* Removes the empty file that this store made. Only under the write lock: another process may have opened the file and be
 * about to make its ledger in it; one that waits for the lock sees afterwards that its file was removed. */
static void abandon(struct store *store)
{
    struct stat status;
    (void)sqlite3_busy_timeout(store->database, 0);
    if (sqlite3_exec(store->database, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK) {
        return;
    }
    if (!store_was_removed(store) && stat(store->path, &status) == 0 && status.st_size == 0) {
        (void)unlink(store->path);
    }
    (void)sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
}

void store_close(struct store *store)
{
    if (store == NULL) {
        return;
    }
    query_cache_clear(store);
    if (store->created && store->empty) {
        abandon(store);
    }
    int code = sqlite3_close(store->database);
    CHECK(code == SQLITE_OK); /* a statement left open would keep a stale log beside the file */
    buffer_free(&store->dropped_indexes);
    memory_free(store->path);
    memory_free(store);
}

void store_release(struct store **store)
{
    store_close(*store);
}

bool store_is_new(const struct store *store)
{
    return store->empty;
}

const char *store_path(const struct store *store)
{
    return store->path;
}

const struct error *store_check(struct store *store)
{
    struct query *integrity SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "PRAGMA integrity_check(1)", &integrity));
    TRY(query_step(integrity, &row));
    if (row && !text_equal(query_text(integrity, 0), TEXT("ok"))) {
        return error_new(ERROR_UNVERIFIED, _("the file's structure is damaged: %.*s"), TEXT_ARG(query_text(integrity, 0)));
    }
    struct query *foreign SCOPED_QUERY = NULL;
    TRY(query_open(store, "PRAGMA foreign_key_check", &foreign));
    TRY(query_step(foreign, &row));
    if (row) {
        return error_new(ERROR_UNVERIFIED, _("table %.*s, row %lld: refers to a row of %.*s that is not there"),
                         TEXT_ARG(query_text(foreign, 0)), (long long)query_integer(foreign, 1), TEXT_ARG(query_text(foreign, 2)));
    }
    return NULL;
}

const struct error *store_indexes_drop(struct store *store, const char *table)
{
    static const char sql[] = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?1 ORDER BY name";
    struct buffer names SCOPED_BUFFER = { 0 };
    struct query *indexes SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, sql, &indexes));
    query_bind_text(indexes, 1, text_of(table));
    for (;;) {
        TRY(query_step(indexes, &row));
        if (!row) {
            break;
        }
        buffer_format(&names, "DROP INDEX \"%.*s\";", TEXT_ARG(query_text(indexes, 0)));
        buffer_add(&store->dropped_indexes, query_text(indexes, 1));
        buffer_add_byte(&store->dropped_indexes, ';');
    }
    return names.length == 0 ? NULL : store_execute(store, names.bytes);
}

const struct error *store_indexes_build(struct store *store)
{
    if (store->dropped_indexes.length == 0) {
        return NULL;
    }
    TRY(store_execute(store, store->dropped_indexes.bytes));
    buffer_clear(&store->dropped_indexes);
    return NULL;
}
