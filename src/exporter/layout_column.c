#include "layout_column.h"

#include "base/language.h"
#include "base/memory.h"
#include "programme/yaml_take.h"

enum { WIDTH_MAX = 200, NAME_MAX_BYTES = 40 };

/* In the order of enum style. */
static const char *const formats[] = {
    [STYLE_NUMBER] = "number", [STYLE_GAP] = "gap", [STYLE_TEXT] = "text", [STYLE_DIGITS] = "digits", [STYLE_INTEGER] = "integer",
    [STYLE_YEAR] = "year", [STYLE_MONEY] = "money", [STYLE_PERCENT] = "percent", [STYLE_DAY] = "day", [STYLE_WRAP] = "wrap", [STYLE_HEX] = "hex",
    [STYLE_FINDING_CODES] = "finding-codes", [STYLE_FINDINGS] = "findings", [STYLE_SIGNATURE] = "signature", [STYLE_TICK] = "tick",
    [STYLE_REMARK] = "remark", NULL,
};

const struct error *take_line(const char *file, const struct yaml_node *map, const char *key, bool needed, const char **out)
{
    const struct yaml_node *node = yaml_tree_get(map, key);
    *out = NULL;
    if (node == NULL && !needed) {
        return NULL;
    }
    TRY(take_scalar(file, map, key, &node));
    *out = node->text;
    return text_control(text_of(node->text)) < strlen(node->text) ? yaml_tree_wrong(file, node, _("one line of text")) : NULL;
}

static const char *const facts[FACT_COUNT] = {
    [FACT_YEARS] = "years",     [FACT_PROGRAMME] = "programme", [FACT_DAY] = "day",       [FACT_LAST_DAY] = "last_day", [FACT_RECORDED] = "recorded",
    [FACT_ENTRIES] = "entries", [FACT_ROOT] = "root",           [FACT_LEDGER] = "ledger", [FACT_VERSION] = "version",   [FACT_TEMPLATE] = "template",
};

bool fact_find(struct text name, enum fact *out)
{
    for (int i = 0; i < FACT_COUNT; i++) {
        if (text_equal(text_trim(name), text_of(facts[i]))) {
            *out = (enum fact)i;
            return true;
        }
    }
    return false;
}

static const struct error *wrong_fact(const char *file, const struct yaml_node *node)
{
    struct buffer expected SCOPED_BUFFER = { 0 };
    buffer_add_string(&expected, _("text, and of the ledger"));
    for (int i = 0; i < FACT_COUNT; i++) {
        buffer_format(&expected, " {{%s}}", facts[i]);
    }
    return yaml_tree_wrong(file, node, buffer_string(&expected));
}

const struct error *take_filled(const char *file, const struct yaml_node *map, const char *key, const char **out)
{
    enum fact fact;
    TRY(take_line(file, map, key, true, out));
    for (const char *open = strstr(*out, "{{"); open != NULL; open = strstr(open, "{{")) {
        const char *close = strstr(open, "}}");
        if (close == NULL || !fact_find((struct text){ open + 2, (size_t)(close - open) - 2 }, &fact)) {
            return wrong_fact(file, yaml_tree_get(map, key));
        }
        open = close;
    }
    return NULL;
}

static bool is_name(const char *text)
{
    return text[0] >= 'a' && text[0] <= 'z' && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(text) && strlen(text) <= NAME_MAX_BYTES;
}

const struct error *take_name(const char *file, const struct yaml_node *map, const char *key, bool needed, const char **out)
{
    TRY(take_line(file, map, key, needed, out));
    return *out == NULL || is_name(*out) ? NULL : yaml_tree_wrong(file, yaml_tree_get(map, key), _("a name of small letters, digits and _"));
}

const struct error *take_small(const char *file, const struct yaml_node *map, const char *key, int64_t most, int64_t otherwise, int64_t *out)
{
    const struct yaml_node *node = yaml_tree_get(map, key);
    struct buffer expected SCOPED_BUFFER = { 0 };
    *out = otherwise;
    if (node == NULL) {
        return NULL;
    }
    TRY(take_number(file, map, key, out));
    buffer_format(&expected, "0-%lld", (long long)most);
    return *out <= most ? NULL : yaml_tree_wrong(file, node, expected.bytes);
}

static bool is_own(enum style style)
{
    return style == STYLE_NUMBER || style == STYLE_GAP || style == STYLE_TICK || style == STYLE_REMARK;
}

static bool is_summable(enum style style)
{
    return style == STYLE_INTEGER || style == STYLE_MONEY;
}

static const struct error *take_column(const char *file, const struct yaml_node *node, struct layout_column *column)
{
    static const char *const keys[] = { "heading", "field", "format", "width", "total", "show", "masked", "means", NULL };
    static const char *const editions[] = { "private", "public", "nik", NULL };
    int64_t width;
    int word;
    column->node = node;
    if (node->kind == YAML_SCALAR && strcmp(node->text, "gap") == 0) {
        *column = (struct layout_column){ .node = node, .heading = "", .style = STYLE_GAP, .edition = EDITION_PUBLIC };
        return NULL;
    }
    TRY(take_map(file, node, keys, _("a column: heading, field, format, width, total, show, masked, means; or gap")));
    TRY(take_line(file, node, "heading", true, &column->heading));
    TRY(take_line(file, node, "means", false, &column->means));
    TRY(take_word(file, node, "format", formats, STYLE_TEXT, &word));
    column->style = (enum style)word;
    TRY(take_name(file, node, "field", !is_own(column->style), &column->field));
    TRY(take_name(file, node, "masked", false, &column->masked));
    TRY(take_small(file, node, "width", WIDTH_MAX, 0, &width));
    column->width = (double)width;
    TRY(take_yes(file, node, "total", &column->total));
    TRY(take_word(file, node, "show", editions, is_own(column->style) ? EDITION_PUBLIC : EDITION_PRIVATE, &word));
    column->edition = (enum edition)word;
    if (is_own(column->style) && column->field != NULL) {
        return yaml_tree_wrong(file, yaml_tree_get(node, "field"), _("no field: number, gap, tick and remark are the sheet's own"));
    }
    if (column->total && !is_summable(column->style)) {
        return yaml_tree_wrong(file, yaml_tree_get(node, "total"), _("a total of integer or money only"));
    }
    return column->edition == EDITION_NIK && column->style != STYLE_DIGITS
               ? yaml_tree_wrong(file, yaml_tree_get(node, "show"), _("nik for a column of digits only"))
               : NULL;
}

char name_character(char character)
{
    if (character >= 'A' && character <= 'Z') {
        return (char)(character - 'A' + 'a');
    }
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') ? character : '_';
}

size_t layout_column_of(const struct layout_table *table, const char *field)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].field != NULL && strcmp(table->columns[i].field, field) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

const struct error *layout_take_columns(const char *file, const struct yaml_node *map, struct layout_table *table)
{
    const struct yaml_node *list;
    TRY(take_list(file, map, "columns", 1, LAYOUT_COLUMNS_MAX, &list));
    table->columns = memory_new(list->count * sizeof(*table->columns));
    for (size_t i = 0; i < list->count; i++) {
        struct layout_column column = { 0 };
        TRY(take_column(file, &list->items[i], &column));
        if (column.field != NULL && layout_column_of(table, column.field) != SIZE_MAX) {
            return yaml_tree_wrong(file, yaml_tree_get(&list->items[i], "field"), _("each field of the view once"));
        }
        table->columns[table->column_count++] = column;
    }
    return NULL;
}

const struct error *layout_take_field(const char *file, const struct yaml_node *node, const struct layout_table *table, size_t *out)
{
    *out = node->kind == YAML_SCALAR ? layout_column_of(table, node->text) : SIZE_MAX;
    if (*out != SIZE_MAX) {
        return NULL;
    }
    struct buffer expected SCOPED_BUFFER = { 0 };
    buffer_format(&expected, _("a field that a column of \"%s\" shows"), table->name);
    return yaml_tree_wrong(file, node, expected.bytes);
}

const struct error *layout_take_chart(const char *file, const struct yaml_node *map, struct layout_table *table)
{
    static const char *const keys[] = { "kind", "title", "categories", "series", "axis_categories", "axis_values", NULL };
    static const char *const kinds[] = { "column", "bar", "pie", "line", NULL };
    const struct yaml_node *node = yaml_tree_get(map, "chart");
    struct layout_chart *chart = &table->chart;
    const struct yaml_node *list;
    int word;
    if (node == NULL) {
        return NULL;
    }
    TRY(take_map(file, node, keys, _("a chart: kind, title, categories, series, axis_categories, axis_values")));
    TRY(take_word(file, node, "kind", kinds, -1, &word));
    chart->kind = (enum chart_kind)word;
    TRY(take_line(file, node, "title", true, &chart->title));
    TRY(take_line(file, node, "axis_categories", chart->kind != CHART_PIE, &chart->axis_categories));
    TRY(take_line(file, node, "axis_values", chart->kind != CHART_PIE, &chart->axis_values));
    TRY(take_scalar(file, node, "categories", &list));
    TRY(layout_take_field(file, list, table, &chart->categories));
    TRY(take_list(file, node, "series", 1, chart->kind == CHART_PIE ? 1 : LAYOUT_SERIES_MAX, &list));
    for (size_t i = 0; i < list->count; i++) {
        TRY(layout_take_field(file, &list->items[i], table, &chart->series[i]));
    }
    chart->series_count = list->count;
    chart->node = node;
    return NULL;
}
