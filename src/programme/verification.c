#include "programme/verification.h"

#include "base/language.h"
#include "committed_rows.h"
#include "entitlement.h"
#include "paper_trail.h"
#include "programme/approval.h"
#include "programme/contradiction.h"
#include "programme/duty.h"
#include "programme/entry_form.h"
#include "programme/erasure.h"
#include "programme/holiday.h"
#include "programme/issue.h"
#include "programme/lottery.h"
#include "programme/programme.h"
#include "programme/region.h"
#include "programme/replay.h"
#include "programme/waiting.h"
#include "projection.h"
#include "rule.h"
#include "sent_account.h"
#include "stated.h"

/* What the walk through the journal remembers. */
struct walk {
    struct store *store;
    struct projections projections;
    struct officers officers;
    struct paper_trail trail;
};

/* Nobody is erased while the money is under way. */
static const struct error *check_settled(struct walk *walk, int64_t position, struct text entry)
{
    struct query *query SCOPED_QUERY = NULL;
    int64_t applicant;
    bool row;
    if (!entry_get_integer(entry, "applicant", &applicant)) {
        return NULL; /* only other rows spoke of the NIK */
    }
    TRY(query_open(walk->store, "SELECT id FROM payout WHERE applicant_id = ?1 AND position < ?2", &query));
    query_bind_integer(query, 1, applicant);
    query_bind_integer(query, 2, position);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        enum account account;
        if (!paper_trail_account(&walk->trail, query_integer(query, 0), &account) || erasure_waits_for(account)) {
            return error_new(ERROR_UNVERIFIED, _("journal entry %lld erases a person whose money is under way"), (long long)position);
        }
    }
}

static const struct error *visit(void *context, int64_t position, struct text entry)
{
    struct walk *walk = context;
    struct entry_lines lines;
    TRY(entry_form_check(position, entry, &lines));
    TRY(projection_check(walk->store, &walk->projections, position, &lines));
    struct text type = TEXT_EMPTY;
    (void)entry_lines_get(&lines, "type", &type);
    TRY(text_starts_with(type, TEXT("officer")) ? officers_apply(&walk->officers, position, entry) : NULL);
    TRY(walk->officers.count > 0 ? duty_check(walk->store, &walk->officers, position, entry) : NULL);
    TRY(text_equal(type, TEXT("approval")) ? approval_verify(walk->store, &walk->officers, entry) : NULL);
    TRY(text_equal(type, TEXT("batch")) ? waiting_verify(walk->store, entry) : NULL);
    TRY(entry_is(entry, "issue") ? issue_verify(walk->store, position, entry) : NULL);
    if (text_equal(type, TEXT("erasure"))) {
        TRY(erasure_verify(walk->store, position, entry));
        TRY(check_settled(walk, position, entry));
    }
    return paper_trail_entry(&walk->trail, position, &lines);
}

static const struct error *check_payout_states(struct walk *walk)
{
    struct query *query SCOPED_QUERY = NULL;
    int64_t strays;
    bool row;
    TRY(query_one_integer(walk->store, "SELECT count(*) FROM transfer WHERE payout_id = 0", &strays));
    if (strays > 0) { /* the journal's walk takes 0 and NULL for the same */
        return error_new(ERROR_UNVERIFIED, _("table transfer: a movement of the budget names a payout"));
    }
    TRY(query_open(walk->store, "SELECT id, account_id FROM payout ORDER BY id", &query));
    for (size_t i = 0;; i++) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL; /* the number of rows was compared with the journal */
        }
        enum account account;
        if (query_integer(query, 0) != (int64_t)i + 1 || !paper_trail_account(&walk->trail, (int64_t)i + 1, &account) || query_integer(query, 1) != (int64_t)account) {
            return error_new(ERROR_UNVERIFIED, _("table payout: payout %lld is not in the state that the journal put it in"), (long long)query_integer(query, 0));
        }
    }
}

/* A bounced payout and the one that follows it are of one person and one amount, and the new one is of the batch that the entry names. */
static const struct error *check_repayments(struct store *store)
{
    int64_t first;
    TRY(query_one_integer(store,
                          "SELECT coalesce(min(r.position), 0) FROM repayment AS r LEFT JOIN payout AS o ON o.id = r.payout_id LEFT JOIN payout AS n ON n.id = r.successor "
                          "WHERE (n.applicant_id, n.amount, n.year, n.batch_id) IS NOT (o.applicant_id, o.amount, o.year, r.batch_id)",
                          &first));
    return first == 0 ? NULL : error_new(ERROR_UNVERIFIED, _("table repayment: the payouts of journal entry %lld do not belong together"), (long long)first);
}

/* The decisions that an evaluation made, against the digest in its entry. */
static const struct error *check_evaluation(int64_t evaluation_id, int64_t changed, struct text stored, struct query *decisions,
                                            bool *row_inout)
{
    struct hasher *hasher SCOPED_HASHER = hasher_new();
    struct buffer line SCOPED_BUFFER = { 0 };
    struct digest digest;
    int64_t rows = 0;
    while (*row_inout && query_integer(decisions, 0) == evaluation_id) {
        buffer_clear(&line);
        decision_line(query_integer(decisions, 1), query_integer(decisions, 2), query_text(decisions, 3), &line);
        hasher_add(hasher, buffer_text(&line));
        rows += 1;
        TRY(query_step(decisions, row_inout));
    }
    hasher_finish(hasher, &digest);
    if (rows != changed || !text_equal(stored, digest_text(&digest))) {
        return error_new(ERROR_UNVERIFIED, _("table decision: the decisions of evaluation %lld are not those that its journal entry vouches for"),
                         (long long)evaluation_id);
    }
    return NULL;
}

static const struct error *check_decisions(struct store *store)
{
    struct query *evaluations SCOPED_QUERY = NULL;
    struct query *decisions SCOPED_QUERY = NULL;
    bool evaluation;
    bool decision;
    TRY(query_open(store, "SELECT id, changed, digest FROM evaluation ORDER BY id", &evaluations));
    TRY(query_open(store, "SELECT evaluation_id, applicant_id, status, outcomes FROM decision ORDER BY evaluation_id, applicant_id", &decisions));
    TRY(query_step(decisions, &decision));
    for (;;) {
        TRY(query_step(evaluations, &evaluation));
        if (!evaluation) {
            break;
        }
        TRY(check_evaluation(query_integer(evaluations, 0), query_integer(evaluations, 1), query_bytes(evaluations, 2), decisions, &decision));
    }
    return decision ? error_new(ERROR_UNVERIFIED, _("table decision: rows without an evaluation")) : NULL;
}

/* The decisions that stand follow from the ledger and the rules: those of each year's newest evaluation, derived again. */
static const struct error *check_derivation(struct store *store, struct verification *out)
{
    struct query *years SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT DISTINCT year FROM evaluation ORDER BY year", &years));
    for (;;) {
        struct replay replay;
        TRY(query_step(years, &row));
        if (!row) {
            return NULL;
        }
        TRY(replay_check(store, (int)query_integer(years, 0), 0, &replay));
        out->erased += replay.erased;
        out->touched += replay.touched;
    }
}

/* Each version's text against its digest, and table rule against the text. */
static const struct error *check_rules(struct store *store, int64_t version, const struct programme *programme)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT ordinal, code, title, source, assumed FROM rule WHERE programme_version_id = ?1 ORDER BY ordinal", &query));
    query_bind_integer(query, 1, version);
    for (size_t i = 0; i <= programme->rule_count; i++) {
        const struct rule *rule = i < programme->rule_count ? &programme->rules[i] : NULL;
        TRY(query_step(query, &row));
        bool same = row ? rule != NULL && query_integer(query, 0) == (int64_t)i + 1 && text_equal(query_text(query, 1), text_of(rule->code)) &&
                              text_equal(query_text(query, 2), text_of(rule->title)) && text_equal(query_text(query, 3), text_of(rule->source)) &&
                              query_integer(query, 4) == (rule->assumed ? 1 : 0)
                        : rule == NULL;
        if (!same) {
            return error_new(ERROR_UNVERIFIED, _("table rule: the rules of version %lld are not those of its text"), (long long)version);
        }
    }
    return NULL;
}

static const struct error *check_programmes(struct store *store)
{
    struct query *query SCOPED_QUERY = NULL;
    int64_t orphans;
    bool row;
    TRY(query_open(store, "SELECT id, text, sha256, year FROM programme_version ORDER BY id", &query));
    for (;;) {
        struct programme programme SCOPED_PROGRAMME = { 0 };
        struct digest digest;
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        digest_of(query_text(query, 1), TEXT_EMPTY, &digest);
        if (!text_equal(query_bytes(query, 2), digest_text(&digest)) ||
            programme_parse_stored("programme_version", query_text(query, 1), &programme) != NULL || programme.year != query_integer(query, 3)) {
            return error_new(ERROR_UNVERIFIED, _("table programme_version: the text of version %lld was changed"), (long long)query_integer(query, 0));
        }
        TRY(check_rules(store, query_integer(query, 0), &programme));
        TRY(stated_verify(store, query_integer(query, 0), &programme));
    }
    TRY(query_one_integer(store, "SELECT count(*) FROM rule WHERE programme_version_id NOT IN (SELECT id FROM programme_version)", &orphans));
    return orphans == 0 ? stated_verify_whole(store) : error_new(ERROR_UNVERIFIED, _("table rule: rows without a version"));
}

static const struct error *check_categories(struct store *store)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT id, name, title FROM category ORDER BY id", &query));
    for (int i = 1; i <= CATEGORY_COUNT + 1; i++) {
        TRY(query_step(query, &row));
        bool wanted = i <= CATEGORY_COUNT;
        if (row != wanted || (row && (query_integer(query, 0) != i || !text_equal(query_text(query, 1), text_of(category_name((enum category)i))) ||
                                      !text_equal(query_text(query, 2), text_of(category_title((enum category)i)))))) {
            return error_new(ERROR_UNVERIFIED, _("table category: is not the built-in one"));
        }
    }
    return NULL;
}

static const struct error *check_tables(struct walk *walk, struct verification *out)
{
    TRY(paper_trail_end(&walk->trail, &out->first_bad));
    out->first_bad = -1;
    TRY(projections_check_counts(walk->store, &walk->projections));
    TRY(check_payout_states(walk));
    TRY(check_repayments(walk->store));
    TRY(contradiction_verify(walk->store));
    TRY(check_categories(walk->store));
    TRY(region_verify(walk->store));
    TRY(holiday_verify(walk->store));
    TRY(check_programmes(walk->store));
    TRY(committed_rows_check(walk->store));
    TRY(sent_accounts_verify(walk->store));
    TRY(lottery_verify(walk->store));
    TRY(check_decisions(walk->store));
    TRY(entitlement_verify_decisions(walk->store, &walk->trail, &out->first_bad));
    TRY(entitlement_verify(walk->store, &walk->trail, &out->first_bad));
    out->first_bad = -1;
    return check_derivation(walk->store, out);
}

const struct error *programme_verify(struct store *store, struct verification *out)
{
    struct walk walk = { .store = store };
    const struct error *error = ledger_verify(store, visit, &walk, out);
    if (error == NULL) {
        error = check_tables(&walk, out);
    }
    paper_trail_free(&walk.trail);
    officers_free(&walk.officers);
    return error;
}
