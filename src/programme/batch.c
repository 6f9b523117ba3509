#include "programme/batch.h"

#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"
#include "batch_record.h"
#include "payout_record.h"
#include "payout_state.h"
#include "programme/approval.h"
#include "programme/waiting.h"
#include "store/query.h"

enum { BULK_PAYOUTS = 10000 };

static const struct error *record_batch(struct journal *journal, const struct programme *programme, const struct allocation *allocation,
                                        int64_t evaluation_id, int64_t batch_id)
{
    struct digest waiting;
    int64_t position;
    batch_begin(journal, programme, evaluation_id, batch_id);
    entry_add(journal, "order", text_of(allocation_order_text(programme->order)));
    if (allocation->draw != 0) {
        entry_add_integer(journal, "draw", allocation->draw);
    }
    if (allocation->line_batch != 0) {
        entry_add_integer(journal, "first-in-line", allocation->line_batch);
    }
    entry_add_integer(journal, "recipients", allocation->recipients);
    entry_add_integer(journal, "total", allocation->amount.rupiah);
    waiting_digest(programme, allocation, &waiting);
    entry_add_integer(journal, "waiting", allocation->listed);
    entry_add_digest(journal, "waiting-digest", &waiting);
    TRY(journal_append(journal, &position));
    return batch_insert(journal, &(struct batch_record){ batch_id, position, programme->year, evaluation_id, allocation->recipients, allocation->amount });
}

struct recipient {
    int64_t applicant_id;
    const struct candidate *candidate;
    int64_t sequence; /* in the order of allocation */
};

static int by_applicant(const void *a, const void *b)
{
    int64_t left = ((const struct recipient *)a)->applicant_id;
    int64_t right = ((const struct recipient *)b)->applicant_id;
    return left < right ? -1 : 1; /* nobody is there twice */
}

static struct recipient *recipients_of(const struct allocation *allocation)
{
    struct recipient *recipients = memory_new((size_t)allocation->recipients * sizeof(*recipients));
    size_t count = 0;
    for (size_t i = 0; i < allocation->count; i++) {
        const struct candidate *candidate = &allocation->candidates[i];
        if (candidate->result == ALLOCATION_RECIPIENT) {
            recipients[count] = (struct recipient){ candidate->applicant_id, candidate, (int64_t)count + 1 };
            count += 1;
        }
    }
    CHECK(count == (size_t)allocation->recipients);
    qsort(recipients, count, sizeof(*recipients), by_applicant);
    return recipients;
}

/* In the order of the register, whatever the sequence: each payout refers to its applicant, and a million references in no
 * order would be looked up all over the file. */
static const struct error *record_payouts(struct journal *journal, const struct programme *programme, const struct allocation *allocation,
                                          int64_t batch_id, int64_t payout_id)
{
    struct payout_writer writer SCOPED_PAYOUT_WRITER = { 0 };
    const struct error *error = payout_writer_open(journal, &writer);
    struct recipient *recipients = recipients_of(allocation);
    for (int64_t i = 0; error == NULL && i < allocation->recipients; i++) {
        const struct candidate *candidate = recipients[i].candidate;
        struct payout_record payout = { .id = payout_id + i + 1, .batch_id = batch_id, .sequence = recipients[i].sequence, .year = programme->year };
        payout.applicant_id = candidate->applicant_id;
        payout.commitment = &candidate->commitment;
        payout.category = candidate->category;
        payout.kabkota = candidate->kabkota;
        payout.tier = candidate->tier == NULL ? TEXT_EMPTY : text_of(candidate->tier->code);
        payout.amount = candidate->amount;
        error = payout_write(&writer, &payout);
    }
    memory_free(recipients);
    return error;
}

const struct error *batch_create(struct journal *journal, const struct programme *programme, const struct allocation *allocation,
                                 int64_t evaluation_id, int64_t *batch_out)
{
    int64_t batch_id;
    int64_t payout_id;
    CHECK(allocation->recipients > 0 && payout_may_move(ACCOUNT_ANGGARAN, ACCOUNT_KOMITMEN));
    TRY(batch_next(journal->store, &batch_id, &payout_id));
    TRY(record_batch(journal, programme, allocation, evaluation_id, batch_id));
    /* Built anew at once they cost a fraction of what they cost row by row; payout_one_live is as strict either way. */
    bool bulk = allocation->recipients >= BULK_PAYOUTS && allocation->recipients > payout_id;
    TRY(bulk ? store_indexes_drop(journal->store, "payout") : NULL);
    TRY(record_payouts(journal, programme, allocation, batch_id, payout_id));
    TRY(bulk ? store_indexes_build(journal->store) : NULL);
    TRY(waiting_record(journal->store, programme, allocation, batch_id));
    TRY(journal->event.officer != NULL ? NULL : approval_record(journal, &(struct approval){ .batch_id = batch_id, .sk_day = DAY_NONE }));
    *batch_out = batch_id;
    return NULL;
}
