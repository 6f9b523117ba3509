/* A batch's entry and row, the same for all that make batches. */
#ifndef PROGRAMME_BATCH_RECORD_H
#define PROGRAMME_BATCH_RECORD_H

#include "programme/programme.h"

struct batch_record {
    int64_t id;
    int64_t position; /* of the entry */
    int year;
    int64_t evaluation_id;
    int64_t recipients;
    struct money amount;
};

/* The numbers that come next: of the batch, and the one before the first payout's. */
const struct error *batch_next(struct store *store, int64_t *batch_out, int64_t *last_payout_out);
/* The entry's first lines: batch, year, evaluation, rules. */
void batch_begin(struct journal *journal, const struct programme *programme, int64_t evaluation_id, int64_t batch_id);
const struct error *batch_insert(struct journal *journal, const struct batch_record *batch);

#endif
