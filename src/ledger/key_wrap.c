/* A key wrapped for the holders of other keys: behind the head a line for each,
 *     holder NAME BASE64 (an X25519 sealed box, 112 bytes, of seed || SHA-256 of the head)
 * that the holder's Ed25519 key opens as an X25519 key. Source: libsodium, crypto_box_seal and crypto_sign_ed25519_pk_to_curve25519. */
#include <sodium.h>

#include "base/language.h"
#include "key_internal.h"
#include "ledger/base64.h"

enum { WRAPPED_PLAIN = KEY_SEED_BYTES + DIGEST_BYTES, WRAPPED_BYTES = WRAPPED_PLAIN + crypto_box_SEALBYTES };

void key_print_wrapped(const struct key *key, const struct verifier *const *holders, size_t count, struct buffer *secret_out)
{
    struct digest head;
    uint8_t plain[WRAPPED_PLAIN];
    key_head_add(&key->verifier, secret_out, &head);
    memcpy(plain, key->seed, KEY_SEED_BYTES);
    memcpy(plain + KEY_SEED_BYTES, head.bytes, DIGEST_BYTES);
    for (size_t i = 0; i < count; i++) {
        uint8_t exchange[crypto_box_PUBLICKEYBYTES];
        uint8_t box[WRAPPED_BYTES];
        if (crypto_sign_ed25519_pk_to_curve25519(exchange, holders[i]->public_key) != 0) {
            continue; /* no point of the curve's main group: nobody's key */
        }
        CHECK(crypto_box_seal(box, plain, sizeof(plain), exchange) == 0);
        buffer_format(secret_out, "holder %s ", holders[i]->name);
        base64_add(secret_out, (struct text){ (const char *)box, sizeof(box) });
        buffer_add_byte(secret_out, '\n');
    }
    sodium_memzero(plain, sizeof(plain));
}

bool key_text_is_wrapped(struct text text)
{
    struct key_head head;
    return key_head_take(&text, &head) && text_starts_with(text, TEXT("holder "));
}

/* The box of the holder with that name. */
static bool find_box(struct text rest, struct text name, uint8_t box[WRAPPED_BYTES])
{
    struct text line;
    while (rest.length > 0 && key_line_take(&rest, "holder", &line)) {
        struct text holder = text_split(&line, ' ');
        if (text_equal(holder, name)) {
            return base64_read_exactly(line, box, WRAPPED_BYTES);
        }
    }
    return false;
}

static bool open_box(const uint8_t box[WRAPPED_BYTES], const struct key *holder, uint8_t *plain)
{
    uint8_t public_key[crypto_box_PUBLICKEYBYTES];
    uint8_t secret[crypto_box_SECRETKEYBYTES];
    bool opened = crypto_sign_ed25519_pk_to_curve25519(public_key, holder->verifier.public_key) == 0 &&
                  crypto_sign_ed25519_sk_to_curve25519(secret, holder->secret) == 0 &&
                  crypto_box_seal_open(plain, box, WRAPPED_BYTES, public_key, secret) == 0;
    sodium_memzero(secret, sizeof(secret));
    return opened;
}

const struct error *key_unwrap(const char *where, struct text text, const struct key *holder, struct key **out)
{
    struct buffer plain SCOPED_SECRET = { 0 };
    struct buffer again SCOPED_BUFFER = { 0 };
    struct key_head named;
    struct digest head;
    struct text rest = text;
    uint8_t box[WRAPPED_BYTES];
    if (!key_text_is_wrapped(text)) {
        return key_parse(where, text, TEXT_EMPTY, out);
    }
    secret_open(&plain);
    uint8_t *bytes = (uint8_t *)plain.bytes;
    CHECK(key_head_take(&rest, &named));
    if (holder == NULL || !find_box(rest, text_of(holder->verifier.name), box) || !open_box(box, holder, bytes)) {
        return error_new(ERROR_REFUSED, _("%s: the ledger's key is sealed for its officers; say who you are, --as NAME"), where);
    }
    struct key *key SCOPED_KEY = key_from_seed(named.name, named.use, bytes);
    key_head_add(&key->verifier, &again, &head);
    if (memcmp(key->verifier.public_key, named.public_key, KEY_PUBLIC_BYTES) != 0 || sodium_memcmp(bytes + KEY_SEED_BYTES, head.bytes, DIGEST_BYTES) != 0) {
        return key_not_one(where);
    }
    *out = key;
    key = NULL;
    return NULL;
}
