#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/error.h"
#include "base/memory.h"

static unsigned char lower(char byte)
{
    return (unsigned char)(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
}

bool text_equal(struct text a, struct text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

bool text_equal_nocase(struct text a, struct text b)
{
    if (a.length != b.length) {
        return false;
    }
    for (size_t i = 0; i < a.length; i++) {
        if (lower(a.bytes[i]) != lower(b.bytes[i])) {
            return false;
        }
    }
    return true;
}

bool text_starts_with(struct text text, struct text prefix)
{
    return text.length >= prefix.length && text_equal((struct text){ text.bytes, prefix.length }, prefix);
}

int text_compare(struct text a, struct text b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter == 0 ? 0 : memcmp(a.bytes, b.bytes, shorter);
    if (order != 0) {
        return order;
    }
    return a.length == b.length ? 0 : (a.length < b.length ? -1 : 1);
}

/* Bytes of the white space that the text starts with, 0 when it starts with none. */
static size_t blank_at_start(struct text text)
{
    if (text.length >= 1 && (text.bytes[0] == ' ' || (text.bytes[0] >= '\t' && text.bytes[0] <= '\r'))) {
        return 1;
    }
    if (text.length >= 2 && memcmp(text.bytes, "\xC2\xA0", 2) == 0) {
        return 2;
    }
    if (text.length >= 3 && memcmp(text.bytes, "\xEF\xBB\xBF", 3) == 0) {
        return 3;
    }
    return 0;
}

static size_t blank_at_end(struct text text)
{
    for (size_t width = 1; width <= 3 && width <= text.length; width++) {
        struct text end = { text.bytes + text.length - width, width };
        if (blank_at_start(end) == width) {
            return width;
        }
    }
    return 0;
}

struct text text_trim(struct text text)
{
    for (size_t width = blank_at_start(text); width > 0; width = blank_at_start(text)) {
        text.bytes += width;
        text.length -= width;
    }
    for (size_t width = blank_at_end(text); width > 0; width = blank_at_end(text)) {
        text.length -= width;
    }
    return text;
}

struct text text_split(struct text *rest_inout, char separator)
{
    struct text whole = *rest_inout;
    const char *found = whole.length == 0 ? NULL : memchr(whole.bytes, separator, whole.length);
    if (found == NULL) {
        *rest_inout = TEXT_EMPTY;
        return whole;
    }
    size_t length = (size_t)(found - whole.bytes);
    *rest_inout = (struct text){ found + 1, whole.length - length - 1 };
    return (struct text){ whole.bytes, length };
}

bool text_all_digits(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] < '0' || text.bytes[i] > '9') {
            return false;
        }
    }
    return text.length > 0;
}

bool text_to_integer(struct text text, int64_t *out)
{
    if (text.length > 19 || !text_all_digits(text)) {
        return false;
    }
    int64_t value = 0;
    for (size_t i = 0; i < text.length; i++) {
        int64_t digit = text.bytes[i] - '0';
        if (value > (INT64_MAX - digit) / 10) {
            return false;
        }
        value = value * 10 + digit;
    }
    *out = value;
    return true;
}

/* Length of the well-formed sequence at `bytes`, 0 when there is none. Table 3-7 of the Unicode standard. */
static size_t utf8_sequence(const unsigned char *bytes, size_t length)
{
    unsigned char first = bytes[0];
    if (first < 0x80) {
        return 1;
    }
    if (first >= 0xC2 && first <= 0xDF) {
        return length >= 2 && (bytes[1] & 0xC0) == 0x80 ? 2 : 0;
    }
    if (first >= 0xE0 && first <= 0xEF) {
        unsigned char low = first == 0xE0 ? 0xA0 : 0x80;
        unsigned char high = first == 0xED ? 0x9F : 0xBF;
        return length >= 3 && bytes[1] >= low && bytes[1] <= high && (bytes[2] & 0xC0) == 0x80 ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        unsigned char low = first == 0xF0 ? 0x90 : 0x80;
        unsigned char high = first == 0xF4 ? 0x8F : 0xBF;
        bool tail = length >= 4 && (bytes[2] & 0xC0) == 0x80 && (bytes[3] & 0xC0) == 0x80;
        return tail && bytes[1] >= low && bytes[1] <= high ? 4 : 0;
    }
    return 0;
}

size_t text_utf8_invalid(struct text text)
{
    size_t at = 0;
    while (at < text.length) {
        uint64_t eight;
        if (at + sizeof(eight) <= text.length) { /* most bytes are ASCII: eight at a time */
            memcpy(&eight, text.bytes + at, sizeof(eight));
            if ((eight & UINT64_C(0x8080808080808080)) == 0) {
                at += sizeof(eight);
                continue;
            }
        }
        size_t width = utf8_sequence((const unsigned char *)text.bytes + at, text.length - at);
        if (width == 0) {
            return at;
        }
        at += width;
    }
    return text.length;
}

size_t text_control(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        bool c1 = byte == 0xC2 && i + 1 < text.length && (unsigned char)text.bytes[i + 1] < 0xA0 &&
                  (unsigned char)text.bytes[i + 1] >= 0x80;
        if (byte < 0x20 || byte == 0x7F || c1) {
            return i;
        }
    }
    return text.length;
}

struct text text_cut(struct text text, size_t bytes)
{
    if (text.length <= bytes) {
        return text;
    }
    while (bytes > 0 && ((unsigned char)text.bytes[bytes] & 0xC0) == 0x80) {
        bytes--;
    }
    return (struct text){ text.bytes, bytes };
}

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

size_t text_distance(struct text a, struct text b)
{
    enum { LONGEST = 64 };
    size_t rows[3][LONGEST + 1];
    a = text_cut(a, LONGEST);
    b = text_cut(b, LONGEST);
    for (size_t j = 0; j <= b.length; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= a.length; i++) {
        size_t *now = rows[i % 3];
        const size_t *before = rows[(i + 2) % 3];
        const size_t *two_before = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            size_t cost = lower(a.bytes[i - 1]) == lower(b.bytes[j - 1]) ? 0 : 1;
            now[j] = smallest(before[j] + 1, now[j - 1] + 1, before[j - 1] + cost);
            if (i > 1 && j > 1 && lower(a.bytes[i - 1]) == lower(b.bytes[j - 2]) &&
                lower(a.bytes[i - 2]) == lower(b.bytes[j - 1]) && two_before[j - 2] + 1 < now[j]) {
                now[j] = two_before[j - 2] + 1;
            }
        }
    }
    return rows[a.length % 3][b.length];
}

void buffer_free(struct buffer *buffer)
{
    memory_free(buffer->bytes);
    *buffer = (struct buffer){ 0 };
}

void buffer_clear(struct buffer *buffer)
{
    buffer->length = 0;
    if (buffer->bytes != NULL) {
        buffer->bytes[0] = '\0';
    }
}

static void buffer_reserve(struct buffer *buffer, size_t more)
{
    CHECK(more < SIZE_MAX / 4 - buffer->length);
    size_t needed = buffer->length + more + 1;
    if (needed <= buffer->capacity) {
        return;
    }
    size_t capacity = buffer->capacity < 64 ? 64 : buffer->capacity;
    while (capacity < needed) {
        capacity *= 2;
    }
    buffer->bytes = memory_resize(buffer->bytes, capacity, 1);
    buffer->capacity = capacity;
}

void buffer_add(struct buffer *buffer, struct text text)
{
    buffer_reserve(buffer, text.length);
    if (text.length > 0) {
        memcpy(buffer->bytes + buffer->length, text.bytes, text.length);
    }
    buffer->length += text.length;
    buffer->bytes[buffer->length] = '\0';
}

void buffer_add_byte(struct buffer *buffer, char byte)
{
    buffer_add(buffer, (struct text){ &byte, 1 });
}

void buffer_add_string(struct buffer *buffer, const char *string)
{
    buffer_add(buffer, text_of(string));
}

struct text integer_text(int64_t value, char room[INTEGER_BYTES])
{
    size_t at = INTEGER_BYTES;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        room[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0) {
        room[--at] = '-';
    }
    return (struct text){ room + at, INTEGER_BYTES - at };
}

void buffer_add_integer(struct buffer *buffer, int64_t value)
{
    char room[INTEGER_BYTES];
    buffer_add(buffer, integer_text(value, room));
}

void buffer_add_hex(struct buffer *buffer, const uint8_t *bytes, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    buffer_reserve(buffer, length * 2);
    for (size_t i = 0; i < length; i++) {
        buffer->bytes[buffer->length++] = digits[bytes[i] >> 4];
        buffer->bytes[buffer->length++] = digits[bytes[i] & 15];
    }
    buffer->bytes[buffer->length] = '\0';
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_list again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    CHECK(length >= 0);
    buffer_reserve(buffer, (size_t)length);
    (void)vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, again);
    va_end(again);
    buffer->length += (size_t)length;
}

const char *buffer_string(struct buffer *buffer)
{
    buffer_reserve(buffer, 0);
    buffer->bytes[buffer->length] = '\0';
    return buffer->bytes;
}

struct text buffer_text(const struct buffer *buffer)
{
    return (struct text){ buffer->bytes, buffer->length };
}

static int hex_digit(char byte)
{
    if (byte >= '0' && byte <= '9') {
        return byte - '0';
    }
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

bool text_to_bytes(struct text text, uint8_t *out, size_t length)
{
    if (text.length != length * 2) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        int high = hex_digit(text.bytes[i * 2]);
        int low = hex_digit(text.bytes[i * 2 + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        out[i] = (uint8_t)(high * 16 + low);
    }
    return true;
}
