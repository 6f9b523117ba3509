/* contradiction: the bank says that a payout was paid which it had called bounced.
 *
 * Law: a second answer moves no money. As long as it stands, nothing is sent or paid once more to the person: the money may be there
 * twice. It stands until the bank says bounced again, or a payout of the person is in the treasury, whole, with a slip (STS). */
#ifndef PROGRAMME_CONTRADICTION_H
#define PROGRAMME_CONTRADICTION_H

#include "base/day.h"
#include "store/store.h"

struct contradiction {
    int64_t entry; /* of the journal, with the bank's second answer */
    int64_t batch;
    struct buffer reference; /* of the payout that bounced */
    struct day bank_day;     /* on which the bank says that it was paid */
    struct buffer file;      /* that says so, without folders */
    int64_t line;
};

void contradiction_free(struct contradiction *contradiction); /* takes a zeroed one */

/* The last one about a payout of the applicant that stands. */
const struct error *contradiction_find(struct store *store, int64_t applicant_id, struct contradiction *out, bool *found_out);
/* How many stand in that year, 0 for all. */
const struct error *contradiction_count(struct store *store, int year, int64_t *out);

/* Every second answer is about a payout that bounced, in the words of the payout, and nothing was sent or repaid while it stood. Errors: UNVERIFIED. */
const struct error *contradiction_verify(struct store *store);

#endif
