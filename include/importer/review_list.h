/* review_list: a file of officers' verdicts, into the ledger.
 *
 * Law: a verdict is read by its usual words and never guessed; which of two contradicting rows comes first decides nothing. A
 * file that was taken in before says nothing new of those who were in the register then, whatever was decided since.
 * Source: docs/contract.md, `review`: columns nik, keputusan, alasan, and nama where there is one. */
#ifndef IMPORTER_REVIEW_LIST_H
#define IMPORTER_REVIEW_LIST_H

#include "base/finding.h"
#include "importer/table.h"
#include "programme/programme.h"
#include "programme/review.h"

struct review_list_result {
    struct digest sha256;
    int64_t rows; /* = accepted + unchanged + conflicting + rejected */
    int64_t accepted;
    int64_t unchanged;   /* the verdict stands already, the file says it twice, or said it when it was taken in before */
    int64_t conflicting; /* the person was sent money */
    int64_t rejected;
    bool recorded; /* false: nothing was written */
    struct review_reading before; /* when the same bytes were taken in last */
    struct findings findings;
};

void review_list_result_free(struct review_list_result *result); /* takes a zeroed one */

/* Inside a transaction. `region` is the kabupaten/kota of the officer, whose verdicts on others are rejected; 0 = all. `again`: as if
 * the file had never been taken in. Errors: FAILED for a file that cannot be read as verdicts. */
struct review_list_choice {
    int region;
    bool again;
};
const struct error *review_list_take_in(struct journal *journal, const struct programme *programme, const struct review_list_choice *choice, const char *path,
                                        const struct table_wish *wish, struct review_list_result *out);

#endif
