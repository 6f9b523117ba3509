#include "store/transaction.h"

#include "base/language.h"
#include "store_internal.h"

const struct error *transaction_begin(struct store *store, struct transaction *out)
{
    TRY(store_execute(store, "BEGIN IMMEDIATE"));
    if (store_was_removed(store)) {
        (void)sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
        return error_new(ERROR_BUSY, _("%s: was removed while this command waited for it; try again"), store->path);
    }
    struct transaction transaction SCOPED_TRANSACTION = { .store = store };
    int64_t version;
    TRY(query_one_integer(store, "PRAGMA user_version", &version));
    /* Asked now that the lock is held: another process may have made the ledger since this one opened the empty file. */
    store->empty = version == 0;
    transaction.makes_schema = store->empty;
    TRY(store->empty ? NULL : schema_look(store));
    if (version < migration_newest()) {
        transaction.renews_schema = !store->empty;
        TRY(migration_run(store));
        TRY(store->empty ? NULL : schema_compare(store)); /* a view that this program does not know stands in the file of an older one, too */
    }
    /* What proof.sql measures this transaction against. */
    TRY(store_execute(store,
                      "DROP TABLE IF EXISTS temp.before_balance; DROP TABLE IF EXISTS temp.before_journal;"
                      "CREATE TEMP TABLE before_balance AS SELECT year, account_id, amount FROM main.balance;"
                      "CREATE TEMP TABLE before_journal AS SELECT (SELECT coalesce(max(position) + 1, 0) FROM main.journal) AS size, "
                      "(SELECT coalesce(max(id), 0) FROM main.payout) AS payouts"));
    *out = transaction;
    transaction.store = NULL;
    return NULL;
}

const struct error *transaction_begin_read(struct store *store, struct transaction *out)
{
    TRY(store_execute(store, "BEGIN"));
    *out = (struct transaction){ .store = store };
    return schema_look(store); /* the first read takes the snapshot */
}

/* Each statement of proof.sql yields a row, a sentence, for each thing that is wrong. */
static const struct error *prove(struct store *store)
{
    struct text proof;
    CHECK(resource_find(store_resources, "proof.sql", &proof));
    const char *rest = proof.bytes;
    while (*rest != '\0') {
        sqlite3_stmt *statement = NULL;
        int code = sqlite3_prepare_v2(store->database, rest, -1, &statement, &rest);
        if (code != SQLITE_OK) {
            return store_error(store, code, "proof");
        }
        if (statement == NULL) {
            continue; /* a comment */
        }
        code = sqlite3_step(statement);
        const struct error *error = NULL;
        if (code == SQLITE_ROW) {
            error = error_new(ERROR_FAILED, _("the books would not balance, nothing was changed: %s"), (const char *)sqlite3_column_text(statement, 0));
        } else if (code != SQLITE_DONE) {
            error = store_error(store, code, "proof");
        }
        (void)sqlite3_finalize(statement);
        if (error != NULL) {
            return error;
        }
    }
    return NULL;
}

/* The root that a transaction gave the tree says whether it is in the books. */
struct head {
    int64_t size; /* 0: it gave none */
    struct buffer root;
};

static const struct error *read_head(struct store *store, struct head *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT size, root FROM main.tree_head WHERE size > (SELECT size FROM temp.before_journal) ORDER BY size DESC LIMIT 1", &query));
    TRY(query_step(query, &row));
    out->size = row ? query_integer(query, 0) : 0;
    buffer_add(&out->root, row ? query_bytes(query, 1) : TEXT_EMPTY);
    return NULL;
}

static const struct error *head_is_there(struct store *store, const struct head *head, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT count(*) FROM main.tree_head WHERE size = ?1 AND root = ?2", &query));
    query_bind_integer(query, 1, head->size);
    query_bind_bytes(query, 2, head->root.bytes, head->root.length);
    TRY(query_step(query, &row));
    *out = row && query_integer(query, 0) > 0;
    return NULL;
}

/* A disk that can be written again: the page takes the place of what the failed commit left in the log. */
static const struct error *write_something(struct store *store)
{
    struct buffer sql SCOPED_BUFFER = { 0 };
    buffer_format(&sql, "PRAGMA application_id = %d", APPLICATION_ID);
    return store_execute(store, buffer_string(&sql));
}

static const struct error *look_whether_done(struct store *store, bool makes_schema, const struct head *head, bool *done_out)
{
    int64_t version;
    *done_out = false;
    if (makes_schema) { /* on the rollback journal, and a file that is empty again must stay so */
        TRY(query_one_integer(store, "PRAGMA user_version", &version));
        return version == 0 ? NULL : head_is_there(store, head, done_out);
    }
    TRY(write_something(store));
    return head->size == 0 ? NULL : head_is_there(store, head, done_out);
}

/* COMMIT failed. The disk may have taken all of it all the same, and whoever opens the ledger next would find it done: the log is read up to its
 * last whole transaction, whether or not that one was reported. So the disk is written to and the books are asked. */
static const struct error *after_failed_commit(struct transaction *transaction, const struct head *head, const struct error *error)
{
    struct store *store = transaction->store;
    struct error told = *error;
    bool done;
    transaction_rollback(transaction);
    if (look_whether_done(store, transaction->makes_schema, head, &done) != NULL) {
        return error_new(ERROR_UNKNOWN, _("%s: the disk failed at the last step, and whether this is recorded is not known. When the disk works again, `dumisake verify` and `dumisake status` tell; look before you do it again"),
                         store->path);
    }
    return done ? NULL : error_new(told.kind, "%s", told.message);
}

static const struct error *commit(struct transaction *transaction)
{
    struct store *store = transaction->store;
    struct head head = { 0 };
    if (sqlite3_txn_state(store->database, "main") != SQLITE_TXN_WRITE) {
        return store_execute(store, "COMMIT");
    }
    TRY(prove(store));
    const struct error *error = read_head(store, &head);
    if (error == NULL) {
        int code = sqlite3_exec(store->database, "COMMIT", NULL, NULL, NULL);
        error = code == SQLITE_OK ? NULL : store_error(store, code, "COMMIT");
        /* Without room the last page is not there, and a transaction without it is none; one that had to wait, or that refers to a row that is not there,
         * has written nothing. All are still open. */
        bool certain = (code & 0xFF) == SQLITE_FULL || (code & 0xFF) == SQLITE_BUSY || (code & 0xFF) == SQLITE_CONSTRAINT;
        error = error == NULL || certain ? error : after_failed_commit(transaction, &head, error);
    }
    buffer_free(&head.root);
    return error;
}

const struct error *transaction_commit(struct transaction *transaction)
{
    struct store *store = transaction->store;
    CHECK(store->dropped_indexes.length == 0);
    TRY(commit(transaction));
    transaction->store = NULL;
    store->changed = true;
    if (transaction->makes_schema) {
        store->empty = false;
        /* Needs the file for itself for a moment; when another process is faster, the next open switches it on. */
        (void)sqlite3_exec(store->database, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
    }
    return NULL;
}

void transaction_rollback(struct transaction *transaction)
{
    if (transaction->store == NULL) {
        return;
    }
    /* Fails when SQLite has rolled back by itself, as after a full disk: then there is nothing left to undo. */
    (void)sqlite3_exec(transaction->store->database, "ROLLBACK", NULL, NULL, NULL);
    buffer_clear(&transaction->store->dropped_indexes);
    transaction->store = NULL;
}
