#include "programme/approval.h"

#include "base/language.h"
#include "batch_whole.h"
#include "ledger/base64.h"
#include "programme/duty.h"
#include "revoked.h"
#include "store/query.h"

enum { SK_MAX = 200 }; /* bytes of a decree's number */

static const struct error *batch_digest(struct store *store, int64_t batch_id, struct digest *out)
{
    struct query *query SCOPED_QUERY = NULL;
    struct hasher *hasher SCOPED_HASHER = hasher_new();
    bool row;
    TRY(query_open(store,
                   "SELECT j.leaf FROM journal AS j WHERE j.position = (SELECT b.position FROM batch AS b WHERE b.id = ?1) "
                   "OR j.position IN (SELECT p.position FROM payout AS p WHERE p.batch_id = ?1) ORDER BY j.position",
                   &query));
    query_bind_integer(query, 1, batch_id);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        hasher_add(hasher, query_bytes(query, 0));
    }
    hasher_finish(hasher, out);
    return NULL;
}

static const struct error *message_of(struct store *store, struct text officer, int64_t batch_id, const struct digest *digest, struct text sk, struct text sk_day, struct buffer *out)
{
    buffer_add_string(out, "dumisake-approval/v1\nledger ");
    TRY(journal_ledger_id(store, out));
    buffer_format(out, "\nofficer %.*s\nbatch %lld\nbatch-digest ", TEXT_ARG(officer), (long long)batch_id);
    digest_print(digest, out);
    buffer_format(out, "\nsk %.*s\nsk-day %.*s\n", TEXT_ARG(sk), TEXT_ARG(sk_day));
    return NULL;
}

/* An officer's approval as it goes into entry and table. */
struct signed_approval {
    struct digest digest;
    struct buffer signature; /* base64 */
};

static void signed_free(struct signed_approval *signed_approval)
{
    buffer_free(&signed_approval->signature);
}

static const struct error *sign(const struct journal *journal, const struct approval *approval, struct text sk, struct signed_approval *out)
{
    struct buffer message SCOPED_BUFFER = { 0 };
    struct buffer day SCOPED_BUFFER = { 0 };
    uint8_t signature[SIGNATURE_BYTES];
    TRY(batch_digest(journal->store, approval->batch_id, &out->digest));
    if (day_is_none(approval->sk_day)) {
        buffer_add_byte(&day, '-');
    } else {
        day_print(approval->sk_day, &day);
    }
    TRY(message_of(journal->store, text_of(journal->event.officer), approval->batch_id, &out->digest, sk, buffer_text(&day), &message));
    key_sign(approval->key, buffer_text(&message), signature);
    base64_add(&out->signature, (struct text){ (const char *)signature, sizeof(signature) });
    return NULL;
}

const struct error *approval_verify(struct store *store, const struct officers *officers, struct text entry)
{
    struct buffer message SCOPED_BUFFER = { 0 };
    struct text name;
    struct text mode;
    struct text sk;
    struct text sk_day;
    struct text encoded;
    struct digest named;
    struct digest digest;
    int64_t batch;
    uint8_t signature[SIGNATURE_BYTES];
    if (!entry_get(entry, "mode", &mode) || !entry_get_integer(entry, "batch", &batch) || !entry_get(entry, "sk", &sk) || !entry_get(entry, "sk-day", &sk_day)) {
        return error_new(ERROR_UNVERIFIED, _("an approval in the journal is not one that can be read"));
    }
    if (text_equal(mode, TEXT("single-operator"))) {
        return entry_get(entry, "officer", &name) && text_equal(name, TEXT("-"))
                   ? NULL
                   : error_new(ERROR_UNVERIFIED, _("batch %lld: an officer's approval without a signature"), (long long)batch);
    }
    const struct officer *officer = entry_get(entry, "officer", &name) ? officers_find(officers, name) : NULL;
    TRY(batch_digest(store, batch, &digest));
    TRY(message_of(store, name, batch, &digest, sk, sk_day, &message));
    bool holds = officer != NULL && entry_get_digest(entry, "batch-digest", &named) && digest_equal(&named, &digest) &&
                 entry_get(entry, "approval-signature", &encoded) && base64_read_exactly(encoded, signature, sizeof(signature)) &&
                 verifier_check(&officer->key, buffer_text(&message), signature);
    return holds ? NULL : error_new(ERROR_UNVERIFIED, _("batch %lld: the approval is not signed by %.*s over this batch"), (long long)batch, TEXT_ARG(name));
}

const struct error *approval_record(struct journal *journal, const struct approval *approval)
{
    struct query *insert SCOPED_QUERY = NULL;
    struct buffer number SCOPED_BUFFER = { 0 };
    struct signed_approval signed_approval __attribute__((cleanup(signed_free))) = { 0 };
    const struct text mode = approval->key == NULL ? TEXT("single-operator") : TEXT("officer");
    int64_t position;
    /* The table says just what the entry says, where a dash means that there is none. */
    buffer_add_printable(&number, text_trim(approval->sk_number), SK_MAX);
    bool named = number.length > 0 && !text_equal(buffer_text(&number), TEXT("-"));
    const struct text sk = named ? buffer_text(&number) : TEXT("-");
    TRY(approval->key == NULL ? NULL : sign(journal, approval, sk, &signed_approval));
    entry_begin(journal, "approval");
    entry_add_integer(journal, "batch", approval->batch_id);
    entry_add(journal, "mode", mode);
    entry_add(journal, "sk", sk);
    entry_add_day(journal, "sk-day", approval->sk_day);
    if (approval->key != NULL) {
        entry_add_digest(journal, "batch-digest", &signed_approval.digest);
        entry_add(journal, "approval-signature", buffer_text(&signed_approval.signature));
    }
    TRY(journal_append(journal, &position));
    TRY(query_open(journal->store, "INSERT INTO approval (position, batch_id, day, mode, sk_number, sk_day, officer, batch_digest, signature) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", &insert));
    query_bind_integer(insert, 1, position);
    query_bind_integer(insert, 2, approval->batch_id);
    query_bind_integer(insert, 3, journal->event.day.number);
    query_bind_text(insert, 4, mode);
    if (named) {
        query_bind_text(insert, 5, buffer_text(&number));
    }
    if (!day_is_none(approval->sk_day)) {
        query_bind_integer(insert, 6, approval->sk_day.number);
    }
    if (approval->key != NULL) {
        query_bind_text(insert, 7, text_of(journal->event.officer));
        query_bind_bytes(insert, 8, signed_approval.digest.bytes, DIGEST_BYTES);
        query_bind_text(insert, 9, buffer_text(&signed_approval.signature));
    }
    return query_run(insert);
}

const struct error *approval_counted(struct store *store, int64_t batch_id, struct approval_count *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    *out = (struct approval_count){ 0 };
    /* Of what is not sent yet an approver who was revoked has not the last word; what was sent stands as it was approved. */
    TRY(query_open(store,
                   "SELECT count(DISTINCT iif(w.waits AND " REVOKED_SINCE("a.officer") ", NULL, a.officer)), coalesce(sum(a.position IS NOT NULL AND a.officer IS NULL), 0), "
                   "EXISTS (SELECT 1 FROM officer), w.waits, count(DISTINCT a.officer) "
                   "FROM (SELECT EXISTS (SELECT 1 FROM payout AS p WHERE p.batch_id = ?1 AND p.account_id = 2) AS waits) AS w LEFT JOIN approval AS a ON a.batch_id = ?1",
                   &query));
    query_bind_integer(query, 1, batch_id);
    TRY(query_step(query, &row));
    out->given = query_integer(query, 0);
    out->revoked = query_integer(query, 4) - out->given;
    out->alone = query_integer(query, 1) > 0;
    bool staffed = query_integer(query, 2) != 0;
    bool over = out->alone && out->given == 0 && query_integer(query, 3) == 0; /* nothing is left to approve */
    return !staffed || over ? NULL : duty_approvals_needed(store, batch_id, &out->needed);
}

const struct error *approval_was_given_by(struct store *store, int64_t batch_id, struct text officer, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store, "SELECT 1 FROM approval WHERE batch_id = ?1 AND officer = ?2", &query));
    query_bind_integer(query, 1, batch_id);
    query_bind_text(query, 2, officer);
    return query_step(query, out);
}

const struct error *approval_check_eyes(const struct journal *journal, int64_t batch_id)
{
    struct buffer maker SCOPED_BUFFER = { 0 };
    bool given;
    const struct text name = text_of(journal->event.officer);
    TRY(duty_batch_maker(journal->store, batch_id, &maker));
    if (text_equal(buffer_text(&maker), name)) {
        return error_new(ERROR_REFUSED, _("%.*s made batch %lld; another officer must approve it"), TEXT_ARG(name), (long long)batch_id);
    }
    TRY(approval_was_given_by(journal->store, batch_id, name, &given));
    return given ? error_new(ERROR_REFUSED, _("%.*s approved batch %lld before; the next word must be another officer's"), TEXT_ARG(name), (long long)batch_id) : NULL;
}

static const struct error *check_open(struct store *store, int64_t batch_id)
{
    struct approval_count count;
    TRY(approval_counted(store, batch_id, &count));
    return count.given >= count.needed ? error_new(ERROR_REFUSED, _("batch %lld has every approval that it needs"), (long long)batch_id) : NULL;
}

/* The batch's day, how many payouts of it are in komitmen, and the decree that it has. */
struct batch_view {
    struct day day;
    int64_t committed;
    struct buffer sk_number;
    struct day sk_day;
};

static void view_free(struct batch_view *view)
{
    buffer_free(&view->sk_number);
}

static const struct error *view_load(struct store *store, int64_t batch_id, struct batch_view *view)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT b.day, (SELECT count(*) FROM payout AS p WHERE p.batch_id = b.id AND p.account_id = 2), a.sk_number, a.sk_day FROM batch AS b "
                   "LEFT JOIN approval AS a ON a.position = (SELECT max(l.position) FROM approval AS l WHERE l.batch_id = b.id AND l.sk_number IS NOT NULL) WHERE b.id = ?1",
                   &query));
    query_bind_integer(query, 1, batch_id);
    TRY(query_step(query, &row));
    if (!row) {
        return error_new(ERROR_REFUSED, _("there is no batch %lld; `dumisake status` lists the batches"), (long long)batch_id);
    }
    view->day = (struct day){ (int32_t)query_integer(query, 0) };
    view->committed = query_integer(query, 1);
    buffer_add(&view->sk_number, query_text(query, 2));
    view->sk_day = query_is_null(query, 3) ? DAY_NONE : (struct day){ (int32_t)query_integer(query, 3) };
    return NULL;
}

const struct error *approval_give(struct journal *journal, const struct approval *approval, bool *recorded_out)
{
    struct batch_view view __attribute__((cleanup(view_free))) = { .sk_day = DAY_NONE };
    struct text number = text_trim(approval->sk_number);
    struct buffer day SCOPED_BUFFER = { 0 };
    *recorded_out = false;
    if (number.length == 0 || text_equal(number, TEXT("-")) || day_is_none(approval->sk_day)) {
        return error_new(ERROR_USAGE, "%s", _("name the decree: --sk NUMBER --sk-date YYYY-MM-DD"));
    }
    if (number.length > SK_MAX) {
        return error_new(ERROR_USAGE, _("--sk: at most %d bytes"), SK_MAX);
    }
    TRY(batch_check_whole(journal->store, approval->batch_id));
    TRY(view_load(journal->store, approval->batch_id, &view));
    bool same = text_equal(buffer_text(&view.sk_number), number) && view.sk_day.number == approval->sk_day.number;
    if (same && approval->key == NULL) {
        return NULL;
    }
    if (view.sk_number.length > 0 && !same) {
        return error_new(ERROR_REFUSED, _("batch %lld has the decree %s; another one is a matter for a new batch"), (long long)approval->batch_id, buffer_string(&view.sk_number));
    }
    if (view.committed == 0) {
        return error_new(ERROR_REFUSED, _("nothing of batch %lld is in komitmen: it was sent or cancelled, and is not approved any more"), (long long)approval->batch_id);
    }
    if (journal->event.day.number < view.day.number) {
        day_print(view.day, &day);
        return error_new(ERROR_REFUSED, _("batch %lld is of %s; it cannot be approved before that day"), (long long)approval->batch_id, buffer_string(&day));
    }
    if (approval->sk_day.number > journal->event.day.number) {
        day_print(approval->sk_day, &day);
        return error_new(ERROR_REFUSED, _("the decree is of %s, after the day of the approval (--date)"), buffer_string(&day));
    }
    TRY(approval->key == NULL ? NULL : approval_check_eyes(journal, approval->batch_id));
    TRY(approval->key == NULL ? NULL : check_open(journal->store, approval->batch_id));
    TRY(approval_record(journal, approval));
    *recorded_out = true;
    return NULL;
}
