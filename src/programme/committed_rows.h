/* Rows that the journal knows by commitments alone: applicants and their earlier versions, rows that were set aside,
 * exclusion lists, reasons. */
#ifndef PROGRAMME_COMMITTED_ROWS_H
#define PROGRAMME_COMMITTED_ROWS_H

#include "store/store.h"

/* Each row against its own commitment, and those of a file together against the file's digest. Errors: UNVERIFIED. */
const struct error *committed_rows_check(struct store *store);

#endif
