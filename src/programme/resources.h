/* The facts built into the binary: data/regions, data/programmes, data/holidays, data/banks.csv. */
#ifndef PROGRAMME_RESOURCES_H
#define PROGRAMME_RESOURCES_H

#include "base/resource.h"

extern const struct resource programme_resources[];

/* The next line of a built-in CSV whose cells hold no quotes; false at the end. */
bool resource_line(struct text *rest_inout, struct text *line_out);

#endif
