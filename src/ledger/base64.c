#include "ledger/base64.h"

#include <sodium.h>

void base64_add(struct buffer *out, struct text bytes)
{
    enum { GROUPS = 64, CHUNK = 3 * GROUPS };
    for (size_t at = 0; at < bytes.length; at += CHUNK) { /* whole groups: no padding but at the end */
        char room[4 * GROUPS + 1];
        size_t length = bytes.length - at < CHUNK ? bytes.length - at : CHUNK;
        (void)sodium_bin2base64(room, sizeof(room), (const unsigned char *)bytes.bytes + at, length, sodium_base64_VARIANT_ORIGINAL);
        buffer_add_string(out, room);
        sodium_memzero(room, sizeof(room)); /* secret keys pass through here */
    }
}

/* libsodium 1.0.18 takes some bytes from 0x80 up for letters. */
static bool is_alphabet(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/' || c == '=')) {
            return false;
        }
    }
    return true;
}

bool base64_read(struct text text, uint8_t *out, size_t capacity, size_t *length_out)
{
    const char *end = NULL;
    size_t length = 0;
    if (text.length == 0) {
        *length_out = 0;
        return true;
    }
    if (!is_alphabet(text) || sodium_base642bin(out, capacity, text.bytes, text.length, NULL, &length, &end, sodium_base64_VARIANT_ORIGINAL) != 0 ||
        end != text.bytes + text.length) {
        return false;
    }
    *length_out = length;
    return true;
}

bool base64_read_exactly(struct text text, uint8_t *out, size_t length)
{
    size_t got;
    return base64_read(text, out, length, &got) && got == length;
}
