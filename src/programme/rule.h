/* One rule for one applicant. */
#ifndef PROGRAMME_RULE_H
#define PROGRAMME_RULE_H

#include "programme/explanation.h"
#include "programme/facts.h"

enum outcome rule_judge(const struct rule *rule, const struct applicant *applicant, const struct facts *facts);

/* The rules' outcomes, a letter each, and the decision that follows. `outcomes` has room for RULES_MAX + 1. */
enum decision_status rules_judge(const struct programme *programme, const struct applicant *applicant, const struct facts *facts, char *outcomes);

/* What an outcome of the rule does to a decision; DECISION_ELIGIBLE: nothing. */
enum decision_status rule_effect(const struct rule *rule, enum outcome outcome);

/* The text of a decision that an evaluation's digest covers. */
void decision_line(int64_t applicant_id, int64_t status, struct text outcomes, struct buffer *out);

/* Fills the view, whose rule and outcome are there: what was seen, what was expected, what would have to be otherwise. */
void rule_show(const struct applicant *applicant, const struct facts *facts, struct rule_view *view);

#endif
