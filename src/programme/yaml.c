#include "programme/yaml.h"

#include <yaml.h>

#include "base/language.h"
#include "base/memory.h"

enum { DEPTH_MAX = 16, NODES_MAX = 50000, KEYS_MAX = 256 };

struct reading {
    const char *name;
    struct text bytes;
    yaml_parser_t parser;
    yaml_event_t event;
    bool holds_event;
    size_t nodes;
    /* The last text between quotes that goes over several lines. */
    struct yaml_place quote_begin;
    struct yaml_place quote_end;
    /* Where the last scalar began, for the next, which is never before it. */
    size_t offset;
    struct yaml_place place;
};

static struct yaml_place place_of(yaml_mark_t mark)
{
    return (struct yaml_place){ (int)mark.line + 1, (int)mark.column + 1 };
}

static const struct error *wrong_at(const struct reading *reading, struct yaml_place place, const char *message)
{
    return error_new(ERROR_FAILED, "%s:%d:%d: %s", reading->name, place.line, place.column, message);
}

/* Goes on by one byte. Lines end as libyaml has them: LF, CR, CR LF, U+0085, U+2028, U+2029. */
static size_t step(struct text bytes, size_t offset, struct yaml_place *place_inout)
{
    const unsigned char *byte = (const unsigned char *)bytes.bytes + offset;
    size_t left = bytes.length - offset;
    bool half = byte[0] == '\r' && left > 1 && byte[1] == '\n';
    bool unusual = (left > 1 && byte[0] == 0xC2 && byte[1] == 0x85) || (left > 2 && byte[0] == 0xE2 && byte[1] == 0x80 && (byte[2] == 0xA8 || byte[2] == 0xA9));
    if ((byte[0] == '\n' || byte[0] == '\r' || unusual) && !half) {
        *place_inout = (struct yaml_place){ place_inout->line + 1, 1 };
        return offset + (unusual ? (byte[0] == 0xC2 ? 2 : 3) : 1);
    }
    offset += 1;
    if (!half && (offset == bytes.length || ((unsigned char)bytes.bytes[offset] & 0xC0U) != 0x80U)) {
        place_inout->column += 1;
    }
    return offset;
}

/* The place of a byte. */
static struct yaml_place place_at(struct text bytes, size_t offset)
{
    struct yaml_place place = { 1, 1 };
    for (size_t i = 0; i < offset && i < bytes.length;) {
        i = step(bytes, i, &place);
    }
    return place;
}

/* libyaml's words in ours; its own where there are none. */
static const char *problem_of(const yaml_parser_t *parser)
{
    static const struct {
        const char *problem;
        const char *words;
    } known[] = {
        { "mapping values are not allowed in this context", N_("a colon within a value; put the value between quotes, or begin a new line for `name: value`") },
        { "found character that cannot start any token", N_("no value begins with this sign; put the value between quotes") },
        { "could not find expected ':'", N_("expected `name: value` in the line before") },
        { "did not find expected key", N_("expected the next `name: value`, as far in as those before it") },
        { "did not find expected '-' indicator", N_("expected the next `- `, as far in as those before it") },
        { "did not find expected node content", N_("expected a value") },
        { "did not find expected ',' or ']'", N_("expected , or ]") },
        { "did not find expected ',' or '}'", N_("expected , or }") },
        { "found unknown escape character", N_("an escape that YAML does not know; between single quotes there are none") },
    };
    const char *problem = parser->problem == NULL ? "" : parser->problem;
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (strcmp(problem, known[i].problem) == 0) {
            return _(known[i].words);
        }
    }
    return problem;
}

/* The place where a quote opens that nothing closes, a tab where YAML wants blanks, or libyaml's own words and place. */
static const struct error *not_yaml(const struct reading *reading)
{
    const yaml_parser_t *parser = &reading->parser;
    struct yaml_place place = place_of(parser->problem_mark);
    struct yaml_place began = place_of(parser->context_mark);
    size_t at = 0;
    struct yaml_place walked = { 1, 1 };
    if (parser->context != NULL && strcmp(parser->context, "while scanning a quoted scalar") == 0) {
        return wrong_at(reading, began, _("is not YAML: the quote that opens here is not closed, or a line below it begins too far left"));
    }
    while (at < reading->bytes.length && (walked.line < place.line || (walked.line == place.line && walked.column < place.column))) {
        at = step(reading->bytes, at, &walked);
    }
    if (at < reading->bytes.length && reading->bytes.bytes[at] == '\t') {
        return wrong_at(reading, place, _("is not YAML: a tab; expected blanks"));
    }
    if (reading->quote_end.line == place.line && reading->quote_begin.line < place.line) {
        return error_new(ERROR_FAILED, _("%s:%d:%d: is not YAML: the quote that opens here is closed in line %d, where something else follows"), reading->name,
                         reading->quote_begin.line, reading->quote_begin.column, place.line);
    }
    const char *problem = problem_of(parser);
    return parser->context != NULL && began.line < place.line
               ? error_new(ERROR_FAILED, _("%s:%d:%d: is not YAML: %s; what it is part of begins in line %d, column %d"), reading->name, place.line, place.column,
                           problem, began.line, began.column)
               : error_new(ERROR_FAILED, _("%s:%d:%d: is not YAML: %s"), reading->name, place.line, place.column, problem);
}

static const struct error *next(struct reading *reading)
{
    if (reading->holds_event) {
        yaml_event_delete(&reading->event);
        reading->holds_event = false;
    }
    if (yaml_parser_parse(&reading->parser, &reading->event) == 0) {
        return not_yaml(reading);
    }
    reading->holds_event = true;
    return NULL;
}

/* libyaml's marks count characters; this is the byte of a place not before the last one that was asked for. */
static size_t offset_of(struct reading *reading, struct yaml_place place)
{
    struct text bytes = reading->bytes;
    while (reading->offset < bytes.length && (reading->place.line < place.line || (reading->place.line == place.line && reading->place.column < place.column))) {
        reading->offset = step(bytes, reading->offset, &reading->place);
    }
    return reading->offset;
}

static char *copy(const unsigned char *value, size_t length)
{
    char *string = memory_new(length + 1);
    memcpy(string, value, length);
    return string;
}

/* What the scalar's event says, and the bytes of the file that say it. */
static const struct error *take_scalar(struct reading *reading, struct yaml_node *node)
{
    const yaml_event_t *event = &reading->event;
    size_t length = event->data.scalar.length;
    if (event->data.scalar.tag != NULL || event->data.scalar.anchor != NULL) {
        return wrong_at(reading, node->place, _("tags and anchors are not allowed here; write the value out"));
    }
    if (memchr(event->data.scalar.value, '\0', length) != NULL) {
        return wrong_at(reading, node->place, _("a zero byte is no part of a value"));
    }
    size_t begin = offset_of(reading, node->place);
    node->source_place = node->place;
    size_t end = offset_of(reading, place_of(event->end_mark));
    yaml_scalar_style_t style = event->data.scalar.style;
    if ((style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE) && end - begin >= 2) {
        begin += 1;
        end -= 1;
        node->source_place.column += 1;
        node->quoted = true;
        reading->quote_begin = node->place;
        reading->quote_end = place_of(event->end_mark);
    } else if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE) {
        while (begin < end && reading->bytes.bytes[begin] != '\n') { /* the indicator's line */
            begin++;
        }
        node->source_place = (struct yaml_place){ node->place.line, 1 };
    }
    node->kind = YAML_SCALAR;
    node->text = copy(event->data.scalar.value, length);
    node->source = (struct text){ reading->bytes.bytes + begin, end - begin };
    return NULL;
}

static const struct error *take_node(struct reading *reading, int depth, struct yaml_node *node);

static const struct error *take_key(struct reading *reading, const struct yaml_node *map, struct yaml_node *item)
{
    struct yaml_place place = place_of(reading->event.start_mark);
    if (reading->event.type != YAML_SCALAR_EVENT || reading->event.data.scalar.length == 0) {
        return wrong_at(reading, place, _("expected the name of a value, as in `name: value`"));
    }
    struct yaml_node key = { .place = place };
    const struct error *error = take_scalar(reading, &key);
    item->key = key.text;
    item->key_place = place;
    TRY(error);
    const struct yaml_node *earlier = yaml_tree_get(map, item->key);
    if (earlier != NULL) {
        return error_new(ERROR_FAILED, _("%s:%d:%d: \"%.100s\" stands there twice, first in line %d"), reading->name, place.line, place.column,
                         item->key, earlier->key_place.line);
    }
    return NULL;
}

/* The items of a list or a map, whose opening event was read. */
static const struct error *take_items(struct reading *reading, int depth, struct yaml_node *node)
{
    bool map = reading->event.type == YAML_MAPPING_START_EVENT;
    size_t capacity = 0;
    bool marked = map ? reading->event.data.mapping_start.anchor != NULL || reading->event.data.mapping_start.tag != NULL
                      : reading->event.data.sequence_start.anchor != NULL || reading->event.data.sequence_start.tag != NULL;
    if (marked) {
        return wrong_at(reading, node->place, _("tags and anchors are not allowed here; write the value out"));
    }
    node->kind = map ? YAML_MAP : YAML_LIST;
    for (;;) {
        struct yaml_node item = { 0 };
        TRY(next(reading));
        if (reading->event.type == (map ? YAML_MAPPING_END_EVENT : YAML_SEQUENCE_END_EVENT)) {
            return NULL;
        }
        const struct error *error = NULL;
        if (map && node->count == KEYS_MAX) {
            return wrong_at(reading, place_of(reading->event.start_mark), _("too many names in one place"));
        }
        if (map) {
            error = take_key(reading, node, &item);
            error = error != NULL ? error : next(reading);
        }
        error = error != NULL ? error : take_node(reading, depth + 1, &item);
        node->items = memory_grow(node->items, node->count, &capacity, sizeof(*node->items));
        node->items[node->count++] = item;
        TRY(error);
    }
}

/* The node whose first event was read. */
static const struct error *take_node(struct reading *reading, int depth, struct yaml_node *node)
{
    node->place = place_of(reading->event.start_mark);
    if (depth > DEPTH_MAX || ++reading->nodes > NODES_MAX) {
        return wrong_at(reading, node->place, _("too much: lists in lists, or too many values"));
    }
    if (reading->event.type == YAML_SCALAR_EVENT) {
        return take_scalar(reading, node);
    }
    if (reading->event.type == YAML_SEQUENCE_START_EVENT || reading->event.type == YAML_MAPPING_START_EVENT) {
        return take_items(reading, depth, node);
    }
    return wrong_at(reading, node->place, _("aliases are not allowed here; write the value out"));
}

static const struct error *take_document(struct reading *reading, struct yaml_node *out)
{
    TRY(next(reading)); /* the stream's begin */
    TRY(next(reading));
    if (reading->event.type == YAML_STREAM_END_EVENT) {
        return error_new(ERROR_FAILED, _("%s:1:1: nothing is in it"), reading->name);
    }
    TRY(next(reading));
    TRY(take_node(reading, 0, out));
    TRY(next(reading)); /* the document's end */
    TRY(next(reading));
    return reading->event.type == YAML_STREAM_END_EVENT
               ? NULL
               : wrong_at(reading, place_of(reading->event.start_mark), _("goes on after its end; expected one document"));
}

/* Offset of the first character that YAML does not have, or the length: libyaml says that there is one, and not where. */
static size_t find_unprintable(struct text bytes)
{
    for (size_t i = 0; i < bytes.length; i++) {
        const unsigned char *byte = (const unsigned char *)bytes.bytes + i;
        size_t left = bytes.length - i;
        bool control = (byte[0] < 0x20 && byte[0] != '\t' && byte[0] != '\n' && byte[0] != '\r') || byte[0] == 0x7F;
        bool upper = left > 1 && byte[0] == 0xC2 && byte[1] < 0xA0 && byte[1] != 0x85;
        bool mark = left > 2 && byte[0] == 0xEF && ((byte[1] == 0xBB && byte[2] == 0xBF) || (byte[1] == 0xBF && byte[2] >= 0xBE));
        if (control || upper || mark) {
            return i;
        }
    }
    return bytes.length;
}

/* What is no text at all. */
static const struct error *check_bytes(const struct reading *reading)
{
    struct text bytes = reading->bytes;
    size_t bad = text_utf8_invalid(bytes);
    const char *zero = bytes.length == 0 ? NULL : memchr(bytes.bytes, '\0', bytes.length);
    if (bad < bytes.length || zero != NULL) {
        return wrong_at(reading, place_at(bytes, bad < bytes.length ? bad : (size_t)(zero - bytes.bytes)), _("is not text in UTF-8"));
    }
    size_t unprintable = find_unprintable(bytes);
    return unprintable == bytes.length ? NULL : wrong_at(reading, place_at(bytes, unprintable), _("a control character; expected words, blanks and line ends"));
}

const struct error *yaml_check_line_ends(const char *name, struct text bytes)
{
    const struct reading reading = { .name = name };
    for (size_t i = 0; i + 1 < bytes.length; i++) {
        const unsigned char *byte = (const unsigned char *)bytes.bytes + i;
        bool separator = i + 2 < bytes.length && byte[0] == 0xE2 && byte[1] == 0x80 && (byte[2] == 0xA8 || byte[2] == 0xA9);
        if (separator || (byte[0] == 0xC2 && byte[1] == 0x85)) {
            return wrong_at(&reading, place_at(bytes, i), _("a sign that ends a line, and that no editor shows (U+0085, U+2028 or U+2029)"));
        }
    }
    return NULL;
}

const struct error *yaml_tree_parse(const char *name, struct text bytes, struct yaml_node *out)
{
    struct reading reading = { .name = name, .bytes = bytes, .place = { 1, 1 } };
    struct yaml_node root SCOPED_YAML = { 0 };
    if (bytes.length > YAML_BYTES_MAX) {
        return error_new(ERROR_FAILED, _("%s:1:1: has more than %u bytes; expected a file that a person can read"), name, YAML_BYTES_MAX);
    }
    if (text_starts_with(bytes, TEXT("\xEF\xBB\xBF"))) { /* a byte order mark is no column */
        reading.bytes = (struct text){ bytes.bytes + 3, bytes.length - 3 };
    }
    TRY(check_bytes(&reading));
    CHECK(yaml_parser_initialize(&reading.parser) == 1);
    yaml_parser_set_encoding(&reading.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reading.parser, (const unsigned char *)(reading.bytes.length == 0 ? "" : reading.bytes.bytes), reading.bytes.length);
    const struct error *error = take_document(&reading, &root);
    if (reading.holds_event) {
        yaml_event_delete(&reading.event);
    }
    yaml_parser_delete(&reading.parser);
    TRY(error);
    MEMORY_GIVE(out, root);
    return NULL;
}

void yaml_tree_free(struct yaml_node *node)
{
    for (size_t i = 0; i < node->count; i++) {
        yaml_tree_free(&node->items[i]);
    }
    memory_free(node->items);
    memory_free(node->key);
    memory_free(node->text);
    *node = (struct yaml_node){ 0 };
}

const struct yaml_node *yaml_tree_get(const struct yaml_node *map, const char *key)
{
    for (size_t i = 0; map->kind == YAML_MAP && i < map->count; i++) {
        if (strcmp(map->items[i].key, key) == 0) {
            return &map->items[i];
        }
    }
    return NULL;
}

const struct error *yaml_tree_wrong(const char *name, const struct yaml_node *node, const char *expected)
{
    struct buffer value SCOPED_BUFFER = { 0 };
    buffer_add_printable(&value, node->kind == YAML_SCALAR ? text_of(node->text) : text_of(node->kind == YAML_LIST ? "[...]" : "{...}"), 100);
    return error_new(ERROR_FAILED, _("%s:%d:%d: %s%s\"%s\": expected %s"), name, node->place.line, node->place.column, node->key == NULL ? "" : node->key,
                     node->key == NULL ? "" : " ", buffer_string(&value), expected);
}
