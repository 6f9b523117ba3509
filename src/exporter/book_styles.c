#include "book_styles.h"

#include "base/memory.h"

enum { STYLES_MAX = 65536, FORMATS_MAX = 5000, FORMAT_BYTES_MAX = 300, COLOUR_BYTES = 16 };

struct number_format {
    int64_t id;
    char *code;
};

struct cell_style {
    int64_t format; /* id of its number format */
    const char *code;
    bool open;
};

struct look {
    char ink[COLOUR_BYTES];
    char ground[COLOUR_BYTES];
    char both[2 * COLOUR_BYTES + 8];
};

struct book_styles {
    struct number_format *formats;
    size_t format_count;
    size_t format_capacity;
    struct cell_style *cells;
    size_t cell_count;
    size_t cell_capacity;
    struct look *looks;
    size_t look_count;
    size_t look_capacity;
    bool in_cells; /* <cellXfs> */
    bool in_look;  /* <dxf> */
    bool in_font;
    bool in_fill;
};

/* ECMA-376 part 1, 18.8.30: formats that have a number and no text; those that this program and what saves its files use. */
static const struct {
    int64_t id;
    const char *code;
} known[] = { { 0, "General" }, { 1, "0" }, { 2, "0.00" }, { 3, "#,##0" }, { 4, "#,##0.00" }, { 9, "0%" }, { 10, "0.00%" }, { 49, "@" } };

static char *bare_format(const char *code)
{
    struct buffer bare SCOPED_BUFFER = { 0 };
    for (const char *at = code; *at != '\0' && bare.length < FORMAT_BYTES_MAX; at++) {
        if (strchr(" \"\\", *at) == NULL) {
            buffer_add_byte(&bare, *at);
        }
    }
    char *copy = memory_new(bare.length + 1);
    memcpy(copy, buffer_string(&bare), bare.length);
    return copy;
}

static void add_format(struct book_styles *styles, const char *const *attributes)
{
    const char *id = attribute_of(attributes, "numFmtId");
    const char *code = attribute_of(attributes, "formatCode");
    int64_t number;
    if (id == NULL || code == NULL || !text_to_integer(text_of(id), &number) || styles->format_count == FORMATS_MAX || styles->in_look) {
        return;
    }
    for (size_t i = 0; i < styles->format_count; i++) {
        if (styles->formats[i].id == number) { /* programs differ in which of the two they take: it is both */
            struct buffer both SCOPED_BUFFER = { 0 };
            buffer_format(&both, "%s | %s", styles->formats[i].code, code);
            memory_free(styles->formats[i].code);
            styles->formats[i].code = bare_format(buffer_string(&both));
            return;
        }
    }
    styles->formats = memory_grow(styles->formats, styles->format_count, &styles->format_capacity, sizeof(*styles->formats));
    styles->formats[styles->format_count++] = (struct number_format){ number, bare_format(code) };
}

static void add_cell_style(struct book_styles *styles, const char *const *attributes)
{
    const char *id = attribute_of(attributes, "numFmtId");
    int64_t number = 0;
    if (styles->cell_count == STYLES_MAX) {
        return;
    }
    styles->cells = memory_grow(styles->cells, styles->cell_count, &styles->cell_capacity, sizeof(*styles->cells));
    styles->cells[styles->cell_count++] = (struct cell_style){ id != NULL && text_to_integer(text_of(id), &number) ? number : 0, "", false };
}

static void take_colour(char out[static COLOUR_BYTES], const char *const *attributes)
{
    static const char *const names[] = { "rgb", "theme", "indexed" };
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *value = attribute_of(attributes, names[i]);
        if (value != NULL) {
            struct text cut = text_cut(text_of(value), COLOUR_BYTES - 2);
            out[0] = names[i][0] == 'r' ? '#' : names[i][0];
            memcpy(out + 1, cut.bytes, cut.length);
            out[cut.length + 1] = '\0';
            return;
        }
    }
}

static void on_element(void *context, const char *name, const char *const *attributes)
{
    struct book_styles *styles = context;
    if (strcmp(name, "numFmt") == 0) {
        add_format(styles, attributes);
    } else if (strcmp(name, "cellXfs") == 0) {
        styles->in_cells = true;
    } else if (strcmp(name, "xf") == 0 && styles->in_cells) {
        add_cell_style(styles, attributes);
    } else if (strcmp(name, "protection") == 0 && styles->in_cells && styles->cell_count > 0) {
        const char *locked = attribute_of(attributes, "locked");
        styles->cells[styles->cell_count - 1].open = locked != NULL && (strcmp(locked, "0") == 0 || strcmp(locked, "false") == 0);
    } else if (strcmp(name, "dxf") == 0 && styles->look_count < STYLES_MAX) {
        styles->looks = memory_grow(styles->looks, styles->look_count, &styles->look_capacity, sizeof(*styles->looks));
        styles->looks[styles->look_count++] = (struct look){ .ink = "" };
        styles->in_look = true;
    } else if (styles->in_look && (strcmp(name, "font") == 0 || strcmp(name, "fill") == 0)) {
        styles->in_font = name[1] == 'o';
        styles->in_fill = name[1] == 'i';
    } else if (styles->in_look && styles->in_font && strcmp(name, "color") == 0) {
        take_colour(styles->looks[styles->look_count - 1].ink, attributes);
    } else if (styles->in_look && styles->in_fill && strcmp(name, "bgColor") == 0) {
        take_colour(styles->looks[styles->look_count - 1].ground, attributes);
    }
}

static void on_end(void *context, const char *name)
{
    struct book_styles *styles = context;
    styles->in_cells = styles->in_cells && strcmp(name, "cellXfs") != 0;
    styles->in_font = styles->in_font && strcmp(name, "font") != 0;
    styles->in_fill = styles->in_fill && strcmp(name, "fill") != 0;
    if (styles->in_look && strcmp(name, "dxf") == 0) {
        struct look *look = &styles->looks[styles->look_count - 1];
        struct buffer both SCOPED_BUFFER = { 0 };
        buffer_format(&both, "%s on %s", look->ink, look->ground);
        memcpy(look->both, buffer_string(&both), both.length + 1);
        styles->in_look = false;
    }
}

static const char *code_of(const struct book_styles *styles, int64_t id)
{
    for (size_t i = 0; i < styles->format_count; i++) {
        if (styles->formats[i].id == id) {
            return styles->formats[i].code;
        }
    }
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (known[i].id == id) {
            return known[i].code;
        }
    }
    return "?";
}

const struct error *book_styles_read(struct package *package, const char *part, struct book_styles **out)
{
    static const struct part_events events = { .element = on_element, .end = on_end };
    struct book_styles *styles = memory_new(sizeof(*styles));
    const struct error *error = part == NULL || !package_has(package, part) ? NULL : part_read(package, part, &events, styles);
    if (error != NULL) {
        book_styles_free(styles);
        return error;
    }
    for (size_t i = 0; i < styles->cell_count; i++) {
        styles->cells[i].code = code_of(styles, styles->cells[i].format);
    }
    *out = styles;
    return NULL;
}

void book_styles_free(struct book_styles *styles)
{
    if (styles == NULL) {
        return;
    }
    for (size_t i = 0; i < styles->format_count; i++) {
        memory_free(styles->formats[i].code);
    }
    memory_free(styles->formats);
    memory_free(styles->cells);
    memory_free(styles->looks);
    memory_free(styles);
}

static const struct cell_style *style_of(const struct book_styles *styles, int64_t style)
{
    return style < 0 || (size_t)style >= styles->cell_count ? NULL : &styles->cells[style];
}

bool book_styles_open(const struct book_styles *styles, int64_t style)
{
    const struct cell_style *cell = style_of(styles, style);
    return cell != NULL && cell->open;
}

const char *book_styles_format(const struct book_styles *styles, int64_t style)
{
    const struct cell_style *cell = style_of(styles, style);
    return cell == NULL ? "General" : cell->code;
}

const char *book_styles_look(const struct book_styles *styles, int64_t look)
{
    return look < 0 || (size_t)look >= styles->look_count ? "" : styles->looks[look].both;
}
