#include "exporter/formula.h"

enum { LETTERS_MAX = 3, ROW_DIGITS_MAX = 7 };

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
    return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '$' || c == '\\' || (unsigned char)c >= 0x80;
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static struct text skip(struct text text, size_t bytes)
{
    return (struct text){ text.bytes + bytes, text.length - bytes };
}

/* The bytes of what is quoted, with both quotes; a doubled quote is one of the text. All of it when it has no end. */
static size_t quoted_length(struct text text)
{
    char quote = text.bytes[0];
    size_t at = 1;
    while (at < text.length) {
        if (text.bytes[at] == quote && (at + 1 == text.length || text.bytes[at + 1] != quote)) {
            return at + 1;
        }
        at += text.bytes[at] == quote ? 2 : 1;
    }
    return text.length;
}

/* The name of a sheet always in one way: between quotes. */
static void add_sheet(struct text name, bool quoted, struct buffer *out)
{
    buffer_add_byte(out, '\'');
    for (size_t i = quoted ? 1 : 0; i + (quoted ? 1 : 0) < name.length; i++) {
        buffer_add_byte(out, name.bytes[i]);
    }
    buffer_add_string(out, "'!");
}

/* "$AB$12", "AB12": the whole word. */
static bool parse_reference(struct text word, bool *column_fixed_out, int *column_out, bool *row_fixed_out, int64_t *row_out)
{
    size_t letters = 0;
    *column_fixed_out = word.length > 0 && word.bytes[0] == '$';
    word = skip(word, *column_fixed_out ? 1 : 0);
    *column_out = 0;
    while (letters < word.length && is_letter(word.bytes[letters])) {
        if (letters == LETTERS_MAX) {
            return false;
        }
        *column_out = *column_out * 26 + (upper(word.bytes[letters++]) - 'A' + 1);
    }
    word = skip(word, letters);
    *row_fixed_out = word.length > 0 && word.bytes[0] == '$';
    word = skip(word, *row_fixed_out ? 1 : 0);
    return letters > 0 && word.length > 0 && word.length <= ROW_DIGITS_MAX && text_all_digits(word) && text_to_integer(word, row_out);
}

static void add_coordinate(char letter, bool fixed, int64_t value, int64_t here, struct buffer *out)
{
    buffer_format(out, fixed ? "%c%lld" : "%c[%lld]", letter, (long long)(fixed ? value : value - here));
}

static void add_word(struct text word, char next, int64_t row, int column, struct buffer *out)
{
    static const struct text prefixes[] = { { "_xlfn.", 6 }, { "_xlws.", 6 } };
    bool column_fixed;
    bool row_fixed;
    int other_column;
    int64_t other_row;
    if (next == '!') {
        add_sheet(word, false, out);
        return;
    }
    if (next != '(' && parse_reference(word, &column_fixed, &other_column, &row_fixed, &other_row)) {
        add_coordinate('R', row_fixed, other_row, row, out);
        add_coordinate('C', column_fixed, other_column, column, out);
        return;
    }
    for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
        if (word.length > prefixes[i].length && text_equal_nocase((struct text){ word.bytes, prefixes[i].length }, prefixes[i])) {
            word = skip(word, prefixes[i].length);
        }
    }
    for (size_t i = 0; i < word.length; i++) {
        buffer_add_byte(out, upper(word.bytes[i]));
    }
}

void formula_form(struct text formula, int64_t row, int column, struct buffer *out)
{
    while (formula.length > 0) {
        char c = formula.bytes[0];
        size_t used = 1;
        if (c == '"' || c == '\'') {
            used = quoted_length(formula);
            bool sheet = c == '\'' && used >= 2 && used < formula.length && formula.bytes[used] == '!';
            if (sheet) {
                add_sheet((struct text){ formula.bytes, used }, true, out);
                used += 1;
            } else {
                buffer_add(out, (struct text){ formula.bytes, used });
            }
        } else if (is_word(c)) {
            while (used < formula.length && is_word(formula.bytes[used])) {
                used++;
            }
            char next = used < formula.length ? formula.bytes[used] : '\0';
            add_word((struct text){ formula.bytes, used }, next, row, column, out);
            used += next == '!' ? 1 : 0;
        } else if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
            buffer_add_byte(out, c);
        }
        formula = skip(formula, used);
    }
}

/* "R5" or "C[-3]", its letter in front. */
static size_t coordinate_length(struct text form, char letter, bool *fixed_out, int64_t *value_out)
{
    size_t at = 1;
    bool negative = false;
    int64_t value = 0;
    if (form.length < 2 || form.bytes[0] != letter || (form.bytes[1] != '[' && !is_digit(form.bytes[1]))) {
        return 0;
    }
    *fixed_out = form.bytes[1] != '[';
    if (!*fixed_out) {
        at++;
        negative = at < form.length && form.bytes[at] == '-';
        at += negative ? 1 : 0;
    }
    size_t first = at;
    while (at < form.length && is_digit(form.bytes[at]) && at - first < ROW_DIGITS_MAX) {
        value = value * 10 + (form.bytes[at++] - '0');
    }
    *value_out = negative ? -value : value;
    if (at == first || (!*fixed_out && (at == form.length || form.bytes[at] != ']'))) {
        return 0;
    }
    return at + (*fixed_out ? 0 : 1);
}

struct place {
    int64_t row;
    int column;
    bool row_fixed;
    size_t row_bytes; /* of its text */
};

/* Of "R5C[-3]" the bytes, and what it refers to from `here`; 0 when it is none. */
static size_t reference_length(struct text form, struct place here, struct place *out)
{
    int64_t row;
    int64_t column;
    bool fixed;
    size_t rows = coordinate_length(form, 'R', &out->row_fixed, &row);
    size_t columns = rows == 0 ? 0 : coordinate_length(skip(form, rows), 'C', &fixed, &column);
    if (columns == 0) {
        return 0;
    }
    out->row_bytes = rows;
    out->row = out->row_fixed ? row : here.row + row;
    out->column = (int)(fixed ? column : here.column + column);
    return rows + columns;
}

/* What stands in front of a reference may be no part of a word: "FOR1C2" is none. */
static size_t word_length(struct text form)
{
    size_t at = 1;
    while (at < form.length && is_word(form.bytes[at])) {
        at++;
    }
    return at;
}

void formula_form_shape(struct text form, struct buffer *out)
{
    while (form.length > 0) {
        struct place place = { .row_fixed = false };
        size_t used = form.bytes[0] == '"' || form.bytes[0] == '\'' ? quoted_length(form) : reference_length(form, (struct place){ .row = 0 }, &place);
        bool reference = used > 0 && form.bytes[0] == 'R';
        if (used == 0) {
            used = is_word(form.bytes[0]) ? word_length(form) : 1;
        }
        if (reference) {
            buffer_add_string(out, place.row_fixed ? "R#" : "R[#]");
            buffer_add(out, skip((struct text){ form.bytes, used }, place.row_bytes));
        } else {
            buffer_add(out, (struct text){ form.bytes, used });
        }
        form = skip(form, used);
    }
}

bool formula_form_next(struct text *rest_inout, int64_t row, int column, struct formula_reference *out)
{
    const struct place here = { .row = row, .column = column };
    struct text sheet = TEXT_EMPTY;
    while (rest_inout->length > 0) {
        struct text rest = *rest_inout;
        struct place first;
        struct place last;
        size_t used = rest.bytes[0] == '"' || rest.bytes[0] == '\'' ? quoted_length(rest) : 0;
        if (used > 0) {
            sheet = rest.bytes[0] == '\'' && used >= 2 ? (struct text){ rest.bytes + 1, used - 2 } : TEXT_EMPTY;
            used += sheet.length > 0 && used < rest.length && rest.bytes[used] == '!' ? 1 : 0;
            *rest_inout = skip(rest, used);
            continue;
        }
        used = reference_length(rest, here, &first);
        if (used == 0) {
            *rest_inout = skip(rest, is_word(rest.bytes[0]) ? word_length(rest) : 1);
            sheet = TEXT_EMPTY;
            continue;
        }
        *rest_inout = skip(rest, used);
        *out = (struct formula_reference){ .sheet = sheet, .first = first.column, .last = first.column, .first_row = first.row, .last_row = first.row };
        rest = *rest_inout;
        size_t more = rest.length > 1 && rest.bytes[0] == ':' ? reference_length(skip(rest, 1), here, &last) : 0;
        if (more > 0) {
            *rest_inout = skip(rest, more + 1);
            out->last = last.column;
            out->last_row = last.row;
        }
        return true;
    }
    return false;
}
