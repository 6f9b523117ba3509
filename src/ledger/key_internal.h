/* What a key is made of: for key.c and key_file.c. */
#ifndef LEDGER_KEY_INTERNAL_H
#define LEDGER_KEY_INTERNAL_H

#include "ledger/digest.h"
#include "ledger/key.h"

#define KEY_SEED_BYTES 32
#define KEY_SECRET_BYTES 64

struct key {
    struct verifier verifier;
    uint8_t seed[KEY_SEED_BYTES];
    uint8_t secret[KEY_SECRET_BYTES]; /* made from the seed */
};

/* The head of a key's text: whose it is. It is bound into a sealed secret by its digest. */
void key_head_add(const struct verifier *verifier, struct buffer *out, struct digest *digest_out);
struct key_head {
    struct text name;
    enum key_use use;
    uint8_t public_key[KEY_PUBLIC_BYTES];
};
bool key_head_take(struct text *rest, struct key_head *out);
/* The value of the next line, which must have that name. */
bool key_line_take(struct text *rest, const char *name, struct text *out);
const struct error *key_not_one(const char *where); /* always an error */

struct key *key_from_seed(struct text name, enum key_use use, const uint8_t *seed);

#endif
