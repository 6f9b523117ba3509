/* People of a batch who would not be in it any more: their money stays where it is until somebody decides. */
#ifndef PROGRAMME_DECISION_GUARD_H
#define PROGRAMME_DECISION_GUARD_H

#include "judgement.h"

/* The rules that a batch was made by, and everything else as it stands now. `rules` is filled, and outlives the judgement. */
const struct error *decision_guard_open(struct store *store, int64_t batch_id, struct programme *rules, struct judgement *out);
/* Why the applicant is not paid after all, as codes, and translated with what to do; false when nothing speaks against it. */
bool decision_guard_holds_back(const struct judgement *judgement, const struct applicant *applicant, struct buffer *codes, struct buffer *reason);

#endif
