#include "expression_sense.h"

#include "base/language.h"
#include "base/memory.h"
#include "expression_range.h"
#include "expression_token.h"

enum { STEPS_MAX = 2000 /* of one search */, SEARCHES_MAX = 20000 /* of all those about an expression: a bound on its time */ };

/* What a part is to be. A condition may be unknown, too: what is not true is false or unknown. */
enum want { WANT_TRUE, WANT_FALSE, WANT_NOT_TRUE, WANT_NOT_FALSE };

struct duty {
    uint16_t node;
    enum want want;
    const struct duty *next;
};

/* What was supposed of the application so far. */
struct supposed {
    struct statement statement; /* subject NODE_NONE: nothing about values */
    uint64_t known;             /* fields, a bit each, that are there */
    uint64_t missing;           /* fields that are not */
};

struct search {
    struct range_scope scope;
    struct supposed *trail;
    size_t count;
    size_t capacity;
    int steps;
};

static const struct statement no_statement = { .subject = NODE_NONE, .other = NODE_NONE };

static uint64_t bit(enum field field)
{
    return UINT64_C(1) << field;
}

static uint64_t required_fields(void)
{
    uint64_t fields = 0;
    for (int field = 0; field < FIELD_COUNT; field++) {
        fields |= field_spec((enum field)field)->required ? bit((enum field)field) : 0;
    }
    return fields;
}

/* The fields whose values the part rests on; *loose_out when it may be unknown though they are all there. */
static uint64_t fields_of(const struct range_scope *scope, uint16_t index, bool *loose_out)
{
    if (index == NODE_NONE) {
        return 0;
    }
    const struct expression_node *node = &scope->nodes[index];
    *loose_out = *loose_out || node->operator == OPERATOR_BIRTH || node->operator == OPERATOR_SUM;
    uint64_t own = node->operator == OPERATOR_FIELD ? bit(node->field) : 0;
    return own | fields_of(scope, node->left, loose_out) | fields_of(scope, node->right, loose_out);
}

/* Every number that the statement may be about. */
static struct spans whole_of(const struct range_scope *scope, const struct statement *statement)
{
    struct spans left = range_of(scope, statement->subject);
    if (statement->other == NODE_NONE) {
        return left;
    }
    if (range_same(scope, statement->subject, statement->other)) {
        return spans_of(0, 0);
    }
    struct spans right = range_of(scope, statement->other);
    bool below = left.count > 0 && right.count > 0 && left.items[0].least < right.items[right.count - 1].most;
    bool above = left.count > 0 && right.count > 0 && left.items[left.count - 1].most > right.items[0].least;
    return spans_of(below ? -1 : 0, above ? 1 : 0);
}

/* Narrows to what an earlier statement leaves, when it is about the same. */
static void narrow(const struct range_scope *scope, const struct statement *earlier, const struct statement *statement, struct spans *spans_inout)
{
    bool alike = range_same(scope, earlier->subject, statement->subject) && range_same(scope, earlier->other, statement->other);
    bool turned = !alike && statement->other != NODE_NONE && range_same(scope, earlier->subject, statement->other) &&
                  range_same(scope, earlier->other, statement->subject);
    struct spans spans = earlier->spans;
    if (turned) {
        spans.count = 0;
        for (size_t i = 0; i < earlier->spans.count; i++) {
            for (int64_t sign = earlier->spans.items[i].least; sign <= earlier->spans.items[i].most; sign++) {
                (void)spans_add(&spans, -sign);
            }
        }
    }
    if (alike || turned) {
        *spans_inout = spans_intersect(spans_inout, &spans);
    }
}

/* Adds to what is supposed; false when that cannot be. */
static bool suppose(struct search *search, struct supposed supposed)
{
    const struct range_scope *scope = &search->scope;
    struct statement *statement = &supposed.statement;
    uint64_t known = supposed.known | required_fields();
    uint64_t missing = supposed.missing;
    for (size_t i = 0; i < search->count; i++) {
        known |= search->trail[i].known;
        missing |= search->trail[i].missing;
    }
    if ((known & missing) != 0) {
        return false;
    }
    if (statement->subject != NODE_NONE) {
        struct spans whole = whole_of(scope, statement);
        struct spans left = spans_intersect(&whole, &statement->spans);
        for (size_t i = 0; i < search->count; i++) {
            if (search->trail[i].statement.subject != NODE_NONE) {
                narrow(scope, &search->trail[i].statement, statement, &left);
            }
        }
        if (left.count == 0) {
            return false;
        }
    }
    search->trail = memory_grow(search->trail, search->count, &search->capacity, sizeof(*search->trail));
    search->trail[search->count++] = supposed;
    return true;
}

static bool possible(struct search *search, const struct duty *duty);

static bool possible_with(struct search *search, struct supposed supposed, const struct duty *next)
{
    size_t count = search->count;
    bool result = suppose(search, supposed) && possible(search, next);
    search->count = count;
    return result;
}

/* A statement holds or does not; both only of an application that has the values. */
static bool possible_value(struct search *search, uint16_t index, bool holds, uint64_t fields, const struct duty *next)
{
    struct statement statement = range_statement(&search->scope, index);
    if (!statement.exact) {
        return possible_with(search, (struct supposed){ no_statement, fields, 0 }, next);
    }
    if (!holds) {
        statement.spans = spans_complement(&statement.spans);
    }
    range_peel(&search->scope, &statement);
    return possible_with(search, (struct supposed){ statement, fields, 0 }, next);
}

static bool possible_atom(struct search *search, const struct duty *duty)
{
    const struct expression_node *node = &search->scope.nodes[duty->node];
    bool loose = false;
    uint64_t fields = fields_of(&search->scope, duty->node, &loose);
    bool holds = duty->want == WANT_TRUE || duty->want == WANT_NOT_FALSE;
    bool unknown = duty->want == WANT_NOT_TRUE || duty->want == WANT_NOT_FALSE;
    if (node->operator == OPERATOR_MISSING) { /* never unknown */
        return possible_with(search, (struct supposed){ no_statement, holds ? 0 : fields, holds ? fields : 0 }, duty->next);
    }
    if (possible_value(search, duty->node, holds, fields, duty->next)) {
        return true;
    }
    if (unknown && loose && possible_with(search, (struct supposed){ no_statement, fields, 0 }, duty->next)) {
        return true;
    }
    for (int field = 0; unknown && field < FIELD_COUNT; field++) {
        if ((fields & bit((enum field)field)) != 0 && possible_with(search, (struct supposed){ no_statement, 0, bit((enum field)field) }, duty->next)) {
            return true;
        }
    }
    return false;
}

static enum want opposite(enum want want)
{
    static const enum want opposites[] = { [WANT_TRUE] = WANT_FALSE, [WANT_FALSE] = WANT_TRUE, [WANT_NOT_TRUE] = WANT_NOT_FALSE, [WANT_NOT_FALSE] = WANT_NOT_TRUE };
    return opposites[want];
}

/* There may be an application that meets every duty. */
static bool possible(struct search *search, const struct duty *duty)
{
    if (duty == NULL || ++search->steps > STEPS_MAX) {
        return true;
    }
    const struct expression_node *node = &search->scope.nodes[duty->node];
    struct duty right = { node->right, duty->want, duty->next };
    struct duty left = { node->left, duty->want, duty->next };
    if (node->operator == OPERATOR_NOT) {
        left.want = opposite(duty->want);
        return possible(search, &left);
    }
    if (node->operator != OPERATOR_AND && node->operator != OPERATOR_OR) {
        return possible_atom(search, duty);
    }
    bool both = (node->operator == OPERATOR_AND) == (duty->want == WANT_TRUE || duty->want == WANT_NOT_FALSE);
    if (both) {
        left.next = &right;
        return possible(search, &left);
    }
    return possible(search, &left) || possible(search, &right);
}

static bool may_be(struct search *search, uint16_t node, enum want want)
{
    const struct duty duty = { node, want, NULL };
    search->steps = 0;
    search->count = 0;
    return possible(search, &duty);
}

struct sensing {
    struct search search;
    struct token_reader reader;
    int steps; /* of all searches */
};

static const struct error *wrong(const struct sensing *sensing, uint16_t index, const char *message)
{
    return token_wrong(&sensing->reader, sensing->search.scope.nodes[index].begin, message);
}

/* Parts before the whole, so that the smallest one is named. */
static const struct error *look_at(struct sensing *sensing, uint16_t index)
{
    const struct expression_node *node = &sensing->search.scope.nodes[index];
    bool joint = node->operator == OPERATOR_AND || node->operator == OPERATOR_OR;
    if (joint || node->operator == OPERATOR_NOT) {
        TRY(look_at(sensing, node->left));
    }
    TRY(joint ? look_at(sensing, node->right) : NULL);
    if (sensing->steps > SEARCHES_MAX) {
        return NULL;
    }
    bool somebody = may_be(&sensing->search, index, WANT_TRUE);
    sensing->steps += sensing->search.steps;
    if (!somebody) {
        return joint ? wrong(sensing, node->right, _("nobody can meet this together with what stands before it"))
                     : wrong(sensing, index, _("nobody can meet this"));
    }
    bool somebody_else = may_be(&sensing->search, index, WANT_NOT_TRUE);
    sensing->steps += sensing->search.steps;
    if (!somebody_else) {
        return joint ? wrong(sensing, node->right, _("everybody meets this or what stands before it: it decides nothing"))
                     : wrong(sensing, index, _("everybody meets this: it decides nothing"));
    }
    return NULL;
}

const struct error *expression_sense(const char *name, const struct expression *expression, const struct sense_scope *scope)
{
    struct sensing sensing = { .search.scope = { expression->nodes, expression->count, scope },
                               .reader = { .name = name, .text = text_of(expression->text), .place = expression->place } };
    const struct error *error = look_at(&sensing, expression->root);
    memory_free(sensing.search.trail);
    return error;
}

/* Appends the expression's nodes, which point to each other by place. */
static uint16_t append(struct expression_node *nodes, size_t *count_inout, const struct expression *expression)
{
    size_t first = *count_inout;
    for (uint16_t i = 0; i < expression->count; i++) {
        struct expression_node node = expression->nodes[i];
        node.left = node.left == NODE_NONE ? NODE_NONE : (uint16_t)(node.left + first);
        node.right = node.right == NODE_NONE ? NODE_NONE : (uint16_t)(node.right + first);
        nodes[(*count_inout)++] = node;
    }
    return (uint16_t)(expression->root + first);
}

bool expression_leaves_some(const struct expression *const *before, size_t count, const struct expression *last, const struct sense_scope *scope)
{
    size_t size = last == NULL ? 0 : last->count;
    for (size_t i = 0; i < count; i++) {
        size += before[i]->count;
    }
    CHECK(size < NODE_NONE);
    struct expression_node *nodes = memory_new((size + 1) * sizeof(*nodes));
    struct duty *duties = memory_new((count + 1) * sizeof(*duties));
    const struct duty *duty = NULL;
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        duties[i] = (struct duty){ append(nodes, &used, before[i]), WANT_NOT_TRUE, duty };
        duty = &duties[i];
    }
    if (last != NULL) {
        duties[count] = (struct duty){ append(nodes, &used, last), WANT_TRUE, duty };
        duty = &duties[count];
    }
    struct search search = { .scope = { nodes, used, scope } };
    bool result = possible(&search, duty);
    memory_free(search.trail);
    memory_free(duties);
    memory_free(nodes);
    return result;
}
