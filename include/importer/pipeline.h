/* pipeline: the rows of a file, read, typed and sealed on a second thread while the caller stores those before them.
 *
 * Law: the rows, their faults and the error that ends them come out as one thread would have made them, in the order of
 * the file. */
#ifndef IMPORTER_PIPELINE_H
#define IMPORTER_PIPELINE_H

#include "importer/row.h"
#include "importer/table.h"
#include "programme/seal.h"

struct pipeline;

struct pipeline_row {
    struct csv_record record;
    struct applicant applicant;
    bool sound;              /* no fault is an error: the applicant is sealed and can be taken in */
    struct seal seal;
    struct faults *faults;   /* ordered by column; the caller may add to them */
    int64_t bytes;           /* of the file, read when this row was; runs ahead by some hundred rows */
    const struct applicant *following; /* the row after it, when it is at hand */
};

/* Begins at the table's next row. All that is given is borrowed, and nobody else's until the rows are at their end or the
 * pipeline is closed. Owner: the caller closes. */
void pipeline_open(struct table *table, struct cells *cells, const struct columns *columns, enum category category, struct pipeline **out);
void pipeline_close(struct pipeline *pipeline); /* takes NULL; gives up rows that were not taken */

/* The next row, valid until the next call; NULL at the end. Errors: as table_next. */
const struct error *pipeline_next(struct pipeline *pipeline, struct pipeline_row **out) __attribute__((warn_unused_result));

#endif
