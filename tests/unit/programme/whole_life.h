/* whole_life: a ledger with every table and column in use, and somebody who changes it past the program.
 *
 * Law: the triggers are put back as they were, so that only the change itself can be seen. */
#ifndef UNIT_PROGRAMME_WHOLE_LIFE_H
#define UNIT_PROGRAMME_WHOLE_LIFE_H

#include "base/memory.h"
#include "ledger/signing.h"
#include "life.h"
#include "ledger/refusal.h"
#include "staff.h"
#include "programme/approval.h"
#include "programme/decree.h"
#include "programme/erasure.h"
#include "programme/issue.h"
#include "programme/lottery.h"
#include "programme/lpj.h"
#include "programme/money_back.h"

static struct buffer whole_life; /* the file of a ledger with every table and every column in use */

static inline struct applicant full_person(int year, int64_t n)
{
    struct applicant applicant = person(year, n, CATEGORY_EMAK_EMAK);
    static const enum field texts[] = { FIELD_DESA_USAHA, FIELD_ALAMAT_USAHA, FIELD_NAMA_USAHA, FIELD_SEKTOR_USAHA, FIELD_JENIS_USAHA,
                                        FIELD_TEMPAT_LAHIR, FIELD_NAMA_IBU, FIELD_NO_HP, FIELD_ALAMAT, FIELD_DESA, FIELD_KECAMATAN,
                                        FIELD_KABUPATEN, FIELD_PROVINSI, FIELD_REKOMENDASI, FIELD_KETERANGAN };
    for (size_t i = 0; i < ROWS(texts); i++) {
        set_text(&applicant, texts[i], field_spec(texts[i])->title);
    }
    applicant.fields[FIELD_NAMA_REKENING] = applicant.fields[FIELD_NAMA];
    set_integer(&applicant, FIELD_KECAMATAN_USAHA, 157101);
    set_integer(&applicant, FIELD_TANGGAL_MULAI_USAHA, 19000);
    set_integer(&applicant, FIELD_OMZET_BULANAN, 5000000);
    set_integer(&applicant, FIELD_NO_KK, INT64_C(1571010101100000) + n);
    set_integer(&applicant, FIELD_TANGGAL_LAHIR, 7439);
    set_integer(&applicant, FIELD_JENIS_KELAMIN, SEX_WOMAN);
    set_integer(&applicant, FIELD_TANGGAL_PENGAJUAN, 21920);
    set_integer(&applicant, FIELD_SKOR, 80);
    set_integer(&applicant, FIELD_JUMLAH_DIAJUKAN, 20000000);
    set_integer(&applicant, FIELD_JALUR, PATH_ASPIRASI);
    return applicant;
}

static inline void take_in_with_rejects(struct work *work, const char *file, const struct applicant *people, size_t count)
{
    struct intake intake = { 0 };
    SUCCEEDS(intake_open(&work->journal, people[0].year, file, &intake));
    for (size_t i = 0; i < count; i++) {
        (void)add_person(&intake, &people[i]);
    }
    SUCCEEDS(intake_set_aside(&intake, false, 90, TEXT("123;Ani"), TEXT("E101\t1\t123\t\n")));
    SUCCEEDS(intake_set_aside(&intake, true, 91, TEXT("1571;Budi"), TEXT("E120\t1\t1571\ta.csv:2\n")));
    assert_true(finish_file(&intake, file));
    intake_close(&intake);
}

static inline void make_key(struct work *work)
{
    struct buffer path = { 0 };
    SUCCEEDS(signing_new_key(&work->journal, &path));
    buffer_free(&path);
}

static inline void live_first_half(void)
{
    struct work work;
    struct programme programme = { 0 };
    struct applicant people[6];
    for (int i = 0; i < 6; i++) {
        people[i] = i % 2 == 0 ? full_person(2030, i + 1) : person(2030, i + 1, (enum category)(i % 3 + 1));
    }
    set_text(&people[1], FIELD_KECAMATAN_USAHA, "Entah Di Mana");
    set_missing(&people[3], FIELD_NIB);
    work_begin(&work, "2030-02-01");
    add_rules(&work, HEAD_OF(2030, 1000) "valid_from: 2030-01-01\nvalid_to: 2030-12-31\nlpj: { months: 3 }\n" AMOUNTS
                     "quotas:\n  - { name: Emak, people: 4, categories: [emak-emak] }\n" RULES_2030, &programme);
    take_in_with_rejects(&work, "satu.csv", people, 6);
    amend_text(&work, &programme, 5, FIELD_NAMA, "Budi Contoh Lima", 0);
    amend_text(&work, &programme, 5, FIELD_ALAMAT, "Jalan Lima", 0);
    amend_text(&work, &programme, 2, FIELD_ALAMAT, "Jalan Dua", 0);
    assert_int_equal(pay_out(&work, &programme, 3), 1);
    make_key(&work);
    work_commit(&work);
    work_begin(&work, "2030-03-01");
    send_batch(&work, 1, "900/SP2D/2030");
    answer(&work, "P2030B001N000001", true, 5, "");
    answer(&work, "P2030B001N000002", false, 5, "Rekening ditutup");
    work_commit(&work);
    programme_free(&programme);
}

/* Two publications, the second drawn; a NIK that is corrected between them. */
static inline void hold_lottery(struct work *work, const struct programme *programme)
{
    struct standing_applicant before = { 0 };
    const struct amendment amendment = { TEXT("sesuai KTP"), 0 };
    struct lottery lottery = { 0 };
    struct digest *tickets = NULL;
    bool recorded;
    SUCCEEDS(lottery_publish(&work->journal, 2031, &lottery, &tickets));
    memory_free(tickets);
    SUCCEEDS(standing_applicant_find(work->store, 2031, (struct nik){ nik_at(10) }, &before));
    struct applicant after = before.applicant;
    set_integer(&after, FIELD_NIK, nik_at(11));
    SUCCEEDS(amendment_record(&work->journal, programme, &before, &after, &amendment, &recorded));
    standing_applicant_free(&before);
    SUCCEEDS(lottery_publish(&work->journal, 2031, &lottery, &tickets));
    memory_free(tickets);
    SUCCEEDS(lottery_draw(&work->journal, 2031, TEXT("IHSG 7.301,28"), TEXT("Penutupan bursa"), &lottery));
    lottery_free(&lottery);
}

static inline void live_second_half(void)
{
    struct work work;
    struct programme programme = { 0 };
    struct applicant late[] = { full_person(2030, 7), person(2030, 8, CATEGORY_PEMULA) };
    struct applicant unchecked[] = { person(2031, 9, CATEGORY_PEMULA), person(2031, 10, CATEGORY_PEMULA), full_person(2031, 12), full_person(2031, 13) };
    unchecked[3].fields[FIELD_NO_KK] = unchecked[2].fields[FIELD_NO_KK];
    work_begin(&work, "2030-04-01");
    take_in_with_rejects(&work, "dua.csv", late, 2);
    SUCCEEDS(programme_load(work.store, 2030, work.journal.event.day, &programme));
    assert_int_equal(pay_out(&work, &programme, 2), 2);
    const struct account_file file = { .file_name = "rekening.csv", .accepted = 1, .unchanged = 2, .conflicting = 3, .rejected = 4 };
    int64_t entry;
    SUCCEEDS(account_file_record(&work.journal, 2030, &file, &entry));
    amend_text(&work, &programme, 7, FIELD_NO_REKENING, "0098765432", entry);
    amend_text(&work, &programme, 7, FIELD_NO_HP, "081234567890", 0);
    withdraw(&work, 2030, 8);
    amend_text(&work, &programme, 8, FIELD_NAMA, "Budi Delapan", 0);
    const struct review_file verdicts = { .file_name = "verifikasi.csv", .accepted = 1, .unchanged = 2, .conflicting = 3, .rejected = 4 };
    SUCCEEDS(review_file_record(&work.journal, 2030, &verdicts, &entry));
    assert_true(review_person(&work, 2030, 4, REVIEW_REJECTED, "Usaha tidak ada", 0));
    assert_true(review_person(&work, 2030, 4, REVIEW_APPEALED, "Usaha pindah", entry));
    assert_true(review_person(&work, 2030, 2, REVIEW_ACCEPTED, "", 0));
    amend_text(&work, &programme, 2, FIELD_ALAMAT, "Jalan Dua Lagi", 0);
    assert_true(review_person(&work, 2030, 8, REVIEW_ASKED, "Fotokopi NIB", 0));
    exclude(&work, 2030, "asn", 6, INT64_C(1571010101100099));
    exclude(&work, 2030, "kur", 6, INT64_C(1571010101100098));
    (void)check_year(&work, &programme);
    SUCCEEDS(programme_budget(&work.journal, 2030, TEXT("DPA-2"), (struct money){ 900 }));
    programme_free(&programme);
    add_rules(&work, HEAD_OF(2031, 50) "lpj: { day: 2032-01-10 }\n" AMOUNTS RULES_2030, &programme);
    take_in_with_rejects(&work, "tiga.csv", unchecked, 4);
    hold_lottery(&work, &programme);
    work_commit(&work);
    work_begin(&work, "2030-05-01");
    send_batch(&work, 2, "");
    work_commit(&work);
    programme_free(&programme);
}

/* Two annexes, one with all that an annex can say, both of people whom batches do not have like this. */
static inline void read_decrees(struct work *work)
{
    const struct decree_row full[] = { { 2, nik_at(1), TEXT("Budi Contoh"), CATEGORY_EMAK_EMAK, { 5 }, TEXT("0012345678") }, { 3, nik_at(4), TEXT("Budi"), 0, { 6 }, TEXT_EMPTY } };
    const struct decree_row bare[] = { { 2, nik_at(2), TEXT_EMPTY, 0, { 7 }, TEXT_EMPTY } };
    struct decree decree = { .number = TEXT("SK-1/2030"), .file_name = "lampiran.csv", .rows = full, .count = 2 };
    bool recorded;
    digest_of(TEXT("lampiran"), TEXT_EMPTY, &decree.sha256);
    SUCCEEDS(decree_record(&work->journal, 2030, &decree, &recorded));
    assert_true(recorded);
    digest_of(TEXT("kedua"), TEXT_EMPTY, &decree.sha256);
    decree.number = TEXT("SK-2/2030");
    decree.rows = bare;
    decree.count = 1;
    SUCCEEDS(decree_record(&work->journal, 2030, &decree, &recorded));
    assert_true(recorded);
}

/* Two reports of use, the second of a list and with nothing but an amount. */
static inline void report_use(struct work *work)
{
    struct lpj_report report = { .received = { 22051 }, .used = { 1 }, .document = TEXT("scan/LPJ Budi.pdf"), .hashed = true, .note = TEXT("lengkap") };
    const struct lpj_file list = { .file_name = "lpj.csv", .accepted = 1, .unchanged = 2, .rejected = 3 };
    struct money rest;
    bool recorded;
    digest_of(TEXT("laporan"), TEXT_EMPTY, &report.sha256);
    SUCCEEDS(lpj_give(&work->journal, 2030, &(struct payee){ .nik = (struct nik){ nik_at(1) } }, &report, &recorded, &rest));
    assert_true(recorded);
    report = (struct lpj_report){ .received = DAY_NONE, .used = { 3 } };
    SUCCEEDS(lpj_file_record(&work->journal, 2030, &list, &report.file));
    SUCCEEDS(lpj_give(&work->journal, 2030, &(struct payee){ .nik = (struct nik){ nik_at(1) } }, &report, &recorded, &rest));
    assert_true(recorded);
}

static inline void hand_out(struct work *work, int year, struct day as_of)
{
    struct issue issue = { .entries = figure(work, "SELECT max(size) FROM tree_head"), .year = year, .masked = year != 0, .as_of = as_of, .bytes = 9000 };
    int64_t position;
    digest_of(TEXT("sheets:"), TEXT_EMPTY, &issue.template);
    digest_of(TEXT("PK"), year == 0 ? TEXT("0") : TEXT("1"), &issue.sha256);
    (void)snprintf(issue.version, sizeof(issue.version), "0.4.0");
    (void)snprintf(issue.file_name, sizeof(issue.file_name), "kertas-kerja.xlsx");
    SUCCEEDS(issue_record(&work->journal, &issue, &position));
}

/* Money comes back in every way there is. */
static inline void live_on(void)
{
    struct work work;
    struct programme programme = { 0 };
    struct payouts_moved moved = { 0 };
    struct money left;
    bool recorded;
    int64_t batch;
    const struct nik bounced[] = { { nik_at(3) } };
    const struct repayment_choice again = { .niks = bounced, .nik_count = 1, .same_account = true };
    const struct deposit_slip slip = { TEXT("STS-1/2030"), { 22050 } };
    work_begin(&work, "2030-06-01");
    SUCCEEDS(programme_load(work.store, 2030, work.journal.event.day, &programme));
    SUCCEEDS(repayment_create(&work.journal, &programme, &again, &batch, &moved));
    SUCCEEDS(approval_give(&work.journal, &(struct approval){ .batch_id = batch, .sk_number = TEXT("SK-3/2030"), .sk_day = { 22050 } }, &recorded));
    SUCCEEDS(refund_record(&work.journal, 2030, &(struct payee){ .nik = (struct nik){ nik_at(1) } }, (struct money){ 2 }, &slip, &left));
    report_use(&work);
    read_decrees(&work);
    work_commit(&work);
    work_begin(&work, "2030-06-05");
    send_batch(&work, batch, "SP2D-3");
    answer(&work, "P2030B003N000001", false, 5, "Nama beda");
    SUCCEEDS(deposit_record(&work.journal, 2030, bounced[0], &(struct deposit_slip){ slip.number, { 22070 } }, &moved));
    SUCCEEDS(batch_cancel(&work.journal, 1, NULL, 0, TEXT("SK dibatalkan"), &moved)); /* who was held back */
    answer_again(&work, "P2030B001N000002", true, 5, "Koreksi bank");
    answer_again(&work, "P2030B001N000002", false, 5, "");
    hand_out(&work, 0, DAY_NONE);
    hand_out(&work, 2030, day_at("2030-06-04"));
    work_commit(&work);
    programme_free(&programme);
}

/* The next batch of 2031: one is paid, and the report of use names somebody else's NIK; the other bounces, and so does what the bank says next. */
static inline void pay_and_report(struct work *work, const struct programme *programme)
{
    struct lpj_report report = { .received = DAY_NONE, .used = { 1 }, .document = TEXT("LPJ.pdf"), .note = TEXT("tertukar dengan 1571011501900012") };
    struct money rest;
    bool recorded;
    assert_int_equal(pay_out(work, programme, 2), 5);
    send_batch(work, 5, "SP2D-5");
    answer(work, "P2031B005N000001", true, figure(work, "SELECT amount FROM payout WHERE reference = 'P2031B005N000001'"), "");
    answer(work, "P2031B005N000002", false, figure(work, "SELECT amount FROM payout WHERE reference = 'P2031B005N000002'"), "Nama beda");
    answer_again(work, "P2031B005N000002", true, figure(work, "SELECT amount FROM payout WHERE reference = 'P2031B005N000002'"), "bukan 1571011501900012");
    const struct nik nik = { figure(work, "SELECT a.nik FROM payout AS p JOIN applicant AS a ON a.id = p.applicant_id WHERE p.reference = 'P2031B005N000001'") };
    SUCCEEDS(lpj_give(&work->journal, 2031, &(struct payee){ .nik = nik }, &report, &recorded, &rest));
    assert_true(recorded);
}

static inline void read_annex(struct work *work)
{
    const struct decree_row rows[] = { { 2, nik_at(12), TEXT("Budi Contoh"), CATEGORY_EMAK_EMAK, { 2 }, TEXT("0012345689") }, { 3, nik_at(13), TEXT("Budi"), 0, { 3 }, TEXT_EMPTY } };
    struct decree decree = { .number = TEXT("SK-1/2031"), .file_name = "lampiran-2031.csv", .rows = rows, .count = 2 };
    bool recorded;
    digest_of(TEXT("lampiran 2031"), TEXT_EMPTY, &decree.sha256);
    SUCCEEDS(decree_record(&work->journal, 2031, &decree, &recorded));
    assert_true(recorded);
}

/* A person of whom every table knows something is erased; so is what another programme year says of the NIK. */
static inline void live_and_forget(void)
{
    struct work work;
    struct programme programme = { 0 };
    struct payouts_moved moved = { 0 };
    struct erasure erasure = { 0 };
    struct intake intake = { 0 };
    const struct nik nik = { nik_at(12) };
    work_begin(&work, "2030-06-20");
    SUCCEEDS(programme_load(work.store, 2031, work.journal.event.day, &programme));
    SUCCEEDS(intake_open(&work.journal, 2031, "empat.csv", &intake));
    SUCCEEDS(intake_set_aside(&intake, true, 5, TEXT("1571011501900012;Budi Contoh"), TEXT("E107\t1\t1571011501900012\ttiga.csv:13\n")));
    assert_true(finish_file(&intake, "empat.csv"));
    intake_close(&intake);
    amend_text(&work, &programme, 12, FIELD_ALAMAT, "Jalan Dua Belas", 0);
    assert_true(review_person(&work, 2031, 12, REVIEW_ASKED, "Fotokopi KTP", 0));
    withdraw(&work, 2031, 12);
    exclude(&work, 2031, "kur", 12, INT64_C(1571010101100097));
    assert_int_equal(pay_out(&work, &programme, 1), 4);
    SUCCEEDS(batch_cancel(&work.journal, 4, NULL, 0, TEXT("Keliru dengan NIK 1571011501900012"), &moved));
    pay_and_report(&work, &programme);
    read_annex(&work);
    SUCCEEDS(erasure_record(&work.journal, 0, nik, TEXT("Surat 12/2030"), &erasure));
    assert_int_equal(erasure.year_count, 1);
    assert_int_equal(erasure.kin, 1);
    for (int kind = 0; kind < ERASED_KINDS; kind++) {
        assert_true(erasure.rows[kind] > 0);
    }
    erasure_free(&erasure);
    SUCCEEDS(eligibility_refresh(&work.journal, &programme));
    work_commit(&work);
    programme_free(&programme);
}

/* Officers come, one of them is refused and one goes; a batch that four eyes saw, and a verifier's verdict. */
static inline void live_with_officers(void)
{
    struct work work;
    struct programme programme = { 0 };
    bool recorded;
    int64_t batch;
    const struct applicant late[] = { person(2030, 20, CATEGORY_PEMULA) };
    staff_register("2030-07-01");
    work_begin(&work, "2030-07-02");
    SUCCEEDS(refusal_record(&work.journal, TEXT("budi"), TEXT("send"), REFUSAL_ROLE, &recorded));
    work_commit(&work);
    staff_begin(&work, "2030-07-02", BUDI);
    take_in(&work, "lima.csv", late, 1);
    SUCCEEDS(programme_load(work.store, 2030, work.journal.event.day, &programme));
    batch = pay_out(&work, &programme, 1);
    staff_commit(&work, BUDI);
    staff_begin(&work, "2030-07-03", DEWI);
    SUCCEEDS(approval_give(&work.journal, &(struct approval){ .batch_id = batch, .sk_number = TEXT("SK-4/2030"), .sk_day = { 22050 }, .key = staff_keys[DEWI] }, &recorded));
    staff_commit(&work, DEWI);
    staff_begin(&work, "2030-07-04", EKO);
    send_batch(&work, batch, "SP2D-4");
    staff_commit(&work, EKO);
    staff_begin(&work, "2030-07-04", CITRA);
    assert_true(review_person(&work, 2030, 20, REVIEW_ACCEPTED, "", 0));
    staff_commit(&work, CITRA);
    assert_true(staff_revoke("2030-07-05", ANI, EKO));
    staff_confirm("2030-07-05", ANDI, EKO);
    programme_free(&programme);
}

static inline int whole_life_begin(void **state)
{
    if (whole_life.length == 0) {
        (void)life_begin(state);
        live_first_half();
        live_second_half();
        live_on();
        live_and_forget();
        live_with_officers();
        file_read(ledger_path(), &whole_life);
    }
    file_write(ledger_path(), whole_life.bytes, whole_life.length);
    return 0;
}

static inline int whole_life_close(void **state)
{
    buffer_free(&whole_life);
    (void)staff_forget(state);
    return life_close(state);
}

/* A connection past the program to a fresh copy of the file, its append-only triggers taken away. */
static inline sqlite3 *break_in(struct buffer *restore)
{
    sqlite3 *database = NULL;
    sqlite3_stmt *triggers = NULL;
    struct buffer drop = { 0 };
    (void)whole_life_begin(NULL);
    buffer_clear(restore);
    assert_int_equal(sqlite3_open(ledger_path(), &database), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(database, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'", -1, &triggers, NULL), SQLITE_OK);
    buffer_add_string(&drop, "PRAGMA synchronous = OFF;");
    while (sqlite3_step(triggers) == SQLITE_ROW) {
        buffer_format(&drop, "DROP TRIGGER %s;", (const char *)sqlite3_column_text(triggers, 0));
        buffer_format(restore, "%s;", (const char *)sqlite3_column_text(triggers, 1));
    }
    assert_int_equal(sqlite3_finalize(triggers), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, drop.bytes, NULL, NULL, NULL), SQLITE_OK);
    buffer_free(&drop);
    return database;
}

/* The change must be seen. False when SQLite refuses the statement or it changes nothing. */
static inline bool tampered(const char *sql, int *unseen)
{
    struct buffer restore SCOPED_BUFFER = { 0 };
    struct verification verification;
    sqlite3 *database = break_in(&restore);
    int before = sqlite3_total_changes(database);
    bool changed = sqlite3_exec(database, sql, NULL, NULL, NULL) == SQLITE_OK && sqlite3_total_changes(database) > before;
    assert_int_equal(sqlite3_exec(database, restore.bytes, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
    if (!changed) {
        return false;
    }
    const struct error *error = verify_ledger(&verification);
    if (error == NULL || error->kind != ERROR_UNVERIFIED || error->message[0] == '\0') {
        print_error("%s: %s\n", error == NULL ? "not seen" : error->message, sql);
        *unseen += 1;
    }
    return true;
}

#define whole_life_test(name) cmocka_unit_test_setup_teardown(name, whole_life_begin, scratch_clear)

#endif
