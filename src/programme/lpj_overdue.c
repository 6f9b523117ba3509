#include "programme/lpj_overdue.h"

#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"
#include "store/query.h"

const char *lpj_age_name(enum lpj_age age)
{
    static const char *const names[LPJ_AGES] = { "not-due", "1-30", "31-60", "61-90", "over-90", "no-deadline" };
    return names[age];
}

void lpj_overview_free(struct lpj_overview *overview)
{
    for (size_t i = 0; i < overview->count; i++) {
        buffer_free(&overview->items[i].name);
        buffer_free(&overview->items[i].kabupaten);
    }
    memory_free(overview->items);
    *overview = (struct lpj_overview){ 0 };
}

static bool has_deadline(const struct lpj_overview *overview)
{
    return overview->deadline.months > 0 || !day_is_none(overview->deadline.day);
}

/* Nobody owes a report before the money is there. */
static struct day due_day(const struct lpj_overview *overview, struct day receipt)
{
    if (!has_deadline(overview)) {
        return DAY_NONE;
    }
    if (overview->deadline.months > 0) {
        return day_add_months(receipt, overview->deadline.months);
    }
    return overview->deadline.day.number < receipt.number ? receipt : overview->deadline.day;
}

static enum lpj_age age_of(struct day due, int64_t age)
{
    if (day_is_none(due)) {
        return LPJ_NO_DEADLINE;
    }
    if (age <= 0) {
        return LPJ_NOT_DUE;
    }
    return age <= 30 ? LPJ_TO_30 : age <= 60 ? LPJ_TO_60 : age <= 90 ? LPJ_TO_90 : LPJ_OVER_90;
}

static void add(struct lpj_sum *sum, struct money amount)
{
    sum->people += 1;
    CHECK(money_add(sum->amount, amount, &sum->amount)); /* of amounts in the books, whose sum is bounded */
}

/* Columns of the statement in read_payouts. */
enum { COLUMN_NIK, COLUMN_NAME, COLUMN_KABUPATEN, COLUMN_PAID, COLUMN_GIVEN, COLUMN_RECEIPT, COLUMN_USED };

static void add_missing(struct lpj_overview *overview, size_t *capacity, struct query *query, struct money amount)
{
    overview->items = memory_grow(overview->items, overview->count, capacity, sizeof(*overview->items));
    struct lpj_missing *item = &overview->items[overview->count++];
    *item = (struct lpj_missing){ .nik = query_integer(query, COLUMN_NIK), .amount = amount, .due = DAY_NONE };
    item->receipt = (struct day){ (int32_t)query_integer(query, COLUMN_RECEIPT) };
    item->due = due_day(overview, item->receipt);
    item->age = day_is_none(item->due) ? 0 : (int64_t)overview->day.number - item->due.number;
    buffer_add(&item->name, query_text(query, COLUMN_NAME));
    buffer_add(&item->kabupaten, query_text(query, COLUMN_KABUPATEN));
    add(&overview->missing[age_of(item->due, item->age)], amount);
}

static const struct error *read_payout(struct lpj_overview *overview, size_t *capacity, struct query *query)
{
    struct money paid;
    struct money given;
    struct money kept;
    struct money used;
    struct money rest;
    if (!money_of(query_integer(query, COLUMN_PAID), &paid) || !money_of(query_integer(query, COLUMN_GIVEN), &given) || !money_subtract(paid, given, &kept) ||
        !money_of(query_integer(query, COLUMN_USED), &used)) {
        return error_new(ERROR_UNVERIFIED, _("the reports of use are damaged; run `dumisake verify`"));
    }
    if (kept.rupiah == 0) {
        return NULL;
    }
    add(&overview->owed, kept);
    if (query_is_null(query, COLUMN_USED)) {
        add_missing(overview, capacity, query, kept);
        return NULL;
    }
    /* What was given back since the report is not owed any more, so the report accounts for no more than is kept. */
    bool whole = !money_subtract(kept, used, &rest) || rest.rupiah == 0;
    add(&overview->received, whole ? kept : used);
    if (!whole) {
        add(&overview->rest, rest);
        add_missing(overview, capacity, query, rest);
    }
    return NULL;
}

static const struct error *read_payouts(struct store *store, struct lpj_overview *overview)
{
    struct query *query SCOPED_QUERY = NULL;
    size_t capacity = 0;
    bool row;
    TRY(query_open(store,
                   "SELECT a.nik, iif(a.erased IS NULL, a.nama, '(dihapus)'), r.name, p.amount, "
                   "(SELECT coalesce(sum(d.amount), 0) FROM deposit AS d WHERE d.payout_id = p.id AND d.from_account = 4 AND d.day <= ?2), s.bank_day, "
                   "(SELECT l.used FROM lpj AS l WHERE l.payout_id = p.id AND l.received <= ?2 ORDER BY l.position DESC LIMIT 1) "
                   "FROM payout AS p JOIN settlement AS s ON s.payout_id = p.id AND s.account_id = 4 AND s.bank_day <= ?2 "
                   "JOIN applicant AS a ON a.id = p.applicant_id LEFT JOIN region AS r ON r.code = a.kabupaten_usaha WHERE p.year = ?1 ORDER BY p.id",
                   &query));
    query_bind_integer(query, 1, overview->year);
    query_bind_integer(query, 2, overview->day.number);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        TRY(read_payout(overview, &capacity, query));
    }
}

static int by_age(const void *left, const void *right)
{
    const struct lpj_missing *a = left;
    const struct lpj_missing *b = right;
    if (a->age != b->age) {
        return a->age > b->age ? -1 : 1;
    }
    return a->nik < b->nik ? -1 : (a->nik > b->nik ? 1 : 0);
}

const struct error *lpj_overview_load(struct store *store, int year, struct day day, struct lpj_overview *out)
{
    struct lpj_overview overview SCOPED_LPJ_OVERVIEW = { .year = year, .day = day };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    TRY(programme_load_or_newest(store, year, day, &programme));
    overview.deadline = programme.lpj;
    for (size_t i = 0; i < programme.assumed_count; i++) {
        overview.assumed = overview.assumed || strcmp(programme.assumed[i], "lpj") == 0;
    }
    TRY(read_payouts(store, &overview));
    if (overview.count > 1) {
        qsort(overview.items, overview.count, sizeof(*overview.items), by_age);
    }
    MEMORY_GIVE(out, overview);
    return NULL;
}
