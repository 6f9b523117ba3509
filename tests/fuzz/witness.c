/* Foreign bytes as a witness's file: what is read is written again as it was. */
#include <stdint.h>

#include "ledger/witness.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct text input = { (const char *)bytes, length };
    struct witness witness SCOPED_WITNESS = { .key = NULL };
    struct buffer again SCOPED_SECRET = { 0 };
    struct text seen;
    bool is_witness = witness_seen(input, &seen);
    if (length >= SECRET_BYTES || witness_parse("input", input, TEXT_EMPTY, &witness) != NULL) {
        return 0;
    }
    secret_open(&again);
    witness_print(&witness, TEXT_EMPTY, &again);
    CHECK(is_witness && text_equal(input, buffer_text(&again)) && (witness.seen_size == 0 || seen.length > 0));
    return 0;
}
