/* package: the parts of a zip file with XML in them, read as streams.
 *
 * Law: every byte that comes out is counted against the budget, and everything that an XML parser holds against a bound of its own; a document
 * type ends the reading. */
#ifndef EXPORTER_PACKAGE_H
#define EXPORTER_PACKAGE_H

#include <expat.h>

#include "base/error.h"
#include "base/text.h"

struct package;
struct part;

const struct error *package_open(const char *path, int64_t budget, struct package **out);
void package_close(struct package *package); /* takes NULL; its parts are closed before */
const char *package_path(const struct package *package);
int64_t package_bytes(const struct package *package);
/* Names of all parts, those that there may be. */
void package_each(struct package *package, void (*visit)(void *context, const char *name), void *context);
bool package_has(struct package *package, const char *name);

/* What is told of a part: elements and attributes without their namespace's prefix. */
struct part_events {
    void (*element)(void *context, const char *name, const char *const *attributes);
    void (*end)(void *context, const char *name);
    void (*text)(void *context, struct text text);
};
/* Owner: the caller closes. Errors: FAILED when there is no such part. */
const struct error *part_open(struct package *package, const char *name, const struct part_events *events, void *context, struct part **out);
/* A piece of it goes to the events; *more_out is false when it was the last. Errors: FAILED, what it has is not XML, or too much. */
const struct error *part_step(struct part *part, bool *more_out);
void part_close(struct part *part); /* takes NULL */
/* All of a part. */
const struct error *part_read(struct package *package, const char *name, const struct part_events *events, void *context);

/* The value of an attribute; NULL when the element has none of that name. */
const char *attribute_of(const char *const *attributes, const char *name);

#endif
