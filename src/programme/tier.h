/* Tiers: several amounts within a category. */
#ifndef PROGRAMME_TIER_H
#define PROGRAMME_TIER_H

#include "programme/programme.h"
#include "programme/yaml_take.h"

/* The list `amounts` of the file into `out`. */
const struct error *take_amounts(const char *file, const struct yaml_node *root, struct programme *out);

/* Tiers that nobody comes to, and conditions as in expression_sense. Errors: FAILED, with the place in the file. */
const struct error *tiers_sense(const char *name, const struct programme *programme);

/* A tier's condition looks at this field, or at whether it is there. */
bool tiers_read(const struct programme *programme, enum field field);

#endif
