/* waiting: records below the header that may be rows, the table's end or the next table's beginning, until it is known.
 *
 * Law: a record that waited comes out as a row, begins the next table, or is counted as lying below the table. */
#ifndef IMPORTER_WAITING_H
#define IMPORTER_WAITING_H

#include "importer/boundary.h"

struct waiting {
    struct records held; /* up to `released` rows of the table, then records that may be none */
    enum boundary *kinds;
    size_t next;
    size_t released;
    bool ended;   /* the table has no more rows but the released ones */
    bool follows; /* held.items[released] begins another table */
    int64_t below_line;  /* where the lines below the table begin; 0 = there are none */
    int64_t below_lines;
};

void waiting_free(struct waiting *waiting); /* takes a zeroed one */
void waiting_begin_table(struct waiting *waiting); /* forgets the records of the table before */

/* The next row that is known to be one; false when there is none. */
bool waiting_next(struct waiting *waiting, struct csv_record *out);

/* The record is a row for sure, and no other waits before it. */
bool waiting_passes(const struct waiting *waiting, enum boundary kind);
bool waiting_is_apart(const struct waiting *waiting); /* the last one that waits lies apart */

/* Keeps the record until it is known what it is; `width` is the table's. */
void waiting_hold(struct waiting *waiting, const struct csv_record *record, enum boundary kind, size_t width);
/* The file is at its end: what is apart lies below the table, the others were rows. */
void waiting_end(struct waiting *waiting, size_t width);

#endif
