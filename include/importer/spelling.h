/* spelling: which word of a list is meant, by lists of spellings that are data (data/columns.yaml, data/words.yaml).
 *
 * Law: in one list a spelling stands for one thing; a file where it does not is refused, and the line is named. */
#ifndef IMPORTER_SPELLING_H
#define IMPORTER_SPELLING_H

#include "base/error.h"
#include "base/text.h"

#define SPELLING_LISTS_MAX 8

/* A list of the file, and how the names in it become codes. */
struct spelling_list {
    const char *name; /* NULL ends a table of lists */
    bool (*code_of)(struct text name, int64_t *code_out);
};

struct spelling {
    struct text text;   /* as the file has it */
    struct text folded; /* as header_fold */
    int list;           /* which of the table */
    int64_t code;
    int line;
};

struct spellings;

/* Shape: { list: { name: [spelling, ...], ... }, ... }; the name itself is a spelling too. Owner: the caller frees.
 * Errors: FAILED, with file and line, when the YAML is none or of another shape, or when it has an unknown list or name, a
 * list twice or not at all, or a spelling twice in a list. */
const struct error *spellings_parse(const char *file, struct text yaml, const struct spelling_list *lists, struct spellings **out);
void spellings_free(struct spellings *spellings); /* takes NULL */

/* False when the list has no such spelling. */
bool spellings_find(const struct spellings *spellings, int list, struct text folded, int64_t *code_out);

/* All of them, in the order of the file; borrowed. */
const struct spelling *spellings_all(const struct spellings *spellings, size_t *count_out);

/* The file data/NAME as it was built in. A fault in it is an error like one in any other file. */
const struct error *spellings_built_in(const char *name, const struct spelling_list *lists, struct spellings **out);

#endif
