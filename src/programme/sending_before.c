/* The last sending of a batch, from the books: its file can be written again. */
#include "base/language.h"
#include "base/memory.h"
#include "programme/batch.h"
#include "store/query.h"
#include "transfer_order.h"

void sending_before_free(struct sending_before *before)
{
    sending_free(&before->sending);
    *before = (struct sending_before){ 0 };
}

static const struct error *read_sending(struct store *store, int64_t batch_id, struct sending_before *before)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT s.position, s.day, s.file_sha256, b.year FROM sending AS s JOIN batch AS b ON b.id = s.batch_id WHERE s.batch_id = ?1 ORDER BY s.position DESC LIMIT 1", &query));
    query_bind_integer(query, 1, batch_id);
    TRY(query_step(query, &row));
    if (row) {
        before->position = query_integer(query, 0);
        before->day = (struct day){ (int32_t)query_integer(query, 1) };
        before->sending.batch_id = batch_id;
        before->sending.year = (int)query_integer(query, 3);
        if (!digest_from(query_bytes(query, 2), &before->file_sha256)) {
            return error_new(ERROR_UNVERIFIED, _("journal entry %lld: its row is damaged; run `dumisake verify`"), (long long)before->position);
        }
    }
    return NULL;
}

static const struct error *read_order(struct query *query, struct transfer_order *order)
{
    *order = (struct transfer_order){ .payout_id = query_integer(query, 0), .sequence = query_integer(query, 2), .applicant_id = query_integer(query, 5), .nik = query_integer(query, 6) };
    struct buffer reference = { 0 };
    buffer_add(&reference, query_text(query, 1));
    order->reference = reference.bytes;
    transfer_order_take_account(order, query_text(query, 7), query_text(query, 8), query_text(query, 9), query_text(query, 10));
    return money_of(query_integer(query, 3), &order->amount) && order->bank_code != NULL && order->account_number[0] != '\0' && order->reference[0] != '\0'
               ? NULL
               : error_new(ERROR_UNVERIFIED, _("payout %lld was sent, and has no amount or account now; run `dumisake verify`"), (long long)order->payout_id);
}

/* Until the bank answered, nobody is erased and no account changes. */
static const struct error *read_orders(struct store *store, struct sending_before *before)
{
    struct query *query SCOPED_QUERY = NULL;
    struct sending *sending = &before->sending;
    size_t capacity = 0;
    bool row;
    TRY(query_open(store,
                   "SELECT p.id, p.reference, p.sequence, p.amount, p.account_id, a.id, a.nik, a.no_rekening, a.nama_rekening, a.nama, a.bank FROM transfer AS t "
                   "JOIN payout AS p ON p.id = t.payout_id JOIN applicant AS a ON a.id = p.applicant_id "
                   "WHERE t.position > ?2 AND t.to_account = 3 AND p.batch_id = ?1 ORDER BY p.sequence",
                   &query));
    query_bind_integer(query, 1, sending->batch_id);
    query_bind_integer(query, 2, before->position);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        before->answered = query_integer(query, 4) != 3;
        if (before->answered) {
            return NULL;
        }
        sending->orders = memory_grow(sending->orders, sending->count, &capacity, sizeof(*sending->orders));
        TRY(read_order(query, &sending->orders[sending->count++]));
    }
    sending_add_up(sending);
    return NULL;
}

const struct error *sending_find_last(struct store *store, int64_t batch_id, struct sending_before *out)
{
    struct sending_before before SCOPED_SENDING_BEFORE = { .position = 0 };
    TRY(read_sending(store, batch_id, &before));
    TRY(before.position == 0 ? NULL : read_orders(store, &before));
    MEMORY_GIVE(out, before);
    return NULL;
}
