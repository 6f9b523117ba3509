/* A layout against the ledger's views, and against what everybody may see. */
#include "base/language.h"
#include "base/memory.h"
#include "layout.h"
#include "store/query.h"

static const struct error *check_column(const struct layout *layout, struct store *store, const struct layout_table *table, const struct yaml_node *node,
                                        const char *column)
{
    struct buffer expected SCOPED_BUFFER = { 0 };
    bool there;
    TRY(query_view_has(store, table->view, column, &there));
    if (there) {
        return NULL;
    }
    buffer_format(&expected, _("a column of the view %s"), table->view);
    return yaml_tree_wrong(layout->file, node, expected.bytes);
}

static const struct error *check_table(const struct layout *layout, struct store *store, const struct layout_table *table)
{
    const struct yaml_node *order = yaml_tree_get(table->node, "order");
    bool there;
    TRY(query_view_has(store, table->view, NULL, &there));
    if (!there) {
        return yaml_tree_wrong(layout->file, yaml_tree_get(table->node, "view"), _("a view of the ledger (docs/workbook.md lists them)"));
    }
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].field != NULL) {
            TRY(check_column(layout, store, table, yaml_tree_get(table->columns[i].node, "field"), table->columns[i].field));
        }
        if (table->columns[i].masked != NULL) {
            TRY(check_column(layout, store, table, yaml_tree_get(table->columns[i].node, "masked"), table->columns[i].masked));
        }
    }
    for (size_t i = 0; i < table->order_count; i++) {
        TRY(check_column(layout, store, table, &order->items[i], table->order[i]));
    }
    return table->all_years ? NULL : check_column(layout, store, table, yaml_tree_get(table->node, "view"), "tahun");
}

const struct error *layout_check(const struct layout *layout, struct store *store)
{
    static const struct layout_table ledger = { .view = "sheet_ringkasan" };
    for (size_t i = 0; i < layout->table_count; i++) {
        TRY(check_table(layout, store, &layout->tables[i]));
    }
    if (layout->sample.name != NULL) { /* how a drawn payout finds its row */
        const struct layout_table *table = &layout->tables[layout->sample.blocks[0].table];
        TRY(check_column(layout, store, table, yaml_tree_get(table->node, "view"), "payout_id"));
    }
    for (size_t i = 0; i < layout->control_count; i++) {
        const struct layout_control *control = &layout->controls[i];
        if (control->ledger != NULL) {
            TRY(check_column(layout, store, &ledger, yaml_tree_get(control->node, "ledger"), control->ledger));
        }
    }
    return NULL;
}

/* Where a column is now; SIZE_MAX when it is gone. */
struct moved {
    size_t to[LAYOUT_COLUMNS_MAX];
};

static void mask_table(struct layout_table *table, struct moved *moved)
{
    size_t kept = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        moved->to[i] = table->columns[i].edition == EDITION_PRIVATE ? SIZE_MAX : kept;
        if (moved->to[i] != SIZE_MAX) {
            table->columns[kept] = table->columns[i];
            table->columns[kept].field = table->columns[i].masked == NULL ? table->columns[i].field : table->columns[i].masked;
            kept += 1;
        }
    }
    table->column_count = kept;
}

static bool move(const struct moved *moved, size_t *column_inout)
{
    if (*column_inout == SIZE_MAX) {
        return true;
    }
    *column_inout = moved->to[*column_inout];
    return *column_inout != SIZE_MAX;
}

static bool move_table(const struct moved *moved, struct layout_table *table)
{
    bool whole = move(moved, &table->group) && move(moved, &table->split);
    if (table->chart.node != NULL) {
        whole = move(moved, &table->chart.categories) && whole;
        for (size_t i = 0; i < table->chart.series_count; i++) {
            whole = move(moved, &table->chart.series[i]) && whole;
        }
    }
    return whole;
}

static bool move_term(const struct moved *moved, struct layout_term *term)
{
    bool whole = move(moved, &term->year) && move(moved, &term->column);
    for (size_t i = 0; i < term->where_count; i++) {
        whole = move(moved, &term->where[i].column) && whole;
    }
    return whole;
}

static double width_of(const struct layout *layout, const struct layout_sheet *sheet)
{
    double width = 0;
    if (sheet->blocks[0].kind == BLOCK_TABLE) {
        const struct layout_table *table = &layout->tables[sheet->blocks[0].table];
        for (size_t i = 0; i < table->column_count; i++) {
            width += table->columns[i].width;
        }
    }
    return width;
}

/* A list of half the width takes half the pages beside each other, or it would be printed twice as large. */
static void mask_pages(const struct layout *layout, struct layout_sheet *sheet, double before)
{
    double after = width_of(layout, sheet);
    if (before > 0 && after < before) {
        sheet->pages_wide = (uint16_t)((double)sheet->pages_wide * after / before + 0.999);
    }
}

static void mask_sheets(struct layout *layout, struct moved *moved)
{
    double *before SCOPED_MEMORY = memory_new((layout->sheet_count + 1) * sizeof(*before));
    for (size_t i = 0; i < layout->sheet_count; i++) {
        before[i] = width_of(layout, &layout->sheets[i]);
    }
    before[layout->sheet_count] = layout->sample.name == NULL ? 0 : width_of(layout, &layout->sample);
    for (size_t i = 0; i < layout->table_count; i++) {
        mask_table(&layout->tables[i], &moved[i]);
    }
    for (size_t i = 0; i < layout->sheet_count; i++) {
        mask_pages(layout, &layout->sheets[i], before[i]);
    }
    if (layout->sample.name != NULL) {
        mask_pages(layout, &layout->sample, before[layout->sheet_count]);
    }
}

const struct error *layout_mask(struct layout *layout)
{
    struct moved *moved SCOPED_MEMORY = memory_new((layout->table_count + 1) * sizeof(*moved));
    mask_sheets(layout, moved);
    for (size_t i = 0; i < layout->table_count; i++) {
        if (!move_table(&moved[i], &layout->tables[i])) {
            return yaml_tree_wrong(layout->file, layout->tables[i].node, _("show: public for the columns that its group, own sheets and chart need"));
        }
    }
    for (size_t i = 0; i < layout->control_count; i++) {
        for (size_t k = 0; k < layout->controls[i].term_count; k++) {
            struct layout_term *term = &layout->controls[i].terms[k];
            if (!move_term(&moved[term->table], term)) {
                return yaml_tree_wrong(layout->file, layout->controls[i].node, _("show: public for the columns that a control needs"));
            }
        }
    }
    return NULL;
}
