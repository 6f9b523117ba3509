#include "expression_type.h"

#include "base/language.h"
#include "programme/region.h"

const char *type_name(enum expression_type type)
{
    static const char *const names[] = {
        [EXPRESSION_TRUTH] = N_("a condition"),        [EXPRESSION_NUMBER] = N_("a number"),      [EXPRESSION_DAY] = N_("a day"),
        [EXPRESSION_TEXT] = N_("a text"),              [EXPRESSION_CATEGORY] = N_("a category"),  [EXPRESSION_SEX] = N_("a sex"),
        [EXPRESSION_PATH] = N_("a path (jalur)"),      [EXPRESSION_KABKOTA] = N_("a kabupaten/kota"), [EXPRESSION_KECAMATAN] = N_("a kecamatan"),
        [EXPRESSION_NIK] = N_("a NIK"),                [EXPRESSION_CARD] = N_("a KK"),
    };
    return _(names[type]);
}

enum expression_type type_of_field(enum field field)
{
    static const enum expression_type types[] = {
        [TYPE_TEXT] = EXPRESSION_TEXT,       [TYPE_NIK] = EXPRESSION_NIK,         [TYPE_FAMILY_CARD] = EXPRESSION_CARD, [TYPE_CATEGORY] = EXPRESSION_CATEGORY,
        [TYPE_KABKOTA] = EXPRESSION_KABKOTA, [TYPE_KECAMATAN] = EXPRESSION_KECAMATAN, [TYPE_DAY] = EXPRESSION_DAY,      [TYPE_MONEY] = EXPRESSION_NUMBER,
        [TYPE_SEX] = EXPRESSION_SEX,         [TYPE_NUMBER] = EXPRESSION_NUMBER,   [TYPE_PATH] = EXPRESSION_PATH,        [TYPE_PHONE] = EXPRESSION_TEXT,
        [TYPE_BANK_NUMBER] = EXPRESSION_TEXT,
    };
    return types[field_spec(field)->type];
}

enum field field_like_type(enum expression_type type)
{
    static const enum field alike[] = {
        [EXPRESSION_DAY] = FIELD_TANGGAL_LAHIR, [EXPRESSION_CATEGORY] = FIELD_KATEGORI, [EXPRESSION_SEX] = FIELD_JENIS_KELAMIN,
        [EXPRESSION_PATH] = FIELD_JALUR, [EXPRESSION_KABKOTA] = FIELD_KABUPATEN_USAHA, [EXPRESSION_KECAMATAN] = FIELD_KECAMATAN_USAHA,
        [EXPRESSION_NIK] = FIELD_NIK, [EXPRESSION_CARD] = FIELD_NO_KK,
    };
    return alike[type];
}

const char *type_constant(struct expression_node *constant, enum expression_type wanted)
{
    bool number = constant->type == EXPRESSION_NUMBER;
    if (wanted == EXPRESSION_KABKOTA && (number || constant->type == EXPRESSION_TEXT)) {
        int code = number ? (int)constant->integer : region_kabkota_parse(constant->text);
        if (code < 1000 || code > 9999 || region_find(code) == NULL) {
            return _("expected a kabupaten/kota by its name, as 'Kota Jambi', or by its code of four digits");
        }
        constant->integer = code;
        constant->type = wanted;
    }
    if (wanted == EXPRESSION_KECAMATAN && number) {
        if (constant->integer < 100000 || constant->integer > 999999 || region_find((int)constant->integer) == NULL) {
            return _("expected a kecamatan by its code of six digits");
        }
        constant->type = wanted;
    }
    return NULL;
}

/* The same subtree, word for word. */
static bool same(const struct expression *expression, uint16_t a, uint16_t b)
{
    if (a == NODE_NONE || b == NODE_NONE) {
        return a == b;
    }
    const struct expression_node *left = &expression->nodes[a];
    const struct expression_node *right = &expression->nodes[b];
    return left->operator == right->operator && left->type == right->type && left->field == right->field && left->integer == right->integer &&
           text_equal(left->text, right->text) && same(expression, left->left, right->left) && same(expression, left->right, right->right);
}

/* The whole numbers that a comparison with a constant lets pass. */
struct bounds {
    uint16_t subject; /* what is compared */
    int64_t least;
    int64_t most;
};

static bool bounds_of(const struct expression *expression, uint16_t index, struct bounds *out)
{
    const struct expression_node *node = &expression->nodes[index];
    *out = (struct bounds){ node->left, INT64_MIN, INT64_MAX };
    if (node->right == NODE_NONE || node->left == NODE_NONE) {
        return false;
    }
    const struct expression_node *right = &expression->nodes[node->right];
    if (node->operator == OPERATOR_WITHIN) {
        out->least = expression->nodes[right->left].integer;
        out->most = expression->nodes[right->right].integer;
        return true;
    }
    if (right->operator != OPERATOR_CONSTANT || right->type == EXPRESSION_TEXT) {
        return false;
    }
    int64_t value = right->integer;
    bool exact = node->operator == OPERATOR_EQUAL;
    if (exact || node->operator == OPERATOR_AT_LEAST || node->operator == OPERATOR_MORE) {
        out->least = node->operator == OPERATOR_MORE ? value + 1 : value;
    }
    if (exact || node->operator == OPERATOR_AT_MOST || node->operator == OPERATOR_LESS) {
        out->most = node->operator == OPERATOR_LESS ? value - 1 : value;
    }
    return out->least != INT64_MIN || out->most != INT64_MAX;
}

enum { PARTS_MAX = 64 };

/* The parts of a chain of `and`. */
static size_t parts_of(const struct expression *expression, uint16_t index, uint16_t *parts, size_t count)
{
    const struct expression_node *node = &expression->nodes[index];
    if (node->operator == OPERATOR_AND) {
        count = parts_of(expression, node->left, parts, count);
        return parts_of(expression, node->right, parts, count);
    }
    if (count < PARTS_MAX) {
        parts[count++] = index;
    }
    return count;
}

const struct error *type_contradiction(const struct token_reader *reader, const struct expression *expression, uint16_t root)
{
    uint16_t parts[PARTS_MAX];
    size_t count = parts_of(expression, root, parts, 0);
    for (size_t i = 0; i < count; i++) {
        struct bounds first;
        if (!bounds_of(expression, parts[i], &first)) {
            continue;
        }
        for (size_t k = 0; k < i; k++) {
            struct bounds second;
            if (!bounds_of(expression, parts[k], &second) || !same(expression, first.subject, second.subject)) {
                continue;
            }
            if (first.least > second.most || second.least > first.most) {
                return token_wrong(reader, expression->nodes[parts[i]].begin, _("nobody can meet this together with what stands before it: the least is above the most"));
            }
        }
    }
    return NULL;
}
