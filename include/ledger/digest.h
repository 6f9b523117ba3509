/* digest: SHA-256 (FIPS 180-4), of bytes at once or as they come. */
#ifndef LEDGER_DIGEST_H
#define LEDGER_DIGEST_H

#include "base/error.h"
#include "base/text.h"

#define DIGEST_BYTES 32

struct digest {
    uint8_t bytes[DIGEST_BYTES];
};

struct hasher; /* digest under way */

struct hasher *hasher_new(void); /* Owner: the caller frees; can be used again after hasher_finish */
void hasher_free(struct hasher *hasher);
void hasher_release(struct hasher **hasher);
#define SCOPED_HASHER __attribute__((cleanup(hasher_release)))

void hasher_add(struct hasher *hasher, struct text bytes);
void hasher_finish(struct hasher *hasher, struct digest *out); /* starts anew */

/* Of the parts one after another; an empty part adds nothing. */
void digest_of(struct text first, struct text second, struct digest *out);
/* The same with a hasher of the caller's own: digest_of has one for all, and is for one thread. */
void digest_with(struct hasher *hasher, struct text first, struct text second, struct digest *out);

/* Of an ordinary file's bytes. Errors: as file_open_input, or it cannot be read to its end. */
const struct error *digest_of_file(const char *path, struct digest *out);

bool digest_equal(const struct digest *a, const struct digest *b);
struct text digest_text(const struct digest *digest); /* borrowed view of the 32 bytes */
bool digest_from(struct text bytes, struct digest *out);
void digest_print(const struct digest *digest, struct buffer *out); /* 64 hexadecimal digits */

/* Bytes nobody can foretell, from the operating system's generator. */
void random_fill(uint8_t *bytes, size_t length);

#endif
