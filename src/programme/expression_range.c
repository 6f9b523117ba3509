#include "expression_range.h"

#include "base/day.h"

bool range_same(const struct range_scope *scope, uint16_t a, uint16_t b)
{
    if (a == b || a == NODE_NONE || b == NODE_NONE) {
        return a == b;
    }
    const struct expression_node *left = &scope->nodes[a];
    const struct expression_node *right = &scope->nodes[b];
    return left->operator == right->operator && left->type == right->type && left->field == right->field && left->integer == right->integer &&
           text_equal(left->text, right->text) && range_same(scope, left->left, right->left) && range_same(scope, left->right, right->right);
}

/* The days that there are. */
static struct spans all_days(void)
{
    struct day first;
    struct day last;
    CHECK(day_of(1900, 1, 1, &first) && day_of(2199, 12, 31, &last));
    return spans_of(first.number, last.number);
}

static struct spans categories_of(const struct range_scope *scope)
{
    struct spans spans = { .count = 0 };
    for (int category = 1; category <= CATEGORY_COUNT; category++) {
        if (scope->who->categories[category]) {
            (void)spans_add(&spans, category);
        }
    }
    return spans;
}

static struct spans range_of_type(const struct range_scope *scope, enum expression_type type)
{
    switch (type) {
    case EXPRESSION_TRUTH:
        return spans_of(0, 1);
    case EXPRESSION_NUMBER: /* of a field or a count: none is below zero */
        return spans_of(0, INT64_MAX);
    case EXPRESSION_DAY:
        return all_days();
    case EXPRESSION_CATEGORY:
        return categories_of(scope);
    case EXPRESSION_SEX:
        return spans_of(SEX_MAN, SEX_WOMAN);
    case EXPRESSION_PATH:
        return spans_of(PATH_REGULER, PATH_ASPIRASI);
    case EXPRESSION_TEXT:
    case EXPRESSION_KABKOTA:
    case EXPRESSION_KECAMATAN:
    case EXPRESSION_NIK:
    case EXPRESSION_CARD:
        break;
    }
    return spans_all();
}

static int64_t text_number(const struct range_scope *scope, uint16_t index)
{
    for (uint16_t i = 0; i < index; i++) {
        const struct expression_node *node = &scope->nodes[i];
        if (node->operator == OPERATOR_CONSTANT && node->type == EXPRESSION_TEXT && text_equal_nocase(text_trim(node->text), text_trim(scope->nodes[index].text))) {
            return i;
        }
    }
    return index;
}

static bool is_one(const struct spans *spans, int64_t *out)
{
    *out = spans->count == 1 ? spans->items[0].least : 0;
    return spans->count == 1 && spans->items[0].least == spans->items[0].most && *out != INT64_MIN && *out != INT64_MAX;
}

static struct span bounds_of(const struct spans *spans)
{
    return spans->count == 0 ? (struct span){ INT64_MIN, INT64_MAX } : (struct span){ spans->items[0].least, spans->items[spans->count - 1].most };
}

/* As the evaluation counts: what grows too large stays at the largest. */
static int64_t reckon(enum operator operator, int64_t a, int64_t b)
{
    int64_t result;
    bool over = operator == OPERATOR_ADD ? __builtin_add_overflow(a, b, &result)
                                         : (operator == OPERATOR_SUBTRACT ? __builtin_sub_overflow(a, b, &result) : __builtin_mul_overflow(a, b, &result));
    bool negative = operator == OPERATOR_MULTIPLY ? (a < 0) != (b < 0) : a < 0;
    return over ? (negative ? INT64_MIN : INT64_MAX) : result;
}

static struct spans range_of_calculation(const struct range_scope *scope, const struct expression_node *node)
{
    struct spans left = range_of(scope, node->left);
    struct spans right = range_of(scope, node->right);
    struct span a = bounds_of(&left);
    struct span b = bounds_of(&right);
    int64_t corners[] = { reckon(node->operator, a.least, b.least), reckon(node->operator, a.least, b.most), reckon(node->operator, a.most, b.least),
                          reckon(node->operator, a.most, b.most) };
    struct span whole = { corners[0], corners[0] };
    for (int i = 1; i < 4; i++) {
        whole.least = corners[i] < whole.least ? corners[i] : whole.least;
        whole.most = corners[i] > whole.most ? corners[i] : whole.most;
    }
    return spans_of(whole.least, whole.most);
}

struct spans range_of(const struct range_scope *scope, uint16_t index)
{
    const struct expression_node *node = &scope->nodes[index];
    switch ((int)node->operator) {
    case OPERATOR_CONSTANT: {
        int64_t number = node->type == EXPRESSION_TEXT ? text_number(scope, index) : node->integer;
        return spans_of(number, number);
    }
    case OPERATOR_REFERENCE_DAY:
        return spans_of(scope->who->reference_day.number, scope->who->reference_day.number);
    case OPERATOR_ADD:
    case OPERATOR_SUBTRACT:
    case OPERATOR_MULTIPLY:
        return range_of_calculation(scope, node);
    case OPERATOR_YEAR:
        return spans_of(1900, 2199);
    case OPERATOR_AGE:
        return spans_of(0, 299);
    case OPERATOR_MONTHS:
        return spans_of(0, 12 * 300 - 1);
    case OPERATOR_PROVINCE:
        return spans_of(0, 99);
    case OPERATOR_PRESENT: /* a number says something, whatever it is */
        return scope->nodes[node->left].type == EXPRESSION_TEXT || scope->nodes[node->left].operator != OPERATOR_FIELD ? spans_of(0, 1) : spans_of(1, 1);
    default:
        return range_of_type(scope, node->type);
    }
}

/* The differences for which the comparison holds. */
static struct spans signs_of(enum operator operator)
{
    struct spans signs = { .count = 0 };
    if (operator != OPERATOR_MORE && operator != OPERATOR_AT_LEAST && operator != OPERATOR_EQUAL) {
        (void)spans_add(&signs, -1);
    }
    if (operator == OPERATOR_EQUAL || operator == OPERATOR_AT_MOST || operator == OPERATOR_AT_LEAST) {
        (void)spans_add(&signs, 0);
    }
    if (operator != OPERATOR_LESS && operator != OPERATOR_AT_MOST && operator != OPERATOR_EQUAL) {
        (void)spans_add(&signs, 1);
    }
    return signs;
}

/* The numbers that compare so with the constant. */
static struct spans numbers_of(enum operator operator, int64_t constant)
{
    struct spans equal = spans_of(constant, constant);
    switch ((int)operator) {
    case OPERATOR_EQUAL:
        return equal;
    case OPERATOR_UNEQUAL:
        return spans_complement(&equal);
    case OPERATOR_LESS:
        return spans_of(INT64_MIN, constant - 1);
    case OPERATOR_AT_MOST:
        return spans_of(INT64_MIN, constant);
    case OPERATOR_MORE:
        return spans_of(constant + 1, INT64_MAX);
    default:
        return spans_of(constant, INT64_MAX);
    }
}

static enum operator turned(enum operator operator)
{
    switch ((int)operator) {
    case OPERATOR_LESS:
        return OPERATOR_MORE;
    case OPERATOR_MORE:
        return OPERATOR_LESS;
    case OPERATOR_AT_MOST:
        return OPERATOR_AT_LEAST;
    case OPERATOR_AT_LEAST:
        return OPERATOR_AT_MOST;
    default:
        return operator;
    }
}

static struct statement comparison(const struct range_scope *scope, const struct expression_node *node)
{
    struct spans left = range_of(scope, node->left);
    struct spans right = range_of(scope, node->right);
    int64_t constant;
    if (is_one(&right, &constant)) {
        return (struct statement){ node->left, NODE_NONE, numbers_of(node->operator, constant), true };
    }
    if (is_one(&left, &constant)) {
        return (struct statement){ node->right, NODE_NONE, numbers_of(turned(node->operator), constant), true };
    }
    return (struct statement){ node->left, node->right, signs_of(node->operator), true };
}

static struct statement membership(const struct range_scope *scope, const struct expression_node *node)
{
    struct statement statement = { node->left, NODE_NONE, { .count = 0 }, true };
    for (uint16_t i = node->right; i != NODE_NONE; i = scope->nodes[i].right) {
        struct spans value = range_of(scope, scope->nodes[i].left);
        statement.exact = statement.exact && spans_add(&statement.spans, value.items[0].least);
    }
    return statement;
}

struct statement range_statement(const struct range_scope *scope, uint16_t index)
{
    const struct expression_node *node = &scope->nodes[index];
    switch ((int)node->operator) {
    case OPERATOR_EQUAL:
    case OPERATOR_UNEQUAL:
    case OPERATOR_LESS:
    case OPERATOR_AT_MOST:
    case OPERATOR_MORE:
    case OPERATOR_AT_LEAST:
        return comparison(scope, node);
    case OPERATOR_IN:
        return membership(scope, node);
    case OPERATOR_WITHIN: {
        const struct expression_node *range = &scope->nodes[node->right];
        return (struct statement){ node->left, NODE_NONE, spans_of(scope->nodes[range->left].integer, scope->nodes[range->right].integer), true };
    }
    default:
        return (struct statement){ index, NODE_NONE, spans_of(1, 1), true };
    }
}

static int64_t divide(int64_t number, int64_t by, bool up)
{
    int64_t quotient = number / by;
    if (number % by != 0 && (number > 0) == up) {
        quotient += up ? 1 : -1;
    }
    return quotient;
}

/* A limit without end stays so. */
static int64_t shift(int64_t limit, int64_t by)
{
    return limit == INT64_MIN || limit == INT64_MAX ? limit : reckon(OPERATOR_SUBTRACT, limit, by);
}

static int64_t mirror(int64_t limit, int64_t from)
{
    return limit == INT64_MIN ? INT64_MAX : (limit == INT64_MAX ? INT64_MIN : reckon(OPERATOR_SUBTRACT, from, limit));
}

static int64_t year_limit(int64_t year, bool end)
{
    struct day day;
    if (year < 1900 || year > 2199) {
        return year < 1900 ? INT64_MIN : INT64_MAX;
    }
    CHECK(end ? day_of((int)year, 12, 31, &day) : day_of((int)year, 1, 1, &day));
    return day.number;
}

/* The span before the calculation with `constant`, which stands at its left when `first`. */
static struct span before(enum operator operator, struct span span, int64_t constant, bool first)
{
    switch ((int)operator) {
    case OPERATOR_YEAR:
        return (struct span){ year_limit(span.least, false), year_limit(span.most, true) };
    case OPERATOR_ADD:
        return (struct span){ shift(span.least, constant), shift(span.most, constant) };
    case OPERATOR_SUBTRACT:
        return first ? (struct span){ mirror(span.most, constant), mirror(span.least, constant) }
                     : (struct span){ shift(span.least, -constant), shift(span.most, -constant) };
    default:
        return (struct span){ span.least == INT64_MIN ? INT64_MIN : divide(span.least, constant, true),
                              span.most == INT64_MAX ? INT64_MAX : divide(span.most, constant, false) };
    }
}

/* What the calculation starts from, when its other side is a constant that can be taken off; NODE_NONE when it is not. */
static uint16_t core_of(const struct range_scope *scope, const struct expression_node *node, int64_t *constant_out, bool *first_out)
{
    *constant_out = 0;
    *first_out = false;
    if (node->operator == OPERATOR_YEAR) {
        return node->left;
    }
    if (node->operator != OPERATOR_ADD && node->operator != OPERATOR_SUBTRACT && node->operator != OPERATOR_MULTIPLY) {
        return NODE_NONE;
    }
    struct spans left = range_of(scope, node->left);
    struct spans right = range_of(scope, node->right);
    bool usable = is_one(&right, constant_out);
    if (!usable && is_one(&left, constant_out)) {
        usable = true;
        *first_out = true;
    }
    if (!usable || (node->operator == OPERATOR_MULTIPLY && *constant_out < 1)) {
        return NODE_NONE;
    }
    return *first_out ? node->right : node->left;
}

void range_peel(const struct range_scope *scope, struct statement *statement)
{
    while (statement->other == NODE_NONE && statement->exact) {
        const struct expression_node *node = &scope->nodes[statement->subject];
        struct spans peeled = { .count = 0 };
        int64_t constant;
        bool first;
        uint16_t core = core_of(scope, node, &constant, &first);
        if (core == NODE_NONE) {
            return;
        }
        bool turns = node->operator == OPERATOR_SUBTRACT && first;
        for (size_t i = 0; i < statement->spans.count; i++) {
            struct span span = before(node->operator, statement->spans.items[turns ? statement->spans.count - 1 - i : i], constant, first);
            bool outside = node->operator == OPERATOR_YEAR && (span.least == INT64_MAX || span.most == INT64_MIN);
            if (span.least <= span.most && !outside) {
                peeled.items[peeled.count++] = span;
            }
        }
        statement->subject = core;
        statement->spans = peeled;
    }
}
