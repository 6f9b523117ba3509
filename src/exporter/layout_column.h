/* Columns, charts, controls and small values of a workbook's template. */
#ifndef EXPORTER_LAYOUT_COLUMN_H
#define EXPORTER_LAYOUT_COLUMN_H

#include "layout.h"

/* One line of text, borrowed from the tree; *out NULL when the key is missing and is not needed. */
const struct error *take_line(const char *file, const struct yaml_node *map, const char *key, bool needed, const char **out);
/* The same, needed, in which each {{name}} is a fact's. */
const struct error *take_filled(const char *file, const struct yaml_node *map, const char *key, const char **out);
/* The name of a view or of its column: lower-case letters, digits and _. */
const struct error *take_name(const char *file, const struct yaml_node *map, const char *key, bool needed, const char **out);
const struct error *take_small(const char *file, const struct yaml_node *map, const char *key, int64_t most, int64_t otherwise, int64_t *out);

/* The list `columns` of a table. */
const struct error *layout_take_columns(const char *file, const struct yaml_node *map, struct layout_table *table);
/* The chart of a table whose columns are known. */
const struct error *layout_take_chart(const char *file, const struct yaml_node *map, struct layout_table *table);
/* The column of a field that a key names. */
const struct error *layout_take_field(const char *file, const struct yaml_node *node, const struct layout_table *table, size_t *out);

/* A control of a layout whose tables are known; it is the layout's last. */
const struct error *layout_take_control(struct layout *layout, const struct yaml_node *map, struct layout_control *control);
/* SIZE_MAX when no table has the name. */
size_t layout_table_named(const struct layout *layout, const char *name);

#endif
