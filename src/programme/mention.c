#include "mention.h"

#include <stdio.h>

#include "base/memory.h"

enum { DIGITS_LEAST = 6, ROUNDED = 15 };

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (unsigned char)byte >= 0x80;
}

/* With `whole` no letter may stand beside it: Ani is not in `permintaan`. */
static bool contains(struct text text, struct text part, bool whole)
{
    for (size_t i = 0; part.length > 0 && i + part.length <= text.length; i++) {
        size_t end = i + part.length;
        bool inside = whole && ((i > 0 && is_letter(text.bytes[i - 1])) || (end < text.length && is_letter(text.bytes[end])));
        if (!inside && text_equal_nocase((struct text){ text.bytes + i, part.length }, part)) {
            return true;
        }
    }
    return false;
}

static void add(struct words *words, struct text word)
{
    for (size_t i = 0; i < words->count; i++) {
        if (text_equal(buffer_text(&words->items[i]), word)) {
            return;
        }
    }
    words->items = memory_grow(words->items, words->count, &words->capacity, sizeof(*words->items));
    words->items[words->count] = (struct buffer){ 0 };
    buffer_add(&words->items[words->count++], word);
}

static void free_words(struct words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        buffer_free(&words->items[i]);
    }
    memory_free(words->items);
    *words = (struct words){ 0 };
}

static bool contains_one(struct text text, const struct words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        if (contains(text, buffer_text(&words->items[i]), false)) {
            return true;
        }
    }
    return false;
}

/* The text without what people put between digits. */
static void join_digits(struct text text, struct buffer *out)
{
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (byte == '\0' || strchr(" .-'`", byte) == NULL) {
            buffer_add_byte(out, byte);
        }
    }
}

/* One space between words. */
static void join_words(struct text text, struct buffer *out)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] != ' ' || (out->length > 0 && out->bytes[out->length - 1] != ' ')) {
            buffer_add_byte(out, text.bytes[i]);
        }
    }
}

void mention_begin(struct nik nik, struct mention *out)
{
    *out = (struct mention){ 0 };
    (void)snprintf(out->nik, sizeof(out->nik), "%lld", (long long)nik.number);
    char rounded[INTEGER_BYTES];
    (void)snprintf(rounded, sizeof(rounded), "%.*s0", ROUNDED, out->nik); /* a spreadsheet keeps fifteen digits */
    add(&out->numbers, text_of(rounded));
}

void mention_add_name(struct mention *mention, struct text name)
{
    struct buffer joined SCOPED_BUFFER = { 0 };
    join_words(text_trim(name), &joined);
    if (joined.length > 0) {
        add(&mention->names, buffer_text(&joined));
    }
}

void mention_add_number(struct mention *mention, struct text digits)
{
    struct buffer joined SCOPED_BUFFER = { 0 };
    join_digits(digits, &joined);
    /* A telephone number loses its zero in a spreadsheet. */
    struct text number = buffer_text(&joined);
    while (number.length > 0 && number.bytes[0] == '0') {
        number.bytes++;
        number.length--;
    }
    if (number.length >= DIGITS_LEAST && is_digit(number.bytes[0])) {
        add(&mention->numbers, number);
    }
}

void mention_free(struct mention *mention)
{
    free_words(&mention->names);
    free_words(&mention->numbers);
}

bool mention_nik(const struct mention *mention, struct text text)
{
    struct buffer joined SCOPED_BUFFER = { 0 };
    if (contains(text, text_of(mention->nik), false)) {
        return true;
    }
    join_digits(text, &joined);
    return contains(buffer_text(&joined), text_of(mention->nik), false);
}

bool mention_name(const struct mention *mention, struct text text)
{
    struct buffer joined SCOPED_BUFFER = { 0 };
    join_words(text, &joined);
    for (size_t i = 0; i < mention->names.count; i++) {
        if (contains(buffer_text(&joined), buffer_text(&mention->names.items[i]), true)) {
            return true;
        }
    }
    return false;
}

bool mention_person(const struct mention *mention, struct text text)
{
    struct buffer joined SCOPED_BUFFER = { 0 };
    if (mention_nik(mention, text)) {
        return true;
    }
    join_digits(text, &joined);
    return mention_name(mention, text) && contains_one(buffer_text(&joined), &mention->numbers);
}

bool mention_number(const struct mention *mention, struct text text)
{
    struct buffer joined SCOPED_BUFFER = { 0 };
    join_digits(text, &joined);
    return contains_one(buffer_text(&joined), &mention->numbers);
}
