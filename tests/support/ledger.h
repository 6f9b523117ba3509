/* ledger: a real journal of three transactions: the ledger's own entry and a note, two budgets, a withdrawal and a note.
 *
 * Law: what it writes, ledger_verify accepts. */
#ifndef SUPPORT_LEDGER_H
#define SUPPORT_LEDGER_H

#include "database.h"
#include "ledger/verification.h"
#include "store/query.h"

#define RUPIAH(amount) ((struct money){ amount })

/* 2026-11-22T10:00:00Z, on that day. */
static const struct event monday = { .utc = 1795341600, .day = { 20779 }, .officer = NULL };

static inline const struct error *post(struct journal *journal, const char *type, int year, enum account from, enum account to,
                                       int64_t amount)
{
    int64_t position;
    entry_begin(journal, type);
    return journal_post(journal, year, from, to, RUPIAH(amount), 0, &position);
}

static inline const struct error *note(struct journal *journal, const char *words)
{
    int64_t position;
    entry_begin(journal, "note");
    entry_add(journal, "words", text_of(words));
    return journal_append(journal, &position);
}

/* One transaction; `step` adds its entries. */
static inline const struct error *record(const char *path, const struct error *(*step)(struct journal *))
{
    struct store *store SCOPED_STORE = NULL;
    TRY(store_open(path, STORE_CREATE, &store));
    struct transaction transaction SCOPED_TRANSACTION = { 0 };
    TRY(transaction_begin(store, &transaction));
    struct journal journal SCOPED_JOURNAL = { 0 };
    TRY(journal_open(store, monday, &journal));
    TRY(step(&journal));
    TRY(journal_seal(&journal));
    return transaction_commit(&transaction);
}

static inline const struct error *step_begin(struct journal *journal)
{
    return note(journal, "begun"); /* entries 0 and 1 */
}

static inline const struct error *step_budget(struct journal *journal)
{
    TRY(post(journal, "budget", 2022, ACCOUNT_APBD, ACCOUNT_ANGGARAN, 37280000000)); /* 2 */
    return post(journal, "budget", 2023, ACCOUNT_APBD, ACCOUNT_ANGGARAN, 1000);      /* 3 */
}

static inline const struct error *step_withdraw(struct journal *journal)
{
    TRY(post(journal, "budget", 2023, ACCOUNT_ANGGARAN, ACCOUNT_APBD, 400)); /* 4 */
    return note(journal, "less was granted");                                /* 5 */
}

static inline void ledger_make(const char *path)
{
    SUCCEEDS(record(path, step_begin));
    SUCCEEDS(record(path, step_budget));
    SUCCEEDS(record(path, step_withdraw));
}

/* ledger_verify from outside, as the program's command does it. */
static inline const struct error *verify(const char *path, entry_visitor *visit, void *context, struct verification *out)
{
    struct store *store SCOPED_STORE = NULL;
    TRY(store_open(path, STORE_READ, &store));
    struct transaction transaction SCOPED_TRANSACTION = { 0 };
    TRY(transaction_begin_read(store, &transaction));
    return ledger_verify(store, visit, context, out);
}

#endif
