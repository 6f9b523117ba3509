/* What a key is made of: for key.c and key_file.c. */
#ifndef LEDGER_KEY_INTERNAL_H
#define LEDGER_KEY_INTERNAL_H

#include "ledger/key.h"

#define KEY_SEED_BYTES 32
#define KEY_SECRET_BYTES 64

struct key {
    struct verifier verifier;
    uint8_t seed[KEY_SEED_BYTES];
    uint8_t secret[KEY_SECRET_BYTES]; /* made from the seed */
};

struct key *key_from_seed(struct text name, enum key_use use, const uint8_t *seed);

#endif
