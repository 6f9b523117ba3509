/* aside: rows of an applicants' file that hold nothing of a person: headings of sections, totals, signatures, remarks.
 *
 * Law: a row with anything that may be a person's number, however damaged, is a person's, and so is one with a category, a
 * sex, a day of birth or a place where they belong, and one with a name that fills at least half of what the rows above
 * fill; a running number before an empty NIK waits for its person. */
#ifndef IMPORTER_ASIDE_H
#define IMPORTER_ASIDE_H

#include "importer/boundary.h"
#include "importer/cell.h"
#include "importer/column.h"

/* What the first rows fill; zeroed before them. */
struct aside_rows {
    size_t count;
    uint8_t filled[CSV_FIELDS_MAX];
};

/* What the columns mean, the words that were read in them, and the rows so far, which are learned from. Borrowed; without
 * `rows` a row is one that fills the columns of fields. */
struct aside {
    const struct columns *columns;
    struct cells *cells;
    struct aside_rows *rows;
};

enum opinion aside_opinion(const struct aside *aside, const struct csv_record *record);

/* The same for a table's watch. */
struct opinions aside_opinions(struct aside *aside);

/* Of a list of people who are in the register, whatever its columns: nobody may leave it for want of cells, so a record with
 * anything but totals, headings and officers' numbers is a row. */
struct opinions aside_opinions_of_list(void);

#endif
