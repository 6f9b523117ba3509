#include "cell_internal.h"

#include "importer/money_text.h"

enum { PHONE_DIGITS_MIN = 10, PHONE_DIGITS_MAX = 13, ACCOUNT_DIGITS_MIN = 5 };
#define NUMBER_MAX INT64_C(1000000000)

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Digits, a mark, digits, E, an exponent. */
bool is_scientific(struct text text)
{
    size_t at = 0;
    while (at < text.length && (is_digit(text.bytes[at]) || text.bytes[at] == ',' || text.bytes[at] == '.')) {
        at++;
    }
    if (at == 0 || !is_digit(text.bytes[0])) {
        return false;
    }
    at += at < text.length && text.bytes[at] == ' ' ? 1 : 0;
    if (at == text.length || (text.bytes[at] != 'E' && text.bytes[at] != 'e')) {
        return false;
    }
    at++;
    at += at < text.length && (text.bytes[at] == '+' || text.bytes[at] == '-') ? 1 : 0;
    return text_all_digits((struct text){ text.bytes + at, text.length - at });
}

bool has_zero_fraction(struct text text, struct text *whole_out)
{
    size_t zeros = 0;
    while (zeros < 2 && zeros < text.length && text.bytes[text.length - 1 - zeros] == '0') {
        zeros++;
    }
    if (zeros == 0 || text.length < zeros + 2) {
        return false;
    }
    char mark = text.bytes[text.length - 1 - zeros];
    struct text whole = { text.bytes, text.length - 1 - zeros };
    if ((mark != '.' && mark != ',') || !text_all_digits(whole)) {
        return false;
    }
    *whole_out = whole;
    return true;
}

void cell_fault(struct cells *cells, enum finding_name name, int column, struct text text)
{
    faults_add(&cells->faults, is_scientific(text) ? E_SCIENTIFIC : name, column, text, TEXT_EMPTY);
}

void cell_money(struct cells *cells, int column, struct text text, struct value *out)
{
    struct money amount;
    if (!money_text_read(text, &amount)) {
        cell_fault(cells, E_MONEY, column, text);
        return;
    }
    value_set_integer(out, amount.rupiah);
}

void cell_number(struct cells *cells, int column, struct text text, struct value *out)
{
    int64_t number;
    struct text whole = text;
    (void)has_zero_fraction(text, &whole);
    if (!text_to_integer(whole, &number) || number > NUMBER_MAX) {
        cell_fault(cells, E_NUMBER, column, text);
        return;
    }
    value_set_integer(out, number);
}

/* The text without the bytes of `drop`, behind a 0 if asked for. Takes of the row's room only when it differs. */
static struct text strip(struct cells *cells, struct text text, const char *drop, bool lead_zero)
{
    bool differs = lead_zero;
    for (size_t i = 0; i < text.length && !differs; i++) {
        differs = !is_digit(text.bytes[i]);
    }
    if (!differs) {
        return text;
    }
    char *to = cells_room(cells, text.length + 1);
    size_t length = 0;
    if (lead_zero) {
        to[length++] = '0';
    }
    for (size_t i = 0; i < text.length; i++) {
        if (strchr(drop, text.bytes[i]) == NULL) {
            to[length++] = text.bytes[i];
        }
    }
    cells->room_used += length;
    return (struct text){ to, length };
}

/* The number as 08..., without blanks and signs; other texts without them. */
static struct text phone_digits(struct cells *cells, struct text text)
{
    static const struct text abroad_codes[] = { { "+62", 3 }, { "0062", 4 }, { "62", 2 } };
    struct text digits = strip(cells, text, " -.()", false);
    struct text rest = digits;
    for (size_t i = 0; i < 3 && rest.length == digits.length; i++) {
        if (text_starts_with(rest, abroad_codes[i])) {
            rest = (struct text){ rest.bytes + abroad_codes[i].length, rest.length - abroad_codes[i].length };
        }
    }
    bool abroad_code = rest.length < digits.length;
    if (abroad_code && rest.length > 0 && rest.bytes[0] == '0') {
        abroad_code = false; /* "+62 0812...": the 0 is there already */
        digits = rest;
    }
    if (abroad_code || (digits.length > 0 && digits.bytes[0] == '8')) {
        digits = strip(cells, abroad_code ? rest : digits, "", true);
    }
    return digits;
}

static bool is_phone(struct text digits)
{
    return digits.length >= PHONE_DIGITS_MIN && digits.length <= PHONE_DIGITS_MAX && digits.bytes[0] == '0' && text_all_digits(digits);
}

/* "0812... / 0813...", "0812..., 0813...", "0812... dan 0813...": the first of several. */
static struct text first_of_several(struct text text)
{
    for (size_t at = 1; at < text.length; at++) {
        char byte = text.bytes[at];
        bool word = byte == ' ' && at + 1 < text.length && ((text.bytes[at + 1] | 0x20) == 'd' || (text.bytes[at + 1] | 0x20) == 'a');
        if (word || byte == '/' || byte == ',' || byte == ';' || byte == '&') {
            return text_trim((struct text){ text.bytes, at });
        }
    }
    return text;
}

void cell_phone(struct cells *cells, int column, struct text text, struct value *out)
{
    struct text whole;
    struct text digits = phone_digits(cells, has_zero_fraction(text, &whole) ? whole : text);
    if (!is_phone(digits)) {
        struct text alone = first_of_several(text);
        struct text first = alone.length < text.length ? phone_digits(cells, alone) : TEXT_EMPTY;
        bool several = is_phone(first);
        faults_add(&cells->faults, several ? W_PHONE_SECOND : W_PHONE, column, text, several ? first : TEXT_EMPTY);
        /* What is no number is kept as it is written. */
        digits = several ? first : text_all_digits(digits) ? digits : text;
    }
    value_set_text(out, digits);
}

void cell_bank_number(struct cells *cells, int column, struct text text, struct value *out)
{
    struct text whole;
    if (has_zero_fraction(text, &whole)) {
        /* It was a number once: its leading zeros are lost, and the last ones are none of the account's. */
        faults_add(&cells->faults, E_ACCOUNT_NUMBER, column, text, whole);
        return;
    }
    struct text digits = strip(cells, text, " -.", false);
    if (!text_all_digits(digits)) {
        cell_fault(cells, E_ACCOUNT_NUMBER, column, text);
        return;
    }
    if (digits.length < ACCOUNT_DIGITS_MIN) {
        cell_fault(cells, W_ACCOUNT_SHORT, column, text);
    }
    value_set_text(out, digits);
}
