#include "programme/expression_words.h"

#include "expression_type.h"
#include "programme/region.h"

/* How the values of a part are written and compared. */
enum style { STYLE_NUMBER, STYLE_YEAR, STYLE_DAY, STYLE_PROVINCE, STYLE_NAME };

/* What joins the conditions around one. */
enum joint { JOINT_NONE, JOINT_AND, JOINT_OR };

/* A part that is a value: its left between `before` and `between`, then its right, when it has one, and `after`. */
static const struct term {
    const char *before;
    const char *between;
    const char *after;
    bool recorded; /* known of the applicant elsewhere, not written in the application */
} terms[] = {
    [OPERATOR_ADD] = { "", " + ", "", false },
    [OPERATOR_SUBTRACT] = { "", " - ", "", false },
    [OPERATOR_MULTIPLY] = { "", " x ", "", false },
    [OPERATOR_YEAR] = { "tahun pada ", "", "", false },
    [OPERATOR_AGE] = { "umur dalam tahun menurut ", " pada ", "", false },
    [OPERATOR_MONTHS] = { "lama dalam bulan sejak ", " sampai ", "", false },
    [OPERATOR_ADD_MONTHS] = { "", " ditambah ", " bulan", false },
    [OPERATOR_PROVINCE] = { "provinsi dari ", "", "", false },
    [OPERATOR_KABKOTA] = { "kabupaten/kota dari ", "", "", false },
    [OPERATOR_BIRTH] = { "tanggal lahir menurut ", "", "", false },
    [OPERATOR_SEX] = { "jenis kelamin menurut ", "", "", false },
    [OPERATOR_GRANTS] = { "banyaknya bantuan yang pernah diterima (", "", ")", true },
    [OPERATOR_GRANTED] = { "jumlah bantuan yang pernah diterima (", "", ")", true },
    [OPERATOR_APPLICANTS] = { "banyaknya pemohon dengan ", "", " yang sama", true },
    [OPERATOR_SUM] = { "jumlah ", " semua pemohon dengan ", " yang sama", true },
    [OPERATOR_LISTED] = { "", "", "", true },
};

/* The operator that holds when this one does not, the one with its sides swapped, and its word by style. */
static const struct comparison {
    enum operator opposite;
    enum operator swapped;
    const char *words[STYLE_NAME + 1];
} comparisons[] = {
    [OPERATOR_EQUAL] = { OPERATOR_UNEQUAL, OPERATOR_EQUAL, { "sama dengan ", "sama dengan ", "pada ", "", "" } },
    [OPERATOR_UNEQUAL] = { OPERATOR_EQUAL, OPERATOR_UNEQUAL, { "tidak sama dengan ", "tidak sama dengan ", "bukan pada ", "bukan ", "bukan " } },
    [OPERATOR_LESS] = { OPERATOR_AT_LEAST, OPERATOR_MORE, { "kurang dari ", "sebelum ", "sebelum ", "di bawah ", "" } },
    [OPERATOR_AT_MOST] = { OPERATOR_MORE, OPERATOR_AT_LEAST, { "paling banyak ", "paling lambat ", "paling lambat ", "paling banyak ", "" } },
    [OPERATOR_MORE] = { OPERATOR_AT_MOST, OPERATOR_LESS, { "lebih dari ", "sesudah ", "sesudah ", "di atas ", "" } },
    [OPERATOR_AT_LEAST] = { OPERATOR_LESS, OPERATOR_AT_MOST, { "paling sedikit ", "paling awal ", "paling awal ", "paling sedikit ", "" } },
};

struct saying {
    const struct expression_reading *reading;
    bool otherwise; /* only what would have to be otherwise, with what is seen */
    struct buffer *out;
};

static const struct expression_node *node_at(const struct saying *saying, uint16_t index)
{
    return &saying->reading->expression->nodes[index];
}

static void say_field(enum field field, struct buffer *out)
{
    if (field == FIELD_NIK || field == FIELD_NO_KK) {
        buffer_add_string(out, field == FIELD_NIK ? "NIK" : "nomor KK");
        return;
    }
    for (const char *name = field_spec(field)->name; *name != '\0'; name++) {
        buffer_add_byte(out, *name == '_' ? ' ' : *name);
    }
}

/* 2.000.000.000 */
static void say_number(int64_t number, struct buffer *out)
{
    char room[INTEGER_BYTES];
    struct text digits = integer_text(number, room);
    for (size_t i = 0; i < digits.length; i++) {
        bool inside = i > 0 && digits.bytes[i - 1] != '-';
        buffer_add_string(out, inside && (digits.length - i) % 3 == 0 ? "." : "");
        buffer_add_byte(out, digits.bytes[i]);
    }
}

static enum style style_of(const struct expression_node *node)
{
    if (node->type == EXPRESSION_NUMBER) {
        return node->operator == OPERATOR_YEAR ? STYLE_YEAR : (node->operator == OPERATOR_PROVINCE ? STYLE_PROVINCE : STYLE_NUMBER);
    }
    return node->type == EXPRESSION_DAY ? STYLE_DAY : STYLE_NAME;
}

static void say_value(enum style style, enum expression_type type, const struct value *value, struct buffer *out)
{
    const struct region *region = style == STYLE_PROVINCE && value->kind == VALUE_INTEGER && value->integer < 100 ? region_find((int)value->integer) : NULL;
    if (value->kind == VALUE_MISSING) {
        buffer_add_string(out, "kosong");
    } else if (value->kind == VALUE_TEXT) {
        buffer_add(out, text_trim(value->text));
    } else if (region != NULL) {
        buffer_add(out, region->name);
    } else if (type == EXPRESSION_TRUTH) {
        buffer_add_string(out, value->integer != 0 ? "ada" : "tidak ada");
    } else if (style == STYLE_DAY) {
        day_print_words((struct day){ (int32_t)value->integer }, out);
    } else if (style == STYLE_NAME) {
        value_print(field_like_type(type), value, out);
    } else if (style == STYLE_NUMBER) {
        say_number(value->integer, out);
    } else {
        buffer_add_integer(out, value->integer);
    }
}

static bool is_sum(enum operator operator)
{
    return operator == OPERATOR_ADD || operator == OPERATOR_SUBTRACT;
}

static void say_term(const struct saying *saying, uint16_t index, enum style style);

/* A part of a product or a difference, in parentheses where the words would say something else without. */
static void say_side(const struct saying *saying, uint16_t index, enum operator around, bool right)
{
    const struct expression_node *node = node_at(saying, index);
    bool apart = is_sum(node->operator) && (around == OPERATOR_MULTIPLY || (around == OPERATOR_SUBTRACT && right));
    buffer_add_string(saying->out, apart ? "(" : "");
    say_term(saying, index, style_of(node));
    buffer_add_string(saying->out, apart ? ")" : "");
}

/* A value; `style` is for a constant, that of what it is compared with. */
static void say_term(const struct saying *saying, uint16_t index, enum style style)
{
    const struct expression_node *node = node_at(saying, index);
    const struct expression_reading *reading = saying->reading;
    if (node->operator == OPERATOR_FIELD) {
        say_field(node->field, saying->out);
    } else if (node->operator == OPERATOR_CONSTANT) {
        struct value value = expression_value(reading->expression, index, reading->applicant, reading->facts);
        buffer_add_string(saying->out, node->type == EXPRESSION_TEXT ? "\"" : "");
        say_value(style, node->type, &value, saying->out);
        buffer_add_string(saying->out, node->type == EXPRESSION_TEXT ? "\"" : "");
    } else if (node->operator == OPERATOR_REFERENCE_DAY) {
        day_print_words(reading->facts->reference_day, saying->out);
    } else {
        const struct term *term = &terms[node->operator];
        buffer_add_string(saying->out, term->before);
        say_side(saying, node->left, node->operator, false);
        if (node->right != NODE_NONE) {
            buffer_add_string(saying->out, term->between);
            say_side(saying, node->right, node->operator, true);
        }
        buffer_add_string(saying->out, term->after);
    }
}

static bool is_recorded(const struct saying *saying, uint16_t index)
{
    const struct expression_node *node = node_at(saying, index);
    return terms[node->operator].recorded || (node->left != NODE_NONE && is_recorded(saying, node->left)) || (node->right != NODE_NONE && is_recorded(saying, node->right));
}

/* " (tertulis: 2.400.000.000)" */
static void say_seen(const struct saying *saying, uint16_t index)
{
    const struct expression_reading *reading = saying->reading;
    const struct expression_node *node = node_at(saying, index);
    struct value value = node->operator == OPERATOR_FIELD ? reading->applicant->fields[node->field]
                                                          : expression_value(reading->expression, index, reading->applicant, reading->facts);
    if (saying->otherwise && node->operator != OPERATOR_CONSTANT) {
        buffer_add_string(saying->out, is_recorded(saying, index) ? " (tercatat: " : " (tertulis: ");
        say_value(style_of(node), node->type, &value, saying->out);
        buffer_add_byte(saying->out, ')');
    }
}

/* Whether the comparison says that there was no grant (1), that there was one (0), or something else (-1). */
static int says_no_grant(enum operator operator, const struct expression_node *left, const struct expression_node *right)
{
    if (left->operator != OPERATOR_GRANTS || right->operator != OPERATOR_CONSTANT) {
        return -1;
    }
    int64_t number = right->integer;
    if ((operator == OPERATOR_LESS && number == 1) || ((operator == OPERATOR_EQUAL || operator == OPERATOR_AT_MOST) && number == 0)) {
        return 1;
    }
    bool some = (operator == OPERATOR_AT_LEAST && number == 1) || ((operator == OPERATOR_UNEQUAL || operator == OPERATOR_MORE) && number == 0);
    return some ? 0 : -1;
}

static void say_comparison(const struct saying *saying, const struct expression_node *node, bool wanted)
{
    bool swap = node_at(saying, node->left)->operator == OPERATOR_CONSTANT && node_at(saying, node->right)->operator != OPERATOR_CONSTANT;
    uint16_t left = swap ? node->right : node->left;
    uint16_t right = swap ? node->left : node->right;
    enum operator operator = swap ? comparisons[node->operator].swapped : node->operator;
    operator = wanted ? operator : comparisons[operator].opposite;
    enum style style = style_of(node_at(saying, left));
    int no_grant = says_no_grant(operator, node_at(saying, left), node_at(saying, right));
    if (no_grant >= 0) {
        buffer_add_string(saying->out, no_grant != 0 ? "belum pernah menerima bantuan (" : "pernah menerima bantuan (");
        say_field(node_at(saying, left)->field, saying->out);
        buffer_add_byte(saying->out, ')');
    } else {
        say_term(saying, left, style);
        buffer_add_byte(saying->out, ' ');
        buffer_add_string(saying->out, comparisons[operator].words[style]);
        say_term(saying, right, style);
    }
    say_seen(saying, left);
}

static void say_alternatives(const struct saying *saying, const struct expression_node *node, bool wanted)
{
    enum style style = style_of(node_at(saying, node->left));
    say_term(saying, node->left, style);
    buffer_add_string(saying->out, wanted ? " salah satu dari " : " bukan salah satu dari ");
    for (uint16_t i = node->right; i != NODE_NONE; i = node_at(saying, i)->right) {
        buffer_add_string(saying->out, i == node->right ? "" : ", ");
        say_term(saying, node_at(saying, i)->left, style);
    }
    say_seen(saying, node->left);
}

static void say_range(const struct saying *saying, const struct expression_node *node, bool wanted)
{
    enum style style = style_of(node_at(saying, node->left));
    const struct expression_node *range = node_at(saying, node->right);
    say_term(saying, node->left, style);
    buffer_add_string(saying->out, wanted ? " " : " di luar ");
    say_term(saying, range->left, style);
    buffer_add_string(saying->out, " sampai ");
    say_term(saying, range->right, style);
    say_seen(saying, node->left);
}

static void say_list(const struct saying *saying, uint16_t index, bool wanted)
{
    const struct expression_node *node = node_at(saying, index);
    if (node->integer < 0) {
        buffer_add_string(saying->out, wanted ? "ada di suatu daftar pengecualian" : "tidak ada di daftar pengecualian mana pun");
    } else {
        buffer_add_string(saying->out, wanted ? "ada di daftar " : "tidak ada di daftar ");
        buffer_add(saying->out, node->text);
    }
    say_seen(saying, index);
}

/* A condition without parts. */
static void say_leaf(const struct saying *saying, uint16_t index, bool wanted)
{
    const struct expression_node *node = node_at(saying, index);
    switch ((int)node->operator) {
    case OPERATOR_IN:
        say_alternatives(saying, node, wanted);
        return;
    case OPERATOR_WITHIN:
        say_range(saying, node, wanted);
        return;
    case OPERATOR_LISTED:
        say_list(saying, index, wanted);
        return;
    case OPERATOR_PRESENT:
    case OPERATOR_MISSING:
        say_field(node->field, saying->out);
        buffer_add_string(saying->out, wanted ? "" : " tidak");
        buffer_add_string(saying->out, node->operator == OPERATOR_PRESENT ? " terisi" : " kosong");
        say_seen(saying, node->left);
        return;
    case OPERATOR_CONTAINS:
        say_term(saying, node->left, STYLE_NAME);
        buffer_add_string(saying->out, wanted ? " memuat " : " tidak memuat ");
        say_term(saying, node->right, STYLE_NAME);
        say_seen(saying, node->left);
        return;
    default:
        say_comparison(saying, node, wanted);
        return;
    }
}

static bool is_as(const struct saying *saying, uint16_t index, bool wanted)
{
    const struct expression_reading *reading = saying->reading;
    struct value value = expression_value(reading->expression, index, reading->applicant, reading->facts);
    return value.kind != VALUE_MISSING && (value.integer != 0) == wanted;
}

/* What is as it should be and rests on a field that must change for the other side is said, too. */
static bool must_stay(const struct saying *saying, uint16_t index, uint16_t other, bool wanted)
{
    return saying->otherwise && is_as(saying, index, wanted) && !is_as(saying, other, wanted) &&
           expression_parts_share_field(saying->reading->expression, index, other);
}

/* The condition, or with `wanted` false that it does not hold: what `not` stands before is said of the parts. */
static void say_condition(const struct saying *saying, uint16_t index, bool wanted, enum joint around)
{
    const struct expression_reading *reading = saying->reading;
    const struct expression_node *node = node_at(saying, index);
    if (saying->otherwise && is_as(saying, index, wanted)) {
        return;
    }
    if (node->operator == OPERATOR_NOT) {
        say_condition(saying, node->left, !wanted, around);
        return;
    }
    if (node->operator != OPERATOR_AND && node->operator != OPERATOR_OR) {
        say_leaf(saying, index, wanted);
        return;
    }
    enum joint joint = (node->operator == OPERATOR_AND) == wanted ? JOINT_AND : JOINT_OR;
    struct buffer left SCOPED_BUFFER = { 0 };
    struct buffer right SCOPED_BUFFER = { 0 };
    bool both_needed = joint == JOINT_AND;
    const struct saying sides[] = {
        { reading, saying->otherwise && !(both_needed && must_stay(saying, node->left, node->right, wanted)), &left },
        { reading, saying->otherwise && !(both_needed && must_stay(saying, node->right, node->left, wanted)), &right },
    };
    say_condition(&sides[0], node->left, wanted, joint);
    say_condition(&sides[1], node->right, wanted, joint);
    bool both = left.length > 0 && right.length > 0;
    bool apart = both && around != JOINT_NONE && around != joint;
    buffer_add_string(saying->out, apart ? "(" : "");
    buffer_add(saying->out, buffer_text(&left));
    buffer_add_string(saying->out, both ? (joint == JOINT_AND ? " dan " : " atau ") : "");
    buffer_add(saying->out, buffer_text(&right));
    buffer_add_string(saying->out, apart ? ")" : "");
}

void expression_words(const struct expression_reading *reading, struct buffer *out)
{
    const struct saying saying = { reading, false, out };
    say_condition(&saying, reading->expression->root, true, JOINT_NONE);
}

void expression_words_flip(const struct expression_reading *reading, bool wanted, struct buffer *out)
{
    const struct saying saying = { reading, true, out };
    say_condition(&saying, reading->expression->root, wanted, JOINT_NONE);
}

/* A field, or what is known elsewhere, that stands for itself and was not said before. The number by which something is looked
 * up is not said, the letter has it. */
static bool is_seen(const struct expression *expression, uint16_t index)
{
    const struct expression_node *node = &expression->nodes[index];
    bool asked = node->operator == OPERATOR_BIRTH || node->operator == OPERATOR_SEX || (node->operator != OPERATOR_LISTED && terms[node->operator].recorded);
    if (node->operator != OPERATOR_FIELD && !asked) {
        return false;
    }
    for (uint16_t i = 0; i < expression->count; i++) {
        const struct expression_node *other = &expression->nodes[i];
        bool looks_up = terms[other->operator].recorded && (other->left == index || other->right == index);
        bool again = i < index && other->operator == node->operator && other->field == node->field;
        if (looks_up || again) {
            return false;
        }
    }
    return true;
}

void expression_words_seen(const struct expression_reading *reading, struct buffer *out)
{
    const struct expression *expression = reading->expression;
    const struct saying saying = { reading, false, out };
    for (uint16_t i = 0; i < expression->count; i++) {
        const struct expression_node *node = &expression->nodes[i];
        if (!is_seen(expression, i)) {
            continue;
        }
        struct value value = node->operator == OPERATOR_FIELD ? reading->applicant->fields[node->field]
                                                              : expression_value(expression, i, reading->applicant, reading->facts);
        buffer_add_string(out, out->length == 0 ? "" : "; ");
        say_term(&saying, i, STYLE_NAME);
        buffer_add_byte(out, ' ');
        say_value(style_of(node), node->type, &value, out);
        const struct grants *grants = node->operator == OPERATOR_GRANTS && value.kind == VALUE_INTEGER
                                          ? history_find(&reading->facts->history, node->field, reading->applicant->fields[node->field].integer) : NULL;
        if (grants != NULL) {
            buffer_format(out, " (tahun %d)", grants->first_year);
        }
    }
}
