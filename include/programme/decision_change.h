/* decision_change: whom a check decides in another way than the check before, and by which reasons. */
#ifndef PROGRAMME_DECISION_CHANGE_H
#define PROGRAMME_DECISION_CHANGE_H

#include "programme/eligibility.h"

#define DECISION_CHANGES_MAX 1000U

/* A reason that keeps people out: how many have it now and had it not, and the other way round. */
struct reason_change {
    int64_t gained;
    int64_t lost;
};

struct decision_change {
    struct nik nik;
    enum decision_status then; /* by the stored decision */
    enum decision_status now;
    struct buffer gained; /* codes of reasons, blanks between; owned */
    struct buffer lost;
};

struct decision_changes {
    int64_t people; /* decided before; another status now, or another outcome of a rule */
    int64_t moved[DECISION_INELIGIBLE + 1][DECISION_INELIGIBLE + 1]; /* of them, by status [then][now] */
    struct reason_change rules[RULES_MAX]; /* by rule of the programme */
    struct reason_change bars[BAR_COUNT];
    struct reason_change reviews[REVIEW_COUNT];
    int64_t dropped; /* people who lost a reason whose rule the programme has no more */
    struct decision_change *items; /* in the order of the register; the first DECISION_CHANGES_MAX; owned */
    size_t count;
    size_t capacity;
};

#define SCOPED_DECISION_CHANGES __attribute__((cleanup(decision_changes_free)))
void decision_changes_free(struct decision_changes *changes); /* takes a zeroed one */

#endif
