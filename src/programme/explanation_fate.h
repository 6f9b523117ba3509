/* What becomes of an applicant beside the rules: in a batch, in line, behind the family, nowhere. */
#ifndef PROGRAMME_EXPLANATION_FATE_H
#define PROGRAMME_EXPLANATION_FATE_H

#include "judgement.h"
#include "programme/explanation.h"

/* Fills fate, decision, payable and batches; the rest of the explanation is there, by this judgement of the moment. */
const struct error *fate_describe(struct store *store, const struct judgement *judgement, const struct explanation_moment *moment,
                                  const struct applicant *applicant, struct explanation *explanation);

#endif
