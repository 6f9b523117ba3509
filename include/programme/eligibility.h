/* eligibility: everybody of a programme year, each judged alone by every rule.
 *
 * Law: each rule's outcome is kept, not the first failure; the same data and rules give the same decisions. */
#ifndef PROGRAMME_ELIGIBILITY_H
#define PROGRAMME_ELIGIBILITY_H

#include "base/progress.h"
#include "programme/amendment.h"
#include "programme/bar.h"
#include "programme/programme.h"
#include "programme/review.h"

enum outcome {
    OUTCOME_PASS = '+',
    OUTCOME_FAIL = '-',
    OUTCOME_UNKNOWN_REVIEW = '?',
    OUTCOME_UNKNOWN_REJECTS = '!',
    OUTCOME_UNKNOWN_PASSES = '~', /* only for a reader: a decision has a pass for it */
    OUTCOME_NOT_APPLICABLE = '.',
};

enum decision_status { DECISION_ELIGIBLE = 1, DECISION_NEEDS_REVIEW = 2, DECISION_INELIGIBLE = 3 };

/* Applicants by their decision. */
struct decision_count {
    int64_t eligible;
    int64_t needs_review;
    int64_t ineligible;
};

struct eligibility_count {
    int64_t applicants; /* = the sum of the next three */
    int64_t eligible;
    int64_t needs_review;
    int64_t ineligible;
    int64_t reasons[RULES_MAX]; /* applicants that are rejected or reviewed for it, by rule of the programme */
    int64_t notes[RULES_MAX];   /* applicants that do not meet a rule that only notes */
    int64_t bars[BAR_COUNT];    /* applicants that are barred */
    struct decision_count aspirasi; /* of them, recommended by a council member (jalur aspirasi) */
    int64_t reviews[REVIEW_COUNT]; /* applicants by what stands of the officers' verification */
    int64_t erased;             /* of the applicants, those whose data were removed: the stored decision is counted, not its reasons */
    int64_t changed;            /* decisions that are new or differ, and were stored */
    int64_t evaluation_id;      /* of the evaluation that these decisions stand in; 0 when there are no applicants */
    int64_t previous_evaluation_id; /* the one before; the same when nothing changed; 0 when there was none */
};

/* Judges all applicants of programme->year and stores what is new or changed, with an `evaluation` entry; nothing when neither
 * rules nor anything that went in changed. A decision that comes out as before is not stored again under a new version. */
const struct error *eligibility_check(struct journal *journal, const struct programme *programme, struct progress *progress,
                                      struct eligibility_count *out);
struct decision_changes; /* programme/decision_change.h */
/* The same; `changes`, a zeroed one, is told whom it decided in another way than before. */
const struct error *eligibility_compare(struct journal *journal, const struct programme *programme, struct progress *progress, struct decision_changes *changes,
                                        struct eligibility_count *out);

/* The same for a year that was judged before, after a change to its applicants, so that its figures stay true; nothing for
 * a year that was not. */
const struct error *eligibility_refresh(struct journal *journal, const struct programme *programme);

#endif
