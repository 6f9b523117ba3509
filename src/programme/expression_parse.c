/* A descent through the grammar of docs/programme.md: or, and, not, comparison, sum, product, primary. */
#include "base/language.h"
#include "base/memory.h"
#include "expression_parse.h"

enum { NODES_MAX = 512, DEPTH_MAX = 32 };

static const struct error *parse_or(struct parsing *parsing, uint16_t *out);

const struct error *parsing_advance(struct parsing *parsing)
{
    return token_next(&parsing->reader, &parsing->token);
}

const struct error *parsing_wrong(const struct parsing *parsing, size_t offset, const char *message)
{
    return token_wrong(&parsing->reader, offset, message);
}

/* "MESSAGE WORD": the word is the token at hand. */
const struct error *parsing_wrong_word(const struct parsing *parsing, const struct token *token, const char *message)
{
    struct buffer line SCOPED_BUFFER = { 0 };
    buffer_add_byte(&line, '"');
    buffer_add_printable(&line, token->text, 60);
    buffer_add_string(&line, "\": ");
    buffer_add_string(&line, message);
    return parsing_wrong(parsing, token->begin, line.bytes);
}

bool parsing_at(const struct parsing *parsing, const char *symbol)
{
    return parsing->token.kind == TOKEN_SYMBOL && text_equal(parsing->token.text, text_of(symbol));
}

static bool at_word(const struct parsing *parsing, const char *word)
{
    return parsing->token.kind == TOKEN_WORD && text_equal(parsing->token.text, text_of(word));
}

const struct error *parsing_expect(struct parsing *parsing, const char *symbol, const char *message)
{
    return parsing_at(parsing, symbol) ? parsing_advance(parsing) : parsing_wrong(parsing, parsing->token.begin, message);
}

const struct error *parsing_add(struct parsing *parsing, const struct expression_node *node, uint16_t *out)
{
    struct expression *expression = &parsing->expression;
    if (expression->count == NODES_MAX) {
        return parsing_wrong(parsing, node->begin, _("is too long; make several rules of it"));
    }
    expression->nodes = memory_grow(expression->nodes, expression->count, &parsing->capacity, sizeof(*expression->nodes));
    expression->nodes[expression->count] = *node;
    *out = expression->count++;
    return NULL;
}

struct expression_node *parsing_node(struct parsing *parsing, uint16_t index)
{
    return &parsing->expression.nodes[index];
}

static const struct error *add_two(struct parsing *parsing, enum operator operator, enum expression_type type, uint16_t left, uint16_t right, uint16_t *out)
{
    size_t begin = parsing_node(parsing, left)->begin;
    size_t end = parsing_node(parsing, right == NODE_NONE ? left : right)->end;
    return parsing_add(parsing, &(struct expression_node){ .operator = operator, .type = type, .left = left, .right = right, .begin = begin, .end = end }, out);
}

/* Words that are values: of a sex, a path, a category. */
static bool constant_word(struct text word, struct expression_node *out)
{
    enum category category;
    static const struct {
        const char *word;
        enum expression_type type;
        int64_t value;
    } words[] = { { "perempuan", EXPRESSION_SEX, SEX_WOMAN }, { "laki-laki", EXPRESSION_SEX, SEX_MAN },
                  { "reguler", EXPRESSION_PATH, PATH_REGULER }, { "aspirasi", EXPRESSION_PATH, PATH_ASPIRASI } };
    if (category_find(word, &category)) {
        out->type = EXPRESSION_CATEGORY;
        out->integer = category;
        return true;
    }
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (text_equal(word, text_of(words[i].word))) {
            out->type = words[i].type;
            out->integer = words[i].value;
            return true;
        }
    }
    return false;
}

static const struct error *parse_word(struct parsing *parsing, uint16_t *out)
{
    struct token token = parsing->token;
    struct expression_node node = { .operator = OPERATOR_CONSTANT, .left = NODE_NONE, .right = NODE_NONE, .begin = token.begin, .end = token.end };
    TRY(parsing_advance(parsing));
    if (parsing_at(parsing, "(")) {
        bool is_function;
        TRY(parsing_call(parsing, &token, &is_function, out));
        return is_function ? NULL : parsing_unknown_word(parsing, &token);
    }
    if (field_find(token.text, &node.field)) {
        node.operator = OPERATOR_FIELD;
        node.type = type_of_field(node.field);
        return parsing_add(parsing, &node, out);
    }
    if (text_equal(token.text, TEXT("reference_day"))) {
        node.operator = OPERATOR_REFERENCE_DAY;
        node.type = EXPRESSION_DAY;
        return parsing_add(parsing, &node, out);
    }
    return constant_word(token.text, &node) ? parsing_add(parsing, &node, out) : parsing_unknown_word(parsing, &token);
}

static const struct error *parse_primary(struct parsing *parsing, uint16_t *out)
{
    struct token token = parsing->token;
    struct expression_node node = { .operator = OPERATOR_CONSTANT, .left = NODE_NONE, .right = NODE_NONE, .integer = token.number, .begin = token.begin, .end = token.end };
    switch (token.kind) {
    case TOKEN_WORD:
        return parse_word(parsing, out);
    case TOKEN_NUMBER:
    case TOKEN_DAY:
    case TOKEN_TEXT:
        node.type = token.kind == TOKEN_NUMBER ? EXPRESSION_NUMBER : (token.kind == TOKEN_DAY ? EXPRESSION_DAY : EXPRESSION_TEXT);
        node.text = token.kind == TOKEN_TEXT ? token.text : TEXT_EMPTY;
        TRY(parsing_advance(parsing));
        return parsing_add(parsing, &node, out);
    case TOKEN_SYMBOL:
        if (parsing_at(parsing, "(")) {
            TRY(parsing_advance(parsing));
            TRY(parse_or(parsing, out));
            parsing_node(parsing, *out)->begin = token.begin;
            parsing_node(parsing, *out)->end = parsing->token.end;
            return parsing_expect(parsing, ")", _("expected )"));
        }
        break;
    case TOKEN_END:
        break;
    }
    return parsing_wrong(parsing, token.begin, _("expected a field, a function, a number, a day, a text or ("));
}

static const struct error *expect_type(struct parsing *parsing, uint16_t index, enum expression_type type)
{
    const struct expression_node *node = parsing_node(parsing, index);
    struct buffer message SCOPED_BUFFER = { 0 };
    if (node->type == type) {
        return NULL;
    }
    buffer_format(&message, _("this is %s; expected %s"), type_name(node->type), type_name(type));
    return parsing_wrong(parsing, node->begin, message.bytes);
}

static const struct error *parse_product(struct parsing *parsing, uint16_t *out)
{
    TRY(parse_primary(parsing, out));
    while (parsing_at(parsing, "*")) {
        uint16_t right = NODE_NONE;
        TRY(expect_type(parsing, *out, EXPRESSION_NUMBER));
        TRY(parsing_advance(parsing));
        TRY(parse_primary(parsing, &right));
        TRY(expect_type(parsing, right, EXPRESSION_NUMBER));
        TRY(add_two(parsing, OPERATOR_MULTIPLY, EXPRESSION_NUMBER, *out, right, out));
    }
    return NULL;
}

const struct error *parsing_sum(struct parsing *parsing, uint16_t *out)
{
    TRY(parse_product(parsing, out));
    while (parsing_at(parsing, "+") || parsing_at(parsing, "-")) {
        enum operator operator = parsing_at(parsing, "+") ? OPERATOR_ADD : OPERATOR_SUBTRACT;
        uint16_t right = NODE_NONE;
        TRY(expect_type(parsing, *out, EXPRESSION_NUMBER));
        TRY(parsing_advance(parsing));
        TRY(parse_product(parsing, &right));
        TRY(expect_type(parsing, right, EXPRESSION_NUMBER));
        TRY(add_two(parsing, operator, EXPRESSION_NUMBER, *out, right, out));
    }
    return NULL;
}

/* Both sides of one type, a constant made to fit the other side. */
static const struct error *agree(struct parsing *parsing, uint16_t left, uint16_t right)
{
    struct expression_node *sides[] = { parsing_node(parsing, left), parsing_node(parsing, right) };
    struct buffer message SCOPED_BUFFER = { 0 };
    for (int i = 0; i < 2; i++) {
        const char *problem = sides[i]->operator == OPERATOR_CONSTANT ? type_constant(sides[i], sides[1 - i]->type) : NULL;
        if (problem != NULL) {
            return parsing_wrong(parsing, sides[i]->begin, problem);
        }
    }
    if (sides[0]->type == sides[1]->type && sides[0]->type != EXPRESSION_TRUTH) {
        return NULL;
    }
    buffer_format(&message, _("%s cannot be compared with %s"), type_name(sides[0]->type), type_name(sides[1]->type));
    return parsing_wrong(parsing, sides[1]->begin, message.bytes);
}

static const struct error *parse_alternatives(struct parsing *parsing, uint16_t left, uint16_t *out)
{
    uint16_t first = NODE_NONE;
    uint16_t last = NODE_NONE;
    do {
        uint16_t value = NODE_NONE;
        uint16_t member = NODE_NONE;
        TRY(parsing_advance(parsing)); /* [ or , */
        TRY(parse_primary(parsing, &value));
        if (parsing_node(parsing, value)->operator != OPERATOR_CONSTANT) {
            return parsing_wrong(parsing, parsing_node(parsing, value)->begin, _("expected values, as [1571, 1572]"));
        }
        TRY(agree(parsing, left, value));
        TRY(add_two(parsing, OPERATOR_MEMBER, EXPRESSION_TRUTH, value, NODE_NONE, &member));
        if (first == NODE_NONE) {
            first = member;
        } else {
            parsing_node(parsing, last)->right = member;
        }
        last = member;
    } while (parsing_at(parsing, ","));
    size_t end = parsing->token.end;
    TRY(parsing_expect(parsing, "]", _("expected , or ]")));
    TRY(add_two(parsing, OPERATOR_IN, EXPRESSION_TRUTH, left, first, out));
    parsing_node(parsing, *out)->end = end;
    return NULL;
}

static const struct error *parse_range(struct parsing *parsing, uint16_t left, uint16_t *out)
{
    uint16_t first = NODE_NONE;
    uint16_t last = NODE_NONE;
    uint16_t range = NODE_NONE;
    TRY(parse_primary(parsing, &first));
    TRY(parsing_expect(parsing, "..", _("expected [ or first..last after in")));
    TRY(parse_primary(parsing, &last));
    TRY(agree(parsing, left, first));
    TRY(agree(parsing, left, last));
    const struct expression_node *least = parsing_node(parsing, first);
    const struct expression_node *most = parsing_node(parsing, last);
    bool ordered = least->type == EXPRESSION_NUMBER || least->type == EXPRESSION_DAY;
    if (least->operator != OPERATOR_CONSTANT || most->operator != OPERATOR_CONSTANT || !ordered) {
        return parsing_wrong(parsing, least->begin, _("expected two numbers or two days, as 1981..1996"));
    }
    if (least->integer > most->integer) {
        return parsing_wrong(parsing, least->begin, _("nobody can meet this: the least is above the most"));
    }
    TRY(add_two(parsing, OPERATOR_RANGE, EXPRESSION_TRUTH, first, last, &range));
    return add_two(parsing, OPERATOR_WITHIN, EXPRESSION_TRUTH, left, range, out);
}

static const struct error *parse_comparison(struct parsing *parsing, uint16_t *out)
{
    static const struct {
        const char *symbol;
        enum operator operator;
        bool ordered;
    } comparisons[] = { { "=", OPERATOR_EQUAL, false }, { "!=", OPERATOR_UNEQUAL, false }, { "<=", OPERATOR_AT_MOST, true },
                        { ">=", OPERATOR_AT_LEAST, true }, { "<", OPERATOR_LESS, true }, { ">", OPERATOR_MORE, true } };
    uint16_t left = NODE_NONE;
    uint16_t right = NODE_NONE;
    TRY(parsing_sum(parsing, &left));
    *out = left;
    if (at_word(parsing, "in")) {
        TRY(parsing_advance(parsing));
        return parsing_at(parsing, "[") ? parse_alternatives(parsing, left, out) : parse_range(parsing, left, out);
    }
    for (size_t i = 0; i < sizeof(comparisons) / sizeof(comparisons[0]); i++) {
        if (!parsing_at(parsing, comparisons[i].symbol)) {
            continue;
        }
        struct token sign = parsing->token;
        TRY(parsing_advance(parsing));
        TRY(parsing_sum(parsing, &right));
        TRY(agree(parsing, left, right));
        enum expression_type type = parsing_node(parsing, left)->type;
        if (comparisons[i].ordered && type != EXPRESSION_NUMBER && type != EXPRESSION_DAY) {
            return parsing_wrong_word(parsing, &sign, _("only numbers and days have an order; for others use =, != or in [...]"));
        }
        return add_two(parsing, comparisons[i].operator, EXPRESSION_TRUTH, left, right, out);
    }
    return NULL;
}

static const struct error *parse_not(struct parsing *parsing, uint16_t *out)
{
    if (!at_word(parsing, "not")) {
        return parse_comparison(parsing, out);
    }
    size_t begin = parsing->token.begin;
    uint16_t inner = NODE_NONE;
    if (++parsing->depth > DEPTH_MAX) {
        return parsing_wrong(parsing, begin, _("is too deep; make several rules of it"));
    }
    TRY(parsing_advance(parsing));
    TRY(parse_not(parsing, &inner));
    parsing->depth -= 1;
    TRY(expect_type(parsing, inner, EXPRESSION_TRUTH));
    TRY(add_two(parsing, OPERATOR_NOT, EXPRESSION_TRUTH, inner, NODE_NONE, out));
    parsing_node(parsing, *out)->begin = begin;
    return NULL;
}

static const struct error *parse_and(struct parsing *parsing, uint16_t *out);

/* What `and` or `or` joins. */
static const struct error *parse_part(struct parsing *parsing, enum operator operator, uint16_t *out)
{
    return operator == OPERATOR_AND ? parse_not(parsing, out) : parse_and(parsing, out);
}

/* A chain of parts joined by one word. */
static const struct error *parse_chain(struct parsing *parsing, const char *word, enum operator operator, uint16_t *out)
{
    TRY(parse_part(parsing, operator, out));
    while (at_word(parsing, word)) {
        uint16_t right = NODE_NONE;
        TRY(expect_type(parsing, *out, EXPRESSION_TRUTH));
        TRY(parsing_advance(parsing));
        TRY(parse_part(parsing, operator, &right));
        TRY(expect_type(parsing, right, EXPRESSION_TRUTH));
        TRY(add_two(parsing, operator, EXPRESSION_TRUTH, *out, right, out));
    }
    return NULL;
}

static const struct error *parse_and(struct parsing *parsing, uint16_t *out)
{
    return parse_chain(parsing, "and", OPERATOR_AND, out);
}

static const struct error *parse_or(struct parsing *parsing, uint16_t *out)
{
    if (++parsing->depth > DEPTH_MAX) {
        return parsing_wrong(parsing, parsing->token.begin, _("is too deep; make several rules of it"));
    }
    TRY(parse_chain(parsing, "or", OPERATOR_OR, out));
    parsing->depth -= 1;
    return NULL;
}

static const struct error *parse_whole(struct parsing *parsing)
{
    struct expression *expression = &parsing->expression;
    TRY(parsing_advance(parsing));
    TRY(parse_or(parsing, &expression->root));
    if (parsing->token.kind != TOKEN_END) {
        return parsing_wrong_word(parsing, &parsing->token, _("expected and, or, or the end of the condition"));
    }
    TRY(expect_type(parsing, expression->root, EXPRESSION_TRUTH));
    for (uint16_t i = 0; i < expression->count; i++) {
        enum operator operator = expression->nodes[i].operator;
        if (operator == OPERATOR_FIELD || operator == OPERATOR_LISTED) {
            return NULL;
        }
    }
    return parsing_wrong(parsing, 0, _("looks at nothing of the applicant"));
}

const struct error *expression_parse(const char *name, struct text text, struct yaml_place place, struct list_names *lists, struct expression *out)
{
    struct parsing parsing = { .lists = lists, .expression.place = place };
    parsing.expression.text = memory_new(text.length + 1);
    memcpy(parsing.expression.text, text.length == 0 ? "" : text.bytes, text.length);
    parsing.reader = (struct token_reader){ .name = name, .text = { parsing.expression.text, text.length }, .place = place };
    const struct error *error = parse_whole(&parsing);
    if (error != NULL) {
        expression_free(&parsing.expression);
        return error;
    }
    MEMORY_GIVE(out, parsing.expression);
    return NULL;
}

void expression_free(struct expression *expression)
{
    memory_free(expression->nodes);
    memory_free(expression->text);
    *expression = (struct expression){ 0 };
}
