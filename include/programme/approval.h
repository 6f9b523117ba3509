/* approval: the word of another officer, with the decree (SK) that names the recipients.
 *
 * Law: a batch is sent only when as many officers approved it as the programme year asks for its amount, none of whom made it. An
 * officer signs the digest of the batch: SHA-256 over the leaf hashes of its entry and of its payouts' entries, in their order.
 * The word of an approver who was revoked before the sending does not count: another takes the place.
 * While no officer is registered, the only operator approves a batch with making it and may name the decree afterwards; every
 * report says so. What is not sent of such a batch when the first officer comes needs officers' approvals like any other.
 * Signed text: the lines `dumisake-approval/v1`, `ledger ID`, `officer NAME`, `batch N`, `batch-digest HEX`, `sk NUMBER`, `sk-day DAY`. */
#ifndef PROGRAMME_APPROVAL_H
#define PROGRAMME_APPROVAL_H

#include "ledger/officer.h"

struct approval {
    int64_t batch_id;
    struct text sk_number; /* empty = none */
    struct day sk_day;     /* DAY_NONE = none */
    const struct key *key; /* of the officer of the event; NULL in single-operator mode */
};

struct approval_count {
    int64_t given;  /* by officers; 0 in single-operator mode. While something waits to be sent, of those who were not revoked since */
    int64_t needed; /* 0 in single-operator mode, and of a batch that was sent or cancelled whole before the first officer */
    int64_t revoked; /* approvals that do not count any more */
    bool alone;     /* the only operator approved it; from the first officer on that does not count */
};

/* Appends the `approval` entry. */
const struct error *approval_record(struct journal *journal, const struct approval *approval);

/* The same for a batch that is there. Errors: REFUSED when there is no such batch, it was sent or cancelled already, its decree was
 * named before (another one), the day lies before the batch's, it has every approval that it needs, or the officer made it or approved it. *recorded_out is false when it
 * has just this decree already, in single-operator mode. */
const struct error *approval_give(struct journal *journal, const struct approval *approval, bool *recorded_out);

/* Four eyes: the officer of the event neither made the batch nor approved it. Errors: REFUSED. */
const struct error *approval_check_eyes(const struct journal *journal, int64_t batch_id);

/* How many officers' approvals a batch has and needs. */
const struct error *approval_counted(struct store *store, int64_t batch_id, struct approval_count *out);
/* That officer approved the batch. */
const struct error *approval_was_given_by(struct store *store, int64_t batch_id, struct text officer, bool *out);

/* The signature in an `approval` entry of an officer. Errors: UNVERIFIED. */
const struct error *approval_verify(struct store *store, const struct officers *officers, struct text entry);

#endif
