/* Money in the treasury again, with the number of its deposit slip (STS). */
#include "base/language.h"
#include "payout_find.h"
#include "programme/money_back.h"
#include "store/query.h"

enum { SLIP_MAX = 100 }; /* bytes of an STS number */

static const struct error *check_slip(const struct deposit_slip *slip, struct buffer *number)
{
    struct text trimmed = text_trim(slip->number);
    if (trimmed.length == 0 || text_equal(trimmed, TEXT("-"))) {
        return error_new(ERROR_USAGE, "%s", _("name the deposit slip of the treasury: --sts NUMBER"));
    }
    if (trimmed.length > SLIP_MAX) {
        return error_new(ERROR_USAGE, _("--sts: at most %d bytes"), SLIP_MAX);
    }
    buffer_add_printable(number, trimmed, SLIP_MAX);
    return NULL;
}

/* A slip is of after the money came, and one of its number is there once for a payout: typed twice it would be given back twice. */
static const struct error *check_new(struct store *store, const struct found_payout *payout, const struct deposit_slip *slip, struct text number)
{
    struct query *query SCOPED_QUERY = NULL;
    struct buffer shown SCOPED_BUFFER = { 0 };
    struct money amount;
    bool row;
    if (!day_is_none(slip->day) && !day_is_none(payout->bank_day) && slip->day.number < payout->bank_day.number) {
        day_print(payout->bank_day, &shown);
        return error_new(ERROR_REFUSED, _("--sts-date lies before the bank's answer for this payout, of %s: nothing can be deposited before that day"), buffer_string(&shown));
    }
    TRY(query_open(store, "SELECT position, amount FROM deposit WHERE payout_id = ?1 AND sts_number = ?2 LIMIT 1", &query));
    query_bind_integer(query, 1, payout->id);
    query_bind_text(query, 2, number);
    TRY(query_step(query, &row));
    if (!row) {
        return NULL;
    }
    if (money_of(query_integer(query, 1), &amount)) {
        money_print(amount, &shown);
    }
    return error_new(ERROR_REFUSED, _("STS %.*s was recorded for this payout before: %s, journal entry %lld. Another slip has another number"), TEXT_ARG(number), buffer_string(&shown),
                     (long long)query_integer(query, 0));
}

static const struct error *record(struct journal *journal, const char *type, int year, const struct found_payout *payout, enum account from,
                                  struct money amount, const struct deposit_slip *slip)
{
    struct query *insert SCOPED_QUERY = NULL;
    struct buffer number SCOPED_BUFFER = { 0 };
    int64_t position;
    TRY(check_slip(slip, &number));
    TRY(payout_day_check(journal, payout->answered));
    TRY(check_new(journal->store, payout, slip, buffer_text(&number)));
    entry_begin(journal, type);
    entry_add_integer(journal, "payout", payout->id);
    entry_add(journal, "sts", buffer_text(&number));
    entry_add_day(journal, "sts-day", slip->day);
    TRY(journal_post(journal, year, from, ACCOUNT_SETOR_KEMBALI, amount, payout->id, &position));
    TRY(query_open(journal->store, "INSERT INTO deposit (position, payout_id, day, from_account, amount, sts_number, sts_day) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", &insert));
    query_bind_integer(insert, 1, position);
    query_bind_integer(insert, 2, payout->id);
    query_bind_integer(insert, 3, journal->event.day.number);
    query_bind_integer(insert, 4, from);
    query_bind_integer(insert, 5, amount.rupiah);
    query_bind_text(insert, 6, buffer_text(&number));
    if (!day_is_none(slip->day)) {
        query_bind_integer(insert, 7, slip->day.number);
    }
    return query_run(insert);
}

const struct error *deposit_record(struct journal *journal, int year, struct nik nik, const struct deposit_slip *slip, struct payouts_moved *out)
{
    struct found_payout payout;
    const struct payee payee = payee_of(nik);
    TRY(payout_find(journal->store, year, &payee, ACCOUNT_RETUR, &payout));
    TRY(record(journal, "deposit", year, &payout, ACCOUNT_RETUR, payout.amount, slip));
    TRY(payout_move(journal->store, payout.id, ACCOUNT_RETUR, ACCOUNT_SETOR_KEMBALI));
    CHECK(money_add(out->amount, payout.amount, &out->amount));
    out->count += 1;
    return NULL;
}

/* What the recipient still has of the payout. */
static const struct error *kept_of(struct store *store, const struct found_payout *payout, struct money *out)
{
    struct query *query SCOPED_QUERY = NULL;
    struct money given;
    bool row;
    TRY(query_open(store, "SELECT coalesce(sum(amount), 0) FROM deposit WHERE payout_id = ?1 AND from_account = 4", &query));
    query_bind_integer(query, 1, payout->id);
    TRY(query_step(query, &row));
    if (!row || !money_of(query_integer(query, 0), &given) || !money_subtract(payout->amount, given, out)) {
        return error_new(ERROR_UNVERIFIED, _("table deposit: payout %lld gave back more than it was; run `dumisake verify`"), (long long)payout->id);
    }
    return NULL;
}

const struct error *refund_record(struct journal *journal, int year, const struct payee *payee, struct money amount, const struct deposit_slip *slip,
                                  struct money *left_out)
{
    struct found_payout payout;
    struct money kept;
    TRY(payout_find(journal->store, year, payee, ACCOUNT_TERSALUR, &payout));
    TRY(kept_of(journal->store, &payout, &kept));
    if (amount.rupiah == 0) {
        return error_new(ERROR_USAGE, "%s", _("--amount: expected the rupiah that were given back, above zero"));
    }
    if (!money_subtract(kept, amount, left_out)) {
        struct buffer shown SCOPED_BUFFER = { 0 };
        struct buffer who SCOPED_BUFFER = { 0 };
        money_print(kept, &shown);
        payee_print(payee, &who);
        return error_new(ERROR_REFUSED, _("%s has only %s of the grant left to give back"), buffer_string(&who), buffer_string(&shown));
    }
    TRY(record(journal, "refund", year, &payout, ACCOUNT_TERSALUR, amount, slip));
    return left_out->rupiah == 0 ? payout_move(journal->store, payout.id, ACCOUNT_TERSALUR, ACCOUNT_SETOR_KEMBALI) : NULL;
}
