/* judgement: what the rules, the bars and the officers' verdicts of a place in the journal make of an applicant. */
#ifndef PROGRAMME_JUDGEMENT_H
#define PROGRAMME_JUDGEMENT_H

#include "programme/eligibility.h"
#include "programme/facts.h"

struct judgement {
    const struct programme *programme;
    struct facts facts;
    struct reviews reviews;
};

#define SCOPED_JUDGEMENT __attribute__((cleanup(judgement_close)))
/* As it was before the journal's entry `before`; LEDGER_NOW for now. */
const struct error *judgement_open(struct store *store, const struct programme *programme, int64_t before, struct judgement *out);
void judgement_close(struct judgement *judgement); /* takes a zeroed one */

struct verdict {
    enum decision_status status;
    char outcomes[RULES_MAX + BAR_COUNT + 2]; /* a letter a rule, then the bars', then the review's */
    bool bars[BAR_COUNT];
    enum review_verdict review;
};

/* Everybody of the year whom it finds eligible now, by applicant id; `out` is a zeroed set. */
const struct error *judgement_eligible(const struct judgement *judgement, struct store *store, struct number_set *out);

void judgement_of(const struct judgement *judgement, const struct applicant *applicant, struct verdict *out);

#endif
