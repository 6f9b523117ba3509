/* The sendings of a batch, from the books: their files can be written again. */
#include "applicant_row.h"
#include "base/language.h"
#include "base/memory.h"
#include "programme/batch.h"
#include "store/query.h"
#include "transfer_order.h"

void sendings_before_free(struct sendings_before *before)
{
    for (size_t i = 0; i < before->count; i++) {
        sending_free(&before->items[i].sending);
    }
    memory_free(before->items);
    *before = (struct sendings_before){ 0 };
}

static const struct error *refuse(const struct sending_before *before)
{
    return error_new(ERROR_UNVERIFIED, _("what was sent is not what journal entry %lld says; no file is written. Run `dumisake verify`"), (long long)before->position);
}

/* From the entry, never from its row: nothing but the journal may say what the bank gets. */
static const struct error *read_sending(struct query *query, int64_t batch_id, struct sending_before *before)
{
    int64_t named = 0;
    *before = (struct sending_before){ .position = query_integer(query, 0) };
    struct text entry = query_text(query, 1);
    before->sending.batch_id = batch_id;
    before->sending.year = (int)query_integer(query, 2);
    before->has_template = entry_get_digest(entry, "template-sha256", &before->template_sha256);
    return entry_is(entry, "sending") && entry_get_integer(entry, "batch", &named) && named == batch_id && entry_get_day(entry, "day", &before->day) &&
                   entry_get_digest(entry, "file-sha256", &before->file_sha256)
               ? NULL
               : refuse(before);
}

static const struct error *read_order(struct store *store, struct query *query, struct sending_before *before)
{
    enum { PAYOUT = APPLICANT_ROW_COUNT, REFERENCE, SEQUENCE, AMOUNT, ACCOUNT, SALT, ENTRY, POSITION };
    struct sending *sending = &before->sending;
    struct transfer_order order = { .payout_id = query_integer(query, PAYOUT), .sequence = query_integer(query, SEQUENCE) };
    struct buffer reference = { 0 };
    struct applicant applicant;
    if (query_integer(query, ACCOUNT) != ACCOUNT_DALAM_PROSES) {
        before->answered = true;
        return NULL;
    }
    applicant_row_read(query, 0, &applicant);
    const struct transfer_row row = { order.payout_id, query_integer(query, AMOUNT), query_integer(query, POSITION), query_text(query, ENTRY), query_bytes(query, SALT) };
    TRY(transfer_order_check_row(store, &applicant, &row));
    order.applicant_id = applicant.id;
    order.nik = applicant_nik(&applicant).number;
    buffer_add(&reference, query_text(query, REFERENCE));
    (void)buffer_string(&reference);
    order.reference = reference.bytes;
    const struct value *fields = applicant.fields;
    transfer_order_take_account(&order, fields[FIELD_NO_REKENING].text, fields[FIELD_NAMA_REKENING].text, fields[FIELD_NAMA].text, fields[FIELD_BANK].text);
    bool sound = money_of(row.amount, &order.amount);
    sending->orders = memory_grow(sending->orders, sending->count, &before->capacity, sizeof(*sending->orders));
    sending->orders[sending->count++] = order; /* owned from here on */
    return sound && order.bank_code != NULL && order.account_number[0] != '\0' && order.reference[0] != '\0' ? NULL : refuse(before);
}

/* The payouts that moved between this sending's entry and the batch's next one, 0 for none. */
static const struct error *read_orders(struct store *store, int64_t next, struct sending_before *before)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT " APPLICANT_ROW_COLUMNS ", p.id, p.reference, p.sequence, p.amount, p.account_id, a.salt, j.text, p.position FROM transfer AS t "
                   "JOIN payout AS p ON p.id = t.payout_id JOIN applicant AS a ON a.id = p.applicant_id JOIN journal AS j ON j.position = p.position "
                   "WHERE t.position > ?2 AND (?3 = 0 OR t.position < ?3) AND t.to_account = 3 AND p.batch_id = ?1 ORDER BY p.sequence",
                   &query));
    query_bind_integer(query, 1, before->sending.batch_id);
    query_bind_integer(query, 2, before->position);
    query_bind_integer(query, 3, next);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row || before->answered) {
            break;
        }
        TRY(read_order(store, query, before));
    }
    sending_add_up(&before->sending);
    return NULL;
}

static bool is_whole(const struct sending_before *before, struct text entry)
{
    int64_t payouts;
    int64_t total;
    int64_t hash_total;
    return before->answered ||
           (entry_get_integer(entry, "payouts", &payouts) && payouts == (int64_t)before->sending.payable && entry_get_integer(entry, "total", &total) &&
            total == before->sending.amount.rupiah && entry_get_integer(entry, "hash-total", &hash_total) && hash_total == before->sending.hash_total);
}

const struct error *sendings_find(struct store *store, int64_t batch_id, struct sendings_before *out)
{
    struct sendings_before before SCOPED_SENDINGS_BEFORE = { .count = 0 };
    struct query *query SCOPED_QUERY = NULL;
    size_t capacity = 0;
    bool row;
    TRY(query_open(store,
                   "SELECT s.position, j.text, b.year, coalesce((SELECT min(n.position) FROM sending AS n WHERE n.batch_id = s.batch_id AND n.position > s.position), 0) "
                   "FROM sending AS s JOIN batch AS b ON b.id = s.batch_id JOIN journal AS j ON j.position = s.position WHERE s.batch_id = ?1 ORDER BY s.position",
                   &query));
    query_bind_integer(query, 1, batch_id);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        before.items = memory_grow(before.items, before.count, &capacity, sizeof(*before.items));
        struct sending_before *item = &before.items[before.count++];
        TRY(read_sending(query, batch_id, item));
        TRY(read_orders(store, query_integer(query, 3), item));
        TRY(is_whole(item, query_text(query, 1)) ? NULL : refuse(item));
    }
    MEMORY_GIVE(out, before);
    return NULL;
}
