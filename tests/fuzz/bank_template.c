/* Foreign bytes as the template of a bank's file: a template whose rows keep their form, or a message with the place. */
#include <stdint.h>

#include "base/memory.h"
#include "programme/bank_template.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static char *copy(const char *text)
{
    char *copied = memory_new(strlen(text) + 1);
    memcpy(copied, text, strlen(text));
    return copied;
}

/* No cell of a transfer ends its line or, where nothing is quoted, its column. */
static void check_row(const struct bank_template *template, const struct bank_facts *facts, const struct bank_row_layout *row)
{
    for (size_t i = 0; i < row->count; i++) {
        struct buffer cell SCOPED_BUFFER = { 0 };
        if (bank_cell_add(template, &row->cells[i], facts, &cell) != BANK_FIT_WELL) {
            CHECK(cell.length == 0);
            continue;
        }
        for (size_t k = 0; k < cell.length; k++) {
            CHECK(cell.bytes[k] != '\n' && cell.bytes[k] != '\r');
            CHECK(template->quoting != BANK_QUOTING_NEVER || template->separator == '\0' || cell.bytes[k] != template->separator);
        }
        CHECK(!template->windows_1252 || row->cells[i].width == 0 || cell.length <= row->cells[i].width);
        CHECK(!template->windows_1252 || row->cells[i].pad == '\0' || cell.length == row->cells[i].width);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct bank_template template SCOPED_BANK_TEMPLATE = { 0 };
    if (length > BANK_TEMPLATE_BYTES_MAX) {
        return 0;
    }
    if (bank_template_parse("fuzz.yaml", (struct text){ (const char *)bytes, length }, &template) != NULL) {
        CHECK(strstr(error_in_flight.message, "fuzz.yaml") != NULL);
        return 0;
    }
    struct transfer_order *order = memory_new(sizeof(*order));
    struct sending sending SCOPED_SENDING = { .orders = order, .count = 1, .year = 2024, .batch_id = 7 };
    struct bank_facts facts = { .year = 2024, .batch_id = 7, .file = 1, .files = 1, .number = 1, .day = { 20000 } };
    *order = (struct transfer_order){ .reference = copy("P2024B007N000001"), .account_number = copy("0012345678"),
                                      .account_name = copy("=SITI, \"A;|\tM\xC3\x8DN\xC3\x85H\"\r\n\xE2\x80\xA8S.Pd"), .bank_code = copy("115"), .amount = { 5000000 } };
    CHECK(template.columns.count >= 3 && template.answer.paid.count > 0 && template.answer.returned.count > 0);
    bank_template_fit(&template, &sending);
    sending_total(order, 1, &facts.total);
    check_row(&template, &facts, &template.leader);
    check_row(&template, &facts, &template.trailer);
    facts.order = order;
    check_row(&template, &facts, &template.columns);
    return 0;
}
