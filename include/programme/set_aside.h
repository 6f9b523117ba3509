/* set_aside: rows of applicants' files that were not taken in, found by a number that stands in them.
 *
 * Law: a number is found as it is written and whole, never as a part of a longer one; fewer than six digits are no number of a person. */
#ifndef PROGRAMME_SET_ASIDE_H
#define PROGRAMME_SET_ASIDE_H

#include "base/error.h"
#include "base/text.h"
#include "store/store.h"

struct set_aside_row {
    int64_t id;
    struct buffer file_name; /* without folders */
    int64_t line;
    struct buffer codes; /* of its findings, each behind a blank */
};

struct set_aside_rows {
    struct set_aside_row *items; /* owned; in the order in which they came */
    size_t count;
    size_t capacity;
};

#define SCOPED_SET_ASIDE_ROWS __attribute__((cleanup(set_aside_rows_free)))
void set_aside_rows_free(struct set_aside_rows *rows); /* takes a zeroed one */

bool set_aside_number(struct text number); /* has digits enough to be looked for */

/* Those of the year, 0 for all, that hold the number and were not erased. */
const struct error *set_aside_find(struct store *store, int year, struct text number, struct set_aside_rows *out);

/* "file:line: codes" of each. */
void set_aside_print(const struct set_aside_rows *rows, struct buffer *out);

#endif
