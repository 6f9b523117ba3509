/* covering_letter: the number of rows and the sum of grants that came with a file, against what the file holds.
 *
 * Law: a file that is not what its letter says is not taken in. */
#ifndef IMPORTER_COVERING_LETTER_H
#define IMPORTER_COVERING_LETTER_H

#include "base/money.h"
#include "base/error.h"

struct covering_letter {
    int64_t rows;   /* -1 = not stated */
    int64_t amount; /* rupiah; -1 = not stated */
};

/* Those of the file who were accepted or unchanged, and what the programme gives them. */
struct covered {
    int64_t people;
    struct money amount;
    bool beyond; /* more rupiah than can be counted */
};

void covered_add(struct covered *covered, struct money amount);

/* Errors: REFUSED. */
const struct error *covering_letter_check(const struct covering_letter *letter, int64_t rows, const struct covered *covered);

#endif
