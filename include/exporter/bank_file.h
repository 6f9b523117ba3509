/* bank_file: the transfer files for the bank, as its template wants them.
 *
 * Law: no file stands under its name before the ledger has its sending, so that nobody can hand the bank what the books do not know; and no other
 * file is ever replaced. What a stopped program did not put in place is made again from the books, byte by byte.
 * Source: docs/contract.md, "Bank files". */
#ifndef EXPORTER_BANK_FILE_H
#define EXPORTER_BANK_FILE_H

#include "base/file.h"
#include "programme/bank_template.h"

#define BANK_FILES_MAX 500

struct bank_file {
    char *path; /* owned */
    struct sending_total total;
    struct digest sha256;
    struct output output;
    bool existed; /* with the same bytes */
};

struct bank_files {
    struct bank_file *items; /* owned */
    size_t count;
    struct digest sha256; /* of the only file; of several, SHA-256 over their digests in order */
};

#define SCOPED_BANK_FILES __attribute__((cleanup(bank_files_free)))

/* Writes the payable orders into temporary files. One file has the name `path`; several PATH-1, PATH-2, ... with the number before
 * the ending. The sending was fitted to the template. Errors: REFUSED when totals do not fit or the files would be too
 * many, FAILED when a file of such a name is there with other bytes. */
const struct error *bank_files_write(const struct sending *sending, const struct bank_template *template, struct day day, const char *path, struct bank_files *out);
/* All of them whole on the disk, under temporary names beside their own. */
const struct error *bank_files_finish(struct bank_files *files);
/* Gives them their names. When one fails, those of before are there: what the ledger knows can be done again. */
const struct error *bank_files_keep(struct bank_files *files);

/* What a program that was stopped had made of files of this path, and of PATH-1, PATH-2 ..., and not named. */
struct bank_remains {
    struct digest *digests; /* owned */
    size_t count;
    size_t capacity;
};

#define SCOPED_BANK_REMAINS __attribute__((cleanup(bank_remains_free)))

void bank_remains_find(const char *path, struct bank_remains *out);
/* One of these files is among them, byte by byte. */
bool bank_remains_are_of(const struct bank_remains *remains, const struct bank_files *files);
void bank_remains_free(struct bank_remains *remains); /* takes a zeroed one */
void bank_files_free(struct bank_files *files); /* takes a zeroed one; removes temporary files */

#endif
