/* settlement: what the bank says became of a payout.
 *
 * Law: a row moves money only when reference, amount, state and, where the bank names it, the account fit; everything else is a finding and posts nothing. */
#ifndef PROGRAMME_SETTLEMENT_H
#define PROGRAMME_SETTLEMENT_H

#include "ledger/journal.h"

struct settlement_row {
    struct text reference;
    bool paid; /* or bounced */
    struct money amount;
    struct day bank_day;
    struct text reason;
    int64_t line; /* of the bank's file */
    struct text account; /* that the bank names, as it stands; "" when it names none */
};

enum settlement_result {
    SETTLEMENT_POSTED,
    SETTLEMENT_SAME,              /* the same answer was posted before: nothing to do */
    SETTLEMENT_UNKNOWN_REFERENCE,
    SETTLEMENT_OTHER_AMOUNT,
    SETTLEMENT_SECOND_ANSWER,     /* settled before with another answer */
    SETTLEMENT_NOT_SENT,          /* the payout is not with the bank */
    SETTLEMENT_PAID_AFTER_ALL,    /* it bounced, was paid once more since, and now the bank says that it was paid */
    SETTLEMENT_CANCELLED,         /* the payout was cancelled before it was sent */
    SETTLEMENT_OTHER_ACCOUNT,
    SETTLEMENT_BOUNCED_AGAIN,     /* after it bounced the bank said that it was paid, and now that it bounced: the first answer stands */
};

struct settlement_verdict {
    enum settlement_result result;
    bool kept;           /* it is not posted, but the journal keeps it: what the bank says after it had said bounced */
    int64_t payout_id;   /* this and the rest when the reference is known */
    struct day sent;     /* day it was sent */
    char expected[64];   /* the amount or the account that was sent, of SETTLEMENT_OTHER_AMOUNT and SETTLEMENT_OTHER_ACCOUNT */
};

struct settlement {
    struct journal *journal;
    int64_t answer_position; /* of the `bank-answer` entry */
    struct query *find;
    struct query *earlier;
    struct query *move;
    struct query *insert;
};

#define SCOPED_SETTLEMENT __attribute__((cleanup(settlement_close)))

struct settlement_answer {
    const char *file_name; /* without folders */
    struct digest sha256;
    int64_t paid;
    int64_t returned;
    int64_t rejected; /* rows that post nothing: rows = paid + returned + rejected */
};

/* What settlement_post or settlement_keep would do, doing nothing. */
const struct error *settlement_open(struct journal *journal, struct settlement *out);
void settlement_close(struct settlement *settlement);
const struct error *settlement_judge(struct settlement *settlement, const struct settlement_row *row, struct settlement_verdict *out);
/* The `bank-answer` entry; before the rows are posted. */
const struct error *settlement_begin(struct settlement *settlement, const struct settlement_answer *answer);
/* Moves one payout to tersalur or retur. */
const struct error *settlement_post(struct settlement *settlement, const struct settlement_row *row, int64_t payout_id);
/* Keeps a second answer, which moves nothing. */
const struct error *settlement_keep(struct settlement *settlement, const struct settlement_row *row, int64_t payout_id);

#endif
