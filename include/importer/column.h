/* column: which column of a file holds which field of an applicant.
 *
 * Law: a header means one field or none; what is not certain is asked for with --map, before the first row.
 * Source: the canonical headers of docs/contract.md and the spellings seen in the offices' files (data/columns.yaml). */
#ifndef IMPORTER_COLUMN_H
#define IMPORTER_COLUMN_H

#include "base/finding.h"
#include "importer/csv.h"
#include "importer/header.h"
#include "programme/applicant.h"

#define COLUMN_IGNORED (-1)

struct columns {
    size_t width;                     /* columns up to the last that has a header */
    size_t usual;                     /* fields of most rows, empty ones behind the headers' too; 0 = not known */
    size_t fields;                    /* of the header row, those that name nothing behind the last header too */
    size_t count;                     /* the same without line, code and reason, which our own rejects file added */
    int of_field[FIELD_COUNT];        /* column, from 1; 0 = the file has none */
    int16_t field_of[CSV_FIELDS_MAX]; /* by column - 1: a field, or COLUMN_IGNORED */
};

/* Every field that is needed is mapped by a column's number: the file need not have a header. */
bool columns_numbered(const char *const *maps, bool category_given);

/* Columns without a header stand behind the headers in the header row and in most rows: what they hold has not moved there. */
static inline bool columns_has_unnamed(const struct columns *columns)
{
    return columns->fields > columns->width && columns->usual == columns->fields;
}

/* A table without a header has empty names, one a column. `maps` holds "FIELD=HEADER" texts and ends in NULL, or is NULL; "FIELD=#4" is the fourth column, if no header reads so.
 * `category_given`: the category need not have a column. Notes go to `findings`. Errors: USAGE for a map that is none;
 * FAILED when a field that is needed has no column, or two headers mean one field: with all headers that were found, the
 * nearest guesses and what to type; FAILED without showing a cell when the header row is none, but data of people, whatever
 * is mapped. */
const struct error *columns_map(const struct csv_record *header, const char *const *maps, bool category_given,
                                struct findings *findings, struct columns *out);

#endif
