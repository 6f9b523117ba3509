#include "package.h"

#include <stdio.h>
#include <string.h>

#include <zip.h>

#include "base/language.h"
#include "base/memory.h"

enum { PARTS_MAX = 10000, STEP_BYTES = 16384, PARSERS_BYTES = 64 << 20, DEPTH_MAX = 100, NAMESPACE_MAX = 128 };

struct package {
    char *path;
    zip_t *zip;
    int64_t budget;
    int64_t bytes;
};

struct part {
    struct package *package;
    const char *name;
    zip_file_t *file;
    XML_Parser parser;
    const struct part_events *events;
    void *context;
    int depth;
    int foreign_depth;          /* of the element of another namespace than the root's that is open; 0 = none */
    char namespace[NAMESPACE_MAX]; /* of the root */
    bool refused; /* a document type, or too deep */
};

/* Expat asks for memory without saying for whom: what all parsers of this thread hold together. Names that are never used again, a tag
 * without end, elements in elements: whatever it is filled with, there is no more. */
static _Thread_local size_t held;

struct block {
    size_t bytes;
    max_align_t content[]; /* aligned for anything */
};

static void *parser_take(size_t bytes)
{
    if (bytes > PARSERS_BYTES || held > PARSERS_BYTES - bytes) {
        return NULL;
    }
    struct block *block = memory_new(sizeof(*block) + bytes);
    block->bytes = bytes;
    held += bytes;
    return block->content;
}

static struct block *block_of(void *content)
{
    return (struct block *)(void *)((char *)content - offsetof(struct block, content));
}

static void parser_give_back(void *content)
{
    if (content != NULL) {
        held -= block_of(content)->bytes;
        memory_free(block_of(content));
    }
}

static void *parser_resize(void *content, size_t bytes)
{
    void *larger = parser_take(bytes);
    if (larger != NULL && content != NULL) {
        size_t before = block_of(content)->bytes;
        memcpy(larger, content, before < bytes ? before : bytes);
        parser_give_back(content);
    }
    return larger;
}

static const struct error *not_a_workbook(const struct package *package, const char *why)
{
    return error_new(ERROR_FAILED, _("%s: cannot be read as a workbook (.xlsx): %s"), package->path, why);
}

const struct error *package_open(const char *path, int64_t budget, struct package **out)
{
    int code = 0;
    struct package *package = memory_new(sizeof(*package));
    package->path = memory_new(strlen(path) + 1);
    memcpy(package->path, path, strlen(path) + 1);
    package->budget = budget;
    package->zip = zip_open(path, ZIP_RDONLY, &code);
    const struct error *error = package->zip == NULL                                 ? not_a_workbook(package, _("it is no zip file, or a damaged one"))
                                : zip_get_num_entries(package->zip, 0) > PARTS_MAX ? not_a_workbook(package, _("it has too many parts"))
                                                                                     : NULL;
    for (zip_int64_t i = 0; error == NULL && i < zip_get_num_entries(package->zip, 0); i++) {
        zip_stat_t status;
        const char *name = zip_get_name(package->zip, (zip_uint64_t)i, 0);
        if (name != NULL && zip_name_locate(package->zip, name, 0) != i) { /* programs differ in which one they read */
            error = not_a_workbook(package, _("a part stands in it twice"));
        }
        if (zip_stat_index(package->zip, (zip_uint64_t)i, 0, &status) == 0 && (status.valid & ZIP_STAT_SIZE) != 0 && status.size < (zip_uint64_t)INT32_MAX * 1024) {
            package->bytes += (int64_t)status.size;
        }
    }
    if (error != NULL) {
        package_close(package);
        return error;
    }
    *out = package;
    return NULL;
}

void package_close(struct package *package)
{
    if (package == NULL) {
        return;
    }
    if (package->zip != NULL) {
        zip_discard(package->zip);
    }
    memory_free(package->path);
    memory_free(package);
}

const char *package_path(const struct package *package)
{
    return package->path;
}

int64_t package_bytes(const struct package *package)
{
    return package->bytes;
}

void package_each(struct package *package, void (*visit)(void *context, const char *name), void *context)
{
    for (zip_int64_t i = 0; i < zip_get_num_entries(package->zip, 0); i++) {
        const char *name = zip_get_name(package->zip, (zip_uint64_t)i, 0);
        if (name != NULL) {
            visit(context, name);
        }
    }
}

bool package_has(struct package *package, const char *name)
{
    return zip_name_locate(package->zip, name, 0) >= 0;
}

/* Expat writes a name as "NAMESPACE|name", and one without a namespace as it is. */
static const char *local_name(const char *name)
{
    const char *bar = strrchr(name, '|');
    return bar == NULL ? name : bar + 1;
}

static struct text namespace_of(const char *name)
{
    return (struct text){ name, (size_t)(local_name(name) - name) };
}

/* In a sheet another namespace's <v> is no value to any spreadsheet. Properties mix namespaces, sheets do not. */
static bool is_foreign(struct part *part, const char *name)
{
    struct text own = namespace_of(name);
    if (part->depth == 1) {
        (void)snprintf(part->namespace, sizeof(part->namespace), "%.*s", TEXT_ARG(own));
    }
    return strstr(part->namespace, "spreadsheetml") != NULL && !text_equal(own, text_of(part->namespace));
}

const char *attribute_of(const char *const *attributes, const char *name)
{
    for (; attributes[0] != NULL; attributes += 2) {
        if (strcmp(attributes[0], name) == 0) { /* one with a prefix is another */
            return attributes[1];
        }
    }
    return NULL;
}

static void refuse(struct part *part)
{
    part->refused = true;
    (void)XML_StopParser(part->parser, XML_FALSE);
}

static void XMLCALL on_doctype(void *context, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
    (void)name;
    (void)system;
    (void)public;
    (void)internal;
    refuse(context);
}

static void XMLCALL on_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct part *part = context;
    if (++part->depth > DEPTH_MAX) {
        refuse(part);
    } else if (part->foreign_depth == 0 && is_foreign(part, name)) {
        part->foreign_depth = part->depth;
    } else if (part->foreign_depth == 0 && part->events->element != NULL) {
        part->events->element(part->context, local_name(name), (const char *const *)attributes);
    }
}

static void XMLCALL on_end(void *context, const XML_Char *name)
{
    struct part *part = context;
    int depth = part->depth--;
    if (part->foreign_depth == 0 && part->events->end != NULL) {
        part->events->end(part->context, local_name(name));
    }
    part->foreign_depth = part->foreign_depth == depth ? 0 : part->foreign_depth;
}

static void XMLCALL on_text(void *context, const XML_Char *bytes, int length)
{
    struct part *part = context;
    if (part->foreign_depth == 0 && part->events->text != NULL) {
        part->events->text(part->context, (struct text){ bytes, (size_t)length });
    }
}

const struct error *part_open(struct package *package, const char *name, const struct part_events *events, void *context, struct part **out)
{
    static const XML_Memory_Handling_Suite memory = { parser_take, parser_resize, parser_give_back };
    struct part *part = memory_new(sizeof(*part));
    *part = (struct part){ .package = package, .name = name, .events = events, .context = context };
    part->file = zip_fopen(package->zip, name, 0);
    part->parser = part->file == NULL ? NULL : XML_ParserCreate_MM(NULL, &memory, "|");
    if (part->parser == NULL) {
        part_close(part);
        return not_a_workbook(package, _("a part that it speaks of is missing"));
    }
    XML_SetUserData(part->parser, part);
    XML_SetElementHandler(part->parser, on_start, on_end);
    XML_SetCharacterDataHandler(part->parser, on_text);
    XML_SetStartDoctypeDeclHandler(part->parser, on_doctype);
    *out = part;
    return NULL;
}

const struct error *part_step(struct part *part, bool *more_out)
{
    char bytes[STEP_BYTES];
    zip_int64_t got = zip_fread(part->file, bytes, sizeof(bytes));
    if (got < 0) {
        return not_a_workbook(part->package, _("a part of it is damaged"));
    }
    part->package->budget -= got;
    if (part->package->budget < 0) {
        return not_a_workbook(part->package, _("it unpacks to far more than a workbook of this ledger has"));
    }
    *more_out = got > 0;
    if (XML_Parse(part->parser, bytes, (int)got, got == 0) == XML_STATUS_OK) {
        return NULL;
    }
    return not_a_workbook(part->package, part->refused ? _("a part of it has a document type, or is nested too deeply") : _("a part of it is not sound XML"));
}

void part_close(struct part *part)
{
    if (part == NULL) {
        return;
    }
    if (part->parser != NULL) {
        XML_ParserFree(part->parser);
    }
    if (part->file != NULL) {
        (void)zip_fclose(part->file);
    }
    memory_free(part);
}

const struct error *part_read(struct package *package, const char *name, const struct part_events *events, void *context)
{
    struct part *part = NULL;
    bool more = true;
    const struct error *error = part_open(package, name, events, context, &part);
    while (error == NULL && more) {
        error = part_step(part, &more);
    }
    part_close(part);
    return error;
}
