#include "decision_guard.h"

#include "base/language.h"
#include "rule.h"
#include "store/query.h"

const struct error *decision_guard_open(struct store *store, int64_t batch_id, struct programme *rules, struct judgement *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT e.programme_version_id FROM batch AS b JOIN evaluation AS e ON e.id = b.evaluation_id WHERE b.id = ?1", &query));
    query_bind_integer(query, 1, batch_id);
    TRY(query_step(query, &row));
    if (!row) {
        return error_new(ERROR_UNVERIFIED, _("table batch: batch %lld rests on no evaluation; run `dumisake verify`"), (long long)batch_id);
    }
    TRY(programme_version_load(store, query_integer(query, 0), rules));
    return judgement_open(store, rules, LEDGER_NOW, out);
}

static void add_code(const char *code, struct buffer *out)
{
    buffer_add_string(out, out->length == 0 ? "" : ", ");
    buffer_add_string(out, code);
}

/* The codes of the bars, of the verdict and of the rules that reject, or that are open. */
static void add_codes(const struct judgement *judgement, const struct verdict *verdict, struct buffer *out)
{
    for (int i = 0; i < BAR_COUNT; i++) {
        if (verdict->bars[i]) {
            add_code(bar_code((enum bar)i), out);
        }
    }
    if (review_is_reason(verdict->review)) {
        add_code(review_code(verdict->review), out);
    }
    for (size_t i = 0; i < judgement->programme->rule_count; i++) {
        const struct rule *rule = &judgement->programme->rules[i];
        if (rule_effect(rule, (enum outcome)verdict->outcomes[i]) != DECISION_ELIGIBLE) {
            add_code(rule->code, out);
        }
    }
}

bool decision_guard_holds_back(const struct judgement *judgement, const struct applicant *applicant, struct buffer *codes, struct buffer *reason)
{
    struct verdict verdict;
    judgement_of(judgement, applicant, &verdict);
    if (verdict.status == DECISION_ELIGIBLE) {
        return false;
    }
    add_codes(judgement, &verdict, codes);
    if (verdict.bars[BAR_WITHDRAWN]) {
        buffer_format(reason, _("the application was withdrawn (%s); `dumisake explain NIK` tells why"), buffer_string(codes));
    } else if (verdict.bars[BAR_LISTED]) {
        buffer_add_string(reason, _("the person is on an exclusion list; `dumisake explain NIK` names it"));
    } else if (review_is_reason(verdict.review)) {
        buffer_format(reason, _("no verdict of an officer lets it go (%s); `dumisake explain NIK` tells why, `dumisake review NIK --accept` lets it go"),
                      buffer_string(codes));
    } else if (verdict.status == DECISION_NEEDS_REVIEW) {
        buffer_format(reason, _("an officer must look again, no acceptance stands (%s); `dumisake explain NIK` tells why, `dumisake review NIK --accept` lets it go"),
                      buffer_string(codes));
    } else {
        buffer_format(reason, _("the person is not eligible any more (%s); `dumisake explain NIK` tells why"), buffer_string(codes));
    }
    return true;
}
