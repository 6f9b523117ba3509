/* What a control adds up, out of the template. */
#include "base/language.h"
#include "base/memory.h"
#include "layout_column.h"
#include "programme/yaml_take.h"

enum { TERMS_MAX = 12, TITLE_MAX = 100, WORD_MAX = 60 /* bytes: a formula has 8,192 characters at most */ };

static const struct error *take_where(struct layout *layout, const struct yaml_node *map, const struct layout_table *table, struct layout_term *term)
{
    const struct yaml_node *where = yaml_tree_get(map, "where");
    if (where == NULL) {
        return NULL;
    }
    if (where->kind != YAML_MAP || where->count == 0 || where->count > LAYOUT_WHERE_MAX) {
        return yaml_tree_wrong(layout->file, where, _("fields and the text that each holds, as {status: Tersalur}"));
    }
    for (size_t i = 0; i < where->count; i++) {
        const struct yaml_node *item = &where->items[i];
        struct layout_condition *condition = &term->where[term->where_count++];
        condition->column = layout_column_of(table, item->key);
        bool text = condition->column != SIZE_MAX &&
                    (table->columns[condition->column].style == STYLE_TEXT || table->columns[condition->column].style == STYLE_WRAP);
        /* In a criterion of Excel these have a meaning of their own. */
        bool plain = item->kind == YAML_SCALAR && item->text[0] != '\0' && strlen(item->text) <= WORD_MAX && strpbrk(item->text, "\"*?~<>=") == NULL;
        if (!text || !plain) {
            return yaml_tree_wrong(layout->file, item, _("the text of a text column of that table, at most 60 bytes, without \" * ? ~ < > ="));
        }
        condition->text = item->text;
    }
    return NULL;
}

static const struct error *take_term(struct layout *layout, const struct yaml_node *map, struct layout_term *term)
{
    static const char *const keys[] = { "of", "sum", "minus", "where", NULL };
    const struct yaml_node *of;
    const struct yaml_node *sum;
    TRY(take_map(layout->file, map, keys, _("what is added: of, sum, minus, where")));
    TRY(take_scalar(layout->file, map, "of", &of));
    TRY(take_yes(layout->file, map, "minus", &term->minus));
    term->table = layout_table_named(layout, of->text);
    if (term->table == SIZE_MAX) {
        return yaml_tree_wrong(layout->file, of, _("the name of a table or of a list's sheet"));
    }
    const struct layout_table *table = &layout->tables[term->table];
    term->year = layout_column_of(table, "tahun");
    term->column = SIZE_MAX;
    sum = yaml_tree_get(map, "sum");
    if (term->year == SIZE_MAX) {
        return yaml_tree_wrong(layout->file, of, _("a table with a column for the field tahun"));
    }
    if (sum != NULL) {
        TRY(layout_take_field(layout->file, sum, table, &term->column));
        if (table->columns[term->column].style != STYLE_INTEGER && table->columns[term->column].style != STYLE_MONEY) {
            return yaml_tree_wrong(layout->file, sum, _("a column of integer or money"));
        }
    }
    return take_where(layout, map, table, term);
}

static const struct error *take_terms(struct layout *layout, const struct yaml_node *list, struct layout_control *control)
{
    for (size_t i = 0; i < list->count; i++) {
        control->term_count += 1;
        TRY(take_term(layout, &list->items[i], &control->terms[control->term_count - 1]));
    }
    return NULL;
}

/* Titles become names of cells, in which only letters and digits are told apart. */
static bool same_name(const char *a, const char *b)
{
    while (*a != '\0' && *b != '\0') {
        char plain_a = name_character(*a++);
        char plain_b = name_character(*b++);
        if (plain_a != plain_b) {
            return false;
        }
    }
    return *a == *b;
}

const struct error *layout_take_control(struct layout *layout, const struct yaml_node *map, struct layout_control *control)
{
    static const char *const keys[] = { "title", "source", "ledger", "format", "terms", "against", NULL };
    static const char *const formats[] = { "integer", "money", NULL };
    const struct yaml_node *list;
    int word;
    control->node = map;
    TRY(take_map(layout->file, map, keys, _("a control: title, source, ledger or against, format, terms")));
    TRY(take_line(layout->file, map, "title", true, &control->title));
    for (size_t i = 0; i + 1 < layout->control_count; i++) {
        if (same_name(layout->controls[i].title, control->title)) {
            return yaml_tree_wrong(layout->file, yaml_tree_get(map, "title"), _("a title that no other control has"));
        }
    }
    if (strlen(control->title) > TITLE_MAX) {
        return yaml_tree_wrong(layout->file, yaml_tree_get(map, "title"), _("at most 100 bytes"));
    }
    TRY(take_line(layout->file, map, "source", true, &control->source));
    TRY(take_name(layout->file, map, "ledger", false, &control->ledger));
    TRY(take_word(layout->file, map, "format", formats, 1, &word));
    control->money = word == 1;
    control->terms = memory_new(2 * TERMS_MAX * sizeof(*control->terms));
    TRY(take_list(layout->file, map, "terms", 1, TERMS_MAX, &list));
    TRY(take_terms(layout, list, control));
    control->against = control->term_count;
    TRY(take_list(layout->file, map, "against", 0, TERMS_MAX, &list));
    if (list != NULL && control->ledger != NULL) {
        return yaml_tree_wrong(layout->file, yaml_tree_get(map, "against"), _("one of ledger and against"));
    }
    return list == NULL ? NULL : take_terms(layout, list, control);
}
