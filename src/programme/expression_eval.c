/* Three-valued logic after Kleene: unknown, unless the other side alone decides. Numbers that grow too large stay at the
 * largest, so that a comparison with an amount is right all the same. */
#include "programme/expression.h"

#include "programme/region.h"
#include "says_something.h"

struct asking {
    const struct expression_node *nodes;
    const struct applicant *applicant;
    const struct facts *facts;
};

static const struct value unknown = { .kind = VALUE_MISSING };

static struct value integer(int64_t number)
{
    return (struct value){ .kind = VALUE_INTEGER, .integer = number };
}

static bool known(const struct value *value)
{
    return value->kind != VALUE_MISSING;
}

static struct value evaluate(const struct asking *asking, uint16_t index);

static int64_t calculate(enum operator operator, int64_t left, int64_t right)
{
    int64_t result;
    bool over = operator == OPERATOR_ADD ? __builtin_add_overflow(left, right, &result)
                                         : (operator == OPERATOR_SUBTRACT ? __builtin_sub_overflow(left, right, &result)
                                                                          : __builtin_mul_overflow(left, right, &result));
    if (!over) {
        return result;
    }
    bool negative = operator == OPERATOR_MULTIPLY ? (left < 0) != (right < 0) : left < 0;
    return negative ? INT64_MIN : INT64_MAX;
}

static bool compare(enum operator operator, int64_t left, int64_t right)
{
    switch ((int)operator) {
    case OPERATOR_LESS:
        return left < right;
    case OPERATOR_AT_MOST:
        return left <= right;
    case OPERATOR_MORE:
        return left > right;
    case OPERATOR_AT_LEAST:
        return left >= right;
    default:
        return (left == right) == (operator == OPERATOR_EQUAL);
    }
}

static bool equal(const struct value *a, const struct value *b)
{
    return a->kind == VALUE_TEXT && b->kind == VALUE_TEXT ? text_equal_nocase(text_trim(a->text), text_trim(b->text))
                                                          : a->kind == b->kind && a->integer == b->integer;
}

/* and, or: `decisive` is the side that decides alone. */
static struct value join(const struct asking *asking, const struct expression_node *node, bool decisive)
{
    struct value left = evaluate(asking, node->left);
    if (known(&left) && (left.integer != 0) == decisive) {
        return left;
    }
    struct value right = evaluate(asking, node->right);
    if (known(&right) && (right.integer != 0) == decisive) {
        return right;
    }
    return known(&left) && known(&right) ? integer(decisive ? 0 : 1) : unknown;
}

static struct value alternatives(const struct asking *asking, const struct expression_node *node)
{
    struct value left = evaluate(asking, node->left);
    if (!known(&left)) {
        return unknown;
    }
    for (uint16_t i = node->right; i != NODE_NONE; i = asking->nodes[i].right) {
        struct value value = evaluate(asking, asking->nodes[i].left);
        if (equal(&left, &value)) {
            return integer(1);
        }
    }
    return integer(0);
}

static bool contains(struct text text, struct text part)
{
    for (size_t i = 0; i + part.length <= text.length; i++) {
        if (text_equal_nocase((struct text){ text.bytes + i, part.length }, part)) {
            return true;
        }
    }
    return false;
}

static struct value two(const struct asking *asking, const struct expression_node *node)
{
    struct value left = evaluate(asking, node->left);
    struct value right = evaluate(asking, node->right);
    if (!known(&left) || !known(&right)) {
        return unknown;
    }
    switch ((int)node->operator) {
    case OPERATOR_ADD:
    case OPERATOR_SUBTRACT:
    case OPERATOR_MULTIPLY:
        return integer(calculate(node->operator, left.integer, right.integer));
    case OPERATOR_CONTAINS:
        return integer(contains(left.text, right.text) ? 1 : 0);
    case OPERATOR_EQUAL:
    case OPERATOR_UNEQUAL:
        return integer(equal(&left, &right) == (node->operator == OPERATOR_EQUAL) ? 1 : 0);
    default:
        return integer(compare(node->operator, left.integer, right.integer) ? 1 : 0);
    }
}

static struct value within(const struct asking *asking, const struct expression_node *node)
{
    struct value left = evaluate(asking, node->left);
    const struct expression_node *range = &asking->nodes[node->right];
    if (!known(&left)) {
        return unknown;
    }
    return integer(left.integer >= asking->nodes[range->left].integer && left.integer <= asking->nodes[range->right].integer ? 1 : 0);
}

static struct day as_day(const struct value *value)
{
    return (struct day){ (int32_t)value->integer };
}

/* Stays within the days that there are. */
static int64_t months_later(struct day day, int64_t months)
{
    struct day first;
    struct day last;
    int64_t room = 12 * 300;
    CHECK(day_of(1900, 1, 1, &first) && day_of(2199, 12, 31, &last));
    if (day.number < first.number || day.number > last.number) {
        return day.number;
    }
    if (months < 0) {
        return months < -room || day_months_between(first, day) < -months ? first.number : day_add_months(day, (int)months).number;
    }
    return months > room || day_months_between(day, last) < months ? last.number : day_add_months(day, (int)months).number;
}

/* Functions of days; the second day is the reference day when it is left out. */
static struct value of_days(const struct asking *asking, const struct expression_node *node)
{
    int year;
    int month;
    int date;
    struct value first = evaluate(asking, node->left);
    struct value second = node->right == NODE_NONE ? integer(asking->facts->reference_day.number) : evaluate(asking, node->right);
    if (!known(&first) || !known(&second)) {
        return unknown;
    }
    switch ((int)node->operator) {
    case OPERATOR_YEAR:
        day_split(as_day(&first), &year, &month, &date);
        return integer(year);
    case OPERATOR_AGE:
        return integer(day_years_between(as_day(&first), as_day(&second)));
    case OPERATOR_MONTHS:
        return integer(day_months_between(as_day(&first), as_day(&second)));
    default:
        return integer(months_later(as_day(&first), second.integer));
    }
}

/* The codes of places nest: province 2 digits, kabupaten/kota 4, kecamatan 6; a NIK begins with the six of a kecamatan. */
static struct value of_place(const struct asking *asking, const struct expression_node *node)
{
    struct value place = evaluate(asking, node->left);
    if (!known(&place) || place.kind == VALUE_TEXT) { /* a kecamatan that was not recognised */
        return unknown;
    }
    int64_t code = asking->nodes[node->left].type == EXPRESSION_NIK ? nik_region((struct nik){ place.integer }) : place.integer;
    int64_t limit = node->operator == OPERATOR_PROVINCE ? 99 : 9999;
    while (code > limit) {
        code /= 100;
    }
    return integer(code);
}

static struct value of_nik(const struct asking *asking, const struct expression_node *node)
{
    struct value value = evaluate(asking, node->left);
    struct nik nik = { value.integer };
    if (!known(&value)) {
        return unknown;
    }
    if (node->operator == OPERATOR_SEX) {
        return integer(nik_sex(nik));
    }
    struct day birth = nik_birth(nik, asking->facts->reference_day);
    return day_is_none(birth) ? unknown : integer(birth.number);
}

static struct value of_history(const struct asking *asking, const struct expression_node *node)
{
    const struct value *number = &asking->applicant->fields[node->field];
    if (!known(number)) {
        return unknown;
    }
    const struct grants *grants = history_find(&asking->facts->history, node->field, number->integer);
    return integer(grants == NULL ? 0 : (node->operator == OPERATOR_GRANTS ? grants->count : grants->amount.rupiah));
}

static struct value of_family(const struct asking *asking, const struct expression_node *node)
{
    const struct families *families = &asking->facts->families;
    const struct family *family = families_find(families, applicant_family_card(asking->applicant).number);
    if (applicant_family_card(asking->applicant).number == 0) {
        return unknown;
    }
    if (node->operator == OPERATOR_APPLICANTS) {
        return integer(family == NULL ? 0 : family->applicants);
    }
    for (size_t i = 0; i < families->field_count; i++) {
        if (families->fields[i] == node->field) {
            return family == NULL ? integer(0) : (family->sums[i] < 0 ? unknown : integer(family->sums[i]));
        }
    }
    CHECK(false); /* facts_load looked for every sum of the programme */
    return unknown;
}

static struct value is_listed(const struct asking *asking, const struct expression_node *node)
{
    uint32_t lists = bars_lists(&asking->facts->bars, asking->applicant);
    return integer(node->integer < 0 ? lists != 0 : (lists & asking->facts->list_bits[node->integer]) != 0);
}

/* A kecamatan whose name was not recognised is none. */
static struct value field_value(const struct asking *asking, enum field field)
{
    const struct value *value = &asking->applicant->fields[field];
    return field_spec(field)->type == TYPE_KECAMATAN && value->kind == VALUE_TEXT ? unknown : *value;
}

/* Whether a cell says anything: nothing at all is unknown, "tidak ada" says that there is none. */
static struct value is_present(const struct asking *asking, const struct expression_node *node)
{
    struct value value = field_value(asking, node->field);
    return known(&value) ? integer(value.kind == VALUE_INTEGER || says_something(value.text) ? 1 : 0) : unknown;
}

static struct value constant(const struct expression_node *node)
{
    return node->type == EXPRESSION_TEXT ? (struct value){ .kind = VALUE_TEXT, .text = node->text } : integer(node->integer);
}

static struct value evaluate(const struct asking *asking, uint16_t index)
{
    const struct expression_node *node = &asking->nodes[index];
    struct value value;
    switch (node->operator) {
    case OPERATOR_CONSTANT:
        return constant(node);
    case OPERATOR_FIELD:
        return field_value(asking, node->field);
    case OPERATOR_REFERENCE_DAY:
        return integer(asking->facts->reference_day.number);
    case OPERATOR_AND:
        return join(asking, node, false);
    case OPERATOR_OR:
        return join(asking, node, true);
    case OPERATOR_NOT:
        value = evaluate(asking, node->left);
        return known(&value) ? integer(value.integer == 0 ? 1 : 0) : unknown;
    case OPERATOR_IN:
        return alternatives(asking, node);
    case OPERATOR_WITHIN:
        return within(asking, node);
    case OPERATOR_PRESENT:
        return is_present(asking, node);
    case OPERATOR_MISSING:
        value = field_value(asking, node->field);
        return integer(known(&value) ? 0 : 1);
    case OPERATOR_YEAR:
    case OPERATOR_AGE:
    case OPERATOR_MONTHS:
    case OPERATOR_ADD_MONTHS:
        return of_days(asking, node);
    case OPERATOR_PROVINCE:
    case OPERATOR_KABKOTA:
        return of_place(asking, node);
    case OPERATOR_BIRTH:
    case OPERATOR_SEX:
        return of_nik(asking, node);
    case OPERATOR_GRANTS:
    case OPERATOR_GRANTED:
        return of_history(asking, node);
    case OPERATOR_APPLICANTS:
    case OPERATOR_SUM:
        return of_family(asking, node);
    case OPERATOR_LISTED:
        return is_listed(asking, node);
    case OPERATOR_EQUAL:
    case OPERATOR_UNEQUAL:
    case OPERATOR_LESS:
    case OPERATOR_AT_MOST:
    case OPERATOR_MORE:
    case OPERATOR_AT_LEAST:
    case OPERATOR_ADD:
    case OPERATOR_SUBTRACT:
    case OPERATOR_MULTIPLY:
    case OPERATOR_CONTAINS:
        return two(asking, node);
    case OPERATOR_MEMBER:
    case OPERATOR_RANGE:
        break;
    }
    CHECK(false);
    return unknown;
}

struct value expression_value(const struct expression *expression, uint16_t index, const struct applicant *applicant, const struct facts *facts)
{
    const struct asking asking = { expression->nodes, applicant, facts };
    return evaluate(&asking, index);
}

int expression_holds(const struct expression *expression, const struct applicant *applicant, const struct facts *facts)
{
    struct value value = expression_value(expression, expression->root, applicant, facts);
    return value.kind == VALUE_MISSING ? -1 : (int)value.integer;
}
