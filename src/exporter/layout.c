#include "layout.h"

#include <xlsxwriter.h>

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/resource.h"
#include "layout_column.h"
#include "programme/yaml_take.h"

extern const struct resource exporter_templates[];

enum { SHEETS_MAX = 60, CONTROLS_MAX = 100, TABLES_MAX = 200, LIST_MAX = 60, PAGES_WIDE_MAX = 20 };

void layout_free(struct layout *layout)
{
    for (size_t i = 0; i < layout->sheet_count; i++) {
        memory_free(layout->sheets[i].blocks);
    }
    for (size_t i = 0; i < layout->table_count; i++) {
        memory_free(layout->tables[i].columns);
    }
    for (size_t i = 0; i < layout->control_count; i++) {
        memory_free(layout->controls[i].terms);
    }
    memory_free(layout->sample.blocks);
    memory_free(layout->sheets);
    memory_free(layout->tables);
    memory_free(layout->controls);
    yaml_tree_free(&layout->tree);
    memory_free(layout->bytes);
    *layout = (struct layout){ 0 };
}

size_t layout_table_named(const struct layout *layout, const char *name)
{
    size_t i = 0;
    while (i < layout->table_count && strcmp(layout->tables[i].name, name) != 0) {
        i++;
    }
    return i < layout->table_count ? i : SIZE_MAX;
}

static const struct error *take_order(const char *file, const struct yaml_node *map, struct layout_table *table)
{
    const struct yaml_node *list;
    TRY(take_list(file, map, "order", 1, LAYOUT_ORDER_MAX, &list));
    for (size_t i = 0; i < list->count; i++) {
        const char *text = list->items[i].kind == YAML_SCALAR ? list->items[i].text : "";
        if (text[0] == '\0' || strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(text)) {
            return yaml_tree_wrong(file, &list->items[i], _("a name of small letters, digits and _"));
        }
        table->order[table->order_count++] = text;
    }
    return NULL;
}

static const struct error *take_split(const char *file, const struct yaml_node *map, struct layout_table *table)
{
    static const char *const keys[] = { "field", "above", NULL };
    const struct yaml_node *own = yaml_tree_get(map, "own_sheet");
    const struct yaml_node *field;
    if (own == NULL) {
        return NULL;
    }
    TRY(take_map(file, own, keys, _("field and above: a value of that many rows has a sheet of its own")));
    TRY(take_scalar(file, own, "field", &field));
    TRY(layout_take_field(file, field, table, &table->split));
    if (table->columns[table->split].style != STYLE_TEXT) {
        return yaml_tree_wrong(file, field, _("a column of text"));
    }
    return take_number(file, own, "above", &table->split_above);
}

/* The keys of a table, which for a list stand with those of its sheet. */
static const struct error *take_table(struct layout *layout, const struct yaml_node *map, const struct yaml_node *name, bool drawn, struct layout_table *table)
{
    const struct yaml_node *group = yaml_tree_get(map, "group");
    table->node = map;
    table->name = name->text;
    table->group = SIZE_MAX;
    table->split = SIZE_MAX;
    if (layout_table_named(layout, table->name) != SIZE_MAX || layout->table_count == TABLES_MAX) {
        return yaml_tree_wrong(layout->file, name, _("a name that no other table has"));
    }
    TRY(take_name(layout->file, map, "view", true, &table->view));
    TRY(take_yes(layout->file, map, "all_years", &table->all_years));
    TRY(drawn ? NULL : take_order(layout->file, map, table)); /* the draw decides on the order, too */
    TRY(layout_take_columns(layout->file, map, table));
    if (group != NULL) {
        TRY(layout_take_field(layout->file, group, table, &table->group));
    }
    TRY(take_split(layout->file, map, table));
    return layout_take_chart(layout->file, map, table);
}

/* Owner: the layout has the table from here on, whether it is whole or not. */
static const struct error *add_table(struct layout *layout, const struct yaml_node *map, const struct yaml_node *name, bool drawn, size_t *out)
{
    struct layout_table table = { 0 };
    const struct error *error = take_table(layout, map, name, drawn, &table);
    size_t capacity = layout->table_count;
    layout->tables = memory_grow(layout->tables, layout->table_count, &capacity, sizeof(table));
    layout->tables[layout->table_count] = table;
    *out = layout->table_count++;
    return error;
}

static const struct error *take_facts(const char *file, const struct yaml_node *list)
{
    static const char *const keys[] = { "label", "value", NULL };
    for (size_t i = 0; i < list->count; i++) {
        const char *text;
        TRY(take_map(file, &list->items[i], keys, _("label and value")));
        TRY(take_line(file, &list->items[i], "label", true, &text));
        TRY(take_filled(file, &list->items[i], "value", &text));
    }
    return NULL;
}

static const struct error *take_lines(const char *file, const struct yaml_node *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].kind != YAML_SCALAR || list->items[i].text[0] == '\0') {
            return yaml_tree_wrong(file, &list->items[i], _("one line of text"));
        }
    }
    return NULL;
}

static const struct error *take_text(const char *file, const struct yaml_node *map, struct layout_block *block)
{
    static const char *const styles[] = { "plain", "title", "subtitle", "label", "note", "warning", NULL };
    static const enum style values[] = { STYLE_PLAIN, STYLE_TITLE, STYLE_SUBTITLE, STYLE_LABEL, STYLE_NOTE, STYLE_WARNING };
    const char *text;
    int word;
    TRY(take_filled(file, map, "text", &text));
    TRY(take_word(file, map, "style", styles, 0, &word));
    block->style = values[word];
    return NULL;
}

static const struct error *take_block(struct layout *layout, const struct yaml_node *map, struct layout_block *block)
{
    static const char *const keys[] = { "text", "style", "facts", "warnings", "boxes", "index", "table", "title", "view", "all_years", "order", "group",
                                        "columns", "chart", "controls", "dictionary", "new_page", NULL };
    static const char *const kinds[] = { [BLOCK_TEXT] = "text", [BLOCK_FACTS] = "facts", [BLOCK_WARNINGS] = "warnings", [BLOCK_BOXES] = "boxes",
                                         [BLOCK_INDEX] = "index", [BLOCK_TABLE] = "table", [BLOCK_CONTROLS] = "controls", [BLOCK_DICTIONARY] = "dictionary" };
    size_t found = 0;
    TRY(take_map(layout->file, map, keys, _("what stands on the sheet: text, facts, warnings, boxes, index, table, controls or dictionary")));
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        const struct yaml_node *node = yaml_tree_get(map, kinds[i]);
        if (node != NULL) {
            block->kind = (enum block_kind)i;
            block->node = node;
            found += 1;
        }
    }
    if (found != 1) {
        return yaml_tree_wrong(layout->file, map, _("one of text, facts, warnings, boxes, index, table, controls and dictionary"));
    }
    const struct yaml_node *list;
    TRY(take_yes(layout->file, map, "new_page", &block->new_page));
    switch (block->kind) {
    case BLOCK_TEXT:
        return take_text(layout->file, map, block);
    case BLOCK_FACTS:
        TRY(take_list(layout->file, map, "facts", 1, LIST_MAX, &list));
        return take_facts(layout->file, list);
    case BLOCK_BOXES:
        TRY(take_list(layout->file, map, "boxes", 1, 6, &list));
        return take_lines(layout->file, list);
    case BLOCK_TABLE: {
        const char *title;
        TRY(take_line(layout->file, map, "table", true, &title));
        TRY(take_filled(layout->file, map, "title", &title));
        TRY(add_table(layout, map, block->node, false, &block->table));
        layout->tables[block->table].title = title;
        return NULL;
    }
    case BLOCK_WARNINGS:
    case BLOCK_INDEX:
    case BLOCK_CONTROLS:
    case BLOCK_DICTIONARY:
        break;
    }
    return NULL;
}

/* Names that Excel takes: at most 31 characters, without []:*?/\ and no apostrophe at an end. */
static bool is_sheet_name(const char *name)
{
    enum { WITH_NUMBER = 6 }; /* " (99)" */
    size_t length = strlen(name);
    bool reserved = text_equal_nocase(text_of(name), TEXT("History")); /* Excel's own */
    return length <= LXW_SHEETNAME_MAX - WITH_NUMBER && strpbrk(name, "[]:*?/\\'") == NULL && !reserved;
}

static const struct error *take_page(const char *file, const struct yaml_node *map, struct layout_sheet *sheet)
{
    int64_t number;
    TRY(take_filled(file, map, "title", &sheet->title));
    TRY(take_yes(file, map, "guarded", &sheet->guarded));
    TRY(take_small(file, map, "pages_wide", PAGES_WIDE_MAX, 1, &number));
    sheet->pages_wide = (uint16_t)number;
    TRY(take_small(file, map, "pages_tall", PAGES_WIDE_MAX, 0, &number));
    sheet->pages_tall = (uint16_t)number;
    TRY(take_small(file, map, "repeat_columns", LAYOUT_COLUMNS_MAX, 0, &number));
    sheet->repeat_columns = (uint16_t)number;
    return NULL;
}

static const struct error *take_sheet_name(struct layout *layout, const struct yaml_node *map, struct layout_sheet *sheet)
{
    TRY(take_line(layout->file, map, "name", true, &sheet->name));
    const struct yaml_node *name = yaml_tree_get(map, "name");
    for (size_t i = 0; i < layout->sheet_count; i++) {
        if (text_equal_nocase(text_of(layout->sheets[i].name), text_of(sheet->name))) {
            return yaml_tree_wrong(layout->file, name, _("a name that no other sheet has"));
        }
    }
    return is_sheet_name(sheet->name) ? NULL : yaml_tree_wrong(layout->file, name, _("at most 25 characters, without [ ] : * ? / \\ and '"));
}

/* "Nominatif (2)", and of a list whose kinds have worksheets of their own "Temuan U22": names that the list may need itself. */
static bool belongs_to(const struct layout *layout, const struct layout_sheet *list, const char *name)
{
    const struct layout_table *table = list->blocks[0].kind == BLOCK_TABLE ? &layout->tables[list->blocks[0].table] : NULL;
    size_t length = strlen(list->name);
    if (table == NULL || table->title != NULL || strlen(name) <= length ||
        !text_equal_nocase((struct text){ name, length }, text_of(list->name)) || name[length] != ' ') {
        return false;
    }
    const char *rest = name + length;
    size_t digits = strspn(rest + strlen(" "), "(") == 1 ? strspn(rest + strlen(" ("), "0123456789") : 0;
    return table->split != SIZE_MAX || (digits > 0 && strcmp(rest + strlen(" (") + digits, ")") == 0);
}

static const struct error *check_further_name(const struct layout *layout, const struct layout_sheet *sheet)
{
    for (size_t i = 0; i < layout->sheet_count; i++) {
        if (belongs_to(layout, &layout->sheets[i], sheet->name)) {
            struct buffer expected SCOPED_BUFFER = { 0 };
            buffer_format(&expected, _("another name: the list \"%s\" goes on on sheets of this name"), layout->sheets[i].name);
            return yaml_tree_wrong(layout->file, yaml_tree_get(sheet->node, "name"), expected.bytes);
        }
    }
    return NULL;
}

static const struct error *take_list_sheet(struct layout *layout, const struct yaml_node *map, bool drawn, struct layout_sheet *sheet)
{
    sheet->blocks = memory_new(sizeof(*sheet->blocks));
    sheet->block_count = 1;
    sheet->blocks[0].kind = BLOCK_TABLE;
    sheet->blocks[0].node = yaml_tree_get(map, "name");
    return add_table(layout, map, sheet->blocks[0].node, drawn, &sheet->blocks[0].table);
}

static const struct error *take_sheet(struct layout *layout, const struct yaml_node *map, struct layout_sheet *sheet)
{
    static const char *const list_keys[] = { "name", "title", "pages_wide", "repeat_columns", "view", "all_years", "order", "columns", "own_sheet", NULL };
    static const char *const keys[] = { "name", "title", "guarded", "pages_wide", "pages_tall", "repeat_columns", "blocks", NULL };
    bool blocks = map->kind == YAML_MAP && yaml_tree_get(map, "blocks") != NULL;
    const struct yaml_node *list;
    sheet->node = map;
    TRY(take_map(layout->file, map, blocks ? keys : list_keys, _("a sheet: name, title, and either blocks, or view, order and columns of one list")));
    TRY(take_sheet_name(layout, map, sheet));
    TRY(take_page(layout->file, map, sheet));
    if (!blocks) {
        return take_list_sheet(layout, map, false, sheet);
    }
    TRY(take_list(layout->file, map, "blocks", 1, LAYOUT_BLOCKS_MAX, &list));
    sheet->blocks = memory_new(list->count * sizeof(*sheet->blocks));
    for (size_t i = 0; i < list->count; i++) {
        sheet->block_count += 1;
        TRY(take_block(layout, &list->items[i], &sheet->blocks[i]));
    }
    return NULL;
}

/* "field: meaning" for the dictionary, said once for all sheets. */
static const struct error *take_meanings(struct layout *layout)
{
    const char *meaning;
    layout->meanings = yaml_tree_get(&layout->tree, "meanings");
    if (layout->meanings == NULL) {
        return NULL;
    }
    if (layout->meanings->kind != YAML_MAP) {
        return yaml_tree_wrong(layout->file, layout->meanings, _("fields and their meaning, as `nik: ...`"));
    }
    for (size_t i = 0; i < layout->meanings->count; i++) {
        TRY(take_line(layout->file, layout->meanings, layout->meanings->items[i].key, true, &meaning));
    }
    return NULL;
}

/* Read after the controls: they cannot name a table that is not always there. */
static const struct error *take_sample(struct layout *layout)
{
    static const char *const keys[] = { "name", "title", "pages_wide", "repeat_columns", "view", "columns", NULL };
    const struct yaml_node *map = yaml_tree_get(&layout->tree, "sample");
    if (map == NULL) {
        return NULL;
    }
    TRY(take_map(layout->file, map, keys, _("the list of a sample: name, title, pages_wide, repeat_columns, view, columns")));
    TRY(take_sheet_name(layout, map, &layout->sample));
    TRY(take_page(layout->file, map, &layout->sample));
    TRY(take_list_sheet(layout, map, true, &layout->sample));
    layout->tables[layout->sample.blocks[0].table].all_years = true;
    layout->sample.node = map;
    return check_further_name(layout, &layout->sample);
}

static const struct error *take_layout(struct layout *layout)
{
    static const char *const keys[] = { "title", "paper", "meanings", "sheets", "controls", "sample", NULL };
    static const char *const papers[] = { "A4", "F4", NULL };
    const struct yaml_node *list;
    int word;
    TRY(take_map(layout->file, &layout->tree, keys, _("a workbook: title, paper, meanings, sheets, controls, sample")));
    TRY(take_filled(layout->file, &layout->tree, "title", &layout->title));
    TRY(take_word(layout->file, &layout->tree, "paper", papers, 0, &word));
    layout->folio = word == 1;
    TRY(take_meanings(layout));
    TRY(take_list(layout->file, &layout->tree, "sheets", 1, SHEETS_MAX, &list));
    layout->sheets = memory_new(list->count * sizeof(*layout->sheets));
    for (size_t i = 0; i < list->count; i++) {
        struct layout_sheet sheet = { 0 };
        const struct error *error = take_sheet(layout, &list->items[i], &sheet);
        layout->sheets[layout->sheet_count++] = sheet;
        TRY(error);
    }
    for (size_t i = 0; i < layout->sheet_count; i++) {
        TRY(check_further_name(layout, &layout->sheets[i]));
    }
    TRY(take_list(layout->file, &layout->tree, "controls", 0, CONTROLS_MAX, &list));
    layout->controls = list == NULL ? NULL : memory_new(list->count * sizeof(*layout->controls));
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        layout->control_count += 1;
        TRY(layout_take_control(layout, &list->items[i], &layout->controls[i]));
    }
    return take_sample(layout);
}

const struct error *layout_parse(const char *file, struct text bytes, struct layout *out)
{
    struct layout layout SCOPED_LAYOUT = { .file = file };
    layout.bytes = memory_new(bytes.length + 1);
    memcpy(layout.bytes, bytes.bytes == NULL ? "" : bytes.bytes, bytes.length);
    digest_of(bytes, TEXT_EMPTY, &layout.sha256);
    TRY(yaml_tree_parse(file, (struct text){ layout.bytes, bytes.length }, &layout.tree));
    TRY(take_layout(&layout));
    MEMORY_GIVE(out, layout);
    return NULL;
}

const struct error *layout_load(const char *path, struct layout *out)
{
    struct buffer bytes SCOPED_BUFFER = { 0 };
    struct text builtin;
    if (path == NULL) {
        CHECK(resource_find(exporter_templates, "auditor.yaml", &builtin));
        return layout_parse("auditor.yaml", builtin, out);
    }
    TRY(file_read_all(path, YAML_BYTES_MAX, &bytes));
    return layout_parse(path, buffer_text(&bytes), out);
}
