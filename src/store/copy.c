/* A consistent copy of a ledger while others work on it. */
#include <fcntl.h>
#include <unistd.h>

#include "base/language.h"
#include "store_internal.h"

/* The pages as they are; the open read transaction is the moment that is copied, and one step takes all of it. */
static int copy_pages(sqlite3 *from, sqlite3 *to)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    if (backup == NULL) {
        return sqlite3_errcode(to);
    }
    (void)sqlite3_backup_step(backup, -1);
    return sqlite3_backup_finish(backup);
}

static const struct error *sync_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return error_errno(_("%s: cannot be opened"), path);
    }
    const struct error *error = fsync(fd) == 0 ? NULL : error_errno(_("%s: cannot be written"), path);
    (void)close(fd);
    return error;
}

const struct error *store_copy(struct store *store, const char *path)
{
    struct store copy = { .path = store->path };
    CHECK(sqlite3_txn_state(store->database, "main") == SQLITE_TXN_READ);
    int code = sqlite3_open_v2(path, &copy.database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK) {
        code = copy_pages(store->database, copy.database);
    }
    if (code == SQLITE_OK && scrub_pending(store)) {
        /* What was erased may still lie between the rows; the copy goes where no later command looks. */
        code = sqlite3_exec(copy.database, "PRAGMA secure_delete = ON; VACUUM", NULL, NULL, NULL);
    }
    if (code == SQLITE_OK) {
        /* A copy is one file: it says nothing of a log that is not beside it. */
        code = sqlite3_exec(copy.database, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    }
    const struct error *error = NULL;
    if (code != SQLITE_OK) {
        error = error_new(code == SQLITE_BUSY || code == SQLITE_LOCKED ? ERROR_BUSY : ERROR_FAILED, _("the copy cannot be written: %s"), sqlite3_errmsg(copy.database));
    }
    (void)sqlite3_close(copy.database);
    return error != NULL ? error : sync_file(path);
}
