/* person_list: a file about people who are in the register, or may be: bank accounts, exclusion lists,
 * verdicts.
 *
 * Law: a record below the header with anything that may be a name or a number is a row; headers mean what they mean in an
 * applicants' file and cells are read by the same readers; an empty cell is no value, and which values a row must have its
 * reader says. */
#ifndef IMPORTER_PERSON_LIST_H
#define IMPORTER_PERSON_LIST_H

#include "importer/cell.h"
#include "importer/column.h"
#include "importer/table.h"

struct person_list {
    struct table *table;
    struct hasher *hasher;
    struct columns columns;
    struct cells cells;
    struct csv_record record; /* the row in hand */
    struct findings *findings; /* borrowed */
};

#define SCOPED_PERSON_LIST __attribute__((cleanup(person_list_close)))

/* Opens the file and maps the columns of `fields`, which end in FIELD_COUNT; other columns are passed over. `wish`
 * is how the file is written, as far as a person stated it, or NULL. Errors: FAILED
 * when the file is no table, or two columns mean one field. */
const struct error *person_list_open(const char *path, const struct table_wish *wish, const struct programme *programme, struct day today, const enum field *fields,
                                     struct findings *findings, struct person_list *out);
void person_list_close(struct person_list *list); /* takes a zeroed one */

/* Errors: FAILED, naming the fields that have no column. */
const struct error *person_list_require(const struct person_list *list, const enum field *fields);

/* The next row: its values, and its faults in cells.faults. Valid until the next one. At the end the lines below the
 * table, which are no rows, are put among the findings. */
const struct error *person_list_next(struct person_list *list, struct applicant *out, bool *more_out);
/* A cell of the row in hand whose column is no field of an applicant, from 1 (0: there is none): cleaned as texts are, and as an amount that must be
 * there. What is wrong with it is a fault of the row. */
struct text person_list_text(struct person_list *list, int column);
void person_list_money(struct person_list *list, int column, struct money *out);
/* A fault of the row in hand, with the cell as it is written. */
void person_list_fault(struct person_list *list, enum finding_name name, enum field field, struct text expected);
/* Puts the row's faults among the findings; true when none is an error. */
bool person_list_sound(struct person_list *list);

#endif
