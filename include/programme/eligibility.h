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
    int64_t changed;            /* decisions that are new or differ */
    int64_t evaluation_id;      /* of the evaluation that these decisions stand in; 0 when there are no applicants */
    int64_t previous_evaluation_id; /* the one before; the same when nothing changed; 0 when there was none */
};

/* Judges all applicants of programme->year and stores what is new or changed, with an `evaluation` entry; nothing when
 * nothing changed. */
const struct error *eligibility_check(struct journal *journal, const struct programme *programme, struct progress *progress,
                                      struct eligibility_count *out);

/* The same for a year that was judged before, after a change to its applicants, so that its figures stay true; nothing for
 * a year that was not. */
const struct error *eligibility_refresh(struct journal *journal, const struct programme *programme);

/* One rule for one applicant, for a reader. */
struct rule_view {
    const struct rule *rule;
    enum outcome outcome;
    struct buffer value;     /* what was seen; "" when missing */
    struct buffer threshold; /* what was expected: the condition */
    struct buffer flip;      /* what would have to be otherwise for another outcome */
};

/* A bar that the applicant has, or an officer's verdict that keeps from being paid. */
struct bar_view {
    const char *code;
    const char *title;
    enum outcome outcome;
    struct buffer value;  /* when and why, or which lists */
    struct buffer source; /* journal entry, or file and line */
};

struct explanation {
    bool found;
    int64_t applicant_id;
    char file[256];
    int64_t line;
    struct buffer name;
    enum category category;
    enum decision_status status; /* by the rules, as of now */
    bool payable;                /* eligible, no payout, and the next batch would pay */
    struct buffer decision;      /* a sentence, translated */
    struct rule_view rules[RULES_MAX];
    size_t rule_count; /* those that apply to the category */
    struct bar_view bars[BAR_COUNT + 1]; /* the last one: the verdict */
    size_t bar_count;
    struct past_amendments past;
    struct past_reviews reviews;
};

#define SCOPED_EXPLANATION __attribute__((cleanup(explanation_free)))
const struct error *eligibility_explain(struct store *store, const struct programme *programme, struct nik nik, struct explanation *out);
void explanation_free(struct explanation *explanation);

/* Rows of the year that were set aside and hold these digits: `out` gets a line each, "file:line: codes". */
const struct error *eligibility_find_set_aside(struct store *store, int year, struct text digits, struct buffer *out);

#endif
