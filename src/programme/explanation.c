/* Why one applicant is paid or not: every rule with what was seen and what was expected. */
#include <stdio.h>

#include "applicant_row.h"
#include "base/language.h"
#include "base/memory.h"
#include "programme/allocation.h"
#include "programme/eligibility.h"
#include "programme/lottery.h"
#include "programme/status.h"
#include "rule.h"

void explanation_free(struct explanation *explanation)
{
    buffer_free(&explanation->name);
    buffer_free(&explanation->decision);
    for (size_t i = 0; i < explanation->rule_count; i++) {
        buffer_free(&explanation->rules[i].value);
        buffer_free(&explanation->rules[i].threshold);
    }
    for (size_t i = 0; i < explanation->bar_count; i++) {
        buffer_free(&explanation->bars[i].value);
        buffer_free(&explanation->bars[i].source);
    }
    past_amendments_free(&explanation->past);
    *explanation = (struct explanation){ 0 };
}

/* The payout of the applicant, if there is one: what becomes of the decision. */
static const struct error *describe_payout(struct store *store, int64_t applicant_id, struct buffer *decision, bool *found_out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store,
                   "SELECT p.batch_id, p.reference, a.name FROM payout AS p JOIN account AS a ON a.id = p.account_id "
                   "WHERE p.applicant_id = ?1 ORDER BY p.id DESC LIMIT 1",
                   &query));
    query_bind_integer(query, 1, applicant_id);
    TRY(query_step(query, found_out));
    if (*found_out) {
        buffer_format(decision, _("in batch %lld, reference %.*s, state %.*s"), (long long)query_integer(query, 0),
                      TEXT_ARG(query_text(query, 1)), TEXT_ARG(query_text(query, 2)));
    }
    return NULL;
}

static const struct error *describe_relative(struct store *store, const struct applicant *applicant, struct buffer *decision, bool *found_out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store,
                   "SELECT a.nik FROM applicant AS a JOIN payout AS p ON p.applicant_id = a.id "
                   "WHERE a.no_kk = ?1 AND a.id <> ?2 AND p.year = ?3 AND p.account_id IN (2, 3, 4, 5) LIMIT 1",
                   &query));
    query_bind_integer(query, 1, applicant_family_card(applicant).number);
    query_bind_integer(query, 2, applicant->id);
    query_bind_integer(query, 3, applicant->year);
    TRY(query_step(query, found_out));
    if (*found_out) {
        buffer_format(decision, _("kk-ganda: another person of the same KK (NIK %lld) has the grant of this year"), (long long)query_integer(query, 0));
    }
    return NULL;
}

/* What the allocation would do with an eligible person today. */
static const struct error *describe_place(struct store *store, const struct programme *programme, int64_t applicant_id, struct explanation *explanation)
{
    static const char *const sentences[] = {
        [ALLOCATION_RECIPIENT] = N_("eligible; the next batch pays"),
        [ALLOCATION_WAITING_QUOTA] = N_("eligible; waits, the quota is full: "),
        [ALLOCATION_WAITING_BUDGET] = N_("eligible; waits, the budget is committed"),
        [ALLOCATION_WAITING_PLACE] = N_("eligible; waits, the kecamatan of the business is not known (kecamatan-tidak-dikenal)"),
        [ALLOCATION_PAID_LATER] = N_("eligible; not paid: the NIK or KK has a grant of a later year"),
        [ALLOCATION_FAMILY_CARD] = N_("kk-ganda: another person of the same KK comes first"),
    };
    struct allocation allocation SCOPED_ALLOCATION = { 0 };
    const struct allocation_choice everybody = { 0 };
    struct year_status status SCOPED_STATUS = { 0 };
    struct lottery lottery SCOPED_LOTTERY = { 0 };
    if (programme->order == ORDER_LOTTERY) {
        TRY(lottery_load(store, programme->year, &lottery));
        if (lottery.draw == 0) {
            buffer_add_string(&explanation->decision, _("eligible; waits for the lottery, which is not drawn yet"));
            return NULL;
        }
    }
    TRY(status_load(store, programme->year, &status));
    TRY(allocation_run(store, programme, status.accounts[ACCOUNT_ANGGARAN], &everybody, &allocation));
    for (size_t i = 0; i < allocation.count; i++) {
        const struct candidate *candidate = &allocation.candidates[i];
        if (candidate->applicant_id == applicant_id) {
            explanation->payable = candidate->result == ALLOCATION_RECIPIENT;
            buffer_add_string(&explanation->decision, _(sentences[candidate->result]));
            buffer_add_string(&explanation->decision, candidate->result == ALLOCATION_WAITING_QUOTA ? programme->quotas[candidate->quota].name : "");
            return NULL;
        }
    }
    /* No `check` has judged the person yet, or not by the rules in force: the place in the order is not known. */
    explanation->payable = true;
    buffer_add_string(&explanation->decision, _("eligible; not in a batch yet"));
    return NULL;
}

static const struct error *describe(struct store *store, const struct programme *programme, const struct applicant *applicant, struct explanation *explanation)
{
    static const char *const sentences[] = {
        [DECISION_NEEDS_REVIEW] = N_("needs review: a value is missing that a person must judge"),
        [DECISION_INELIGIBLE] = N_("not eligible"),
    };
    bool has_payout;
    bool has_relative = false;
    TRY(describe_payout(store, applicant->id, &explanation->decision, &has_payout));
    if (!has_payout && explanation->status == DECISION_ELIGIBLE && applicant_family_card(applicant).number != 0) {
        TRY(describe_relative(store, applicant, &explanation->decision, &has_relative));
    }
    if (has_payout || has_relative) {
        return NULL;
    }
    if (explanation->status == DECISION_ELIGIBLE) {
        return describe_place(store, programme, applicant->id, explanation);
    }
    buffer_add_string(&explanation->decision, _(sentences[explanation->status]));
    for (size_t i = 0; i < explanation->bar_count; i++) {
        buffer_format(&explanation->decision, "; %s: ", bar_code(explanation->bars[i].bar));
        buffer_add(&explanation->decision, buffer_text(&explanation->bars[i].value));
    }
    return NULL;
}

static const struct error *show_rules(struct store *store, const struct programme *programme, const struct applicant *applicant,
                                      struct explanation *explanation)
{
    struct history history SCOPED_HISTORY = { 0 };
    char outcomes[RULES_MAX + 1];
    TRY(history_load(store, programme->year, &history));
    explanation->status = rules_judge(programme, applicant, &history, outcomes);
    for (size_t i = 0; i < programme->rule_count; i++) {
        if (outcomes[i] == OUTCOME_NOT_APPLICABLE) {
            continue;
        }
        struct rule_view *view = &explanation->rules[explanation->rule_count++];
        view->rule = &programme->rules[i];
        view->outcome = (enum outcome)outcomes[i];
        rule_show(view->rule, programme, applicant, &history, &view->value, &view->threshold);
    }
    return NULL;
}

static const struct error *show_bars(struct store *store, const struct applicant *applicant, struct explanation *explanation)
{
    struct bars bars SCOPED_BARS = { 0 };
    bool found[BAR_COUNT];
    TRY(bars_load(store, applicant->year, &bars));
    if (!bars_find(&bars, applicant, found)) {
        return NULL;
    }
    explanation->status = DECISION_INELIGIBLE;
    for (int i = 0; i < BAR_COUNT; i++) {
        if (found[i]) {
            struct bar_view *view = &explanation->bars[explanation->bar_count++];
            view->bar = (enum bar)i;
            TRY(bar_describe(store, view->bar, applicant, &view->value, &view->source));
        }
    }
    return NULL;
}

const struct error *eligibility_explain(struct store *store, const struct programme *programme, struct nik nik, struct explanation *out)
{
    struct explanation explanation SCOPED_EXPLANATION = { 0 };
    struct query *query SCOPED_QUERY = NULL;
    struct applicant applicant;
    bool row;
    TRY(query_open(store,
                   "SELECT " APPLICANT_ROW_COLUMNS ", i.file_name FROM applicant AS a JOIN import AS i ON i.id = a.import_id "
                   "WHERE a.year = ?1 AND a.nik = ?2",
                   &query));
    query_bind_integer(query, 1, programme->year);
    query_bind_integer(query, 2, nik.number);
    TRY(query_step(query, &row));
    if (row) {
        applicant_row_read(query, 0, &applicant);
        TRY(applicant_check(&applicant));
        explanation.found = true;
        explanation.applicant_id = applicant.id;
        explanation.line = applicant.line;
        explanation.category = (enum category)applicant.fields[FIELD_KATEGORI].integer;
        (void)snprintf(explanation.file, sizeof(explanation.file), "%.*s", TEXT_ARG(query_text(query, APPLICANT_ROW_COUNT)));
        buffer_add(&explanation.name, applicant.fields[FIELD_NAMA].text);
        TRY(show_rules(store, programme, &applicant, &explanation));
        TRY(show_bars(store, &applicant, &explanation));
        TRY(past_amendments_load(store, applicant.id, &explanation.past));
        TRY(describe(store, programme, &applicant, &explanation));
    }
    MEMORY_GIVE(out, explanation);
    return NULL;
}

const struct error *eligibility_find_set_aside(struct store *store, int year, struct text digits, struct buffer *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT i.file_name, s.line, s.findings FROM set_aside AS s JOIN import AS i ON i.id = s.import_id "
                   "WHERE i.year = ?1 AND instr(s.raw, ?2) > 0 ORDER BY s.id",
                   &query));
    query_bind_integer(query, 1, year);
    query_bind_text(query, 2, digits);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        struct text findings = query_text(query, 2);
        buffer_format(out, "%s%.*s:%lld:", out->length == 0 ? "" : "; ", TEXT_ARG(query_text(query, 0)), (long long)query_integer(query, 1));
        while (findings.length > 0) {
            struct text line = text_split(&findings, '\n');
            struct text code = text_split(&line, '\t');
            buffer_add_byte(out, ' ');
            buffer_add(out, code);
        }
    }
}
