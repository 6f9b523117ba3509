/* Officers at work: what the program refuses, and what verify says of a ledger that somebody wrote past the program. */
#include "ledger/base64.h"
#include "ledger/refusal.h"
#include "programme/approval.h"
#include "programme/duty.h"
#include "programme/lpj.h"
#include "programme/money_back.h"
#include "staff.h"

static struct programme rules;

static int office_begin(void **state)
{
    struct work work;
    struct applicant people[3];
    (void)life_begin(state);
    (void)staff_forget(state);
    for (int i = 0; i < 3; i++) {
        people[i] = person(2030, i + 1, CATEGORY_MILENIAL);
    }
    staff_register("2030-01-02");
    staff_begin(&work, "2030-02-01", BUDI);
    add_rules(&work, HEAD_OF(2030, 100) "approvals:\n  - { up_to: 5, officers: 1 }\n  - { officers: 2 }\n" AMOUNTS RULES_2030, &rules);
    take_in(&work, "a.csv", people, 3);
    staff_commit(&work, BUDI);
    return 0;
}

static int office_end(void **state)
{
    programme_free(&rules);
    return scratch_clear(state);
}

static int office_close(void **state)
{
    (void)staff_forget(state);
    return life_close(state);
}

static int64_t batch_by(int who, int64_t limit)
{
    struct work work;
    staff_begin(&work, "2030-02-02", who);
    int64_t batch = pay_out(&work, &rules, limit);
    staff_commit(&work, who);
    return batch;
}

static const struct error *approve(struct work *work, int64_t batch, int who)
{
    bool recorded;
    return approval_give(&work->journal, &(struct approval){ .batch_id = batch, .sk_number = TEXT("SK-1"), .sk_day = { 21900 }, .key = staff_keys[who] }, &recorded);
}

static void approve_by(int64_t batch, int who)
{
    struct work work;
    staff_begin(&work, "2030-02-03", who);
    SUCCEEDS(approve(&work, batch, who));
    staff_commit(&work, who);
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

static void a_batch_goes_through_four_eyes(void **state)
{
    (void)state;
    struct work work;
    struct sending sending = { 0 };
    int64_t batch = batch_by(BUDI, 1);
    staff_begin(&work, "2030-02-04", EKO);
    assert_int_equal(figure(&work, "SELECT count(*) FROM approval"), 0); /* nobody approves with making it */
    REFUSES(sending_prepare(work.store, batch, &work.journal.event, &sending), ERROR_REFUSED, "0 of 1");
    work_end(&work);
    staff_begin(&work, "2030-02-03", BUDI);
    REFUSES(approve(&work, batch, BUDI), ERROR_REFUSED, "budi made batch 1");
    work_end(&work);
    approve_by(batch, DEWI);
    staff_begin(&work, "2030-02-03", DEWI);
    REFUSES(approve(&work, batch, DEWI), ERROR_REFUSED, "approved batch 1 before");
    REFUSES(sending_prepare(work.store, batch, &work.journal.event, &sending), ERROR_REFUSED, "another officer must send it");
    work_end(&work);
    staff_begin(&work, "2030-02-04", EKO);
    send_batch(&work, batch, "SP2D-1");
    staff_commit(&work, EKO);
    expect_sound();
}

static void a_larger_batch_needs_more_officers(void **state)
{
    (void)state;
    struct work work;
    struct approval_count count;
    struct sending sending = { 0 };
    int64_t batch = batch_by(BUDI, 2); /* 6 rupiah */
    approve_by(batch, DEWI);
    staff_begin(&work, "2030-02-04", EKO);
    SUCCEEDS(approval_counted(work.store, batch, &count));
    assert_int_equal(count.given, 1);
    assert_int_equal(count.needed, 2);
    REFUSES(sending_prepare(work.store, batch, &work.journal.event, &sending), ERROR_REFUSED, "1 of 2");
    work_end(&work);
    expect_sound();
}

/* Somebody with a key who writes past the program: each makes a ledger that does not verify. */
static void what_an_officer_may_not_do_does_not_verify(void **state)
{
    struct work work;
    int64_t batch;
    struct money left;
    bool recorded;
    /* a treasurer makes a batch */
    (void)batch_by(EKO, 1);
    expect_unsound("not in the duty of eko");
    (void)office_end(state);

    /* the operator approves a batch of another's making, the approver signs for it */
    (void)office_begin(state);
    batch = batch_by(BUDI, 1);
    staff_begin(&work, "2030-02-03", BUDI);
    SUCCEEDS(approval_record(&work.journal, &(struct approval){ .batch_id = batch, .sk_day = DAY_NONE, .key = staff_keys[DEWI] }));
    staff_commit(&work, BUDI);
    expect_unsound("not in the duty of budi");
    (void)office_end(state);

    /* an approval under somebody else's key */
    (void)office_begin(state);
    batch = batch_by(BUDI, 1);
    staff_begin(&work, "2030-02-03", DEWI);
    SUCCEEDS(approval_record(&work.journal, &(struct approval){ .batch_id = batch, .sk_day = DAY_NONE, .key = staff_keys[EKO] }));
    staff_commit(&work, DEWI);
    expect_unsound("not signed by dewi over this batch");
    (void)office_end(state);

    /* approved twice by one officer to reach the number */
    (void)office_begin(state);
    batch = batch_by(BUDI, 2);
    approve_by(batch, DEWI);
    staff_begin(&work, "2030-02-03", DEWI);
    SUCCEEDS(approval_record(&work.journal, &(struct approval){ .batch_id = batch, .sk_day = DAY_NONE, .key = staff_keys[DEWI] }));
    staff_commit(&work, DEWI);
    expect_unsound("approved the batch twice");
    (void)office_end(state);

    /* money back to the treasury by the operator */
    (void)office_begin(state);
    batch = batch_by(BUDI, 1);
    approve_by(batch, DEWI);
    staff_begin(&work, "2030-02-04", EKO);
    send_batch(&work, batch, "");
    answer(&work, "P2030B001N000001", true, 3, "");
    staff_commit(&work, EKO);
    expect_sound();
    staff_begin(&work, "2030-02-05", BUDI);
    SUCCEEDS(refund_record(&work.journal, 2030, &(struct payee){ .nik = (struct nik){ nik_at(1) } }, (struct money){ 1 }, &(struct deposit_slip){ TEXT("S"), DAY_NONE }, &left));
    staff_commit(&work, BUDI);
    expect_unsound("not in the duty of budi");
    (void)office_end(state);

    /* a verifier judges another kabupaten/kota */
    (void)office_begin(state);
    staff_begin(&work, "2030-02-05", BUDI);
    amend_text(&work, &rules, 2, FIELD_ALAMAT, "Jalan Dua", 0);
    struct applicant stranger[] = { person(2030, 20, CATEGORY_MILENIAL) };
    set_integer(&stranger[0], FIELD_KABUPATEN_USAHA, 1501);
    take_in(&work, "b.csv", stranger, 1);
    staff_commit(&work, BUDI);
    expect_sound();
    staff_begin(&work, "2030-02-05", CITRA);
    assert_true(review_person(&work, 2030, 20, REVIEW_ACCEPTED, "", 0));
    staff_commit(&work, CITRA);
    expect_unsound("verifier of another kabupaten/kota");
    (void)office_end(state);

    /* and takes in the report of a grant that was paid there */
    (void)office_begin(state);
    staff_begin(&work, "2030-02-01", BUDI);
    struct applicant paid[] = { person(2030, 20, CATEGORY_MILENIAL) };
    set_integer(&paid[0], FIELD_KABUPATEN_USAHA, 1501);
    set_integer(&paid[0], FIELD_TANGGAL_PENGAJUAN, 1); /* the first in order */
    take_in(&work, "b.csv", paid, 1);
    staff_commit(&work, BUDI);
    batch = batch_by(BUDI, 1);
    approve_by(batch, DEWI);
    staff_begin(&work, "2030-02-04", EKO);
    send_batch(&work, batch, "");
    answer(&work, "P2030B001N000001", true, 3, "");
    staff_commit(&work, EKO);
    expect_sound();
    const struct lpj_report report = { .received = DAY_NONE, .used = { 3 } };
    staff_begin(&work, "2030-02-05", CITRA);
    SUCCEEDS(lpj_give(&work.journal, 2030, &(struct payee){ .nik = (struct nik){ nik_at(20) } }, &report, &recorded, &left));
    staff_commit(&work, CITRA);
    expect_unsound("verifier of another kabupaten/kota");
    (void)office_end(state);

    /* a refusal that hides other entries */
    (void)office_begin(state);
    work_begin(&work, "2030-02-05");
    SUCCEEDS(refusal_record(&work.journal, TEXT("budi"), TEXT("send"), REFUSAL_ROLE, &recorded));
    SUCCEEDS(programme_budget(&work.journal, 2030, TEXT("DPA-9"), (struct money){ 900 }));
    work_commit(&work);
    expect_unsound("no officer's signature");
}

static void a_transaction_stands_under_its_own_officers_signature_alone(void **state)
{
    struct work work;
    /* none */
    work_begin(&work, "2030-02-02");
    SUCCEEDS(programme_budget(&work.journal, 2030, TEXT("DPA-2"), (struct money){ 90 }));
    work_commit(&work);
    expect_unsound("no officer's signature");
    (void)office_end(state);

    /* in the operator's name, by another key */
    (void)office_begin(state);
    staff_begin(&work, "2030-02-02", BUDI);
    SUCCEEDS(programme_budget(&work.journal, 2030, TEXT("DPA-2"), (struct money){ 90 }));
    staff_commit(&work, EKO);
    expect_unsound("the signature is not that of budi");
    (void)office_end(state);

    /* a signature copied from the transaction before */
    (void)office_begin(state);
    staff_begin(&work, "2030-02-02", BUDI);
    SUCCEEDS(programme_budget(&work.journal, 2030, TEXT("DPA-2"), (struct money){ 90 }));
    struct query *earlier = NULL;
    struct buffer copied = { 0 };
    struct text value = TEXT_EMPTY;
    int64_t position;
    bool row;
    SUCCEEDS(query_open(work.store, "SELECT text FROM journal WHERE text LIKE '%type signature%officer budi%' ORDER BY position DESC LIMIT 1", &earlier));
    SUCCEEDS(query_step(earlier, &row));
    assert_true(row && entry_get(query_text(earlier, 0), "signature", &value));
    buffer_add(&copied, value);
    query_close(earlier);
    entry_begin(&work.journal, "signature");
    entry_add(&work.journal, "signature", buffer_text(&copied));
    SUCCEEDS(journal_append(&work.journal, &position));
    buffer_free(&copied);
    work_commit(&work);
    expect_unsound("the signature is not that of budi");
    (void)office_end(state);

    /* entries behind it */
    (void)office_begin(state);
    staff_begin(&work, "2030-02-02", BUDI);
    SUCCEEDS(programme_budget(&work.journal, 2030, TEXT("DPA-2"), (struct money){ 90 }));
    SUCCEEDS(signature_append(&work.journal, staff_keys[BUDI]));
    SUCCEEDS(programme_budget(&work.journal, 2030, TEXT("DPA-3"), (struct money){ 80 }));
    work_commit(&work);
    expect_unsound("behind the signature");
    (void)office_end(state);

    /* by one who was revoked */
    (void)office_begin(state);
    assert_false(staff_revoke("2030-02-02", ANI, BUDI));
    expect_sound();
    staff_begin(&work, "2030-02-03", BUDI);
    SUCCEEDS(programme_budget(&work.journal, 2030, TEXT("DPA-2"), (struct money){ 90 }));
    staff_commit(&work, BUDI);
    expect_unsound("who was no active officer then");
}

static void two_administrators_decide_who_approves_and_pays(void **state)
{
    (void)state;
    struct work work;
    struct officers officers = { 0 };
    bool proposed;
    assert_true(staff_revoke("2030-02-02", ANI, DEWI));
    staff_begin(&work, "2030-02-02", ANI);
    SUCCEEDS(officers_load(work.store, &officers));
    assert_true(officer_active(officers_find(&officers, TEXT("dewi")), journal_next(&work.journal)));
    REFUSES(officer_confirm(&work.journal, &officers, TEXT("dewi")), ERROR_REFUSED, "another administrator");
    REFUSES(officer_confirm(&work.journal, &officers, TEXT("budi")), ERROR_REFUSED, "nothing of that officer waits");
    REFUSES(officer_revoke(&work.journal, &officers, TEXT("dewi"), TEXT("x"), &proposed), ERROR_REFUSED, "waits for another administrator");
    REFUSES(officer_revoke(&work.journal, &officers, TEXT("zul"), TEXT("x"), &proposed), ERROR_REFUSED, "no such officer");
    officers_free(&officers);
    work_end(&work);
    staff_confirm("2030-02-03", ANDI, DEWI);
    staff_begin(&work, "2030-02-03", ANI);
    SUCCEEDS(officers_load(work.store, &officers));
    assert_false(officer_active(officers_find(&officers, TEXT("dewi")), journal_next(&work.journal)));
    officers_free(&officers);
    work_end(&work);
    assert_true(staff_revoke("2030-02-04", ANI, ANDI));
    staff_confirm("2030-02-04", ANDI, ANDI);
    staff_begin(&work, "2030-02-04", ANI);
    SUCCEEDS(officers_load(work.store, &officers));
    REFUSES(officer_revoke(&work.journal, &officers, TEXT("ani"), TEXT("x"), &proposed), ERROR_REFUSED, "last administrator");
    officers_free(&officers);
    work_end(&work);
    expect_sound();
}

static void refuses_officers_who_cannot_be(void **state)
{
    (void)state;
    struct work work;
    struct officers officers = { 0 };
    struct key *key = NULL;
    bool proposed;
    static const struct {
        const char *name;
        unsigned roles;
        int region;
        const char *says;
    } wrong[] = {
        { "Budi", OFFICER_OPERATOR, 0, "a name is used once" },
        { "fani", OFFICER_OPERATOR | OFFICER_APPROVER, 0, "do not go together" },
        { "fani", OFFICER_APPROVER | OFFICER_TREASURER, 0, "do not go together" },
        { "fani", OFFICER_ADMINISTRATOR | OFFICER_AUDITOR, 0, "do not go together" },
        { "fani", OFFICER_VERIFIER, 0, "has a kabupaten/kota" },
        { "fani", OFFICER_OPERATOR, 1571, "has a kabupaten/kota" },
    };
    staff_begin(&work, "2030-02-02", ANI);
    SUCCEEDS(officers_load(work.store, &officers));
    for (size_t i = 0; i < ROWS(wrong); i++) {
        key_generate(text_of(wrong[i].name), KEY_SIGNS, &key);
        const struct officer_order order = { text_of(wrong[i].name), key_verifier(key), wrong[i].roles, wrong[i].region };
        REFUSES(officer_add(&work.journal, &officers, &order, &proposed), ERROR_REFUSED, wrong[i].says);
        key_free(key);
    }
    key_generate(TEXT("fani"), KEY_SIGNS, &key);
    const struct officer_order both = { TEXT("fani"), key_verifier(key), OFFICER_OPERATOR | OFFICER_VERIFIER, 1571 };
    work.journal.event.officer = "budi";
    REFUSES(officer_add(&work.journal, &officers, &both, &proposed), ERROR_REFUSED, "only an administrator");
    work.journal.event.officer = "ani";
    SUCCEEDS(officer_add(&work.journal, &officers, &both, &proposed));
    key_free(key);
    officers_free(&officers);
    work_end(&work);
}

static void keeps_ten_refusals_an_hour(void **state)
{
    (void)state;
    struct work work;
    bool recorded;
    for (int i = 0; i < 12; i++) {
        work_begin(&work, "2030-02-02");
        SUCCEEDS(refusal_record(&work.journal, TEXT("budi"), TEXT("send"), REFUSAL_KEY, &recorded));
        assert_int_equal(recorded, i < 10);
        work_commit(&work);
    }
    work_begin(&work, "2030-02-02");
    work.journal.event.utc += 3601;
    SUCCEEDS(refusal_record(&work.journal, TEXT("budi"), TEXT("send"), REFUSAL_KEY, &recorded));
    assert_true(recorded);
    SUCCEEDS(refusal_record(&work.journal, TEXT("eko"), TEXT("import"), REFUSAL_ROLE, &recorded));
    assert_true(recorded);
    work_commit(&work);
    expect_sound();
}

#define office_test(name) cmocka_unit_test_setup_teardown(name, office_begin, office_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        office_test(a_batch_goes_through_four_eyes),
        office_test(a_larger_batch_needs_more_officers),
        office_test(what_an_officer_may_not_do_does_not_verify),
        office_test(a_transaction_stands_under_its_own_officers_signature_alone),
        office_test(two_administrators_decide_who_approves_and_pays),
        office_test(refuses_officers_who_cannot_be),
        office_test(keeps_ten_refusals_an_hour),
    };
    return cmocka_run_group_tests(tests, scratch_open, office_close);
}
