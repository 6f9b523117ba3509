/* column: which column of a file holds which field of an applicant.
 *
 * Law: a header means one field or none; what is not certain is asked for with --map, before the first row.
 * Source: the canonical headers of docs/contract.md and the spellings seen in the offices' files (synonyms.h). */
#ifndef IMPORTER_COLUMN_H
#define IMPORTER_COLUMN_H

#include "base/finding.h"
#include "importer/csv.h"
#include "programme/applicant.h"

#define COLUMN_IGNORED (-1)
#define HEADER_FOLD_BYTES 64

/* The header without case, punctuation, blanks and accents: "NO. KK" is "nokk". Cut to HEADER_FOLD_BYTES. Also for words
 * in cells. */
struct folded {
    char bytes[HEADER_FOLD_BYTES];
    size_t length;
};
void header_fold(struct text header, struct folded *out);
static inline struct text folded_text(const struct folded *folded)
{
    return (struct text){ folded->bytes, folded->length };
}

/* The field a header stands for by its name or a known spelling of it. */
bool header_means(struct text header, enum field *out);

struct columns {
    size_t width;                     /* columns up to the last that has a header */
    size_t count;                     /* the same without line, code and reason, which our own rejects file added */
    int of_field[FIELD_COUNT];        /* column, from 1; 0 = the file has none */
    int16_t field_of[CSV_FIELDS_MAX]; /* by column - 1: a field, or COLUMN_IGNORED */
};

/* `maps` holds "FIELD=HEADER" texts and ends in NULL, or is NULL; `category_given`: the category need not have a column.
 * Notes go to `findings`. Errors: USAGE for a map that is none; FAILED when a header is missing, stands there twice, or two
 * headers mean one field: with all headers that were found and the nearest guess. */
const struct error *columns_map(const struct csv_record *header, const char *const *maps, bool category_given,
                                struct findings *findings, struct columns *out);

#endif
