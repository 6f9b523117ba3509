#include "programme/facts.h"

#include "base/language.h"
#include "base/memory.h"
#include "grants_then.h"
#include "programme/programme.h"
#include "register_walk.h"
#include "store/query.h"

static const struct error *add_grant(struct history *history, struct number_set *set, int64_t number, int year, int64_t rupiah)
{
    uint32_t place = number_set_get(set, number);
    if (place == 0) {
        history->items = memory_grow(history->items, history->count, &history->capacity, sizeof(*history->items));
        history->items[history->count] = (struct grants){ .first_year = year };
        place = (uint32_t)++history->count;
        (void)number_set_add(set, number, place);
    }
    CHECK(history->items != NULL && place <= history->count);
    struct grants *grants = &history->items[place - 1];
    struct money amount;
    grants->count += 1;
    grants->first_year = year < grants->first_year ? year : grants->first_year;
    if (!money_of(rupiah, &amount) || !money_add(grants->amount, amount, &grants->amount)) {
        return error_new(ERROR_UNVERIFIED, _("table payout: an amount that cannot be; run `dumisake verify`"));
    }
    return NULL;
}

static const struct error *load(struct query *query, struct history *out)
{
    struct history history SCOPED_HISTORY = { 0 };
    bool row;
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        int year = (int)query_integer(query, 0);
        if (year == 0) {
            return error_new(ERROR_UNVERIFIED, _("table payout: a payout has no year; run `dumisake verify`"));
        }
        if (query_integer(query, 1) != 0) {
            TRY(add_grant(&history, &history.niks, query_integer(query, 1), year, query_integer(query, 3)));
        }
        if (query_integer(query, 2) != 0) {
            TRY(add_grant(&history, &history.cards, query_integer(query, 2), year, query_integer(query, 3)));
        }
    }
    MEMORY_GIVE(out, history);
    return NULL;
}

/* Grants of people erased since, by the NIK or card that somebody in the register had in common with them; each once a number. */
#define ERASED_GRANTS(condition)                                                                                          \
    " UNION ALL SELECT p.year, p.nik, 0, p.amount FROM erased_grant AS p WHERE p.nik <> 0 AND " condition " GROUP BY p.payout_id, p.nik" \
    " UNION ALL SELECT p.year, 0, p.no_kk, p.amount FROM erased_grant AS p WHERE p.no_kk <> 0 AND " condition " GROUP BY p.payout_id, p.no_kk"

static const struct error *load_as_of(struct store *store, int year, int64_t before, struct history *out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store,
                   "WITH held AS (SELECT p.id, p.year, p.applicant_id, p.amount FROM " GRANTS_THEN ") "
                   "SELECT p.year, " VERSION_THEN("nik") ", coalesce(" VERSION_THEN("no_kk") ", 0), p.amount FROM held AS p "
                   "JOIN applicant AS a ON a.id = p.applicant_id" ERASED_GRANTS("p.payout_id IN (SELECT id FROM held)"),
                   &query));
    query_bind_integer(query, 1, year);
    query_bind_integer(query, 2, before);
    return load(query, out);
}

#define GRANTS_WHERE(condition)                                                                                                   \
    "SELECT p.year, a.nik, coalesce(a.no_kk, 0), p.amount FROM payout AS p JOIN applicant AS a ON a.id = p.applicant_id WHERE " condition \
    " AND p.account_id IN (2, 3, 4)" ERASED_GRANTS(condition " AND p.account_id IN (2, 3, 4)")

const struct error *history_load(struct store *store, int year, int64_t before, struct history *out)
{
    struct query *query SCOPED_QUERY = NULL;
    if (before != LEDGER_NOW) {
        return load_as_of(store, year, before, out);
    }
    TRY(query_open(store, GRANTS_WHERE("p.year < ?1"), &query));
    query_bind_integer(query, 1, year);
    return load(query, out);
}

const struct error *history_load_later(struct store *store, int year, struct history *out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store, GRANTS_WHERE("p.year > ?1"), &query));
    query_bind_integer(query, 1, year);
    return load(query, out);
}

void history_free(struct history *history)
{
    number_set_free(&history->niks);
    number_set_free(&history->cards);
    memory_free(history->items);
    *history = (struct history){ 0 };
}

const struct grants *history_find(const struct history *history, enum field field, int64_t number)
{
    uint32_t place = number_set_get(field == FIELD_NIK ? &history->niks : &history->cards, number);
    return place == 0 ? NULL : &history->items[place - 1];
}

const struct family *families_find(const struct families *families, int64_t card)
{
    uint32_t place = number_set_get(&families->cards, card);
    return place == 0 ? NULL : &families->items[place - 1];
}

/* Which fields the programme's rules add up over a family; false when no rule asks about families. */
static bool wanted_sums(const struct programme *programme, struct families *families)
{
    bool asked = false;
    for (size_t i = 0; i < programme->rule_count; i++) {
        const struct expression *condition = &programme->rules[i].condition;
        asked = asked || expression_asks(condition, OPERATOR_APPLICANTS, FIELD_NO_KK);
        for (int field = 0; field < FIELD_COUNT; field++) {
            bool known = !expression_asks(condition, OPERATOR_SUM, (enum field)field);
            asked = asked || !known;
            for (size_t k = 0; k < families->field_count; k++) {
                known = known || families->fields[k] == (enum field)field;
            }
            if (!known) {
                CHECK(families->field_count < FAMILY_SUMS_MAX); /* there are fewer fields with numbers */
                families->fields[families->field_count++] = (enum field)field;
            }
        }
    }
    return asked;
}

static void add_member(struct families *families, const struct applicant *applicant)
{
    int64_t card = applicant_family_card(applicant).number;
    uint32_t place = number_set_get(&families->cards, card);
    if (place == 0) {
        families->items = memory_grow(families->items, families->count, &families->capacity, sizeof(*families->items));
        families->items[families->count] = (struct family){ 0 };
        place = (uint32_t)++families->count;
        (void)number_set_add(&families->cards, card, place);
    }
    CHECK(families->items != NULL && place <= families->count);
    struct family *family = &families->items[place - 1];
    family->applicants += 1;
    for (size_t i = 0; i < families->field_count; i++) {
        const struct value *value = &applicant->fields[families->fields[i]];
        if (value->kind != VALUE_INTEGER || family->sums[i] < 0 || __builtin_add_overflow(family->sums[i], value->integer, &family->sums[i])) {
            family->sums[i] = value->kind == VALUE_INTEGER && family->sums[i] >= 0 ? INT64_MAX : -1;
        }
    }
}

static const struct error *load_families(struct store *store, const struct programme *programme, int64_t before, struct facts *facts)
{
    struct register_walk walk SCOPED_REGISTER_WALK = { 0 };
    struct applicant applicant;
    bool row;
    TRY(register_walk_open(store, facts->year, before, programme, &walk));
    for (;;) {
        TRY(register_walk_next(&walk, &applicant, &row));
        if (!row) {
            return NULL;
        }
        if (applicant_family_card(&applicant).number != 0 && number_set_get(&facts->bars.withdrawn, applicant.id) == 0) {
            add_member(&facts->families, &applicant);
        }
    }
}

/* The lists that the rule asks for are judged by it, in its categories; one that only notes decides nothing, and they stay bars. */
static void judge_lists(const struct rule *rule, struct facts *facts)
{
    uint32_t lists = 0;
    for (uint16_t i = 0; i < rule->condition.count; i++) {
        const struct expression_node *node = &rule->condition.nodes[i];
        if (node->operator == OPERATOR_LISTED) {
            lists |= node->integer < 0 ? UINT32_MAX : facts->list_bits[node->integer];
        }
    }
    for (int category = 1; category <= CATEGORY_COUNT && rule->severity != SEVERITY_NOTE; category++) {
        facts->bars.judged[category] |= rule->categories[category] ? lists : 0;
    }
}

const struct error *facts_load(struct store *store, const struct programme *programme, int64_t before, struct facts *out)
{
    struct facts facts SCOPED_FACTS = { .year = programme->year, .reference_day = programme->reference_day };
    TRY(history_load(store, programme->year, before, &facts.history));
    TRY(bars_load(store, programme->year, before, &facts.bars));
    for (size_t i = 0; i < programme->lists.count; i++) {
        facts.list_bits[i] = bars_list_bit(&facts.bars, text_of(programme->lists.names[i]));
    }
    for (size_t i = 0; i < programme->rule_count; i++) {
        judge_lists(&programme->rules[i], &facts);
    }
    if (wanted_sums(programme, &facts.families)) {
        TRY(load_families(store, programme, before, &facts));
    }
    MEMORY_GIVE(out, facts);
    return NULL;
}

void facts_free(struct facts *facts)
{
    history_free(&facts->history);
    bars_free(&facts->bars);
    number_set_free(&facts->families.cards);
    memory_free(facts->families.items);
    *facts = (struct facts){ 0 };
}
