#include "base/language.h"
#include "base/memory.h"
#include "exporter/formula.h"
#include "workbook_reader_internal.h"

enum { SHEETS_MAX = 1000, NAME_BYTES_MAX = 8192 };

static char *copy_string(const char *string)
{
    size_t bytes = strlen(string) + 1;
    char *copy = memory_new(bytes);
    memcpy(copy, string, bytes);
    return copy;
}

static bool is_hidden(const char *const *attributes)
{
    const char *state = attribute_of(attributes, "state");
    return state != NULL && strcmp(state, "visible") != 0;
}

/* A name belongs to a sheet, or to all. */
static void begin_name(struct workbook_reader *reader, const char *const *attributes)
{
    const char *name = attribute_of(attributes, "name");
    const char *sheet = attribute_of(attributes, "localSheetId");
    int64_t number;
    buffer_clear(&reader->name);
    buffer_clear(&reader->name_text);
    /* Print areas, filters and the like are written by each program in its own way. */
    reader->in_name = name != NULL && !text_starts_with(text_of(name), TEXT("_xlnm."));
    if (reader->in_name) {
        buffer_add_printable(&reader->name, text_cut(text_of(name), NAME_BYTES_MAX), NAME_BYTES_MAX);
        if (sheet != NULL && text_to_integer(text_of(sheet), &number) && (size_t)number < reader->sheet_count) {
            buffer_format(&reader->name, " (%s)", reader->sheets[number].name);
        }
        buffer_add_string(&reader->name, attribute_is_true(attributes, "hidden") ? " [hidden]" : "");
    }
}

static void on_book_end(void *context, const char *name)
{
    struct workbook_reader *reader = context;
    struct buffer shown SCOPED_BUFFER = { 0 };
    struct buffer form SCOPED_BUFFER = { 0 };
    if (strcmp(name, "definedName") != 0 || !reader->in_name) {
        return;
    }
    reader->in_name = false;
    buffer_format(&shown, "%s = ", buffer_string(&reader->name));
    buffer_format(&form, "%s=", reader->name.bytes);
    buffer_add(&shown, buffer_text(&reader->name_text));
    formula_form(buffer_text(&reader->name_text), 0, 0, &form);
    features_add(&reader->features, FEATURE_NAME, buffer_text(&shown), buffer_text(&form));
}

static void on_book_text(void *context, struct text text)
{
    struct workbook_reader *reader = context;
    if (reader->in_name && reader->name_text.length + text.length <= NAME_BYTES_MAX) {
        buffer_add(&reader->name_text, text);
    }
}

/* r:id, beside a sheetId without a prefix: of the namespaces that a spreadsheet follows, and of no other. */
static const char *relation_of(const char *const *attributes)
{
    static const char *const names[] = { "http://schemas.openxmlformats.org/officeDocument/2006/relationships|id", "http://purl.oclc.org/ooxml/officeDocument/relationships|id" };
    const char *relation = NULL;
    for (const char *const *at = attributes; at[0] != NULL; at += 2) {
        relation = strcmp(at[0], names[0]) == 0 || strcmp(at[0], names[1]) == 0 ? at[1] : relation;
    }
    return relation;
}

static void on_sheet(void *context, const char *name, const char *const *attributes)
{
    struct workbook_reader *reader = context;
    const char *title = attribute_of(attributes, "name");
    const char *relation = relation_of(attributes);
    if (strcmp(name, "definedName") == 0) {
        begin_name(reader, attributes);
        return;
    }
    if (strcmp(name, "workbookPr") == 0 && attribute_is_true(attributes, "date1904")) { /* all its days are four years later */
        features_add(&reader->features, FEATURE_PART, TEXT("date1904"), TEXT("date1904"));
    }
    if (strcmp(name, "workbookProtection") == 0 && attribute_is_true(attributes, "lockStructure")) {
        features_add(&reader->features, FEATURE_PROTECTION, TEXT("lockStructure"), TEXT("lockStructure"));
    }
    if (strcmp(name, "sheet") != 0 || title == NULL || relation == NULL || reader->sheet_count == SHEETS_MAX) {
        return;
    }
    reader->sheets = memory_grow(reader->sheets, reader->sheet_count, &reader->sheet_capacity, sizeof(*reader->sheets));
    reader->sheets[reader->sheet_count++] = (struct sheet_part){ .name = copy_string(title), .relation = copy_string(relation), .hidden = is_hidden(attributes) };
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
    static const char styles[] = "/styles";
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
    if (reader->styles_part == NULL && length >= sizeof(styles) - 1 && strcmp(type + length - (sizeof(styles) - 1), styles) == 0) {
        reader->styles_part = part_name(target);
    }
    for (size_t i = 0; i < reader->sheet_count; i++) {
        if (reader->sheets[i].part == NULL && strcmp(reader->sheets[i].relation, id) == 0) {
            reader->sheets[i].part = part_name(target);
        }
    }
}

/* Another program opens the workbook that the package names, wherever it lies. */
static void on_root(void *context, const char *name, const char *const *attributes)
{
    struct features *features = context;
    struct buffer shown SCOPED_BUFFER = { 0 };
    const char *type = attribute_of(attributes, "Type");
    const char *target = attribute_of(attributes, "Target");
    const char *last = type == NULL ? NULL : strrchr(type, '/');
    if (strcmp(name, "Relationship") == 0 && last != NULL && strcmp(last, "/officeDocument") == 0 && target != NULL &&
        strcmp(target, "xl/workbook.xml") != 0 && strcmp(target, "/xl/workbook.xml") != 0) {
        buffer_add_printable(&shown, text_of(target), 200);
        features_add(features, FEATURE_PART, buffer_text(&shown), buffer_text(&shown));
    }
}

/* Parts that act by themselves, show something over the cells, or bring it from elsewhere. Charts are drawn from cells. */
static void on_part(void *context, const char *name)
{
    static const char *const kinds[] = { "xl/vbaProject", "xl/externalLinks/", "xl/embeddings/", "xl/activeX/", "xl/media/", "xl/connections", "xl/queryTables/",
                                         "xl/macrosheets/", "xl/dialogsheets/", "xl/ctrlProps/", "xl/webextensions/", "xl/model/" };
    struct features *features = context;
    struct buffer shown SCOPED_BUFFER = { 0 };
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (text_starts_with(text_of(name), text_of(kinds[i]))) {
            buffer_add_printable(&shown, text_of(name), 200);
            features_add(features, FEATURE_PART, buffer_text(&shown), buffer_text(&shown));
        }
    }
}

/* The order of sheets is not here: it is told of those that both workbooks have. */
static void add_hidden_sheets(struct workbook_reader *reader)
{
    for (size_t i = 0; i < reader->sheet_count; i++) {
        if (reader->sheets[i].hidden) {
            features_add(&reader->features, FEATURE_HIDDEN, text_of(reader->sheets[i].name), text_of(reader->sheets[i].name));
        }
    }
}

static const struct error *read_book(struct workbook_reader *reader)
{
    static const struct part_events sheets = { on_sheet, on_book_end, on_book_text };
    static const struct part_events relations = { .element = on_relation };
    static const struct part_events roots = { .element = on_root };
    TRY(part_read(reader->package, "xl/workbook.xml", &sheets, reader));
    TRY(part_read(reader->package, "xl/_rels/workbook.xml.rels", &relations, reader));
    TRY(package_has(reader->package, "_rels/.rels") ? part_read(reader->package, "_rels/.rels", &roots, &reader->features) : NULL);
    package_each(reader->package, on_part, &reader->features);
    add_hidden_sheets(reader);
    TRY(drawing_features(reader));
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
    memory_free(reader->styles_part);
    book_styles_free(reader->styles);
    features_free(&reader->features);
    features_free(&reader->sheet_features);
    buffer_free(&reader->name);
    buffer_free(&reader->name_text);
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

struct features *workbook_reader_features(struct workbook_reader *reader)
{
    return &reader->features;
}

struct features *workbook_reader_sheet_features(struct workbook_reader *reader)
{
    return &reader->sheet_features;
}

void workbook_reader_give_open(struct workbook_reader *reader)
{
    reader->sheet.give_open = true;
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
