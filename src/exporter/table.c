#include "table.h"

#include "base/memory.h"
#include "table_row.h"

struct area *placed_add(struct placed *placed, const char *sheet, int64_t first)
{
    placed->areas = memory_grow(placed->areas, placed->count, &placed->capacity, sizeof(*placed->areas));
    struct area *area = &placed->areas[placed->count++];
    *area = (struct area){ .first = first, .last = first };
    CHECK(strlen(sheet) < sizeof(area->sheet));
    memcpy(area->sheet, sheet, strlen(sheet) + 1);
    return area;
}

/* What the auditor marks a row with. */
void tick_offer(lxw_worksheet *sheet, lxw_col_t column, lxw_row_t first, lxw_row_t last)
{
    static char marks[][16] = { "sesuai", "temuan", "klarifikasi", "tidak relevan" }; /* not const: the library's interface is not */
    char *values[] = { marks[0], marks[1], marks[2], marks[3], NULL };
    lxw_data_validation list = { .validate = LXW_VALIDATION_TYPE_LIST, .value_list = values, .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING };
    CHECK(worksheet_data_validation_range(sheet, first, column, last, column, &list) == LXW_NO_ERROR);
}

void ticks_offer(lxw_worksheet *sheet, const struct layout_table *table, lxw_row_t first, lxw_row_t last)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].style == STYLE_TICK) {
            tick_offer(sheet, (lxw_col_t)i, first, last);
        }
    }
}

bool totals_wanted(const struct layout_table *table)
{
    size_t i = 0;
    while (i < table->column_count && !table->columns[i].total) {
        i++;
    }
    return i < table->column_count;
}

/* Sums over all areas, of the rows that a filter leaves to be seen. */
static void write_total(struct writing *writing, lxw_worksheet *sheet, lxw_row_t row, size_t column, const struct area *only, int64_t value, enum style style)
{
    struct buffer formula SCOPED_BUFFER = { 0 };
    struct buffer name SCOPED_BUFFER = { 0 };
    sheet_column_name(column, &name);
    buffer_format(&formula, "=SUBTOTAL(9,%s%lld:%s%lld)", name.bytes, (long long)only->first, name.bytes, (long long)only->last);
    sheet_formula(writing->book, sheet, row, (lxw_col_t)column, style, &formula, value);
}

void totals_write(struct writing *writing, lxw_worksheet *sheet, lxw_row_t row, const struct area *area, const int64_t *totals)
{
    const struct layout_table *table = writing->table;
    for (size_t i = 0; i < table->column_count; i++) {
        const struct layout_column *column = &table->columns[i];
        if (column->total) {
            write_total(writing, sheet, row, i, area, totals[i], styles_total(column->style));
        } else {
            sheet_text(writing->book, sheet, row, (lxw_col_t)i, STYLE_TOTAL_LABEL, i == 0 ? TEXT("Jumlah") : TEXT_EMPTY);
        }
    }
}

/* A group of rows of a table: where it begins, and the sums before it. */
struct group {
    lxw_row_t first;
    struct buffer key;
    int64_t before[LAYOUT_COLUMNS_MAX];
};

static void end_group(struct writing *writing, lxw_worksheet *sheet, struct group *group, lxw_row_t *row_inout)
{
    const struct layout_table *table = writing->table;
    struct buffer label SCOPED_BUFFER = { 0 };
    struct area rows = { .first = (int64_t)group->first + 1, .last = (int64_t)*row_inout };
    buffer_format(&label, "Jumlah %s", buffer_string(&group->key));
    for (size_t i = 0; i < table->column_count; i++) {
        const struct layout_column *column = &table->columns[i];
        if (column->total) {
            write_total(writing, sheet, *row_inout, i, &rows, writing->placed->totals[i] - group->before[i], styles_subtotal(column->style));
        } else {
            sheet_text(writing->book, sheet, *row_inout, (lxw_col_t)i, STYLE_SUBTOTAL_LABEL, i == table->group ? buffer_text(&label) : TEXT_EMPTY);
        }
    }
    *row_inout += 1;
}

static void begin_group(struct writing *writing, struct group *group, struct text key, lxw_row_t row)
{
    group->first = row;
    buffer_clear(&group->key);
    buffer_add(&group->key, key);
    memcpy(group->before, writing->placed->totals, sizeof(group->before));
}

static const struct error *write_rows(struct writing *writing, lxw_worksheet *sheet, struct group *group, lxw_row_t *row_inout)
{
    const struct layout_table *table = writing->table;
    bool row;
    for (;;) {
        TRY(query_step(writing->query, &row));
        if (!row) {
            break;
        }
        if (table->group != SIZE_MAX) {
            struct text key = query_text(writing->query, writing->from[table->group]);
            if (writing->placed->rows > 0 && !text_equal(key, buffer_text(&group->key))) {
                end_group(writing, sheet, group, row_inout);
            }
            if (writing->placed->rows == 0 || !text_equal(key, buffer_text(&group->key))) {
                begin_group(writing, group, key, *row_inout);
            }
        }
        TRY(rows_write_one(writing, sheet, *row_inout));
        *row_inout += 1;
    }
    if (table->group != SIZE_MAX && writing->placed->rows > 0) {
        end_group(writing, sheet, group, row_inout);
    }
    return NULL;
}

const struct error *table_write(struct book *book, const char *name, lxw_worksheet *sheet, size_t table, bool alone, lxw_row_t *row_inout)
{
    struct writing writing SCOPED_WRITING = { 0 };
    struct group group = { 0 };
    lxw_row_t title = *row_inout;
    lxw_row_t at = title + 2;
    TRY(rows_open(book, table, &writing));
    rows_set_widths(sheet, writing.table);
    struct buffer filled SCOPED_BUFFER = { 0 };
    book_fill(book, writing.table->title, &filled);
    sheet_text(book, sheet, title, 0, STYLE_SUBTITLE, buffer_text(&filled));
    rows_write_headings(book, sheet, title + 1, writing.table);
    if (alone) {
        worksheet_freeze_panes(sheet, at, 0);
        CHECK(worksheet_repeat_rows(sheet, at - 1, at - 1) == LXW_NO_ERROR);
    }
    struct area *area = placed_add(writing.placed, name, (int64_t)at + 1);
    const struct error *error = write_rows(&writing, sheet, &group, &at);
    buffer_free(&group.key);
    TRY(error);
    if (writing.placed->rows == 0) {
        sheet_text(book, sheet, at++, 0, STYLE_NOTE, TEXT("(tidak ada)"));
    }
    area->last = (int64_t)at;
    ticks_offer(sheet, writing.table, (lxw_row_t)area->first - 1, at - 1);
    if (totals_wanted(writing.table)) {
        totals_write(&writing, sheet, at, area, writing.placed->totals);
        for (size_t i = 0; i < writing.table->column_count; i++) {
            if (writing.table->columns[i].total) {
                sheet_define(book, name, at, (lxw_col_t)i, "jumlah", writing.table->name, writing.table->columns[i].field);
            }
        }
        at += 1;
    }
    lxw_row_t chart_end = writing.table->chart.node == NULL || writing.placed->rows == 0 ? 0 : chart_write(book, name, sheet, table, title);
    *row_inout = (chart_end > at ? chart_end : at) + 1;
    return NULL;
}
