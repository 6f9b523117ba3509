#include "importer/table.h"

#include "base/memory.h"

struct table {
    struct csv *csv;
    struct dialect dialect;
    struct csv_record header;
    struct text *names;
    struct buffer texts; /* of the header */
};

/* The record's cells, and its bytes, as long as the table. */
static void keep_header(struct table *table, const struct csv_record *record)
{
    size_t *lengths = memory_new((record->count + 1) * sizeof(*lengths));
    table->names = memory_new((record->count + 1) * sizeof(*table->names));
    buffer_add(&table->texts, record->raw);
    for (size_t i = 0; i < record->count; i++) {
        buffer_add(&table->texts, record->fields[i]);
        lengths[i] = record->fields[i].length;
    }
    size_t at = record->raw.length;
    for (size_t i = 0; i < record->count; i++) {
        table->names[i] = (struct text){ table->texts.bytes + at, lengths[i] };
        at += lengths[i];
    }
    memory_free(lengths);
    table->header = *record;
    table->header.fields = table->names;
    table->header.raw = (struct text){ table->texts.bytes, record->raw.length };
}

const struct error *table_open(const char *path, struct hasher *hasher, struct table **out)
{
    struct table *table SCOPED_TABLE = memory_new(sizeof(*table));
    struct csv_record header;
    TRY(csv_open(path, CSV_CHUNK, hasher, &table->csv));
    const struct error *error = dialect_begin(table->csv, &table->dialect, &header);
    if (error != NULL) {
        error_context("%s", path);
        return error;
    }
    keep_header(table, &header);
    *out = table;
    table = NULL;
    return NULL;
}

void table_close(struct table *table)
{
    if (table != NULL) {
        csv_close(table->csv);
        memory_free(table->names);
        buffer_free(&table->texts);
        memory_free(table);
    }
}

void table_release(struct table **table)
{
    table_close(*table);
}

const struct dialect *table_dialect(const struct table *table)
{
    return &table->dialect;
}

const struct csv_record *table_header(const struct table *table)
{
    return &table->header;
}

const struct error *table_next(struct table *table, struct csv_record *out, bool *more_out)
{
    return csv_next(table->csv, out, more_out);
}

int64_t table_size(const struct table *table)
{
    return csv_size(table->csv);
}

int64_t table_bytes(const struct table *table)
{
    return csv_bytes(table->csv);
}

int64_t table_skipped(const struct table *table)
{
    return csv_blank_lines(table->csv) + (table->dialect.declared ? 1 : 0);
}
