/* The rows that speak of a person, emptied in one programme year. */
#ifndef PROGRAMME_ERASURE_MARK_H
#define PROGRAMME_ERASURE_MARK_H

#include "mention.h"
#include "programme/erasure.h"
#include "programme/set_aside.h"

struct erasing_year {
    int year;
    int64_t applicant_id; /* 0: the NIK has no application in the year */
    int64_t position;     /* of the entry that will vouch for it */
    int64_t rows;         /* that were emptied */
    int64_t *cards;       /* family cards that stood in them */
    size_t card_count;
    size_t card_capacity;
};

/* Finds the application, what tells of the person in other rows, and the cards. Errors: REFUSED while money is under way; FAILED
 * when the NIK was corrected and is another one now. */
const struct error *erasing_find(struct store *store, struct nik nik, struct erasing_year *year, struct mention *mention, struct erasure *erasure);

/* Empties every row and counts them. */
const struct error *erasing_mark(struct store *store, struct nik nik, struct erasing_year *year, const struct mention *mention, struct erasure *erasure);

/* Empties these rows that were set aside, as far as they are of the year. */
const struct error *erasing_mark_aside(struct store *store, struct erasing_year *year, const struct set_aside_rows *rows, struct erasure *erasure);

/* SHA-256 over the names of the rows that an erasure emptied, the application (0 for none) among them; counts by kind are added. */
const struct error *erasure_digest(struct store *store, int64_t position, int64_t applicant_id, int64_t counts[ERASED_KINDS], int64_t *rows_out, struct digest *out);


/* The same over its rows of erasure_kin. */
const struct error *erasure_kin_digest(struct store *store, int64_t position, int64_t *rows_out, struct digest *out);

#endif
