/* What the bank says of a payout after its answer that it bounced. */
#ifndef PROGRAMME_SECOND_ANSWER_H
#define PROGRAMME_SECOND_ANSWER_H

#include "programme/settlement.h"

/* The result of such a row, and whether it is new, so that it is kept. `first` is the bank's day of the answer that was posted; an `ended` payout was paid once more. */
const struct error *second_answer_judge(struct store *store, const struct settlement_row *row, struct day first, bool ended, struct settlement_verdict *verdict);

/* The `second-answer` entry; `answer_position` is that of the file's. */
const struct error *second_answer_record(struct journal *journal, const struct settlement_row *row, int64_t payout_id, int64_t answer_position);

#endif
