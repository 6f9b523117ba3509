/* A batch undone as far as it was not sent. */
#include "base/language.h"
#include "base/memory.h"
#include "payout_find.h"
#include "programme/money_back.h"
#include "register_row.h"
#include "store/query.h"

struct cancelled {
    int64_t payout_id;
    struct money amount;
};

struct cancelled_list {
    struct cancelled *items;
    size_t count;
    size_t capacity;
    int year;
    struct day day; /* of the batch */
    bool repays;
};

static void list_free(struct cancelled_list *list)
{
    memory_free(list->items);
}

static const struct error *find_batch(struct store *store, int64_t batch_id, struct cancelled_list *list)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT b.year, max(b.day, coalesce(max(a.day), b.day)), EXISTS (SELECT 1 FROM repayment AS r WHERE r.batch_id = b.id) FROM batch AS b LEFT JOIN approval AS a ON a.batch_id = b.id WHERE b.id = ?1 GROUP BY b.id", &query));
    query_bind_integer(query, 1, batch_id);
    TRY(query_step(query, &row));
    if (!row) {
        return error_new(ERROR_REFUSED, _("there is no batch %lld; `dumisake status` lists the batches"), (long long)batch_id);
    }
    list->year = (int)query_integer(query, 0);
    list->day = (struct day){ (int32_t)query_integer(query, 1) };
    list->repays = query_integer(query, 2) != 0;
    return NULL;
}

/* Every payout of the batch that is in komitmen, or that of one person (nik 0: all). */
static const struct error *collect(struct store *store, int64_t batch_id, struct nik nik, struct cancelled_list *list)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT p.id, p.amount FROM payout AS p WHERE p.batch_id = ?1 AND p.account_id = 2 "
                   "AND (?2 = 0 OR p.applicant_id = (SELECT a.id FROM applicant AS a WHERE a.year = p.year AND a.nik = ?2)) ORDER BY p.id",
                   &query));
    query_bind_integer(query, 1, batch_id);
    query_bind_integer(query, 2, nik.number);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        list->items = memory_grow(list->items, list->count, &list->capacity, sizeof(*list->items));
        struct cancelled *item = &list->items[list->count++];
        item->payout_id = query_integer(query, 0);
        if (!money_of(query_integer(query, 1), &item->amount)) {
            return error_new(ERROR_UNVERIFIED, _("payout %lld has an impossible amount; run `dumisake verify`"), (long long)item->payout_id);
        }
    }
}

static const struct error *collect_people(struct store *store, int64_t batch_id, const struct nik *niks, size_t nik_count, struct cancelled_list *list)
{
    for (size_t i = 0; i < nik_count; i++) {
        size_t before = list->count;
        TRY(collect(store, batch_id, niks[i], list));
        if (list->count == before) {
            return error_new(ERROR_REFUSED, _("NIK %lld has nothing in batch %lld that is not sent"), (long long)niks[i].number, (long long)batch_id);
        }
    }
    return NULL;
}

static const struct error *refuse_empty(struct store *store, int64_t batch_id)
{
    bool whole;
    TRY(batch_was_cancelled(store, batch_id, &whole));
    return whole ? error_new(ERROR_REFUSED, _("nothing of batch %lld is in komitmen: all of it was cancelled before"), (long long)batch_id)
                 : error_new(ERROR_REFUSED, _("nothing of batch %lld is in komitmen: what was sent is not cancelled any more"), (long long)batch_id);
}

static const struct error *record_cancellation(struct journal *journal, int64_t batch_id, struct text typed, const struct payouts_moved *moved, int64_t *position_out)
{
    struct query *insert SCOPED_QUERY = NULL;
    struct reason reason SCOPED_REASON = { 0 };
    TRY(reason_make(typed, &reason));
    entry_begin(journal, "cancellation");
    entry_add_integer(journal, "batch", batch_id);
    entry_add_integer(journal, "payouts", moved->count);
    entry_add_integer(journal, "total", moved->amount.rupiah);
    entry_add_digest(journal, "reason-commitment", &reason.commitment);
    TRY(journal_append(journal, position_out));
    TRY(query_open(journal->store, "INSERT INTO cancellation (position, batch_id, day, payouts, amount, reason, salt, commitment) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", &insert));
    int64_t values[] = { *position_out, batch_id, journal->event.day.number, moved->count, moved->amount.rupiah };
    for (int i = 0; i < 5; i++) {
        query_bind_integer(insert, i + 1, values[i]);
    }
    query_bind_text(insert, 6, buffer_text(&reason.text));
    query_bind_bytes(insert, 7, reason.salt, SALT_BYTES);
    query_bind_bytes(insert, 8, reason.commitment.bytes, DIGEST_BYTES);
    return query_run(insert);
}

const struct error *batch_cancel(struct journal *journal, int64_t batch_id, const struct nik *niks, size_t nik_count, struct text reason,
                                 struct payouts_moved *out)
{
    struct cancelled_list list __attribute__((cleanup(list_free))) = { 0 };
    struct store *store = journal->store;
    int64_t cancellation;
    int64_t position;
    *out = (struct payouts_moved){ 0 };
    TRY(find_batch(store, batch_id, &list));
    TRY(payout_day_check(journal, list.day));
    TRY(nik_count == 0 ? collect(store, batch_id, (struct nik){ 0 }, &list) : collect_people(store, batch_id, niks, nik_count, &list));
    if (list.count == 0) {
        return refuse_empty(store, batch_id);
    }
    for (size_t i = 0; i < list.count; i++) {
        CHECK(money_add(out->amount, list.items[i].amount, &out->amount));
        out->count += 1;
    }
    out->repaid = list.repays;
    TRY(record_cancellation(journal, batch_id, reason, out, &cancellation));
    for (size_t i = 0; i < list.count; i++) {
        entry_begin(journal, "cancelled");
        entry_add_integer(journal, "payout", list.items[i].payout_id);
        entry_add_integer(journal, "cancellation", cancellation);
        TRY(journal_post(journal, list.year, ACCOUNT_KOMITMEN, ACCOUNT_ANGGARAN, list.items[i].amount, list.items[i].payout_id, &position));
        TRY(payout_move(store, list.items[i].payout_id, ACCOUNT_KOMITMEN, ACCOUNT_ANGGARAN));
    }
    return NULL;
}

const struct error *batch_was_cancelled(struct store *store, int64_t batch_id, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT b.recipients <= (SELECT coalesce(sum(c.payouts), 0) FROM cancellation AS c WHERE c.batch_id = b.id) FROM batch AS b WHERE b.id = ?1", &query));
    query_bind_integer(query, 1, batch_id);
    TRY(query_step(query, &row));
    *out = row && query_integer(query, 0) != 0;
    return NULL;
}
