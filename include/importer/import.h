/* import: an applicants' file into the register, whole or not at all.
 *
 * Law: every row is accepted, unchanged, conflicting or rejected; nothing is lost, nothing is guessed. */
#ifndef IMPORTER_IMPORT_H
#define IMPORTER_IMPORT_H

#include "base/finding.h"
#include "importer/covering_letter.h"
#include "importer/table.h"
#include "programme/intake.h"
#include "programme/programme.h"

struct import_options {
    const char *path;
    enum category category;   /* for a file without a category column; 0 = none */
    const char *const *maps;  /* "FIELD=HEADER", NULL at the end; or NULL */
    struct covering_letter letter;
    bool force;               /* also what the fuse refuses; the journal says so */
    const char *rejects_path; /* NULL = none: the set-aside rows in their original dialect and columns plus line, code, reason */
    const struct table_wish *wish; /* how the file is written, as far as a person stated it; or NULL */
    bool show_progress;
};

struct import_result {
    char *file; /* path as given */
    struct digest sha256;
    int64_t rows; /* = accepted + unchanged + conflicting + rejected */
    int64_t accepted;
    int64_t unchanged;
    int64_t conflicting;
    int64_t rejected;
    int64_t skipped_lines; /* blank lines, preamble */
    bool forced;           /* something was taken in that is refused otherwise */
    bool recorded;         /* false: the file changes nothing, nothing was written */
    struct findings findings;
};

void import_result_free(struct import_result *result);

/* Inside a transaction; the caller seals and commits, or rolls back for a dry run. The --rejects file is written
 * whole or not at all, also when the fuse refuses the file. Errors: FAILED for a file that cannot be read as applicants of
 * `programme`'s year, REFUSED when every tanggal_pengajuan says another year, by the covering letter and by the fuse. */
const struct error *import_applicants(struct journal *journal, const struct programme *programme, const struct import_options *options,
                                      struct import_result *out);

/* The empty applicants' file (templates/applicants.csv): its headers; borrowed from the binary. */
struct text import_template(void);

/* The kinds of findings, by code or name ("E104", "nik-date"), for `explain CODE`. NULL when there is none. */
const struct finding_kind *import_finding_kind(const char *code);
const struct finding_kind *import_finding_kinds(size_t *count_out);

#endif
