/* life: a ledger with the built-in years, and the steps of its life in a word each.
 *
 * Law: a step that fails fails the test; people are synthetic. */
#ifndef UNIT_PROGRAMME_LIFE_H
#define UNIT_PROGRAMME_LIFE_H

#include "database.h"
#include "programme/account_file.h"
#include "programme/bank_template.h"
#include "programme/batch.h"
#include "programme/eligibility.h"
#include "programme/exclusion.h"
#include "programme/intake.h"
#include "programme/settlement.h"
#include "programme/verification.h"
#include "programme/review.h"
#include "programme/withdrawal.h"
#include "store/query.h"

/* A programme year with an amount of its own for each category, and rules that a plain person passes. */
#define RULES_2030                                                                                              \
    "rules:\n"                                                                                                  \
    "  - { code: usaha-di-jambi, title: Di Jambi, source: uji, condition: province, field: kabupaten_usaha, value: 15, unknown: reject }\n" \
    "  - { code: izin-usaha, title: Punya izin, source: uji, assumed: yes, condition: present, field: nib, unknown: reject }\n" \
    "  - { code: nik-sudah-menerima, title: Belum pernah, source: uji, condition: nik-not-paid, field: nik, unknown: reject }\n" \
    "  - { code: kk-sudah-menerima, title: KK belum pernah, source: uji, condition: card-not-paid, field: no_kk, unknown: pass }\n"
#define HEAD_OF(year, budget) "year: " #year "\nname: Uji " #year "\nbudget_account: 5.1\nbudget: " #budget "\n"
#define AMOUNTS                                   \
    "amounts:\n"                                  \
    "  - { category: milenial, amount: 3 }\n"     \
    "  - { category: emak-emak, amount: 5 }\n"    \
    "  - { category: pemula, amount: 7 }\n"

static struct buffer life_base; /* the bytes of a new ledger */

struct work {
    struct store *store;
    struct transaction transaction;
    struct journal journal;
};

static inline struct day day_at(const char *iso)
{
    struct day day;
    assert_true(day_parse_iso(text_of(iso), &day));
    return day;
}

static inline const char *ledger_path(void)
{
    return scratch("ledger.db");
}

static inline void work_begin(struct work *work, const char *day)
{
    struct event event = { .utc = INT64_C(1700000000), .day = day_at(day) };
    *work = (struct work){ 0 };
    SUCCEEDS(store_open(ledger_path(), STORE_CREATE, &work->store));
    SUCCEEDS(transaction_begin(work->store, &work->transaction));
    SUCCEEDS(work->transaction.renews_schema ? programme_renew(work->store) : NULL);
    SUCCEEDS(journal_open(work->store, event, &work->journal));
}

/* Gives up what was not committed. */
static inline void work_end(struct work *work)
{
    journal_close(&work->journal);
    transaction_rollback(&work->transaction);
    store_close(work->store);
    *work = (struct work){ 0 };
}

/* Called after each commit, with the ledger closed; NULL = nobody looks. */
static void (*life_witness)(void);

static inline void work_commit(struct work *work)
{
    SUCCEEDS(journal_seal(&work->journal));
    SUCCEEDS(transaction_commit(&work->transaction));
    work_end(work);
    if (life_witness != NULL) {
        life_witness();
    }
}

/* For each test: the scratch folder holds a ledger with the built-in years and nothing else. */
static inline int life_begin(void **state)
{
    (void)state;
    if (life_base.length == 0) {
        struct work work;
        work_begin(&work, "2022-01-01");
        SUCCEEDS(programme_install(&work.journal));
        work_commit(&work);
        file_read(ledger_path(), &life_base);
    }
    file_write(ledger_path(), life_base.bytes, life_base.length);
    return 0;
}

static inline int life_close(void **state)
{
    buffer_free(&life_base);
    return scratch_close(state);
}

#define life_test(name) cmocka_unit_test_setup_teardown(name, life_begin, scratch_clear)

/* One number out of the ledger of open work. */
static inline int64_t figure(struct work *work, const char *sql)
{
    int64_t value;
    SUCCEEDS(query_one_integer(work->store, sql, &value));
    return value;
}

static inline void set_integer(struct applicant *applicant, enum field field, int64_t value)
{
    applicant->fields[field] = (struct value){ .kind = VALUE_INTEGER, .integer = value };
}

/* The text is borrowed. */
static inline void set_text(struct applicant *applicant, enum field field, const char *value)
{
    applicant->fields[field] = (struct value){ .kind = VALUE_TEXT, .text = text_of(value) };
}

static inline void set_missing(struct applicant *applicant, enum field field)
{
    applicant->fields[field] = (struct value){ .kind = VALUE_MISSING };
}

/* NIK of the n-th person, from 1: a man born on the 15th of some month of 1990, Kota Jambi. */
static inline int64_t nik_at(int64_t n)
{
    int64_t month = 1 + (n - 1) / 9999 % 12;
    return (INT64_C(157101) * 1000000 + 150000 + month * 100 + 90) * 10000 + 1 + (n - 1) % 9999;
}

/* The n-th person's own account, from "0012345678" on. */
static inline const char *account_at(int64_t n)
{
    static char accounts[1 << 15][11];
    int64_t at = n % (1 << 15);
    (void)snprintf(accounts[at], sizeof(accounts[at]), "%010d", 12345677 + (int)at);
    return accounts[at];
}

/* The n-th person's application: all that must be there, and a permit and an account. */
static inline struct applicant person(int year, int64_t n, enum category category)
{
    struct applicant applicant = { .line = n + 1, .year = year };
    set_integer(&applicant, FIELD_NIK, nik_at(n));
    set_text(&applicant, FIELD_NAMA, "Budi Contoh");
    set_integer(&applicant, FIELD_KATEGORI, category);
    set_integer(&applicant, FIELD_KABUPATEN_USAHA, 1571);
    set_text(&applicant, FIELD_NIB, "1234567890123");
    set_text(&applicant, FIELD_BANK, "Bank Jambi");
    set_text(&applicant, FIELD_NO_REKENING, account_at(n));
    return applicant;
}

static inline enum intake_outcome add_person(struct intake *intake, const struct applicant *applicant)
{
    struct intake_match nik;
    struct intake_match card;
    enum intake_outcome outcome;
    SUCCEEDS(intake_add(intake, applicant, &outcome, &nik, &card));
    return outcome;
}

/* Records the file; false when it changed nothing. */
static inline bool finish_file(struct intake *intake, const char *content)
{
    struct intake_source source = { .bytes = (int64_t)strlen(content) };
    bool recorded;
    digest_of(text_of(content), TEXT_EMPTY, &source.sha256);
    SUCCEEDS(intake_finish(intake, &source, &recorded));
    return recorded;
}

/* Takes all of them in as one file, named `file` and with content of the same name. */
static inline void take_in(struct work *work, const char *file, const struct applicant *people, size_t count)
{
    struct intake intake = { 0 };
    assert_true(count > 0);
    SUCCEEDS(intake_open(&work->journal, people[0].year, file, &intake));
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(add_person(&intake, &people[i]), INTAKE_ACCEPTED);
    }
    assert_true(finish_file(&intake, file));
    intake_close(&intake);
}

/* Adds the rules and loads them as they are in force on the day of the work; the caller frees. */
static inline void add_rules(struct work *work, const char *yaml, struct programme *out)
{
    struct programme parsed = { 0 };
    SUCCEEDS(programme_parse("uji.yaml", text_of(yaml), &parsed));
    SUCCEEDS(programme_add(&work->journal, &parsed));
    SUCCEEDS(programme_load(work->store, parsed.year, work->journal.event.day, out));
    programme_free(&parsed);
}

static inline struct eligibility_count check_year(struct work *work, const struct programme *programme)
{
    struct eligibility_count count;
    SUCCEEDS(eligibility_check(&work->journal, programme, NULL, &count));
    return count;
}

/* What the year's batches may still commit. */
static inline struct money budget_left(struct work *work, const struct programme *programme)
{
    struct money left;
    SUCCEEDS(journal_balance(&work->journal, programme->year, ACCOUNT_ANGGARAN, &left));
    return left;
}

/* Checks, allocates and makes the batch of whoever gets something; 0 when nobody does. */
static inline int64_t pay_out(struct work *work, const struct programme *programme, int64_t limit)
{
    struct allocation allocation = { 0 };
    struct allocation_choice choice = { .limit = limit };
    struct eligibility_count count = check_year(work, programme);
    int64_t batch = 0;
    SUCCEEDS(allocation_run(work->store, programme, budget_left(work, programme), &choice, &allocation));
    if (allocation.recipients > 0) {
        SUCCEEDS(batch_create(&work->journal, programme, &allocation, count.evaluation_id, &batch));
    }
    allocation_free(&allocation);
    return batch;
}

/* Sends what can be sent of the batch, in a layout (NULL: in none, as before entries named one). */
static inline void send_fitted(struct work *work, int64_t batch, const char *sp2d, const struct bank_template *template)
{
    struct sending sending = { 0 };
    struct digest file;
    SUCCEEDS(sending_prepare(work->store, batch, &work->journal.event, &sending));
    if (template != NULL) {
        bank_template_fit(template, &sending);
    }
    digest_of(TEXT("bank.csv"), TEXT_EMPTY, &file);
    SUCCEEDS(sending_record(&work->journal, &sending, text_of(sp2d), sp2d[0] == '\0' ? DAY_NONE : work->journal.event.day, &file));
    sending_free(&sending);
}

static inline void send_batch(struct work *work, int64_t batch, const char *sp2d)
{
    struct bank_template template = { 0 };
    SUCCEEDS(bank_template_load(NULL, &template));
    send_fitted(work, batch, sp2d, &template);
    bank_template_free(&template);
}

/* The bank's answer about one payout: paid, or bounced for `reason`. */
static inline void answer(struct work *work, const char *reference, bool paid, int64_t amount, const char *reason)
{
    struct settlement settlement = { 0 };
    struct settlement_answer file = { .file_name = "jawaban.csv", .paid = paid ? 1 : 0, .returned = paid ? 0 : 1 };
    struct settlement_row row = { text_of(reference), paid, { amount }, work->journal.event.day, text_of(reason), 2, TEXT_EMPTY };
    struct settlement_verdict verdict;
    digest_of(text_of(reference), TEXT_EMPTY, &file.sha256);
    SUCCEEDS(settlement_open(&work->journal, &settlement));
    SUCCEEDS(settlement_judge(&settlement, &row, &verdict));
    assert_int_equal(verdict.result, SETTLEMENT_POSTED);
    SUCCEEDS(settlement_begin(&settlement, &file));
    SUCCEEDS(settlement_post(&settlement, &row, verdict.payout_id));
    settlement_close(&settlement);
}

/* The bank's word, on line 2 of a file, after it had called the payout bounced. */
static inline void answer_again(struct work *work, const char *reference, bool paid, int64_t amount, const char *reason)
{
    struct settlement settlement = { 0 };
    struct settlement_answer file = { .file_name = "susulan.csv", .rejected = 1 };
    struct settlement_row row = { text_of(reference), paid, { amount }, work->journal.event.day, text_of(reason), 2, TEXT_EMPTY };
    struct settlement_verdict verdict;
    digest_of(text_of(reason), text_of(reference), &file.sha256);
    SUCCEEDS(settlement_open(&work->journal, &settlement));
    SUCCEEDS(settlement_judge(&settlement, &row, &verdict));
    assert_true(verdict.kept);
    SUCCEEDS(settlement_begin(&settlement, &file));
    SUCCEEDS(settlement_keep(&settlement, &row, verdict.payout_id));
    settlement_close(&settlement);
}

/* Sets a text of the n-th person, for a reason; `account_file` is the entry of a file of accounts, or 0. */
static inline void amend_text(struct work *work, const struct programme *programme, int64_t n, enum field field, const char *value, int64_t account_file)
{
    struct standing_applicant before = { 0 };
    const struct amendment amendment = { TEXT("sesuai KTP"), account_file };
    bool recorded;
    SUCCEEDS(standing_applicant_find(work->store, programme->year, (struct nik){ nik_at(n) }, &before));
    struct applicant after = before.applicant;
    after.fields[field] = (struct value){ .kind = VALUE_MISSING };
    if (value[0] != '\0') {
        set_text(&after, field, value);
    }
    SUCCEEDS(amendment_record(&work->journal, programme, &before, &after, &amendment, &recorded));
    assert_true(recorded);
    standing_applicant_free(&before);
}

static inline void withdraw(struct work *work, int year, int64_t n)
{
    struct withdrawal withdrawal = { 0 };
    SUCCEEDS(withdrawal_record(&work->journal, year, (struct nik){ nik_at(n) }, TEXT("Pindah"), &withdrawal));
    assert_true(withdrawal.recorded);
    withdrawal_free(&withdrawal);
}

/* An officer's verdict on the n-th person, of a file when `file` is its entry; true when it is recorded. */
static inline bool review_person(struct work *work, int year, int64_t n, enum review_verdict verdict, const char *reason, int64_t file)
{
    struct standing_applicant applicant = { 0 };
    struct review review = { 0 };
    const struct review_order order = { verdict, text_of(reason), file };
    SUCCEEDS(standing_applicant_find(work->store, year, (struct nik){ nik_at(n) }, &applicant));
    SUCCEEDS(review_record(&work->journal, &applicant, &order, &review));
    bool recorded = review.recorded;
    assert_int_equal(review.verdict, verdict);
    review_free(&review);
    standing_applicant_free(&applicant);
    return recorded;
}

/* A list of the n-th person, and of a family card. */
static inline void exclude(struct work *work, int year, const char *name, int64_t n, int64_t card)
{
    struct exclusion_intake intake = { 0 };
    struct exclusion rows[] = { { 2, nik_at(n), card, TEXT("Budi Contoh"), TEXT("BKN") }, { 3, 0, card, TEXT_EMPTY, TEXT_EMPTY } };
    struct exclusion_source source = { .file_name = "daftar.csv", .rejected = 1 };
    bool stored;
    digest_of(text_of(name), TEXT_EMPTY, &source.sha256);
    SUCCEEDS(exclusion_open(&work->journal, year, text_of(name), &intake));
    for (size_t i = 0; i < ROWS(rows); i++) {
        SUCCEEDS(exclusion_add(&intake, &rows[i], &stored));
        assert_true(stored);
    }
    SUCCEEDS(exclusion_add(&intake, &rows[0], &stored));
    assert_false(stored);
    SUCCEEDS(exclusion_finish(&intake, &source, &stored));
    assert_true(stored);
    exclusion_close(&intake);
}

/* What verify says of the ledger file; NULL when it is sound. */
static inline const struct error *verify_ledger(struct verification *out)
{
    struct store *store SCOPED_STORE = NULL;
    struct transaction transaction SCOPED_TRANSACTION = { 0 };
    TRY(store_open(ledger_path(), STORE_READ, &store));
    TRY(transaction_begin_read(store, &transaction));
    return programme_verify(store, out);
}

static inline void assert_verifies(void)
{
    struct verification verification;
    SUCCEEDS(verify_ledger(&verification));
    assert_int_equal(verification.first_bad, -1);
}

#endif
