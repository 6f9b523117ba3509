/* lpj_list: a list of reports of use (LPJ) that came in, into the ledger.
 *
 * Law: amounts and days are read as in an applicants' file and never guessed; which of two contradicting rows comes first
 * decides nothing; a name of a file in the list is a name, and no file is opened for it.
 * Source: docs/contract.md, `lpj FILE`: columns nik, jumlah, and tanggal, berkas, keterangan, nama where there are any. */
#ifndef IMPORTER_LPJ_LIST_H
#define IMPORTER_LPJ_LIST_H

#include "base/finding.h"
#include "importer/table.h"
#include "programme/programme.h"

struct lpj_list_result {
    struct digest sha256;
    int64_t rows; /* = accepted + unchanged + rejected */
    int64_t accepted;
    int64_t unchanged; /* recorded before, or the file says it twice */
    int64_t rejected;
    struct money used; /* of the accepted rows */
    bool recorded;     /* false: nothing was written */
    struct findings findings;
};

void lpj_list_result_free(struct lpj_list_result *result); /* takes a zeroed one */

/* Inside a transaction. `region` is the kabupaten/kota of a verifier, whose reports on others are rejected; 0 = all. Errors: FAILED for a file that cannot be read as a list of reports. */
const struct error *lpj_list_take_in(struct journal *journal, const struct programme *programme, int region, const char *path, const struct table_wish *wish,
                                     struct lpj_list_result *out);

#endif
