#include "programme/withdrawal.h"

#include "base/language.h"
#include "base/memory.h"
#include "register_row.h"
#include "store/query.h"

static const struct error *find_earlier(struct store *store, int64_t applicant_id, struct withdrawal *withdrawal, bool *found_out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store, "SELECT day, reason FROM withdrawal WHERE applicant_id = ?1", &query));
    query_bind_integer(query, 1, applicant_id);
    TRY(query_step(query, found_out));
    if (*found_out) {
        withdrawal->day = (struct day){ (int32_t)query_integer(query, 0) };
        buffer_add(&withdrawal->reason, query_text(query, 1));
    }
    return NULL;
}

static const struct error *record(struct journal *journal, int year, const struct register_row *row, const struct reason *reason)
{
    struct query *insert SCOPED_QUERY = NULL;
    int64_t position;
    entry_begin(journal, "withdrawal");
    entry_add_integer(journal, "year", year);
    entry_add_integer(journal, "applicant", row->id);
    entry_add_digest(journal, "commitment", &row->commitment);
    entry_add_digest(journal, "reason-commitment", &reason->commitment);
    TRY(journal_append(journal, &position));
    TRY(query_open(journal->store, "INSERT INTO withdrawal (position, applicant_id, day, reason, salt, commitment) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", &insert));
    query_bind_integer(insert, 1, position);
    query_bind_integer(insert, 2, row->id);
    query_bind_integer(insert, 3, journal->event.day.number);
    query_bind_text(insert, 4, buffer_text(&reason->text));
    query_bind_bytes(insert, 5, reason->salt, SALT_BYTES);
    query_bind_bytes(insert, 6, reason->commitment.bytes, DIGEST_BYTES);
    return query_run(insert);
}

const struct error *withdrawal_record(struct journal *journal, int year, struct nik nik, struct text typed, struct withdrawal *out)
{
    struct withdrawal withdrawal SCOPED_WITHDRAWAL = { .day = journal->event.day };
    struct reason reason SCOPED_REASON = { 0 };
    struct register_row row;
    bool earlier;
    TRY(reason_make(typed, &reason));
    TRY(register_find(journal->store, year, nik, &row));
    TRY(find_earlier(journal->store, row.id, &withdrawal, &earlier));
    if (!earlier && register_was_sent(&row)) {
        return error_new(ERROR_REFUSED, _("the person's money was sent with batch %lld (now: %s); who was sent money cannot be withdrawn"),
                         (long long)row.batch, account_name(row.account));
    }
    if (!earlier && row.account == ACCOUNT_KOMITMEN) {
        return error_new(ERROR_REFUSED, _("the person is in batch %lld, which is not sent yet; `dumisake exclude FILE --list NAME` holds the payment back"),
                         (long long)row.batch);
    }
    if (!earlier) {
        TRY(record(journal, year, &row, &reason));
        buffer_add(&withdrawal.reason, buffer_text(&reason.text));
    }
    withdrawal.recorded = !earlier;
    MEMORY_GIVE(out, withdrawal);
    return NULL;
}

void withdrawal_free(struct withdrawal *withdrawal)
{
    buffer_free(&withdrawal->reason);
}
