#include "importer/cell.h"

#include "base/memory.h"
#include "cell_internal.h"
#include "importer/name.h"
#include "programme/region.h"

/* A cell takes room when it is cleaned, when a number's separators go, and when a phone number gets its 0 back; the last two
 * again for the first of two phone numbers. */
#define ROOM_TIMES (3 * NAME_GROWTH + 2)
#define ROOM_MORE (2 * FIELD_COUNT)

void faults_clear(struct faults *faults)
{
    faults->count = 0;
    faults->errors = 0;
    buffer_clear(&faults->expected);
}

void faults_free(struct faults *faults)
{
    memory_free(faults->items);
    buffer_free(&faults->expected);
    *faults = (struct faults){ 0 };
}

void faults_add(struct faults *faults, enum finding_name name, int column, struct text value, struct text expected)
{
    size_t offset = faults->expected.length;
    buffer_add(&faults->expected, expected);
    buffer_add_byte(&faults->expected, '\0');
    faults->items = memory_grow(faults->items, faults->count, &faults->capacity, sizeof(*faults->items));
    faults->items[faults->count++] = (struct fault){ name, column, value, offset };
    faults->errors += finding_of(name)->severity == FINDING_ERROR ? 1 : 0;
}

void faults_expect(struct faults *faults, size_t index, struct text expected)
{
    faults->items[index].expected = faults->expected.length;
    buffer_add(&faults->expected, expected);
    buffer_add_byte(&faults->expected, '\0');
}

const char *fault_expected(const struct faults *faults, const struct fault *fault)
{
    return faults->expected.bytes + fault->expected;
}

void cells_init(struct cells *cells, const struct programme *programme, struct day today)
{
    *cells = (struct cells){ .programme = programme, .today = today, .words = word_book_new() };
}

void cells_free(struct cells *cells)
{
    word_book_free(cells->words);
    faults_free(&cells->faults);
    memory_free(cells->room);
    *cells = (struct cells){ 0 };
}

void cells_begin(struct cells *cells, size_t row_bytes)
{
    size_t wanted = row_bytes * ROOM_TIMES + ROOM_MORE;
    if (cells->room_capacity < wanted) {
        cells->room_capacity = wanted * 2;
        cells->room = memory_resize(cells->room, cells->room_capacity, 1);
    }
    cells->room_used = 0;
    cells->kabkota = 0;
    cells->asked = -1;
    if (cells->faults.count > 0) {
        faults_clear(&cells->faults);
    }
}

char *cells_room(struct cells *cells, size_t bytes)
{
    CHECK(cells->room_capacity - cells->room_used >= bytes);
    return cells->room + cells->room_used;
}

bool text_is_plain(struct text text)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t highs = ones * 0x80;
    uint64_t faulty = 0;
    bool blank_before = false;
    size_t at = 0;
    for (; at + 8 <= text.length; at += 8) {
        uint64_t eight;
        memcpy(&eight, text.bytes + at, sizeof(eight));
        /* Above 0x7E, or below 0x20; exact as long as no byte is above 0x7F, and then the first term says so. */
        faulty |= eight | (eight + ones) | (((eight | highs) - ones * 0x20) ^ highs);
        /* 0x80 in every byte that is a blank. */
        uint64_t other = eight ^ (ones * ' ');
        uint64_t blanks = ~(((other & ~highs) + ~highs) | other | ~highs);
        bool doubled = (blanks & (blanks >> 8)) != 0 || (blank_before && text.bytes[at] == ' ');
        if ((faulty & highs) != 0 || doubled) {
            return false;
        }
        blank_before = text.bytes[at + 7] == ' ';
    }
    for (; at < text.length; at++) {
        char byte = text.bytes[at];
        if (byte < ' ' || byte > '~' || (byte == ' ' && blank_before)) {
            return false;
        }
        blank_before = byte == ' ';
    }
    return true;
}

static struct text trim_plain(struct text text)
{
    while (text.length > 0 && text.bytes[0] == ' ') {
        text.bytes += 1;
        text.length -= 1;
    }
    while (text.length > 0 && text.bytes[text.length - 1] == ' ') {
        text.length -= 1;
    }
    return text;
}

struct text cell_unmark(struct text text)
{
    static const struct text marks[] = { { "'", 1 }, { "`", 1 }, { "\xE2\x80\x98", 3 }, { "\xE2\x80\x99", 3 } };
    if (text.length > 3 && memcmp(text.bytes, "=\"", 2) == 0 && text.bytes[text.length - 1] == '"') {
        return text_trim((struct text){ text.bytes + 2, text.length - 3 });
    }
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        if (text_starts_with(text, marks[i])) {
            return text_trim((struct text){ text.bytes + marks[i].length, text.length - marks[i].length });
        }
    }
    return text;
}

static struct text unmark(enum field field, enum field_type type, struct text text)
{
    const unsigned numbers = 1U << TYPE_NIK | 1U << TYPE_FAMILY_CARD | 1U << TYPE_DAY | 1U << TYPE_MONEY | 1U << TYPE_NUMBER | 1U << TYPE_PHONE |
                             1U << TYPE_BANK_NUMBER;
    bool number = (numbers >> type & 1U) != 0 || field == FIELD_NIB;
    bool digit = text.length > 0 && text.bytes[0] >= '0' && text.bytes[0] <= '9';
    if (!number) {
        return name_without_mark(text);
    }
    return digit ? text : cell_unmark(text);
}

static struct text region_name(int64_t code)
{
    const struct region *region = code == 0 ? NULL : region_find((int)code);
    return region == NULL ? TEXT_EMPTY : region->name;
}

static void read_word(struct cells *cells, int list, enum finding_name fault, int column, struct text text, struct value *out)
{
    struct word word = word_find(cells->words, list, text);
    if (word.code != 0) {
        value_set_integer(out, word.code);
        return;
    }
    faults_add(&cells->faults, fault, column, text, list == WORD_KABKOTA ? region_name(word.nearest) : TEXT_EMPTY);
}

static void read_category(struct cells *cells, int column, struct text text, struct value *out)
{
    struct word word = word_find(cells->words, WORD_CATEGORY, text);
    if (word.code == 0) {
        const char *nearest = word.nearest == 0 ? "" : category_name((enum category)word.nearest);
        faults_add(&cells->faults, E_CATEGORY, column, text, text_of(nearest));
        return;
    }
    struct money named;
    if (word.amount >= 0 && (!money_of(word.amount, &named) || !programme_pays(cells->programme, (enum category)word.code, named))) {
        struct buffer expected SCOPED_BUFFER = { 0 };
        programme_print_amounts(cells->programme, (enum category)word.code, &expected);
        faults_add(&cells->faults, W_CATEGORY_AMOUNT, column, text, buffer_text(&expected));
    }
    /* Elsewhere everybody gets the same, and rows of earlier files go on to say the same as what is stored. */
    cells->asked = programme_has_tiers(cells->programme, (enum category)word.code) ? word.amount : -1;
    value_set_integer(out, word.code);
}

/* A kecamatan is looked for within the row's kabupaten; one that is not found there is kept as it is written. */
static void read_kecamatan(struct cells *cells, int column, struct text text, struct value *out)
{
    struct word word = { 0 };
    if (cells->kabkota != 0) {
        word = word_find(cells->words, cells->kabkota, text);
    }
    if (word.code != 0) {
        value_set_integer(out, word.code);
        return;
    }
    value_set_text(out, text);
    if (cells->kabkota != 0) {
        struct buffer expected SCOPED_BUFFER = { 0 };
        word_suggest(&word, &expected);
        faults_add(&cells->faults, W_KECAMATAN, column, text, buffer_text(&expected));
    }
}

static void read_kabkota(struct cells *cells, int column, struct text text, struct value *out)
{
    read_word(cells, WORD_KABKOTA, E_KABUPATEN, column, text, out);
    cells->kabkota = out->kind == VALUE_INTEGER ? (int)out->integer : 0;
}

void cell_read(struct cells *cells, enum field field, int column, struct text raw, bool plain, struct value *out)
{
    const struct field_spec *spec = field_spec(field);
    struct text cleaned = plain ? trim_plain(raw) : name_clean(raw, cells_room(cells, raw.length * NAME_GROWTH), &cells->room_used);
    struct text text = unmark(field, spec->type, cleaned);
    if (text.length == 0 || (text.length == 1 && text.bytes[0] == '-')) {
        if (spec->required) {
            faults_add(&cells->faults, E_REQUIRED, column, text, TEXT_EMPTY);
        }
        return;
    }
    if (text.length > CELL_TEXT_MAX) {
        faults_add(&cells->faults, E_TOO_LONG, column, text_cut(text, 100), TEXT_EMPTY);
        return;
    }
    switch (spec->type) {
    case TYPE_TEXT:
        value_set_text(out, text);
        return;
    case TYPE_NIK:
        cell_nik(cells, column, text, out);
        return;
    case TYPE_FAMILY_CARD:
        cell_family_card(cells, column, text, out);
        return;
    case TYPE_CATEGORY:
        read_category(cells, column, text, out);
        return;
    case TYPE_KABKOTA:
        read_kabkota(cells, column, text, out);
        return;
    case TYPE_KECAMATAN:
        read_kecamatan(cells, column, text, out);
        return;
    case TYPE_DAY:
        cell_day(cells, field, column, text, out);
        return;
    case TYPE_MONEY:
        cell_money(cells, column, text, out);
        return;
    case TYPE_SEX:
        read_word(cells, WORD_SEX, E_SEX, column, text, out);
        return;
    case TYPE_NUMBER:
        cell_number(cells, column, text, out);
        return;
    case TYPE_PATH:
        read_word(cells, WORD_PATH, E_PATH, column, text, out);
        return;
    case TYPE_PHONE:
        cell_phone(cells, column, text, out);
        return;
    case TYPE_BANK_NUMBER:
        cell_bank_number(cells, column, text, out);
        return;
    }
}
