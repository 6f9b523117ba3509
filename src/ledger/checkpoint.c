#include "ledger/checkpoint.h"

#include "ledger/base64.h"

bool checkpoint_parse(struct text text, struct checkpoint *out)
{
    struct text origin = text_split(&text, '\n');
    struct text size = text_split(&text, '\n');
    struct text root = text_split(&text, '\n');
    int64_t number;
    if (text.bytes == NULL || origin.length == 0 || text_utf8_invalid(origin) != origin.length || !text_to_integer(size, &number) ||
        (size.length > 1 && size.bytes[0] == '0') || !base64_read_exactly(root, out->root.bytes, DIGEST_BYTES)) {
        return false;
    }
    out->origin = origin;
    out->size = (uint64_t)number;
    return true;
}

void checkpoint_print(const struct checkpoint *checkpoint, struct buffer *out)
{
    buffer_add(out, checkpoint->origin);
    buffer_add_byte(out, '\n');
    buffer_add_integer(out, (int64_t)checkpoint->size);
    buffer_add_byte(out, '\n');
    base64_add(out, digest_text(&checkpoint->root));
    buffer_add_byte(out, '\n');
}

void checkpoint_sign(const struct checkpoint *checkpoint, const struct key *key, struct buffer *out)
{
    struct buffer text SCOPED_BUFFER = { 0 };
    checkpoint_print(checkpoint, &text);
    note_begin(buffer_text(&text), out);
    note_add_signature(buffer_text(&text), key, 0, out);
}

bool checkpoint_ledger(const struct checkpoint *checkpoint, struct text *id_out)
{
    uint8_t bytes[LEDGER_ID_LENGTH / 2];
    struct text prefix = TEXT(CHECKPOINT_ORIGIN);
    if (!text_starts_with(checkpoint->origin, prefix)) {
        return false;
    }
    *id_out = (struct text){ checkpoint->origin.bytes + prefix.length, checkpoint->origin.length - prefix.length };
    return text_to_bytes(*id_out, bytes, sizeof(bytes));
}

/* Four digits over the rest, in the one form that all ways of writing it come to. */
static void add_check(struct text ledger, uint64_t size, const uint8_t *root, struct buffer *out)
{
    struct buffer line SCOPED_BUFFER = { 0 };
    struct digest digest;
    buffer_format(&line, "%.*s %llu ", TEXT_ARG(ledger), (unsigned long long)size);
    buffer_add_hex(&line, root, SHORT_ROOT_BYTES);
    digest_of(buffer_text(&line), TEXT_EMPTY, &digest);
    buffer_add_hex(out, digest.bytes, 2);
}

void checkpoint_print_short(const struct checkpoint *checkpoint, struct buffer *out)
{
    struct text id;
    CHECK(checkpoint_ledger(checkpoint, &id));
    id.length = SHORT_ID_LENGTH;
    buffer_add(out, id);
    buffer_format(out, " %llu ", (unsigned long long)checkpoint->size);
    for (size_t i = 0; i < SHORT_ROOT_BYTES; i += 2) {
        buffer_add_string(out, i == 0 ? "" : "-");
        buffer_add_hex(out, checkpoint->root.bytes + i, 2);
    }
    buffer_add_byte(out, ' ');
    add_check(id, checkpoint->size, checkpoint->root.bytes, out);
}

bool checkpoint_parse_short(struct text text, struct short_checkpoint *out)
{
    struct buffer digits SCOPED_BUFFER = { 0 };
    struct buffer check SCOPED_BUFFER = { 0 };
    struct short_checkpoint read = { .size = 0 };
    int64_t size;
    text = text_trim(text);
    struct text ledger = text_split(&text, ' ');
    if (ledger.length != SHORT_ID_LENGTH || text.length > 200 || !text_to_integer(text_split(&text, ' '), &size)) {
        return false;
    }
    buffer_add(&digits, ledger);
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] != ' ' && text.bytes[i] != '-') {
            buffer_add_byte(&digits, text.bytes[i]);
        }
    }
    for (size_t i = 0; i < digits.length; i++) {
        digits.bytes[i] = digits.bytes[i] >= 'A' && digits.bytes[i] <= 'F' ? (char)(digits.bytes[i] - 'A' + 'a') : digits.bytes[i];
    }
    if (digits.length != SHORT_ID_LENGTH + 2 * SHORT_ROOT_BYTES + 4 ||
        !text_to_bytes((struct text){ digits.bytes + SHORT_ID_LENGTH, 2 * SHORT_ROOT_BYTES }, read.root, SHORT_ROOT_BYTES)) {
        return false;
    }
    memcpy(read.ledger, digits.bytes, SHORT_ID_LENGTH);
    read.size = (uint64_t)size;
    add_check(text_of(read.ledger), read.size, read.root, &check);
    if (memcmp(check.bytes, digits.bytes + digits.length - 4, 4) != 0) {
        return false;
    }
    *out = read;
    return true;
}
