/* Why one applicant is paid or not: every rule with what was seen and what was expected. */
#include "programme/explanation.h"

#include <stdio.h>

#include "base/language.h"
#include "base/memory.h"
#include "decision_reader.h"
#include "explanation_fate.h"
#include "input_digest.h"
#include "judgement.h"
#include "programme/erasure.h"
#include "register_walk.h"
#include "rule.h"

static void free_rule(struct rule_view *view)
{
    struct buffer *buffers[] = { &view->value, &view->threshold, &view->flip, &view->from,
                                 &view->words.value, &view->words.threshold, &view->words.flip, &view->words.from, &view->words.lists };
    for (size_t i = 0; i < sizeof(buffers) / sizeof(buffers[0]); i++) {
        buffer_free(buffers[i]);
    }
}

void explanation_free(struct explanation *explanation)
{
    buffer_free(&explanation->name);
    buffer_free(&explanation->decision);
    buffer_free(&explanation->fate.reference);
    buffer_free(&explanation->fate.limit);
    buffer_free(&explanation->waiting.limit);
    for (size_t i = 0; i < explanation->rule_count; i++) {
        free_rule(&explanation->rules[i]);
    }
    for (size_t i = 0; i < explanation->bar_count; i++) {
        buffer_free(&explanation->bars[i].value);
        buffer_free(&explanation->bars[i].source);
    }
    for (size_t i = 0; i < explanation->batch_count; i++) {
        buffer_free(&explanation->batches[i].reference);
    }
    memory_free(explanation->batches);
    past_amendments_free(&explanation->past);
    past_reviews_free(&explanation->reviews);
    *explanation = (struct explanation){ 0 };
}

/* The lists that the person is on, with file and line: the evidence of a rule that asks for lists. */
static const struct error *show_lists(struct store *store, const struct applicant *applicant, int64_t before, struct rule_view *view)
{
    struct buffer source SCOPED_BUFFER = { 0 };
    struct buffer *lists = &view->words.lists;
    int64_t entry;
    TRY(bar_describe(store, BAR_LISTED, applicant, before, lists, &source, &entry));
    if (source.length > 0) {
        buffer_format(lists, " [%s]", source.bytes);
    }
    buffer_add(&view->value, buffer_text(lists));
    return NULL;
}

/* The condition looks at the field; a list is looked up by NIK and KK. */
static bool looks_at(const struct expression *condition, enum field field)
{
    return expression_reads(condition, field) ||
           ((field == FIELD_NIK || field == FIELD_NO_KK) && expression_asks(condition, OPERATOR_LISTED, field));
}

/* Place in `past` of the last amendment that changed the field; past->count when its value is that of the file. */
static size_t amended_by(const struct past_amendments *past, enum field field)
{
    for (size_t i = past->count; i-- > 0;) {
        for (size_t k = 0; k < past->items[i].changes.count; k++) {
            if (past->items[i].changes.items[k].field == field) {
                return i;
            }
        }
    }
    return past->count;
}

static bool came_from(const struct expression *condition, const struct past_amendments *past, size_t place)
{
    for (int field = 0; field < FIELD_COUNT; field++) {
        if (looks_at(condition, (enum field)field) && amended_by(past, (enum field)field) == place) {
            return true;
        }
    }
    return false;
}

/* Where the values of the rule stand. */
static void show_source(const struct explanation *explanation, struct rule_view *view)
{
    const struct expression *condition = &view->rule->condition;
    const struct past_amendments *past = &explanation->past;
    if (came_from(condition, past, past->count)) {
        buffer_format(&view->from, "%s:%lld", explanation->file, (long long)explanation->line);
        buffer_format(&view->words.from, "%s baris %lld", explanation->file, (long long)explanation->line);
    }
    for (size_t i = 0; i < past->count; i++) {
        if (came_from(condition, past, i)) {
            const char *joint = view->from.length == 0 ? "" : ", ";
            buffer_add_string(&view->from, joint);
            buffer_format(&view->from, _("journal entry %lld"), (long long)past->items[i].position);
            buffer_format(&view->words.from, "%sentri jurnal %lld", joint, (long long)past->items[i].position);
        }
    }
}

static const struct error *show_rules(struct store *store, const struct judgement *judgement, const struct applicant *applicant, int64_t before,
                                      struct explanation *explanation)
{
    const struct programme *programme = judgement->programme;
    for (size_t i = 0; i < programme->rule_count; i++) {
        if (explanation->outcomes[i] == OUTCOME_NOT_APPLICABLE) {
            continue;
        }
        struct rule_view *view = &explanation->rules[explanation->rule_count++];
        view->rule = &programme->rules[i];
        view->outcome = (enum outcome)explanation->outcomes[i];
        rule_show(applicant, &judgement->facts, view);
        show_source(explanation, view);
        if (expression_asks(&view->rule->condition, OPERATOR_LISTED, FIELD_NIK)) {
            TRY(show_lists(store, applicant, before, view));
        }
    }
    return NULL;
}

static const struct error *show_bars(struct store *store, const struct applicant *applicant, const struct verdict *verdict, int64_t before,
                                     struct explanation *explanation)
{
    for (int i = 0; i < BAR_COUNT; i++) {
        if (verdict->bars[i]) {
            struct bar_view *view = &explanation->bars[explanation->bar_count++];
            view->code = bar_code((enum bar)i);
            view->title = bar_title((enum bar)i);
            view->outcome = OUTCOME_FAIL;
            TRY(bar_describe(store, (enum bar)i, applicant, before, &view->value, &view->source, &view->entry));
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
            view->entry = review->position;
            buffer_format(&view->source, _("journal entry %lld"), (long long)review->position);
        }
    }
}

static void show_review(enum review_verdict verdict, struct explanation *explanation)
{
    if (review_is_reason(verdict)) {
        struct bar_view *view = &explanation->bars[explanation->bar_count++];
        view->code = review_code(verdict);
        view->title = review_title(verdict);
        view->outcome = verdict == REVIEW_REJECTED ? OUTCOME_FAIL : OUTCOME_UNKNOWN_REVIEW;
        describe_verdict(&explanation->reviews, view);
    }
}

/* Everything about the applicant, as the judgement of that place has it. */
static const struct error *explain(struct store *store, const struct programme *programme, const struct explanation_moment *moment,
                                   const struct applicant *applicant, struct explanation *explanation)
{
    struct judgement judgement SCOPED_JUDGEMENT = { 0 };
    struct verdict verdict;
    explanation->line = applicant->line;
    explanation->category = (enum category)applicant->fields[FIELD_KATEGORI].integer;
    explanation->tier = programme_tier(programme, applicant);
    explanation->amount = programme_amount(programme, applicant);
    buffer_add(&explanation->name, applicant->fields[FIELD_NAMA].text);
    TRY(judgement_open(store, programme, moment->as_of, &judgement));
    judgement_of(&judgement, applicant, &verdict);
    explanation->status = verdict.status;
    (void)snprintf(explanation->outcomes, sizeof(explanation->outcomes), "%s", verdict.outcomes);
    TRY(past_amendments_load(store, applicant->id, moment->as_of, &explanation->past));
    TRY(past_reviews_load(store, applicant->id, moment->as_of, &explanation->reviews));
    TRY(show_rules(store, &judgement, applicant, moment->as_of, explanation));
    TRY(show_bars(store, applicant, &verdict, moment->as_of, explanation));
    show_review(verdict.review, explanation);
    TRY(waiting_find(store, programme->year, moment->batch, applicant->id, &explanation->waiting));
    return fate_describe(store, &judgement, moment, applicant, explanation);
}

/* The decision that the batch rests on must be this one, and the payout of this amount. */
static const struct error *check_stored(struct store *store, const struct programme *programme, const struct explanation_moment *moment,
                                        const struct explanation *explanation)
{
    struct query *query SCOPED_QUERY = NULL;
    struct decision_reader reader SCOPED_DECISION_READER = { .store = store, .programme = programme };
    bool same = false;
    bool row;
    TRY(query_open(store,
                   "SELECT d.status, d.outcomes, e.programme_version_id FROM decision AS d JOIN evaluation AS e ON e.id = d.evaluation_id "
                   "WHERE d.applicant_id = ?1 AND d.evaluation_id <= ?2 ORDER BY d.evaluation_id DESC LIMIT 1",
                   &query));
    query_bind_integer(query, 1, explanation->applicant_id);
    query_bind_integer(query, 2, moment->evaluation);
    TRY(query_step(query, &row));
    bool paid = explanation->fate.kind == FATE_PAYOUT && explanation->fate.batch == moment->batch;
    if (paid && explanation->fate.amount.rupiah != explanation->amount.rupiah) {
        return error_new(ERROR_UNVERIFIED, _("batch %lld: the amount of applicant %lld does not follow from the ledger and the rules of version %lld; run "
                                             "`dumisake verify`"),
                         (long long)moment->batch, (long long)explanation->applicant_id, (long long)moment->version);
    }
    if (row) {
        const struct stored_decision stored = { query_integer(query, 2), query_integer(query, 0), query_text(query, 1) };
        struct verdict verdict = { .status = explanation->status };
        (void)snprintf(verdict.outcomes, sizeof(verdict.outcomes), "%s", explanation->outcomes);
        TRY(decision_reader_same(&reader, &stored, &verdict, &same));
    }
    bool kin = false;
    TRY(same ? NULL : erasure_touched(store, explanation->applicant_id, moment->as_of, &kin));
    if (kin) {
        return error_new(ERROR_REFUSED, _("batch %lld: the decision of that time rested on data of a person who was erased since; it stands, but cannot be explained any more"),
                         (long long)moment->batch);
    }
    return same ? NULL
                : error_new(ERROR_UNVERIFIED, _("batch %lld: the decision of applicant %lld does not follow from the ledger and the rules of version %lld; run "
                                                "`dumisake verify`"),
                            (long long)moment->batch, (long long)explanation->applicant_id, (long long)moment->version);
}

static const struct error *find_input(struct store *store, int year, const struct explanation_moment *moment, struct explained_input *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT e.id, e.position, j.text FROM evaluation AS e JOIN journal AS j ON j.position = e.position "
                   "WHERE e.year = ?1 AND ?2 IN (0, e.id) ORDER BY e.id DESC LIMIT 1",
                   &query));
    query_bind_integer(query, 1, year);
    query_bind_integer(query, 2, moment->evaluation);
    TRY(query_step(query, &row));
    if (row && input_digest_of_entry(query_text(query, 2), &out->digest)) {
        out->evaluation = query_integer(query, 0);
        out->position = query_integer(query, 1);
    }
    return NULL;
}

/* By the NIK of that place; of a batch also by the one that the applicant has now, or had once. */
static const struct error *find(struct store *store, int year, struct nik nik, int64_t before, struct explanation *explanation)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store,
                   "SELECT a.id, i.file_name FROM applicant AS a JOIN import AS i ON i.id = a.import_id WHERE a.year = ?1 AND i.position < ?3 "
                   "AND coalesce((SELECT v.erased FROM amendment AS v WHERE v.applicant_id = a.id AND v.position >= ?3 ORDER BY v.id LIMIT 1), a.erased) IS NULL "
                   "AND (a.nik = ?2 OR (?4 AND a.id IN (SELECT m.applicant_id FROM amendment AS m WHERE m.year = ?1 AND m.nik = ?2))) "
                   "ORDER BY coalesce((SELECT m.nik FROM amendment AS m WHERE m.applicant_id = a.id AND m.position >= ?3 ORDER BY m.id LIMIT 1), a.nik) = ?2 DESC "
                   "LIMIT 1",
                   &query));
    query_bind_integer(query, 1, year);
    query_bind_integer(query, 2, nik.number);
    query_bind_integer(query, 3, before);
    query_bind_integer(query, 4, before == LEDGER_NOW ? 0 : 1);
    TRY(query_step(query, &explanation->found));
    if (explanation->found) {
        explanation->applicant_id = query_integer(query, 0);
        (void)snprintf(explanation->file, sizeof(explanation->file), "%.*s", TEXT_ARG(query_text(query, 1)));
    }
    return NULL;
}

const struct error *explanation_load(struct store *store, const struct programme *programme, struct nik nik, const struct explanation_moment *moment,
                                     struct explanation *out)
{
    struct explanation explanation SCOPED_EXPLANATION = { 0 };
    struct query *version SCOPED_QUERY = NULL;
    struct applicant applicant;
    TRY(find(store, programme->year, nik, moment->as_of, &explanation));
    if (explanation.found) {
        TRY(register_version_open(store, explanation.applicant_id, moment->as_of, &version, &applicant));
        (void)digest_from(query_bytes(version, APPLICANT_ROW_COUNT), &explanation.commitment);
        TRY(find_input(store, programme->year, moment, &explanation.input));
        TRY(explain(store, programme, moment, &applicant, &explanation));
        TRY(moment->batch == 0 ? NULL : check_stored(store, programme, moment, &explanation));
    }
    MEMORY_GIVE(out, explanation);
    return NULL;
}

const struct error *explanation_moment_of(struct store *store, int64_t batch, struct explanation_moment *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    /* The batch's own entry: everybody was judged when it was made, and nothing was recorded since but that evaluation, if it said
     * anything new. */
    TRY(query_open(store,
                   "SELECT b.position, b.year, b.day, b.evaluation_id, e.programme_version_id FROM batch AS b JOIN evaluation AS e ON e.id = b.evaluation_id "
                   "WHERE b.id = ?1",
                   &query));
    query_bind_integer(query, 1, batch);
    TRY(query_step(query, &row));
    if (!row) {
        return error_new(ERROR_FAILED, _("there is no batch %lld; `dumisake status` lists them"), (long long)batch);
    }
    *out = (struct explanation_moment){ .as_of = query_integer(query, 0), .batch = batch, .year = (int)query_integer(query, 1),
                                        .day = { (int32_t)query_integer(query, 2) }, .evaluation = query_integer(query, 3),
                                        .version = query_integer(query, 4) };
    return NULL;
}
