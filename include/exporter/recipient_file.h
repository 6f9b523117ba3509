/* recipient_file: who was paid, as a plain table (CSV), whole or for everybody's eyes.
 *
 * Law: masked, the file has six digits of a NIK, places by their official names, and nothing of card, account, birth, business and free text; nothing in it is calculated by a
 * spreadsheet.
 * Source: docs/contract.md, "Lists of recipients". */
#ifndef EXPORTER_RECIPIENT_FILE_H
#define EXPORTER_RECIPIENT_FILE_H

#include "base/error.h"
#include "store/store.h"

#define RECIPIENT_FILE_BEGINNING "tahun,batch,urutan,"

/* Inside a read transaction; `year` 0 = all. In the order of year, batch and place. Written to a temporary file and renamed. */
const struct error *recipient_file_write(struct store *store, int year, bool masked, const char *path, int64_t *rows_out);

#endif
