/* One rule for one applicant. */
#ifndef PROGRAMME_RULE_H
#define PROGRAMME_RULE_H

#include "base/number_set.h"
#include "programme/eligibility.h"

/* Who has a grant of an earlier year: the year by NIK and by KK. */
struct history {
    struct number_set niks;
    struct number_set cards;
};

#define SCOPED_HISTORY __attribute__((cleanup(history_free)))
/* Payouts of years before `year` whose money is committed, in process or paid; a bounced one does not count. */
const struct error *history_load(struct store *store, int year, struct history *out);
/* The same of years after `year`: a person who was served out of order. */
const struct error *history_load_later(struct store *store, int year, struct history *out);
void history_free(struct history *history);

enum outcome rule_judge(const struct rule *rule, const struct programme *programme, const struct applicant *applicant,
                        const struct history *history);

/* The rules' outcomes, a letter each, and the decision that follows. `outcomes` has room for RULES_MAX + 1. */
enum decision_status rules_judge(const struct programme *programme, const struct applicant *applicant, const struct history *history,
                                 char *outcomes);

/* The text of a decision that an evaluation's digest covers. */
void decision_line(int64_t applicant_id, int64_t status, struct text outcomes, struct buffer *out);

/* For a reader: what was seen and what was expected. */
void rule_show(const struct rule *rule, const struct programme *programme, const struct applicant *applicant,
               const struct history *history, struct buffer *value, struct buffer *threshold);

#endif
