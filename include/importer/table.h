/* table: the applicants', officers' or bank's table inside a delimited file: its header, then its rows.
 *
 * Law: what surrounds the table (titles, blank lines, signatures) is told apart from it by evidence and counted, never
 * dropped unseen; a cell keeps its content. */
#ifndef IMPORTER_TABLE_H
#define IMPORTER_TABLE_H

#include "importer/csv.h"
#include "importer/dialect.h"

struct table;

/* Opens the file, finds out how it is written and reads its header. `hasher` is borrowed and may be NULL; every byte of
 * the file has gone through it when table_next said that there is no more. Owner: the caller closes. Errors: FAILED for a
 * file that is empty or no table of text. */
const struct error *table_open(const char *path, struct hasher *hasher, struct table **out);
void table_close(struct table *table); /* takes NULL */
void table_release(struct table **table);
#define SCOPED_TABLE __attribute__((cleanup(table_release)))

const struct dialect *table_dialect(const struct table *table);

/* The names of the columns; valid as long as the table. Several header rows are joined, a blank between. */
const struct csv_record *table_header(const struct table *table);

/* The next row, valid until the next call; *more_out false at the end. Errors: as csv_next. */
const struct error *table_next(struct table *table, struct csv_record *out, bool *more_out) __attribute__((warn_unused_result));

int64_t table_size(const struct table *table);    /* bytes of the file when it was opened */
int64_t table_bytes(const struct table *table);   /* read so far */
int64_t table_skipped(const struct table *table); /* lines that are no row: blank ones and what surrounds the table */

#endif
