#include "ledger/proof_file.h"

#include "ledger/base64.h"

#define RECEIPT_FIRST_LINE "c2sp.org/tlog-proof@v1"
enum { ENTRY_MAX = 65536 };

void receipt_free(struct receipt *receipt)
{
    buffer_free(&receipt->entry);
    *receipt = (struct receipt){ 0 };
}

/* "name N" with N as it is written: no sign, no leading zero. */
static bool take_number(struct text line, struct text name, uint64_t *out)
{
    int64_t number;
    if (!text_starts_with(line, name) || line.length < name.length + 2 || line.bytes[name.length] != ' ') {
        return false;
    }
    struct text digits = { line.bytes + name.length + 1, line.length - name.length - 1 };
    if (!text_to_integer(digits, &number) || (digits.length > 1 && digits.bytes[0] == '0')) {
        return false;
    }
    *out = (uint64_t)number;
    return true;
}

/* Hashes, one a line, to the empty line. */
static bool take_path(struct text *rest, struct proof *out)
{
    for (out->count = 0;;) {
        struct text line = text_split(rest, '\n');
        if (rest->bytes == NULL) {
            return false;
        }
        if (line.length == 0) {
            return true;
        }
        if (out->count == PROOF_MAX || !base64_read_exactly(line, out->path[out->count].bytes, DIGEST_BYTES)) {
            return false;
        }
        out->count += 1;
    }
}

static void add_path(const struct proof *proof, struct buffer *out)
{
    for (size_t i = 0; i < proof->count; i++) {
        base64_add(out, digest_text(&proof->path[i]));
        buffer_add_byte(out, '\n');
    }
    buffer_add_byte(out, '\n');
}

/* The line `extra BASE64`, which need not be there. */
static bool take_extra(struct text *line_inout, struct text *rest, struct buffer *out)
{
    struct text name = TEXT("extra ");
    uint8_t bytes[ENTRY_MAX];
    size_t length;
    if (!text_starts_with(*line_inout, name)) {
        return true;
    }
    struct text encoded = { line_inout->bytes + name.length, line_inout->length - name.length };
    if (!base64_read(encoded, bytes, sizeof(bytes), &length) || length == 0) {
        return false;
    }
    buffer_add(out, (struct text){ (const char *)bytes, length });
    *line_inout = text_split(rest, '\n');
    return true;
}

static bool parse_receipt(struct text rest, struct receipt *out)
{
    struct text line = text_split(&rest, '\n');
    if (!text_equal(line, TEXT(RECEIPT_FIRST_LINE))) {
        return false;
    }
    line = text_split(&rest, '\n');
    if (!take_extra(&line, &rest, &out->entry) || !take_number(line, TEXT("index"), &out->index) || !take_path(&rest, &out->proof)) {
        return false;
    }
    out->checkpoint = rest;
    return rest.length > 0;
}

bool receipt_parse(struct text bytes, struct receipt *out)
{
    struct receipt receipt SCOPED_RECEIPT = { .index = 0 };
    if (bytes.length > RECEIPT_BYTES_MAX || !parse_receipt(bytes, &receipt)) {
        return false;
    }
    *out = receipt;
    receipt = (struct receipt){ .index = 0 };
    return true;
}

void receipt_print(const struct receipt *receipt, struct buffer *out)
{
    buffer_add_string(out, RECEIPT_FIRST_LINE "\n");
    if (receipt->entry.length > 0) {
        buffer_add_string(out, "extra ");
        base64_add(out, buffer_text(&receipt->entry));
        buffer_add_byte(out, '\n');
    }
    buffer_format(out, "index %llu\n", (unsigned long long)receipt->index);
    add_path(&receipt->proof, out);
    buffer_add(out, receipt->checkpoint);
}

bool exchange_parse(struct text bytes, struct exchange *out)
{
    enum { CONSISTENCY_MAX = 63 };
    if (bytes.length > RECEIPT_BYTES_MAX || !take_number(text_split(&bytes, '\n'), TEXT("old"), &out->before) || !take_path(&bytes, &out->proof) ||
        out->proof.count > CONSISTENCY_MAX) {
        return false;
    }
    out->checkpoint = bytes;
    return bytes.length > 0;
}

void exchange_print(const struct exchange *exchange, struct buffer *out)
{
    buffer_format(out, "old %llu\n", (unsigned long long)exchange->before);
    add_path(&exchange->proof, out);
    buffer_add(out, exchange->checkpoint);
}
