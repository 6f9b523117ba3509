#include "importer/encoding.h"

static const struct {
    enum encoding encoding;
    const char *name;
} encodings[] = { /* the first name of each is the one to show, and iconv's */
    { ENCODING_UTF_8, "UTF-8" },         { ENCODING_UTF_8, "utf8" },
    { ENCODING_UTF_16_LE, "UTF-16LE" },  { ENCODING_UTF_16_LE, "utf-16-le" },
    { ENCODING_UTF_16_LE, "utf-16" },    { ENCODING_UTF_16_BE, "UTF-16BE" },
    { ENCODING_UTF_16_BE, "utf-16-be" }, { ENCODING_WINDOWS_1252, "windows-1252" },
    { ENCODING_WINDOWS_1252, "cp1252" }, { ENCODING_WINDOWS_1252, "latin1" },
    { ENCODING_WINDOWS_1252, "iso-8859-1" },
};
#define ENCODINGS (sizeof(encodings) / sizeof(encodings[0]))

const char *encoding_name(enum encoding encoding)
{
    for (size_t i = 0; i < ENCODINGS; i++) {
        if (encodings[i].encoding == encoding) {
            return encodings[i].name;
        }
    }
    return "ASCII";
}

bool encoding_find(struct text name, enum encoding *out)
{
    for (size_t i = 0; i < ENCODINGS; i++) {
        if (text_equal_nocase(name, text_of(encodings[i].name))) {
            *out = encodings[i].encoding;
            return true;
        }
    }
    return false;
}

enum encoding encoding_by_zeros(struct text head)
{
    size_t zeros[2] = { 0, 0 };
    for (size_t i = 0; i < head.length; i++) {
        zeros[i % 2] += head.bytes[i] == '\0' ? 1 : 0;
    }
    size_t half = head.length / 2;
    if (half < 2 || head.length % 2 != 0) {
        return ENCODING_UNKNOWN;
    }
    if (zeros[1] * 10 >= half * 7 && zeros[0] * 10 <= half) {
        return ENCODING_UTF_16_LE;
    }
    return zeros[0] * 10 >= half * 7 && zeros[1] * 10 <= half ? ENCODING_UTF_16_BE : ENCODING_UNKNOWN;
}

enum encoding encoding_by_bytes(struct text text)
{
    size_t characters = 0;
    size_t broken = 0;
    while (text.length > 0) {
        size_t sound = text_utf8_invalid(text);
        for (size_t i = 0; i < sound; i++) {
            characters += (unsigned char)text.bytes[i] >= 0xC0 ? 1 : 0;
        }
        if (sound < text.length) {
            broken += 1;
            sound += 1;
        }
        text = (struct text){ text.bytes + sound, text.length - sound };
    }
    /* A few characters by chance are rarer than a few broken bytes. */
    if (broken > 3 * characters) {
        return ENCODING_WINDOWS_1252;
    }
    return characters > 0 ? ENCODING_UTF_8 : ENCODING_UNKNOWN;
}
