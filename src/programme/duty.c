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

const struct error *duty_approvals_needed(struct store *store, int64_t batch_id, int64_t *out)
{
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    *out = 1;
    TRY(query_open(store, "SELECT e.programme_version_id, b.amount FROM batch AS b JOIN evaluation AS e ON e.id = b.evaluation_id WHERE b.id = ?1", &query));
    query_bind_integer(query, 1, batch_id);
    TRY(query_step(query, &row));
    if (!row) {
        return error_new(ERROR_REFUSED, _("there is no batch %lld; `dumisake status` lists the batches"), (long long)batch_id);
    }
    int64_t amount = query_integer(query, 1);
    TRY(programme_version_load(store, query_integer(query, 0), &programme));
    for (size_t i = 0; i < programme.approval_count; i++) {
        const struct approval_band *band = &programme.approvals[i];
        if (band->up_to.rupiah == 0 || amount <= band->up_to.rupiah) {
            *out = band->officers;
            return NULL;
        }
    }
    return NULL;
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
    int64_t needed = 0;
    TRY(approval || query_integer(query, 2) > 0 ? NULL : duty_approvals_needed(store, batch, &needed));
    return query_integer(query, 0) >= needed ? NULL : error_new(ERROR_UNVERIFIED, _("journal entry %lld sends a batch that too few officers approved"), (long long)position);
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
