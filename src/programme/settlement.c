#include "programme/settlement.h"

#include <stdio.h>

#include "base/language.h"
#include "base/memory.h"
#include "payout_find.h"
#include "payout_state.h"
#include "second_answer.h"
#include "store/query.h"

/* Columns of the statement `find`. */
enum { FIND_ID, FIND_YEAR, FIND_AMOUNT, FIND_ACCOUNT, FIND_SENT, FIND_NUMBER };
/* And of `earlier`: the answer that was posted, with the day it was taken in. */
enum { EARLIER_ACCOUNT, EARLIER_BANK_DAY, EARLIER_REASON, EARLIER_DAY };

const struct error *settlement_open(struct journal *journal, struct settlement *out)
{
    struct settlement settlement SCOPED_SETTLEMENT = { .journal = journal };
    struct store *store = journal->store;
    TRY(query_open(store,
                   "SELECT p.id, p.year, p.amount, p.account_id, coalesce((SELECT max(s.day) FROM sending AS s WHERE s.batch_id = p.batch_id), 0), a.no_rekening "
                   "FROM payout AS p LEFT JOIN applicant AS a ON a.id = p.applicant_id WHERE p.reference = ?1",
                   &settlement.find));
    TRY(query_open(store,
                   "SELECT s.account_id, s.bank_day, s.reason, b.day FROM settlement AS s JOIN bank_answer AS b ON b.position = s.answer_position "
                   "WHERE s.payout_id = ?1 ORDER BY s.position DESC LIMIT 1",
                   &settlement.earlier));
    TRY(query_open(store, "UPDATE payout SET account_id = ?2 WHERE id = ?1 AND account_id = 3", &settlement.move));
    TRY(query_open(store,
                   "INSERT INTO settlement (position, payout_id, answer_position, account_id, bank_day, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                   &settlement.insert));
    MEMORY_GIVE(out, settlement);
    return NULL;
}

void settlement_close(struct settlement *settlement)
{
    query_close(settlement->find);
    query_close(settlement->earlier);
    query_close(settlement->move);
    query_close(settlement->insert);
    *settlement = (struct settlement){ 0 };
}

static enum account destination(const struct settlement_row *row)
{
    return row->paid ? ACCOUNT_TERSALUR : ACCOUNT_RETUR;
}

/* The reason as it is kept: "" when the row is paid or gives none, for which banks also write a dash. */
static void add_reason(const struct settlement_row *row, struct buffer *out)
{
    struct text reason = text_trim(row->reason);
    if (!row->paid && !text_equal(reason, TEXT("-"))) {
        buffer_add_printable(out, reason, 200);
    }
}

static const struct error *was_answered(struct settlement *settlement, int64_t payout_id, bool *out)
{
    query_bind_integer(settlement->earlier, 1, payout_id);
    TRY(query_step(settlement->earlier, out));
    query_reset(settlement->earlier);
    return NULL;
}

/* A row for a payout whose money is not with the bank any more, against the answer that was posted. */
static const struct error *judge_second(struct settlement *settlement, const struct settlement_row *row, enum account account, struct settlement_verdict *verdict)
{
    struct query *earlier = settlement->earlier;
    struct buffer reason SCOPED_BUFFER = { 0 };
    bool found;
    add_reason(row, &reason);
    query_bind_integer(earlier, 1, verdict->payout_id);
    TRY(query_step(earlier, &found));
    int64_t word = found ? query_integer(earlier, EARLIER_ACCOUNT) : ACCOUNT_TERSALUR;
    struct day day = { (int32_t)(found ? query_integer(earlier, EARLIER_BANK_DAY) : 0) };
    bool same = found && word == (int64_t)destination(row) && day.number == row->bank_day.number && text_equal(query_text(earlier, EARLIER_REASON), buffer_text(&reason));
    query_reset(earlier);
    verdict->result = same ? SETTLEMENT_SAME : SETTLEMENT_SECOND_ANSWER;
    return same || word != ACCOUNT_RETUR ? NULL : second_answer_judge(settlement->journal->store, row, day, account == ACCOUNT_ANGGARAN, verdict);
}

enum { ACCOUNT_SIGNS_MAX = 40 };

/* The digits and the signs that hide some, without what is written between them, zeros in front and the decimals that a spreadsheet adds. */
static struct text account_signs(struct text account, char out[static ACCOUNT_SIGNS_MAX], bool *masked_out)
{
    size_t length = 0;
    size_t end = account.length;
    *masked_out = false;
    while (end > 0 && account.bytes[end - 1] == '0') {
        end--;
    }
    bool has_decimals = end > 1 && account.length - end <= 2 && account.length > end && (account.bytes[end - 1] == '.' || account.bytes[end - 1] == ',');
    end = has_decimals ? end - 1 : account.length;
    for (size_t i = 0; i < end && length < ACCOUNT_SIGNS_MAX; i++) {
        char sign = account.bytes[i];
        bool hides = sign == '*' || sign == 'X' || sign == 'x' || sign == '#';
        *masked_out = *masked_out || hides;
        if (hides || (sign >= '0' && sign <= '9' && (sign != '0' || length > 0))) {
            out[length++] = hides ? '*' : sign;
        }
    }
    return (struct text){ out, length };
}

/* The bank names another account than was sent: other digits, or no number at all. A masked number is compared by what of it is seen, from its end; a
 * bank's code may stand in front. */
static bool names_other_account(struct text named, struct text sent)
{
    enum { TAIL = 5 }; /* what a number that begins with something else must end in */
    char named_signs[ACCOUNT_SIGNS_MAX];
    char sent_signs[ACCOUNT_SIGNS_MAX];
    bool masked;
    bool never;
    struct text one = account_signs(named, named_signs, &masked);
    struct text other = account_signs(sent, sent_signs, &never);
    size_t length = one.length < other.length ? one.length : other.length;
    bool same = masked || one.length == other.length || (one.length > other.length && other.length >= TAIL);
    for (size_t i = 1; i <= length && same; i++) {
        char sign = one.bytes[one.length - i];
        same = sign == '*' || sign == other.bytes[other.length - i];
    }
    return named.length > 0 && !(same && one.length > 0);
}

const struct error *settlement_judge(struct settlement *settlement, const struct settlement_row *row, struct settlement_verdict *out)
{
    struct query *find = settlement->find;
    struct settlement_verdict verdict = { .result = SETTLEMENT_POSTED, .sent = DAY_NONE };
    struct buffer expected SCOPED_BUFFER = { 0 };
    struct money amount;
    bool found;
    query_bind_text(find, 1, row->reference);
    TRY(query_step(find, &found));
    if (!found) {
        query_reset(find);
        *out = (struct settlement_verdict){ .result = SETTLEMENT_UNKNOWN_REFERENCE, .sent = DAY_NONE };
        return NULL;
    }
    enum account account = (enum account)query_integer(find, FIND_ACCOUNT);
    verdict.payout_id = query_integer(find, FIND_ID);
    verdict.sent = (struct day){ (int32_t)query_integer(find, FIND_SENT) };
    bool amount_sound = money_of(query_integer(find, FIND_AMOUNT), &amount);
    bool other_account = account == ACCOUNT_DALAM_PROSES && names_other_account(row->account, query_text(find, FIND_NUMBER));
    buffer_add(&expected, other_account ? query_text(find, FIND_NUMBER) : TEXT_EMPTY);
    query_reset(find);
    if (!amount_sound) {
        return error_new(ERROR_UNVERIFIED, _("payout %lld has an impossible amount; run `dumisake verify`"), (long long)verdict.payout_id);
    }
    bool answered = false; /* a payout in anggaran has ended: cancelled, or bounced and paid once more with another reference */
    TRY(account == ACCOUNT_ANGGARAN ? was_answered(settlement, verdict.payout_id, &answered) : NULL);
    if (account == ACCOUNT_ANGGARAN && !answered) {
        verdict.result = SETTLEMENT_CANCELLED;
    } else if (account == ACCOUNT_KOMITMEN) {
        verdict.result = SETTLEMENT_NOT_SENT;
    } else if (amount.rupiah != row->amount.rupiah) {
        verdict.result = SETTLEMENT_OTHER_AMOUNT;
        buffer_clear(&expected);
        money_print(amount, &expected);
        (void)snprintf(verdict.expected, sizeof(verdict.expected), "%s", buffer_string(&expected));
    } else if (other_account) {
        verdict.result = SETTLEMENT_OTHER_ACCOUNT;
        (void)snprintf(verdict.expected, sizeof(verdict.expected), "%s", buffer_string(&expected));
    } else if (!payout_may_move(account, destination(row))) {
        TRY(judge_second(settlement, row, account, &verdict));
    }
    *out = verdict;
    return NULL;
}

/* An answer is not taken in on a day before its payout was sent. */
static const struct error *check_day(const struct journal *journal, struct day sent)
{
    if (journal->event.day.number < sent.number) {
        struct buffer shown SCOPED_BUFFER = { 0 };
        day_print(sent, &shown);
        return error_new(ERROR_REFUSED, _("transfers were sent on %s; their answer cannot be settled before that day (--date)"), shown.bytes);
    }
    return NULL;
}

const struct error *settlement_begin(struct settlement *settlement, const struct settlement_answer *answer)
{
    struct query *insert SCOPED_QUERY = NULL;
    struct journal *journal = settlement->journal;
    struct buffer name SCOPED_BUFFER = { 0 };
    int64_t rows = answer->paid + answer->returned + answer->rejected;
    buffer_add_printable(&name, text_of(answer->file_name), 250);
    entry_begin(journal, "bank-answer");
    entry_add(journal, "file", buffer_text(&name));
    entry_add_digest(journal, "sha256", &answer->sha256);
    entry_add_integer(journal, "rows", rows);
    entry_add_integer(journal, "paid", answer->paid);
    entry_add_integer(journal, "returned", answer->returned);
    entry_add_integer(journal, "rejected", answer->rejected);
    TRY(journal_append(journal, &settlement->answer_position));
    TRY(query_open(journal->store,
                   "INSERT INTO bank_answer (position, day, file_name, file_sha256, row_count, paid, returned, rejected) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                   &insert));
    query_bind_integer(insert, 1, settlement->answer_position);
    query_bind_integer(insert, 2, journal->event.day.number);
    query_bind_text(insert, 3, buffer_text(&name));
    query_bind_bytes(insert, 4, answer->sha256.bytes, DIGEST_BYTES);
    query_bind_integer(insert, 5, rows);
    query_bind_integer(insert, 6, answer->paid);
    query_bind_integer(insert, 7, answer->returned);
    query_bind_integer(insert, 8, answer->rejected);
    return query_run(insert);
}

const struct error *settlement_post(struct settlement *settlement, const struct settlement_row *row, int64_t payout_id)
{
    struct journal *journal = settlement->journal;
    struct buffer reason SCOPED_BUFFER = { 0 };
    int64_t position;
    bool found;
    enum account to = destination(row);
    query_bind_text(settlement->find, 1, row->reference);
    TRY(query_step(settlement->find, &found));
    CHECK(found && query_integer(settlement->find, FIND_ID) == payout_id && payout_may_move((enum account)query_integer(settlement->find, FIND_ACCOUNT), to));
    int year = (int)query_integer(settlement->find, FIND_YEAR);
    TRY(check_day(journal, (struct day){ (int32_t)query_integer(settlement->find, FIND_SENT) }));
    query_reset(settlement->find);
    add_reason(row, &reason);
    entry_begin(journal, "settlement");
    entry_add_integer(journal, "payout", payout_id);
    entry_add_integer(journal, "answer", settlement->answer_position);
    entry_add_day(journal, "bank-day", row->bank_day);
    entry_add(journal, "reason", reason.length == 0 ? TEXT("-") : buffer_text(&reason));
    TRY(journal_post(journal, year, ACCOUNT_DALAM_PROSES, to, row->amount, payout_id, &position));
    query_bind_integer(settlement->move, 1, payout_id);
    query_bind_integer(settlement->move, 2, to);
    TRY(query_run(settlement->move));
    query_bind_integer(settlement->insert, 1, position);
    query_bind_integer(settlement->insert, 2, payout_id);
    query_bind_integer(settlement->insert, 3, settlement->answer_position);
    query_bind_integer(settlement->insert, 4, to);
    query_bind_integer(settlement->insert, 5, row->bank_day.number);
    query_bind_text(settlement->insert, 6, buffer_text(&reason));
    return query_run(settlement->insert);
}

const struct error *settlement_keep(struct settlement *settlement, const struct settlement_row *row, int64_t payout_id)
{
    bool found;
    query_bind_integer(settlement->earlier, 1, payout_id);
    TRY(query_step(settlement->earlier, &found));
    CHECK(found);
    struct day first = { (int32_t)query_integer(settlement->earlier, EARLIER_DAY) };
    query_reset(settlement->earlier);
    TRY(payout_day_check(settlement->journal, first));
    return second_answer_record(settlement->journal, row, payout_id, settlement->answer_position);
}
