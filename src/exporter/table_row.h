/* table_row: the rows of one table, from its view onto a worksheet. */
#ifndef EXPORTER_TABLE_ROW_H
#define EXPORTER_TABLE_ROW_H

#include "book.h"
#include "store/query.h"

/* A table being written. */
struct writing {
    struct book *book;
    size_t number; /* of the table */
    const struct layout_table *table;
    struct placed *placed;
    struct query *query;
    int from[LAYOUT_COLUMNS_MAX]; /* column of the query that a column shows; -1 = none */
};

#define SCOPED_WRITING __attribute__((cleanup(rows_close)))

/* Begins a statement with the table's columns, of its view as v, and sets *out to the table that it is of, without a query. Names that
 * layout_check found in the file come into it, and nothing else. */
void rows_select(struct book *book, size_t number, struct buffer *sql, struct writing *out);
/* All rows of the table in its order. Owner: the caller closes. */
const struct error *rows_open(struct book *book, size_t number, struct writing *out);
void rows_close(struct writing *writing); /* takes a zeroed one */
/* The row that the query stands on. */
const struct error *rows_write_one(struct writing *writing, lxw_worksheet *sheet, lxw_row_t row);
void rows_write_headings(struct book *book, lxw_worksheet *sheet, lxw_row_t row, const struct layout_table *table);
/* A worksheet of one list, empty but for the headings, which stay in sight and on every page as the first columns do. Errors: as sheet_add. */
const struct error *rows_begin_sheet(struct book *book, const char *name, const struct layout_sheet *spec, lxw_worksheet **out);
void rows_set_widths(lxw_worksheet *sheet, const struct layout_table *table);

enum { LINE_POINTS = 15 };
/* Lines that so many bytes take in a column; spreadsheets do not all find that out by themselves. */
double wrapped_lines(size_t bytes, double width);

/* Where a table's rows begin: at row `first` of a worksheet, as formulas count. */
struct area *placed_add(struct placed *placed, const char *sheet, int64_t first);
/* What the auditor marks rows with: a list to choose from. */
void ticks_offer(lxw_worksheet *sheet, const struct layout_table *table, lxw_row_t first, lxw_row_t last);
void tick_offer(lxw_worksheet *sheet, lxw_col_t column, lxw_row_t first, lxw_row_t last); /* in one column */
bool totals_wanted(const struct layout_table *table);
/* The line of sums of an area; of the rows that a filter leaves to be seen. */
void totals_write(struct writing *writing, lxw_worksheet *sheet, lxw_row_t row, const struct area *area, const int64_t *totals);

#endif
