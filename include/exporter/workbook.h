/* workbook: the auditors' working papers as .xlsx, in Indonesian.
 *
 * Law: exporting changes nothing; the same ledger and options give a byte-identical file. */
#ifndef EXPORTER_WORKBOOK_H
#define EXPORTER_WORKBOOK_H

#include "ledger/journal.h"
#include "programme/sample.h"

struct workbook_options {
    const char *path;
    int year; /* 0 = all years */
    const char *program_version;
    const char *template; /* a file; NULL = the built-in layout */
    const struct day *as_of; /* what the papers are dated by; NULL = the effective day of the last entry */
    const struct digest *only_layout; /* nothing is written with a layout of another SHA-256; NULL = any */
    int64_t erasures_until; /* to make a file of before again: its warnings named the erasures before this entry; 0 = all that there are */
    bool masked; /* for everybody's eyes: columns that the layout does not call public are left out */
    const struct sample_request *sample; /* NULL = none */
};

/* What a workbook was made from. */
struct workbook_made {
    int64_t entries;        /* of the journal */
    struct digest template; /* SHA-256 of the layout */
    int64_t erasures;       /* since that size, that reach into what is shown and are not named in its warnings */
};

/* Inside a read transaction. Written to a temporary file and renamed. `made_out` may be NULL. */
const struct error *workbook_write(struct store *store, const struct workbook_options *options, struct workbook_made *made_out);

#endif
