/* cell: what the books say as text that a spreadsheet keeps unchanged.
 *
 * Law: nothing in a cell becomes a formula, an escape or broken XML, whatever a file said. */
#ifndef EXPORTER_CELL_H
#define EXPORTER_CELL_H

#include "base/text.h"

/* Units: UTF-16 code units, as Excel counts a cell's characters. */
enum { CELL_LIMIT = 32767 };

/* Adds the text cut to CELL_LIMIT: broken UTF-8 and characters that XML forbids become U+FFFD, line ends LF, and what
 * Excel would read as an escape (_x0041_) is escaped. */
void cell_add(struct buffer *out, struct text text);

/* From set_aside.findings (lines code, tab, column, tab, value, tab, expected). */
void cell_add_finding_codes(struct buffer *out, struct text findings); /* "E104, E106", each once */
void cell_add_findings(struct buffer *out, struct text findings);      /* E104 nik "12" (16 digit); ... */

#endif
