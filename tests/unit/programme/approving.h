/* approving: a ledger of 2030 with four people, batches that are made, approved and sent, also past every check of the program. */
#ifndef UNIT_PROGRAMME_APPROVING_H
#define UNIT_PROGRAMME_APPROVING_H

#include "base/memory.h"
#include "programme/approval.h"
#include "programme/duty.h"
#include "staff.h"

#define TWO_FROM_SIX "approvals:\n  - { up_to: 5, officers: 1 }\n  - { officers: 2 }\n"

static struct programme rules;

/* Four milenial (3 rupiah each) of 2030; nobody is an officer yet. */
static inline int alone_begin(void **state)
{
    struct work work;
    struct applicant people[4];
    (void)life_begin(state);
    (void)staff_forget(state);
    for (int i = 0; i < 4; i++) {
        people[i] = person(2030, i + 1, CATEGORY_MILENIAL);
    }
    work_begin(&work, "2030-01-01");
    add_rules(&work, HEAD_OF(2030, 100) TWO_FROM_SIX AMOUNTS RULES_2030, &rules);
    take_in(&work, "a.csv", people, 4);
    work_commit(&work);
    return 0;
}

static inline int office_begin(void **state)
{
    (void)alone_begin(state);
    staff_register("2030-01-02");
    return 0;
}

static inline int alone_end(void **state)
{
    programme_free(&rules);
    return scratch_clear(state);
}

static inline int alone_close(void **state)
{
    (void)staff_forget(state);
    return life_close(state);
}

static inline int64_t batch_alone(int64_t limit)
{
    struct work work;
    work_begin(&work, "2030-01-01");
    int64_t batch = pay_out(&work, &rules, limit);
    work_commit(&work);
    return batch;
}

static inline int64_t batch_by_budi(const struct programme *programme, int64_t limit)
{
    struct work work;
    staff_begin(&work, "2030-02-02", BUDI);
    int64_t batch = pay_out(&work, programme, limit);
    staff_commit(&work, BUDI);
    return batch;
}

static inline void approve_by_dewi(int64_t batch)
{
    struct work work;
    bool recorded;
    staff_begin(&work, "2030-02-03", DEWI);
    SUCCEEDS(approval_give(&work.journal, &(struct approval){ .batch_id = batch, .sk_number = TEXT("SK-1"), .sk_day = { 21900 }, .key = staff_keys[DEWI] }, &recorded));
    staff_commit(&work, DEWI);
}

static inline void send_by_eko(int64_t batch)
{
    struct work work;
    staff_begin(&work, "2030-02-04", EKO);
    send_batch(&work, batch, "");
    staff_commit(&work, EKO);
}

/* Everything of the batch that is in komitmen, whatever holds it back, as orders that name the accounts of now. */
static inline void collect(struct work *work, int64_t batch, int64_t needed, struct sending *out)
{
    struct query *query SCOPED_QUERY = NULL;
    size_t capacity = 0;
    bool row;
    struct sending_total total;
    *out = (struct sending){ .batch_id = batch, .year = 2030, .approvals_needed = needed };
    SUCCEEDS(query_open(work->store, "SELECT p.id, p.amount, a.no_rekening FROM payout AS p JOIN applicant AS a ON a.id = p.applicant_id WHERE p.batch_id = ?1 AND p.account_id = 2 ORDER BY p.id",
                        &query));
    query_bind_integer(query, 1, batch);
    for (;;) {
        SUCCEEDS(query_step(query, &row));
        if (!row) {
            break;
        }
        struct buffer number = { 0 };
        buffer_add(&number, query_text(query, 2));
        (void)buffer_string(&number);
        out->orders = memory_grow(out->orders, out->count, &capacity, sizeof(*out->orders));
        out->orders[out->count++] = (struct transfer_order){ .payout_id = query_integer(query, 0), .amount = { query_integer(query, 1) }, .account_number = number.bytes };
    }
    sending_total(out->orders, out->count, &total);
    out->payable = total.count;
    out->amount = total.amount;
    out->hash_total = total.hash_total;
}

/* As the program would not: past every check of `send`, and with another hash total by `skew`. */
static inline void force_by_eko(int64_t batch, int64_t needed, int64_t skew)
{
    struct work work;
    struct sending sending = { 0 };
    staff_begin(&work, "2030-02-04", EKO);
    collect(&work, batch, needed, &sending);
    sending.hash_total += skew;
    SUCCEEDS(sending_record(&work.journal, &sending, TEXT_EMPTY, DAY_NONE, &(struct digest){ { 0 } }));
    sending_free(&sending);
    staff_commit(&work, EKO);
}

/* As format 12 recorded a sending: its entry does not name how many officers had to approve. */
static inline void send_as_before(int64_t batch)
{
    struct work work;
    struct sending sending = { 0 };
    const struct digest file = { { 0 } };
    struct query *insert = NULL;
    int64_t position;
    staff_begin(&work, "2030-02-04", EKO);
    collect(&work, batch, 0, &sending);
    entry_begin(&work.journal, "sending");
    entry_add_integer(&work.journal, "batch", batch);
    entry_add(&work.journal, "sp2d", TEXT("-"));
    entry_add_day(&work.journal, "sp2d-day", DAY_NONE);
    entry_add_integer(&work.journal, "payouts", (int64_t)sending.payable);
    entry_add_integer(&work.journal, "total", sending.amount.rupiah);
    entry_add_integer(&work.journal, "hash-total", sending.hash_total);
    entry_add_digest(&work.journal, "file-sha256", &file);
    SUCCEEDS(journal_append(&work.journal, &position));
    SUCCEEDS(query_open(work.store, "INSERT INTO sending (position, batch_id, day, payouts, amount, hash_total, file_sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", &insert));
    const int64_t values[] = { position, batch, work.journal.event.day.number, (int64_t)sending.payable, sending.amount.rupiah, sending.hash_total };
    for (int i = 0; i < 6; i++) {
        query_bind_integer(insert, i + 1, values[i]);
    }
    query_bind_bytes(insert, 7, file.bytes, DIGEST_BYTES);
    SUCCEEDS(query_run(insert));
    query_close(insert);
    for (size_t i = 0; i < sending.count; i++) {
        int64_t transfer;
        entry_begin(&work.journal, "sent");
        entry_add_integer(&work.journal, "payout", sending.orders[i].payout_id);
        entry_add_integer(&work.journal, "sending", position);
        SUCCEEDS(journal_post(&work.journal, 2030, ACCOUNT_KOMITMEN, ACCOUNT_DALAM_PROSES, sending.orders[i].amount, sending.orders[i].payout_id, &transfer));
    }
    struct query *move = NULL;
    SUCCEEDS(query_open(work.store, "UPDATE payout SET account_id = 3 WHERE batch_id = ?1 AND account_id = 2", &move));
    query_bind_integer(move, 1, batch);
    SUCCEEDS(query_run(move));
    query_close(move);
    sending_free(&sending);
    staff_commit(&work, EKO);
}

static inline void expect_sound(void)
{
    struct verification verification;
    SUCCEEDS(verify_ledger(&verification));
}

static inline void expect_unsound(const char *says)
{
    struct verification verification;
    REFUSES(verify_ledger(&verification), ERROR_UNVERIFIED, says);
}

static inline void exchange(int64_t n, const char *account)
{
    struct work work;
    staff_begin(&work, "2030-02-03", BUDI);
    amend_text(&work, &rules, n, FIELD_NO_REKENING, account, 0);
    staff_commit(&work, BUDI);
}

#define alone_test(name) cmocka_unit_test_setup_teardown(name, alone_begin, alone_end)
#define office_test(name) cmocka_unit_test_setup_teardown(name, office_begin, alone_end)

#endif
