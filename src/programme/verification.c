#include "programme/verification.h"

#include "applicant_row.h"
#include "base/language.h"
#include "base/memory.h"
#include "payout_state.h"
#include "programme/programme.h"
#include "programme/region.h"
#include "projection.h"
#include "rule.h"

/* What the walk through the journal remembers. */
struct walk {
    struct store *store;
    struct projections projections;
    uint8_t *accounts; /* by payout id: where its money is; 0 = no such payout */
    size_t count;
    size_t capacity;
};

/* A transfer of a payout must start where its money is and be one of the table of transitions. */
static const struct error *follow_payout(struct walk *walk, int64_t position, struct text entry)
{
    int64_t payout;
    struct text from_name;
    struct text to_name;
    enum account from;
    enum account to;
    if (!entry_get_integer(entry, "payout", &payout) || !entry_get(entry, "from", &from_name)) {
        return NULL;
    }
    if (!account_parse(from_name, &from) || !entry_get(entry, "to", &to_name) || !account_parse(to_name, &to) || !payout_may_move(from, to)) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld moves a payout in a way that does not exist"), (long long)position);
    }
    bool is_new = entry_is(entry, "payout");
    if (payout < 1 || (is_new ? (size_t)payout != walk->count + 1 : (size_t)payout > walk->count)) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld speaks of payout %lld out of order"), (long long)position, (long long)payout);
    }
    if (is_new) {
        walk->accounts = memory_grow(walk->accounts, walk->count, &walk->capacity, 1);
        walk->accounts[walk->count++] = ACCOUNT_ANGGARAN;
    }
    if (walk->accounts[payout - 1] != from) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld takes the money of payout %lld from where it is not"), (long long)position, (long long)payout);
    }
    walk->accounts[payout - 1] = (uint8_t)to;
    return NULL;
}

static const struct error *visit(void *context, int64_t position, struct text entry)
{
    struct walk *walk = context;
    TRY(projection_check(walk->store, &walk->projections, position, entry));
    return follow_payout(walk, position, entry);
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
        if (query_integer(query, 0) != (int64_t)i + 1 || i >= walk->count || query_integer(query, 1) != walk->accounts[i]) {
            return error_new(ERROR_UNVERIFIED, _("table payout: payout %lld is not in the state that the journal put it in"), (long long)query_integer(query, 0));
        }
    }
}

/* Rows of an import, walked in the order of their ids, against the digest in the import's entry. */
struct digest_check {
    struct query *imports; /* id, digest, rows; in the order of ids */
    struct hasher *hasher;
    const char *table;
    int64_t import_id; /* the one that is being walked; 0 = none yet */
    int64_t rows;
    int64_t last_id; /* rows are numbered from 1 without a gap */
};

static void digest_check_close(struct digest_check *check)
{
    query_close(check->imports);
    hasher_free(check->hasher);
}

static const struct error *finish_import(struct digest_check *check)
{
    struct digest digest;
    hasher_finish(check->hasher, &digest);
    if (check->import_id == 0) {
        return NULL;
    }
    int64_t expected = query_integer(check->imports, 2);
    if (!text_equal(query_bytes(check->imports, 1), digest_text(&digest)) || (expected >= 0 && expected != check->rows)) {
        return error_new(ERROR_UNVERIFIED, _("table %s: the rows of import %lld are not those that its journal entry vouches for"), check->table,
                         (long long)check->import_id);
    }
    return NULL;
}

/* Goes on to the import with that id; every import in between has no rows. INT64_MAX = to the end. */
static const struct error *reach_import(struct digest_check *check, int64_t import_id)
{
    while (check->import_id != import_id) {
        bool row;
        TRY(finish_import(check));
        TRY(query_step(check->imports, &row));
        if (!row && import_id == INT64_MAX) {
            return NULL;
        }
        if (!row || query_integer(check->imports, 0) > import_id) {
            return error_new(ERROR_UNVERIFIED, _("table %s: a row of import %lld stands out of order"), check->table, (long long)import_id);
        }
        check->import_id = query_integer(check->imports, 0);
        check->rows = 0;
    }
    return NULL;
}

static const struct error *add_row(struct digest_check *check, int64_t id, int64_t import_id, int64_t line, struct text salt, struct text commitment,
                                   struct text canonical)
{
    struct digest expected;
    if (id != ++check->last_id) {
        return error_new(ERROR_UNVERIFIED, _("table %s: row %lld is missing or has another number"), check->table, (long long)check->last_id);
    }
    TRY(reach_import(check, import_id));
    if (salt.length != SALT_BYTES) {
        return error_new(ERROR_UNVERIFIED, _("table %s: row %lld has no salt"), check->table, (long long)id);
    }
    applicant_commitment(salt, line, canonical, &expected);
    if (!text_equal(commitment, digest_text(&expected))) {
        return error_new(ERROR_UNVERIFIED, _("table %s: row %lld was changed: it does not have its commitment"), check->table, (long long)id);
    }
    hasher_add(check->hasher, commitment);
    check->rows += 1;
    return NULL;
}

static const struct error *walk_applicants(struct store *store, struct digest_check *check)
{
    struct query *query SCOPED_QUERY = NULL;
    struct buffer canonical SCOPED_BUFFER = { 0 };
    bool row;
    TRY(query_open(store, "SELECT id, applicants_digest, accepted FROM import ORDER BY id", &check->imports));
    TRY(query_open(store, "SELECT " APPLICANT_ROW_COLUMNS ", a.import_id, a.salt, a.commitment, i.year FROM applicant AS a "
                          "JOIN import AS i ON i.id = a.import_id ORDER BY a.id", &query));
    for (;;) {
        struct applicant applicant;
        TRY(query_step(query, &row));
        if (!row) {
            return reach_import(check, INT64_MAX);
        }
        applicant_row_read(query, 0, &applicant);
        if (applicant.year != query_integer(query, APPLICANT_ROW_COUNT + 3)) {
            return error_new(ERROR_UNVERIFIED, _("table applicant: row %lld is not of its import's year"), (long long)applicant.id);
        }
        if (!applicant_row_unambiguous(query, 0, &applicant)) {
            return error_new(ERROR_UNVERIFIED, _("table applicant: row %lld was changed: it has a value that no file puts there"), (long long)applicant.id);
        }
        buffer_clear(&canonical);
        applicant_canonical(&applicant, &canonical);
        TRY(add_row(check, applicant.id, query_integer(query, APPLICANT_ROW_COUNT), applicant.line, query_bytes(query, APPLICANT_ROW_COUNT + 1),
                    query_bytes(query, APPLICANT_ROW_COUNT + 2), buffer_text(&canonical)));
    }
}

static const struct error *walk_set_aside(struct store *store, struct digest_check *check)
{
    struct query *query SCOPED_QUERY = NULL;
    struct buffer canonical SCOPED_BUFFER = { 0 };
    bool row;
    TRY(query_open(store, "SELECT id, set_aside_digest, -1 FROM import ORDER BY id", &check->imports));
    TRY(query_open(store, "SELECT id, import_id, line, kind, raw, findings, salt, commitment FROM set_aside ORDER BY id", &query));
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return reach_import(check, INT64_MAX);
        }
        buffer_clear(&canonical);
        set_aside_canonical(query_integer(query, 3), query_text(query, 4), query_text(query, 5), &canonical);
        TRY(add_row(check, query_integer(query, 0), query_integer(query, 1), query_integer(query, 2), query_bytes(query, 6), query_bytes(query, 7),
                    buffer_text(&canonical)));
    }
}

static const struct error *check_import_rows(struct store *store, const char *table,
                                             const struct error *(*walk_rows)(struct store *, struct digest_check *))
{
    struct digest_check check __attribute__((cleanup(digest_check_close))) = { .hasher = hasher_new(), .table = table };
    /* An error never points into `check`; the analyser takes any pointer that goes in for one that may come out. */
    /* cppcheck-suppress returnDanglingLifetime */
    return walk_rows(store, &check);
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
            programme_parse("programme_version", query_text(query, 1), &programme) != NULL || programme.year != query_integer(query, 3)) {
            return error_new(ERROR_UNVERIFIED, _("table programme_version: the text of version %lld was changed"), (long long)query_integer(query, 0));
        }
        TRY(check_rules(store, query_integer(query, 0), &programme));
    }
    TRY(query_one_integer(store, "SELECT count(*) FROM rule WHERE programme_version_id NOT IN (SELECT id FROM programme_version)", &orphans));
    return orphans == 0 ? NULL : error_new(ERROR_UNVERIFIED, _("table rule: rows without a version"));
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

static const struct error *check_tables(struct walk *walk)
{
    TRY(projections_check_counts(walk->store, &walk->projections));
    TRY(check_payout_states(walk));
    TRY(check_categories(walk->store));
    TRY(region_verify(walk->store));
    TRY(check_programmes(walk->store));
    TRY(check_import_rows(walk->store, "applicant", walk_applicants));
    TRY(check_import_rows(walk->store, "set_aside", walk_set_aside));
    return check_decisions(walk->store);
}

const struct error *programme_verify(struct store *store, struct verification *out)
{
    struct walk walk = { .store = store };
    const struct error *error = ledger_verify(store, visit, &walk, out);
    if (error == NULL) {
        error = check_tables(&walk);
    }
    memory_free(walk.accounts);
    return error;
}
