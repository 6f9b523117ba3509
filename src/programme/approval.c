#include "programme/approval.h"

#include "base/language.h"
#include "store/query.h"

enum { SK_MAX = 200 }; /* bytes of a decree's number */

const struct error *approval_record(struct journal *journal, const struct approval *approval)
{
    struct query *insert SCOPED_QUERY = NULL;
    struct buffer number SCOPED_BUFFER = { 0 };
    int64_t position;
    /* The table says just what the entry says, where a dash means that there is none. */
    buffer_add_printable(&number, text_trim(approval->sk_number), SK_MAX);
    bool named = number.length > 0 && !text_equal(buffer_text(&number), TEXT("-"));
    entry_begin(journal, "approval");
    entry_add_integer(journal, "batch", approval->batch_id);
    entry_add(journal, "mode", TEXT("single-operator"));
    entry_add(journal, "sk", named ? buffer_text(&number) : TEXT("-"));
    entry_add_day(journal, "sk-day", approval->sk_day);
    TRY(journal_append(journal, &position));
    TRY(query_open(journal->store, "INSERT INTO approval (position, batch_id, day, mode, sk_number, sk_day) VALUES (?1, ?2, ?3, 'single-operator', ?4, ?5)", &insert));
    query_bind_integer(insert, 1, position);
    query_bind_integer(insert, 2, approval->batch_id);
    query_bind_integer(insert, 3, journal->event.day.number);
    if (named) {
        query_bind_text(insert, 4, buffer_text(&number));
    }
    if (!day_is_none(approval->sk_day)) {
        query_bind_integer(insert, 5, approval->sk_day.number);
    }
    return query_run(insert);
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
    TRY(view_load(journal->store, approval->batch_id, &view));
    if (text_equal(buffer_text(&view.sk_number), number) && view.sk_day.number == approval->sk_day.number) {
        return NULL;
    }
    if (view.sk_number.length > 0) {
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
    TRY(approval_record(journal, approval));
    *recorded_out = true;
    return NULL;
}
