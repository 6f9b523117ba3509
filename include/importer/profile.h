/* profile: what the columns of a table hold, so that a row that is none can be told from the rows.
 *
 * Law: evidence only: a profile never changes a cell. */
#ifndef IMPORTER_PROFILE_H
#define IMPORTER_PROFILE_H

#include "importer/cell_kind.h"
#include "importer/record_copy.h"

struct profile {
    size_t width;
    size_t typed; /* columns that hold one typed kind */
    enum cell_kind kinds[CSV_FIELDS_MAX];
    bool always[CSV_FIELDS_MAX]; /* hardly a row has no value here */
};

/* From rows[from] up to rows[to], those of `width` fields with more than a few cells: signatures tell nothing of the columns. */
void profile_make(const struct record_copy *rows, size_t from, size_t to, size_t width, struct profile *out);

/* How a row looks against the profile. */
struct profile_match {
    size_t filled;     /* cells that are not empty */
    size_t agree;      /* in typed columns: of the column's kind */
    size_t contradict; /* in typed columns: a text */
    size_t missing;    /* in typed columns: nothing, where nearly every row has a value */
    size_t typed;      /* cells of a typed kind, in any column */
};
struct profile_match profile_match(const struct profile *profile, const struct csv_record *record);

size_t record_filled(const struct csv_record *record); /* cells that are not empty */

/* Cells that are names: all texts, no two the same, none empty but the last ones. */
bool record_is_names(const struct csv_record *record);

#endif
