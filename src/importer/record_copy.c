#include "importer/record_copy.h"

#include "base/memory.h"

static struct text keep(char **to, struct text text)
{
    struct text kept = { *to, text.length };
    if (text.length > 0) {
        memcpy(*to, text.bytes, text.length);
        *to += text.length;
    }
    return kept;
}

void record_copy_set(struct record_copy *copy, const struct csv_record *record)
{
    size_t bytes = record->raw.length + SPECIAL_BLOCK; /* a scan may read so far behind it */
    for (size_t i = 0; i < record->count; i++) {
        bytes += record->fields[i].length;
    }
    if (copy->bytes_capacity < bytes) {
        copy->bytes = memory_resize(copy->bytes, bytes, 1);
        copy->bytes_capacity = bytes;
    }
    if (copy->fields_capacity < record->count) {
        copy->fields = memory_resize(copy->fields, record->count, sizeof(*copy->fields));
        copy->fields_capacity = record->count;
    }
    char *to = copy->bytes;
    copy->record = *record;
    copy->record.fields = copy->fields;
    copy->record.raw = keep(&to, record->raw);
    for (size_t i = 0; i < record->count; i++) {
        copy->fields[i] = keep(&to, record->fields[i]);
    }
}

void record_copy_free(struct record_copy *copy)
{
    memory_free(copy->fields);
    memory_free(copy->bytes);
    *copy = (struct record_copy){ 0 };
}

void records_add(struct records *records, const struct csv_record *record)
{
    if (records->count == records->capacity) {
        size_t before = records->capacity;
        records->items = memory_grow(records->items, records->count, &records->capacity, sizeof(*records->items));
        memset(records->items + before, 0, (records->capacity - before) * sizeof(*records->items));
    }
    record_copy_set(&records->items[records->count++], record);
}

void records_free(struct records *records)
{
    for (size_t i = 0; i < records->capacity; i++) {
        record_copy_free(&records->items[i]);
    }
    memory_free(records->items);
    *records = (struct records){ 0 };
}
