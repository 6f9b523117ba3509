#include "cell_internal.h"

#include "importer/day_text.h"

enum { PHONE_DIGITS_MIN = 10, PHONE_DIGITS_MAX = 13 };
#define NUMBER_MAX INT64_C(1000000000)

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* "1,57102E+15": digits, a mark, digits, E, an exponent. */
static bool is_scientific(struct text text)
{
    size_t at = 0;
    while (at < text.length && (is_digit(text.bytes[at]) || text.bytes[at] == ',' || text.bytes[at] == '.')) {
        at++;
    }
    if (at == 0 || !is_digit(text.bytes[0]) || at == text.length || (text.bytes[at] != 'E' && text.bytes[at] != 'e')) {
        return false;
    }
    at++;
    at += at < text.length && (text.bytes[at] == '+' || text.bytes[at] == '-') ? 1 : 0;
    return text_all_digits((struct text){ text.bytes + at, text.length - at });
}

static void fault(struct cells *cells, enum finding_name name, int column, struct text text)
{
    faults_add(&cells->faults, is_scientific(text) ? E_SCIENTIFIC : name, column, text, TEXT_EMPTY);
}

void cell_nik(struct cells *cells, int column, struct text text, struct value *out)
{
    static const enum finding_name names[] = {
        [NIK_SOUND] = E_NIK_DIGITS,     [NIK_NOT_DIGITS] = E_NIK_DIGITS, [NIK_LENGTH] = E_NIK_LENGTH,
        [NIK_PROVINCE] = E_NIK_PROVINCE, [NIK_DATE] = E_NIK_DATE,        [NIK_SERIAL] = E_NIK_SERIAL,
    };
    struct nik nik;
    enum nik_fault found = nik_parse(text, &nik);
    if (found != NIK_SOUND) {
        fault(cells, names[found], column, text);
        return;
    }
    value_set_integer(out, nik.number);
}

void cell_family_card(struct cells *cells, int column, struct text text, struct value *out)
{
    struct family_card card;
    if (family_card_parse(text, &card) != NIK_SOUND) {
        fault(cells, E_KK_FORM, column, text);
        return;
    }
    if (!family_card_date_possible(card)) {
        faults_add(&cells->faults, W_KK_DATE, column, text, TEXT_EMPTY);
    }
    value_set_integer(out, card.number);
}

bool day_read(struct text text, struct day *out)
{
    int64_t parts[3];
    if (day_parse_iso(text, out)) {
        return true;
    }
    const char *mark = text.bytes;
    while (mark != NULL && mark < text.bytes + text.length && is_digit(*mark)) {
        mark++;
    }
    if (mark == NULL || mark == text.bytes + text.length || (*mark != '/' && *mark != '-' && *mark != '.')) {
        return false;
    }
    struct text rest = text;
    for (size_t i = 0; i < 3; i++) {
        struct text part = text_split(&rest, *mark);
        bool width = i < 2 ? part.length <= 2 : part.length == 4;
        if (!width || !text_to_integer(part, &parts[i])) {
            return false;
        }
    }
    return rest.bytes == NULL && day_of((int)parts[2], (int)parts[1], (int)parts[0], out);
}

void cell_day(struct cells *cells, enum field field, int column, struct text text, struct value *out)
{
    struct day day;
    if (!day_read(text, &day)) {
        faults_add(&cells->faults, E_DAY, column, text, TEXT_EMPTY);
        return;
    }
    if (field == FIELD_TANGGAL_LAHIR && day.number > cells->today.number) {
        faults_add(&cells->faults, E_BIRTH_FUTURE, column, text, TEXT_EMPTY);
        return;
    }
    value_set_integer(out, day.number);
}

void cell_money(struct cells *cells, int column, struct text text, struct value *out)
{
    struct money amount;
    if (!money_parse(text, &amount)) {
        fault(cells, E_MONEY, column, text);
        return;
    }
    value_set_integer(out, amount.rupiah);
}

void cell_number(struct cells *cells, int column, struct text text, struct value *out)
{
    int64_t number;
    if (!text_to_integer(text, &number) || number > NUMBER_MAX) {
        fault(cells, E_NUMBER, column, text);
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

void cell_phone(struct cells *cells, int column, struct text text, struct value *out)
{
    struct text digits = strip(cells, text, " -.()", false);
    struct text rest = digits;
    if (text_starts_with(rest, TEXT("+62"))) {
        rest = (struct text){ rest.bytes + 3, rest.length - 3 };
    } else if (text_starts_with(rest, TEXT("62"))) {
        rest = (struct text){ rest.bytes + 2, rest.length - 2 };
    }
    bool abroad_code = rest.length < digits.length;
    if (abroad_code && rest.length > 0 && rest.bytes[0] == '0') {
        abroad_code = false; /* "+62 0812...": the 0 is there already */
        digits = rest;
    }
    if (abroad_code || (digits.length > 0 && digits.bytes[0] == '8')) {
        digits = strip(cells, abroad_code ? rest : digits, "", true);
    }
    bool sound = text_all_digits(digits) && digits.bytes[0] == '0' && digits.length >= PHONE_DIGITS_MIN && digits.length <= PHONE_DIGITS_MAX;
    if (!sound) {
        faults_add(&cells->faults, W_PHONE, column, text, TEXT_EMPTY);
    }
    if (digits.length > 0) {
        value_set_text(out, digits);
    }
}

void cell_bank_number(struct cells *cells, int column, struct text text, struct value *out)
{
    struct text digits = strip(cells, text, " -.", false);
    if (!text_all_digits(digits)) {
        fault(cells, E_ACCOUNT_NUMBER, column, text);
        return;
    }
    value_set_text(out, digits);
}
