#include "ledger/posting.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/relay.h"
#include "journal_internal.h"
#include "store/query.h"

enum { BATCHES = 4, POSITION = 0, TEXT_COLUMN, LEAF, AMOUNT, PAYOUT, OWN };

/* Some postings, and all that their rows point to. */
struct batch {
    struct given rows;
    struct posting postings[GIVEN_ROWS];
    struct digest leaves[GIVEN_ROWS];
    size_t ends[GIVEN_ROWS]; /* of each entry in `text` */
    struct buffer text;
};

struct postings {
    struct posting_plan plan;
    /* The second thread's: a journal that stores nothing. */
    struct journal scribe;
    struct hasher *hasher;
    int64_t described;
    struct batch batches[BATCHES];
    /* The caller's. */
    struct journal *journal;
    struct query *entries;
    struct query *transfers;
    struct relay *relay;
};

static void describe(struct postings *postings, struct batch *batch)
{
    struct journal *scribe = &postings->scribe;
    const struct posting_plan *plan = &postings->plan;
    size_t number = batch->rows.count++;
    struct posting *posting = &batch->postings[number];
    struct cell *row = batch->rows.rows[number];
    entry_begin(scribe, plan->type);
    plan->describe(plan->context, postings->described++, scribe, posting);
    entry_add_transfer(scribe, plan->year, plan->from, plan->to, posting->amount);
    row[POSITION] = cell_integer(journal_next(scribe));
    tree_append_entry(&scribe->tree, postings->hasher, buffer_text(&scribe->text), &batch->leaves[number]);
    row[LEAF] = cell_bytes(batch->leaves[number].bytes, DIGEST_BYTES);
    row[AMOUNT] = cell_integer(posting->amount.rupiah);
    row[PAYOUT] = cell_integer(posting->payout);
    memcpy(&row[OWN], posting->own, sizeof(posting->own));
    buffer_add(&batch->text, buffer_text(&scribe->text));
    batch->ends[number] = batch->text.length;
}

static bool fill(void *context, size_t slot)
{
    struct postings *postings = context;
    struct batch *batch = &postings->batches[slot];
    size_t begin = 0;
    buffer_clear(&batch->text);
    batch->rows.count = 0;
    while (batch->rows.count < GIVEN_ROWS && postings->described < postings->plan.count) {
        describe(postings, batch);
    }
    /* Now that the text stays where it is. */
    for (size_t i = 0; i < batch->rows.count; i++) {
        batch->rows.rows[i][TEXT_COLUMN] = cell_text((struct text){ batch->text.bytes + begin, batch->ends[i] - begin });
        begin = batch->ends[i];
    }
    return postings->described < postings->plan.count;
}

void postings_open(struct journal *journal, const struct posting_plan *plan, struct postings **out)
{
    struct postings *postings = memory_new(sizeof(*postings));
    CHECK(journal->sealed < journal->tree.size || plan->count == 0);
    postings->plan = *plan;
    postings->journal = journal;
    postings->scribe = (struct journal){ .event = journal->event, .tree = journal->tree };
    postings->hasher = hasher_new();
    postings->relay = relay_open(BATCHES, fill, postings);
    *out = postings;
}

static const struct error *store_rows(struct postings *postings, const struct given *rows)
{
    const struct posting_plan *plan = &postings->plan;
    struct store *store = postings->journal->store;
    if (postings->entries == NULL) {
        TRY(query_open(store, "INSERT INTO journal (position, text, leaf) SELECT c0, c1, c2 FROM given(?1)", &postings->entries));
        TRY(query_open(store,
                       "INSERT INTO transfer (position, year, from_account, to_account, amount, payout_id) SELECT c0, ?2, ?3, ?4, c3, c4 FROM given(?1)",
                       &postings->transfers));
        query_bind_integer(postings->transfers, 2, plan->year);
        query_bind_integer(postings->transfers, 3, plan->from);
        query_bind_integer(postings->transfers, 4, plan->to);
    }
    TRY(query_run_given(postings->entries, 1, rows));
    return query_run_given(postings->transfers, 1, rows);
}

const struct error *postings_next(struct postings *postings, const struct given **out)
{
    const struct posting_plan *plan = &postings->plan;
    size_t slot;
    *out = NULL;
    if (!relay_next(postings->relay, &slot)) {
        postings->journal->tree = postings->scribe.tree;
        return NULL;
    }
    const struct batch *batch = &postings->batches[slot];
    for (size_t i = 0; i < batch->rows.count; i++) {
        TRY(journal_move(postings->journal, plan->year, plan->from, plan->to, batch->postings[i].amount));
    }
    TRY(store_rows(postings, &batch->rows));
    *out = &batch->rows;
    return NULL;
}

void postings_close(struct postings *postings)
{
    if (postings == NULL) {
        return;
    }
    relay_close(postings->relay);
    query_close(postings->entries);
    query_close(postings->transfers);
    journal_close(&postings->scribe);
    hasher_free(postings->hasher);
    for (size_t i = 0; i < BATCHES; i++) {
        buffer_free(&postings->batches[i].text);
    }
    memory_free(postings);
}

void postings_release(struct postings **postings)
{
    postings_close(*postings);
}
