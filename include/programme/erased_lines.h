/* erased_lines: rows of a file that belonged to people who were erased since.
 *
 * Law: a file that was taken in before does not bring them back; it is known by its SHA-256, the rows by their lines: that needs
 * nothing of the person. */
#ifndef PROGRAMME_ERASED_LINES_H
#define PROGRAMME_ERASED_LINES_H

#include "base/number_set.h"
#include "ledger/digest.h"
#include "store/query.h"

struct erased_lines {
    struct number_set lines; /* whose rows were erased, in any year */
    struct number_set aside; /* lines of rows that were set aside and are there, when the file is known */
    bool known;              /* the file was taken in for the year before something was erased in it */
};

/* Nobody was erased yet: no file need be looked at twice. */
const struct error *erased_lines_any(struct store *store, bool *out);
/* Of an applicants' file, or of a list's. */
const struct error *erased_lines_load(struct store *store, int year, const struct digest *sha256, struct erased_lines *out);
const struct error *erased_lines_load_list(struct store *store, int year, const struct digest *sha256, struct erased_lines *out);
void erased_lines_free(struct erased_lines *lines); /* takes a zeroed one */

/* The row that stands at the line and is not in the register is one of theirs. A row that said what an earlier file said left no
 * line behind: in a known file every row that is new now is such a one, but those that were set aside then. */
bool erased_lines_has(const struct erased_lines *lines, int64_t line);

#endif
