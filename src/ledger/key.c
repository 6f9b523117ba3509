#include "ledger/key.h"

#include <sodium.h>

#include "key_internal.h"
#include "ledger/base64.h"
#include "ledger/digest.h"

_Static_assert(KEY_PUBLIC_BYTES == crypto_sign_PUBLICKEYBYTES && SIGNATURE_BYTES == crypto_sign_BYTES, "the library's sizes");

_Static_assert(KEY_SEED_BYTES == crypto_sign_SEEDBYTES && KEY_SECRET_BYTES == crypto_sign_SECRETKEYBYTES, "the library's sizes");

bool key_name_sound(struct text name)
{
    /* Blanks beyond ASCII: U+0085, U+00A0, U+1680, U+2000-200A, U+2028, U+2029, U+202F, U+205F, U+3000. */
    static const char *const blanks[] = { "\xC2\x85", "\xC2\xA0", "\xE1\x9A\x80", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80" };
    if (name.length == 0 || name.length > KEY_NAME_MAX || text_utf8_invalid(name) != name.length || text_control(name) != name.length) {
        return false;
    }
    for (size_t i = 0; i < name.length; i++) {
        struct text rest = { name.bytes + i, name.length - i };
        if (name.bytes[i] == ' ' || name.bytes[i] == '+') {
            return false;
        }
        for (size_t j = 0; j < sizeof(blanks) / sizeof(blanks[0]); j++) {
            if (text_starts_with(rest, text_of(blanks[j]))) {
                return false;
            }
        }
        if (text_starts_with(rest, TEXT("\xE2\x80")) && rest.length >= 3 && (uint8_t)rest.bytes[2] >= 0x80 && (uint8_t)rest.bytes[2] <= 0x8A) {
            return false;
        }
    }
    return true;
}

/* Source: C2SP signed-note: SHA-256(name || 0x0A || type || public key), its first four bytes. */
static void make_id(struct verifier *verifier)
{
    uint8_t tail[2 + KEY_PUBLIC_BYTES] = { '\n', (uint8_t)verifier->use };
    struct digest digest;
    memcpy(tail + 2, verifier->public_key, KEY_PUBLIC_BYTES);
    digest_of(text_of(verifier->name), (struct text){ (const char *)tail, sizeof(tail) }, &digest);
    memcpy(verifier->id, digest.bytes, KEY_ID_BYTES);
}

static void set_name(struct verifier *verifier, struct text name)
{
    CHECK(key_name_sound(name));
    memcpy(verifier->name, name.bytes, name.length);
    verifier->name[name.length] = '\0';
}

bool verifier_parse(struct text text, struct verifier *out)
{
    struct verifier verifier = { .name = "" };
    uint8_t named[KEY_ID_BYTES];
    uint8_t typed[1 + KEY_PUBLIC_BYTES];
    struct text name = text_split(&text, '+');
    struct text id = text_split(&text, '+');
    if (!key_name_sound(name) || !text_to_bytes(id, named, KEY_ID_BYTES) || !base64_read_exactly(text, typed, sizeof(typed)) ||
        (typed[0] != KEY_SIGNS && typed[0] != KEY_COSIGNS)) {
        return false;
    }
    set_name(&verifier, name);
    verifier.use = (enum key_use)typed[0];
    memcpy(verifier.public_key, typed + 1, KEY_PUBLIC_BYTES);
    make_id(&verifier);
    if (memcmp(verifier.id, named, KEY_ID_BYTES) != 0) {
        return false;
    }
    *out = verifier;
    return true;
}

void verifier_print(const struct verifier *verifier, struct buffer *out)
{
    uint8_t typed[1 + KEY_PUBLIC_BYTES] = { (uint8_t)verifier->use };
    memcpy(typed + 1, verifier->public_key, KEY_PUBLIC_BYTES);
    buffer_format(out, "%s+", verifier->name);
    buffer_add_hex(out, verifier->id, KEY_ID_BYTES);
    buffer_add_byte(out, '+');
    base64_add(out, (struct text){ (const char *)typed, sizeof(typed) });
}

bool verifier_equal(const struct verifier *a, const struct verifier *b)
{
    return strcmp(a->name, b->name) == 0 && a->use == b->use && memcmp(a->public_key, b->public_key, KEY_PUBLIC_BYTES) == 0;
}

bool verifier_check(const struct verifier *verifier, struct text message, const uint8_t signature[SIGNATURE_BYTES])
{
    return crypto_sign_verify_detached(signature, (const unsigned char *)message.bytes, message.length, verifier->public_key) == 0;
}

/* In memory that is locked, between guard pages, and wiped when it is freed. */
static struct key *key_new(struct text name, enum key_use use)
{
    CHECK(sodium_init() >= 0);
    struct key *key = sodium_malloc(sizeof(*key));
    CHECK(key != NULL);
    sodium_memzero(key, sizeof(*key));
    set_name(&key->verifier, name);
    key->verifier.use = use;
    return key;
}

static void key_complete(struct key *key)
{
    CHECK(crypto_sign_seed_keypair(key->verifier.public_key, key->secret, key->seed) == 0);
    make_id(&key->verifier);
}

void key_generate(struct text name, enum key_use use, struct key **out)
{
    struct key *key = key_new(name, use);
    randombytes_buf(key->seed, sizeof(key->seed));
    key_complete(key);
    *out = key;
}

struct key *key_from_seed(struct text name, enum key_use use, const uint8_t *seed)
{
    struct key *key = key_new(name, use);
    memcpy(key->seed, seed, sizeof(key->seed));
    key_complete(key);
    return key;
}

void key_free(struct key *key)
{
    if (key != NULL) {
        sodium_free(key);
    }
}

void key_release(struct key **key)
{
    key_free(*key);
}

const struct verifier *key_verifier(const struct key *key)
{
    return &key->verifier;
}

void key_sign(const struct key *key, struct text message, uint8_t out[SIGNATURE_BYTES])
{
    CHECK(crypto_sign_detached(out, NULL, (const unsigned char *)message.bytes, message.length, key->secret) == 0);
}
