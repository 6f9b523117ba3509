/* A bank's template from its YAML: the file that is sent. */
#include "programme/bank_template.h"

#include "bank_answer.h"
#include "bank_cell.h"
#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "programme/yaml_take.h"

static const struct {
    const char *name;
    bool transfer; /* known of a transfer */
    bool total;    /* known of a file */
    bool exact;    /* is never cut */
} values[] = {
    [BANK_VALUE_REFERENCE] = { "reference", true, false, true },
    [BANK_VALUE_ACCOUNT_NUMBER] = { "account_number", true, false, true },
    [BANK_VALUE_ACCOUNT_NAME] = { "account_name", true, false, false },
    [BANK_VALUE_BANK_CODE] = { "bank_code", true, false, true },
    [BANK_VALUE_AMOUNT] = { "amount", true, false, true },
    [BANK_VALUE_NUMBER] = { "number", true, false, true },
    [BANK_VALUE_COUNT] = { "count", false, true, true },
    [BANK_VALUE_SUM] = { "sum", false, true, true },
    [BANK_VALUE_HASH_TOTAL] = { "hash_total", false, true, true },
    [BANK_VALUE_YEAR] = { "year", true, true, false },
    [BANK_VALUE_BATCH] = { "batch", true, true, false },
    [BANK_VALUE_DATE] = { "date", true, true, false },
    [BANK_VALUE_YYYYMMDD] = { "yyyymmdd", true, true, false },
    [BANK_VALUE_DDMMYYYY] = { "ddmmyyyy", true, true, false },
    [BANK_VALUE_FILE] = { "file", true, true, false },
    [BANK_VALUE_FILES] = { "files", true, true, false },
};
#define VALUES (sizeof(values) / sizeof(values[0]))

static void row_free(struct bank_row_layout *row)
{
    for (size_t i = 0; i < row->count; i++) {
        memory_free(row->cells[i].header);
        for (size_t k = 0; k < row->cells[i].part_count; k++) {
            memory_free(row->cells[i].parts[k].text);
        }
    }
    memory_free(row->cells);
}

void bank_template_free(struct bank_template *template)
{
    memory_free(template->name);
    memory_free(template->title);
    row_free(&template->leader);
    row_free(&template->columns);
    row_free(&template->trailer);
    bank_answer_free(&template->answer);
    *template = (struct bank_template){ 0 };
}

/* Where in the file a template is being read, and for which kind of row. */
struct spot {
    const char *file;
    const struct bank_template *template;
    bool totals;
};

static const struct error *wrong_placeholder(const struct spot *spot, const struct yaml_node *node)
{
    struct buffer expected SCOPED_BUFFER = { 0 };
    buffer_add_string(&expected, spot->totals ? _("text, and of a row of totals") : _("text, and of a transfer"));
    for (size_t i = 1; i < VALUES; i++) {
        if (spot->totals ? values[i].total : values[i].transfer) {
            buffer_format(&expected, " {{%s}}", values[i].name);
        }
    }
    return yaml_tree_wrong(spot->file, node, buffer_string(&expected));
}

static const struct error *add_part(const struct spot *spot, const struct yaml_node *node, enum bank_value value, struct text literal, struct bank_cell *cell)
{
    struct buffer encoded SCOPED_BUFFER = { 0 };
    const struct bank_cell any = { 0 };
    bool ends = spot->template->quoting == BANK_QUOTING_NEVER && spot->template->separator != '\0' &&
                (memchr(literal.bytes, spot->template->separator, literal.length) != NULL || memchr(literal.bytes, '"', literal.length) != NULL);
    if (cell->part_count == BANK_PARTS_MAX) {
        return yaml_tree_wrong(spot->file, node, _("at most eight pieces, texts and {{...}}, in one cell"));
    }
    if (ends || text_control(literal) < literal.length) {
        return yaml_tree_wrong(spot->file, node, _("text without the separator, quotes and control characters"));
    }
    if (bank_text_add(spot->template, &any, literal, &encoded) != BANK_FIT_WELL) {
        return yaml_tree_wrong(spot->file, node, _("characters that the file's encoding has"));
    }
    struct bank_part *part = &cell->parts[cell->part_count++];
    part->value = value;
    if (value == BANK_VALUE_LITERAL) {
        part->text = memory_new(literal.length + 1);
        memcpy(part->text, literal.bytes, literal.length);
    }
    return NULL;
}

/* "DUMISAKE {{year}} BATCH {{batch}}" */
static const struct error *take_content(const struct spot *spot, const struct yaml_node *node, struct bank_cell *cell)
{
    if (node->kind != YAML_SCALAR) {
        return wrong_placeholder(spot, node);
    }
    const char *at = node->text;
    while (*at != '\0') {
        const char *open = strstr(at, "{{");
        const char *close = open == NULL ? NULL : strstr(open, "}}");
        size_t literal = open == NULL ? strlen(at) : (size_t)(open - at);
        if (literal > 0) {
            TRY(add_part(spot, node, BANK_VALUE_LITERAL, (struct text){ at, literal }, cell));
        }
        if (open == NULL) {
            return NULL;
        }
        enum bank_value value = BANK_VALUE_LITERAL;
        for (size_t i = 1; i < VALUES && close != NULL; i++) {
            struct text word = text_trim((struct text){ open + 2, (size_t)(close - open) - 2 });
            bool here = spot->totals ? values[i].total : values[i].transfer;
            value = here && text_equal(word, text_of(values[i].name)) ? (enum bank_value)i : value;
        }
        if (value == BANK_VALUE_LITERAL) {
            return wrong_placeholder(spot, node);
        }
        TRY(add_part(spot, node, value, TEXT(""), cell));
        at = close + 2;
    }
    return NULL;
}

static bool is_exact(const struct bank_cell *cell)
{
    for (size_t i = 0; i < cell->part_count; i++) {
        if (values[cell->parts[i].value].exact) {
            return true;
        }
    }
    return false;
}

/* Width, padding and what becomes of what is too long. */
static const struct error *take_room(const struct spot *spot, const struct yaml_node *map, struct bank_cell *cell)
{
    static const char *const sides[] = { "left", "right", NULL };
    static const char *const fates[] = { "hold", "cut", NULL };
    const struct yaml_node *pad = yaml_tree_get(map, "pad");
    const struct yaml_node *width = yaml_tree_get(map, "width");
    bool fixed = spot->template->separator == '\0';
    int64_t characters = 0;
    int word;
    if (width != NULL || fixed) {
        TRY(take_number(spot->file, map, "width", &characters));
        if (characters < 1 || characters > BANK_WIDTH_MAX) {
            return yaml_tree_wrong(spot->file, width, "1-200");
        }
    }
    cell->width = (size_t)characters;
    cell->pad = fixed ? ' ' : '\0';
    TRY(take_word(spot->file, map, "align", sides, 0, &word));
    cell->right = word == 1;
    if (pad != NULL) {
        bool sound = pad->kind == YAML_SCALAR && strlen(pad->text) == 1 && pad->text[0] >= ' ' && pad->text[0] <= '~' && cell->width > 0 &&
                     pad->text[0] != spot->template->separator && pad->text[0] != '"';
        if (!sound) {
            return yaml_tree_wrong(spot->file, pad, _("one sign that is not the separator, beside a width"));
        }
        cell->pad = pad->text[0];
    }
    if (cell->pad != '\0' && cell->pad != ' ' && (!cell->right || (cell->part_count == 1 && cell->parts[0].value == BANK_VALUE_REFERENCE))) {
        return yaml_tree_wrong(spot->file, pad, _("a blank: other signs stand in front of numbers only (align: right), or they would make another number"));
    }
    TRY(take_word(spot->file, map, "too_long", fates, 0, &word));
    cell->cut = word == 1;
    if (cell->cut && (cell->width == 0 || is_exact(cell))) {
        return yaml_tree_wrong(spot->file, yaml_tree_get(map, "too_long"), _("hold: only a name with a width may be cut"));
    }
    return NULL;
}

/* A cell that says the same in every row must fit now. */
static const struct error *check_literal(const struct spot *spot, const struct yaml_node *node, const struct bank_cell *cell)
{
    struct buffer shown SCOPED_BUFFER = { 0 };
    const struct bank_facts facts = { 0 };
    bool literal = cell->part_count == 0 || (cell->part_count == 1 && cell->parts[0].value == BANK_VALUE_LITERAL);
    if (literal && bank_cell_add(spot->template, cell, &facts, &shown) != BANK_FIT_WELL) {
        return yaml_tree_wrong(spot->file, node, _("a text that is no longer than its width"));
    }
    return NULL;
}

static const struct error *take_header(const struct spot *spot, const struct yaml_node *map, const struct bank_row_layout *row, struct bank_cell *cell)
{
    struct buffer shown SCOPED_BUFFER = { 0 };
    if (!spot->template->header && yaml_tree_get(map, "header") == NULL) {
        return NULL;
    }
    TRY(take_string(spot->file, map, "header", &cell->header));
    const struct yaml_node *node = yaml_tree_get(map, "header");
    struct text header = text_of(cell->header);
    bool ends = spot->template->quoting == BANK_QUOTING_NEVER && spot->template->separator != '\0' &&
                (strchr(cell->header, spot->template->separator) != NULL || strchr(cell->header, '"') != NULL);
    /* Among separators a header may be longer than what stands below it. */
    const struct bank_cell room = { .width = spot->template->separator == '\0' ? cell->width : 0 };
    if (ends || (spot->template->header && bank_text_add(spot->template, &room, header, &shown) != BANK_FIT_WELL)) {
        return yaml_tree_wrong(spot->file, node, _("a header that the file can carry: its width, its encoding, and no separator or quote where nothing is quoted"));
    }
    for (size_t i = 0; i < row->count; i++) {
        if (row->cells[i].header != NULL && cell != &row->cells[i] && strcmp(row->cells[i].header, cell->header) == 0) {
            return yaml_tree_wrong(spot->file, node, _("a header of its own for each column"));
        }
    }
    return NULL;
}

static const struct error *take_row(const struct spot *spot, const struct yaml_node *root, const char *key, struct bank_row_layout *out)
{
    static const char *const column_keys[] = { "header", "content", "width", "align", "pad", "too_long", NULL };
    static const char *const total_keys[] = { "content", "width", "align", "pad", NULL };
    const struct yaml_node *list;
    TRY(take_list(spot->file, root, key, spot->totals ? 0 : 1, BANK_CELLS_MAX, &list));
    if (list == NULL) {
        return NULL;
    }
    if (list->count == 0) {
        return yaml_tree_wrong(spot->file, list, _("cells; leave the name away for no such row"));
    }
    out->cells = memory_new(list->count * sizeof(*out->cells));
    for (size_t i = 0; i < list->count; i++) {
        const struct yaml_node *item = &list->items[i];
        struct bank_cell *cell = &out->cells[i];
        out->count = i + 1; /* what it owns is freed also when it is refused */
        if (spot->totals && item->kind == YAML_SCALAR && spot->template->separator != '\0') {
            TRY(take_content(spot, item, cell));
            continue;
        }
        TRY(take_map(spot->file, item, spot->totals ? total_keys : column_keys, _("a cell: content and, where it matters, header, width, align, pad, too_long")));
        const struct yaml_node *content = yaml_tree_get(item, "content");
        if (content == NULL) {
            TRY(take_scalar(spot->file, item, "content", &content)); /* says that it is missing; an empty one is fine */
        }
        TRY(take_content(spot, content, cell));
        TRY(take_room(spot, item, cell));
        TRY(check_literal(spot, content, cell));
        if (!spot->totals) {
            TRY(take_header(spot, item, out, cell));
        }
    }
    return NULL;
}

/* Without these three, each alone in a cell, a bank cannot pay or its answer says nothing. */
static const struct error *check_columns(const char *file, const struct yaml_node *root, const struct bank_row_layout *columns)
{
    static const enum bank_value needed[] = { BANK_VALUE_REFERENCE, BANK_VALUE_ACCOUNT_NUMBER, BANK_VALUE_AMOUNT };
    for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
        bool found = false;
        for (size_t k = 0; k < columns->count; k++) {
            found = found || (columns->cells[k].part_count == 1 && columns->cells[k].parts[0].value == needed[i]);
        }
        if (!found) {
            return yaml_tree_wrong(file, yaml_tree_get(root, "columns"), _("columns of {{reference}}, {{account_number}} and {{amount}}, each of them alone"));
        }
    }
    return NULL;
}

static const struct error *take_amounts(const char *file, const struct yaml_node *root, struct bank_template *out)
{
    static const char *const keys[] = { "decimals", "decimal", "thousands", NULL };
    static const char *const decimals[] = { "comma", "dot", NULL };
    static const char *const thousands[] = { "none", "dot", "comma", NULL };
    const struct yaml_node *map = yaml_tree_get(root, "amounts");
    int word;
    if (map == NULL) {
        return NULL;
    }
    TRY(take_map(file, map, keys, _("the form of amounts: decimals, decimal, thousands")));
    if (yaml_tree_get(map, "decimals") != NULL) {
        TRY(take_number(file, map, "decimals", &out->decimals));
    }
    if (out->decimals > 2) {
        return yaml_tree_wrong(file, yaml_tree_get(map, "decimals"), "0-2");
    }
    TRY(take_word(file, map, "decimal", decimals, 0, &word));
    out->decimal = ",."[word];
    TRY(take_word(file, map, "thousands", thousands, 0, &word));
    out->thousands = "\0.,"[word];
    bool marks = out->thousands != '\0' && out->thousands == out->decimal;
    bool ends = out->quoting == BANK_QUOTING_NEVER && out->separator == ',' && (out->thousands == ',' || (out->decimals > 0 && out->decimal == ','));
    if (marks || ends) {
        return yaml_tree_wrong(file, map, _("marks of amounts that differ from each other and, where nothing is quoted, from the separator"));
    }
    return NULL;
}

static const struct error *take_form(const char *file, const struct yaml_node *root, struct bank_template *out)
{
    static const char *const encodings[] = { "utf-8", "utf-8-bom", "windows-1252", NULL };
    static const char *const line_ends[] = { "lf", "crlf", NULL };
    static const char *const separators[] = { "none", "comma", "semicolon", "tab", "pipe", NULL };
    static const char *const quotings[] = { "needed", "always", "never", NULL };
    int word;
    TRY(take_word(file, root, "encoding", encodings, -1, &word));
    out->mark = word == 1;
    out->windows_1252 = word == 2;
    TRY(take_word(file, root, "line_end", line_ends, -1, &word));
    out->crlf = word == 1;
    TRY(take_word(file, root, "separator", separators, -1, &word));
    out->separator = "\0,;\t|"[word];
    TRY(take_word(file, root, "quoting", quotings, 0, &word));
    out->quoting = (enum bank_quoting)word;
    if (out->separator == '\0' && yaml_tree_get(root, "quoting") != NULL) {
        return yaml_tree_wrong(file, yaml_tree_get(root, "quoting"), _("no quoting where there is no separator"));
    }
    TRY(take_yes(file, root, "header", &out->header));
    if (yaml_tree_get(root, "rows_per_file") != NULL) {
        TRY(take_number(file, root, "rows_per_file", &out->rows_per_file));
        if (out->rows_per_file < 1 || out->rows_per_file > 10000000) {
            return yaml_tree_wrong(file, yaml_tree_get(root, "rows_per_file"), "1-10000000");
        }
    }
    return take_amounts(file, root, out);
}

static const struct error *take_all(const char *file, const struct yaml_node *root, struct bank_template *out)
{
    static const char *const keys[] = { "title", "encoding", "line_end", "separator", "quoting", "header", "rows_per_file", "amounts", "leader", "columns", "trailer", "answer", NULL };
    TRY(take_map(file, root, keys, _("the template of a bank's file")));
    TRY(take_string(file, root, "title", &out->title));
    TRY(take_form(file, root, out));
    struct spot spot = { file, out, false };
    TRY(take_row(&spot, root, "columns", &out->columns));
    TRY(check_columns(file, root, &out->columns));
    spot.totals = true;
    TRY(take_row(&spot, root, "leader", &out->leader));
    TRY(take_row(&spot, root, "trailer", &out->trailer));
    return bank_answer_take(file, root, &out->answer);
}

/* `name` is what the journal will call it. */
static const struct error *parse(const char *file, struct text name, struct text yaml, struct bank_template *out)
{
    enum { NAME_BYTES = 250 };
    struct yaml_node root SCOPED_YAML = { 0 };
    struct bank_template template SCOPED_BANK_TEMPLATE = { 0 };
    struct buffer kept = { 0 };
    TRY(yaml_tree_parse(file, yaml, &root));
    TRY(take_all(file, &root, &template));
    buffer_add_printable(&kept, name, NAME_BYTES);
    (void)buffer_string(&kept);
    template.name = kept.bytes;
    digest_of(yaml, TEXT_EMPTY, &template.sha256);
    MEMORY_GIVE(out, template);
    return NULL;
}

const struct error *bank_template_parse(const char *name, struct text yaml, struct bank_template *out)
{
    const char *slash = strrchr(name, '/');
    return parse(name, text_of(slash == NULL ? name : slash + 1), yaml, out);
}

static const struct error *unknown(const char *name)
{
    struct buffer known SCOPED_BUFFER = { 0 };
    for (const struct resource *one = bank_templates; one->name != NULL; one++) {
        buffer_format(&known, "%s%.*s", known.length == 0 ? "" : ", ", (int)(strlen(one->name) - strlen(".yaml")), one->name);
    }
    return error_new(ERROR_USAGE, _("--template %s: there is no such template; built in are %s, or name a file that ends in .yaml"), name, buffer_string(&known));
}

const struct error *bank_template_load(const char *name, struct bank_template *out)
{
    struct buffer resource SCOPED_BUFFER = { 0 };
    struct buffer bytes SCOPED_BUFFER = { 0 };
    struct text yaml;
    size_t length = name == NULL ? 0 : strlen(name);
    if (length > 5 && strcmp(name + length - 5, ".yaml") == 0) {
        TRY(file_read_all(name, BANK_TEMPLATE_BYTES_MAX, &bytes));
        return bank_template_parse(name, buffer_text(&bytes), out);
    }
    buffer_format(&resource, "%s.yaml", name == NULL ? BANK_TEMPLATE_DEFAULT : name);
    if (!resource_find(bank_templates, resource.bytes, &yaml)) {
        return unknown(name);
    }
    return parse(resource.bytes, text_of(name == NULL ? BANK_TEMPLATE_DEFAULT : name), yaml, out);
}
