/* decree_list: the annex of a decree (SK), from its file into the ledger.
 *
 * Law: the annex is taken in whole or not at all: a list with one row less is another list. */
#ifndef IMPORTER_DECREE_LIST_H
#define IMPORTER_DECREE_LIST_H

#include "base/finding.h"
#include "importer/table.h"
#include "programme/programme.h"

struct decree_list_result {
    struct digest sha256;
    int64_t rows;
    int64_t rejected; /* rows with errors */
    bool refused;     /* a row or a total has an error: nothing is taken in */
    struct money amount;  /* of the rows that can be read */
    bool recorded;        /* false: nothing was written */
    bool unchanged;       /* the decree has just this annex already */
    struct findings findings;
};

void decree_list_result_free(struct decree_list_result *result); /* takes a zeroed one */

/* Inside a transaction whose effective day is the decree's. Errors: FAILED for a file that cannot be read as an annex; as decree_record. */
const struct error *decree_list_take_in(struct journal *journal, const struct programme *programme, const char *path, const struct table_wish *wish,
                                        struct text number, struct decree_list_result *out);

#endif
