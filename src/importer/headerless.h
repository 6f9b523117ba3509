/* Files without a header, and rows of people that must not be taken for one. */
#ifndef IMPORTER_HEADERLESS_H
#define IMPORTER_HEADERLESS_H

#include "importer/column.h"

bool header_is_nameless(const struct csv_record *header, const struct columns *columns);

/* "#4" is the fourth column; 0 = no number. */
int64_t column_number(struct text wanted);

/* The row holds people: its cells are not for a message. A word of theirs may be known by chance ("Ibu"), and a header may
 * have a day in it, so a day alone tells only when nothing is `known`. */
const struct error *header_refuse_data(const struct csv_record *header, const struct columns *columns, int known);

/* The same where every column is mapped, by number perhaps: a person must not be lost for a header. */
const struct error *header_refuse_person(const struct csv_record *header, const struct columns *columns);

/* One cell, which says what the rows are or of what year: "DAFTAR PENERIMA", "Dumisake 2024". */
bool header_is_title(const struct csv_record *record);

/* The same where nobody said whether there is a header and none is needed: above the rows stands a record whose cells mean no
 * field. */
const struct error *header_refuse_doubtful(const struct csv_record *first);

#endif
