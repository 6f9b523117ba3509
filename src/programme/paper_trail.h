/* paper_trail: each movement of a grant's money names the paper that orders it, and the papers say what they move.
 *
 * Law: a batch's payouts, a sending's transfers, an answer's rows and a cancellation's payouts stand behind their paper in the same
 * transaction, are as many and as much as it says, and follow from what was before them: a batch is approved before it is sent, sent before
 * it is answered, and no effective day lies before that of what it follows.
 * Known from the journal's text alone: a projection can be made to agree with a false entry, what came before it cannot. */
#ifndef PROGRAMME_PAPER_TRAIL_H
#define PROGRAMME_PAPER_TRAIL_H

#include "base/day.h"
#include "ledger/account.h"
#include "ledger/digest.h"
#include "programme/entry_form.h"

struct trail_payout {
    int64_t amount;
    int64_t kept;  /* of it, by who was paid */
    int64_t batch;
    int64_t applicant;
    int64_t begin; /* entry that made it */
    int64_t end;   /* entry that ended it: cancelled, paid once more, or all of it deposited; 0 = it holds its place */
    int64_t sending; /* entry; 0 = not sent */
    int32_t day;   /* of the last entry that others follow */
    uint8_t account;
    bool tiered;   /* its entry names a tier */
};

struct trail_batch {
    int64_t position;
    int64_t year;
    int64_t evaluation;
    int64_t recipients;
    int64_t first; /* payout */
    int64_t approvals;
    int32_t made; /* its day */
    int32_t day;  /* the last one of its own and its approvals' */
    bool repays;
};

struct trail_evaluation {
    int64_t position;
    int64_t year;
    int64_t version;
    int64_t eligible;
    int64_t needs_review;
    int64_t ineligible;
    struct digest rules;
};

/* The paper whose lines are being read. */
struct trail_paper {
    const char *type; /* NULL: none */
    int64_t position;
    int64_t batch;
    int64_t wanted[2]; /* lines; of an answer: paid, returned; -1: not said */
    int64_t seen[2];
    int64_t total;     /* rupiah; -1: not said */
    int64_t sum;
};

struct paper_trail {
    struct trail_payout *payouts; /* by id - 1 */
    size_t payout_count;
    size_t payout_capacity;
    struct trail_batch *batches; /* by id - 1 */
    size_t batch_count;
    size_t batch_capacity;
    struct trail_evaluation *evaluations; /* by id - 1 */
    size_t evaluation_count;
    size_t evaluation_capacity;
    struct digest *versions; /* of the rules, by id - 1 */
    int64_t *version_years;
    size_t version_count;
    size_t version_capacity;
    size_t version_year_capacity;
    struct trail_paper paper;
    int64_t follows; /* payout that bounced, whose successor the next entry must be; 0 = none */
};

void paper_trail_free(struct paper_trail *trail); /* takes a zeroed one */

/* One entry, after its form was checked. Errors: UNVERIFIED, naming it. */
const struct error *paper_trail_entry(struct paper_trail *trail, int64_t position, const struct entry_lines *entry);
/* Behind the last entry. *position_out is that of a paper that is not whole. */
const struct error *paper_trail_end(const struct paper_trail *trail, int64_t *position_out);

/* Where the payout's money is; false when there is no such payout. */
bool paper_trail_account(const struct paper_trail *trail, int64_t payout, enum account *out);

#endif
