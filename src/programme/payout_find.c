#include "payout_find.h"

#include "base/language.h"
#include "payout_state.h"
#include "register_row.h"
#include "store/query.h"

static struct day day_or_none(struct query *query, int column)
{
    return query_is_null(query, column) ? DAY_NONE : (struct day){ (int32_t)query_integer(query, column) };
}

/* The batch of the person's last payout, which has ended: it was cancelled, for who is paid once more has a later one. 0 = no payout at all. */
static const struct error *find_cancelled(struct store *store, int64_t applicant_id, int64_t *batch_out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT coalesce((SELECT batch_id FROM payout WHERE applicant_id = ?1 AND account_id = 1 ORDER BY id DESC LIMIT 1), 0)", &query));
    query_bind_integer(query, 1, applicant_id);
    TRY(query_step(query, &row));
    *batch_out = query_integer(query, 0);
    return NULL;
}

/* Nothing there: where the person's money is, in words. */
static const struct error *refuse(struct store *store, const struct register_row *row, int year, struct nik nik, enum account account)
{
    int64_t cancelled;
    TRY(find_cancelled(store, row->id, &cancelled));
    if (row->account == ACCOUNT_APBD && cancelled != 0) {
        return error_new(ERROR_REFUSED, _("NIK %lld has nothing in %s: the payout of batch %lld was cancelled and its money is in %s; `dumisake disburse --batch` pays whom the "
                                          "rules still find eligible in a new batch"),
                         (long long)nik.number, account_name(account), (long long)cancelled, account_name(ACCOUNT_ANGGARAN));
    }
    if (row->account == ACCOUNT_APBD) {
        return error_new(ERROR_REFUSED, _("NIK %lld has no payout in %d; nothing is in %s"), (long long)nik.number, year, account_name(account));
    }
    return error_new(ERROR_REFUSED, _("NIK %lld has nothing in %s: the payout of batch %lld is in %s"), (long long)nik.number, account_name(account),
                     (long long)row->batch, account_name(row->account));
}

const struct error *payout_find(struct store *store, int year, struct nik nik, enum account account, struct found_payout *out)
{
    struct query *query SCOPED_QUERY = NULL;
    struct register_row person;
    bool row;
    TRY(register_find(store, year, nik, &person));
    TRY(query_open(store,
                   "SELECT p.id, p.batch_id, p.amount, s.bank_day, a.day FROM payout AS p "
                   "LEFT JOIN settlement AS s ON s.position = (SELECT max(l.position) FROM settlement AS l WHERE l.payout_id = p.id) "
                   "LEFT JOIN bank_answer AS a ON a.position = s.answer_position "
                   "WHERE p.applicant_id = ?1 AND p.account_id = ?2 ORDER BY p.id DESC LIMIT 1",
                   &query));
    query_bind_integer(query, 1, person.id);
    query_bind_integer(query, 2, account);
    TRY(query_step(query, &row));
    if (!row) {
        return refuse(store, &person, year, nik, account);
    }
    *out = (struct found_payout){ .id = query_integer(query, 0), .applicant_id = person.id, .batch_id = query_integer(query, 1) };
    out->bank_day = day_or_none(query, 3);
    out->answered = day_or_none(query, 4);
    if (query_integer(query, 2) == 0 || !money_of(query_integer(query, 2), &out->amount)) {
        return error_new(ERROR_UNVERIFIED, _("payout %lld has an impossible amount; run `dumisake verify`"), (long long)out->id);
    }
    return NULL;
}

const struct error *payout_move(struct store *store, int64_t payout_id, enum account from, enum account to)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    CHECK(payout_may_move(from, to));
    TRY(query_open(store, "UPDATE payout SET account_id = ?3 WHERE id = ?1 AND account_id = ?2 RETURNING id", &query));
    query_bind_integer(query, 1, payout_id);
    query_bind_integer(query, 2, from);
    query_bind_integer(query, 3, to);
    TRY(query_step(query, &row));
    if (!row) {
        return error_new(ERROR_UNVERIFIED, _("payout %lld is not in %s; run `dumisake verify`"), (long long)payout_id, account_name(from));
    }
    return query_step(query, &row); /* to its end: an unfinished RETURNING makes the commit fail */
}

const struct error *payout_day_check(const struct journal *journal, struct day earlier)
{
    if (!day_is_none(earlier) && journal->event.day.number < earlier.number) {
        struct buffer shown SCOPED_BUFFER = { 0 };
        day_print(earlier, &shown);
        return error_new(ERROR_REFUSED, _("what this follows is of %s; it cannot be done before that day (--date)"), buffer_string(&shown));
    }
    return NULL;
}
