/* Deleted content, gone from the file's bytes as well: free pages, the room behind shortened rows, SQLite's log. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "store_internal.h"

static void mark_name(const struct store *store, struct buffer *out)
{
    buffer_format(out, "%s-scrub", store->path);
}

static void forget(const struct store *store)
{
    struct buffer name SCOPED_BUFFER = { 0 };
    mark_name(store, &name);
    (void)unlink(buffer_string(&name));
}

void store_scrub_forget(struct store *store)
{
    if (store->marked) {
        store->marked = false;
        forget(store);
    }
}

const struct error *store_scrub_begin(struct store *store)
{
    struct buffer name SCOPED_BUFFER = { 0 };
    mark_name(store, &name);
    int fd = open(buffer_string(&name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0 && errno != EEXIST) {
        return error_errno(_("%s: cannot be written"), buffer_string(&name));
    }
    if (fd >= 0) {
        (void)close(fd);
        store->marked = true; /* one that was there is somebody else's, who has not finished */
        const struct error *error = file_sync_folder(store->path);
        if (error != NULL) {
            store_scrub_forget(store);
            return error;
        }
    }
    return store_execute(store, "PRAGMA secure_delete = ON");
}

/* The log is empty when everything in it is in the file and nobody reads it any more. */
static bool empty_log(struct store *store)
{
    int64_t busy;
    return query_one_integer(store, "PRAGMA wal_checkpoint(TRUNCATE)", &busy) == NULL && busy == 0;
}

bool store_scrub(struct store *store)
{
    query_cache_clear(store);
    if (sqlite3_exec(store->database, "PRAGMA secure_delete = ON; VACUUM", NULL, NULL, NULL) != SQLITE_OK || !empty_log(store)) {
        return false;
    }
    store->marked = false;
    forget(store);
    (void)file_sync_folder(store->path); /* a mark that comes back has the same done again */
    return true;
}

bool scrub_pending(const struct store *store)
{
    struct buffer name SCOPED_BUFFER = { 0 };
    mark_name(store, &name);
    return access(buffer_string(&name), F_OK) == 0;
}

void scrub_resume(struct store *store)
{
    if (scrub_pending(store)) {
        (void)store_scrub(store);
    }
}
