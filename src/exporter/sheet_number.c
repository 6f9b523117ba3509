/* Numbers of cells, compared by their digits: a spreadsheet that saves the file again writes the same number in other letters. */
#include "exporter/workbook_reader.h"

enum { DIGITS_KEPT = 15, EXPONENT_MAX = 400, LETTERS_MAX = 40 };

struct decimal {
    bool negative;
    char digits[DIGITS_KEPT + 1]; /* of 0.DDD * 10^exponent, without zeros at either end */
    int64_t exponent;
};

static void take_digit(char digit, bool fraction, char digits[static LETTERS_MAX], size_t *count_inout, int64_t *exponent_inout)
{
    bool leading = *count_inout == 0 && digit == '0';
    if (!leading && *count_inout < LETTERS_MAX) {
        digits[(*count_inout)++] = digit;
    }
    *exponent_inout += leading ? (fraction ? -1 : 0) : (fraction ? 0 : 1);
}

/* To fifteen digits, a half up. */
static void round_digits(const char digits[static LETTERS_MAX], size_t count, struct decimal *out)
{
    size_t kept = count > DIGITS_KEPT ? DIGITS_KEPT : count;
    bool up = count > DIGITS_KEPT && digits[DIGITS_KEPT] >= '5';
    memcpy(out->digits, digits, kept);
    while (up && kept > 0 && out->digits[kept - 1] == '9') {
        kept -= 1;
    }
    if (up && kept > 0) {
        out->digits[kept - 1] = (char)(out->digits[kept - 1] + 1);
    } else if (up) {
        out->digits[kept++] = '1';
        out->exponent += 1;
    }
    while (kept > 0 && out->digits[kept - 1] == '0') {
        kept -= 1;
    }
    out->digits[kept] = '\0';
}

static bool parse(struct text text, struct decimal *out)
{
    char digits[LETTERS_MAX] = { 0 };
    size_t count = 0;
    size_t at = 0;
    bool fraction = false;
    bool any = false;
    int64_t power = 0;
    *out = (struct decimal){ .negative = text.length > 0 && text.bytes[0] == '-' };
    for (at = out->negative ? 1 : 0; at < text.length && ((text.bytes[at] >= '0' && text.bytes[at] <= '9') || (text.bytes[at] == '.' && !fraction)); at++) {
        if (text.bytes[at] == '.') {
            fraction = true;
            continue;
        }
        any = true;
        take_digit(text.bytes[at], fraction, digits, &count, &out->exponent);
    }
    if (any && at < text.length && (text.bytes[at] == 'E' || text.bytes[at] == 'e')) {
        struct text rest = { text.bytes + at + 1, text.length - at - 1 };
        bool less = rest.length > 0 && rest.bytes[0] == '-';
        size_t sign = rest.length > 0 && (rest.bytes[0] == '-' || rest.bytes[0] == '+') ? 1 : 0;
        any = text_to_integer((struct text){ rest.bytes + sign, rest.length - sign }, &power) && power <= EXPONENT_MAX;
        out->exponent += less ? -power : power;
        at = text.length;
    }
    if (!any || at != text.length) {
        return false;
    }
    round_digits(digits, count, out);
    if (out->digits[0] == '\0') {
        *out = (struct decimal){ .negative = false }; /* zero has no sign and no size */
    }
    return true;
}

bool sheet_cell_equal(const struct sheet_cell *a, const struct sheet_cell *b)
{
    struct decimal one;
    struct decimal other;
    if (a->kind == SHEET_NOT_CALCULATED || b->kind == SHEET_NOT_CALCULATED) {
        return text_equal(a->form, b->form);
    }
    if (text_equal(a->value, b->value)) {
        return a->kind == b->kind;
    }
    return a->kind == SHEET_NUMBER && b->kind == SHEET_NUMBER && parse(text_trim(a->value), &one) && parse(text_trim(b->value), &other) &&
           one.negative == other.negative && one.exponent == other.exponent && strcmp(one.digits, other.digits) == 0;
}

/* FNV-1a, 64 bits. */
static uint64_t mix(uint64_t hash, struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        hash = (hash ^ (unsigned char)text.bytes[i]) * 1099511628211U;
    }
    return hash;
}

uint64_t sheet_cell_hash(const struct sheet_cell *cell)
{
    static const uint64_t basis = 14695981039346656037U;
    struct decimal number;
    char kind = (char)cell->kind;
    uint64_t hash = mix(basis, (struct text){ &kind, 1 });
    if (cell->kind != SHEET_NUMBER || !parse(text_trim(cell->value), &number)) {
        return mix(hash, cell->value);
    }
    char sign = number.negative ? '-' : '+';
    char exponent[4] = { (char)((uint64_t)number.exponent & 0xff), (char)((uint64_t)number.exponent >> 8 & 0xff), sign, '.' };
    return mix(mix(hash, (struct text){ exponent, sizeof(exponent) }), text_of(number.digits));
}
