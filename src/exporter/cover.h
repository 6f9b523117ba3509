/* cover: what stands on a sheet besides tables: texts, facts of the ledger, warnings, boxes to sign in, the index of sheets, the dictionary. */
#ifndef EXPORTER_COVER_H
#define EXPORTER_COVER_H

#include "book.h"

void text_write(struct book *book, lxw_worksheet *sheet, const struct layout_block *block, lxw_row_t *row_inout);
void facts_write(struct book *book, lxw_worksheet *sheet, const struct layout_block *block, lxw_row_t *row_inout);
void boxes_write(struct book *book, lxw_worksheet *sheet, const struct layout_block *block, lxw_row_t *row_inout);
void index_write(struct book *book, lxw_worksheet *sheet, lxw_row_t *row_inout);
/* Room for what stands in the first two columns beside tables, however narrow the tables' are in the masked edition. */
void cover_set_widths(const struct book *book, lxw_worksheet *sheet, const struct layout_sheet *spec);
void dictionary_write(struct book *book, lxw_worksheet *sheet, lxw_row_t *row_inout);
/* One operator for everything; values of the rules that nobody published. */
/* Before the first sheet: which erasures since are to be named. */
const struct error *warnings_prepare(struct book *book);
const struct error *warnings_write(struct book *book, lxw_worksheet *sheet, lxw_row_t *row_inout);
/* The controls of each year, green or red. */
void controls_write(struct book *book, const char *name, lxw_worksheet *sheet, lxw_row_t *row_inout);

#endif
