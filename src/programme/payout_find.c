#include "payout_find.h"

#include "base/language.h"
#include "payout_state.h"
#include "register_row.h"
#include "store/query.h"

static struct day day_or_none(struct query *query, int column)
{
    return query_is_null(query, column) ? DAY_NONE : (struct day){ (int32_t)query_integer(query, column) };
}

/* The batch of the last payout of a person whose payouts have all ended: it was cancelled, for who is paid once more has a later one. 0 = no payout at all. */
static const struct error *ended_in(struct store *store, int64_t applicant_id, int64_t *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT coalesce(max(batch_id), 0) FROM payout WHERE applicant_id = ?1", &query));
    query_bind_integer(query, 1, applicant_id);
    TRY(query_step(query, &row));
    *out = query_integer(query, 0);
    return NULL;
}

/* Nothing there: where the person's money is, in words. */
static const struct error *refuse_person(struct store *store, const struct register_row *row, int year, struct nik nik, enum account account)
{
    int64_t ended;
    if (row->account != ACCOUNT_APBD) {
        return error_new(ERROR_REFUSED, _("NIK %lld has nothing in %s: the payout of batch %lld is in %s"), (long long)nik.number, account_name(account),
                         (long long)row->batch, account_name(row->account));
    }
    TRY(ended_in(store, row->id, &ended));
    return ended == 0
               ? error_new(ERROR_REFUSED, _("NIK %lld has no payout in %d; nothing is in %s"), (long long)nik.number, year, account_name(account))
               : error_new(ERROR_REFUSED,
                           _("NIK %lld has nothing in %s: the payout of batch %lld was cancelled and its money is in %s; `dumisake disburse --batch` pays whom the "
                             "rules still find eligible in a new batch"),
                           (long long)nik.number, account_name(account), (long long)ended, account_name(ACCOUNT_ANGGARAN));
}

#define FOUND_COLUMNS "SELECT p.id, p.batch_id, p.amount, s.bank_day, a.day, p.applicant_id"
#define FOUND_FROM                                                                                                             \
    " FROM payout AS p LEFT JOIN settlement AS s ON s.position = (SELECT max(l.position) FROM settlement AS l WHERE l.payout_id = p.id) " \
    "LEFT JOIN bank_answer AS a ON a.position = s.answer_position "

static const struct error *read_found(struct query *query, struct found_payout *out)
{
    *out = (struct found_payout){ .id = query_integer(query, 0), .applicant_id = query_integer(query, 5), .batch_id = query_integer(query, 1) };
    out->bank_day = day_or_none(query, 3);
    out->answered = day_or_none(query, 4);
    if (query_integer(query, 2) == 0 || !money_of(query_integer(query, 2), &out->amount)) {
        return error_new(ERROR_UNVERIFIED, _("payout %lld has an impossible amount; run `dumisake verify`"), (long long)out->id);
    }
    return NULL;
}

static const struct error *find_by_nik(struct store *store, int year, struct nik nik, enum account account, struct found_payout *out)
{
    struct query *query SCOPED_QUERY = NULL;
    struct register_row person;
    bool row;
    TRY(register_find(store, year, nik, &person));
    TRY(query_open(store, FOUND_COLUMNS FOUND_FROM "WHERE p.applicant_id = ?1 AND p.account_id = ?2 ORDER BY p.id DESC LIMIT 1", &query));
    query_bind_integer(query, 1, person.id);
    query_bind_integer(query, 2, account);
    TRY(query_step(query, &row));
    return row ? read_found(query, out) : refuse_person(store, &person, year, nik, account);
}

static const struct error *find_by_reference(struct store *store, int year, struct text reference, enum account account, struct found_payout *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   FOUND_COLUMNS ", p.account_id, p.year, coalesce(o.nik, 0)" FOUND_FROM "JOIN applicant AS o ON o.id = p.applicant_id WHERE p.reference = ?1", &query));
    query_bind_text(query, 1, reference);
    TRY(query_step(query, &row));
    if (!row) {
        return error_new(ERROR_FAILED, _("%.*s: is not the reference of a payout; the bank's file and the workbook have them"), TEXT_ARG(reference));
    }
    enum account where = (enum account)query_integer(query, 6);
    int64_t of_year = query_integer(query, 7);
    int64_t nik = query_integer(query, 8);
    if (nik != 0) {
        return error_new(ERROR_REFUSED, _("payout %.*s is of NIK %lld: name the NIK; a reference stands for somebody who was erased only"), TEXT_ARG(reference), (long long)nik);
    }
    if (of_year != year) {
        return error_new(ERROR_REFUSED, _("payout %.*s is of %lld; name that year with --year"), TEXT_ARG(reference), (long long)of_year);
    }
    if (where != account) {
        return error_new(ERROR_REFUSED, _("payout %.*s is in %s; nothing of it is in %s"), TEXT_ARG(reference), account_name(where), account_name(account));
    }
    return read_found(query, out);
}

const struct error *payout_find(struct store *store, int year, const struct payee *payee, enum account account, struct found_payout *out)
{
    return payee->nik.number != 0 ? find_by_nik(store, year, payee->nik, account, out) : find_by_reference(store, year, payee->reference, account, out);
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
