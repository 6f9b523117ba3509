/* review_list: a file of officers' verdicts, into the ledger.
 *
 * Law: a verdict is read by its usual words and never guessed; which of two contradicting rows comes first decides nothing.
 * Source: docs/contract.md, `review`: columns nik, keputusan, alasan, and nama where there is one. */
#ifndef IMPORTER_REVIEW_LIST_H
#define IMPORTER_REVIEW_LIST_H

#include "base/finding.h"
#include "importer/table.h"
#include "programme/programme.h"

struct review_list_result {
    struct digest sha256;
    int64_t rows; /* = accepted + unchanged + conflicting + rejected */
    int64_t accepted;
    int64_t unchanged;   /* the verdict stands already, or the file says it twice */
    int64_t conflicting; /* the person's money is committed or was sent */
    int64_t rejected;
    bool recorded; /* false: nothing was written */
    struct findings findings;
};

void review_list_result_free(struct review_list_result *result); /* takes a zeroed one */

/* Inside a transaction. `region` is the kabupaten/kota of the officer, whose verdicts on others are rejected; 0 = all. Errors: FAILED for a file that cannot be read as verdicts. */
const struct error *review_list_take_in(struct journal *journal, const struct programme *programme, int region, const char *path,
                                        const struct table_wish *wish, struct review_list_result *out);

#endif
