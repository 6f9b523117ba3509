/* Foreign bytes as a receipt, or as what a witness is shown: what is read is written again as it was. */
#include <stdint.h>

#include "base/error.h"
#include "ledger/proof_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct text input = { (const char *)bytes, length };
    struct receipt receipt SCOPED_RECEIPT = { .index = 0 };
    struct exchange exchange;
    struct buffer again SCOPED_BUFFER = { 0 };
    if (receipt_parse(input, &receipt)) {
        struct digest leaf;
        tree_leaf(buffer_text(&receipt.entry), &leaf);
        (void)proof_shows_inclusion(&receipt.proof, &leaf, receipt.index, receipt.index + 1 + length % 7, &leaf);
        receipt_print(&receipt, &again);
        CHECK(text_equal(input, buffer_text(&again)));
    } else if (exchange_parse(input, &exchange)) {
        struct digest root;
        digest_of(input, TEXT_EMPTY, &root);
        (void)proof_shows_consistency(&exchange.proof, exchange.before, &root, exchange.before + length % 300, &root);
        exchange_print(&exchange, &again);
        CHECK(text_equal(input, buffer_text(&again)));
    }
    return 0;
}
