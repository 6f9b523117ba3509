/* source_file: the files that the ledger was made from, when they are at hand: still the bytes that were taken in?
 *
 * Law: a file is known by the name and SHA-256 in its journal entry. A missing one proves nothing; one of that name with other bytes is
 * named, and may as well be a later edition. */
#ifndef PROGRAMME_SOURCE_FILE_H
#define PROGRAMME_SOURCE_FILE_H

#include "ledger/digest.h"
#include "store/store.h"

struct source_files {
    int64_t same;
    int64_t other;
    int64_t absent;
    char **others; /* names, owned */
    size_t other_count;
};

#define SCOPED_SOURCE_FILES __attribute__((cleanup(source_files_free)))

/* Of every file that was taken in: applicants, accounts, lists, verdicts, answers of the bank, reports, annexes. Errors: FAILED when a
 * file is there and cannot be read. */
const struct error *source_files_compare(struct store *store, const char *folder, struct source_files *out);
void source_files_free(struct source_files *files); /* takes a zeroed one */

#endif
