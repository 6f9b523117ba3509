/* layout: where the table begins among the first records of a file: titles above it, its header, its first row.
 *
 * Law: told by evidence: columns that hold numbers or days have names that do not; names stand once. */
#ifndef IMPORTER_LAYOUT_H
#define IMPORTER_LAYOUT_H

#include "importer/profile.h"

#define LAYOUT_ROWS 300U
#define LAYOUT_HEADERS_MAX 3U

struct layout {
    size_t first;   /* record where the header begins, or the first row when there is none */
    size_t headers; /* records of the header */
    size_t passed;  /* records under the header that are no rows: "(1),(2),(3)", the header once more */
    size_t width;   /* fields of the table's records */
    bool doubtful;  /* the evidence for the number of header rows is thin */
};

/* `rows` are the first records, `width` what most of them have. `headers` is -1 unless a person stated it, `skip` the
 * lines she said to pass over, or -1. `profile` is that of the rows below the header. */
void layout_find(const struct record_copy *rows, size_t count, size_t width, int headers, struct layout *out, struct profile *profile);

/* The name of a column from its header's records: their cells joined by a blank, a group's name carried to the right
 * over its empty cells. Added to `out`. */
void layout_name(const struct record_copy *headers, size_t count, size_t column, struct buffer *out);

#endif
