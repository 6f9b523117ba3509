/* dialect: how a delimited file is written: what stands between its cells, and whether it is text at all.
 *
 * Law: what cannot be read as a table of text is refused with what to do about it. */
#ifndef IMPORTER_DIALECT_H
#define IMPORTER_DIALECT_H

#include "importer/csv.h"

#define DIALECT_HEAD (64U * 1024U) /* bytes looked at */

struct dialect {
    char delimiter; /* comma, semicolon or tab */
    bool bom;       /* begins with UTF-8's byte order mark */
    bool declared;  /* the first line is Excel's "sep=;", not a record of the table */
};

/* From the first bytes of the file; `whole`: there are no more. Errors: empty, UTF-16, a workbook, another binary file. */
const struct error *dialect_detect(struct text head, bool whole, struct dialect *out);

/* Sets the reader to its file's dialect and reads the first record of the table, its header. Errors: as above. */
const struct error *dialect_begin(struct csv *csv, struct dialect *out, struct csv_record *header_out);

#endif
