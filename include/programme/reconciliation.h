/* reconciliation: the sides that ought to agree, and a line for every rupiah and person on one side only.
 *
 * Law: from the views reconciliation_* (src/store/schema/views.sql), which the workbook shows, too; what cannot be tested has no
 * difference, not a difference of nought. */
#ifndef PROGRAMME_RECONCILIATION_H
#define PROGRAMME_RECONCILIATION_H

#include "base/day.h"
#include "base/money.h"
#include "store/store.h"

enum reconciliation_section {
    RECONCILIATION_BUDGET = 1, /* the budget's documents, and all states of the money */
    RECONCILIATION_DECREE,     /* annexes of decrees, and batches */
    RECONCILIATION_ORDER,      /* batches, and what was sent (SP2D) */
    RECONCILIATION_BANK,       /* what was sent, and the bank's answers */
    RECONCILIATION_PAID,       /* what the bank paid, and the books */
    RECONCILIATION_BOUNCED,    /* what the bank bounced, and the books */
};
#define RECONCILIATION_SECTIONS 6

/* Differences are rupiah with a sign: the left side less the right one. */
struct reconciliation_total {
    struct buffer name; /* "sk" */
    bool tested;
    int64_t left;
    int64_t right;
    int64_t difference;
    int64_t explained;   /* of it: by lines that an entry of the journal explains */
    int64_t unexplained; /* of all other lines together, whatever their signs */
    int64_t lines;       /* these */
    int64_t untested_people;
    int64_t untested;    /* rupiah */
};

struct reconciliation_line {
    int section;
    struct buffer matter; /* "hanya-sk" */
    int64_t batch;        /* 0 = none */
    int64_t nik;          /* 0 = none */
    struct buffer name;
    struct buffer reference;
    struct buffer document; /* of the decree, the payment order, the deposit slip, or the payout that follows */
    int64_t left;
    int64_t right;
    int64_t difference;
    bool explained;
};

struct budget_step {
    int64_t entry;
    struct day day;
    struct buffer dpa; /* empty: none was named */
    int64_t change;
    int64_t budget; /* after it */
};

struct sending_answers {
    int64_t batch;
    struct day day;
    struct buffer sp2d; /* empty: none was named */
    struct buffer layout; /* of the bank; empty: the entry names none */
    struct buffer layout_sha256; /* in hexadecimal digits */
    int64_t people;
    int64_t sent;
    int64_t paid;
    int64_t returned;
    int64_t unanswered_people;
    int64_t unanswered;
};

struct reconciliation {
    int year;
    struct reconciliation_total totals[RECONCILIATION_SECTIONS]; /* by section - 1 */
    struct budget_step *steps; /* owned, as the others */
    size_t step_count;
    struct sending_answers *sendings;
    size_t sending_count;
    struct reconciliation_line *lines; /* the unexplained ones first */
    size_t line_count;
};

#define SCOPED_RECONCILIATION __attribute__((cleanup(reconciliation_free)))
const struct error *reconciliation_load(struct store *store, int year, struct reconciliation *out);
void reconciliation_free(struct reconciliation *reconciliation); /* takes a zeroed one */

/* Lines that nothing explains, of all sections. */
int64_t reconciliation_open_lines(const struct reconciliation *reconciliation);

#endif
