#include "explanation_fate.h"

#include "base/language.h"
#include "base/memory.h"
#include "decision_guard.h"
#include "programme/contradiction.h"
#include "programme/lottery.h"
#include "programme/status.h"
#include "store/query.h"

/* The last payout of the applicant that satisfies: in that batch, or, when `batch` is 0, in any; with `earlier` in one before it. */
static const struct error *find_payout(struct store *store, int64_t applicant_id, int64_t batch, bool earlier, struct fate *fate, bool *found_out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store,
                   "SELECT batch_id, sequence, reference, amount, account_id FROM payout WHERE applicant_id = ?1 "
                   "AND ((?2 = 0 AND account_id > 1) OR iif(?3, batch_id < ?2, batch_id = ?2)) ORDER BY id DESC LIMIT 1",
                   &query));
    query_bind_integer(query, 1, applicant_id);
    query_bind_integer(query, 2, batch);
    query_bind_integer(query, 3, earlier ? 1 : 0);
    TRY(query_step(query, found_out));
    if (*found_out) {
        fate->kind = FATE_PAYOUT;
        fate->batch = query_integer(query, 0);
        fate->sequence = query_integer(query, 1);
        buffer_add(&fate->reference, query_text(query, 2));
        int64_t account = query_integer(query, 4);
        fate->account = (enum account)account;
        if (account < ACCOUNT_APBD || account >= ACCOUNT_COUNT) {
            return error_new(ERROR_UNVERIFIED, _("table payout: no account holds the money of a payout; run `dumisake verify`"));
        }
        if (!money_of(query_integer(query, 3), &fate->amount)) {
            return error_new(ERROR_UNVERIFIED, _("table payout: an amount that cannot be; run `dumisake verify`"));
        }
    }
    return NULL;
}

static const struct error *describe_relative(struct store *store, const struct applicant *applicant, struct explanation *explanation, bool *found_out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store,
                   "SELECT a.nik, p.batch_id, p.account_id FROM applicant AS a JOIN payout AS p ON p.applicant_id = a.id "
                   "WHERE a.no_kk = ?1 AND a.id <> ?2 AND p.year = ?3 AND p.account_id IN (2, 3, 4, 5) "
                   "UNION ALL SELECT 0, p.batch_id, g.account_id FROM erased_grant AS g JOIN payout AS p ON p.id = g.payout_id "
                   "WHERE g.no_kk = ?1 AND ?1 <> 0 AND g.year = ?3 AND g.account_id BETWEEN 2 AND 5 LIMIT 1",
                   &query));
    query_bind_integer(query, 1, applicant_family_card(applicant).number);
    query_bind_integer(query, 2, applicant->id);
    query_bind_integer(query, 3, applicant->year);
    TRY(query_step(query, found_out));
    if (*found_out) {
        explanation->fate.kind = FATE_FAMILY;
        const char *state = account_name((enum account)query_integer(query, 2));
        if (query_integer(query, 0) == 0) {
            buffer_format(&explanation->decision, _("kk-ganda: another person of the same KK, whose data were erased since, is in batch %lld of this year, state %s"),
                          (long long)query_integer(query, 1), state);
        } else {
            buffer_format(&explanation->decision, _("kk-ganda: another person of the same KK (NIK %lld) is in batch %lld of this year, state %s"),
                          (long long)query_integer(query, 0), (long long)query_integer(query, 1), state);
        }
    }
    return NULL;
}

/* What the allocation would do with an eligible person today. */
static const struct error *describe_place(struct store *store, const struct judgement *judgement, int64_t applicant_id, struct explanation *explanation)
{
    static const char *const sentences[] = {
        [ALLOCATION_RECIPIENT] = N_("eligible; the next batch pays"),
        [ALLOCATION_WAITING_QUOTA] = N_("eligible; waits, the quota is full: "),
        [ALLOCATION_WAITING_BUDGET] = N_("eligible; waits, the budget is committed"),
        [ALLOCATION_WAITING_PLACE] = N_("eligible; waits, the kecamatan of the business is not known (kecamatan-tidak-dikenal)"),
        [ALLOCATION_PAID_LATER] = N_("eligible; not paid: the NIK or KK has a grant of a later year"),
        [ALLOCATION_FAMILY_CARD] = N_("kk-ganda: another person of the same KK comes first"),
    };
    static const enum fate_kind kinds[] = {
        [ALLOCATION_RECIPIENT] = FATE_NEXT,           [ALLOCATION_WAITING_QUOTA] = FATE_WAITING, [ALLOCATION_WAITING_BUDGET] = FATE_WAITING,
        [ALLOCATION_WAITING_PLACE] = FATE_WAITING,    [ALLOCATION_PAID_LATER] = FATE_PAID_LATER, [ALLOCATION_FAMILY_CARD] = FATE_FAMILY,
    };
    struct allocation allocation SCOPED_ALLOCATION = { 0 };
    struct number_set eligible __attribute__((cleanup(number_set_free))) = { 0 };
    const struct allocation_choice everybody = { .eligible = &eligible };
    const struct programme *programme = judgement->programme;
    struct year_status status SCOPED_STATUS = { 0 };
    struct lottery lottery SCOPED_LOTTERY = { 0 };
    if (programme->order == ORDER_LOTTERY) {
        TRY(lottery_load(store, programme->year, &lottery));
        if (lottery.draw == 0) {
            explanation->fate.kind = FATE_LOTTERY;
            buffer_add_string(&explanation->decision, _("eligible; waits for the lottery, which is not drawn yet"));
            return NULL;
        }
    }
    /* As `disburse` does: everybody is judged anew, for the stored decisions may be of an earlier day, or not be there. */
    TRY(judgement_eligible(judgement, store, &eligible));
    TRY(status_load(store, programme->year, &status));
    TRY(allocation_run(store, programme, status.accounts[ACCOUNT_ANGGARAN], &everybody, &allocation));
    for (size_t i = 0; i < allocation.count; i++) {
        const struct candidate *candidate = &allocation.candidates[i];
        if (candidate->applicant_id == applicant_id) {
            explanation->payable = candidate->result == ALLOCATION_RECIPIENT;
            explanation->fate.kind = kinds[candidate->result];
            if (explanation->fate.kind == FATE_WAITING) {
                buffer_add_string(&explanation->fate.limit, allocation_limit(programme, candidate));
            }
            buffer_add_string(&explanation->decision, _(sentences[candidate->result]));
            buffer_add_string(&explanation->decision, candidate->result == ALLOCATION_WAITING_QUOTA ? programme->quotas[candidate->quota].name : "");
            return NULL;
        }
    }
    CHECK(false); /* eligible, and without a payout */
    return NULL;
}

/* Not eligible, or left open. */
static void describe_status(struct explanation *explanation)
{
    static const char *const sentences[] = {
        [DECISION_NEEDS_REVIEW] = N_("needs review: a value is missing that a person must judge"),
        [DECISION_INELIGIBLE] = N_("not eligible"),
    };
    /* Beside a decision that is left open only a verdict stands among the bars; and a value need not be missing, where a rule that is not
     * met asks for review. */
    bool by_officer = explanation->status == DECISION_NEEDS_REVIEW && explanation->bar_count > 0;
    for (size_t i = 0; i < explanation->rule_count; i++) {
        by_officer = by_officer || (explanation->status == DECISION_NEEDS_REVIEW && explanation->rules[i].outcome == OUTCOME_FAIL &&
                                    explanation->rules[i].effect == DECISION_NEEDS_REVIEW);
    }
    buffer_add_string(&explanation->decision, by_officer ? _("needs review: an officer must decide") : _(sentences[explanation->status]));
    for (size_t i = 0; i < explanation->bar_count; i++) {
        const struct bar_view *view = &explanation->bars[i];
        buffer_format(&explanation->decision, "; %s: ", view->code);
        buffer_add(&explanation->decision, view->value.length > 0 ? buffer_text(&view->value) : text_of(view->title));
    }
}

/* What `send` will do with the payout of a batch that is not sent. */
static const struct error *describe_hold(struct store *store, const struct applicant *applicant, struct explanation *explanation)
{
    struct programme rules SCOPED_PROGRAMME = { 0 };
    struct judgement judgement SCOPED_JUDGEMENT = { 0 };
    struct buffer codes SCOPED_BUFFER = { 0 };
    struct buffer reason SCOPED_BUFFER = { 0 };
    TRY(decision_guard_open(store, explanation->fate.batch, &rules, &judgement));
    explanation->fate.held_back = decision_guard_holds_back(&judgement, applicant, &codes, &reason);
    if (explanation->fate.held_back) {
        buffer_format(&explanation->decision, _("; `send` holds it back: %s"), buffer_string(&codes));
    }
    return NULL;
}

/* The bank said bounced, then paid: said of a person whatever else becomes of the application. */
static const struct error *describe_contradiction(struct store *store, const struct applicant *applicant, struct explanation *explanation)
{
    struct contradiction contradiction __attribute__((cleanup(contradiction_free))) = { 0 };
    struct buffer day SCOPED_BUFFER = { 0 };
    bool found;
    TRY(contradiction_find(store, applicant->id, &contradiction, &found));
    if (found) {
        day_print(contradiction.bank_day, &day);
        buffer_format(&explanation->decision, _("; the bank called %s of batch %lld bounced, and then paid on %s (B414, %s:%lld, journal entry %lld): nothing more is sent or repaid until it is decided"),
                      buffer_string(&contradiction.reference), (long long)contradiction.batch, buffer_string(&day), buffer_string(&contradiction.file),
                      (long long)contradiction.line, (long long)contradiction.entry);
        explanation->fate.held_back = explanation->fate.held_back || (explanation->fate.kind == FATE_PAYOUT && explanation->fate.account == ACCOUNT_KOMITMEN);
        explanation->fate.contradicted = contradiction.entry;
    }
    return NULL;
}

static const struct error *describe_now(struct store *store, const struct judgement *judgement, const struct applicant *applicant, struct explanation *explanation)
{
    bool found = false;
    TRY(find_payout(store, applicant->id, 0, false, &explanation->fate, &found));
    if (found) {
        const struct fate *fate = &explanation->fate;
        buffer_format(&explanation->decision, _("in batch %lld, reference %.*s, state %s"), (long long)fate->batch, TEXT_ARG(buffer_text(&fate->reference)),
                      account_name(fate->account));
        return fate->account == ACCOUNT_KOMITMEN ? describe_hold(store, applicant, explanation) : NULL;
    }
    if (explanation->status == DECISION_ELIGIBLE && applicant_family_card(applicant).number != 0) {
        TRY(describe_relative(store, applicant, explanation, &found));
    }
    if (!found && explanation->status == DECISION_ELIGIBLE) {
        return describe_place(store, judgement, applicant->id, explanation);
    }
    if (!found) {
        describe_status(explanation);
    }
    return NULL;
}

/* Somebody else of the family card is in the batch, in an earlier one of the year, or on the batch's list. */
static const struct error *family_came_first(struct store *store, const struct applicant *applicant, int64_t batch, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store,
                   "SELECT 1 FROM applicant AS a WHERE a.no_kk = ?1 AND a.id <> ?2 AND a.year = ?3 AND "
                   "(EXISTS (SELECT 1 FROM payout AS p WHERE p.applicant_id = a.id AND p.batch_id <= ?4) OR "
                   "EXISTS (SELECT 1 FROM waiting AS w WHERE w.applicant_id = a.id AND w.batch_id = ?4)) "
                   "UNION ALL SELECT 1 FROM erasure_kin AS k JOIN erasure AS e ON e.position = k.erasure WHERE k.applicant_id = ?2 AND k.relation & 2 AND e.year = ?3 AND "
                   "(EXISTS (SELECT 1 FROM payout AS p WHERE p.applicant_id = e.applicant_id AND p.batch_id <= ?4) OR "
                   "EXISTS (SELECT 1 FROM waiting AS w WHERE w.applicant_id = e.applicant_id AND w.batch_id = ?4)) LIMIT 1",
                   &query));
    query_bind_integer(query, 1, applicant_family_card(applicant).number);
    query_bind_integer(query, 2, applicant->id);
    query_bind_integer(query, 3, applicant->year);
    query_bind_integer(query, 4, batch);
    return query_step(query, out);
}

static const struct error *describe_then(struct store *store, const struct explanation_moment *moment, const struct applicant *applicant, struct explanation *explanation)
{
    struct fate *fate = &explanation->fate;
    struct buffer *decision = &explanation->decision;
    bool found;
    if (explanation->status != DECISION_ELIGIBLE) {
        describe_status(explanation);
        return NULL;
    }
    TRY(find_payout(store, applicant->id, moment->batch, false, fate, &found));
    if (found) {
        explanation->payable = true;
        buffer_format(decision, _("in batch %lld, place %lld, reference %.*s"), (long long)fate->batch, (long long)fate->sequence, TEXT_ARG(buffer_text(&fate->reference)));
        return NULL;
    }
    if (explanation->waiting.batch != 0) {
        fate->kind = FATE_WAITING;
        buffer_add(&fate->limit, buffer_text(&explanation->waiting.limit));
        buffer_format(decision, _("eligible; on the waiting list of batch %lld, place %lld; limit: %.*s"), (long long)moment->batch,
                      (long long)explanation->waiting.position, TEXT_ARG(buffer_text(&fate->limit)));
        return NULL;
    }
    TRY(find_payout(store, applicant->id, moment->batch, true, fate, &found));
    if (found) {
        buffer_format(decision, _("eligible; in batch %lld before, reference %.*s"), (long long)fate->batch, TEXT_ARG(buffer_text(&fate->reference)));
        return NULL;
    }
    if (applicant_family_card(applicant).number != 0) {
        TRY(family_came_first(store, applicant, moment->batch, &found));
    }
    fate->kind = found ? FATE_FAMILY : FATE_UNKNOWN;
    buffer_add_string(decision, found ? _("kk-ganda: another person of the same KK comes first") : _("eligible; not in this batch, nor on its waiting list"));
    return NULL;
}

/* The batches that the applicant is in. */
static const struct error *load_batches(struct store *store, struct explanation *explanation)
{
    struct query *query SCOPED_QUERY = NULL;
    size_t capacity = 0;
    bool row;
    TRY(query_open(store,
                   "SELECT p.batch_id, b.day, p.sequence, p.reference, e.programme_version_id FROM payout AS p JOIN batch AS b ON b.id = p.batch_id "
                   "JOIN evaluation AS e ON e.id = b.evaluation_id WHERE p.applicant_id = ?1 ORDER BY p.id",
                   &query));
    query_bind_integer(query, 1, explanation->applicant_id);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        explanation->batches = memory_grow(explanation->batches, explanation->batch_count, &capacity, sizeof(*explanation->batches));
        struct batch_place *place = &explanation->batches[explanation->batch_count++];
        *place = (struct batch_place){ .batch = query_integer(query, 0), .day = { (int32_t)query_integer(query, 1) }, .sequence = query_integer(query, 2),
                                       .version = query_integer(query, 4) };
        buffer_add(&place->reference, query_text(query, 3));
    }
}

const struct error *fate_describe(struct store *store, const struct judgement *judgement, const struct explanation_moment *moment,
                                  const struct applicant *applicant, struct explanation *explanation)
{
    if (moment->batch != 0) {
        return describe_then(store, moment, applicant, explanation);
    }
    TRY(load_batches(store, explanation));
    TRY(describe_now(store, judgement, applicant, explanation));
    return describe_contradiction(store, applicant, explanation);
}
