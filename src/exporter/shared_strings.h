/* shared_strings: the texts that cells of a workbook speak of by number.
 *
 * Law: they lie in a file without a name; memory holds where each begins. */
#ifndef EXPORTER_SHARED_STRINGS_H
#define EXPORTER_SHARED_STRINGS_H

#include "package.h"

#define CELL_BYTES_MAX (32767U * 4U) /* of Excel's 32,767 characters */

struct shared_strings;

/* Owner: the caller frees. Errors: FAILED, also when one is longer than a cell can be. */
const struct error *shared_strings_read(struct package *package, const char *part, struct shared_strings **out);
void shared_strings_free(struct shared_strings *strings); /* takes NULL */
/* False when there is none of that number. */
bool shared_strings_get(struct shared_strings *strings, int64_t number, struct buffer *out);

#endif
