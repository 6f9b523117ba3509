/* A key's text and file:
 *     dumisake-key v1
 *     name NAME
 *     use sign | cosign
 *     public BASE64 (32 bytes)
 * and then, plain,
 *     secret BASE64 (32 bytes: the seed)
 * or, sealed, what Argon2id is to do, and the XSalsa20-Poly1305 box of seed || SHA-256 of the four lines above:
 *     argon2id PASSES KIBIBYTES
 *     salt BASE64 (16 bytes)
 *     nonce BASE64 (24 bytes)
 *     sealed BASE64 (80 bytes)
 * or, wrapped for holders of other keys, a line for each (key_wrap.c). */
#include <errno.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "key_internal.h"
#include "ledger/base64.h"
#include "ledger/digest.h"

/* Source: RFC 9106 section 4, the second recommended choice: three passes over 64 MiB. A file may ask for more, not for anything. */
enum { PASSES = 3, KIBIBYTES = 65536, PASSES_MAX = 10, KIBIBYTES_MIN = 8192, KIBIBYTES_MAX = 1048576 };
enum { PLAIN_BYTES = KEY_SEED_BYTES + DIGEST_BYTES, BOX_BYTES = PLAIN_BYTES + crypto_secretbox_MACBYTES };

void secret_open(struct buffer *out)
{
    CHECK(sodium_init() >= 0);
    *out = (struct buffer){ .bytes = memory_new(SECRET_BYTES), .capacity = SECRET_BYTES };
    (void)sodium_mlock(out->bytes, SECRET_BYTES); /* refused where a process may lock little: then it may be swapped out */
}

void secret_close(struct buffer *buffer)
{
    if (buffer->bytes != NULL) {
        CHECK(buffer->capacity == SECRET_BYTES); /* had it grown, a copy would lie about */
        (void)sodium_munlock(buffer->bytes, SECRET_BYTES); /* wipes, whether or not it was locked */
        sodium_memzero(buffer->bytes, SECRET_BYTES);
        buffer_free(buffer);
    }
}

const struct error *secret_read(const char *path, struct buffer *out)
{
    int fd;
    int64_t bytes;
    TRY(file_open_input(path, &fd, &bytes));
    ssize_t got = 1;
    while (got > 0 && out->length < SECRET_BYTES - 1) {
        got = read(fd, out->bytes + out->length, SECRET_BYTES - 1 - out->length);
        out->length += got > 0 ? (size_t)got : 0;
        got = got < 0 && errno == EINTR ? 1 : got;
    }
    const struct error *error = NULL;
    if (got < 0) {
        error = error_errno(_("%s: cannot be read"), path);
    } else if (out->length == SECRET_BYTES - 1) {
        error = error_new(ERROR_FAILED, _("%s: is larger than the %zu bytes expected of such a file"), path, (size_t)SECRET_BYTES - 1);
    }
    (void)close(fd);
    return error;
}

static void add_line(struct buffer *out, const char *name, const uint8_t *bytes, size_t length)
{
    buffer_format(out, "%s ", name);
    base64_add(out, (struct text){ (const char *)bytes, length });
    buffer_add_byte(out, '\n');
}

void key_head_add(const struct verifier *verifier, struct buffer *out, struct digest *digest_out)
{
    size_t begin = out->length;
    buffer_format(out, "dumisake-key v1\nname %s\nuse %s\n", verifier->name, verifier->use == KEY_SIGNS ? "sign" : "cosign");
    add_line(out, "public", verifier->public_key, KEY_PUBLIC_BYTES);
    digest_of((struct text){ out->bytes + begin, out->length - begin }, TEXT_EMPTY, digest_out);
}

static bool stretch(struct text passphrase, const uint8_t *salt, int64_t passes, int64_t kibibytes, uint8_t *key_out)
{
    return crypto_pwhash(key_out, crypto_secretbox_KEYBYTES, passphrase.bytes, passphrase.length, salt, (unsigned long long)passes,
                         (size_t)kibibytes * 1024, crypto_pwhash_ALG_ARGON2ID13) == 0;
}

void key_print(const struct key *key, struct text passphrase, struct buffer *secret_out)
{
    struct digest head;
    key_head_add(&key->verifier, secret_out, &head);
    if (passphrase.length == 0) {
        add_line(secret_out, "secret", key->seed, KEY_SEED_BYTES);
        return;
    }
    uint8_t salt[crypto_pwhash_SALTBYTES];
    uint8_t nonce[crypto_secretbox_NONCEBYTES];
    uint8_t box_key[crypto_secretbox_KEYBYTES];
    uint8_t plain[PLAIN_BYTES];
    uint8_t box[BOX_BYTES];
    randombytes_buf(salt, sizeof(salt));
    randombytes_buf(nonce, sizeof(nonce));
    CHECK(stretch(passphrase, salt, PASSES, KIBIBYTES, box_key)); /* fails for want of memory only */
    memcpy(plain, key->seed, KEY_SEED_BYTES);
    memcpy(plain + KEY_SEED_BYTES, head.bytes, DIGEST_BYTES);
    CHECK(crypto_secretbox_easy(box, plain, sizeof(plain), nonce, box_key) == 0);
    sodium_memzero(plain, sizeof(plain));
    sodium_memzero(box_key, sizeof(box_key));
    buffer_format(secret_out, "argon2id %d %d\n", PASSES, KIBIBYTES);
    add_line(secret_out, "salt", salt, sizeof(salt));
    add_line(secret_out, "nonce", nonce, sizeof(nonce));
    add_line(secret_out, "sealed", box, sizeof(box));
}

bool key_line_take(struct text *rest, const char *name, struct text *out)
{
    struct text line = text_split(rest, '\n');
    struct text prefix = text_of(name);
    if (rest->bytes == NULL || !text_starts_with(line, prefix) || line.length < prefix.length + 1 || line.bytes[prefix.length] != ' ') {
        return false;
    }
    *out = (struct text){ line.bytes + prefix.length + 1, line.length - prefix.length - 1 };
    return true;
}

static bool take_bytes(struct text *rest, const char *name, uint8_t *out, size_t length)
{
    struct text value;
    return key_line_take(rest, name, &value) && base64_read_exactly(value, out, length);
}

bool key_head_take(struct text *rest, struct key_head *out)
{
    struct text version;
    struct text use;
    if (!key_line_take(rest, "dumisake-key", &version) || !text_equal(version, TEXT("v1")) || !key_line_take(rest, "name", &out->name) ||
        !key_name_sound(out->name) || !key_line_take(rest, "use", &use) || !take_bytes(rest, "public", out->public_key, KEY_PUBLIC_BYTES)) {
        return false;
    }
    out->use = text_equal(use, TEXT("sign")) ? KEY_SIGNS : KEY_COSIGNS;
    return out->use == KEY_SIGNS || text_equal(use, TEXT("cosign"));
}

bool key_text_is_sealed(struct text text)
{
    struct key_head head;
    return key_head_take(&text, &head) && text_starts_with(text, TEXT("argon2id "));
}

const struct error *key_not_one(const char *where)
{
    return error_new(ERROR_FAILED, _("%s: is not a key that this program wrote, or was damaged; restore it from a backup"), where);
}

/* What a sealed key's text says after its head. */
struct sealed {
    int64_t passes;
    int64_t kibibytes;
    uint8_t salt[crypto_pwhash_SALTBYTES];
    uint8_t nonce[crypto_secretbox_NONCEBYTES];
    uint8_t box[BOX_BYTES];
};

static bool take_sealed(struct text rest, struct sealed *out)
{
    struct text work;
    return key_line_take(&rest, "argon2id", &work) && text_to_integer(text_split(&work, ' '), &out->passes) && text_to_integer(work, &out->kibibytes) &&
           out->passes >= 1 && out->passes <= PASSES_MAX && out->kibibytes >= KIBIBYTES_MIN && out->kibibytes <= KIBIBYTES_MAX &&
           take_bytes(&rest, "salt", out->salt, sizeof(out->salt)) && take_bytes(&rest, "nonce", out->nonce, sizeof(out->nonce)) &&
           take_bytes(&rest, "sealed", out->box, sizeof(out->box)) && rest.length == 0;
}

/* `plain_out` becomes seed || digest of the head. */
static const struct error *unseal(const char *where, struct text rest, struct text passphrase, uint8_t *plain_out)
{
    struct sealed sealed;
    uint8_t box_key[crypto_secretbox_KEYBYTES];
    if (!take_sealed(rest, &sealed)) {
        return key_not_one(where);
    }
    if (passphrase.length == 0) {
        return error_new(ERROR_REFUSED, _("%s: this key is sealed; its passphrase is needed"), where);
    }
    if (!stretch(passphrase, sealed.salt, sealed.passes, sealed.kibibytes, box_key)) {
        return error_new(ERROR_FAILED, _("%s: opening this key takes %lld MiB of memory, which are not there"), where, (long long)sealed.kibibytes / 1024);
    }
    bool opened = crypto_secretbox_open_easy(plain_out, sealed.box, sizeof(sealed.box), sealed.nonce, box_key) == 0;
    sodium_memzero(box_key, sizeof(box_key));
    return opened ? NULL : error_new(ERROR_REFUSED, _("%s: the passphrase is not that of this key"), where);
}

const struct error *key_parse(const char *where, struct text text, struct text passphrase, struct key **out)
{
    struct buffer plain SCOPED_SECRET = { 0 };
    struct buffer again SCOPED_BUFFER = { 0 };
    struct key_head named;
    struct digest head;
    struct text rest = text;
    secret_open(&plain);
    uint8_t *bytes = (uint8_t *)plain.bytes;
    if (!key_head_take(&rest, &named)) {
        return key_not_one(where);
    }
    bool sealed = text_starts_with(rest, TEXT("argon2id "));
    if (sealed) {
        TRY(unseal(where, rest, passphrase, bytes));
    } else if (!take_bytes(&rest, "secret", bytes, KEY_SEED_BYTES) || rest.length != 0) {
        return key_not_one(where);
    }
    struct key *key SCOPED_KEY = key_from_seed(named.name, named.use, bytes);
    key_head_add(&key->verifier, &again, &head);
    /* The public key must be that of the secret, and a sealed one's name and use those it was sealed with. */
    if (memcmp(key->verifier.public_key, named.public_key, KEY_PUBLIC_BYTES) != 0 ||
        (sealed && sodium_memcmp(bytes + KEY_SEED_BYTES, head.bytes, DIGEST_BYTES) != 0)) {
        return key_not_one(where);
    }
    *out = key;
    key = NULL;
    return NULL;
}

const struct error *key_save_text(const char *path, struct text secret)
{
    struct output output SCOPED_OUTPUT = { 0 };
    TRY(output_open(path, &output));
    TRY(output_write(&output, secret));
    return output_keep_new(&output);
}

const struct error *key_replace_text(const char *path, struct text secret)
{
    struct output output SCOPED_OUTPUT = { 0 };
    TRY(output_open(path, &output));
    TRY(output_write(&output, secret));
    return output_keep(&output);
}

const struct error *key_save(const char *path, const struct key *key, struct text passphrase)
{
    struct buffer text SCOPED_SECRET = { 0 };
    secret_open(&text);
    key_print(key, passphrase, &text);
    return key_save_text(path, buffer_text(&text));
}

const struct error *key_read_text(const char *path, struct buffer *secret_out)
{
    struct stat status;
    TRY(secret_read(path, secret_out));
    if (stat(path, &status) != 0 || (status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return error_new(ERROR_FAILED, _("%s: others may read this key; take their rights away (chmod 600) and think about whether somebody has"), path);
    }
    return NULL;
}

const struct error *key_load(const char *path, struct text passphrase, struct key **out)
{
    struct buffer text SCOPED_SECRET = { 0 };
    secret_open(&text);
    TRY(key_read_text(path, &text));
    return key_parse(path, buffer_text(&text), passphrase, out);
}
