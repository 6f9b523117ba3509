/* The canonical text of a row of an exclusion list, for its commitment. */
#ifndef PROGRAMME_EXCLUSION_ROW_H
#define PROGRAMME_EXCLUSION_ROW_H

#include "programme/exclusion.h"

/* A line `field value` for every value that is there: nik, no_kk, nama, keterangan. */
void exclusion_canonical(const struct exclusion *row, struct buffer *out);

#endif
