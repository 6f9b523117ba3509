/* table: the rows of a view on worksheets, as a list with sheets of its own or as one of several tables of a sheet. */
#ifndef EXPORTER_TABLE_H
#define EXPORTER_TABLE_H

#include "book.h"

/* The sheet's only list, on as many worksheets as it takes: "Nominatif", "Nominatif (2)", ... */
const struct error *list_write(struct book *book, const struct layout_sheet *spec);
/* *row_inout: where the table begins, then the first free row after it and its chart. The heading of a table that is alone on its sheet stays
 * in sight and on every page. */
const struct error *table_write(struct book *book, const char *name, lxw_worksheet *sheet, size_t table, bool alone, lxw_row_t *row_inout);
/* The chart of a table that has just been written, beside it; the row after the chart. */
lxw_row_t chart_write(struct book *book, const char *name, lxw_worksheet *sheet, size_t table, lxw_row_t title_row);

#endif
