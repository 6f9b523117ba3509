/* Foreign bytes as a key's file. Without a passphrase, so that no input costs the work of opening a sealed one. */
#include <stdint.h>

#include "ledger/key.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct text input = { (const char *)bytes, length };
    struct key *key SCOPED_KEY = NULL;
    struct buffer again SCOPED_SECRET = { 0 };
    bool sealed = key_text_is_sealed(input);
    const struct error *error = key_parse("input", input, TEXT_EMPTY, &key);
    if (error != NULL) {
        CHECK(error->kind == ERROR_FAILED || (error->kind == ERROR_REFUSED && sealed));
        return 0;
    }
    secret_open(&again);
    key_print(key, TEXT_EMPTY, &again);
    CHECK(!sealed && text_equal(input, buffer_text(&again)));
    return 0;
}
