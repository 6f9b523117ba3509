/* Text of others where somebody or a program will look at it. */
#include <string.h>

#include "base/text.h"

/* U+200E-200F, U+2028-202E, U+2066-2069. */
static bool turns_a_line(const unsigned char *bytes)
{
    return bytes[0] == 0xE2 && ((bytes[1] == 0x80 && (bytes[2] == 0x8E || bytes[2] == 0x8F || (bytes[2] >= 0xA8 && bytes[2] <= 0xAE))) ||
                                (bytes[1] == 0x81 && bytes[2] >= 0xA6 && bytes[2] <= 0xA9));
}

size_t text_misleading(struct text text)
{
    size_t end = text_control(text);
    for (size_t i = 0; i + 2 < end; i++) {
        if (turns_a_line((const unsigned char *)text.bytes + i)) {
            return i;
        }
    }
    return end;
}

/* Bytes of the whole character at the beginning; 0 where there is none. */
static size_t character_bytes(struct text text)
{
    for (size_t width = 1; width <= 4 && width <= text.length; width++) {
        if (text_utf8_invalid((struct text){ text.bytes, width }) == width) {
            return width;
        }
    }
    return 0;
}

size_t text_width(struct text text)
{
    size_t width = character_bytes(text);
    return width == 0 ? 1 : width;
}

bool text_begins_formula(struct text text)
{
    static const char *const begins[] = { "=", "+", "-", "@", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0" };
    struct text shown = text_trim(text);
    for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++) {
        if (text_starts_with(shown, text_of(begins[i]))) {
            return true;
        }
    }
    return false;
}

void buffer_add_printable(struct buffer *buffer, struct text text, size_t bytes)
{
    struct text shown = text_cut(text, bytes);
    size_t at = 0;
    while (at < shown.length && shown.bytes[at] >= ' ' && shown.bytes[at] < 0x7F) {
        at++;
    }
    buffer_add(buffer, (struct text){ shown.bytes, at }); /* all of it, nearly always */
    while (at < shown.length) {
        struct text rest = { shown.bytes + at, shown.length - at };
        size_t width = character_bytes(rest);
        if (width == 0 || text_misleading((struct text){ rest.bytes, width }) < width) {
            buffer_add_byte(buffer, '?');
            at += width == 0 ? 1 : width;
        } else {
            buffer_add(buffer, (struct text){ rest.bytes, width });
            at += width;
        }
    }
    if (shown.length < text.length) {
        buffer_add_string(buffer, "...");
    }
}
