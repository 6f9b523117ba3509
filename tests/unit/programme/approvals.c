/* How many officers a sending needs, and what they could see: batches of before the first officer, rules that ask for less, accounts that were exchanged. */
#include "base/memory.h"
#include "programme/approval.h"
#include "programme/duty.h"
#include "staff.h"

#define TWO_FROM_SIX "approvals:\n  - { up_to: 5, officers: 1 }\n  - { officers: 2 }\n"

static struct programme rules;

/* Four milenial (3 rupiah each) of 2030; nobody is an officer yet. */
static int alone_begin(void **state)
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

static int office_begin(void **state)
{
    (void)alone_begin(state);
    staff_register("2030-01-02");
    return 0;
}

static int alone_end(void **state)
{
    programme_free(&rules);
    return scratch_clear(state);
}

static int alone_close(void **state)
{
    (void)staff_forget(state);
    return life_close(state);
}

static int64_t batch_alone(int64_t limit)
{
    struct work work;
    work_begin(&work, "2030-01-01");
    int64_t batch = pay_out(&work, &rules, limit);
    work_commit(&work);
    return batch;
}

static int64_t batch_by_budi(const struct programme *programme, int64_t limit)
{
    struct work work;
    staff_begin(&work, "2030-02-02", BUDI);
    int64_t batch = pay_out(&work, programme, limit);
    staff_commit(&work, BUDI);
    return batch;
}

static void approve_by_dewi(int64_t batch)
{
    struct work work;
    bool recorded;
    staff_begin(&work, "2030-02-03", DEWI);
    SUCCEEDS(approval_give(&work.journal, &(struct approval){ .batch_id = batch, .sk_number = TEXT("SK-1"), .sk_day = { 21900 }, .key = staff_keys[DEWI] }, &recorded));
    staff_commit(&work, DEWI);
}

static void send_by_eko(int64_t batch)
{
    struct work work;
    staff_begin(&work, "2030-02-04", EKO);
    send_batch(&work, batch, "");
    staff_commit(&work, EKO);
}

/* Everything of the batch that is in komitmen, whatever holds it back, as orders that name the accounts of now. */
static void collect(struct work *work, int64_t batch, int64_t needed, struct sending *out)
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
static void force_by_eko(int64_t batch, int64_t needed, int64_t skew)
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
static void send_as_before(int64_t batch)
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

static void expect_sound(void)
{
    struct verification verification;
    SUCCEEDS(verify_ledger(&verification));
}

static void expect_unsound(const char *says)
{
    struct verification verification;
    REFUSES(verify_ledger(&verification), ERROR_UNVERIFIED, says);
}

static void a_batch_of_before_the_first_officer_needs_an_officers_approval(void **state)
{
    (void)state;
    struct work work;
    struct sending sending = { 0 };
    struct approval_count count;
    int64_t batch = batch_alone(1);
    work_begin(&work, "2030-01-01");
    SUCCEEDS(approval_counted(work.store, batch, &count));
    assert_true(count.given == 0 && count.needed == 0 && count.alone);
    work_end(&work);
    staff_register("2030-01-02");
    staff_begin(&work, "2030-02-04", EKO);
    SUCCEEDS(approval_counted(work.store, batch, &count));
    assert_int_equal(count.needed, 1);
    REFUSES(sending_prepare(work.store, batch, &work.journal.event, &sending), ERROR_REFUSED, "approved by the only operator");
    work_end(&work);
    approve_by_dewi(batch);
    send_by_eko(batch);
    expect_sound();
}

static void past_the_program_it_does_not_verify(void **state)
{
    (void)state;
    int64_t batch = batch_alone(1);
    staff_register("2030-01-02");
    force_by_eko(batch, 1, 0);
    expect_unsound("too few officers");
    (void)alone_end(state);
    (void)alone_begin(state);
    batch = batch_alone(1);
    staff_register("2030-01-02");
    force_by_eko(batch, 0, 0);
    expect_unsound("names 0 approvals, and the batch needs 1");
}

static void what_went_before_the_first_officer_needs_no_approval_any_more(void **state)
{
    (void)state;
    struct work work;
    struct approval_count count;
    int64_t batch = batch_alone(1);
    work_begin(&work, "2030-01-01");
    send_batch(&work, batch, "");
    work_commit(&work);
    staff_register("2030-01-02");
    work_begin(&work, "2030-02-01");
    SUCCEEDS(approval_counted(work.store, batch, &count));
    assert_int_equal(count.needed, 0);
    work_end(&work);
    expect_sound();
}

/* A ledger that an earlier version wrote stays sound; once the number is named it is always named. */
static void a_sending_of_an_earlier_version_verifies_by_the_rules_of_then(void **state)
{
    (void)state;
    int64_t first = batch_alone(1);
    int64_t second = batch_alone(1);
    int64_t third = batch_alone(1);
    staff_register("2030-01-02");
    send_as_before(first);
    expect_sound();
    approve_by_dewi(second);
    send_by_eko(second);
    expect_sound();
    send_as_before(third);
    expect_unsound("does not name how many officers");
}

/* Rules as they are in force now, which ask for `approvals`, added by the operator. */
static void change_rules(const char *approvals, const char *name, struct programme *out)
{
    struct work work;
    struct buffer yaml SCOPED_BUFFER = { 0 };
    buffer_format(&yaml, "year: 2030\nname: %s\nbudget_account: 5.1\nbudget: 100\n%s" AMOUNTS RULES_2030, name, approvals);
    staff_begin(&work, "2030-02-01", BUDI);
    add_rules(&work, buffer_string(&yaml), out);
    staff_commit(&work, BUDI);
}

static void a_later_version_of_the_rules_lowers_nothing(void **state)
{
    (void)state;
    struct work work;
    struct sending sending = { 0 };
    struct programme lower = { 0 };
    struct programme higher = { 0 };
    struct programme future = { 0 };
    struct approval_count count;
    change_rules("", "Uji dua", &lower);
    assert_int_equal(lower.approval_count, 0);
    change_rules("valid_from: 2030-12-01\napprovals:\n  - { officers: 4 }\n", "Uji nanti", &future); /* not in force on the batch's day */
    int64_t small = batch_by_budi(&lower, 1);
    int64_t large = batch_by_budi(&lower, 2);
    change_rules("approvals:\n  - { officers: 3 }\n", "Uji tiga", &higher); /* nor does one of after the batch raise it */
    staff_begin(&work, "2030-02-04", EKO);
    SUCCEEDS(approval_counted(work.store, small, &count));
    assert_int_equal(count.needed, 1);
    SUCCEEDS(approval_counted(work.store, large, &count));
    assert_int_equal(count.needed, 2);
    work_end(&work);
    approve_by_dewi(large);
    staff_begin(&work, "2030-02-04", EKO);
    REFUSES(sending_prepare(work.store, large, &work.journal.event, &sending), ERROR_REFUSED, "1 of 2");
    work_end(&work);
    approve_by_dewi(small);
    send_by_eko(small);
    expect_sound();
    force_by_eko(large, 1, 0);
    expect_unsound("names 1 approvals, and the batch needs 2");
    programme_free(&lower);
    programme_free(&higher);
    programme_free(&future);
}

static void exchange(int64_t n, const char *account)
{
    struct work work;
    staff_begin(&work, "2030-02-03", BUDI);
    amend_text(&work, &rules, n, FIELD_NO_REKENING, account, 0);
    staff_commit(&work, BUDI);
}

static void what_was_sent_went_to_the_account_that_was_approved(void **state)
{
    (void)state;
    int64_t batch = batch_by_budi(&rules, 1);
    exchange(1, "0055555555"); /* before the approval */
    approve_by_dewi(batch);
    exchange(1, "0066666666");
    exchange(1, "0055555555"); /* and back */
    send_by_eko(batch);
    expect_sound();
    batch = batch_by_budi(&rules, 1);
    approve_by_dewi(batch);
    exchange(2, "0066666666");
    force_by_eko(batch, 1, 0);
    expect_unsound("another account than the one that the officers could see");
}

static void a_sending_has_the_accounts_of_its_hash_total(void **state)
{
    (void)state;
    int64_t batch = batch_by_budi(&rules, 1);
    approve_by_dewi(batch);
    force_by_eko(batch, 1, 1);
    expect_unsound("hash total");
}

#define alone_test(name) cmocka_unit_test_setup_teardown(name, alone_begin, alone_end)
#define office_test(name) cmocka_unit_test_setup_teardown(name, office_begin, alone_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        alone_test(a_batch_of_before_the_first_officer_needs_an_officers_approval),
        alone_test(past_the_program_it_does_not_verify),
        alone_test(what_went_before_the_first_officer_needs_no_approval_any_more),
        alone_test(a_sending_of_an_earlier_version_verifies_by_the_rules_of_then),
        office_test(a_later_version_of_the_rules_lowers_nothing),
        office_test(what_was_sent_went_to_the_account_that_was_approved),
        office_test(a_sending_has_the_accounts_of_its_hash_total),
    };
    return cmocka_run_group_tests(tests, scratch_open, alone_close);
}
