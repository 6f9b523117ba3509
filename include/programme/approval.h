/* approval: the word of the second officer, with the decree (SK) that names the recipients.
 *
 * Law: a batch is sent only when it is approved. While no officer is registered, the only operator approves a batch with making it
 * and may name the decree afterwards; every report says so. */
#ifndef PROGRAMME_APPROVAL_H
#define PROGRAMME_APPROVAL_H

#include "ledger/journal.h"

struct approval {
    int64_t batch_id;
    struct text sk_number; /* empty = none */
    struct day sk_day;     /* DAY_NONE = none */
};

/* Appends the `approval` entry. */
const struct error *approval_record(struct journal *journal, const struct approval *approval);

/* The same for a batch that is there. Errors: REFUSED when there is no such batch, it was sent or cancelled already, its decree was
 * named before (another one), or the day lies before the batch's; *recorded_out is false when it has just this decree already. */
const struct error *approval_give(struct journal *journal, const struct approval *approval, bool *recorded_out);

#endif
