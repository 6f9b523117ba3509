/* resource: a file built into the binary. */
#ifndef BASE_RESOURCE_H
#define BASE_RESOURCE_H

#include "base/text.h"

struct resource {
    const char *name; /* path below the embedded folder; NULL ends a table */
    const char *start;
    const char *end;
};

/* False when the table has no such name. */
bool resource_find(const struct resource *table, const char *name, struct text *out);

#endif
