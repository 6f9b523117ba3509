/* bank_result: the bank's answer to a transfer file, row by row.
 *
 * Source: docs/contract.md, "Bank files": CSV with reference, status, amount, date, reason, named as the bank's template says. */
#ifndef IMPORTER_BANK_RESULT_H
#define IMPORTER_BANK_RESULT_H

#include "base/finding.h"
#include "importer/bank_trailer.h"
#include "programme/bank_template.h"
#include "programme/settlement.h"

struct bank_result {
    int64_t rows; /* = paid + returned + rejected */
    int64_t paid;
    int64_t returned;
    int64_t rejected; /* findings, and rows that were settled before by the same answer */
    int64_t kept;     /* of the rejected: second answers that the journal keeps, posting nothing */
    int64_t repeated; /* of the rejected: the same answer again, nothing to do and nothing wrong */
    struct money amount_paid;
    struct money amount_returned;
    bool recorded; /* false: nothing was posted or kept, nothing was written */
    struct bank_trailer trailer; /* the last control row; no row of the answer, and not counted among them */
    struct findings findings;
};

void bank_result_free(struct bank_result *result);

/* Inside a transaction; `words` are those of the bank. Errors: FAILED for a file that cannot be read as an answer. */
const struct error *bank_result_settle(struct journal *journal, const char *path, const struct bank_answer *words, struct bank_result *out);

const struct finding_kind *bank_finding_kind(const char *code);

#endif
