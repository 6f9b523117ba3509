/* signature_cell: whether the signature of an approval holds, looked at again while the sheet is written. */
#ifndef EXPORTER_SIGNATURE_CELL_H
#define EXPORTER_SIGNATURE_CELL_H

#include "book.h"

/* `position`: of the `approval` entry. Errors: of the disk; a signature that does not hold is a word in the cell. */
const struct error *signature_cell_write(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, int64_t position);

#endif
