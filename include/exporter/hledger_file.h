/* hledger_file: every movement of money as a journal of hledger, a program that adds it up without us.
 *
 * Law: no personal data; one transaction an entry that moves money, and at each year's end the balances of the books as assertions. */
#ifndef EXPORTER_HLEDGER_FILE_H
#define EXPORTER_HLEDGER_FILE_H

#include "base/error.h"
#include "store/store.h"

#define HLEDGER_FILE_BEGINNING "; dumisake hledger"

/* Inside a read transaction; `year` 0 = all. Accepted by `hledger check --strict`. Written to a temporary file and renamed. */
const struct error *hledger_file_write(struct store *store, int year, const char *path);

#endif
