/* exclusion_list: a file of people whom the programme must not pay, into the ledger.
 *
 * Source: docs/contract.md, `exclude`: columns nik, no_kk, nama, keterangan, in any order and in their usual spellings. */
#ifndef IMPORTER_EXCLUSION_LIST_H
#define IMPORTER_EXCLUSION_LIST_H

#include "base/finding.h"
#include "importer/table.h"
#include "programme/programme.h"

struct exclusion_result {
    struct digest sha256;
    int64_t rows; /* = accepted + unchanged + rejected */
    int64_t accepted;
    int64_t unchanged;
    int64_t rejected;
    int64_t applicants; /* of the year, whom the accepted rows exclude */
    int64_t committed;  /* of these: their money is in a batch or was sent */
    bool recorded;      /* false: every row was there already, nothing was written */
    struct findings findings;
};

void exclusion_result_free(struct exclusion_result *result); /* takes a zeroed one */

/* Inside a transaction; `name` is sound, `wish` how the file is written as far as a person stated it, or NULL. Errors: FAILED for a file that cannot be read as a list. */
const struct error *exclusion_list_take_in(struct journal *journal, const struct programme *programme, const char *path, const struct table_wish *wish,
                                           struct text name, struct exclusion_result *out);

#endif
