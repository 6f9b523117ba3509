#include "base/language.h"
#include "base/memory.h"
#include "workbook_reader_internal.h"

enum { SHEETS_MAX = 1000 };

static char *copy_string(const char *string)
{
    size_t bytes = strlen(string) + 1;
    char *copy = memory_new(bytes);
    memcpy(copy, string, bytes);
    return copy;
}

static void on_sheet(void *context, const char *name, const char *const *attributes)
{
    struct workbook_reader *reader = context;
    const char *title = attribute_of(attributes, "name");
    const char *relation = NULL;
    for (const char *const *at = attributes; at[0] != NULL; at += 2) { /* r:id, beside a sheetId without a prefix */
        const char *colon = strrchr(at[0], ':');
        relation = colon != NULL && strcmp(colon, ":id") == 0 ? at[1] : relation;
    }
    if (strcmp(name, "sheet") != 0 || title == NULL || relation == NULL || reader->sheet_count == SHEETS_MAX) {
        return;
    }
    reader->sheets = memory_grow(reader->sheets, reader->sheet_count, &reader->sheet_capacity, sizeof(*reader->sheets));
    reader->sheets[reader->sheet_count++] = (struct sheet_part){ .name = copy_string(title), .relation = copy_string(relation) };
}

/* "worksheets/sheet1.xml" beside the workbook, or "/xl/worksheets/sheet1.xml"; only ever looked up in the file itself. */
static char *part_name(const char *target)
{
    struct buffer name SCOPED_BUFFER = { 0 };
    if (target[0] == '/') {
        return copy_string(target + 1);
    }
    buffer_format(&name, "xl/%s", target);
    return copy_string(buffer_string(&name));
}

static void on_relation(void *context, const char *name, const char *const *attributes)
{
    static const char strings[] = "/sharedStrings";
    struct workbook_reader *reader = context;
    const char *id = attribute_of(attributes, "Id");
    const char *type = attribute_of(attributes, "Type");
    const char *target = attribute_of(attributes, "Target");
    if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL) {
        return;
    }
    size_t length = strlen(type);
    if (reader->strings_part == NULL && length >= sizeof(strings) - 1 && strcmp(type + length - (sizeof(strings) - 1), strings) == 0) {
        reader->strings_part = part_name(target);
    }
    for (size_t i = 0; i < reader->sheet_count; i++) {
        if (reader->sheets[i].part == NULL && strcmp(reader->sheets[i].relation, id) == 0) {
            reader->sheets[i].part = part_name(target);
        }
    }
}

static const struct error *read_book(struct workbook_reader *reader)
{
    static const struct part_events sheets = { .element = on_sheet };
    static const struct part_events relations = { .element = on_relation };
    TRY(part_read(reader->package, "xl/workbook.xml", &sheets, reader));
    TRY(part_read(reader->package, "xl/_rels/workbook.xml.rels", &relations, reader));
    return reader->sheet_count > 0 ? NULL : error_new(ERROR_FAILED, _("%s: is a workbook without sheets"), package_path(reader->package));
}

const struct error *workbook_reader_open(const char *path, int64_t budget, struct workbook_reader **out)
{
    struct workbook_reader *reader SCOPED_WORKBOOK_READER = memory_new(sizeof(*reader));
    TRY(package_open(path, budget, &reader->package));
    TRY(read_book(reader));
    *out = reader;
    reader = NULL;
    return NULL;
}

void workbook_reader_close(struct workbook_reader *reader)
{
    if (reader == NULL) {
        return;
    }
    sheet_reader_free(&reader->sheet);
    for (size_t i = 0; i < reader->sheet_count; i++) {
        memory_free(reader->sheets[i].name);
        memory_free(reader->sheets[i].relation);
        memory_free(reader->sheets[i].part);
    }
    memory_free(reader->sheets);
    memory_free(reader->strings_part);
    shared_strings_free(reader->strings);
    package_close(reader->package);
    memory_free(reader);
}

void workbook_reader_release(struct workbook_reader **reader)
{
    workbook_reader_close(*reader);
}

int64_t workbook_reader_bytes(const struct workbook_reader *reader)
{
    return package_bytes(reader->package);
}

size_t workbook_reader_count(const struct workbook_reader *reader)
{
    return reader->sheet_count;
}

const char *workbook_reader_name(const struct workbook_reader *reader, size_t sheet)
{
    CHECK(sheet < reader->sheet_count);
    return reader->sheets[sheet].name;
}
