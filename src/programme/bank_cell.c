/* One cell of a bank's file. */
#include "bank_cell.h"

#include "base/language.h"
#include "base/memory.h"
#include "programme/bank_template.h"

/* The characters of the bytes 0x80 to 0x9F; 0 where there is none. Source: WHATWG Encoding, index windows-1252. */
static const uint16_t above_ascii[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* The letters of U+0100 to U+017F without their marks; '?' where there is none. */
static const char plain_letters[] = "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi??JjKkkLlLlLlLlLlNnNnNn?NnOoOoOo??RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
_Static_assert(sizeof(plain_letters) == 129, "a letter for each character");

/* The first character of well-formed UTF-8 that is not empty, and its bytes. */
static uint32_t first_character(struct text text, size_t *bytes_out)
{
    const unsigned char *bytes = (const unsigned char *)text.bytes;
    size_t length = bytes[0] < 0x80U ? 1 : (bytes[0] < 0xE0U ? 2 : (bytes[0] < 0xF0U ? 3 : 4));
    uint32_t character = length == 1 ? bytes[0] : bytes[0] & (0x7FU >> length);
    CHECK(length <= text.length);
    for (size_t i = 1; i < length; i++) {
        character = character << 6U | (bytes[i] & 0x3FU);
    }
    *bytes_out = length;
    return character;
}

/* 0 when windows-1252 has no such character. */
static unsigned windows_1252_byte(uint32_t character)
{
    if (character < 0x80U || (character >= 0xA0U && character <= 0xFFU)) {
        return character;
    }
    for (unsigned i = 0; i < 32; i++) {
        if (character == above_ascii[i]) {
            return 0x80U + i;
        }
    }
    if (character >= 0x100U && character < 0x180U && plain_letters[character - 0x100U] != '?') {
        return (unsigned char)plain_letters[character - 0x100U];
    }
    return 0;
}

/* In the file's encoding. Latin letters that it lacks lose their marks. */
static bool add_encoded(bool windows_1252, struct text text, struct buffer *out)
{
    if (text_utf8_invalid(text) < text.length) {
        return false;
    }
    if (!windows_1252) {
        buffer_add(out, text);
        return true;
    }
    while (text.length > 0) {
        size_t bytes;
        uint32_t character = first_character(text, &bytes);
        bool mark = character >= 0x300U && character < 0x370U; /* of the letter before it */
        unsigned byte = mark ? 0 : windows_1252_byte(character);
        if (byte == 0 && !mark) {
            return false;
        }
        if (!mark) {
            buffer_add_byte(out, (char)(unsigned char)byte);
        }
        text = (struct text){ text.bytes + bytes, text.length - bytes };
    }
    return true;
}

/* Ends a line for some reader, or makes it read otherwise than it is written. */
static bool spoils_a_line(uint32_t character)
{
    return character < 0x20U || (character >= 0x7FU && character < 0xA0U) || (character >= 0x200BU && character <= 0x200FU) ||
           (character >= 0x2028U && character <= 0x202EU) || (character >= 0x2066U && character <= 0x2069U) || character == 0xFEFFU;
}

/* A name as data only: nothing that ends its cell or line, and nothing in front that a spreadsheet at the bank would calculate. */
static enum bank_fit add_name(const struct bank_template *template, struct text name, struct buffer *out)
{
    struct buffer plain SCOPED_BUFFER = { 0 };
    if (text_utf8_invalid(name) < name.length) {
        return BANK_FIT_ENCODING;
    }
    while (name.length > 0) {
        size_t bytes;
        uint32_t character = first_character(name, &bytes);
        bool ends_cell = template->quoting == BANK_QUOTING_NEVER && template->separator != '\0' &&
                         (character == '"' || character == (unsigned char)template->separator);
        if (spoils_a_line(character) || ends_cell) {
            buffer_add_byte(&plain, ' ');
        } else {
            buffer_add(&plain, (struct text){ name.bytes, bytes });
        }
        name = (struct text){ name.bytes + bytes, name.length - bytes };
    }
    struct text shown = text_trim(buffer_text(&plain));
    while (shown.length > 0 && strchr("=+-@", shown.bytes[0]) != NULL) {
        shown = text_trim((struct text){ shown.bytes + 1, shown.length - 1 });
    }
    buffer_add(out, shown);
    return shown.length == 0 ? BANK_FIT_NOTHING : BANK_FIT_WELL;
}

static void add_amount(const struct bank_template *template, struct money amount, struct buffer *out)
{
    char room[INTEGER_BYTES];
    struct text digits = integer_text(amount.rupiah, room);
    for (size_t i = 0; i < digits.length; i++) {
        if (i > 0 && template->thousands != '\0' && (digits.length - i) % 3 == 0) {
            buffer_add_byte(out, template->thousands);
        }
        buffer_add_byte(out, digits.bytes[i]);
    }
    for (int64_t i = 0; i < template->decimals; i++) {
        buffer_add_string(out, i == 0 ? (const char[]){ template->decimal, '0', '\0' } : "0");
    }
}

static void add_day(enum bank_value value, struct day day, struct buffer *out)
{
    int year;
    int month;
    int date;
    day_split(day, &year, &month, &date);
    if (value == BANK_VALUE_DATE) {
        day_print(day, out);
    } else if (value == BANK_VALUE_YYYYMMDD) {
        buffer_format(out, "%04d%02d%02d", year, month, date);
    } else {
        buffer_format(out, "%02d%02d%04d", date, month, year);
    }
}

static enum bank_fit add_part(const struct bank_template *template, const struct bank_part *part, const struct bank_facts *facts, struct buffer *out)
{
    switch (part->value) {
    case BANK_VALUE_LITERAL:
        buffer_add_string(out, part->text);
        break;
    case BANK_VALUE_REFERENCE:
        buffer_add_string(out, facts->order->reference);
        break;
    case BANK_VALUE_ACCOUNT_NUMBER:
        buffer_add_string(out, facts->order->account_number);
        break;
    case BANK_VALUE_ACCOUNT_NAME:
        return add_name(template, text_of(facts->order->account_name), out);
    case BANK_VALUE_BANK_CODE:
        buffer_add_string(out, facts->order->bank_code);
        break;
    case BANK_VALUE_AMOUNT:
        add_amount(template, facts->order->amount, out);
        break;
    case BANK_VALUE_NUMBER:
        buffer_add_integer(out, (int64_t)facts->number);
        break;
    case BANK_VALUE_COUNT:
        buffer_add_integer(out, (int64_t)facts->total.count);
        break;
    case BANK_VALUE_SUM:
        add_amount(template, facts->total.amount, out);
        break;
    case BANK_VALUE_HASH_TOTAL:
        buffer_add_integer(out, facts->total.hash_total);
        break;
    case BANK_VALUE_YEAR:
        buffer_add_integer(out, facts->year);
        break;
    case BANK_VALUE_BATCH:
        buffer_add_integer(out, facts->batch_id);
        break;
    case BANK_VALUE_FILE:
        buffer_add_integer(out, (int64_t)facts->file);
        break;
    case BANK_VALUE_FILES:
        buffer_add_integer(out, (int64_t)facts->files);
        break;
    case BANK_VALUE_DATE:
    case BANK_VALUE_YYYYMMDD:
    case BANK_VALUE_DDMMYYYY:
        add_day(part->value, facts->day, out);
        break;
    }
    return BANK_FIT_WELL;
}

/* The first `most` characters. */
static struct text shorten(struct text text, size_t most)
{
    size_t bytes = 0;
    for (size_t count = 0; bytes < text.length; bytes++) {
        count += ((unsigned char)text.bytes[bytes] & 0xC0U) != 0x80U ? 1 : 0;
        if (count > most) {
            break;
        }
    }
    return text_trim((struct text){ text.bytes, bytes });
}

size_t bank_characters(struct text text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++) {
        count += ((unsigned char)text.bytes[i] & 0xC0U) != 0x80U ? 1 : 0;
    }
    return count;
}

enum bank_fit bank_text_add(const struct bank_template *template, const struct bank_cell *cell, struct text text, struct buffer *out)
{
    struct buffer encoded SCOPED_BUFFER = { 0 };
    bool too_long = cell->width > 0 && bank_characters(text) > cell->width;
    if (too_long && !cell->cut) {
        return BANK_FIT_TOO_LONG;
    }
    text = too_long ? shorten(text, cell->width) : text;
    if (!add_encoded(template->windows_1252, text, &encoded)) {
        return BANK_FIT_ENCODING;
    }
    size_t written = template->windows_1252 ? encoded.length : bank_characters(text);
    size_t padding = cell->pad == '\0' ? 0 : cell->width - written;
    for (size_t i = 0; i < padding && cell->right; i++) {
        buffer_add_byte(out, cell->pad);
    }
    buffer_add(out, buffer_text(&encoded));
    for (size_t i = 0; i < padding && !cell->right; i++) {
        buffer_add_byte(out, cell->pad);
    }
    return BANK_FIT_WELL;
}

enum bank_fit bank_cell_add(const struct bank_template *template, const struct bank_cell *cell, const struct bank_facts *facts, struct buffer *out)
{
    struct buffer text SCOPED_BUFFER = { 0 };
    for (size_t i = 0; i < cell->part_count; i++) {
        enum bank_fit fit = add_part(template, &cell->parts[i], facts, &text);
        if (fit != BANK_FIT_WELL) {
            return fit;
        }
    }
    return bank_text_add(template, cell, buffer_text(&text), out);
}

static bool has_name(const struct bank_cell *cell)
{
    for (size_t i = 0; i < cell->part_count; i++) {
        if (cell->parts[i].value == BANK_VALUE_ACCOUNT_NAME) {
            return true;
        }
    }
    return false;
}

static void hold_back(enum bank_fit fit, const struct bank_cell *cell, size_t column, struct transfer_order *order)
{
    struct buffer reason = { 0 };
    if (fit == BANK_FIT_NOTHING) {
        buffer_add_string(&reason, _("nothing is left of the holder's name when signs that a bank's file cannot carry are taken away; correct it with `dumisake amend NIK --set nama_rekening=... --reason ...`"));
    } else if (fit == BANK_FIT_ENCODING) {
        buffer_add_string(&reason, _("the holder's name has a character that the bank's file cannot carry; write it otherwise with `dumisake amend NIK --set nama_rekening=... --reason ...`, send it with another --template, or cancel this payout"));
    } else if (has_name(cell)) {
        buffer_format(&reason, _("the bank's file has room for %zu characters of the holder's name; shorten it with `dumisake amend NIK --set nama_rekening=... --reason ...`, send it with another --template, or cancel this payout"),
                      cell->width);
    } else {
        buffer_format(&reason, _("column %zu of the bank's file has room for %zu characters only; see the template"), column, cell->width);
    }
    (void)buffer_string(&reason);
    order->held_back = reason.bytes;
}

void bank_template_fit(const struct bank_template *template, struct sending *sending)
{
    struct buffer cell SCOPED_BUFFER = { 0 };
    struct sending_total total;
    /* The largest numbers that may stand in a file: what fits with them fits with all. */
    struct bank_facts facts = { .number = sending->count, .year = sending->year, .batch_id = sending->batch_id, .file = 1, .files = 1 };
    if (template->rows_per_file > 0) {
        size_t most = (size_t)template->rows_per_file;
        facts.number = most < sending->count ? most : sending->count;
        facts.files = (sending->count + most - 1) / most;
        facts.file = facts.files;
    }
    for (size_t i = 0; i < sending->count; i++) {
        struct transfer_order *order = &sending->orders[i];
        for (size_t k = 0; k < template->columns.count && order->held_back == NULL; k++) {
            facts.order = order;
            buffer_clear(&cell);
            enum bank_fit fit = bank_cell_add(template, &template->columns.cells[k], &facts, &cell);
            if (fit != BANK_FIT_WELL) {
                hold_back(fit, &template->columns.cells[k], k + 1, order);
            }
        }
    }
    memory_free(sending->template_name);
    sending->template_name = memory_new(strlen(template->name) + 1);
    memcpy(sending->template_name, template->name, strlen(template->name));
    sending->template_sha256 = template->sha256;
    sending_total(sending->orders, sending->count, &total);
    sending->payable = total.count;
    sending->amount = total.amount;
    sending->hash_total = total.hash_total;
}
