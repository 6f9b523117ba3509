/* Foreign bytes through the reader of delimited files: whatever they are, it ends, and small chunks give what large ones
 * give. */
#include "foreign.h"
#include "importer/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Everything that the reader says of the file, in bytes. */
static void read_all(struct text text, size_t chunk, const struct dialect_found *found, struct buffer *out)
{
    struct csv *csv SCOPED_CSV = csv_new(source_of_text(text), chunk);
    struct csv_record record;
    bool more = true;
    buffer_clear(out);
    csv_use(csv, &found->dialect);
    csv_expect(csv, found->width);
    while (more) {
        const struct error *error = csv_next(csv, &record, &more);
        if (error != NULL) {
            buffer_format(out, "error %s", error->message);
            CHECK(csv_next(csv, &record, &more) == NULL && !more);
            return;
        }
        if (!more) {
            break;
        }
        CHECK(record.count >= 1 && record.count <= CSV_FIELDS_MAX && record.line >= 1 && record.lines >= 1);
        CHECK(record.bad_quote >= 0 && (size_t)record.bad_quote <= record.count);
        buffer_format(out, "%lld %lld %d %d %d ", (long long)record.line, (long long)record.lines, record.bad_quote, record.plain, record.after_gap);
        buffer_add(out, record.raw);
        for (size_t i = 0; i < record.count; i++) {
            buffer_format(out, "[%zu]", record.fields[i].length);
            buffer_add(out, record.fields[i]);
        }
    }
    buffer_format(out, "%lld blank", (long long)csv_blank_lines(csv));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct dialect_found found;
    struct buffer large SCOPED_BUFFER = { 0 };
    struct buffer small SCOPED_BUFFER = { 0 };
    struct text text = { (const char *)bytes, length };
    if (length > 65536 || dialect_detect(text, true, NULL, &found) != NULL) {
        return 0;
    }
    read_all(text, CSV_CHUNK, &found, &large);
    read_all(text, 1 + length / 7, &found, &small);
    CHECK(text_equal(buffer_text(&large), buffer_text(&small)));
    return 0;
}
