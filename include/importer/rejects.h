/* rejects: the rows that were set aside, as a file that can be corrected and imported again.
 *
 * Law: cells come back byte for byte; line, code and reason stand behind the columns of the file they came from. */
#ifndef IMPORTER_REJECTS_H
#define IMPORTER_REJECTS_H

#include "base/file.h"
#include "importer/cell.h"
#include "importer/column.h"
#include "importer/table.h"

struct rejects {
    struct output output; /* no stream: nobody asked for the file */
    const struct columns *columns;
    char delimiter;
    struct buffer line;
};

#define SCOPED_REJECTS __attribute__((cleanup(rejects_drop)))

/* Begins the file with the header of `source`; `path` may be NULL: then nothing is ever written. Errors: the path is that
 * of the file being read, or cannot be written. */
const struct error *rejects_open(const char *path, const char *source, const struct table_facts *facts, const struct columns *columns,
                                 const struct csv_record *header, struct rejects *out);
void rejects_add(struct rejects *rejects, const struct csv_record *record, const struct faults *faults);
/* Errors: a file of that name holds other rows: an earlier one, which somebody may have corrected, is never replaced. */
const struct error *rejects_keep(struct rejects *rejects);
void rejects_drop(struct rejects *rejects); /* takes a zeroed one */

#endif
