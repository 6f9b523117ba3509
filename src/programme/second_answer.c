#include "second_answer.h"

#include "base/language.h"
#include "programme/contradiction.h"
#include "register_row.h"
#include "store/query.h"

void contradiction_free(struct contradiction *contradiction)
{
    buffer_free(&contradiction->reference);
    buffer_free(&contradiction->file);
    *contradiction = (struct contradiction){ 0 };
}

const struct error *contradiction_find(struct store *store, int64_t applicant_id, struct contradiction *out, bool *found_out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store,
                   "SELECT c.position, c.batch_id, c.reference, c.bank_day, b.file_name, c.line FROM contradiction AS c "
                   "JOIN bank_answer AS b ON b.position = c.answer_position WHERE c.applicant_id = ?1 AND c.until IS NULL ORDER BY c.position DESC LIMIT 1",
                   &query));
    query_bind_integer(query, 1, applicant_id);
    TRY(query_step(query, found_out));
    if (*found_out) {
        *out = (struct contradiction){ .entry = query_integer(query, 0), .batch = query_integer(query, 1), .bank_day = { (int32_t)query_integer(query, 3) },
                                       .line = query_integer(query, 5) };
        buffer_add(&out->reference, query_text(query, 2));
        buffer_add(&out->file, query_text(query, 4));
    }
    return NULL;
}

const struct error *contradiction_count(struct store *store, int year, int64_t *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT count(*) FROM contradiction WHERE until IS NULL AND ?1 IN (0, year)", &query));
    query_bind_integer(query, 1, year);
    TRY(query_step(query, &row));
    *out = query_integer(query, 0);
    return NULL;
}

/* The reason as it is kept; the bank's dash says that there is none. */
static void add_reason(const struct settlement_row *row, struct buffer *out)
{
    struct text reason = text_trim(row->reason);
    if (!text_equal(reason, TEXT("-"))) {
        buffer_add_printable(out, reason, 200);
    }
}

static int64_t word_of(const struct settlement_row *row)
{
    return row->paid ? ACCOUNT_TERSALUR : ACCOUNT_RETUR;
}

/* The same word is in the journal; of an erased one the reason is not known any more. */
static const struct error *was_recorded(struct store *store, const struct settlement_row *row, int64_t payout_id, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    struct buffer reason SCOPED_BUFFER = { 0 };
    add_reason(row, &reason);
    TRY(query_open(store, "SELECT 1 FROM second_answer WHERE payout_id = ?1 AND account_id = ?2 AND bank_day = ?3 AND (reason = ?4 OR erased IS NOT NULL) LIMIT 1", &query));
    query_bind_integer(query, 1, payout_id);
    query_bind_integer(query, 2, word_of(row));
    query_bind_integer(query, 3, row->bank_day.number);
    query_bind_text(query, 4, buffer_text(&reason));
    return query_step(query, out);
}

const struct error *second_answer_judge(struct store *store, const struct settlement_row *row, struct day first, bool ended, struct settlement_verdict *verdict)
{
    struct query *query SCOPED_QUERY = NULL;
    bool stands;
    bool recorded;
    TRY(was_recorded(store, row, verdict->payout_id, &recorded));
    TRY(query_open(store, "SELECT bank_day FROM contradiction WHERE payout_id = ?1 AND until IS NULL", &query));
    query_bind_integer(query, 1, verdict->payout_id);
    TRY(query_step(query, &stands));
    if (recorded && (!row->paid || !stands)) {
        verdict->result = SETTLEMENT_SAME;
    } else if (row->paid) {
        verdict->result = ended ? SETTLEMENT_PAID_AFTER_ALL : SETTLEMENT_SECOND_ANSWER;
        verdict->kept = !recorded;
    } else if (stands && row->bank_day.number != first.number && row->bank_day.number >= query_integer(query, 0)) {
        /* On the day of the first answer it may be that answer, told once more. */
        verdict->result = SETTLEMENT_BOUNCED_AGAIN;
        verdict->kept = true;
    } else {
        verdict->result = SETTLEMENT_SECOND_ANSWER;
    }
    return NULL;
}

const struct error *second_answer_record(struct journal *journal, const struct settlement_row *row, int64_t payout_id, int64_t answer_position)
{
    struct query *insert SCOPED_QUERY = NULL;
    struct reason reason SCOPED_REASON = { 0 };
    struct buffer text SCOPED_BUFFER = { 0 };
    int64_t position;
    add_reason(row, &text);
    TRY(reason_make_optional(buffer_text(&text), &reason));
    entry_begin(journal, "second-answer");
    entry_add_integer(journal, "payout", payout_id);
    entry_add(journal, "reference", row->reference);
    entry_add_integer(journal, "answer", answer_position);
    entry_add_integer(journal, "line", row->line);
    entry_add(journal, "says", text_of(account_name((enum account)word_of(row))));
    entry_add_integer(journal, "amount", row->amount.rupiah);
    entry_add_day(journal, "bank-day", row->bank_day);
    entry_add_digest(journal, "reason-commitment", &reason.commitment);
    TRY(journal_append(journal, &position));
    TRY(query_open(journal->store,
                   "INSERT INTO second_answer (position, payout_id, day, answer_position, line, account_id, amount, bank_day, reason, salt, commitment) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                   &insert));
    const int64_t values[] = { position, payout_id, journal->event.day.number, answer_position, row->line, word_of(row), row->amount.rupiah, row->bank_day.number };
    for (int i = 0; i < 8; i++) {
        query_bind_integer(insert, i + 1, values[i]);
    }
    query_bind_text(insert, 9, buffer_text(&reason.text));
    query_bind_bytes(insert, 10, reason.salt, SALT_BYTES);
    query_bind_bytes(insert, 11, reason.commitment.bytes, DIGEST_BYTES);
    return query_run(insert);
}

const struct error *contradiction_verify(struct store *store)
{
    int64_t first;
    TRY(query_one_integer(store,
                          "SELECT coalesce(min(s.position), -1) FROM second_answer AS s JOIN payout AS p ON p.id = s.payout_id WHERE s.amount <> p.amount "
                          "OR NOT EXISTS (SELECT 1 FROM settlement AS t WHERE t.payout_id = s.payout_id AND t.account_id = 5 AND t.position < s.position) "
                          "OR (s.account_id = 5 AND NOT EXISTS (SELECT 1 FROM contradiction AS c WHERE c.payout_id = s.payout_id AND c.until = s.position))",
                          &first));
    if (first >= 0) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld is no second answer to a payout that bounced"), (long long)first);
    }
    TRY(query_one_integer(store,
                          "SELECT coalesce(min(t.position), -1) FROM (SELECT 1 FROM second_answer LIMIT 1) CROSS JOIN transfer AS t CROSS JOIN payout AS p ON p.id = t.payout_id "
                          "JOIN contradiction AS c ON c.applicant_id = p.applicant_id WHERE (t.to_account = 3 OR (t.from_account = 5 AND t.to_account = 1)) "
                          "AND t.position > c.position AND (c.until IS NULL OR t.position < c.until)",
                          &first));
    return first < 0 ? NULL : error_new(ERROR_UNVERIFIED, _("journal entry %lld pays somebody while the bank contradicts itself about an earlier payout"), (long long)first);
}
