/* row: a record of the file as an applicant, with everything that is wrong with it.
 *
 * Law: all that is wrong with a row is found, not only the first. */
#ifndef IMPORTER_ROW_H
#define IMPORTER_ROW_H

#include "importer/cell.h"
#include "importer/column.h"

/* Reads the record; its faults are in cells->faults, ordered by column. `category` is that of a file without a category
 * column, or 0. True when no fault is an error: then the applicant can be taken in, and is valid until the next row. When
 * cells->orders.wanted is set, the caller decides the orders of the days and reads the row again. */
bool row_read(struct cells *cells, const struct columns *columns, enum category category, const struct csv_record *record,
              struct applicant *out);

/* A warning when the account's holder is not the applicant, in a row that is sound. */
void row_compare_holder(struct cells *cells, const struct columns *columns, const struct csv_record *record, const struct applicant *applicant);

/* No column of a field holds anything. */
bool row_is_empty(const struct columns *columns, const struct csv_record *record);

/* The NIK cell as written, without blanks and apostrophe. */
struct text row_nik(const struct columns *columns, const struct csv_record *record);

/* Broken UTF-8 becomes U+FFFD, so that it can be stored as text. */
void text_repair(struct text text, struct buffer *out);

/* The row's faults as they are kept with a row that is set aside: lines code, tab, column, tab, value, tab, expected. */
void faults_print(const struct faults *faults, struct buffer *out);

#endif
