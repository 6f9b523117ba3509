#include "rule.h"

#include "programme/expression_words.h"

enum outcome rule_judge(const struct rule *rule, const struct applicant *applicant, const struct facts *facts)
{
    static const enum outcome unknowns[] = { [UNKNOWN_REJECTS] = OUTCOME_UNKNOWN_REJECTS,
                                             [UNKNOWN_REVIEW] = OUTCOME_UNKNOWN_REVIEW,
                                             [UNKNOWN_PASSES] = OUTCOME_PASS };
    int64_t category = applicant->fields[FIELD_KATEGORI].integer;
    CHECK(category >= 1 && category <= CATEGORY_COUNT);
    if (!rule->categories[category]) {
        return OUTCOME_NOT_APPLICABLE;
    }
    int holds = expression_holds(&rule->condition, applicant, facts);
    if (holds < 0) {
        return unknowns[rule->unknown];
    }
    return holds != 0 ? OUTCOME_PASS : OUTCOME_FAIL;
}

enum decision_status rule_effect(const struct rule *rule, enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_UNKNOWN_REJECTS:
        return DECISION_INELIGIBLE;
    case OUTCOME_UNKNOWN_REVIEW:
        return DECISION_NEEDS_REVIEW;
    case OUTCOME_FAIL:
        return rule->severity == SEVERITY_REJECT ? DECISION_INELIGIBLE : (rule->severity == SEVERITY_REVIEW ? DECISION_NEEDS_REVIEW : DECISION_ELIGIBLE);
    case OUTCOME_PASS:
    case OUTCOME_UNKNOWN_PASSES:
    case OUTCOME_NOT_APPLICABLE:
        break;
    }
    return DECISION_ELIGIBLE;
}

enum decision_status rules_judge(const struct programme *programme, const struct applicant *applicant, const struct facts *facts, char *outcomes)
{
    enum decision_status status = DECISION_ELIGIBLE;
    /* A category that the programme year does not help has no amount: nobody of it is eligible. */
    if (!programme_helps(programme, (enum category)applicant->fields[FIELD_KATEGORI].integer)) {
        status = DECISION_INELIGIBLE;
    }
    for (size_t i = 0; i < programme->rule_count; i++) {
        enum outcome outcome = rule_judge(&programme->rules[i], applicant, facts);
        enum decision_status effect = rule_effect(&programme->rules[i], outcome);
        outcomes[i] = (char)outcome;
        status = effect > status ? effect : status; /* the statuses grow worse */
    }
    outcomes[programme->rule_count] = '\0';
    return status;
}

void decision_line(int64_t applicant_id, int64_t status, struct text outcomes, struct buffer *out)
{
    buffer_add_integer(out, applicant_id);
    buffer_add_byte(out, ' ');
    buffer_add_integer(out, status);
    buffer_add_byte(out, ' ');
    buffer_add(out, outcomes);
    buffer_add_byte(out, '\n');
}

void rule_show(const struct applicant *applicant, const struct facts *facts, struct rule_view *view)
{
    const struct expression *condition = &view->rule->condition;
    const struct expression_reading reading = { condition, applicant, facts };
    bool wanted = view->outcome != OUTCOME_PASS;
    if (!wanted && expression_holds(condition, applicant, facts) < 0) {
        view->outcome = OUTCOME_UNKNOWN_PASSES;
    }
    view->effect = rule_effect(view->rule, view->outcome);
    expression_show_values(condition, applicant, facts, &view->value);
    expression_show_text(condition, &view->threshold);
    expression_show_flip(condition, applicant, facts, wanted, &view->flip);
    expression_words_seen(&reading, &view->words.value);
    expression_words(&reading, &view->words.threshold);
    expression_words_flip(&reading, wanted, &view->words.flip);
}
