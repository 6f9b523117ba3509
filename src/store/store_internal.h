/* What the files of this floor share. */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include <sqlite3.h>
#include <time.h>

#include "base/resource.h"
#include "store/query.h"
#include "store/store.h"

enum { CACHE_SIZE = 256, BUSY_MS = 5000, APPLICATION_ID = 0x44554D49 /* "DUMI" */ };

struct query {
    struct store *store;
    const char *sql;
    char *made; /* the same text when it is this query's own: not in the cache */
    sqlite3_stmt *statement;
    bool in_use;
};

struct store {
    sqlite3 *database;
    char *path;
    bool created;  /* this store made the file */
    bool empty;    /* no schema committed yet */
    int64_t schema_change; /* SQLite's count of changes of the schema, when it was compared; -1: it was not */
    bool writable;
    bool unchanging; /* opened without locks, for the folder cannot be written */
    struct timespec modified; /* then: the file's, at opening */
    bool changed; /* a transaction of this store is in the books: no later error may say that nothing was changed */
    bool marked; /* this store laid the mark for scrubbing */
    int64_t waiting_since; /* for another process, milliseconds of a clock that only goes forward */
    struct query cache[CACHE_SIZE];
    size_t cached;
    struct buffer dropped_indexes; /* the CREATE INDEX statements to run again, each ending in NUL */
};

/* The schema of the newest version; the migrations of store_resources count from 1. */
extern const struct resource store_resources[];

/* Turns the result code of `store`'s last call into an error. */
const struct error *store_error(struct store *store, int code, const char *doing);
const struct error *store_execute(struct store *store, const char *sql);
/* Finalizes every cached statement: a schema change needs none to be active. */
void query_cache_clear(struct store *store);

/* given.c: makes the table-valued function known to the connection; a result code */
int given_register(sqlite3 *database);
/* turn.c: from now on the connection waits for others, BUSY_MS at most; whoever waits longest has the best chance. */
void turn_take(struct store *store);
/* scrub.c: whether a mark lies beside the file, and what then is done. */
void scrub_resume(struct store *store);
bool scrub_pending(const struct store *store);

/* beside.c: what lies beside the file under the names of SQLite's own files may be opened. */
const struct error *beside_check(const char *path);

/* migration.c */
int migration_newest(void);
const struct error *migration_run(struct store *store);  /* inside a transaction */
const struct error *migration_views(struct store *store); /* drops and makes the views again */
const struct error *migration_run_to(struct store *store, int last); /* up to this format, without the views */

/* schema.c, inside a transaction: */
const struct error *schema_compare(struct store *store); /* the file's schema against the program's of that format */
const struct error *schema_look(struct store *store);    /* the same when nobody looked at the schema as it is now */

#endif
