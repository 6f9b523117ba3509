/* Expressions for a reader: what was looked at, and what would have to be otherwise. */
#include "base/language.h"
#include "expression_type.h"
#include "programme/region.h"

bool expression_may_be_unknown(const struct expression *expression)
{
    for (uint16_t i = 0; i < expression->count; i++) {
        const struct expression_node *node = &expression->nodes[i];
        bool asked_itself = false;
        if (node->operator != OPERATOR_FIELD || field_spec(node->field)->required) {
            continue;
        }
        for (uint16_t k = 0; k < expression->count; k++) {
            asked_itself = asked_itself || (expression->nodes[k].operator == OPERATOR_MISSING && expression->nodes[k].left == i);
        }
        if (!asked_itself) {
            return true;
        }
    }
    return false;
}

bool expression_reads(const struct expression *expression, enum field field)
{
    for (uint16_t i = 0; i < expression->count; i++) {
        if (expression->nodes[i].operator == OPERATOR_FIELD && expression->nodes[i].field == field) {
            return true;
        }
    }
    return false;
}

bool expression_asks(const struct expression *expression, enum operator operator, enum field field)
{
    for (uint16_t i = 0; i < expression->count; i++) {
        const struct expression_node *node = &expression->nodes[i];
        bool same = node->operator == operator || (operator == OPERATOR_GRANTS && node->operator == OPERATOR_GRANTED);
        if (same && (operator == OPERATOR_LISTED || node->field == field)) {
            return true;
        }
    }
    return false;
}

/* A value of an expression's type, as a file would have it. */
static void print_value(enum expression_type type, const struct value *value, struct buffer *out)
{
    if (value->kind == VALUE_MISSING) {
        buffer_add_string(out, _("missing"));
    } else if (value->kind == VALUE_TEXT) {
        buffer_add(out, value->text);
    } else if (type == EXPRESSION_TRUTH) {
        buffer_add_string(out, value->integer != 0 ? _("yes") : _("no"));
    } else if (type == EXPRESSION_NUMBER) {
        buffer_add_integer(out, value->integer);
    } else {
        value_print(field_like_type(type), value, out);
    }
}

/* The text of a part, its white space folded, but not that of the texts in it: 'a  b' is another one than 'a b'. */
static void print_part(const struct expression *expression, const struct expression_node *node, struct buffer *out)
{
    bool blank = false;
    bool begun = false;
    char quote = '\0'; /* of the text that is not at its end yet */
    for (size_t i = node->begin; i < node->end; i++) {
        char byte = expression->text[i];
        if (quote == '\0' && (byte == '\'' || byte == '"')) {
            quote = byte;
        } else if (byte == quote) {
            quote = '\0';
        }
        if (quote != '\0') {
            buffer_add_string(out, blank && begun ? " " : "");
            buffer_add_byte(out, byte);
            begun = true;
            blank = false;
            continue;
        }
        if (byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t') {
            blank = true;
            continue;
        }
        if (blank && begun) {
            buffer_add_byte(out, ' ');
        }
        blank = false;
        begun = true;
        buffer_add_byte(out, byte);
    }
}

/* The parts that are asked of others: worth showing with their values. */
static bool is_asked(enum operator operator)
{
    switch ((int)operator) {
    case OPERATOR_GRANTS:
    case OPERATOR_GRANTED:
    case OPERATOR_APPLICANTS:
    case OPERATOR_SUM:
    case OPERATOR_AGE:
    case OPERATOR_MONTHS:
    case OPERATOR_BIRTH:
    case OPERATOR_SEX:
        return true;
    default:
        return false;
    }
}

static bool shown_before(const struct expression *expression, uint16_t index)
{
    const struct expression_node *node = &expression->nodes[index];
    for (uint16_t i = 0; i < index; i++) {
        const struct expression_node *earlier = &expression->nodes[i];
        if (earlier->operator == node->operator && earlier->field == node->field && earlier->integer == node->integer &&
            (node->operator == OPERATOR_FIELD || node->operator == OPERATOR_LISTED)) {
            return true;
        }
    }
    return false;
}

void expression_show_values(const struct expression *expression, const struct applicant *applicant, const struct facts *facts, struct buffer *out)
{
    size_t shown = 0;
    uint16_t only = NODE_NONE;
    for (uint16_t i = 0; i < expression->count; i++) {
        const struct expression_node *node = &expression->nodes[i];
        if ((node->operator == OPERATOR_FIELD || is_asked(node->operator)) && !shown_before(expression, i)) {
            shown += 1;
            only = i;
        }
    }
    for (uint16_t i = 0; i < expression->count; i++) {
        const struct expression_node *node = &expression->nodes[i];
        struct value value;
        if ((node->operator != OPERATOR_FIELD && !is_asked(node->operator)) || shown_before(expression, i)) {
            continue;
        }
        value = node->operator == OPERATOR_FIELD ? applicant->fields[node->field] : expression_value(expression, i, applicant, facts);
        if (shown == 1 && i == only && node->operator == OPERATOR_FIELD) {
            value_print(node->field, &value, out); /* nothing when it is missing */
            return;
        }
        buffer_add_string(out, out->length == 0 ? "" : ", ");
        print_part(expression, node, out);
        buffer_add_byte(out, ' ');
        print_value(node->type, &value, out);
        const struct grants *grants = node->operator == OPERATOR_GRANTS && value.kind == VALUE_INTEGER
                                          ? history_find(&facts->history, node->field, applicant->fields[node->field].integer) : NULL;
        if (grants != NULL) {
            buffer_format(out, " (%d)", grants->first_year);
        }
    }
}

/* The comparison that holds when this one does not; NULL for what is no comparison. */
static const char *opposite_of(enum operator operator)
{
    switch ((int)operator) {
    case OPERATOR_EQUAL:
        return "!=";
    case OPERATOR_UNEQUAL:
        return "=";
    case OPERATOR_LESS:
        return ">=";
    case OPERATOR_AT_MOST:
        return ">";
    case OPERATOR_MORE:
        return "<=";
    case OPERATOR_AT_LEAST:
        return "<";
    default:
        return NULL;
    }
}

/* One comparison that says otherwise, with what is seen on its left. */
static void print_leaf(const struct expression *expression, uint16_t index, const struct applicant *applicant, const struct facts *facts, bool wanted, struct buffer *out)
{
    const struct expression_node *node = &expression->nodes[index];
    bool compares = node->left != NODE_NONE && node->operator != OPERATOR_PRESENT && node->operator != OPERATOR_MISSING;
    uint16_t seen = compares ? node->left : index;
    const struct expression_node *left = &expression->nodes[seen];
    struct value value = left->operator == OPERATOR_FIELD ? applicant->fields[left->field] : expression_value(expression, seen, applicant, facts);
    const char *opposite = wanted ? NULL : opposite_of(node->operator);
    if (opposite != NULL) {
        print_part(expression, left, out);
        buffer_format(out, " %s ", opposite);
        print_part(expression, &expression->nodes[node->right], out);
    } else {
        buffer_add_string(out, wanted ? "" : "not ");
        print_part(expression, node, out);
    }
    if (left->operator != OPERATOR_CONSTANT) {
        buffer_add_string(out, " (");
        print_value(left->type, &value, out);
        buffer_add_byte(out, ')');
    }
}

struct flip {
    const struct expression *expression;
    const struct applicant *applicant;
    const struct facts *facts;
};

enum { PARTS_MAX = 512 };

/* The parts of a chain of one operator, the `not`s around them counted into `wanted` by the caller's choice of operator. */
static size_t chain_parts(const struct expression *expression, uint16_t index, enum operator operator, uint16_t *parts, size_t count)
{
    const struct expression_node *node = &expression->nodes[index];
    if (node->operator == operator) {
        count = chain_parts(expression, node->left, operator, parts, count);
        return chain_parts(expression, node->right, operator, parts, count);
    }
    if (count < PARTS_MAX) {
        parts[count++] = index;
    }
    return count;
}

static bool says(const struct flip *flip, uint16_t index, bool wanted)
{
    struct value value = expression_value(flip->expression, index, flip->applicant, flip->facts);
    return value.kind != VALUE_MISSING && (value.integer != 0) == wanted;
}

bool expression_parts_share_field(const struct expression *expression, uint16_t a, uint16_t b)
{
    const struct expression_node *left = &expression->nodes[a];
    const struct expression_node *right = &expression->nodes[b];
    for (uint16_t i = 0; i < expression->count; i++) {
        const struct expression_node *node = &expression->nodes[i];
        bool in_left = node->begin >= left->begin && node->end <= left->end;
        for (uint16_t k = 0; node->operator == OPERATOR_FIELD && in_left && k < expression->count; k++) {
            const struct expression_node *other = &expression->nodes[k];
            if (other->operator == OPERATOR_FIELD && other->field == node->field && other->begin >= right->begin && other->end <= right->end) {
                return true;
            }
        }
    }
    return false;
}

/* Whether a part of the chain that must hold as a whole is named: it says otherwise, or what must change may undo it. */
static bool is_named(const struct flip *flip, const uint16_t *parts, size_t count, size_t at, bool wanted)
{
    if (!says(flip, parts[at], wanted)) {
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        if (!says(flip, parts[i], wanted) && expression_parts_share_field(flip->expression, parts[i], parts[at])) {
            return true;
        }
    }
    return false;
}

/* What must be so that the part is as `wanted`; `inside`: it stands among others, joined by another word. */
static void flip_part(const struct flip *flip, uint16_t index, bool wanted, bool inside, struct buffer *out)
{
    const struct expression_node *node = &flip->expression->nodes[index];
    uint16_t parts[PARTS_MAX];
    size_t named = 0;
    if (node->operator == OPERATOR_NOT) {
        flip_part(flip, node->left, !wanted, inside, out);
        return;
    }
    if (node->operator != OPERATOR_AND && node->operator != OPERATOR_OR) {
        print_leaf(flip->expression, index, flip->applicant, flip->facts, wanted, out);
        return;
    }
    bool all = (node->operator == OPERATOR_AND) == wanted; /* every part must be so; otherwise one is enough */
    struct buffer inner SCOPED_BUFFER = { 0 };
    size_t count = chain_parts(flip->expression, index, node->operator, parts, 0);
    for (size_t i = 0; i < count; i++) {
        if (!all || is_named(flip, parts, count, i, wanted)) {
            buffer_add_string(&inner, named == 0 ? "" : (all ? _(" and ") : _(" or ")));
            flip_part(flip, parts[i], wanted, true, &inner);
            named += 1;
        }
    }
    bool grouped = inside && named > 1;
    buffer_add_string(out, grouped ? "(" : "");
    buffer_add(out, buffer_text(&inner));
    buffer_add_string(out, grouped ? ")" : "");
}

void expression_show_flip(const struct expression *expression, const struct applicant *applicant, const struct facts *facts, bool wanted, struct buffer *out)
{
    const struct flip flip = { expression, applicant, facts };
    if (!says(&flip, expression->root, wanted)) {
        flip_part(&flip, expression->root, wanted, false, out);
    }
}

void expression_show_text(const struct expression *expression, struct buffer *out)
{
    struct expression_node whole = { .end = strlen(expression->text) };
    print_part(expression, &whole, out);
}
