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
    int64_t account; /* account_key; 0 = none, or of a bank that is not known */
    struct faults *faults;   /* ordered by column; the caller may add to them */
    int64_t bytes;           /* of the file, read when this row was; runs ahead by some hundred rows */
    const struct pipeline_row *following; /* the row after it, when it is at hand */
};

/* What rows are made of. */
struct pipeline_input {
    struct table *table;
    const char *path; /* of the same file, to look through it when the order of day and month must be decided */
    const struct table_wish *wish;
    struct cells *cells;
    const struct columns *columns;
    enum category category; /* of a file without that column; or 0 */
};

/* Begins at the table's next row. All that the input names is borrowed, and nobody else's until the rows are at their end or
 * the pipeline is closed. Owner: the caller closes. */
void pipeline_open(const struct pipeline_input *input, struct pipeline **out);
void pipeline_close(struct pipeline *pipeline); /* takes NULL; gives up rows that were not taken */

/* Rows that are passed over; known when the rows are at their end. */
struct passed_over {
    int64_t rows;
    int64_t line; /* of the first; 0 = there are none */
};
struct pipeline_passed {
    struct passed_over empty; /* hold nothing of an applicant */
    struct passed_over aside; /* hold something that is none of a person: a heading, a total */
};
struct pipeline_passed pipeline_passed(const struct pipeline *pipeline);

/* The next row, valid until the next call; NULL at the end. Errors: as table_next_joined. */
const struct error *pipeline_next(struct pipeline *pipeline, struct pipeline_row **out) __attribute__((warn_unused_result));

#endif
