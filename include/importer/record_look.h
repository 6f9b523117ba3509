/* record_look: what a record looks like by itself, whatever its table holds.
 *
 * Law: evidence only, from the record's own cells. */
#ifndef IMPORTER_RECORD_LOOK_H
#define IMPORTER_RECORD_LOOK_H

#include "importer/csv.h"

size_t record_count_typed(const struct csv_record *record); /* cells of a kind that names hardly ever are */

/* "1", "(2)", "[3]", "4." in a row: the numbers that forms give their columns. */
bool record_is_numbers(const struct csv_record *record);

/* Years that follow each other are names of columns, not a row's values. */
bool record_is_years(const struct csv_record *record);

/* "II,KECAMATAN PASAR,,,": what numbers a section and its name, and nothing else. */
bool record_is_section(const struct csv_record *record);

/* A cell has ten digits or more, whatever else: no name of a column has. */
bool record_has_long_number(const struct csv_record *record);

/* The records have the same cells; capitals are letters like the others. */
bool record_equal(const struct csv_record *a, const struct csv_record *b);

/* Years that stand several times each, side by side: groups above the names of what was counted in them. */
bool record_is_year_groups(const struct csv_record *record);

/* Written for people, though it has the delimiter in it: a comment ("# a, b"), or a blank before every cell but the first. */
bool record_is_comment(const struct csv_record *record);
bool record_is_prose(const struct csv_record *record);

/* "Kabupaten | : | Bungo", "Tahun | 2024", the record's other cells empty. */
bool record_is_key_value(const struct csv_record *record);

/* The lower of two header rows with merged cells: names under a group's name and on to its right, where the upper row is
 * empty; nothing under the other names, whose cells reach down. */
bool record_is_sub_header(const struct csv_record *upper, const struct csv_record *lower);

#endif
