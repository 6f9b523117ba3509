/* status: where every rupiah of a programme year is, and what waits for whom.
 *
 * Law: recipients are people whose grant was paid (tersalur), nothing else. */
#ifndef PROGRAMME_STATUS_H
#define PROGRAMME_STATUS_H

#include "programme/approval.h"
#include "programme/programme.h"

struct batch_status {
    int64_t id;
    int year;
    struct day day;
    int64_t recipients; /* people in it */
    struct money amount;
    int64_t counts[ACCOUNT_COUNT]; /* its payouts by where their money is */
    struct approval_count approvals; /* officers' approvals */
    const char *state;             /* "komitmen", "dalam-proses", "retur", "selesai", "dibatalkan" (as a whole) */
};

struct year_status {
    int year; /* 0 = all years */
    struct money budget; /* = sum of the accounts */
    struct money accounts[ACCOUNT_COUNT];
    int64_t recipients;
    int64_t applicants;   /* also those erased since */
    int64_t erased;       /* applicants whose data were removed */
    int64_t set_aside;    /* rows of files that were not taken in */
    int64_t checked;      /* applicants with a decision; the next three add up to it */
    int64_t eligible;
    int64_t needs_review;
    int64_t ineligible;
    struct nik first_to_review; /* of those who need review; 0 = nobody */
    int64_t unpaid;       /* eligible without a payout */
    int64_t contradictions; /* payouts that bounced and that the bank calls paid now, undecided */
    bool somebody_waits;  /* an eligible person has no payout, nor has anybody of the same KK, and anggaran is not empty */
    struct batch_status *batches; /* owned */
    size_t batch_count;
};

#define SCOPED_STATUS __attribute__((cleanup(status_free)))

/* Of one year, or of all years together when year is 0. */
const struct error *status_load(struct store *store, int year, struct year_status *out);
void status_free(struct year_status *status); /* takes a zeroed one */

/* The programme years of the ledger, ascending; owner: the caller frees with memory_free. */
const struct error *status_years(struct store *store, int **years_out, size_t *count_out);

#endif
