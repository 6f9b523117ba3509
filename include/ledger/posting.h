/* posting: the same transfer for many payouts, each with its entry.
 *
 * Law: entries, leaves and transfers are those of journal_post one by one, in the same order. A second thread writes the texts,
 * hashes them and grows the tree (base/relay.h); the store is the caller's thread's alone. */
#ifndef LEDGER_POSTING_H
#define LEDGER_POSTING_H

#include "ledger/journal.h"
#include "store/given.h"

enum { POSTING_OWN = 3, POSTING_NOTE_BYTES = 64 };

/* One of them, as it is described. */
struct posting {
    int64_t payout;
    struct money amount;
    struct cell own[POSTING_OWN];  /* for the caller's statements */
    char note[POSTING_NOTE_BYTES]; /* room for a text of theirs */
};

/* Says what posting `index` is, counted from 0, and adds its entry's lines between the event's and the transfer's. Called in order,
 * on the second thread: it reads what nobody changes meanwhile, and no database. */
typedef void (*posting_describe)(const void *context, int64_t index, struct journal *entry, struct posting *out);

struct posting_plan {
    const char *type; /* of the entries */
    int year;
    enum account from;
    enum account to;
    int64_t count;
    posting_describe describe;
    const void *context;
};

struct postings; /* under way; the journal is theirs until the last one is taken */

/* Not for the first entry of a transaction, which names the root before it. */
void postings_open(struct journal *journal, const struct posting_plan *plan, struct postings **out);
/* Stores the entries and transfers of the next few, and gives them as rows for the caller's own statements: c0 is the position of
 * the entry, c3 the amount, c4 the payout, c5 to c7 the caller's cells. NULL after the last. Errors: REFUSED when `from` does
 * not hold as much. */
const struct error *postings_next(struct postings *postings, const struct given **out);
void postings_close(struct postings *postings); /* takes NULL */
void postings_release(struct postings **postings);
#define SCOPED_POSTINGS __attribute__((cleanup(postings_release)))

#endif
