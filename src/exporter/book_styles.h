/* book_styles: what of the styles of a workbook decides what is read in a cell: its number format, whether it is for filling in, and the
 * colours that a condition gives. */
#ifndef EXPORTER_BOOK_STYLES_H
#define EXPORTER_BOOK_STYLES_H

#include "package.h"

struct book_styles;

/* Owner: the caller frees. A workbook may have no styles. */
const struct error *book_styles_read(struct package *package, const char *part, struct book_styles **out);
void book_styles_free(struct book_styles *styles); /* takes NULL */

bool book_styles_open(const struct book_styles *styles, int64_t style); /* not locked */
/* The number format without blanks, quotes and signs that quote; a style that there is not has none. */
const char *book_styles_format(const struct book_styles *styles, int64_t style);
/* "FF9C0006 on FFF8CBCB" */
const char *book_styles_look(const struct book_styles *styles, int64_t look);

#endif
