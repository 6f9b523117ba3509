/* money_back: what becomes of money that does not stay where it was sent.
 *
 * Law: nothing is edited; every way back is a transfer of its own, from where the money is. What was sent is not cancelled, what
 * bounced is paid once more or deposited, what was paid can be given back. A payout whose money is in anggaran again has ended. */
#ifndef PROGRAMME_MONEY_BACK_H
#define PROGRAMME_MONEY_BACK_H

#include "programme/payee.h"
#include "programme/programme.h"

struct payouts_moved {
    int64_t count;
    struct money amount;
    bool repaid; /* cancelled: of a batch that paid bounced money once more */
};

/* Undoes what was not sent of a batch (komitmen -> anggaran): of these people, each named once, or of all when nik_count is 0.
 * Errors: USAGE without a reason, REFUSED when there is no such batch, nothing of it is in komitmen, or somebody named is not. */
const struct error *batch_cancel(struct journal *journal, int64_t batch_id, const struct nik *niks, size_t nik_count, struct text reason,
                                 struct payouts_moved *out);

/* The batch was cancelled as a whole. */
const struct error *batch_was_cancelled(struct store *store, int64_t batch_id, bool *out);

/* Bounced payouts of the year once more, in a batch of their own (retur -> anggaran -> komitmen): of these people, or of everybody
 * whose account was changed since when nik_count is 0. The old payout, with its account and reference, stays as it was.
 * Errors: REFUSED when somebody named has no bounced payout, or has the account that bounced (unless `same_account`); when nobody is
 * there to be paid. */
struct repayment_choice {
    const struct nik *niks;
    size_t nik_count;
    bool same_account; /* the bank says that the account is right after all */
};
const struct error *repayment_create(struct journal *journal, const struct programme *programme, const struct repayment_choice *choice,
                                     int64_t *batch_out, struct payouts_moved *out);

/* A deposit slip of the treasury (STS). */
struct deposit_slip {
    struct text number;
    struct day day; /* DAY_NONE = not given */
};

/* Bounced money to the treasury (retur -> setor-kembali), whole. Errors: REFUSED when the person has no bounced payout in the year. */
const struct error *deposit_record(struct journal *journal, int year, struct nik nik, const struct deposit_slip *slip, struct payouts_moved *out);

/* Paid money that the recipient gave back (tersalur -> setor-kembali), whole or a part. Errors: REFUSED when the person was not
 * paid in the year, or did not get as much. `left_out` is what the recipient keeps. Bounced money has its person always: nobody is
 * erased before it is paid once more or deposited. */
const struct error *refund_record(struct journal *journal, int year, const struct payee *payee, struct money amount, const struct deposit_slip *slip,
                                  struct money *left_out);

#endif
