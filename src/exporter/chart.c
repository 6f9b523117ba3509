/* The chart of a table: beside it, over the table's own cells. */
#include "table.h"

enum { CHART_ROWS = 17, ROW_PIXELS = 20, CHART_PIXELS = 640, GAP_PIXELS = 24, EDGE_PIXELS = 3 /* or its upper line is printed on the page before */, DEFAULT_HEIGHT = 288, DEFAULT_WIDTH = 480 };

static uint8_t type_of(enum chart_kind kind)
{
    static const uint8_t types[] = { [CHART_COLUMN] = LXW_CHART_COLUMN, [CHART_BAR] = LXW_CHART_BAR, [CHART_PIE] = LXW_CHART_PIE, [CHART_LINE] = LXW_CHART_LINE };
    return types[kind];
}

static void set_axes(lxw_chart *chart, const struct layout_table *table)
{
    const struct layout_chart *spec = &table->chart;
    /* A whole number of million rupiah is read; nine zeros are not. */
    bool money = table->columns[spec->series[0]].style == STYLE_MONEY;
    /* The library calls what lies flat x, and in a chart of bars the categories stand. */
    lxw_chart_axis *categories = spec->kind == CHART_BAR ? chart->y_axis : chart->x_axis;
    lxw_chart_axis *values = spec->kind == CHART_BAR ? chart->x_axis : chart->y_axis;
    chart_axis_set_name(categories, spec->axis_categories);
    chart_axis_set_name(values, spec->axis_values);
    chart_axis_set_min(values, 0); /* a bar whose foot is cut off lies about its length */
    chart_axis_set_num_format(values, money ? "#,##0,," : "#,##0");
    if (spec->kind == CHART_BAR) {
        chart_axis_set_reverse(categories); /* the table's first row on top */
    }
}

lxw_row_t chart_write(struct book *book, const char *name, lxw_worksheet *sheet, size_t table, lxw_row_t title_row)
{
    const struct layout_table *shown = &book->layout->tables[table];
    const struct layout_chart *spec = &shown->chart;
    const struct area *area = &book->placed[table].areas[0];
    lxw_row_t first = (lxw_row_t)area->first - 1;
    lxw_row_t last = (lxw_row_t)area->last - 1;
    lxw_col_t categories = (lxw_col_t)spec->categories;
    double wanted = 6 + 1.3 * (double)(last - first + 1); /* below that, bars lose their names */
    double rows = spec->kind == CHART_BAR && wanted > CHART_ROWS ? wanted : CHART_ROWS;
    lxw_chart *chart = workbook_add_chart(book->workbook, type_of(spec->kind));
    CHECK(chart != NULL);
    for (size_t i = 0; i < spec->series_count; i++) {
        lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
        chart_series_set_categories(series, name, first, categories, last, categories);
        chart_series_set_values(series, name, first, (lxw_col_t)spec->series[i], last, (lxw_col_t)spec->series[i]);
        chart_series_set_name_range(series, name, first - 1, (lxw_col_t)spec->series[i]);
    }
    chart_title_set_name(chart, spec->title);
    if (spec->kind != CHART_PIE) {
        set_axes(chart, shown);
    }
    if (spec->series_count == 1 && spec->kind != CHART_PIE) {
        chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    } else {
        chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    }
    lxw_chart_options options = { .x_offset = GAP_PIXELS, .y_offset = EDGE_PIXELS, .x_scale = (double)CHART_PIXELS / DEFAULT_WIDTH, .y_scale = rows * ROW_PIXELS / DEFAULT_HEIGHT };
    CHECK(worksheet_insert_chart_opt(sheet, title_row, (lxw_col_t)shown->column_count, chart, &options) == LXW_NO_ERROR);
    return title_row + (lxw_row_t)rows + 2;
}
