#include "exporter/bank_file.h"

#include "base/language.h"

/* Source: RFC 4180, 2.6 and 2.7. */
static void add_field(struct buffer *line, struct text value)
{
    bool quoted = false;
    for (size_t i = 0; i < value.length; i++) {
        quoted = quoted || strchr("\",\r\n", value.bytes[i]) != NULL;
    }
    if (!quoted) {
        buffer_add(line, value);
        return;
    }
    buffer_add_byte(line, '"');
    for (size_t i = 0; i < value.length; i++) {
        buffer_add_string(line, value.bytes[i] == '"' ? "\"" : "");
        buffer_add_byte(line, value.bytes[i]);
    }
    buffer_add_byte(line, '"');
}

/* A name as data only: no control characters, and nothing in front that a spreadsheet at the bank would calculate. */
static void add_name(struct buffer *line, const char *name)
{
    struct buffer plain SCOPED_BUFFER = { 0 };
    struct text rest = text_of(name);
    while (rest.length > 0) {
        size_t sound = text_control(rest);
        buffer_add(&plain, (struct text){ rest.bytes, sound });
        if (sound == rest.length) {
            break;
        }
        size_t width = (unsigned char)rest.bytes[sound] == 0xC2 ? 2 : 1;
        buffer_add_byte(&plain, ' ');
        rest = (struct text){ rest.bytes + sound + width, rest.length - sound - width };
    }
    struct text shown = text_trim(buffer_text(&plain));
    while (shown.length > 0 && strchr("=+-@", shown.bytes[0]) != NULL) {
        shown = text_trim((struct text){ shown.bytes + 1, shown.length - 1 });
    }
    add_field(line, shown);
}

static void add_order(struct buffer *line, const struct sending *sending, const struct transfer_order *order)
{
    add_field(line, text_of(order->reference));
    buffer_add_byte(line, ',');
    add_field(line, text_of(order->account_number));
    buffer_add_byte(line, ',');
    add_name(line, order->account_name);
    buffer_add_byte(line, ',');
    add_field(line, text_of(order->bank_code));
    buffer_format(line, ",%lld,DUMISAKE %d BATCH %lld\n", (long long)order->amount.rupiah, sending->year, (long long)sending->batch_id);
}

static const struct error *write_line(struct output *output, struct hasher *hasher, struct buffer *line)
{
    hasher_add(hasher, buffer_text(line));
    if (fwrite(line->bytes, 1, line->length, output->stream) != line->length) {
        return error_errno(_("%s: cannot be written"), output->path);
    }
    buffer_clear(line);
    return NULL;
}

const struct error *bank_file_write(const struct sending *sending, struct output *output, struct digest *sha256_out)
{
    struct hasher *hasher SCOPED_HASHER = hasher_new();
    struct buffer line SCOPED_BUFFER = { 0 };
    struct money total = { 0 };
    size_t payable = 0;
    buffer_add_string(&line, "reference,account_number,account_name,bank_code,amount,remark\n");
    TRY(write_line(output, hasher, &line));
    for (size_t i = 0; i < sending->count; i++) {
        const struct transfer_order *order = &sending->orders[i];
        if (order->held_back != NULL) {
            continue;
        }
        payable += 1;
        CHECK(money_add(total, order->amount, &total));
        add_order(&line, sending, order);
        TRY(write_line(output, hasher, &line));
    }
    CHECK(payable == sending->payable && total.rupiah == sending->amount.rupiah);
    buffer_format(&line, "TRAILER,%zu,%lld,%lld,,\n", payable, (long long)total.rupiah, (long long)sending->hash_total);
    TRY(write_line(output, hasher, &line));
    hasher_finish(hasher, sha256_out);
    return NULL;
}
