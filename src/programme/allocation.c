#include "programme/allocation.h"

#include <stdlib.h>

#include "applicant_row.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/number_set.h"
#include "rule.h"
#include "store/query.h"

/* A payout takes its place in quota and family until its money is back in the treasury: accounts 2 to 5. */

/* What limits there still are while the candidates pass by. */
struct room {
    const struct programme *programme;
    int64_t used[QUOTAS_MAX];
    struct money budget;
    int64_t people; /* --limit */
    bool limited;
};

static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *left = a;
    const struct candidate *right = b;
    if (left->submitted != right->submitted) {
        return left->submitted < right->submitted ? -1 : 1;
    }
    return left->nik < right->nik ? -1 : (left->nik > right->nik ? 1 : 0);
}

static const struct error *load_candidates(struct store *store, int year, struct allocation *allocation)
{
    struct query *query SCOPED_QUERY = NULL;
    size_t capacity = 0;
    bool row;
    TRY(query_open(store,
                   "SELECT a.id, a.nik, coalesce(a.no_kk, 0), coalesce(a.tanggal_pengajuan, 2147483647), a.kabupaten_usaha, a.kategori "
                   "FROM applicant AS a NOT INDEXED JOIN decision AS d ON d.applicant_id = a.id WHERE a.year = ?1 AND d.status = 1 "
                   "AND d.evaluation_id = (SELECT max(l.evaluation_id) FROM decision AS l WHERE l.applicant_id = a.id) "
                   "AND NOT EXISTS (SELECT 1 FROM payout AS p WHERE p.applicant_id = a.id AND p.account_id IN (2, 3, 4, 5))",
                   &query));
    query_bind_integer(query, 1, year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        TRY(category_check(query_integer(query, 5), query_integer(query, 0)));
        allocation->candidates = memory_grow(allocation->candidates, allocation->count, &capacity, sizeof(*allocation->candidates));
        allocation->candidates[allocation->count++] = (struct candidate){
            .applicant_id = query_integer(query, 0),
            .nik = query_integer(query, 1),
            .card = query_integer(query, 2),
            .submitted = (int32_t)query_integer(query, 3),
            .kabkota = (int)query_integer(query, 4),
            .category = (enum category)query_integer(query, 5),
        };
    }
    if (allocation->count > 0) { /* qsort wants an array, even an empty one */
        qsort(allocation->candidates, allocation->count, sizeof(*allocation->candidates), compare_candidates);
    }
    return NULL;
}

/* Family cards and quota places that payouts of the year hold already. */
static const struct error *load_used(struct store *store, struct room *room, struct number_set *cards)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT a.kategori, coalesce(a.no_kk, 0), a.id FROM payout AS p JOIN applicant AS a ON a.id = p.applicant_id "
                   "WHERE p.year = ?1 AND p.account_id IN (2, 3, 4, 5)",
                   &query));
    query_bind_integer(query, 1, room->programme->year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        TRY(category_check(query_integer(query, 0), query_integer(query, 2)));
        for (size_t i = 0; i < room->programme->quota_count; i++) {
            room->used[i] += room->programme->quotas[i].categories[query_integer(query, 0)] ? 1 : 0;
        }
        if (query_integer(query, 1) != 0) {
            (void)number_set_add(cards, query_integer(query, 1), 1);
        }
    }
}

/* Takes the candidate's place in every limit, or in none. */
static enum allocation_result take_place(struct room *room, struct candidate *candidate)
{
    const struct programme *programme = room->programme;
    struct money left;
    for (size_t i = 0; i < programme->quota_count; i++) {
        if (programme->quotas[i].categories[candidate->category] && room->used[i] >= programme->quotas[i].people) {
            candidate->quota = i;
            return ALLOCATION_WAITING_QUOTA;
        }
    }
    if (!money_subtract(room->budget, programme->amounts[candidate->category], &left)) {
        return ALLOCATION_WAITING_BUDGET;
    }
    if (room->limited && room->people == 0) {
        return ALLOCATION_WAITING_LIMIT;
    }
    for (size_t i = 0; i < programme->quota_count; i++) {
        room->used[i] += programme->quotas[i].categories[candidate->category] ? 1 : 0;
    }
    room->budget = left;
    room->people -= 1;
    return ALLOCATION_RECIPIENT;
}

static void count_result(struct allocation *allocation, const struct programme *programme, const struct candidate *candidate)
{
    switch (candidate->result) {
    case ALLOCATION_RECIPIENT:
        allocation->recipients += 1;
        allocation->by_category[candidate->category] += 1;
        CHECK(money_add(allocation->amount, programme->amounts[candidate->category], &allocation->amount));
        break;
    case ALLOCATION_FAMILY_CARD:
        allocation->family_card += 1;
        break;
    case ALLOCATION_PAID_LATER:
        allocation->paid_later += 1;
        break;
    case ALLOCATION_WAITING_QUOTA:
    case ALLOCATION_WAITING_BUDGET:
    case ALLOCATION_WAITING_LIMIT:
    case ALLOCATION_NOT_CHOSEN:
        allocation->waiting += 1;
        break;
    }
}

/* The rules for the category ask for earlier grants of the NIK or the KK. */
static bool asks_grants(const struct programme *programme, enum field field, enum category category)
{
    for (size_t i = 0; i < programme->rule_count; i++) {
        if (expression_asks(&programme->rules[i].condition, OPERATOR_GRANTS, field) && programme->rules[i].categories[category]) {
            return true;
        }
    }
    return false;
}

/* Years may be worked out of order. Eligibility looks at earlier years only, so that a past year's decisions stay as they
 * were; but who was served for a later year first must not be served for this one too. */
static bool has_later_grant(const struct programme *programme, const struct history *later, const struct candidate *candidate)
{
    return (number_set_get(&later->niks, candidate->nik) != 0 && asks_grants(programme, FIELD_NIK, candidate->category)) ||
           (number_set_get(&later->cards, candidate->card) != 0 && asks_grants(programme, FIELD_NO_KK, candidate->category));
}

const struct error *allocation_run(struct store *store, const struct programme *programme, struct money budget, const struct allocation_choice *choice,
                                   struct allocation *out)
{
    struct allocation allocation SCOPED_ALLOCATION = { 0 };
    struct number_set cards = { 0 };
    struct history later SCOPED_HISTORY = { 0 };
    struct room room = { .programme = programme, .budget = budget, .people = choice->limit, .limited = choice->limit > 0 };
    TRY(load_candidates(store, programme->year, &allocation));
    TRY(history_load_later(store, programme->year, &later));
    const struct error *error = load_used(store, &room, &cards);
    for (size_t i = 0; error == NULL && i < allocation.count; i++) {
        struct candidate *candidate = &allocation.candidates[i];
        if (has_later_grant(programme, &later, candidate)) {
            candidate->result = ALLOCATION_PAID_LATER;
            count_result(&allocation, programme, candidate);
            continue;
        }
        /* The first of a family holds its place whatever becomes of him, so that the choice of a category or region, or a
         * full quota, never decides which of a family is served. */
        if (candidate->card != 0 && number_set_add(&cards, candidate->card, 1) != 0) {
            candidate->result = ALLOCATION_FAMILY_CARD;
        } else if ((choice->category != 0 && choice->category != candidate->category) ||
                   (choice->kabkota != 0 && choice->kabkota != candidate->kabkota)) {
            candidate->result = ALLOCATION_NOT_CHOSEN;
        } else {
            candidate->result = take_place(&room, candidate);
        }
        count_result(&allocation, programme, candidate);
    }
    number_set_free(&cards);
    TRY(error);
    MEMORY_GIVE(out, allocation);
    return NULL;
}

void allocation_free(struct allocation *allocation)
{
    memory_free(allocation->candidates);
    *allocation = (struct allocation){ 0 };
}
