/* libyaml's events instead of libcyaml's trees: they know their lines, and all their scalars are text. */
#include "importer/spelling.h"

#include <yaml.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/resource.h"
#include "importer/fold.h"

extern const struct resource importer_spellings[];

enum { SPELLING_BYTES = 120, SPELLINGS_MAX = 4096, SLOTS = 2 * SPELLINGS_MAX };

struct spellings {
    struct spelling *items;
    size_t count;
    size_t capacity;
    uint16_t slots[SLOTS]; /* place in items + 1; 0 = free */
};

struct reading {
    const char *file;
    const struct spelling_list *lists;
    bool seen[SPELLING_LISTS_MAX];
    yaml_parser_t parser;
    yaml_event_t event;
    bool holds_event;
    struct spellings *spellings;
};

static int line_of(const struct reading *reading)
{
    return (int)reading->event.start_mark.line + 1;
}

static const struct error *wrong(const struct reading *reading, const char *message)
{
    return error_new(ERROR_FAILED, "%s:%d: %s", reading->file, line_of(reading), message);
}

static const struct error *next(struct reading *reading)
{
    if (reading->holds_event) {
        yaml_event_delete(&reading->event);
        reading->holds_event = false;
    }
    if (yaml_parser_parse(&reading->parser, &reading->event) == 0) {
        const char *problem = reading->parser.problem;
        return error_new(ERROR_FAILED, _("%s:%d: is not YAML: %s"), reading->file, (int)reading->parser.problem_mark.line + 1,
                         problem == NULL ? "" : problem);
    }
    reading->holds_event = true;
    return NULL;
}

static const struct error *expect(struct reading *reading, yaml_event_type_t type)
{
    TRY(next(reading));
    return reading->event.type == type ? NULL : wrong(reading, _("expected lists of names with their spellings: { list: { name: [spelling] } }"));
}

static struct text scalar(const struct reading *reading)
{
    return (struct text){ (const char *)reading->event.data.scalar.value, reading->event.data.scalar.length };
}

static size_t slot_of(int list, struct text folded)
{
    uint32_t mixed = 2166136261U ^ (uint32_t)list;
    for (size_t i = 0; i < folded.length; i++) {
        mixed = (mixed ^ (unsigned char)folded.bytes[i]) * 16777619U;
    }
    return (mixed ^ mixed >> 15) % SLOTS;
}

/* The slot where the spelling is, or the free one where it belongs. */
static size_t find_slot(const struct spellings *spellings, int list, struct text folded)
{
    size_t slot = slot_of(list, folded);
    while (spellings->slots[slot] != 0) {
        const struct spelling *spelling = &spellings->items[spellings->slots[slot] - 1];
        if (spelling->list == list && text_equal(spelling->folded, folded)) {
            break;
        }
        slot = (slot + 1) % SLOTS;
    }
    return slot;
}

bool spellings_find(const struct spellings *spellings, int list, struct text folded, int64_t *code_out)
{
    size_t slot = find_slot(spellings, list, folded);
    if (spellings->slots[slot] == 0) {
        return false;
    }
    *code_out = spellings->items[spellings->slots[slot] - 1].code;
    return true;
}

static const struct error *add(struct reading *reading, int list, int64_t code)
{
    struct spellings *spellings = reading->spellings;
    struct text text = scalar(reading);
    struct folded folded;
    header_fold(text, &folded);
    if (text.length > SPELLING_BYTES || folded.length == 0 || text_utf8_invalid(text) < text.length) {
        return wrong(reading, _("a spelling has letters or digits and at most 120 bytes"));
    }
    size_t slot = find_slot(spellings, list, folded_text(&folded));
    if (spellings->slots[slot] != 0) {
        const struct spelling *earlier = &spellings->items[spellings->slots[slot] - 1];
        return error_new(ERROR_FAILED, _("%s:%d: \"%.*s\" stands in this list already, in line %d"), reading->file, line_of(reading),
                         TEXT_ARG(text), earlier->line);
    }
    if (spellings->count == SPELLINGS_MAX) {
        return wrong(reading, _("too many spellings"));
    }
    char *bytes = memory_new(text.length + folded.length);
    memcpy(bytes, text.bytes, text.length);
    memcpy(bytes + text.length, folded.bytes, folded.length);
    spellings->items = memory_grow(spellings->items, spellings->count, &spellings->capacity, sizeof(*spellings->items));
    spellings->items[spellings->count++] = (struct spelling){
        { bytes, text.length }, { bytes + text.length, folded.length }, list, code, line_of(reading)
    };
    spellings->slots[slot] = (uint16_t)spellings->count;
    return NULL;
}

/* The event is the list's name. */
static const struct error *find_list(struct reading *reading, int *list_out)
{
    for (int list = 0; list < SPELLING_LISTS_MAX && reading->lists[list].name != NULL; list++) {
        if (!text_equal(scalar(reading), text_of(reading->lists[list].name))) {
            continue;
        }
        if (reading->seen[list]) {
            return error_new(ERROR_FAILED, _("%s:%d: list %s stands there twice"), reading->file, line_of(reading), reading->lists[list].name);
        }
        reading->seen[list] = true;
        *list_out = list;
        return NULL;
    }
    return error_new(ERROR_FAILED, _("%s:%d: there is no list %.*s"), reading->file, line_of(reading), TEXT_ARG(text_cut(scalar(reading), 60)));
}

static const struct error *read_names(struct reading *reading, int list)
{
    TRY(expect(reading, YAML_MAPPING_START_EVENT));
    for (;;) {
        int64_t code;
        TRY(next(reading));
        if (reading->event.type == YAML_MAPPING_END_EVENT) {
            return NULL;
        }
        if (reading->event.type != YAML_SCALAR_EVENT) {
            return wrong(reading, _("expected a name and its spellings"));
        }
        if (!reading->lists[list].code_of(scalar(reading), &code)) {
            return error_new(ERROR_FAILED, _("%s:%d: list %s has no %.*s"), reading->file, line_of(reading), reading->lists[list].name,
                             TEXT_ARG(text_cut(scalar(reading), 60)));
        }
        TRY(add(reading, list, code));
        TRY(expect(reading, YAML_SEQUENCE_START_EVENT));
        TRY(next(reading));
        while (reading->event.type == YAML_SCALAR_EVENT) {
            TRY(add(reading, list, code));
            TRY(next(reading));
        }
        if (reading->event.type != YAML_SEQUENCE_END_EVENT) {
            return wrong(reading, _("expected a spelling"));
        }
    }
}

static const struct error *read_lists(struct reading *reading)
{
    int list;
    TRY(expect(reading, YAML_STREAM_START_EVENT));
    TRY(expect(reading, YAML_DOCUMENT_START_EVENT));
    TRY(expect(reading, YAML_MAPPING_START_EVENT));
    TRY(next(reading));
    while (reading->event.type == YAML_SCALAR_EVENT) {
        TRY(find_list(reading, &list));
        TRY(read_names(reading, list));
        TRY(next(reading));
    }
    if (reading->event.type != YAML_MAPPING_END_EVENT) {
        return wrong(reading, _("expected the name of a list"));
    }
    for (list = 0; reading->lists[list].name != NULL; list++) {
        if (!reading->seen[list]) {
            return error_new(ERROR_FAILED, _("%s: list %s is missing"), reading->file, reading->lists[list].name);
        }
    }
    TRY(expect(reading, YAML_DOCUMENT_END_EVENT));
    TRY(next(reading));
    return reading->event.type == YAML_STREAM_END_EVENT ? NULL : wrong(reading, _("expected the end of the file"));
}

const struct error *spellings_parse(const char *file, struct text yaml, const struct spelling_list *lists, struct spellings **out)
{
    struct reading reading = { .file = file, .lists = lists, .spellings = memory_new(sizeof(struct spellings)) };
    CHECK(yaml_parser_initialize(&reading.parser) != 0); /* fails for lack of memory alone */
    yaml_parser_set_input_string(&reading.parser, (const unsigned char *)(yaml.bytes == NULL ? "" : yaml.bytes), yaml.length);
    yaml_parser_set_encoding(&reading.parser, YAML_UTF8_ENCODING);
    const struct error *error = read_lists(&reading);
    if (reading.holds_event) {
        yaml_event_delete(&reading.event);
    }
    yaml_parser_delete(&reading.parser);
    if (error != NULL) {
        spellings_free(reading.spellings);
        return error;
    }
    *out = reading.spellings;
    return NULL;
}

void spellings_free(struct spellings *spellings)
{
    if (spellings == NULL) {
        return;
    }
    for (size_t i = 0; i < spellings->count; i++) {
        char *bytes;
        memcpy(&bytes, &spellings->items[i].text.bytes, sizeof(bytes)); /* ours, behind a view */
        memory_free(bytes);
    }
    memory_free(spellings->items);
    memory_free(spellings);
}

const struct spelling *spellings_all(const struct spellings *spellings, size_t *count_out)
{
    *count_out = spellings->count;
    return spellings->items;
}

const struct error *spellings_built_in(const char *name, const struct spelling_list *lists, struct spellings **out)
{
    struct text yaml;
    CHECK(resource_find(importer_spellings, name, &yaml));
    return spellings_parse(name, yaml, lists, out);
}
