/* A batch on its way to the bank: who can be sent, who is held back, and the transfers. */
#include <stdlib.h>

#include "account_guard.h"
#include "applicant_row.h"
#include "base/language.h"
#include "base/memory.h"
#include "batch_whole.h"
#include "decision_guard.h"
#include "programme/amendment.h"
#include "programme/approval.h"
#include "programme/bank.h"
#include "programme/batch.h"
#include "programme/freeze.h"
#include "programme/money_back.h"
#include "store/query.h"
#include "transfer_order.h"

static char *copy(struct text text)
{
    struct buffer buffer = { 0 };
    buffer_add(&buffer, text);
    (void)buffer_string(&buffer);
    return buffer.bytes;
}

/* Payout p follows one that bounced and that itself followed a bounced one, and no officer typed anything of the person since. */
#define BOUNCED_TWICE                                                                                                          \
    "EXISTS (SELECT 1 FROM repayment AS r JOIN repayment AS f ON f.successor = r.payout_id WHERE r.successor = p.id "           \
    "AND NOT EXISTS (SELECT 1 FROM amendment AS m WHERE m.applicant_id = p.applicant_id AND m.account_file IS NULL AND m.position > "  \
    "(SELECT max(s.position) FROM settlement AS s WHERE s.payout_id = r.payout_id)))"

/* The first officer who approved the batch saw another account of the person than the one that stands, or none. */
#define EXCHANGED                                                                                                              \
    "EXISTS (SELECT 1 FROM amendment AS m WHERE m.id = (SELECT min(v.id) FROM amendment AS v WHERE v.applicant_id = p.applicant_id AND v.position > " \
    "(SELECT min(x.position) FROM approval AS x WHERE x.batch_id = p.batch_id AND x.officer IS NOT NULL)) "                     \
    "AND (m.no_rekening IS NOT a.no_rekening OR m.bank IS NOT a.bank))"

#define APPROVED_BY_OFFICER "EXISTS (SELECT 1 FROM approval AS x WHERE x.batch_id = p.batch_id AND x.officer IS NOT NULL)"

/* The bank says now that an earlier payout of the person, which it had called bounced, was paid. */
#define CONTRADICTED "EXISTS (SELECT 1 FROM contradiction AS c WHERE c.applicant_id = p.applicant_id AND c.until IS NULL)"

/* Columns of the statement in sending_prepare, after the applicant's. */
enum { ORDER_SALT = APPLICANT_ROW_COUNT, ORDER_ENTRY, ORDER_POSITION, ORDER_PAYOUT, ORDER_REFERENCE, ORDER_AMOUNT, ORDER_SEQUENCE, ORDER_TWICE, ORDER_EXCHANGED, ORDER_APPROVED, ORDER_CONTRADICTED };

const struct error *transfer_order_check_row(struct store *store, const struct applicant *applicant, const struct transfer_row *row)
{
    struct buffer canonical SCOPED_BUFFER = { 0 };
    struct digest entered;
    struct digest now = { 0 };
    int64_t amount = 0;
    applicant_canonical(applicant, &canonical);
    if (row->salt.length == SALT_BYTES) {
        applicant_commitment(row->salt, applicant->line, buffer_text(&canonical), &now);
    }
    bool named = entry_get_digest(row->entry, "commitment", &entered);
    if (named && !digest_equal(&entered, &now)) {
        TRY(amendment_follow(store, applicant->id, row->position, &entered));
    }
    if (!named || !digest_equal(&entered, &now) || !entry_get_integer(row->entry, "amount", &amount) || amount != row->amount) {
        return error_new(ERROR_UNVERIFIED, _("payout %lld: the applicant's row or the amount was changed since the batch was made; nothing is sent. Run `dumisake verify`"),
                         (long long)row->payout_id);
    }
    return NULL;
}

/* The name on the account, unless an officer decided. */
static const struct error *check_holder(struct store *store, const struct applicant *applicant, struct transfer_order *order)
{
    struct text holder = applicant->fields[FIELD_NAMA_REKENING].text;
    struct text name = applicant->fields[FIELD_NAMA].text;
    bool typed;
    if (account_holder_agrees(holder, name)) {
        return NULL;
    }
    TRY(account_was_typed(store, applicant->id, &typed));
    if (!typed) {
        struct buffer reason = { 0 };
        buffer_format(&reason, _("the account is in another name (%.*s); correct it with `dumisake amend NIK --set nama_rekening=... --reason ...`, or no_rekening, then send again"),
                      TEXT_ARG(holder));
        order->held_back = reason.bytes;
    }
    return NULL;
}

static const struct error *read_order(struct store *store, struct query *query, const struct judgement *judgement, struct transfer_order *order)
{
    struct applicant applicant;
    struct buffer codes SCOPED_BUFFER = { 0 };
    struct buffer reason = { 0 };
    applicant_row_read(query, 0, &applicant);
    const struct transfer_row row = { query_integer(query, ORDER_PAYOUT), query_integer(query, ORDER_AMOUNT), query_integer(query, ORDER_POSITION), query_text(query, ORDER_ENTRY),
                                      query_bytes(query, ORDER_SALT) };
    TRY(transfer_order_check_row(store, &applicant, &row));
    struct text number = applicant.fields[FIELD_NO_REKENING].text;
    *order = (struct transfer_order){ .payout_id = query_integer(query, ORDER_PAYOUT), .sequence = query_integer(query, ORDER_SEQUENCE),
                                        .applicant_id = applicant.id, .nik = applicant_nik(&applicant).number };
    if (!money_of(query_integer(query, ORDER_AMOUNT), &order->amount) || order->amount.rupiah == 0) {
        return error_new(ERROR_UNVERIFIED, _("payout %lld has an impossible amount; run `dumisake verify`"), (long long)order->payout_id);
    }
    order->reference = copy(query_text(query, ORDER_REFERENCE));
    transfer_order_take_account(order, number, applicant.fields[FIELD_NAMA_REKENING].text, applicant.fields[FIELD_NAMA].text, applicant.fields[FIELD_BANK].text);
    TRY(applicant_check(&applicant));
    if (decision_guard_holds_back(judgement, &applicant, &codes, &reason)) {
        order->held_back = reason.bytes;
    } else if (query_integer(query, ORDER_CONTRADICTED) != 0) {
        order->held_back = copy(text_of(_("B414: the bank says now that an earlier payout of this person, which bounced, was paid; ask the bank, then settle its file that says bounced again, or cancel this payout (`dumisake cancel BATCH --nik NIK --reason ...`)")));
    } else if (query_integer(query, ORDER_TWICE) != 0) {
        order->held_back = copy(text_of(_("the money bounced twice; an officer must look at the account and type it anew (`dumisake amend NIK --set no_rekening=... --reason ...`), or cancel this payout")));
    } else if (number.length == 0 && query_integer(query, ORDER_APPROVED) != 0) {
        order->held_back = copy(text_of(_("there is no account number (no_rekening), and one that comes after the approval was seen by no approver: cancel this payout (`dumisake cancel BATCH --nik NIK --reason ...`), add the account with `dumisake accounts FILE` or `dumisake amend`, and make a batch that is approved with it")));
    } else if (number.length == 0) {
        order->held_back = copy(text_of(_("the applicants' file gave no account number (no_rekening); `dumisake accounts FILE` or `dumisake amend` adds one, then send again")));
    } else if (query_integer(query, ORDER_EXCHANGED) != 0) {
        order->held_back = copy(text_of(_("the account was set or exchanged after the approval, which was not given for this one; cancel this payout (`dumisake cancel BATCH --nik NIK --reason ...`) and make a batch that is approved with it")));
    } else if (!text_all_digits(number)) {
        order->held_back = copy(text_of(_("the account number is not made of digits")));
    } else if (order->bank_code == NULL) {
        order->held_back = copy(text_of(_("the bank is not known; write its name or its three-digit code")));
    } else {
        TRY(check_holder(store, &applicant, order));
    }
    return NULL;
}

void transfer_order_take_account(struct transfer_order *order, struct text number, struct text holder, struct text name, struct text bank)
{
    struct text code;
    order->account_number = copy(number);
    order->account_name = copy(holder.length > 0 ? holder : name);
    order->bank_code = bank_code(bank, &code) ? copy(code) : NULL;
}

void sending_total(const struct transfer_order *orders, size_t count, struct sending_total *out)
{
    struct sending_total total = { 0 };
    for (size_t i = 0; i < count; i++) {
        if (orders[i].held_back == NULL) {
            CHECK(money_add(total.amount, orders[i].amount, &total.amount));
            total.hash_total = (total.hash_total + account_hash(text_of(orders[i].account_number))) % ACCOUNT_HASH_MODULUS;
            total.count += 1;
        }
    }
    *out = total;
}

void sending_add_up(struct sending *sending)
{
    struct sending_total total;
    sending_total(sending->orders, sending->count, &total);
    sending->payable = total.count;
    sending->amount = total.amount;
    sending->hash_total = total.hash_total;
}

/* The batch's year, and the day that the sending must not lie before. */
static const struct error *find_batch(struct store *store, int64_t batch_id, const struct event *event, struct sending *sending)
{
    struct query *query SCOPED_QUERY = NULL;
    struct approval_count approvals;
    bool cancelled;
    bool own = false;
    bool row;
    TRY(query_open(store, "SELECT b.year, coalesce(max(a.day), b.day), count(a.position) FROM batch AS b LEFT JOIN approval AS a ON a.batch_id = b.id WHERE b.id = ?1 GROUP BY b.id", &query));
    query_bind_integer(query, 1, batch_id);
    TRY(query_step(query, &row));
    if (!row) {
        return error_new(ERROR_REFUSED, _("there is no batch %lld; `dumisake status` lists the batches"), (long long)batch_id);
    }
    TRY(batch_was_cancelled(store, batch_id, &cancelled));
    if (cancelled) {
        return error_new(ERROR_REFUSED, _("batch %lld was cancelled; nothing of it is sent"), (long long)batch_id);
    }
    TRY(batch_check_whole(store, batch_id));
    sending->batch_id = batch_id;
    sending->year = (int)query_integer(query, 0);
    TRY(approval_counted(store, batch_id, &approvals));
    sending->approvals_needed = approvals.needed;
    if (approvals.alone && approvals.given < approvals.needed) {
        return error_new(ERROR_REFUSED, _("batch %lld was approved by the only operator, before there were officers; it is sent when officers approved it (`dumisake --as NAME approve %lld --sk ... --sk-date ...`): %lld of %lld did"),
                         (long long)batch_id, (long long)batch_id, (long long)approvals.given, (long long)approvals.needed);
    }
    if (approvals.revoked > 0 && approvals.given < approvals.needed) {
        return error_new(ERROR_REFUSED, _("batch %lld has %lld approvals by officers who were revoked since, which do not count any more, and %lld of %lld that do; another officer approves it (`dumisake --as NAME approve %lld --sk ... --sk-date ...`), or it is cancelled"),
                         (long long)batch_id, (long long)approvals.revoked, (long long)approvals.given, (long long)approvals.needed, (long long)batch_id);
    }
    if (query_integer(query, 2) == 0 || approvals.given < approvals.needed) {
        return error_new(ERROR_REFUSED, _("batch %lld is not approved yet: %lld of %lld officers approved it"), (long long)batch_id, (long long)approvals.given,
                         (long long)approvals.needed);
    }
    TRY(event->officer == NULL ? NULL : approval_was_given_by(store, batch_id, text_of(event->officer), &own));
    if (own) {
        return error_new(ERROR_REFUSED, _("%s approved batch %lld; another officer must send it"), event->officer, (long long)batch_id);
    }
    if (event->day.number < query_integer(query, 1)) {
        struct buffer shown SCOPED_BUFFER = { 0 };
        day_print((struct day){ (int32_t)query_integer(query, 1) }, &shown);
        return error_new(ERROR_REFUSED, _("batch %lld was approved on %s; it cannot be sent before that day"), (long long)batch_id, shown.bytes);
    }
    return freeze_check_year(store, sending->year, event->day);
}

static int by_sequence(const void *a, const void *b)
{
    const struct transfer_order *left = a;
    const struct transfer_order *right = b;
    return left->sequence < right->sequence ? -1 : 1;
}

const struct error *sending_prepare(struct store *store, int64_t batch_id, const struct event *event, struct sending *out)
{
    struct sending sending SCOPED_SENDING = { 0 };
    struct query *query SCOPED_QUERY = NULL;
    struct programme rules SCOPED_PROGRAMME = { 0 };
    struct judgement judgement SCOPED_JUDGEMENT = { 0 };
    size_t capacity = 0;
    bool row;
    TRY(find_batch(store, batch_id, event, &sending));
    TRY(decision_guard_open(store, batch_id, &rules, &judgement));
    TRY(query_open(store,
                   "SELECT " APPLICANT_ROW_COLUMNS ", a.salt, j.text, p.position, p.id, p.reference, p.amount, p.sequence, " BOUNCED_TWICE ", " EXCHANGED ", " APPROVED_BY_OFFICER ", " CONTRADICTED " FROM payout AS p NOT INDEXED "
                   "JOIN applicant AS a ON a.id = p.applicant_id JOIN journal AS j ON j.position = p.position "
                   "WHERE p.batch_id = ?1 AND p.account_id = 2 ORDER BY p.id",
                   &query));
    query_bind_integer(query, 1, batch_id);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        sending.orders = memory_grow(sending.orders, sending.count, &capacity, sizeof(*sending.orders));
        sending.orders[sending.count] = (struct transfer_order){ 0 };
        TRY(read_order(store, query, &judgement, &sending.orders[sending.count++]));
    }
    if (sending.count > 0) {
        qsort(sending.orders, sending.count, sizeof(*sending.orders), by_sequence);
        TRY(account_guard(store, &judgement.facts.bars, &sending));
        sending_add_up(&sending);
    }
    MEMORY_GIVE(out, sending);
    return NULL;
}

void sending_free(struct sending *sending)
{
    for (size_t i = 0; i < sending->count; i++) {
        memory_free(sending->orders[i].reference);
        memory_free(sending->orders[i].account_number);
        memory_free(sending->orders[i].account_name);
        memory_free(sending->orders[i].bank_code);
        memory_free(sending->orders[i].held_back);
    }
    memory_free(sending->orders);
    memory_free(sending->template_name);
    *sending = (struct sending){ 0 };
}

struct move {
    const struct transfer_order *order;
};

static int by_payout(const void *a, const void *b)
{
    const struct move *left = a;
    const struct move *right = b;
    return left->order->payout_id < right->order->payout_id ? -1 : 1;
}

static const struct error *record_sending(struct journal *journal, const struct sending *sending, struct text sp2d_number,
                                          struct day sp2d_day, const struct digest *file_sha256, int64_t *position_out)
{
    struct query *insert SCOPED_QUERY = NULL;
    struct buffer number SCOPED_BUFFER = { 0 };
    /* The table says just what the entry says, where a dash means that there is none. */
    buffer_add_printable(&number, text_trim(sp2d_number), 200);
    bool has_number = number.length > 0 && !text_equal(buffer_text(&number), TEXT("-"));
    entry_begin(journal, "sending");
    entry_add_integer(journal, "batch", sending->batch_id);
    entry_add(journal, "sp2d", has_number ? buffer_text(&number) : TEXT("-"));
    entry_add_day(journal, "sp2d-day", sp2d_day);
    entry_add_integer(journal, "payouts", (int64_t)sending->payable);
    entry_add_integer(journal, "total", sending->amount.rupiah);
    entry_add_integer(journal, "hash-total", sending->hash_total);
    entry_add_digest(journal, "file-sha256", file_sha256);
    if (sending->template_name != NULL) {
        entry_add(journal, "template", text_of(sending->template_name));
        entry_add_digest(journal, "template-sha256", &sending->template_sha256);
    }
    entry_add_integer(journal, "approvals-needed", sending->approvals_needed);
    TRY(journal_append(journal, position_out));
    TRY(query_open(journal->store,
                   "INSERT INTO sending (position, batch_id, day, sp2d_number, sp2d_day, payouts, amount, hash_total, file_sha256, template, template_sha256) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                   &insert));
    query_bind_integer(insert, 1, *position_out);
    query_bind_integer(insert, 2, sending->batch_id);
    query_bind_integer(insert, 3, journal->event.day.number);
    if (has_number) {
        query_bind_text(insert, 4, buffer_text(&number));
    }
    if (!day_is_none(sp2d_day)) {
        query_bind_integer(insert, 5, sp2d_day.number);
    }
    query_bind_integer(insert, 6, (int64_t)sending->payable);
    query_bind_integer(insert, 7, sending->amount.rupiah);
    query_bind_integer(insert, 8, sending->hash_total);
    query_bind_bytes(insert, 9, file_sha256->bytes, DIGEST_BYTES);
    if (sending->template_name != NULL) {
        query_bind_text(insert, 10, text_of(sending->template_name));
        query_bind_bytes(insert, 11, sending->template_sha256.bytes, DIGEST_BYTES);
    }
    return query_run(insert);
}

static const struct error *move_payouts(struct journal *journal, const struct sending *sending, const struct move *moves, int64_t sending_position)
{
    struct query *move SCOPED_QUERY = NULL;
    int64_t position;
    TRY(query_open(journal->store, "UPDATE payout SET account_id = 3 WHERE id = ?1 AND account_id = 2", &move));
    for (size_t i = 0; i < sending->count; i++) {
        const struct transfer_order *order = moves[i].order;
        if (order->held_back != NULL) {
            continue;
        }
        entry_begin(journal, "sent");
        entry_add_integer(journal, "payout", order->payout_id);
        entry_add_integer(journal, "sending", sending_position);
        TRY(journal_post(journal, sending->year, ACCOUNT_KOMITMEN, ACCOUNT_DALAM_PROSES, order->amount, order->payout_id, &position));
        query_bind_integer(move, 1, order->payout_id);
        TRY(query_run(move));
    }
    return NULL;
}

/* The money moves in the order in which the payouts lie in the file; the bank's file is in that of the batch. */
const struct error *sending_record(struct journal *journal, const struct sending *sending, struct text sp2d_number, struct day sp2d_day,
                                   const struct digest *file_sha256)
{
    int64_t sending_position;
    CHECK(sending->payable > 0);
    TRY(record_sending(journal, sending, sp2d_number, sp2d_day, file_sha256, &sending_position));
    struct move *moves = memory_new(sending->count * sizeof(*moves));
    for (size_t i = 0; i < sending->count; i++) {
        moves[i].order = &sending->orders[i];
    }
    qsort(moves, sending->count, sizeof(*moves), by_payout);
    const struct error *error = move_payouts(journal, sending, moves, sending_position);
    memory_free(moves);
    return error;
}
