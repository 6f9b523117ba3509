/* A ledger with a life in it: two years of applicants, some odd, evaluated, paid, bounced, waiting. Synthetic people. */
#ifndef TEST_LEDGER_SAMPLE_H
#define TEST_LEDGER_SAMPLE_H

#include "base/file.h"
#include "programme/batch.h"
#include "programme/eligibility.h"
#include "programme/intake.h"
#include "programme/settlement.h"
#include "store/query.h"

struct sample {
    int year;
    int64_t people;
    int64_t limit;   /* recipients */
    bool settled;    /* the bank has answered */
    const char *name; /* of the tenth person, or NULL */
};

static inline struct value sample_integer(int64_t value)
{
    return (struct value){ .kind = VALUE_INTEGER, .integer = value };
}

static inline struct value sample_text(const char *value)
{
    return (struct value){ .kind = VALUE_TEXT, .text = text_of(value) };
}

static inline int sample_kabkota(int64_t i)
{
    static const int codes[] = { 1501, 1502, 1503, 1504, 1505, 1506, 1507, 1508, 1509, 1571, 1572 };
    return codes[i % 11];
}

static inline void sample_applicant(const struct sample *sample, int64_t i, char account[static 24], struct applicant *out)
{
    struct day birth;
    struct day first;
    struct value *fields = out->fields;
    int kabkota = sample_kabkota(i);
    int date = (int)(i % 28) + 1;
    CHECK(day_of(1985, 3, date, &birth) && day_of(sample->year, 2, 1, &first));
    *out = (struct applicant){ .line = i + 2, .year = sample->year };
    fields[FIELD_NIK] = sample_integer((((int64_t)kabkota * 100 + 1) * 1000000 + (date + 40) * 10000 + 385) * 10000 + 1 + i / 28 % 9999 +
                                       i / 279972 * INT64_C(100000000000000));
    fields[FIELD_NAMA] = sample_text(i == 9 && sample->name != NULL ? sample->name : "SITI CONTOH");
    fields[FIELD_KATEGORI] = sample_integer(i % 3 + 1);
    fields[FIELD_KABUPATEN_USAHA] = sample_integer(kabkota);
    fields[FIELD_KECAMATAN_USAHA] = i % 7 == 0 ? sample_text("Tak Dikenal") : sample_integer((int64_t)kabkota * 100 + 1);
    fields[FIELD_DESA_USAHA] = sample_text("Lubuk Kayu");
    fields[FIELD_ALAMAT_USAHA] = sample_text("Jl. Nibung No. 29");
    fields[FIELD_NAMA_USAHA] = sample_text("Warung Contoh");
    fields[FIELD_NIB] = i % 13 == 0 ? (struct value){ .kind = VALUE_MISSING } : sample_text("2403219962305");
    if (i % 17 != 0) {
        fields[FIELD_TANGGAL_MULAI_USAHA] = sample_integer(first.number - 400);
    }
    fields[FIELD_OMZET_BULANAN] = sample_integer(5200000);
    if (i % 5 != 0) {
        fields[FIELD_NO_KK] = sample_integer(INT64_C(1504051307000000) + (i % 50 == 2 ? i - 1 : i));
    }
    fields[FIELD_TANGGAL_LAHIR] = sample_integer(birth.number);
    fields[FIELD_JENIS_KELAMIN] = sample_integer(SEX_WOMAN);
    fields[FIELD_TANGGAL_PENGAJUAN] = sample_integer(first.number + i % 60);
    fields[FIELD_JALUR] = sample_integer(i % 4 == 0 ? PATH_ASPIRASI : PATH_REGULER);
    if (i % 4 == 0) {
        fields[FIELD_REKOMENDASI] = sample_text("Anggota DPRD Dapil 3");
    }
    for (int digit = 9, rest = (int)(i % 1000000); digit >= 0; digit--, rest /= 10) {
        account[digit] = (char)('0' + rest % 10);
    }
    account[10] = '\0';
    fields[FIELD_BANK] = sample_text("Bank Jambi");
    fields[FIELD_NO_REKENING] = sample_text(account);
    fields[FIELD_NAMA_REKENING] = fields[FIELD_NAMA];
}

static inline const struct error *sample_import(struct journal *journal, const struct sample *sample)
{
    static const char hostile[] = "1504055209859755;\x1B[31mBUDI\x01;_x0041_;=1+1";
    struct intake intake SCOPED_INTAKE = { 0 };
    struct intake_source source = { .bytes = 1000 };
    struct intake_match nik;
    struct intake_match card;
    struct applicant applicant;
    enum intake_outcome outcome;
    char account[24];
    bool recorded;
    TRY(intake_open(journal, sample->year, "pemohon.csv", &intake));
    for (int64_t i = 0; i < sample->people; i++) {
        sample_applicant(sample, i, account, &applicant);
        TRY(intake_add(&intake, &applicant, &outcome, &nik, &card));
    }
    TRY(intake_set_aside(&intake, false, sample->people + 2, (struct text){ hostile, sizeof(hostile) - 1 },
                         TEXT("E104\tnik\t150405\t16 digit\nE110\tkategori\t=1+1\t\n")));
    TRY(intake_set_aside(&intake, true, sample->people + 3, TEXT("baris yang sama dengan isi lain"), TEXT("E120\tnama\tBUDI\tANI\n")));
    digest_of(TEXT("pemohon"), TEXT_EMPTY, &source.sha256);
    TRY(intake_finish(&intake, &source, &recorded));
    CHECK(recorded);
    return NULL;
}

static inline const struct error *sample_settle(struct journal *journal, const struct sending *sending)
{
    struct settlement settlement SCOPED_SETTLEMENT = { 0 };
    struct settlement_answer answer = { .file_name = "jawaban.csv" };
    for (size_t i = 0; i < sending->payable; i++) {
        answer.paid += i % 20 != 3 ? 1 : 0;
    }
    answer.returned = (int64_t)sending->payable - answer.paid;
    digest_of(TEXT("jawaban"), TEXT_EMPTY, &answer.sha256);
    TRY(settlement_open(journal, &settlement));
    TRY(settlement_begin(&settlement, &answer));
    for (size_t i = 0, sent = 0; i < sending->count; i++) {
        const struct transfer_order *order = &sending->orders[i];
        if (order->held_back != NULL) {
            continue;
        }
        bool paid = sent++ % 20 != 3;
        struct settlement_row row = { text_of(order->reference), paid, order->amount, journal->event.day, paid ? TEXT("") : TEXT("Rekening ditutup"), (int64_t)i + 2, TEXT_EMPTY };
        TRY(settlement_post(&settlement, &row, order->payout_id));
    }
    return NULL;
}

static inline const struct error *sample_pay(struct journal *journal, const struct programme *programme, const struct sample *sample)
{
    struct allocation allocation SCOPED_ALLOCATION = { 0 };
    struct sending sending SCOPED_SENDING = { 0 };
    struct allocation_choice choice = { .limit = sample->limit };
    struct progress progress = { 0 };
    struct eligibility_count count;
    struct digest file;
    struct money budget;
    int64_t batch;
    TRY(eligibility_check(journal, programme, &progress, &count));
    TRY(journal_balance(journal, programme->year, ACCOUNT_ANGGARAN, &budget));
    TRY(allocation_run(journal->store, programme, budget, &choice, &allocation));
    TRY(batch_create(journal, programme, &allocation, count.evaluation_id, &batch));
    digest_of(TEXT("bank"), TEXT_EMPTY, &file);
    if (!sample->settled) {
        return NULL;
    }
    TRY(sending_prepare(journal->store, batch, &journal->event, &sending));
    TRY(sending_record(journal, &sending, TEXT("900.1/SP2D/2022"), journal->event.day, &file));
    return sample_settle(journal, &sending);
}

static inline const struct error *sample_year(struct store *store, const struct sample *sample)
{
    struct transaction transaction SCOPED_TRANSACTION = { 0 };
    struct journal journal SCOPED_JOURNAL = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct event event = { .utc = INT64_C(1700000000) };
    bool fresh = store_is_new(store);
    CHECK(day_of(sample->year, 11, 14, &event.day));
    TRY(transaction_begin(store, &transaction));
    TRY(journal_open(store, event, &journal));
    if (fresh) {
        TRY(programme_install(&journal));
    }
    TRY(programme_load(store, sample->year, event.day, &programme));
    TRY(sample_import(&journal, sample));
    TRY(sample_pay(&journal, &programme, sample));
    TRY(journal_seal(&journal));
    return transaction_commit(&transaction);
}

#endif
