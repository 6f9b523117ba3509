/* yaml: a YAML file as a tree that knows where everything stands.
 *
 * Law: all scalars are text, and the reader of the tree types them; what could surprise a reader of the file (anchors,
 * aliases, tags, a key twice, a second document) is refused. */
#ifndef PROGRAMME_YAML_H
#define PROGRAMME_YAML_H

#include "base/error.h"
#include "base/text.h"

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

/* A place in a file, both from 1; columns count characters. */
struct yaml_place {
    int line;
    int column;
};

struct yaml_node {
    char *key;               /* in a map; NULL elsewhere */
    char *text;              /* of a scalar, without quotes and escapes; NULL elsewhere */
    struct yaml_node *items; /* of a list or a map */
    size_t count;
    struct text source; /* of a scalar: as it stands in the file, quotes left out; borrowed from the bytes that were parsed */
    enum yaml_kind kind;
    struct yaml_place place;
    struct yaml_place key_place;
    struct yaml_place source_place;
    bool quoted; /* of a scalar: between quotes */
};

#define YAML_BYTES_MAX (1U << 20)

#define SCOPED_YAML __attribute__((cleanup(yaml_tree_free)))

/* Errors: FAILED, "NAME:LINE:COLUMN: what was expected"; more than YAML_BYTES_MAX, 16 levels or 50,000 nodes too. */
const struct error *yaml_tree_parse(const char *name, struct text bytes, struct yaml_node *out);
/* Errors: FAILED, for line ends that YAML has and editors do not show. */
const struct error *yaml_check_line_ends(const char *name, struct text bytes);
void yaml_tree_free(struct yaml_node *node); /* takes a zeroed one */

/* The value of a key of a map; NULL when the map has none. */
const struct yaml_node *yaml_tree_get(const struct yaml_node *map, const char *key);

/* "NAME:LINE:COLUMN: key "value": expected ..." about a node. */
const struct error *yaml_tree_wrong(const char *name, const struct yaml_node *node, const char *expected);

#endif
