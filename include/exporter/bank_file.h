/* bank_file: the transfer file for the bank, with control totals in a trailer row.
 *
 * Source: docs/contract.md, "Bank files". */
#ifndef EXPORTER_BANK_FILE_H
#define EXPORTER_BANK_FILE_H

#include "base/file.h"
#include "programme/batch.h"

/* Writes the payable orders into `output` (opened by the caller, who keeps or drops it) and tells the file's SHA-256. */
const struct error *bank_file_write(const struct sending *sending, struct output *output, struct digest *sha256_out);

#endif
