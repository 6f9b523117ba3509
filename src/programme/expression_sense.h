/* What nobody can meet, and what everybody meets.
 *
 * Law: sound, not complete. Each value that a condition looks at is taken for independent of every other, and a search that grows
 * long is given up: what is called impossible is so for every application that there may be, missing values included. */
#ifndef PROGRAMME_EXPRESSION_SENSE_H
#define PROGRAMME_EXPRESSION_SENSE_H

#include "programme/programme.h"

/* Who and when a condition is about. */
struct sense_scope {
    const bool *categories; /* by enum category: those that it is asked of */
    struct day reference_day;
};

/* Errors: FAILED, "NAME:LINE:COLUMN: condition: ...", for a part that nobody can meet or everybody meets, alone or with what it is
 * joined to. */
const struct error *expression_sense(const char *name, const struct expression *expression, const struct sense_scope *scope);

/* Somebody may meet `last` (NULL: anything) and none of the `count` before it. */
bool expression_leaves_some(const struct expression *const *before, size_t count, const struct expression *last, const struct sense_scope *scope);

#endif
