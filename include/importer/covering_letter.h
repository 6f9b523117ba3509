/* covering_letter: the number of rows and the sum of grants that came with a file, against what the file holds.
 *
 * Law: a file that is not what its letter says is not taken in. */
#ifndef IMPORTER_COVERING_LETTER_H
#define IMPORTER_COVERING_LETTER_H

#include "programme/programme.h"

struct covering_letter {
    int64_t rows;   /* -1 = not stated */
    int64_t amount; /* rupiah; -1 = not stated */
};

/* `persons` counts by category those who were accepted or unchanged; each stands for the programme's amount. Errors: REFUSED. */
const struct error *covering_letter_check(const struct covering_letter *letter, const struct programme *programme, int64_t rows,
                                          const int64_t *persons);

#endif
