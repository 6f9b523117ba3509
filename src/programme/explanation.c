/* Why one applicant is paid or not: every rule with what was seen and what was expected. */
#include <stdio.h>

#include "applicant_row.h"
#include "base/language.h"
#include "base/memory.h"
#include "programme/allocation.h"
#include "programme/eligibility.h"
#include "programme/lottery.h"
#include "programme/status.h"
#include "review_mark.h"
#include "rule.h"

void explanation_free(struct explanation *explanation)
{
    buffer_free(&explanation->name);
    buffer_free(&explanation->decision);
    for (size_t i = 0; i < explanation->rule_count; i++) {
        buffer_free(&explanation->rules[i].value);
        buffer_free(&explanation->rules[i].threshold);
        buffer_free(&explanation->rules[i].flip);
    }
    for (size_t i = 0; i < explanation->bar_count; i++) {
        buffer_free(&explanation->bars[i].value);
        buffer_free(&explanation->bars[i].source);
    }
    past_amendments_free(&explanation->past);
    past_reviews_free(&explanation->reviews);
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
    /* Beside a decision that is left open only a verdict stands among the bars. */
    bool by_officer = explanation->status == DECISION_NEEDS_REVIEW && explanation->bar_count > 0;
    buffer_add_string(&explanation->decision, by_officer ? _("needs review: an officer must decide") : _(sentences[explanation->status]));
    for (size_t i = 0; i < explanation->bar_count; i++) {
        const struct bar_view *view = &explanation->bars[i];
        buffer_format(&explanation->decision, "; %s: ", view->code);
        buffer_add(&explanation->decision, view->value.length > 0 ? buffer_text(&view->value) : text_of(view->title));
    }
    return NULL;
}

/* The lists that the person is on, with file and line: the evidence of a rule that asks for lists. */
static const struct error *show_lists(struct store *store, const struct applicant *applicant, struct buffer *value)
{
    struct buffer source SCOPED_BUFFER = { 0 };
    TRY(bar_describe(store, BAR_LISTED, applicant, value, &source));
    if (source.length > 0) {
        buffer_format(value, " [%s]", source.bytes);
    }
    return NULL;
}

static const struct error *show_rules(struct store *store, const struct programme *programme, const struct applicant *applicant, const struct facts *facts, struct explanation *explanation)
{
    char outcomes[RULES_MAX + 1];
    explanation->status = rules_judge(programme, applicant, facts, outcomes);
    for (size_t i = 0; i < programme->rule_count; i++) {
        if (outcomes[i] == OUTCOME_NOT_APPLICABLE) {
            continue;
        }
        struct rule_view *view = &explanation->rules[explanation->rule_count++];
        view->rule = &programme->rules[i];
        view->outcome = (enum outcome)outcomes[i];
        rule_show(view->rule, applicant, facts, view->outcome, &view->value, &view->threshold, &view->flip);
        if (expression_asks(&view->rule->condition, OPERATOR_LISTED, FIELD_NIK)) {
            TRY(show_lists(store, applicant, &view->value));
        }
    }
    return NULL;
}

static const struct error *show_bars(struct store *store, const struct applicant *applicant, const struct bars *bars, struct explanation *explanation)
{
    bool found[BAR_COUNT];
    if (!bars_find(bars, applicant, found)) {
        return NULL;
    }
    explanation->status = DECISION_INELIGIBLE;
    for (int i = 0; i < BAR_COUNT; i++) {
        if (found[i]) {
            struct bar_view *view = &explanation->bars[explanation->bar_count++];
            view->code = bar_code((enum bar)i);
            view->title = bar_title((enum bar)i);
            view->outcome = OUTCOME_FAIL;
            TRY(bar_describe(store, (enum bar)i, applicant, &view->value, &view->source));
        }
    }
    return NULL;
}

static void describe_verdict(const struct past_reviews *past, struct bar_view *view)
{
    for (size_t i = 0; i < past->count; i++) {
        const struct past_review *review = &past->items[i];
        if (review->stands) {
            day_print(review->day, &view->value);
            buffer_add_string(&view->value, ": ");
            buffer_add(&view->value, buffer_text(&review->reason));
            buffer_format(&view->source, _("journal entry %lld"), (long long)review->position);
        }
    }
}

static const struct error *show_reviews(struct store *store, const struct programme *programme, int64_t applicant_id, struct explanation *explanation)
{
    struct reviews reviews SCOPED_REVIEWS = { 0 };
    TRY(reviews_load(store, programme, LEDGER_NOW, &reviews));
    TRY(past_reviews_load(store, applicant_id, &explanation->reviews));
    enum review_verdict verdict = reviews_find(&reviews, applicant_id);
    explanation->status = review_decide(verdict, explanation->status);
    if (review_is_reason(verdict)) {
        struct bar_view *view = &explanation->bars[explanation->bar_count++];
        view->code = review_code(verdict);
        view->title = review_title(verdict);
        view->outcome = verdict == REVIEW_REJECTED ? OUTCOME_FAIL : OUTCOME_UNKNOWN_REVIEW;
        describe_verdict(&explanation->reviews, view);
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
        struct facts facts SCOPED_FACTS = { 0 };
        TRY(facts_load(store, programme, LEDGER_NOW, &facts));
        TRY(show_rules(store, programme, &applicant, &facts, &explanation));
        TRY(show_bars(store, &applicant, &facts.bars, &explanation));
        TRY(show_reviews(store, programme, applicant.id, &explanation));
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
