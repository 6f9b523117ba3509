#include "cell.h"

#include "base/error.h"
#include "base/resource.h"

extern const struct resource exporter_resources[];

static const struct text replacement = { "\xEF\xBF\xBD", 3 }; /* U+FFFD */

static bool is_hex(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

/* ECMA-376 part 1, 22.9.2.19 (ST_Xstring): _xHHHH_ stands for a character. */
static bool begins_escape(struct text text)
{
    if (text.length < 7 || text.bytes[0] != '_' || text.bytes[1] != 'x' || text.bytes[6] != '_') {
        return false;
    }
    return is_hex(text.bytes[2]) && is_hex(text.bytes[3]) && is_hex(text.bytes[4]) && is_hex(text.bytes[5]);
}

/* Bytes of the well-formed character that the text begins with; 0 when it is broken. */
static size_t character_width(struct text text)
{
    unsigned char first = (unsigned char)text.bytes[0];
    size_t width = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    struct text character = { text.bytes, width };
    return width <= text.length && text_utf8_invalid(character) == width ? width : 0;
}

static bool is_forbidden(struct text character)
{
    const unsigned char *bytes = (const unsigned char *)character.bytes;
    if (character.length == 1) {
        return bytes[0] < 0x20 || bytes[0] == 0x7F;
    }
    /* U+0080-009F are control characters; U+FFFE and U+FFFF are not characters. */
    return (character.length == 2 && bytes[0] == 0xC2 && bytes[1] < 0xA0) ||
           (character.length == 3 && bytes[0] == 0xEF && bytes[1] == 0xBF && bytes[2] >= 0xBE);
}

/* The next character as the cell has it; *used_out is what it takes of the text. */
static struct text next_character(struct text text, size_t *used_out)
{
    char byte = text.bytes[0];
    *used_out = 1;
    if (byte == '\t' || byte == '\n') {
        return (struct text){ text.bytes, 1 };
    }
    if (byte == '\r') {
        *used_out = text.length > 1 && text.bytes[1] == '\n' ? 2 : 1;
        return TEXT("\n");
    }
    if (begins_escape(text)) {
        return TEXT("_x005F_");
    }
    size_t width = character_width(text);
    if (width == 0) {
        return replacement;
    }
    *used_out = width;
    struct text character = { text.bytes, width };
    return is_forbidden(character) ? replacement : character;
}

static bool is_plain(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte < 0x20 || byte >= 0x7F || byte == '_') {
            return false;
        }
    }
    return text.length <= CELL_LIMIT;
}

void cell_add(struct buffer *out, struct text text)
{
    size_t at = 0;
    size_t units = 0;
    if (is_plain(text)) {
        buffer_add(out, text);
        return;
    }
    while (at < text.length) {
        size_t used;
        struct text character = next_character((struct text){ text.bytes + at, text.length - at }, &used);
        size_t wide = character.length == 4 ? 2 : character.length == 7 ? 7 : 1;
        if (units + wide > CELL_LIMIT) {
            return;
        }
        buffer_add(out, character);
        units += wide;
        at += used;
    }
}

static bool holds_code(struct text codes, struct text code)
{
    while (codes.length > 0) {
        if (text_equal(text_trim(text_split(&codes, ',')), code)) {
            return true;
        }
    }
    return false;
}

void cell_add_finding_codes(struct buffer *out, struct text findings)
{
    size_t start = out->length;
    while (findings.length > 0) {
        struct text line = text_split(&findings, '\n');
        struct text code = text_split(&line, '\t');
        struct text earlier = { out->bytes == NULL ? NULL : out->bytes + start, out->length - start };
        if (code.length > 0 && !holds_code(earlier, code)) {
            buffer_add_string(out, earlier.length == 0 ? "" : ", ");
            buffer_add(out, code);
        }
    }
}

/* What a code means, in Indonesian: the workbook's language, whatever the reader's. "" for a code of another version. */
static struct text finding_words(struct text code)
{
    struct text rest;
    CHECK(resource_find(exporter_resources, "findings.tsv", &rest));
    while (rest.length > 0) {
        struct text line = text_split(&rest, '\n');
        if (text_equal(text_split(&line, '\t'), code)) {
            return line;
        }
    }
    return TEXT_EMPTY;
}

void cell_add_findings(struct buffer *out, struct text findings)
{
    size_t start = out->length;
    while (findings.length > 0) {
        struct text line = text_split(&findings, '\n');
        if (line.length == 0) {
            continue;
        }
        struct text code = text_split(&line, '\t');
        struct text column = text_split(&line, '\t');
        struct text value = text_split(&line, '\t');
        buffer_add_string(out, out->length == start ? "" : "; ");
        buffer_add(out, code);
        struct text words = finding_words(code);
        buffer_add_string(out, words.length == 0 ? "" : " ");
        buffer_add(out, words);
        if (column.length > 0 && !text_equal(column, TEXT("0"))) {
            buffer_format(out, ", kolom %.*s", TEXT_ARG(column));
        }
        if (value.length > 0) {
            buffer_format(out, ": \"%.*s\"", TEXT_ARG(value));
        }
        if (line.length > 0) {
            buffer_format(out, " (%.*s)", TEXT_ARG(line));
        }
    }
}
