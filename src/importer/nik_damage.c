#include "importer/nik_damage.h"

#include "cell_internal.h"
#include "programme/region.h"

enum { NIK_DIGITS = 16, CELL_MAX = 40, FOUND_MAX = 400 };
#define EXACT_IN_DOUBLE INT64_C(9007199254740992) /* 2^53 */
#define REPEATED INT64_C(1111111111111111)

bool nik_is_placeholder(struct nik nik)
{
    return nik.number % REPEATED == 0;
}

/* All digits equal, or counting up or down: 0000, 1234567890123456, 9876543210987654. */
static bool counts_by(struct text digits, int step)
{
    for (size_t i = 1; i < digits.length; i++) {
        if ((digits.bytes[i - 1] - '0' + step + 10) % 10 != digits.bytes[i] - '0') {
            return false;
        }
    }
    return true;
}

static bool is_filler(struct text digits)
{
    bool zero = digits.length == 1 && digits.bytes[0] == '0';
    return zero || (digits.length >= 4 && (counts_by(digits, 0) || counts_by(digits, 1) || counts_by(digits, -1)));
}

/* 0812..., 62812..., 812... with the digits of a mobile number. */
static bool is_phone(struct text digits)
{
    size_t length = digits.length;
    return (text_starts_with(digits, TEXT("08")) && length >= 10 && length <= 13) ||
           (text_starts_with(digits, TEXT("628")) && length >= 11 && length <= 14) || (text_starts_with(digits, TEXT("8")) && length >= 9 && length <= 12);
}

/* Adds the number when it is a sound NIK. */
static void add_sound(struct text digits, struct buffer *out)
{
    struct nik nik;
    if (nik_parse(digits, &nik) == NIK_SOUND) {
        nik_print(nik, out);
    }
}

/* The text without what people put between groups of digits, and with 0 and 1 for the letters that look like them. */
struct reduced {
    char bytes[CELL_MAX];
    size_t length;
    bool separated;
    bool lettered;
};

static bool reduce(struct text text, struct reduced *out)
{
    *out = (struct reduced){ .length = 0 };
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (strchr(" .-/_", byte) != NULL || (byte == '+' && i == 0)) {
            out->separated = true;
            continue;
        }
        char digit = byte;
        if (byte == 'O' || byte == 'o') {
            digit = '0';
        } else if (byte == 'l' || byte == 'I' || byte == 'i' || byte == '|') {
            digit = '1';
        }
        if (digit < '0' || digit > '9' || out->length == CELL_MAX) {
            return false;
        }
        out->lettered = out->lettered || digit != byte;
        out->bytes[out->length++] = digit;
    }
    return out->length > 0;
}

static enum finding_name finding_for(enum nik_fault found)
{
    static const enum finding_name names[] = {
        [NIK_SOUND] = E_NIK_DIGITS,      [NIK_NOT_DIGITS] = E_NIK_DIGITS, [NIK_LENGTH] = E_NIK_LENGTH,
        [NIK_PROVINCE] = E_NIK_PROVINCE, [NIK_DATE] = E_NIK_DATE,         [NIK_SERIAL] = E_NIK_SERIAL,
    };
    return names[found];
}

enum finding_name nik_damage(struct text text, enum nik_fault found, struct buffer *would_be)
{
    struct reduced reduced;
    struct text whole;
    int64_t number;
    if (is_scientific(text)) {
        return E_SCIENTIFIC;
    }
    if (has_zero_fraction(text, &whole) && whole.length >= NIK_DIGITS - 2) {
        if (text_to_integer(whole, &number) && number <= EXACT_IN_DOUBLE) {
            add_sound(whole, would_be);
        }
        return E_NIK_DECIMALS;
    }
    if (!reduce(text, &reduced)) {
        return finding_for(found);
    }
    struct text digits = { reduced.bytes, reduced.length };
    if (!reduced.lettered && is_filler(digits)) {
        return E_NIK_PLACEHOLDER;
    }
    if (!reduced.lettered && is_phone(digits)) {
        return E_NIK_PHONE;
    }
    if (digits.length == NIK_DIGITS && (reduced.lettered || reduced.separated)) {
        add_sound(digits, would_be);
        return reduced.lettered ? E_NIK_LETTERS : E_NIK_SEPARATORS;
    }
    return digits.length == NIK_DIGITS - 1 && !reduced.lettered ? E_NIK_FIFTEEN : finding_for(found);
}

void family_card_would_be(struct text text, struct buffer *would_be)
{
    struct reduced reduced;
    struct family_card card;
    struct text whole = text;
    int64_t number;
    if (has_zero_fraction(text, &whole) && (!text_to_integer(whole, &number) || number > EXACT_IN_DOUBLE)) {
        return;
    }
    if (!is_scientific(text) && reduce(whole, &reduced) && family_card_parse((struct text){ reduced.bytes, reduced.length }, &card) == NIK_SOUND) {
        family_card_print(card, would_be);
    }
}

/* The numbers that fit a row, found by trial. */
struct trial {
    struct day birth;
    enum sex sex;
    int64_t found[FOUND_MAX];
    size_t count;
};

static void try_number(struct trial *trial, const char *digits)
{
    struct nik nik;
    if (nik_parse((struct text){ digits, NIK_DIGITS }, &nik) != NIK_SOUND || region_find(nik_region(nik)) == NULL ||
        !nik_agrees_with_birth(nik, trial->birth) || (trial->sex != SEX_UNKNOWN && nik_sex(nik) != trial->sex)) {
        return;
    }
    for (size_t i = 0; i < trial->count; i++) {
        if (trial->found[i] == nik.number) {
            return;
        }
    }
    if (trial->count < FOUND_MAX) {
        trial->found[trial->count++] = nik.number;
    }
}

static void try_lost_digit(struct trial *trial, const char *digits)
{
    char whole[NIK_DIGITS];
    for (size_t at = 0; at < NIK_DIGITS; at++) {
        memcpy(whole, digits, at);
        memcpy(whole + at + 1, digits + at, NIK_DIGITS - 1 - at);
        for (int digit = '0'; digit <= '9'; digit++) {
            whole[at] = (char)digit;
            try_number(trial, whole);
        }
    }
}

static void try_extra_digit(struct trial *trial, const char *digits)
{
    char whole[NIK_DIGITS];
    for (size_t at = 0; at <= NIK_DIGITS; at++) {
        memcpy(whole, digits, at);
        memcpy(whole + at, digits + at + 1, NIK_DIGITS - at);
        try_number(trial, whole);
    }
}

static void try_wrong_digit(struct trial *trial, const char *digits)
{
    char whole[NIK_DIGITS];
    memcpy(whole, digits, NIK_DIGITS);
    try_number(trial, whole);
    for (size_t at = 0; at < NIK_DIGITS; at++) {
        for (int digit = '0'; digit <= '9'; digit++) {
            whole[at] = (char)digit;
            try_number(trial, whole);
        }
        whole[at] = digits[at];
        if (at + 1 < NIK_DIGITS) {
            whole[at] = digits[at + 1];
            whole[at + 1] = digits[at];
            try_number(trial, whole);
            whole[at] = digits[at];
            whole[at + 1] = digits[at + 1];
        }
    }
}

/* "1.571020101900001E+15": the sixteen digits when all of them are there. */
static struct text mantissa(struct text text, char *digits)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length && text.bytes[i] != 'E' && text.bytes[i] != 'e'; i++) {
        if (text.bytes[i] >= '0' && text.bytes[i] <= '9') {
            if (count == NIK_DIGITS) {
                return TEXT_EMPTY;
            }
            digits[count++] = text.bytes[i];
        }
    }
    bool fifteen = text.length > 3 && text_equal((struct text){ text.bytes + text.length - 2, 2 }, TEXT("15")) &&
                   (text.bytes[1] == '.' || text.bytes[1] == ',');
    return count == NIK_DIGITS && fifteen ? (struct text){ digits, count } : TEXT_EMPTY;
}

/* Keeps the numbers of a kabupaten/kota (4 digits) or kecamatan (6) when there are too many. */
static void narrow(struct trial *trial, int region)
{
    size_t kept = 0;
    if (trial->count <= NIK_CANDIDATES_MAX || region == 0) {
        return;
    }
    for (size_t i = 0; i < trial->count; i++) {
        int of = nik_region((struct nik){ trial->found[i] });
        if (of == region || of / 100 == region) {
            trial->found[kept++] = trial->found[i];
        }
    }
    trial->count = kept;
}

static int code_of(const struct value *value)
{
    return value->kind == VALUE_INTEGER ? (int)value->integer : 0;
}

/* Where the person lives, or else works: most NIK were issued there. */
static void narrow_by_place(struct trial *trial, const struct applicant *row)
{
    const struct value *home = &row->fields[FIELD_KABUPATEN];
    const struct value *kecamatan = &row->fields[FIELD_KECAMATAN];
    int place = home->kind == VALUE_TEXT ? region_kabkota_parse(home->text) : code_of(home);
    bool at_home = place != 0;
    place = at_home ? place : code_of(&row->fields[FIELD_KABUPATEN_USAHA]);
    narrow(trial, place);
    if (at_home) {
        narrow(trial, kecamatan->kind == VALUE_TEXT ? region_kecamatan_parse(kecamatan->text, place) : code_of(kecamatan));
    } else {
        narrow(trial, code_of(&row->fields[FIELD_KECAMATAN_USAHA]));
    }
}

void nik_candidates(struct text text, const struct applicant *row, struct buffer *out)
{
    const struct value *sex = &row->fields[FIELD_JENIS_KELAMIN];
    struct trial trial = { .birth = applicant_day(row, FIELD_TANGGAL_LAHIR), .count = 0 };
    struct reduced reduced;
    char digits[NIK_DIGITS];
    trial.sex = sex->kind == VALUE_INTEGER ? (enum sex)sex->integer : SEX_UNKNOWN;
    if (day_is_none(trial.birth)) {
        return;
    }
    if (is_scientific(text)) {
        if (mantissa(text, digits).length > 0) {
            try_number(&trial, digits);
        }
    } else if (reduce(text, &reduced)) {
        if (reduced.length == NIK_DIGITS - 1) {
            try_lost_digit(&trial, reduced.bytes);
        } else if (reduced.length == NIK_DIGITS + 1) {
            try_extra_digit(&trial, reduced.bytes);
        } else if (reduced.length == NIK_DIGITS) {
            try_wrong_digit(&trial, reduced.bytes);
        }
    }
    narrow_by_place(&trial, row);
    for (size_t i = 0; i < trial.count && trial.count <= NIK_CANDIDATES_MAX; i++) {
        buffer_add_string(out, i == 0 ? "" : " | ");
        nik_print((struct nik){ trial.found[i] }, out);
    }
}
