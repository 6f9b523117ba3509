#include "ledger/digest.h"

#include <errno.h>

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"

struct hasher {
    EVP_MD_CTX *context;
};

/* Fetched once: fetching for each digest doubles the time of a short one. */
static const EVP_MD *sha256(void)
{
    static EVP_MD *fetched;
    if (fetched == NULL) {
        fetched = EVP_MD_fetch(NULL, "SHA256", NULL);
        CHECK(fetched != NULL);
    }
    return fetched;
}

struct hasher *hasher_new(void)
{
    struct hasher *hasher = memory_new(sizeof(*hasher));
    hasher->context = EVP_MD_CTX_new();
    CHECK(hasher->context != NULL && EVP_DigestInit_ex2(hasher->context, sha256(), NULL) == 1);
    return hasher;
}

void hasher_free(struct hasher *hasher)
{
    if (hasher != NULL) {
        EVP_MD_CTX_free(hasher->context);
        memory_free(hasher);
    }
}

void hasher_release(struct hasher **hasher)
{
    hasher_free(*hasher);
}

void hasher_add(struct hasher *hasher, struct text bytes)
{
    if (bytes.length > 0) {
        CHECK(EVP_DigestUpdate(hasher->context, bytes.bytes, bytes.length) == 1);
    }
}

void hasher_finish(struct hasher *hasher, struct digest *out)
{
    CHECK(EVP_DigestFinal_ex(hasher->context, out->bytes, NULL) == 1);
    CHECK(EVP_DigestInit_ex2(hasher->context, NULL, NULL) == 1);
}

void digest_with(struct hasher *hasher, struct text first, struct text second, struct digest *out)
{
    hasher_add(hasher, first);
    hasher_add(hasher, second);
    hasher_finish(hasher, out);
}

void digest_of(struct text first, struct text second, struct digest *out)
{
    static struct hasher *shared;
    if (shared == NULL) {
        shared = hasher_new();
    }
    digest_with(shared, first, second, out);
}

const struct error *digest_of_file(const char *path, struct digest *out)
{
    enum { CHUNK = 65536 };
    struct hasher *hasher SCOPED_HASHER = hasher_new();
    char *chunk SCOPED_MEMORY = memory_new(CHUNK);
    const struct error *error = NULL;
    int64_t bytes;
    ssize_t got;
    int fd;
    TRY(file_open_input(path, &fd, &bytes));
    do {
        got = read(fd, chunk, CHUNK);
        if (got > 0) {
            hasher_add(hasher, (struct text){ chunk, (size_t)got });
        } else if (got < 0 && errno != EINTR) {
            error = error_errno(_("%s: cannot be read"), path);
        }
    } while (error == NULL && got != 0);
    (void)close(fd);
    TRY(error);
    hasher_finish(hasher, out);
    return NULL;
}

bool digest_equal(const struct digest *a, const struct digest *b)
{
    return memcmp(a->bytes, b->bytes, DIGEST_BYTES) == 0;
}

struct text digest_text(const struct digest *digest)
{
    return (struct text){ (const char *)digest->bytes, DIGEST_BYTES };
}

bool digest_from(struct text bytes, struct digest *out)
{
    if (bytes.length != DIGEST_BYTES) {
        return false;
    }
    memcpy(out->bytes, bytes.bytes, DIGEST_BYTES);
    return true;
}

void digest_print(const struct digest *digest, struct buffer *out)
{
    buffer_add_hex(out, digest->bytes, DIGEST_BYTES);
}

void random_fill(uint8_t *bytes, size_t length)
{
    CHECK(length <= INT32_MAX && RAND_bytes(bytes, (int)length) == 1);
}
