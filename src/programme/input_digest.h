/* input_digest: one number over all that an evaluation looked at.
 *
 * Law: the bytes are those of docs/ledger.md, so that anybody with the ledger and that page makes the same digest; whoever judges
 * the year again, now or as it was, feeds it the rows in the same order. */
#ifndef PROGRAMME_INPUT_DIGEST_H
#define PROGRAMME_INPUT_DIGEST_H

#include "ledger/digest.h"
#include "programme/programme.h"
#include "programme/review.h"

#define INPUT_DIGEST_KEY "input-digest" /* of the line in an `evaluation` entry */

enum { INPUT_ROWS_AT_ONCE = 128 };

struct input_digest {
    struct hasher *rows;
    uint8_t waiting[INPUT_ROWS_AT_ONCE * DIGEST_BYTES]; /* commitments for the hasher: many small pieces are slow */
    size_t count;                                       /* of those */
    int64_t applicants;
};

void input_digest_begin(struct input_digest *input);
void input_digest_free(struct input_digest *input); /* takes a zeroed one */
/* The next applicant's row, in the order of their ids. Errors: UNVERIFIED when it has no commitment. */
const struct error *input_digest_row(struct input_digest *input, struct text commitment);
/* With the rules, and what stood before the journal's entry `before`: grants, lists, withdrawals, verdicts. */
const struct error *input_digest_finish(struct input_digest *input, struct store *store, const struct programme *programme, int64_t before, struct digest *out);

/* The digest in an `evaluation` entry; false: it was made before there were any. */
bool input_digest_of_entry(struct text entry, struct digest *out);

#endif
