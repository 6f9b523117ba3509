/* key: an Ed25519 key that signs, the text by which others know it, and the file it is kept in.
 *
 * Law: a secret lies in locked memory and is wiped when it is let go; on the disk it is in a file of mode 0600 that nobody
 * overwrites, plain or sealed by a passphrase. A key has one use: one that signs checkpoints never cosigns.
 * Source: RFC 8032 (Ed25519), RFC 9106 (Argon2id), C2SP signed-note (verifier keys). */
#ifndef LEDGER_KEY_H
#define LEDGER_KEY_H

#include "base/error.h"
#include "base/text.h"

#define KEY_NAME_MAX 200 /* bytes */
#define KEY_ID_BYTES 4
#define KEY_PUBLIC_BYTES 32
#define SIGNATURE_BYTES 64

/* The type byte of the key in notes. */
enum key_use {
    KEY_SIGNS = 0x01,   /* notes of its own */
    KEY_COSIGNS = 0x04, /* a witness: checkpoints of others, with the time */
};

/* What everybody may know of a key. */
struct verifier {
    char name[KEY_NAME_MAX + 1];
    enum key_use use;
    uint8_t id[KEY_ID_BYTES]; /* of name, use and public key */
    uint8_t public_key[KEY_PUBLIC_BYTES];
};

/* UTF-8 without blanks, plus signs and control characters, 1 to KEY_NAME_MAX bytes. */
bool key_name_sound(struct text name);

/* "name+hash+base64"; false when it is not one, or its hash does not fit. */
bool verifier_parse(struct text text, struct verifier *out);
void verifier_print(const struct verifier *verifier, struct buffer *out);
bool verifier_equal(const struct verifier *a, const struct verifier *b);
/* The signature is of that key over that message. */
bool verifier_check(const struct verifier *verifier, struct text message, const uint8_t signature[SIGNATURE_BYTES]);

struct key;

#define SCOPED_KEY __attribute__((cleanup(key_release)))

/* A new one. The name must be sound. Owner: the caller frees. */
void key_generate(struct text name, enum key_use use, struct key **out);
void key_free(struct key *key); /* takes NULL; wipes */
void key_release(struct key **key);
const struct verifier *key_verifier(const struct key *key); /* borrowed from the key */
void key_sign(const struct key *key, struct text message, uint8_t out[SIGNATURE_BYTES]);

/* A buffer for secrets: locked memory of SECRET_BYTES, wiped by secret_close. It must not grow beyond. */
#define SECRET_BYTES 8192
void secret_open(struct buffer *out);
void secret_close(struct buffer *buffer); /* takes a zeroed one */
#define SCOPED_SECRET __attribute__((cleanup(secret_close)))
/* The whole of a small file. Errors: as file_open_input, and larger than SECRET_BYTES - 1. */
const struct error *secret_read(const char *path, struct buffer *out);

/* The key's text. An empty passphrase leaves it plain; any other seals it, which takes a moment on purpose. */
void key_print(const struct key *key, struct text passphrase, struct buffer *secret_out);
bool key_text_is_sealed(struct text text);
/* The same, sealed for holders of other keys, each of whom opens it with her own. Count is not 0. */
void key_print_wrapped(const struct key *key, const struct verifier *const *holders, size_t count, struct buffer *secret_out);
bool key_text_is_wrapped(struct text text);
/* `where` is named in errors. Errors: REFUSED when it is sealed and the passphrase is empty or another; FAILED when it is not
 * a key's text, or demands more work than any key of this program. */
const struct error *key_parse(const char *where, struct text text, struct text passphrase, struct key **out);
/* `holder` is NULL for a plain one. Errors: REFUSED when it is wrapped for others than `holder`. */
const struct error *key_unwrap(const char *where, struct text text, const struct key *holder, struct key **out);

/* Writes a key's text to a file of mode 0600. Errors: FAILED when a file of that name is there. */
const struct error *key_save_text(const char *path, struct text secret);
/* The same over the file that is there. */
const struct error *key_replace_text(const char *path, struct text secret);
/* Reads it. Errors: FAILED, also when others than its owner may read the file. */
const struct error *key_read_text(const char *path, struct buffer *secret_out);
/* The key's file. Errors: FAILED when a file of that name is there. */
const struct error *key_save(const char *path, const struct key *key, struct text passphrase);
/* Errors: as key_parse, and FAILED when others than its owner may read the file. */
const struct error *key_load(const char *path, struct text passphrase, struct key **out);

#endif
