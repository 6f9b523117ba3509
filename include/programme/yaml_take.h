/* yaml_take: typed values out of a YAML map.
 *
 * Law: every refusal names file, line, column, key, value and what was expected. */
#ifndef PROGRAMME_YAML_TAKE_H
#define PROGRAMME_YAML_TAKE_H

#include "base/money.h"
#include "programme/applicant.h"
#include "programme/yaml.h"

/* So few edits that the one name may have been meant for the other. */
bool name_is_near(struct text typed, size_t distance);
/* `node` is a map whose keys are all among `keys` (NULL ends them); `what` it is, for the message. */
const struct error *take_map(const char *file, const struct yaml_node *node, const char *const *keys, const char *what);
/* The list below a key, with `least` to `most` items; *out is NULL when the key is missing and `least` is 0. */
const struct error *take_list(const char *file, const struct yaml_node *map, const char *key, size_t least, size_t most, const struct yaml_node **out);
/* A scalar that must be there, of 1 to 1000 bytes. */
const struct error *take_scalar(const char *file, const struct yaml_node *map, const char *key, const struct yaml_node **out);
const struct error *take_string(const char *file, const struct yaml_node *map, const char *key, char **out);
/* A whole number of 0 to MONEY_MAX that must be there; dots between groups of three digits are allowed. */
const struct error *take_number(const char *file, const struct yaml_node *map, const char *key, int64_t *out);
const struct error *take_number_of(const char *file, const struct yaml_node *node, int64_t *out);
/* DAY_NONE when the key is missing. */
const struct error *take_day(const char *file, const struct yaml_node *map, const char *key, struct day *out);
/* yes or no; no when the key is missing. */
const struct error *take_yes(const char *file, const struct yaml_node *map, const char *key, bool *out);
/* One of `words` (NULL ends them); `otherwise` when the key is missing. */
const struct error *take_word(const char *file, const struct yaml_node *map, const char *key, const char *const *words, int otherwise, int *out);
/* All categories when the key is missing. */
const struct error *take_categories(const char *file, const struct yaml_node *map, bool *out);

#endif
