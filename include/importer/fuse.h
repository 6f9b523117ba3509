/* fuse: a file that is wrong as a whole is not taken in by halves.
 *
 * Law: nothing is stored until somebody says --force, and what was overruled so stands in the journal. */
#ifndef IMPORTER_FUSE_H
#define IMPORTER_FUSE_H

#include "importer/import.h"
#include "importer/nik_column.h"
#include "importer/record_copy.h"

/* In a shorter file half of the rows is a handful. */
#define FUSE_ROWS 10

struct fuse {
    const struct import_result *result;
    const struct nik_column *niks;
    bool corrections; /* our own file of rejects come back: that most of it is still wrong is usual */
    bool force;
    const struct records *titles; /* above the table */
    int year;                     /* of the programme */
};

/* Errors: REFUSED when the titles say another year, more than half of the rows are set aside, or the NIK lost their last digit;
 * with `force`, what was overruled is added to `forced` as words: "title-year", "nik-zeros", "set-aside", "conflicting". */
const struct error *fuse_check(const struct fuse *fuse, struct buffer *forced);

#endif
