/* The freeze periods of a programme year, from its YAML. */
#ifndef PROGRAMME_FREEZE_YAML_H
#define PROGRAMME_FREEZE_YAML_H

#include "programme/programme.h"
#include "programme/yaml_take.h"

const struct error *take_freezes(const char *file, const struct yaml_node *root, struct programme *out);
void freezes_free(struct programme *programme);

#endif
