/* account_list: a file of bank accounts, joined with the applicants by NIK.
 *
 * Law: an account goes to the applicant whose name its holder has, and to nobody else; an account that is there is not
 * replaced; which of two contradicting rows comes first decides nothing.
 * Source: docs/contract.md, `accounts`: columns nik, bank, no_rekening, nama_rekening, and nama where there is one. */
#ifndef IMPORTER_ACCOUNT_LIST_H
#define IMPORTER_ACCOUNT_LIST_H

#include "base/finding.h"
#include "importer/table.h"
#include "programme/programme.h"

struct account_result {
    struct digest sha256;
    int64_t rows; /* = accepted + unchanged + conflicting + rejected */
    int64_t accepted;
    int64_t unchanged;   /* the account is there, or was before it was amended */
    int64_t conflicting; /* another account is there */
    int64_t rejected;
    bool recorded; /* false: nothing was written */
    struct findings findings;
};

void account_result_free(struct account_result *result); /* takes a zeroed one */

/* Inside a transaction. `wish` is how the file is written as far as a person stated it, or NULL. Errors: FAILED for a file that cannot be read as accounts. */
const struct error *account_list_take_in(struct journal *journal, const struct programme *programme, const char *path, const struct table_wish *wish,
                                         struct account_result *out);

#endif
