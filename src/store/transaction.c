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

const struct error *transaction_commit(struct transaction *transaction)
{
    struct store *store = transaction->store;
    CHECK(store->dropped_indexes.length == 0);
    if (sqlite3_txn_state(store->database, "main") == SQLITE_TXN_WRITE) {
        TRY(prove(store));
    }
    TRY(store_execute(store, "COMMIT"));
    transaction->store = NULL;
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
