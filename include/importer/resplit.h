/* resplit: a line of a table that somebody wrote with another delimiter than the file's.
 *
 * Law: only when the other delimiter gives just the table's width, quotes that fit, and values where values belong. */
#ifndef IMPORTER_RESPLIT_H
#define IMPORTER_RESPLIT_H

#include "importer/profile.h"

struct resplit {
    struct scan scan;
    char *room; /* fields without escapes */
    size_t room_capacity;
    bool ready;
};

void resplit_free(struct resplit *resplit); /* takes a zeroed one */

/* Gives the record its fields by the other delimiter; false: there is none that explains it, and it stays as it is.
 * `as_header`: names are expected, not values. */
bool resplit_record(struct resplit *resplit, const struct dialect *dialect, const struct profile *profile, bool as_header,
                    struct csv_record *record);

#endif
