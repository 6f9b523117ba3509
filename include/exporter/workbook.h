/* workbook: the auditors' working papers as .xlsx, in Indonesian.
 *
 * Law: exporting changes nothing; the same ledger and options give a byte-identical file. */
#ifndef EXPORTER_WORKBOOK_H
#define EXPORTER_WORKBOOK_H

#include "ledger/journal.h"

struct workbook_options {
    const char *path;
    int year; /* 0 = all years */
    const char *program_version;
    const char *template; /* a file; NULL = the built-in layout */
    const struct day *as_of; /* what the papers are dated by; NULL = the effective day of the last entry */
    bool masked; /* for everybody's eyes: columns that the layout does not call public are left out */
};

/* Inside a read transaction. Written to a temporary file and renamed. */
const struct error *workbook_write(struct store *store, const struct workbook_options *options);

#endif
