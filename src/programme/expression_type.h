/* What may be compared with what. */
#ifndef PROGRAMME_EXPRESSION_TYPE_H
#define PROGRAMME_EXPRESSION_TYPE_H

#include "expression_token.h"
#include "programme/expression.h"

const char *type_name(enum expression_type type); /* translated: "a day" */
enum expression_type type_of_field(enum field field);
enum field field_like_type(enum expression_type type); /* one whose values are written alike; of DAY, CATEGORY and what follows */

/* Makes a constant of the other side's type out of a number or a text where that is meant. NULL, or what was expected, translated. */
const char *type_constant(struct expression_node *constant, enum expression_type wanted);

#endif
