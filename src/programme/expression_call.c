/* The functions of an expression and what they take. */
#include "base/language.h"
#include "base/memory.h"
#include "expression_parse.h"
#include "programme/yaml_take.h"

/* What a function takes. A field stands for itself, the others are values. */
enum argument { ARGUMENT_NONE, ARGUMENT_FIELD, ARGUMENT_DAY, ARGUMENT_NUMBER, ARGUMENT_TEXT, ARGUMENT_PERSON, ARGUMENT_CARD, ARGUMENT_SUMMED, ARGUMENT_PLACE, ARGUMENT_NIK };

static const struct function {
    const char *name;
    enum operator operator;
    enum expression_type type;
    enum argument first;
    enum argument second;
    bool optional; /* the last argument may be left out */
} functions[] = {
    { "present", OPERATOR_PRESENT, EXPRESSION_TRUTH, ARGUMENT_FIELD, ARGUMENT_NONE, false },
    { "missing", OPERATOR_MISSING, EXPRESSION_TRUTH, ARGUMENT_FIELD, ARGUMENT_NONE, false },
    { "contains", OPERATOR_CONTAINS, EXPRESSION_TRUTH, ARGUMENT_TEXT, ARGUMENT_TEXT, false },
    { "year", OPERATOR_YEAR, EXPRESSION_NUMBER, ARGUMENT_DAY, ARGUMENT_NONE, false },
    { "age", OPERATOR_AGE, EXPRESSION_NUMBER, ARGUMENT_DAY, ARGUMENT_DAY, true },
    { "months", OPERATOR_MONTHS, EXPRESSION_NUMBER, ARGUMENT_DAY, ARGUMENT_DAY, true },
    { "add_months", OPERATOR_ADD_MONTHS, EXPRESSION_DAY, ARGUMENT_DAY, ARGUMENT_NUMBER, false },
    { "province", OPERATOR_PROVINCE, EXPRESSION_NUMBER, ARGUMENT_PLACE, ARGUMENT_NONE, false },
    { "kabupaten", OPERATOR_KABKOTA, EXPRESSION_KABKOTA, ARGUMENT_PLACE, ARGUMENT_NONE, false },
    { "birth", OPERATOR_BIRTH, EXPRESSION_DAY, ARGUMENT_NIK, ARGUMENT_NONE, false },
    { "sex", OPERATOR_SEX, EXPRESSION_SEX, ARGUMENT_NIK, ARGUMENT_NONE, false },
    { "grants", OPERATOR_GRANTS, EXPRESSION_NUMBER, ARGUMENT_PERSON, ARGUMENT_NONE, false },
    { "granted", OPERATOR_GRANTED, EXPRESSION_NUMBER, ARGUMENT_PERSON, ARGUMENT_NONE, false },
    { "applicants", OPERATOR_APPLICANTS, EXPRESSION_NUMBER, ARGUMENT_CARD, ARGUMENT_NONE, false },
    { "sum", OPERATOR_SUM, EXPRESSION_NUMBER, ARGUMENT_SUMMED, ARGUMENT_CARD, false },
    { "listed", OPERATOR_LISTED, EXPRESSION_TRUTH, ARGUMENT_NONE, ARGUMENT_NONE, true },
};

static const char *fits(const struct expression_node *node, enum argument argument)
{
    bool field = node->operator == OPERATOR_FIELD;
    switch (argument) {
    case ARGUMENT_FIELD:
        return field ? NULL : _("expected a field of the applicant, as nib");
    case ARGUMENT_DAY:
        return node->type == EXPRESSION_DAY ? NULL : _("expected a day, as tanggal_lahir or 2024-12-31");
    case ARGUMENT_NUMBER:
        return node->type == EXPRESSION_NUMBER ? NULL : _("expected a number");
    case ARGUMENT_TEXT:
        return node->type == EXPRESSION_TEXT ? NULL : _("expected a text, as nama or 'x'");
    case ARGUMENT_PERSON:
        return field && (node->field == FIELD_NIK || node->field == FIELD_NO_KK) ? NULL : _("expected nik or no_kk");
    case ARGUMENT_CARD:
        return field && node->field == FIELD_NO_KK ? NULL : _("expected no_kk");
    case ARGUMENT_SUMMED:
        return field && node->type == EXPRESSION_NUMBER ? NULL : _("expected a field with a number, as omzet_bulanan");
    case ARGUMENT_PLACE:
        return node->type == EXPRESSION_KABKOTA || node->type == EXPRESSION_KECAMATAN || node->type == EXPRESSION_NIK
                   ? NULL : _("expected kabupaten_usaha, kecamatan_usaha or nik");
    case ARGUMENT_NIK:
        return node->type == EXPRESSION_NIK ? NULL : _("expected nik");
    case ARGUMENT_NONE:
        break;
    }
    return _("expected no more between the parentheses");
}

static const struct error *parse_argument(struct parsing *parsing, enum argument argument, uint16_t *out)
{
    TRY(parsing_sum(parsing, out));
    const struct expression_node *node = parsing_node(parsing, *out);
    const char *message = fits(node, argument);
    return message == NULL ? NULL : parsing_wrong(parsing, node->begin, message);
}

/* listed('asn'), or listed() for any list. */
static const struct error *parse_list_name(struct parsing *parsing, struct expression_node *node)
{
    struct list_names *lists = parsing->lists;
    node->integer = -1;
    if (parsing_at(parsing, ")")) {
        return NULL;
    }
    if (parsing->token.kind != TOKEN_TEXT) {
        return parsing_wrong(parsing, parsing->token.begin, _("expected the name of an exclusion list between quotes, as 'asn'"));
    }
    node->text = parsing->token.text;
    for (size_t i = 0; i < lists->count; i++) {
        if (text_equal_nocase(text_of(lists->names[i]), parsing->token.text)) {
            node->integer = (int64_t)i;
            return parsing_advance(parsing);
        }
    }
    if (lists->count == LISTS_MAX) {
        return parsing_wrong(parsing, parsing->token.begin, _("more lists than a programme year can have"));
    }
    char *name = memory_new(parsing->token.text.length + 1);
    memcpy(name, parsing->token.text.bytes, parsing->token.text.length);
    lists->names[lists->count] = name;
    node->integer = (int64_t)lists->count++;
    return parsing_advance(parsing);
}

static const struct error *parse_call(struct parsing *parsing, const struct function *function, size_t begin, uint16_t *out)
{
    struct expression_node node = { .operator = function->operator, .type = function->type, .left = NODE_NONE, .right = NODE_NONE, .begin = begin };
    TRY(parsing_expect(parsing, "(", _("expected ( after the name of a function")));
    if (function->operator == OPERATOR_LISTED) {
        TRY(parse_list_name(parsing, &node));
    } else {
        TRY(parse_argument(parsing, function->first, &node.left));
        node.field = parsing_node(parsing, node.left)->field;
    }
    if (function->second != ARGUMENT_NONE && (parsing_at(parsing, ",") || !function->optional)) {
        TRY(parsing_expect(parsing, ",", _("expected , and one value more")));
        TRY(parse_argument(parsing, function->second, &node.right));
    }
    node.end = parsing->token.end;
    TRY(parsing_expect(parsing, ")", _("expected )")));
    return parsing_add(parsing, &node, out);
}

const struct error *parsing_call(struct parsing *parsing, const struct token *name, bool *found_out, uint16_t *out)
{
    *found_out = false;
    for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
        if (text_equal(name->text, text_of(functions[i].name))) {
            *found_out = true;
            return parse_call(parsing, &functions[i], name->begin, out);
        }
    }
    return NULL;
}

static void consider(struct text word, const char *name, size_t *least_inout, const char **nearest_inout)
{
    size_t distance = text_distance(word, text_of(name));
    if (distance < *least_inout && name_is_near(word, distance)) {
        *least_inout = distance;
        *nearest_inout = name;
    }
}

const struct error *parsing_unknown_word(const struct parsing *parsing, const struct token *token)
{
    static const char *const words[] = { "reference_day", "milenial", "emak-emak", "pemula", "laki-laki", "perempuan", "reguler", "aspirasi", "not" };
    const char *nearest = NULL;
    size_t least = SIZE_MAX;
    struct buffer message SCOPED_BUFFER = { 0 };
    for (int i = 0; i < FIELD_COUNT; i++) {
        consider(token->text, field_spec((enum field)i)->name, &least, &nearest);
    }
    for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
        consider(token->text, functions[i].name, &least, &nearest);
    }
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        consider(token->text, words[i], &least, &nearest);
    }
    buffer_add_string(&message, _("no field, function or word of this name"));
    if (nearest != NULL) {
        buffer_format(&message, _("; did you mean %s?"), nearest);
    }
    return parsing_wrong_word(parsing, token, message.bytes);
}
