#include "ledger/note.h"

#include "ledger/base64.h"

#define DASH "\xE2\x80\x94 " /* em dash, blank */

enum { TIME_BYTES = 8, COSIGNATURE_BYTES = TIME_BYTES + SIGNATURE_BYTES, DECODED_MAX = 8192 };

static bool is_text(struct text bytes)
{
    for (size_t i = 0; i < bytes.length; i++) {
        if ((unsigned char)bytes.bytes[i] < ' ' && bytes.bytes[i] != '\n') {
            return false;
        }
    }
    return text_utf8_invalid(bytes) == bytes.length;
}

/* Where the last empty line begins: a newline followed by another. */
static bool find_split(struct text bytes, size_t *out)
{
    for (size_t i = bytes.length; i >= 2; i--) {
        if (bytes.bytes[i - 1] == '\n' && bytes.bytes[i - 2] == '\n') {
            *out = i - 2;
            return true;
        }
    }
    return false;
}

static bool parse_signature(struct text line, struct note_signature *out)
{
    uint8_t decoded[DECODED_MAX];
    size_t length;
    if (!text_starts_with(line, TEXT(DASH))) {
        return false;
    }
    line = (struct text){ line.bytes + strlen(DASH), line.length - strlen(DASH) };
    out->name = text_split(&line, ' ');
    out->encoded = line;
    if (!key_name_sound(out->name) || !base64_read(line, decoded, sizeof(decoded), &length) || length <= KEY_ID_BYTES) {
        return false;
    }
    memcpy(out->id, decoded, KEY_ID_BYTES);
    return true;
}

bool note_parse(struct text bytes, struct note *out)
{
    size_t split;
    if (bytes.length > NOTE_BYTES_MAX || !is_text(bytes) || !find_split(bytes, &split)) {
        return false;
    }
    struct text rest = { bytes.bytes + split + 2, bytes.length - split - 2 };
    if (rest.length == 0 || rest.bytes[rest.length - 1] != '\n') {
        return false;
    }
    out->text = (struct text){ bytes.bytes, split + 1 };
    out->count = 0;
    while (rest.length > 0) {
        if (out->count == NOTE_SIGNATURES_MAX || !parse_signature(text_split(&rest, '\n'), &out->signatures[out->count])) {
            return false;
        }
        out->count += 1;
    }
    return true;
}

static bool is_of(const struct note_signature *signature, const struct verifier *key)
{
    return text_equal(signature->name, text_of(key->name)) && memcmp(signature->id, key->id, KEY_ID_BYTES) == 0;
}

static void cosigned_message(struct text text, int64_t utc, struct buffer *out)
{
    buffer_add_string(out, "cosignature/v1\ntime ");
    buffer_add_integer(out, utc);
    buffer_add_byte(out, '\n');
    buffer_add(out, text);
}

/* The time before a witness's signature, big-endian; false beyond what a signed number holds. */
static bool read_time(const uint8_t *bytes, int64_t *out)
{
    uint64_t time = 0;
    for (size_t i = 0; i < TIME_BYTES; i++) {
        time = time << 8 | bytes[i];
    }
    *out = (int64_t)(time & INT64_MAX);
    return time <= INT64_MAX;
}

static bool holds(const struct note *note, const struct note_signature *signature, const struct verifier *key)
{
    uint8_t decoded[KEY_ID_BYTES + COSIGNATURE_BYTES];
    struct buffer message SCOPED_BUFFER = { 0 };
    int64_t utc;
    if (key->use == KEY_SIGNS) {
        return base64_read_exactly(signature->encoded, decoded, KEY_ID_BYTES + SIGNATURE_BYTES) && verifier_check(key, note->text, decoded + KEY_ID_BYTES);
    }
    if (!base64_read_exactly(signature->encoded, decoded, sizeof(decoded)) || !read_time(decoded + KEY_ID_BYTES, &utc)) {
        return false;
    }
    cosigned_message(note->text, utc, &message);
    return verifier_check(key, buffer_text(&message), decoded + KEY_ID_BYTES + TIME_BYTES);
}

enum note_verdict note_verify(const struct note *note, const struct verifier *keys, size_t count)
{
    enum note_verdict verdict = NOTE_UNKNOWN;
    for (size_t i = 0; i < note->count; i++) {
        for (size_t j = 0; keys != NULL && j < count; j++) {
            if (!is_of(&note->signatures[i], &keys[j])) {
                continue;
            }
            if (!holds(note, &note->signatures[i], &keys[j])) {
                return NOTE_FORGED;
            }
            verdict = NOTE_GENUINE;
        }
    }
    return verdict;
}

bool note_cosigned(const struct note *note, const struct verifier *witness, int64_t *utc_out)
{
    for (size_t i = 0; i < note->count && witness->use == KEY_COSIGNS; i++) {
        uint8_t decoded[KEY_ID_BYTES + COSIGNATURE_BYTES];
        if (is_of(&note->signatures[i], witness) && holds(note, &note->signatures[i], witness) &&
            base64_read_exactly(note->signatures[i].encoded, decoded, sizeof(decoded))) {
            return read_time(decoded + KEY_ID_BYTES, utc_out);
        }
    }
    return false;
}

void note_begin(struct text text, struct buffer *out)
{
    CHECK(text.length > 0 && text.bytes[text.length - 1] == '\n' && is_text(text));
    buffer_add(out, text);
    buffer_add_byte(out, '\n');
}

void note_add_signature(struct text text, const struct key *key, int64_t utc, struct buffer *out)
{
    const struct verifier *verifier = key_verifier(key);
    uint8_t bytes[KEY_ID_BYTES + COSIGNATURE_BYTES];
    size_t length = KEY_ID_BYTES;
    struct buffer message SCOPED_BUFFER = { 0 };
    memcpy(bytes, verifier->id, KEY_ID_BYTES);
    if (verifier->use == KEY_COSIGNS) {
        for (size_t i = 0; i < TIME_BYTES; i++) {
            bytes[length++] = (uint8_t)((uint64_t)utc >> (8 * (TIME_BYTES - 1 - i)) & 0xFF);
        }
        cosigned_message(text, utc, &message);
    } else {
        buffer_add(&message, text);
    }
    key_sign(key, buffer_text(&message), bytes + length);
    length += SIGNATURE_BYTES;
    buffer_format(out, DASH "%s ", verifier->name);
    base64_add(out, (struct text){ (const char *)bytes, length });
    buffer_add_byte(out, '\n');
}
