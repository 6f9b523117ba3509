/* refusal: an officer, or somebody in an officer's name, was not allowed to do something.
 *
 * Law: the entry says who was named, what was tried and why it was refused; at most ten an officer and hour, so that nobody fills
 * the journal by trying. It is in no officer's name, and needs no signature. */
#ifndef LEDGER_REFUSAL_H
#define LEDGER_REFUSAL_H

#include "ledger/journal.h"

enum refusal_cause { REFUSAL_NONE, REFUSAL_INACTIVE, REFUSAL_KEY, REFUSAL_ROLE, REFUSAL_REGION, REFUSAL_FOUR_EYES };

const char *refusal_cause_name(enum refusal_cause cause);

/* *recorded_out is false when there were enough of that officer within the hour. */
const struct error *refusal_record(struct journal *journal, struct text name, struct text command, enum refusal_cause cause, bool *recorded_out);

#endif
