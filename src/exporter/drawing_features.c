/* What lies over the cells of a sheet: text boxes, pictures, lines, and how many charts. What a chart draws is not looked at. */
#include "base/memory.h"
#include "workbook_reader_internal.h"

enum { SHAPE_BYTES_MAX = 200 };

struct shapes {
    const struct workbook_reader *reader;
    char **parts; /* owned */
    size_t count;
    size_t capacity;
    const char *part;    /* that is read */
    struct buffer shown; /* its name, and the text of the shape that is open */
    int depth;           /* shapes that are open */
    bool taking;
    struct features *found;
};

static bool is_part(const char *known, const char *name)
{
    return known != NULL && strcmp(known, name) == 0;
}

/* A relation may name a drawing that lies anywhere and is called anything: it may be every part that is not read for something else. */
static void on_part(void *context, const char *name)
{
    struct shapes *shapes = context;
    const struct workbook_reader *reader = shapes->reader;
    size_t length = strlen(name);
    bool known = is_part(reader->strings_part, name) || is_part(reader->styles_part, name);
    for (size_t i = 0; i < reader->sheet_count && !known; i++) {
        known = is_part(reader->sheets[i].part, name);
    }
    if (!known) {
        struct buffer copy = { 0 };
        buffer_add(&copy, (struct text){ name, length });
        (void)buffer_string(&copy);
        shapes->parts = memory_grow(shapes->parts, shapes->count, &shapes->capacity, sizeof(*shapes->parts));
        shapes->parts[shapes->count++] = copy.bytes;
    }
}

static bool is_shape(const char *name)
{
    return strcmp(name, "sp") == 0 || strcmp(name, "pic") == 0 || strcmp(name, "cxnSp") == 0;
}

static void on_element(void *context, const char *name, const char *const *attributes)
{
    struct shapes *shapes = context;
    (void)attributes;
    if (strcmp(name, "graphicFrame") == 0) {
        features_add(shapes->found, FEATURE_PART, TEXT("chart"), TEXT("chart"));
    }
    shapes->depth += is_shape(name) ? 1 : 0;
    shapes->taking = shapes->depth > 0 && strcmp(name, "t") == 0;
}

static void on_text(void *context, struct text text)
{
    struct shapes *shapes = context;
    if (shapes->taking && shapes->shown.length < 2 * SHAPE_BYTES_MAX) {
        buffer_add_printable(&shapes->shown, text, SHAPE_BYTES_MAX);
    }
}

static void begin_shape(struct shapes *shapes)
{
    buffer_clear(&shapes->shown);
    buffer_add_printable(&shapes->shown, text_of(shapes->part), SHAPE_BYTES_MAX);
    buffer_add_string(&shapes->shown, ": ");
}

static void on_end(void *context, const char *name)
{
    struct shapes *shapes = context;
    shapes->taking = false;
    if (!is_shape(name) || shapes->depth == 0) {
        return;
    }
    shapes->depth -= 1;
    if (shapes->depth == 0) {
        features_add(shapes->found, FEATURE_PART, buffer_text(&shapes->shown), buffer_text(&shapes->shown));
        begin_shape(shapes);
    }
}

static void shapes_free(struct shapes *shapes)
{
    for (size_t i = 0; i < shapes->count; i++) {
        memory_free(shapes->parts[i]);
    }
    memory_free(shapes->parts);
    buffer_free(&shapes->shown);
}

const struct error *drawing_features(struct workbook_reader *reader)
{
    static const struct part_events events = { on_element, on_end, on_text };
    struct shapes shapes __attribute__((cleanup(shapes_free))) = { .reader = reader, .found = &reader->features };
    package_each(reader->package, on_part, &shapes);
    for (size_t i = 0; i < shapes.count; i++) {
        shapes.part = shapes.parts[i];
        shapes.depth = 0;
        begin_shape(&shapes);
        const struct error *error = part_read(reader->package, shapes.part, &events, &shapes);
        size_t length = strlen(shapes.part);
        bool is_xml = length > 4 && text_equal_nocase((struct text){ shapes.part + length - 4, 4 }, TEXT(".xml"));
        TRY(is_xml ? error : NULL); /* a picture is none, and is a part of its own kind */
    }
    return NULL;
}
