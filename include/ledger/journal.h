/* journal: what happened, one entry an event, kept for ever.
 *
 * Law: an entry is its canonical text: UTF-8 lines `key value` in a fixed order, no newline inside a value; the text is
 * what is stored, hashed and checked, and the tables are made from it. Personal data does not appear in it. */
#ifndef LEDGER_JOURNAL_H
#define LEDGER_JOURNAL_H

#include "base/day.h"
#include "base/money.h"
#include "ledger/account.h"
#include "ledger/tree.h"
#include "store/transaction.h"

/* When and by whom: the same for all entries of a command. */
struct event {
    int64_t utc;         /* seconds */
    struct day day;      /* effective day */
    const char *officer; /* NULL in single-operator mode */
};

struct balance {
    int year;
    bool moved;                    /* by a transfer; a year that was only looked at is not stored */
    int64_t amount[ACCOUNT_COUNT]; /* rupiah; that of ACCOUNT_APBD is negative */
};

/* The journal opened for appending, inside a transaction. */
struct journal {
    struct store *store;
    struct event event;
    struct tree tree;
    uint64_t sealed;          /* size that has a tree head */
    struct balance *balances; /* the years touched */
    size_t balance_count;
    size_t balance_capacity;
    struct buffer text;        /* the entry in the making */
    struct buffer event_lines; /* of every entry: at, day, officer */
    struct query *insert;
    struct query *insert_transfer;
};

#define SCOPED_JOURNAL __attribute__((cleanup(journal_close)))

/* Starts the ledger with its `ledger` entry when the journal is empty. */
const struct error *journal_open(struct store *store, struct event event, struct journal *out);
/* Writes the tree head and the balances; call before transaction_commit. */
const struct error *journal_seal(struct journal *journal);
void journal_close(struct journal *journal); /* takes a zeroed one; forgets what was not sealed */

/* An entry: begin, add lines, then append or post. The first one after a tree head names the root of the entries before
 * it (`previous-root`), so that the journal itself says which tree heads there are. */
void entry_begin(struct journal *journal, const char *type);
void entry_add(struct journal *journal, const char *key, struct text value); /* control characters become '?' */
void entry_add_integer(struct journal *journal, const char *key, int64_t value);
void entry_add_day(struct journal *journal, const char *key, struct day day); /* DAY_NONE as "-" */
void entry_add_digest(struct journal *journal, const char *key, const struct digest *digest);
const struct error *journal_append(struct journal *journal, int64_t *position_out);

/* The id in the journal's first entry: 32 hexadecimal digits. Errors: UNVERIFIED when there is none. */
const struct error *journal_ledger_id(struct store *store, struct buffer *out);

/* The day, in UTC, on which the newest entry was made; DAY_NONE in an empty journal. */
const struct error *journal_newest_day(struct store *store, struct day *out);

/* The position that the next entry will have. */
int64_t journal_next(const struct journal *journal);

/* Appends the entry with its `year`, `from`, `to` and `amount` lines and moves the money. payout is 0 for a movement of
 * the budget itself. Errors: REFUSED when the account does not hold as much. */
const struct error *journal_post(struct journal *journal, int year, enum account from, enum account to, struct money amount,
                                 int64_t payout, int64_t *position_out);

/* What an account of a year holds now. */
const struct error *journal_balance(struct journal *journal, int year, enum account account, struct money *out);

/* Reading an entry's text. */
bool entry_get(struct text entry, const char *key, struct text *out); /* first line with the key */
bool entry_get_integer(struct text entry, const char *key, int64_t *out);
bool entry_get_day(struct text entry, const char *key, struct day *out); /* "-" gives DAY_NONE */
bool entry_get_digest(struct text entry, const char *key, struct digest *out);
bool entry_is(struct text entry, const char *type);

#endif
