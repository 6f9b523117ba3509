#include "programme/batch.h"

#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"
#include "batch_record.h"
#include "ledger/posting.h"
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

/* What the payouts of a batch have in common, and who they are: read by two threads, written by none. */
struct making {
    const struct programme *programme;
    const struct recipient *recipients;
    int64_t batch_id;
    int64_t payout_id; /* of the last payout before them */
};

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

static void describe_payout(const void *context, int64_t index, struct journal *entry, struct posting *out)
{
    const struct making *making = context;
    const struct recipient *recipient = &making->recipients[index];
    const struct candidate *candidate = recipient->candidate;
    struct payout_record payout = { .id = making->payout_id + index + 1, .batch_id = making->batch_id, .sequence = recipient->sequence };
    payout.year = making->programme->year;
    payout.applicant_id = candidate->applicant_id;
    payout.commitment = &candidate->commitment;
    payout.category = candidate->category;
    payout.kabkota = candidate->kabkota;
    payout.tier = candidate->tier == NULL ? TEXT_EMPTY : text_of(candidate->tier->code);
    _Static_assert(sizeof(out->note) >= (size_t)PAYOUT_REFERENCE_BYTES, "the note has room for it");
    struct text reference = payout_reference(&payout, out->note);
    payout_describe(&payout, reference, entry);
    out->payout = payout.id;
    out->amount = candidate->amount;
    out->own[0] = cell_integer(payout.sequence);
    out->own[1] = cell_integer(payout.applicant_id);
    out->own[2] = cell_text(reference);
}

static const struct error *record_payouts_of(struct journal *journal, const struct making *making, int64_t count)
{
    struct posting_plan plan = { "payout", making->programme->year, ACCOUNT_ANGGARAN, ACCOUNT_KOMITMEN, count, describe_payout, making };
    struct postings *postings SCOPED_POSTINGS = NULL;
    struct query *insert SCOPED_QUERY = NULL;
    const struct given *rows;
    TRY(query_open(journal->store,
                   "INSERT INTO payout (id, position, batch_id, sequence, applicant_id, year, amount, reference, account_id) "
                   "SELECT c4, c0, ?2, c5, c6, ?3, c3, c7, ?4 FROM given(?1)",
                   &insert));
    query_bind_integer(insert, 2, making->batch_id);
    query_bind_integer(insert, 3, making->programme->year);
    query_bind_integer(insert, 4, ACCOUNT_KOMITMEN);
    postings_open(journal, &plan, &postings);
    for (;;) {
        TRY(postings_next(postings, &rows));
        if (rows == NULL) {
            return NULL;
        }
        TRY(query_run_given(insert, 1, rows));
    }
}

/* In the order of the register, whatever the sequence: each payout refers to its applicant, and a million references in no
 * order would be looked up all over the file. */
static const struct error *record_payouts(struct journal *journal, const struct programme *programme, const struct allocation *allocation,
                                          int64_t batch_id, int64_t payout_id)
{
    struct recipient *recipients = recipients_of(allocation);
    struct making making = { programme, recipients, batch_id, payout_id };
    const struct error *error = record_payouts_of(journal, &making, allocation->recipients);
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
