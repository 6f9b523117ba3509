#include "programme/batch.h"

#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"
#include "payout_state.h"
#include "programme/waiting.h"
#include "store/query.h"

enum { BULK_PAYOUTS = 10000 };

static const struct error *record_batch(struct journal *journal, const struct programme *programme, const struct allocation *allocation,
                                        int64_t evaluation_id, int64_t batch_id)
{
    struct query *insert SCOPED_QUERY = NULL;
    struct digest waiting;
    int64_t position;
    entry_begin(journal, "batch");
    entry_add_integer(journal, "batch", batch_id);
    entry_add_integer(journal, "year", programme->year);
    entry_add_integer(journal, "evaluation", evaluation_id);
    entry_add_digest(journal, "rules", &programme->sha256);
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
    TRY(query_open(journal->store,
                   "INSERT INTO batch (id, position, year, day, evaluation_id, recipients, amount) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", &insert));
    int64_t values[] = { batch_id, position, programme->year, journal->event.day.number, evaluation_id, allocation->recipients, allocation->amount.rupiah };
    for (int i = 0; i < 7; i++) {
        query_bind_integer(insert, i + 1, values[i]);
    }
    return query_run(insert);
}

static const struct error *record_approval(struct journal *journal, int64_t batch_id)
{
    struct query *insert SCOPED_QUERY = NULL;
    int64_t position;
    entry_begin(journal, "approval");
    entry_add_integer(journal, "batch", batch_id);
    entry_add(journal, "mode", TEXT("single-operator"));
    entry_add(journal, "sk", TEXT("-"));
    entry_add_day(journal, "sk-day", DAY_NONE);
    TRY(journal_append(journal, &position));
    TRY(query_open(journal->store, "INSERT INTO approval (position, batch_id, day, mode, sk_number, sk_day) VALUES (?1, ?2, ?3, 'single-operator', NULL, NULL)", &insert));
    query_bind_integer(insert, 1, position);
    query_bind_integer(insert, 2, batch_id);
    query_bind_integer(insert, 3, journal->event.day.number);
    return query_run(insert);
}

/* The statements of one payout, used for every recipient. */
struct payout_writer {
    struct query *insert;
    struct buffer reference;
};

static void payout_writer_close(struct payout_writer *writer)
{
    query_close(writer->insert);
    buffer_free(&writer->reference);
}

static const struct error *payout_writer_open(struct store *store, struct payout_writer *writer)
{
    return query_open(store,
                      "INSERT INTO payout (id, position, batch_id, sequence, applicant_id, year, amount, reference, account_id) "
                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                      &writer->insert);
}

static void add_padded(struct buffer *out, char letter, int64_t number, size_t digits)
{
    char room[INTEGER_BYTES];
    struct text text = integer_text(number, room);
    buffer_add_byte(out, letter);
    for (size_t i = text.length; i < digits; i++) {
        buffer_add_byte(out, '0');
    }
    buffer_add(out, text);
}

static const struct error *record_payout(struct journal *journal, struct payout_writer *writer, const struct programme *programme,
                                         const struct candidate *candidate, int64_t batch_id, int64_t sequence, int64_t payout_id)
{
    int64_t position;
    /* Begins with a letter: a spreadsheet would make a date of digits and dashes. */
    buffer_clear(&writer->reference);
    add_padded(&writer->reference, 'P', programme->year, 4);
    add_padded(&writer->reference, 'B', batch_id, 3);
    add_padded(&writer->reference, 'N', sequence, 6);
    entry_begin(journal, "payout");
    entry_add_integer(journal, "payout", payout_id);
    entry_add_integer(journal, "batch", batch_id);
    entry_add_integer(journal, "sequence", sequence);
    entry_add(journal, "reference", buffer_text(&writer->reference));
    entry_add_integer(journal, "applicant", candidate->applicant_id);
    entry_add_digest(journal, "commitment", &candidate->commitment);
    entry_add(journal, "category", text_of(category_name(candidate->category)));
    if (candidate->tier != NULL) {
        entry_add(journal, "tier", text_of(candidate->tier->code));
    }
    entry_add_integer(journal, "region", candidate->kabkota);
    TRY(journal_post(journal, programme->year, ACCOUNT_ANGGARAN, ACCOUNT_KOMITMEN, candidate->amount, payout_id, &position));
    int64_t values[] = { payout_id, position, batch_id, sequence, candidate->applicant_id, programme->year, candidate->amount.rupiah };
    for (int i = 0; i < 7; i++) {
        query_bind_integer(writer->insert, i + 1, values[i]);
    }
    query_bind_text(writer->insert, 8, buffer_text(&writer->reference));
    query_bind_integer(writer->insert, 9, ACCOUNT_KOMITMEN);
    return query_run(writer->insert);
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
    struct payout_writer writer __attribute__((cleanup(payout_writer_close))) = { 0 };
    const struct error *error = payout_writer_open(journal->store, &writer);
    struct recipient *recipients = recipients_of(allocation);
    for (int64_t i = 0; error == NULL && i < allocation->recipients; i++) {
        error = record_payout(journal, &writer, programme, recipients[i].candidate, batch_id, recipients[i].sequence, payout_id + i + 1);
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
    TRY(query_one_integer(journal->store, "SELECT coalesce(max(id), 0) + 1 FROM batch", &batch_id));
    TRY(query_one_integer(journal->store, "SELECT coalesce(max(id), 0) FROM payout", &payout_id));
    TRY(record_batch(journal, programme, allocation, evaluation_id, batch_id));
    /* Built anew at once they cost a fraction of what they cost row by row; payout_one_live is as strict either way. */
    bool bulk = allocation->recipients >= BULK_PAYOUTS && allocation->recipients > payout_id;
    TRY(bulk ? store_indexes_drop(journal->store, "payout") : NULL);
    TRY(record_payouts(journal, programme, allocation, batch_id, payout_id));
    TRY(bulk ? store_indexes_build(journal->store) : NULL);
    TRY(waiting_record(journal->store, programme, allocation, batch_id));
    TRY(record_approval(journal, batch_id));
    *batch_out = batch_id;
    return NULL;
}
