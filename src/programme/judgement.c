#include "judgement.h"

#include "base/memory.h"
#include "register_walk.h"
#include "review_mark.h"
#include "rule.h"

const struct error *judgement_open(struct store *store, const struct programme *programme, int64_t before, struct judgement *out)
{
    struct judgement judgement SCOPED_JUDGEMENT = { .programme = programme };
    TRY(facts_load(store, programme, before, &judgement.facts));
    TRY(reviews_load(store, programme, before, &judgement.reviews));
    MEMORY_GIVE(out, judgement);
    return NULL;
}

void judgement_close(struct judgement *judgement)
{
    facts_free(&judgement->facts);
    reviews_free(&judgement->reviews);
}

void judgement_of(const struct judgement *judgement, const struct applicant *applicant, struct verdict *out)
{
    out->status = rules_judge(judgement->programme, applicant, &judgement->facts, out->outcomes);
    if (bars_find(&judgement->facts.bars, applicant, out->bars)) {
        out->status = DECISION_INELIGIBLE;
        bars_mark(out->bars, out->outcomes);
    }
    out->review = reviews_find(&judgement->reviews, applicant->id);
    out->status = review_decide(out->review, out->status);
    review_mark(out->review, out->outcomes);
}

const struct error *judgement_eligible(const struct judgement *judgement, struct store *store, struct number_set *out)
{
    struct register_walk walk SCOPED_REGISTER_WALK = { 0 };
    struct applicant applicant;
    struct verdict verdict;
    bool row;
    TRY(register_walk_open(store, judgement->programme->year, LEDGER_NOW, judgement->programme, &walk));
    for (;;) {
        TRY(register_walk_next(&walk, &applicant, &row));
        if (!row) {
            return NULL;
        }
        judgement_of(judgement, &applicant, &verdict);
        if (verdict.status == DECISION_ELIGIBLE) {
            (void)number_set_add(out, applicant.id, 1);
        }
    }
}
