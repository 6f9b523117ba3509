#include "batch_record.h"

#include "store/query.h"

const struct error *batch_next(struct store *store, int64_t *batch_out, int64_t *last_payout_out)
{
    TRY(query_one_integer(store, "SELECT coalesce(max(id), 0) + 1 FROM batch", batch_out));
    return query_one_integer(store, "SELECT coalesce(max(id), 0) FROM payout", last_payout_out);
}

void batch_begin(struct journal *journal, const struct programme *programme, int64_t evaluation_id, int64_t batch_id)
{
    entry_begin(journal, "batch");
    entry_add_integer(journal, "batch", batch_id);
    entry_add_integer(journal, "year", programme->year);
    entry_add_integer(journal, "evaluation", evaluation_id);
    entry_add_digest(journal, "rules", &programme->sha256);
}

const struct error *batch_insert(struct journal *journal, const struct batch_record *batch)
{
    struct query *insert SCOPED_QUERY = NULL;
    TRY(query_open(journal->store,
                   "INSERT INTO batch (id, position, year, day, evaluation_id, recipients, amount) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", &insert));
    int64_t values[] = { batch->id, batch->position, batch->year, journal->event.day.number, batch->evaluation_id, batch->recipients, batch->amount.rupiah };
    for (int i = 0; i < 7; i++) {
        query_bind_integer(insert, i + 1, values[i]);
    }
    return query_run(insert);
}
