/* store: one database file; the only floor that names SQLite.
 *
 * Law: whatever is killed and whenever, the file holds the books as before or as after a transaction, never between. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/error.h"
#include "base/text.h"

struct store;

enum store_mode {
    STORE_READ,   /* an existing ledger, nothing is changed */
    STORE_COPY,   /* the same, also when an older program wrote it: to be copied as it is */
    STORE_WRITE,  /* an existing ledger */
    STORE_CREATE, /* an existing ledger, or a new one made by the first transaction */
    STORE_NEW,    /* a new one only; an existing file is refused */
};

/* Errors: missing, not a ledger (other application_id), made by a newer program, not accessible, busy; UNVERIFIED: its schema
 * is not the program's own, so that nothing of it was run, or it is damaged. A new file has mode 0600 and stays empty until its first transaction commits. Owner: the caller closes. */
const struct error *store_open(const char *path, enum store_mode mode, struct store **out);
/* Takes NULL. Removes the file again when it was made by this store and nothing was committed to it. */
void store_close(struct store *store);
void store_release(struct store **store);
#define SCOPED_STORE __attribute__((cleanup(store_release)))

/* No transaction was committed yet: the schema is made by the next one. */
bool store_is_new(const struct store *store);
/* The opened file is no longer the one of that name: another process, whose first transaction failed, removed it. */
bool store_was_removed(const struct store *store);
const char *store_path(const struct store *store);

/* Writes what the open transaction sees into `path`, an empty file, as a database of its own without a log. Others go on working. */
const struct error *store_copy(struct store *store, const char *path);

/* SQLite's own checks of the file's structure and foreign keys; NULL when sound, else an error of kind ERROR_UNVERIFIED that names what is wrong. */
const struct error *store_check(struct store *store);

/* What is overwritten or deleted from now on shall be gone from the file's bytes, too: call before the transaction that does it, and
 * store_scrub after its commit. Until then a mark lies beside the file (NAME-scrub), and the next store that opens it for writing does
 * what is left to do; so nothing remains when the program is killed in between. */
const struct error *store_scrub_begin(struct store *store);
/* Writes the whole file anew and empties SQLite's log. False when another process reads the file, or the disk is full or fails: the mark stays.
 * Takes as much room again as the file has. */
bool store_scrub(struct store *store);
/* Nothing was deleted after all: takes the mark away. */
void store_scrub_forget(struct store *store);

/* Drops the secondary indexes of `table` until index_build: for filling an empty table, where building at the end is
 * several times faster. Inside a transaction only, so that it is all or nothing. */
const struct error *store_indexes_drop(struct store *store, const char *table);
const struct error *store_indexes_build(struct store *store);

#endif
