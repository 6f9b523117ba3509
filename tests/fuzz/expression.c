/* Bytes that choose a condition by the language's grammar, so that nearly all are ones: what is read is read again from what it shows and from
 * a print with every bracket, and it can be evaluated of anybody. */
#include <stdint.h>

#include "base/memory.h"
#include "programme/expression.h"
#include "programme/expression_words.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { DEPTH_MOST = 6 };

struct choosing {
    const uint8_t *bytes;
    size_t length;
    struct buffer text;
    int depth;
};

static unsigned choose(struct choosing *choosing, unsigned among)
{
    if (choosing->length == 0) {
        return 0;
    }
    choosing->length -= 1;
    return *choosing->bytes++ % among;
}

static void say(struct choosing *choosing, const char *words)
{
    buffer_add_string(&choosing->text, words);
}

#define PICK(choosing, words) say(choosing, (words)[choose(choosing, sizeof(words) / sizeof((words)[0]))])

static const char *const number_fields[] = { "omzet_bulanan", "skor", "jumlah_diajukan" };
static const char *const day_fields[] = { "tanggal_lahir", "tanggal_pengajuan", "tanggal_mulai_usaha", "birth(nik)", "reference_day" };
static const char *const text_fields[] = { "nama", "sektor_usaha", "nib", "alamat", "keterangan" };
static const char *const numbers[] = { "0", "1", "12", "59", "60", "100", "2000000000", "2.000.000.000", "9007199254740991", "4503599627370496" };
static const char *const days[] = { "2024-12-31", "1981-01-01", "1996-12-31", "0001-01-01", "9999-12-31", "2024-02-29", "1900-03-01" };
static const char *const texts[] = { "'kuliner'", "\"x\"", "'tidak ada'", "'1571'", "'  a  b '", "'\xC3\xA9'" };
static const char *const comparisons[] = { " < ", " <= ", " > ", " >= ", " = ", " != " };

static void add_day(struct choosing *choosing);

static void add_number(struct choosing *choosing)
{
    static const char *const operators[] = { " + ", " - ", " * " };
    if (++choosing->depth > DEPTH_MOST) {
        PICK(choosing, numbers);
        choosing->depth--;
        return;
    }
    switch (choose(choosing, 9)) {
    case 0:
    case 1:
        PICK(choosing, number_fields);
        break;
    case 2:
        PICK(choosing, numbers);
        break;
    case 3:
    case 4: {
        bool bracket = choose(choosing, 2) == 1;
        say(choosing, bracket ? "(" : "");
        add_number(choosing);
        PICK(choosing, operators);
        add_number(choosing);
        say(choosing, bracket ? ")" : "");
        break;
    }
    case 5: {
        static const char *const calls[] = { "year(", "age(", "months(" };
        unsigned which = choose(choosing, 3);
        say(choosing, calls[which]);
        add_day(choosing);
        if (which > 0 && choose(choosing, 2) == 1) {
            say(choosing, ", ");
            add_day(choosing);
        }
        say(choosing, ")");
        break;
    }
    case 6: {
        static const char *const calls[] = { "grants(nik)", "grants(no_kk)", "granted(nik)", "granted(no_kk)", "applicants(no_kk)", "sum(skor, no_kk)" };
        PICK(choosing, calls);
        break;
    }
    case 7: {
        static const char *const calls[] = { "province(nik)", "province(kabupaten_usaha)", "province(kecamatan_usaha)" };
        PICK(choosing, calls);
        break;
    }
    default:
        PICK(choosing, number_fields);
        break;
    }
    choosing->depth--;
}

static void add_day(struct choosing *choosing)
{
    if (++choosing->depth > DEPTH_MOST || choose(choosing, 4) > 0) {
        if (choose(choosing, 3) == 0) {
            PICK(choosing, days);
        } else {
            PICK(choosing, day_fields);
        }
    } else {
        say(choosing, "add_months(");
        add_day(choosing);
        say(choosing, ", ");
        add_number(choosing);
        say(choosing, ")");
    }
    choosing->depth--;
}

static void add_range_or_list(struct choosing *choosing, const char *const *words, unsigned count, bool range)
{
    if (range) {
        say(choosing, words[choose(choosing, count)]);
        say(choosing, "..");
        say(choosing, words[choose(choosing, count)]);
        return;
    }
    say(choosing, "[");
    for (unsigned i = 0, many = choose(choosing, 4); i <= many; i++) {
        say(choosing, i > 0 ? ", " : "");
        say(choosing, words[choose(choosing, count)]);
    }
    say(choosing, "]");
}

static void add_plain(struct choosing *choosing)
{
    static const char *const words[] = { "kategori = milenial", "kategori in [emak-emak, pemula]", "jenis_kelamin = perempuan", "sex(nik) != jenis_kelamin", "jalur = aspirasi", "kabupaten_usaha = 1571",
                                         "kabupaten_usaha = 'Kota Jambi'", "kecamatan_usaha in [157101, 157102]", "kabupaten(nik) = kabupaten_usaha", "present(nib)", "missing(skor)", "listed('asn')", "listed()",
                                         "present(nama)", "missing(no_kk)", "contains(nama, 'x')", "contains(sektor_usaha, jenis_usaha)", "nik = no_kk", "nama = nama_rekening" };
    switch (choose(choosing, 6)) {
    case 0:
        add_number(choosing);
        PICK(choosing, comparisons);
        add_number(choosing);
        break;
    case 1:
        add_day(choosing);
        PICK(choosing, comparisons);
        add_day(choosing);
        break;
    case 2:
        add_number(choosing);
        say(choosing, " in ");
        add_range_or_list(choosing, numbers, sizeof(numbers) / sizeof(numbers[0]), choose(choosing, 2) == 1);
        break;
    case 3:
        add_day(choosing);
        say(choosing, " in ");
        add_range_or_list(choosing, days, sizeof(days) / sizeof(days[0]), choose(choosing, 2) == 1);
        break;
    case 4:
        PICK(choosing, text_fields);
        if (choose(choosing, 2) == 1) {
            say(choosing, " in ");
            add_range_or_list(choosing, texts, sizeof(texts) / sizeof(texts[0]), false);
        } else {
            say(choosing, choose(choosing, 2) == 1 ? " = " : " != ");
            PICK(choosing, texts);
        }
        break;
    default:
        PICK(choosing, words);
        break;
    }
}

static void add_truth(struct choosing *choosing)
{
    if (++choosing->depth > DEPTH_MOST) {
        add_plain(choosing);
        choosing->depth--;
        return;
    }
    switch (choose(choosing, 6)) {
    case 0:
    case 1: {
        bool bracket = choose(choosing, 2) == 1;
        say(choosing, bracket ? "(" : "");
        add_truth(choosing);
        say(choosing, choose(choosing, 2) == 1 ? " and " : " or ");
        add_truth(choosing);
        say(choosing, bracket ? ")" : "");
        break;
    }
    case 2:
        say(choosing, choose(choosing, 2) == 1 ? "not " : "not (");
        if (choosing->text.bytes[choosing->text.length - 1] == '(') {
            add_truth(choosing);
            say(choosing, ")");
        } else {
            add_plain(choosing);
        }
        break;
    default:
        add_plain(choosing);
        break;
    }
    choosing->depth--;
}

static const char *sign_of(enum operator operator)
{
    static const char *const signs[] = {
        [OPERATOR_AND] = "and",   [OPERATOR_OR] = "or",    [OPERATOR_EQUAL] = "=", [OPERATOR_UNEQUAL] = "!=", [OPERATOR_LESS] = "<",     [OPERATOR_AT_MOST] = "<=",
        [OPERATOR_MORE] = ">",    [OPERATOR_AT_LEAST] = ">=", [OPERATOR_ADD] = "+",   [OPERATOR_SUBTRACT] = "-", [OPERATOR_MULTIPLY] = "*",
    };
    return (size_t)operator < sizeof(signs) / sizeof(signs[0]) ? signs[operator] : NULL;
}

/* With a bracket around all that has two sides; the rest as it stands in the text. */
static void print_bracketed(const struct expression *expression, uint16_t index, struct buffer *out)
{
    const struct expression_node *node = &expression->nodes[index];
    const char *sign = sign_of(node->operator);
    CHECK(node->begin <= node->end && node->end <= strlen(expression->text));
    if (node->operator == OPERATOR_NOT) {
        buffer_add_string(out, "not (");
        print_bracketed(expression, node->left, out);
        buffer_add_string(out, ")");
    } else if (sign != NULL) {
        buffer_add_string(out, "(");
        print_bracketed(expression, node->left, out);
        buffer_format(out, " %s ", sign);
        print_bracketed(expression, node->right, out);
        buffer_add_string(out, ")");
    } else {
        buffer_add(out, (struct text){ expression->text + node->begin, node->end - node->begin });
    }
}

static void check_same(const struct expression *a, uint16_t i, const struct expression *b, uint16_t k)
{
    CHECK((i == NODE_NONE) == (k == NODE_NONE));
    if (i == NODE_NONE) {
        return;
    }
    const struct expression_node *left = &a->nodes[i];
    const struct expression_node *right = &b->nodes[k];
    CHECK(left->operator == right->operator && left->type == right->type && left->field == right->field && left->integer == right->integer);
    CHECK(text_equal(left->text, right->text));
    check_same(a, left->left, b, right->left);
    check_same(a, left->right, b, right->right);
}

static void read_again(const struct expression *expression, struct text text, bool may_be_too_deep)
{
    struct list_names lists = { .count = 0 };
    struct expression again = { 0 };
    const struct error *error = expression_parse("again", text, (struct yaml_place){ 1, 1 }, &lists, &again);
    CHECK(error == NULL || may_be_too_deep);
    if (error == NULL) {
        check_same(expression, expression->root, &again, again.root);
    }
    expression_free(&again);
    for (size_t i = 0; i < lists.count; i++) {
        memory_free(lists.names[i]);
    }
}

static void somebody(struct applicant *out, int kind)
{
    static const int64_t integers[] = { 0, 1, INT64_C(9007199254740991), 60 };
    static const int64_t days_of[] = { -719162, 0, 2932896, 20000 };
    *out = (struct applicant){ .year = 2024 };
    for (int i = 0; i < FIELD_COUNT; i++) {
        const struct field_spec *spec = field_spec((enum field)i);
        bool text = spec->type == TYPE_TEXT || spec->type == TYPE_PHONE || spec->type == TYPE_BANK_NUMBER;
        bool number = spec->type == TYPE_NIK || spec->type == TYPE_FAMILY_CARD;
        if (kind == 0 && !spec->required) {
            continue;
        }
        int64_t integer = spec->type == TYPE_KABKOTA ? 1571 : spec->type == TYPE_KECAMATAN ? 157101 : spec->type == TYPE_DAY ? days_of[kind % 4] : number ? INT64_C(1571015203900001) : integers[kind % 4];
        if (spec->type == TYPE_CATEGORY || spec->type == TYPE_SEX || spec->type == TYPE_PATH) {
            integer = 1;
        }
        out->fields[i] = (struct value){ .kind = text ? VALUE_TEXT : VALUE_INTEGER, .integer = text ? 0 : integer, .text = text ? TEXT("Kuliner x") : TEXT_EMPTY };
    }
}

static void judge(const struct expression *expression)
{
    const struct facts facts = { .year = 2024, .reference_day = { 20088 } };
    bool sums = false;
    for (int field = 0; field < FIELD_COUNT; field++) {
        sums = sums || expression_asks(expression, OPERATOR_SUM, (enum field)field);
    }
    for (int kind = 0; kind < 4 && !sums; kind++) {
        struct applicant applicant;
        struct buffer shown SCOPED_BUFFER = { 0 };
        somebody(&applicant, kind);
        int holds = expression_holds(expression, &applicant, &facts);
        CHECK(holds >= -1 && holds <= 1);
        CHECK(holds == expression_holds(expression, &applicant, &facts));
        CHECK(holds != -1 || expression_may_be_unknown(expression));
        const struct expression_reading reading = { expression, &applicant, &facts };
        expression_show_values(expression, &applicant, &facts, &shown);
        expression_show_flip(expression, &applicant, &facts, holds != 1, &shown);
        expression_words(&reading, &shown);
        expression_words_seen(&reading, &shown);
        expression_words_flip(&reading, holds != 1, &shown);
        CHECK(text_utf8_invalid(buffer_text(&shown)) == shown.length);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct choosing choosing = { .bytes = bytes, .length = length };
    struct list_names lists = { .count = 0 };
    struct expression expression = { 0 };
    add_truth(&choosing);
    if (expression_parse("fuzz", buffer_text(&choosing.text), (struct yaml_place){ 1, 1 }, &lists, &expression) == NULL) {
        struct buffer shown SCOPED_BUFFER = { 0 };
        struct buffer bracketed SCOPED_BUFFER = { 0 };
        expression_show_text(&expression, &shown);
        read_again(&expression, buffer_text(&shown), false);
        print_bracketed(&expression, expression.root, &bracketed);
        read_again(&expression, buffer_text(&bracketed), true);
        judge(&expression);
    }
    expression_free(&expression);
    for (size_t i = 0; i < lists.count; i++) {
        memory_free(lists.names[i]);
    }
    buffer_free(&choosing.text);
    return 0;
}
