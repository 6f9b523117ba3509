#include "base/resource.h"

bool resource_find(const struct resource *table, const char *name, struct text *out)
{
    for (; table->name != NULL; table++) {
        if (strcmp(table->name, name) == 0) {
            *out = (struct text){ table->start, (size_t)(table->end - table->start) };
            return true;
        }
    }
    return false;
}
