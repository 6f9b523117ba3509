/* duty: which officer may make which entry of the journal.
 *
 * Law: one table, asked before a command writes and again by `verify`; four eyes: who made a batch does not approve it, who approved it
 * does not send it.
 * Source: assumed; the separation of duties of PP 12/2019. */
#ifndef PROGRAMME_DUTY_H
#define PROGRAMME_DUTY_H

#include "ledger/officer.h"

/* Roles of which one is needed for an entry of that type; 0 when the programme knows no such type. */
unsigned duty_of(struct text type);

/* The officer named in an entry has the role for it, and, a verifier, the region of the applicant it speaks of; a batch's entries keep
 * the four eyes. Entries of before there were officers pass. Errors: UNVERIFIED. */
const struct error *duty_check(struct store *store, const struct officers *officers, int64_t position, struct text entry);

/* How many officers must approve the batch: the most that a version of the year's rules asks for its amount which was there before the batch and in force on its
 * day or earlier, so that a later version lowers nothing; at least 1. Errors: REFUSED when there is no such batch. */
const struct error *duty_approvals_needed(struct store *store, int64_t batch_id, int64_t *out);
/* The officer who made the batch: "-" in single-operator mode. */
const struct error *duty_batch_maker(struct store *store, int64_t batch_id, struct buffer *out);

#endif
