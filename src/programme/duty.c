#include "programme/duty.h"

#include "base/language.h"
#include "programme/programme.h"
#include "store/query.h"

enum {
    ANYBODY = OFFICER_ADMINISTRATOR | OFFICER_OPERATOR | OFFICER_VERIFIER | OFFICER_APPROVER | OFFICER_TREASURER,
    OPERATOR = OFFICER_OPERATOR,
    VERIFIER = OFFICER_VERIFIER,
    APPROVER = OFFICER_APPROVER,
    TREASURER = OFFICER_TREASURER,
};

static const struct {
    const char *type;
    unsigned roles;
} duties[] = {
    { "ledger", ANYBODY },
    { "key", ANYBODY }, /* a ledger of before there were keys gets one with whatever is written first */
    { "signature", ANYBODY },
    { "refusal", ANYBODY },
    { "officer", OFFICER_ADMINISTRATOR },
    { "officer-revocation", OFFICER_ADMINISTRATOR },
    { "officer-confirmation", OFFICER_ADMINISTRATOR },
    { "programme", OPERATOR },
    { "budget", OPERATOR },
    { "import", OPERATOR },
    { "accounts", OPERATOR },
    { "amendment", OPERATOR },
    { "withdrawal", OPERATOR },
    { "exclusion", OPERATOR },
    { "erasure", APPROVER },
    { "lottery", OPERATOR },
    { "lottery-draw", OPERATOR },
    { "evaluation", OPERATOR | VERIFIER | APPROVER }, /* a verdict decides anew, and so does an erasure */
    { "reviews", VERIFIER },
    { "review", VERIFIER },
    { "batch", OPERATOR },
    { "payout", OPERATOR },
    { "repayment", OPERATOR },
    { "approval", APPROVER },
    { "cancellation", OPERATOR | APPROVER },
    { "cancelled", OPERATOR | APPROVER },
    { "decree", OPERATOR },
    { "lpj", OPERATOR | VERIFIER },
    { "lpj-file", OPERATOR | VERIFIER },
    { "issue", OPERATOR },
    { "sending", TREASURER },
    { "sent", TREASURER },
    { "bank-answer", TREASURER },
    { "settlement", TREASURER },
    { "second-answer", TREASURER },
    { "deposit", TREASURER },
    { "refund", TREASURER },
};

unsigned duty_of(struct text type)
{
    for (size_t i = 0; i < sizeof(duties) / sizeof(duties[0]); i++) {
        if (text_equal(type, text_of(duties[i].type))) {
            return duties[i].roles;
        }
    }
    return 0;
}

const struct error *duty_batch_maker(struct store *store, int64_t batch_id, struct buffer *out)
{
    struct query *query SCOPED_QUERY = NULL;
    struct text officer;
    bool row;
    TRY(query_open(store, "SELECT j.text FROM batch AS b JOIN journal AS j ON j.position = b.position WHERE b.id = ?1", &query));
    query_bind_integer(query, 1, batch_id);
    TRY(query_step(query, &row));
    buffer_add(out, row && entry_get(query_text(query, 0), "officer", &officer) ? officer : TEXT("-"));
    return NULL;
}

/* What one version of the rules asks for that amount. */
static const struct error *asked_by(struct store *store, int64_t version, int64_t amount, int64_t *out)
{
    struct programme programme SCOPED_PROGRAMME = { 0 };
    *out = 1;
    TRY(programme_version_load(store, version, &programme));
    for (size_t i = 0; i < programme.approval_count; i++) {
        const struct approval_band *band = &programme.approvals[i];
        if (band->up_to.rupiah == 0 || amount <= band->up_to.rupiah) {
            *out = band->officers;
            return NULL;
        }
    }
    return NULL;
}

/* The most that one of the versions asks which the statement yields, with the batch's amount. */
static const struct error *most_asked(struct store *store, const char *sql, int64_t batch_id, int64_t *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    *out = 0;
    TRY(query_open(store, sql, &query));
    query_bind_integer(query, 1, batch_id);
    for (;;) {
        int64_t asked;
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        TRY(asked_by(store, query_integer(query, 0), query_integer(query, 1), &asked));
        *out = asked > *out ? asked : *out;
    }
    return *out > 0 ? NULL : error_new(ERROR_REFUSED, _("there is no batch %lld; `dumisake status` lists the batches"), (long long)batch_id);
}

const struct error *duty_approvals_needed(struct store *store, int64_t batch_id, int64_t *out)
{
    return most_asked(store,
                      "SELECT v.id, b.amount FROM batch AS b JOIN evaluation AS e ON e.id = b.evaluation_id JOIN programme_version AS v ON v.id = e.programme_version_id "
                      "OR (v.year = b.year AND v.position < b.position AND coalesce(v.valid_from, b.day) <= b.day) WHERE b.id = ?1",
                      batch_id, out);
}

/* As format 12 and earlier reckoned: a sending of then does not name the number. */
static const struct error *needed_before(struct store *store, int64_t batch_id, int64_t *out)
{
    return most_asked(store, "SELECT e.programme_version_id, b.amount FROM batch AS b JOIN evaluation AS e ON e.id = b.evaluation_id WHERE b.id = ?1", batch_id, out);
}

/* The applicant whom an entry is about: that of a verdict, or of the payout whose use a report tells. */
static const struct error *applicant_of(struct store *store, struct text entry, int64_t *out)
{
    struct query *query SCOPED_QUERY = NULL;
    int64_t payout = 0;
    bool row;
    if (entry_get_integer(entry, "applicant", out)) {
        return NULL;
    }
    (void)entry_get_integer(entry, "payout", &payout);
    TRY(query_open(store, "SELECT applicant_id FROM payout WHERE id = ?1", &query));
    query_bind_integer(query, 1, payout);
    TRY(query_step(query, &row));
    *out = row ? query_integer(query, 0) : 0;
    return NULL;
}

/* That applicant had the business in the verifier's region. */
static const struct error *check_region(struct store *store, const struct officer *officer, int64_t position, struct text entry)
{
    struct query *query SCOPED_QUERY = NULL;
    int64_t applicant = 0;
    bool row;
    TRY(applicant_of(store, entry, &applicant));
    TRY(query_open(store,
                   "SELECT coalesce((SELECT m.kabupaten_usaha FROM amendment AS m WHERE m.applicant_id = a.id AND m.position > ?2 ORDER BY m.id LIMIT 1), a.kabupaten_usaha) "
                   "FROM applicant AS a WHERE a.id = ?1",
                   &query));
    query_bind_integer(query, 1, applicant);
    query_bind_integer(query, 2, position);
    TRY(query_step(query, &row));
    return row && query_integer(query, 0) == officer->region
               ? NULL
               : error_new(ERROR_UNVERIFIED, _("journal entry %lld: %s is verifier of another kabupaten/kota"), (long long)position, officer->name);
}

/* Another sending before that one names how many officers had to approve: the program that knows this wrote the ledger. */
static const struct error *was_named_before(struct store *store, int64_t position, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store, "SELECT 1 FROM sending AS s JOIN journal AS j ON j.position = s.position WHERE s.position < ?1 AND instr(j.text, char(10) || 'approvals-needed ') > 0 LIMIT 1", &query));
    query_bind_integer(query, 1, position);
    return query_step(query, out);
}

/* `alone`: the only operator approved the batch, before there were officers; that was enough for a sending of before the number was named. */
static const struct error *check_number(struct store *store, int64_t position, struct text entry, int64_t batch, int64_t given, bool alone)
{
    int64_t named;
    int64_t needed = 0;
    bool before = false;
    if (entry_get_integer(entry, "approvals-needed", &named)) {
        TRY(duty_approvals_needed(store, batch, &needed));
        if (named != needed) {
            return error_new(ERROR_UNVERIFIED, _("journal entry %lld names %lld approvals, and the batch needs %lld"), (long long)position, (long long)named, (long long)needed);
        }
    } else {
        TRY(was_named_before(store, position, &before));
        if (before) {
            return error_new(ERROR_UNVERIFIED, _("journal entry %lld does not name how many officers had to approve the batch"), (long long)position);
        }
        TRY(alone ? NULL : needed_before(store, batch, &needed));
    }
    return given >= needed ? NULL : error_new(ERROR_UNVERIFIED, _("journal entry %lld sends a batch that too few officers approved"), (long long)position);
}

static const struct error *check_eyes(struct store *store, const struct officer *officer, int64_t position, struct text entry)
{
    struct query *query SCOPED_QUERY = NULL;
    struct buffer maker SCOPED_BUFFER = { 0 };
    int64_t batch = 0;
    bool approval = entry_is(entry, "approval");
    bool row;
    if ((!approval && !entry_is(entry, "sending")) || !entry_get_integer(entry, "batch", &batch)) {
        return NULL;
    }
    TRY(duty_batch_maker(store, batch, &maker));
    if (approval && text_equal(buffer_text(&maker), text_of(officer->name))) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld: %s approved a batch of their own making"), (long long)position, officer->name);
    }
    TRY(query_open(store, "SELECT count(DISTINCT officer), sum(officer IS ?2), sum(mode = 'single-operator') FROM approval WHERE batch_id = ?1 AND position < ?3", &query));
    query_bind_integer(query, 1, batch);
    query_bind_text(query, 2, text_of(officer->name));
    query_bind_integer(query, 3, position);
    TRY(query_step(query, &row));
    if (query_integer(query, 1) > 0) {
        return error_new(ERROR_UNVERIFIED, approval ? _("journal entry %lld: %s approved the batch twice") : _("journal entry %lld: %s sent a batch after approving it"),
                         (long long)position, officer->name);
    }
    return approval ? NULL : check_number(store, position, entry, batch, query_integer(query, 0), query_integer(query, 2) > 0);
}

const struct error *duty_check(struct store *store, const struct officers *officers, int64_t position, struct text entry)
{
    struct text name;
    struct text type;
    if (!entry_get(entry, "officer", &name) || text_equal(name, TEXT("-"))) {
        return NULL; /* the ledger floor knows whether that may be */
    }
    const struct officer *officer = officers_find(officers, name);
    if (officer == NULL || !entry_get(entry, "type", &type) || !officer_has(officer, duty_of(type))) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld is not in the duty of %.*s"), (long long)position, TEXT_ARG(name));
    }
    /* A report of use is an operator's duty, too, and an operator has no region. */
    if (entry_is(entry, "review") || (entry_is(entry, "lpj") && !officer_has(officer, OFFICER_OPERATOR))) {
        TRY(check_region(store, officer, position, entry));
    }
    return check_eyes(store, officer, position, entry);
}
