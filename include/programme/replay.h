/* replay: the decisions of the past, derived again from the ledger.
 *
 * Law: an evaluation is a function of what the journal held before it and of the version of the rules that it names;
 * derived again, it gives the decisions that are stored, to the letter. Those of people erased since cannot be, nor those that rested
 * on them: they are counted. */
#ifndef PROGRAMME_REPLAY_H
#define PROGRAMME_REPLAY_H

#include "programme/eligibility.h"

struct replay {
    int64_t evaluation_id; /* 0 = there is none */
    struct day day;        /* of that evaluation */
    int64_t version;       /* of the rules that it used */
    int64_t applicants;    /* with the two that follow */
    int64_t erased;        /* whose data are gone: the stored decision stays */
    int64_t touched;       /* that differ, of people who had a card or NIK in common with somebody erased since */
    int64_t differing;     /* decisions that come out in another way */
    bool other_input;      /* the digest of what was looked at is not that of the evaluation's entry */
    int64_t first_applicant; /* the first of them; 0 = none */
};

/* Errors: UNVERIFIED when the rules or the rows cannot be read any more. */
const struct error *replay_run(struct store *store, int year, int64_t evaluation_id, struct replay *out); /* 0 = the newest of the year */
/* The same; UNVERIFIED, too, when a decision or the input differs. */
const struct error *replay_check(struct store *store, int year, int64_t evaluation_id, struct replay *out);
/* What a check rests on, after it counted: the evaluation before it derived again when it was replaced, and every decision that was
 * replaced since against the digest of its evaluation's entry. *out is of the one that was replaced; all zero without one. Errors: UNVERIFIED. */
const struct error *replay_check_earlier(struct store *store, int year, const struct eligibility_count *count, struct replay *out);

#endif
