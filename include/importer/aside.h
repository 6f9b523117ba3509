/* aside: rows of an applicants' file that hold nothing of a person: headings of sections, totals, signatures, remarks.
 *
 * Law: a row with anything that may be a person's number, however damaged, is a person's, and so is one with a category, a
 * sex, a day of birth or a place where they belong; a running number before an empty NIK waits for its person. */
#ifndef IMPORTER_ASIDE_H
#define IMPORTER_ASIDE_H

#include "importer/boundary.h"
#include "importer/cell.h"
#include "importer/column.h"

/* What the columns mean, and the words that were read in them. Borrowed. */
struct aside {
    const struct columns *columns;
    struct cells *cells;
};

enum opinion aside_opinion(const struct aside *aside, const struct csv_record *record);

/* The same for a table's watch. */
struct opinions aside_opinions(struct aside *aside);

/* Of a list of people who are in the register, whatever its columns: nobody may leave it for want of cells, so a record with
 * anything but totals, headings and officers' numbers is a row. */
struct opinions aside_opinions_of_list(void);

#endif
