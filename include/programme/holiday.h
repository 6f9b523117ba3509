/* holiday: days on which offices and banks are closed, as decrees of each year name them (data/holidays, a file a year).
 *
 * Law: a year without a file is not a year without days off: nothing is known of it. */
#ifndef PROGRAMME_HOLIDAY_H
#define PROGRAMME_HOLIDAY_H

#include "base/day.h"
#include "store/store.h"

struct holiday {
    struct day day;
    const char *kind;   /* "libur" or "cuti-bersama" */
    const char *name;   /* in Indonesian */
    const char *source; /* decree */
};

/* Ascending by day. */
const struct holiday *holiday_all(size_t *count_out);

/* Fills the reference table anew, or compares it with the built-in data. */
const struct error *holiday_install(struct store *store);
const struct error *holiday_verify(struct store *store);

#endif
