#include "stated.h"

#include "base/language.h"
#include "base/memory.h"
#include "expression_range.h"
#include "store/query.h"

/* Of table programme_amount, rule_limit or programme_deadline. */
enum stated_table { STATED_AMOUNT, STATED_LIMIT, STATED_DEADLINE, STATED_TABLES };

/* A row without its version: number, text, number, and two numbers that may be missing. */
struct stated_row {
    enum stated_table table;
    int64_t first;   /* category, or ordinal of the rule */
    const char *name; /* tier, or field; borrowed from the programme */
    int64_t category; /* of a limit */
    bool has[2];
    int64_t value[2]; /* amount; least and most; months and day */
};

#define SCOPED_STATED __attribute__((cleanup(stated_free)))
struct stated {
    struct stated_row *items;
    size_t count;
    size_t capacity;
};

static void stated_free(struct stated *stated)
{
    memory_free(stated->items);
}

static void add(struct stated *stated, struct stated_row row)
{
    stated->items = memory_grow(stated->items, stated->count, &stated->capacity, sizeof(row));
    stated->items[stated->count++] = row;
}

static void add_amounts(struct stated *stated, const struct programme *programme)
{
    for (int category = 1; category <= CATEGORY_COUNT; category++) {
        if (programme_helps(programme, (enum category)category) && !programme_has_tiers(programme, (enum category)category)) {
            add(stated, (struct stated_row){ STATED_AMOUNT, category, "", 0, { true, false }, { programme->amounts[category].rupiah, 0 } });
        }
    }
    for (size_t i = 0; i < programme->tier_count; i++) {
        const struct tier *tier = &programme->tiers[i];
        add(stated, (struct stated_row){ STATED_AMOUNT, tier->category, tier->code, 0, { true, false }, { tier->amount.rupiah, 0 } });
    }
}

/* What function of a day the node is; false when it is none with constants otherwise. */
static bool function_of_day(const struct range_scope *scope, const struct expression_node *node, struct day day, int64_t *out)
{
    if (node->operator != OPERATOR_AGE && node->operator != OPERATOR_MONTHS && node->operator != OPERATOR_ADD_MONTHS) {
        return false;
    }
    struct spans second = node->right == NODE_NONE ? spans_of(scope->who->reference_day.number, scope->who->reference_day.number) : range_of(scope, node->right);
    if (second.count != 1 || second.items[0].least != second.items[0].most || second.items[0].least < INT32_MIN || second.items[0].least > INT32_MAX) {
        return false;
    }
    struct day other = { (int32_t)second.items[0].least };
    if (node->operator == OPERATOR_ADD_MONTHS) {
        if (other.number < 0 || other.number > 12 * 100) {
            return false;
        }
        *out = day_add_months(day, other.number).number;
    } else {
        *out = node->operator == OPERATOR_AGE ? day_years_between(day, other) : day_months_between(day, other);
    }
    return true;
}

/* From "add_months(tanggal_mulai_usaha, 42) >= reference_day" to the days for which it holds. Each of these functions only rises, or only
 * falls, so they are one span; the days are those that a field may have. */
static bool peel_day(const struct range_scope *scope, struct statement *statement)
{
    const struct expression_node *node = &scope->nodes[statement->subject];
    struct day first;
    struct day last;
    int64_t value;
    CHECK(day_of(1900, 1, 1, &first) && day_of(2099, 12, 31, &last));
    if (statement->spans.count != 1 || !function_of_day(scope, node, first, &value)) {
        return false;
    }
    struct span wanted = statement->spans.items[0];
    struct span found = { INT64_MAX, INT64_MIN };
    for (struct day day = first; day.number <= last.number; day.number++) {
        (void)function_of_day(scope, node, day, &value);
        if (value >= wanted.least && value <= wanted.most) {
            found.least = found.least == INT64_MAX ? day.number : found.least;
            found.most = day.number;
        }
    }
    if (found.least > found.most) {
        return false;
    }
    found.least = found.least == first.number ? INT64_MIN : found.least;
    found.most = found.most == last.number ? INT64_MAX : found.most;
    statement->subject = node->left;
    statement->spans = spans_of(found.least, found.most);
    return true;
}

/* Spans of fields that the rule's condition asks for, by field. */
struct limits {
    bool found[FIELD_COUNT];
    struct spans spans[FIELD_COUNT];
};

/* Only what is joined by `and` must be so whatever else is. */
static void find_limits(const struct range_scope *scope, uint16_t index, struct limits *out)
{
    const struct expression_node *node = &scope->nodes[index];
    if (node->operator == OPERATOR_AND) {
        find_limits(scope, node->left, out);
        find_limits(scope, node->right, out);
        return;
    }
    if (node->operator == OPERATOR_OR || node->operator == OPERATOR_NOT || node->operator == OPERATOR_MISSING) {
        return;
    }
    struct statement statement = range_statement(scope, index);
    if (statement.other != NODE_NONE || !statement.exact) {
        return;
    }
    range_peel(scope, &statement);
    (void)peel_day(scope, &statement);
    const struct expression_node *subject = &scope->nodes[statement.subject];
    if (subject->operator != OPERATOR_FIELD || (subject->type != EXPRESSION_NUMBER && subject->type != EXPRESSION_DAY)) {
        return;
    }
    struct spans *spans = &out->spans[subject->field];
    *spans = out->found[subject->field] ? spans_intersect(spans, &statement.spans) : statement.spans;
    out->found[subject->field] = true;
}

static void add_limits(struct stated *stated, const struct programme *programme, size_t ordinal)
{
    const struct rule *rule = &programme->rules[ordinal - 1];
    struct sense_scope who = { rule->categories, programme->reference_day };
    struct range_scope scope = { rule->condition.nodes, rule->condition.count, &who };
    struct limits limits = { 0 };
    find_limits(&scope, rule->condition.root, &limits);
    for (int field = 0; field < FIELD_COUNT; field++) {
        const struct spans *spans = &limits.spans[field];
        if (!limits.found[field] || spans->count == 0) {
            continue;
        }
        struct stated_row row = { STATED_LIMIT, (int64_t)ordinal, field_spec((enum field)field)->name, 0, { false }, { spans->items[0].least, spans->items[spans->count - 1].most } };
        row.has[0] = row.value[0] > INT64_MIN;
        row.has[1] = row.value[1] < INT64_MAX;
        for (int category = 1; category <= CATEGORY_COUNT && (row.has[0] || row.has[1]); category++) {
            if (rule->categories[category]) {
                row.category = category;
                add(stated, row);
            }
        }
    }
}

static void state(struct stated *out, const struct programme *programme)
{
    add_amounts(out, programme);
    for (size_t i = 1; i <= programme->rule_count; i++) {
        add_limits(out, programme, i);
    }
    if (programme->lpj.months > 0 || !day_is_none(programme->lpj.day)) {
        bool by_months = programme->lpj.months > 0;
        add(out, (struct stated_row){ STATED_DEADLINE, 0, "", 0, { by_months, !by_months }, { programme->lpj.months, programme->lpj.day.number } });
    }
}

/* Parameters: version, first, name, category, both values; each statement takes those that its table has. */
static const char *const inserts[STATED_TABLES] = {
    [STATED_AMOUNT] = "INSERT INTO programme_amount (programme_version_id, category, tier, amount) SELECT ?1, ?2, ?3, ?5 WHERE ?4 = 0 AND ?6 IS NULL",
    [STATED_LIMIT] = "INSERT INTO rule_limit (programme_version_id, ordinal, field, category, least, most) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [STATED_DEADLINE] = "INSERT INTO programme_deadline (programme_version_id, months, day) SELECT ?1, ?5, ?6 WHERE ?2 = 0 AND ?3 = '' AND ?4 = 0",
};
static const char *const finds[STATED_TABLES] = {
    [STATED_AMOUNT] = "SELECT 1 FROM programme_amount WHERE programme_version_id = ?1 AND category = ?2 AND tier = ?3 AND amount = ?5 AND ?4 = 0 AND ?6 IS NULL",
    [STATED_LIMIT] = "SELECT 1 FROM rule_limit WHERE programme_version_id = ?1 AND ordinal = ?2 AND field = ?3 AND category = ?4 AND least IS ?5 AND most IS ?6",
    [STATED_DEADLINE] = "SELECT 1 FROM programme_deadline WHERE programme_version_id = ?1 AND months IS ?5 AND day IS ?6 AND ?2 = 0 AND ?3 = '' AND ?4 = 0",
};

static void bind(struct query *query, int64_t version, const struct stated_row *row)
{
    query_bind_integer(query, 1, version);
    query_bind_integer(query, 2, row->first);
    query_bind_text(query, 3, text_of(row->name));
    query_bind_integer(query, 4, row->category);
    for (int i = 0; i < 2; i++) {
        if (row->has[i]) {
            query_bind_integer(query, 5 + i, row->value[i]);
        } else {
            query_bind_null(query, 5 + i);
        }
    }
}

const struct error *stated_store(struct store *store, int64_t version, const struct programme *programme)
{
    struct stated stated SCOPED_STATED = { 0 };
    state(&stated, programme);
    for (size_t i = 0; i < stated.count; i++) {
        struct query *insert SCOPED_QUERY = NULL;
        TRY(query_open(store, inserts[stated.items[i].table], &insert));
        bind(insert, version, &stated.items[i]);
        TRY(query_run(insert));
    }
    return NULL;
}

static const struct error *differs(int64_t version)
{
    return error_new(ERROR_UNVERIFIED, _("the amounts, limits or deadline of version %lld are not those of its text"), (long long)version);
}

const struct error *stated_verify(struct store *store, int64_t version, const struct programme *programme)
{
    struct stated stated SCOPED_STATED = { 0 };
    struct query *count SCOPED_QUERY = NULL;
    bool row;
    state(&stated, programme);
    for (size_t i = 0; i < stated.count; i++) {
        struct query *find SCOPED_QUERY = NULL;
        TRY(query_open(store, finds[stated.items[i].table], &find));
        bind(find, version, &stated.items[i]);
        TRY(query_step(find, &row));
        if (!row) {
            return differs(version);
        }
    }
    TRY(query_open(store,
                   "SELECT (SELECT count(*) FROM programme_amount WHERE programme_version_id = ?1) + (SELECT count(*) FROM rule_limit WHERE programme_version_id = ?1) "
                   "+ (SELECT count(*) FROM programme_deadline WHERE programme_version_id = ?1)",
                   &count));
    query_bind_integer(count, 1, version);
    TRY(query_step(count, &row));
    return row && query_integer(count, 0) == (int64_t)stated.count ? NULL : differs(version);
}

const struct error *stated_verify_whole(struct store *store)
{
    int64_t orphans;
    TRY(query_one_integer(store,
                          "SELECT count(*) FROM (SELECT programme_version_id AS v FROM programme_amount UNION ALL SELECT programme_version_id FROM rule_limit "
                          "UNION ALL SELECT programme_version_id FROM programme_deadline) WHERE v NOT IN (SELECT id FROM programme_version)",
                          &orphans));
    return orphans == 0 ? NULL : error_new(ERROR_UNVERIFIED, _("amounts, limits or a deadline of no version of the rules"));
}
