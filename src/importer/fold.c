#include "importer/fold.h"

#include <utf8proc.h>

enum { DECOMPOSED_MAX = 24 }; /* code points of one; Unicode's longest has 18 */

/* Letters with a stroke: Unicode takes them for letters of their own, a typist for accented ones. */
static utf8proc_int32_t without_stroke(utf8proc_int32_t letter)
{
    switch (letter) {
    case 0x00F8: /* o */
        return 'o';
    case 0x0111: /* d */
        return 'd';
    case 0x0131: /* i without a dot */
        return 'i';
    case 0x0142: /* l */
        return 'l';
    default:
        return letter;
    }
}

static bool is_letter_or_digit(utf8proc_category_t category)
{
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

static bool is_blank(utf8proc_category_t category)
{
    return category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_CC;
}

static bool add(struct folded *folded, utf8proc_int32_t letter)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t width = utf8proc_encode_char(letter, bytes);
    if (width <= 0 || folded->length + (size_t)width > HEADER_FOLD_BYTES) {
        return false;
    }
    memcpy(folded->bytes + folded->length, bytes, (size_t)width);
    folded->length += (size_t)width;
    return true;
}

/* Adds what a character beyond ASCII comes down to; false when there is no room. */
static bool add_folded(struct folded *folded, utf8proc_int32_t character, bool letters_only)
{
    utf8proc_int32_t parts[DECOMPOSED_MAX];
    int boundary = UTF8PROC_BOUNDCLASS_START;
    const utf8proc_option_t options = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
    utf8proc_ssize_t count = utf8proc_decompose_char(character, parts, DECOMPOSED_MAX, options, &boundary);
    bool room = true;
    for (utf8proc_ssize_t i = 0; i < count && i < DECOMPOSED_MAX && room; i++) {
        utf8proc_category_t category = utf8proc_category(parts[i]);
        if (is_letter_or_digit(category)) {
            room = add(folded, without_stroke(parts[i]));
        } else if (!letters_only && category != UTF8PROC_CATEGORY_CF) {
            room = add(folded, is_blank(category) ? ' ' : parts[i]);
        }
    }
    return room;
}

static void fold(struct text text, bool letters_only, struct folded *out)
{
    size_t length = 0;
    size_t at = 0;
    for (; at < text.length && length < HEADER_FOLD_BYTES; at++) {
        unsigned char byte = (unsigned char)text.bytes[at];
        if (byte >= 0x80) {
            break;
        }
        bool upper = letters_only && byte >= 'A' && byte <= 'Z';
        if (upper || !letters_only || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) {
            out->bytes[length++] = (char)(upper ? byte + ('a' - 'A') : byte);
        }
    }
    out->length = length;
    while (at < text.length) {
        utf8proc_int32_t character;
        utf8proc_ssize_t width = utf8proc_iterate((const utf8proc_uint8_t *)text.bytes + at, (utf8proc_ssize_t)(text.length - at), &character);
        if (width <= 0) {
            at++;
            continue;
        }
        if (character >= 'A' && character <= 'Z' && letters_only) {
            character += 'a' - 'A';
        }
        bool room = true;
        if (character >= 0x80) {
            room = add_folded(out, character, letters_only);
        } else if (!letters_only || (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9')) {
            room = add(out, character);
        }
        if (!room) {
            return;
        }
        at += (size_t)width;
    }
}

void header_fold(struct text header, struct folded *out)
{
    fold(header, true, out);
}

void letters_fold(struct text text, struct folded *out)
{
    fold(text, false, out);
}
