/* Foreign bytes through the reader of CSV: whatever they are, it ends, and small chunks give what large ones give. */
#include "foreign.h"
#include "importer/dialect.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Everything that the reader says of the file, in bytes. */
static void read_all(const char *path, size_t chunk, char delimiter, struct buffer *out)
{
    struct csv *csv SCOPED_CSV = NULL;
    struct csv_record record;
    bool more = true;
    buffer_clear(out);
    CHECK(csv_open(path, chunk, NULL, &csv) == NULL);
    csv_use_delimiter(csv, delimiter);
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
        CHECK(record.count >= 1 && record.count <= CSV_FIELDS_MAX && record.line >= 1);
        buffer_format(out, "%lld %d ", (long long)record.line, record.bad_quote);
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
    struct dialect dialect;
    struct buffer large SCOPED_BUFFER = { 0 };
    struct buffer small SCOPED_BUFFER = { 0 };
    struct text head = { (const char *)bytes, length };
    if (length > 65536 || dialect_detect(head, true, &dialect) != NULL) {
        return 0;
    }
    const char *path = foreign_file(bytes, length);
    read_all(path, CSV_CHUNK, dialect.delimiter, &large);
    read_all(path, 1 + length / 7, dialect.delimiter, &small);
    CHECK(text_equal(buffer_text(&large), buffer_text(&small)));
    return 0;
}
