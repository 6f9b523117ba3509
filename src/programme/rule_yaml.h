/* The rules of a programme year's file. */
#ifndef PROGRAMME_RULE_YAML_H
#define PROGRAMME_RULE_YAML_H

#include "programme/programme.h"
#include "programme/yaml_take.h"

/* The list `rules` of the file into `out`, whose amounts are known. */
const struct error *take_rules(const char *file, const struct yaml_node *root, struct programme *out);

/* The expression that the scalar holds, with its places in the file. */
const struct error *take_expression(const char *file, const struct yaml_node *node, struct list_names *lists, struct expression *out);

/* Categories that are named must be helped: have an amount. */
const struct error *check_helped(const char *file, const struct yaml_node *node, const struct programme *programme, const bool *categories);

#endif
