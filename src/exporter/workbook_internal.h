/* What a test needs: lists that continue on a further sheet without a million rows. */
#ifndef EXPORTER_WORKBOOK_INTERNAL_H
#define EXPORTER_WORKBOOK_INTERNAL_H

#include "exporter/workbook.h"

const struct error *workbook_write_limited(struct store *store, const struct workbook_options *options, int64_t rows_a_sheet, struct workbook_made *made_out);

#endif
