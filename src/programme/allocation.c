#include "programme/allocation.h"

#include "allocation_order.h"
#include "applicant_row.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/number_set.h"
#include "quota_room.h"
#include "rule.h"
#include "store/query.h"

/* A payout takes its place in quota and family until its money is back in the treasury: accounts 2 to 5. Whose money went back there
 * had the turn of this year; who was cancelled before the sending (1) has it still. */

/* What limits there still are while the candidates pass by. */
struct room {
    struct quota_room quotas;
    struct money budget;
    int64_t people; /* --limit */
    bool limited;
};

#define CANDIDATES_SELECT                                                                                                          \
    "SELECT a.id, a.nik, coalesce(a.no_kk, 0), coalesce(a.tanggal_pengajuan, 2147483647), a.kabupaten_usaha, a.kategori, "          \
    "coalesce(a.kecamatan_usaha, 0), coalesce(a.skor, -1), a.commitment "
#define CANDIDATES_UNPAID "AND a.id NOT IN (SELECT p.applicant_id FROM payout AS p WHERE p.account_id BETWEEN 2 AND 6)"

static const struct error *load_candidates(struct store *store, int year, const struct number_set *eligible, struct allocation *allocation)
{
    struct query *query SCOPED_QUERY = NULL;
    size_t capacity = 0;
    bool row;
    /* The newest decisions and their applicants are walked along together, in the order in which they lie in the file. */
    TRY(query_open(store,
                   eligible != NULL ? CANDIDATES_SELECT "FROM applicant AS a NOT INDEXED WHERE a.year = ?1 AND a.nik IS NOT NULL " CANDIDATES_UNPAID
                                    : CANDIDATES_SELECT "FROM (SELECT applicant_id, status, max(evaluation_id) FROM decision GROUP BY applicant_id) AS d "
                                      "CROSS JOIN applicant AS a ON a.id = d.applicant_id WHERE d.status = 1 AND a.year = ?1 AND a.nik IS NOT NULL " CANDIDATES_UNPAID,
                   &query));
    query_bind_integer(query, 1, year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        if (eligible != NULL && number_set_get(eligible, query_integer(query, 0)) == 0) {
            continue;
        }
        TRY(category_check(query_integer(query, 5), query_integer(query, 0)));
        allocation->candidates = memory_grow(allocation->candidates, allocation->count, &capacity, sizeof(*allocation->candidates));
        struct candidate *candidate = &allocation->candidates[allocation->count++];
        *candidate = (struct candidate){
            .applicant_id = query_integer(query, 0),
            .nik = query_integer(query, 1),
            .card = query_integer(query, 2),
            .submitted = (int32_t)query_integer(query, 3),
            .kabkota = (int)query_integer(query, 4),
            .category = (enum category)query_integer(query, 5),
            .kecamatan = (int)query_integer(query, 6),
            .score = query_integer(query, 7),
        };
        if (!digest_from(query_bytes(query, 8), &candidate->commitment)) {
            return error_new(ERROR_UNVERIFIED, _("table applicant, row %lld is damaged; run `dumisake verify`"), (long long)candidate->applicant_id);
        }
    }
}

/* What each would get, by what the application says now: the eligible were judged by it. */
static const struct error *find_amounts(struct store *store, const struct programme *programme, struct allocation *allocation)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT " APPLICANT_ROW_COLUMNS " FROM applicant AS a WHERE a.id = ?1", &query));
    for (size_t i = 0; i < allocation->count; i++) {
        struct candidate *candidate = &allocation->candidates[i];
        candidate->amount = programme->amounts[candidate->category];
        if (programme->tier_count > 0) {
            struct applicant applicant;
            query_reset(query);
            query_bind_integer(query, 1, candidate->applicant_id);
            TRY(query_step(query, &row));
            CHECK(row);
            applicant_row_read(query, 0, &applicant);
            candidate->tier = programme_tier(programme, &applicant);
            candidate->amount = programme_amount(programme, &applicant);
        }
    }
    return NULL;
}

/* Family cards and quota places that payouts of the year hold already. */
static const struct error *load_used(struct store *store, int year, struct room *room, struct number_set *cards)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT a.kategori, coalesce(a.no_kk, 0), a.id, a.kabupaten_usaha, coalesce(a.kecamatan_usaha, 0) FROM payout AS p "
                   "JOIN applicant AS a ON a.id = p.applicant_id WHERE p.year = ?1 AND p.account_id IN (2, 3, 4, 5)",
                   &query));
    query_bind_integer(query, 1, year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        TRY(category_check(query_integer(query, 0), query_integer(query, 2)));
        quota_room_take(&room->quotas, quota_room_cell(&room->quotas, (enum category)query_integer(query, 0), (int)query_integer(query, 3),
                                                       (int)query_integer(query, 4)));
        if (query_integer(query, 1) != 0) {
            (void)number_set_add(cards, query_integer(query, 1), 1);
        }
    }
}

/* The cards of those who were erased since: known by the relatives who are in the register. */
static const struct error *load_erased_cards(struct store *store, int year, struct number_set *cards)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT DISTINCT no_kk FROM erased_grant WHERE year = ?1 AND no_kk <> 0 AND account_id BETWEEN 2 AND 5", &query));
    query_bind_integer(query, 1, year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        (void)number_set_add(cards, query_integer(query, 0), 1);
    }
}

/* Takes the candidate's place in every limit, or in none. */
static enum allocation_result take_place(struct room *room, struct candidate *candidate, int round)
{
    struct money left;
    if (candidate->kecamatan == 0 && quota_room_wants_place(&room->quotas, candidate->cell, round)) {
        return ALLOCATION_WAITING_PLACE;
    }
    if (quota_room_full(&room->quotas, candidate->cell, round, &candidate->quota)) {
        return ALLOCATION_WAITING_QUOTA;
    }
    if (!money_subtract(room->budget, candidate->amount, &left)) {
        return ALLOCATION_WAITING_BUDGET;
    }
    if (room->limited && room->people == 0) {
        return ALLOCATION_WAITING_LIMIT;
    }
    quota_room_take(&room->quotas, candidate->cell);
    room->budget = left;
    room->people -= 1;
    return ALLOCATION_RECIPIENT;
}

static bool waits(const struct candidate *candidate)
{
    return candidate->result == ALLOCATION_WAITING_QUOTA || candidate->result == ALLOCATION_WAITING_BUDGET ||
           candidate->result == ALLOCATION_WAITING_LIMIT || candidate->result == ALLOCATION_WAITING_PLACE;
}

static void count_results(struct allocation *allocation)
{
    for (size_t i = 0; i < allocation->count; i++) {
        struct candidate *candidate = &allocation->candidates[i];
        switch (candidate->result) {
        case ALLOCATION_RECIPIENT:
            allocation->recipients += 1;
            allocation->by_category[candidate->category] += 1;
            CHECK(money_add(allocation->amount, candidate->amount, &allocation->amount));
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
        case ALLOCATION_WAITING_PLACE:
        case ALLOCATION_NOT_CHOSEN:
            allocation->waiting += 1;
            /* Who stood in line and was not chosen this time keeps the place. */
            if (candidate->result != ALLOCATION_NOT_CHOSEN || candidate->line != 0) {
                candidate->place = ++allocation->listed;
            }
            break;
        }
    }
}

/* A rejecting rule about grants that would not be met if the later grants were earlier ones. One that adds up families, too,
 * is taken for not met: that is known only when everybody is judged. */
static const struct error *is_refused(struct store *store, const struct programme *programme, const struct facts *facts, const struct candidate *candidate, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    struct applicant applicant;
    bool row;
    *out = false;
    TRY(query_open(store, "SELECT " APPLICANT_ROW_COLUMNS " FROM applicant AS a WHERE a.id = ?1", &query));
    query_bind_integer(query, 1, candidate->applicant_id);
    TRY(query_step(query, &row));
    CHECK(row);
    applicant_row_read(query, 0, &applicant);
    for (size_t i = 0; i < programme->rule_count; i++) {
        const struct rule *rule = &programme->rules[i];
        bool asks = expression_asks(&rule->condition, OPERATOR_GRANTS, FIELD_NIK) || expression_asks(&rule->condition, OPERATOR_GRANTS, FIELD_NO_KK);
        if (!asks || rule->severity != SEVERITY_REJECT || !rule->categories[candidate->category]) {
            continue;
        }
        bool adds_up = false;
        for (uint16_t k = 0; k < rule->condition.count; k++) {
            adds_up = adds_up || rule->condition.nodes[k].operator == OPERATOR_SUM || rule->condition.nodes[k].operator == OPERATOR_APPLICANTS;
        }
        *out = *out || adds_up || expression_holds(&rule->condition, &applicant, facts) == 0;
    }
    return NULL;
}

/* Years may be worked out of order. Eligibility looks at earlier years only, so that a past year's decisions stay as they
 * were; but who was served for a later year first must not be served for this one too. */
static const struct error *mark_paid_later(struct store *store, const struct programme *programme, struct allocation *allocation)
{
    struct facts facts SCOPED_FACTS = { .year = programme->year, .reference_day = programme->reference_day };
    TRY(history_load_later(store, programme->year, &facts.history));
    for (size_t i = 0; facts.history.count > 0 && i < allocation->count; i++) {
        struct candidate *candidate = &allocation->candidates[i];
        bool refused = number_set_get(&facts.history.niks, candidate->nik) != 0 || number_set_get(&facts.history.cards, candidate->card) != 0;
        if (refused) {
            TRY(is_refused(store, programme, &facts, candidate, &refused));
        }
        candidate->paid_later = refused;
    }
    return NULL;
}

/* The first round: everybody in order. */
static void serve(struct allocation *allocation, const struct allocation_choice *choice, struct number_set *cards, struct room *room)
{
    for (size_t i = 0; i < allocation->count; i++) {
        struct candidate *candidate = &allocation->candidates[i];
        candidate->cell = (uint32_t)quota_room_cell(&room->quotas, candidate->category, candidate->kabkota, candidate->kecamatan);
        if (candidate->paid_later) {
            candidate->result = ALLOCATION_PAID_LATER;
        } else if (candidate->card != 0 && number_set_add(cards, candidate->card, 1) != 0) {
            /* The first of a family holds its place whatever becomes of him, so that the choice of a category or region, or a
             * full quota, never decides which of a family is served. */
            candidate->result = ALLOCATION_FAMILY_CARD;
        } else if ((choice->category != 0 && choice->category != candidate->category) ||
                   (choice->kabkota != 0 && choice->kabkota != candidate->kabkota)) {
            candidate->result = ALLOCATION_NOT_CHOSEN;
        } else {
            candidate->result = take_place(room, candidate, 0);
        }
    }
}

/* The places that flow, to those who still wait. */
static void serve_again(struct allocation *allocation, struct room *room)
{
    for (int round = 1; round < QUOTA_ROUNDS; round++) {
        for (size_t i = 0; quota_room_relaxes(&room->quotas, round) && i < allocation->count; i++) {
            struct candidate *candidate = &allocation->candidates[i];
            if (waits(candidate)) {
                candidate->result = take_place(room, candidate, round);
            }
        }
    }
}

const struct error *allocation_run(struct store *store, const struct programme *programme, struct money budget, const struct allocation_choice *choice,
                                   struct allocation *out)
{
    struct allocation allocation SCOPED_ALLOCATION = { 0 };
    struct number_set cards __attribute__((cleanup(number_set_free))) = { 0 };
    struct room room = { .budget = budget, .people = choice->limit, .limited = choice->limit > 0 };
    TRY(load_candidates(store, programme->year, choice->eligible, &allocation));
    TRY(find_amounts(store, programme, &allocation));
    TRY(allocation_order_apply(store, programme, &allocation));
    TRY(mark_paid_later(store, programme, &allocation));
    quota_room_open(programme, &room.quotas);
    const struct error *error = load_used(store, programme->year, &room, &cards);
    error = error == NULL ? load_erased_cards(store, programme->year, &cards) : error;
    if (error == NULL) {
        serve(&allocation, choice, &cards, &room);
        serve_again(&allocation, &room);
        count_results(&allocation);
    }
    quota_room_close(&room.quotas);
    TRY(error);
    MEMORY_GIVE(out, allocation);
    return NULL;
}

const char *allocation_limit_name(enum allocation_result result)
{
    switch (result) {
    case ALLOCATION_WAITING_BUDGET:
        return "anggaran";
    case ALLOCATION_WAITING_LIMIT:
        return "batas";
    case ALLOCATION_WAITING_PLACE:
        return "kecamatan-tidak-dikenal";
    case ALLOCATION_NOT_CHOSEN:
        return "tidak-dipilih";
    case ALLOCATION_RECIPIENT:
    case ALLOCATION_WAITING_QUOTA:
    case ALLOCATION_PAID_LATER:
    case ALLOCATION_FAMILY_CARD:
        break;
    }
    return "";
}

const char *allocation_limit(const struct programme *programme, const struct candidate *candidate)
{
    return candidate->result == ALLOCATION_WAITING_QUOTA ? programme->quotas[candidate->quota].name : allocation_limit_name(candidate->result);
}

void allocation_free(struct allocation *allocation)
{
    memory_free(allocation->candidates);
    memory_free(allocation->ranks);
    *allocation = (struct allocation){ 0 };
}
