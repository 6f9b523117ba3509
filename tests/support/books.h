/* books: a small ledger written in SQL: one budget, two applicants, one batch with one payout.
 *
 * Law: it holds what proof.sql demands, so that a test breaks one thing at a time. Its hashes are zeros: the ledger floor
 * would not accept it. */
#ifndef SUPPORT_BOOKS_H
#define SUPPORT_BOOKS_H

#include "database.h"
#include "store/query.h"
#include "store/transaction.h"

static const char *const books[] = {
    "INSERT INTO account (id, name, title) VALUES (0, 'apbd', 'A'), (1, 'anggaran', 'B'), (2, 'komitmen', 'C'), (3, 'dalam-proses', 'D'), "
    "(4, 'tersalur', 'E'), (5, 'retur', 'F'), (6, 'setor-kembali', 'G')",
    "INSERT INTO category (id, name, title) VALUES (1, 'milenial', 'Milenial')",
    "INSERT INTO journal (position, text, leaf) VALUES (0, 'a', zeroblob(32)), (1, 'b', zeroblob(32)), (2, 'c', zeroblob(32)), "
    "(3, 'd', zeroblob(32)), (4, 'e', zeroblob(32)), (5, 'f', zeroblob(32))",
    "INSERT INTO tree_head (size, root, frontier) VALUES (6, zeroblob(32), zeroblob(64))",
    "INSERT INTO programme_version (id, position, year, sha256, text) VALUES (1, 1, 2022, zeroblob(32), 'rules')",
    "INSERT INTO import (id, position, year, day, file_name, sha256, bytes, row_count, accepted, unchanged, conflicting, rejected, "
    "applicants_digest, set_aside_digest) VALUES (1, 2, 2022, 19000, 'a.csv', zeroblob(32), 10, 2, 2, 0, 0, 0, zeroblob(32), zeroblob(32))",
    "INSERT INTO applicant (id, import_id, line, year, nik, nama, kategori, kabupaten_usaha, no_kk, salt, commitment) VALUES "
    "(1, 1, 2, 2022, 1571011505900001, 'Siti', 1, 1571, 1571010101100001, zeroblob(16), zeroblob(32)), "
    "(2, 1, 3, 2022, 1571011505900002, 'Budi', 1, 1571, 1571010101100001, zeroblob(16), zeroblob(32))",
    "INSERT INTO evaluation (id, position, year, programme_version_id, day, applicants, eligible, needs_review, ineligible, changed, digest) "
    "VALUES (1, 3, 2022, 1, 19000, 2, 2, 0, 0, 2, zeroblob(32))",
    "INSERT INTO batch (id, position, year, day, evaluation_id, recipients, amount) VALUES (1, 4, 2022, 19000, 1, 1, 10)",
    "INSERT INTO payout (id, position, batch_id, sequence, applicant_id, year, amount, reference, account_id) VALUES (1, 5, 1, 1, 1, 2022, 10, 'R1', 2)",
    "INSERT INTO transfer (position, year, from_account, to_account, amount, payout_id) VALUES (0, 2022, 0, 1, 100, NULL), (5, 2022, 1, 2, 10, 1)",
    "INSERT INTO balance (year, account_id, amount) VALUES (2022, 0, -100), (2022, 1, 90), (2022, 2, 10), (2022, 3, 0), (2022, 4, 0), "
    "(2022, 5, 0), (2022, 6, 0)",
    NULL,
};

static inline const struct error *run(struct store *store, const char *sql)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store, sql, &query));
    return query_run(query);
}

static inline const struct error *run_all(struct store *store, const char *const *statements)
{
    for (; *statements != NULL; statements++) {
        TRY(run(store, *statements));
    }
    return NULL;
}

/* One transaction with these statements. */
static inline const struct error *change(struct store *store, const char *const *statements)
{
    struct transaction transaction SCOPED_TRANSACTION = { 0 };
    TRY(transaction_begin(store, &transaction));
    TRY(run_all(store, statements));
    return transaction_commit(&transaction);
}

/* A ledger with the books, closed. */
static inline void books_make(const char *path)
{
    struct store *store SCOPED_STORE = NULL;
    SUCCEEDS(store_open(path, STORE_CREATE, &store));
    SUCCEEDS(change(store, books));
}

#endif
