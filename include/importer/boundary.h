/* boundary: whether a record below the header is a row of the table, or where the table ends.
 *
 * Law: a record is a row unless evidence says otherwise; whoever asks must keep what is none. */
#ifndef IMPORTER_BOUNDARY_H
#define IMPORTER_BOUNDARY_H

#include "importer/profile.h"

enum boundary {
    BOUNDARY_ROW,
    BOUNDARY_HEADER, /* the table's header again, or most of its names */
    BOUNDARY_NAMES,  /* perhaps another table's header */
    BOUNDARY_APART,  /* perhaps a signature, a total, a remark below the table */
    BOUNDARY_ALONE,  /* the same when another one follows: a row with hardly a cell */
};

/* What somebody who knows the columns says of a record. */
enum opinion {
    OPINION_NONE,          /* the table's evidence decides */
    OPINION_ROW,           /* it may not be left out */
    OPINION_NO_ROW,        /* it is none */
    OPINION_NO_ROW_AT_END, /* when no row follows, it and others like it are none */
};

struct opinions {
    enum opinion (*judge)(const void *context, const struct csv_record *record); /* NULL: nobody knows the columns */
    const void *context;
};

struct boundary_watch {
    const struct profile *profile;
    const struct record_copy *headers; /* the header's records */
    size_t header_count;
    const struct record_copy *rows; /* some rows of the table, to compare with */
    size_t row_count;
    size_t sentinel; /* a typed column whose cells hold digits, or the width: there is none */
    struct opinions opinions; /* outlast the table */
};

void boundary_watch(struct boundary_watch *watch, const struct profile *profile, const struct records *headers, const struct record_copy *rows,
                    size_t row_count);

/* `apart_before`: the record above was BOUNDARY_APART. */
enum boundary boundary_of(const struct boundary_watch *watch, const struct csv_record *record, bool apart_before);

#endif
