#include "control.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct tally_row counted(const struct book *book, enum block_id id, int64_t year, int64_t first, int64_t second)
{
    return tally_of(&book->placed[id].tally, (struct tally_key){ { year, first, second, TALLY_ANY } });
}

/* What came into an account less what left it, from every transfer. */
static int64_t from_transfers(const struct book *book, const struct year_figures *year, const struct control *control, int64_t first_row,
                              struct buffer *out)
{
    const char *title = account_title(control->account);
    const struct criterion in[] = { { ROLE_YEAR, NULL, year->year }, { ROLE_TO, title, 0 } };
    const struct criterion from[] = { { ROLE_YEAR, NULL, year->year }, { ROLE_FROM, title, 0 } };
    int64_t came = counted(book, BLOCK_TRANSFER, year->year, TALLY_ANY, control->account).sum;
    int64_t left = counted(book, BLOCK_TRANSFER, year->year, control->account, TALLY_ANY).sum;
    bool outside = control->account == ACCOUNT_APBD; /* the budget is what left it */
    (void)first_row;
    formula_add(out, book, BLOCK_TRANSFER, ROLE_AMOUNT, outside ? from : in, COUNT(in));
    buffer_add_string(out, "-(");
    formula_add(out, book, BLOCK_TRANSFER, ROLE_AMOUNT, outside ? in : from, COUNT(in));
    buffer_add_byte(out, ')');
    return outside ? left - came : came - left;
}

static int64_t from_payouts(const struct book *book, const struct year_figures *year, const struct control *control, int64_t first_row,
                            struct buffer *out)
{
    const struct criterion criteria[] = { { ROLE_YEAR, NULL, year->year }, { ROLE_STATUS, account_title(control->account), 0 } };
    struct tally_row total = counted(book, BLOCK_PAYOUT, year->year, control->account, TALLY_ANY);
    (void)first_row;
    formula_add(out, book, BLOCK_PAYOUT, control->money ? ROLE_AMOUNT : ROLE_NONE, criteria, COUNT(criteria));
    return control->money ? total.sum : total.count;
}

static int64_t from_deposits(const struct book *book, const struct year_figures *year, const struct control *control, int64_t first_row,
                             struct buffer *out)
{
    const struct criterion criteria[] = { { ROLE_YEAR, NULL, year->year } };
    (void)control;
    (void)first_row;
    formula_add(out, book, BLOCK_DEPOSIT, ROLE_AMOUNT, criteria, COUNT(criteria));
    return counted(book, BLOCK_DEPOSIT, year->year, TALLY_ANY, TALLY_ANY).sum;
}

/* The six states stand in the rows after the budget's. */
static int64_t from_states(const struct book *book, const struct year_figures *year, const struct control *control, int64_t first_row,
                           struct buffer *out)
{
    int64_t sum = counted(book, BLOCK_TRANSFER, year->year, TALLY_ANY, ACCOUNT_ANGGARAN).sum -
                  counted(book, BLOCK_TRANSFER, year->year, ACCOUNT_ANGGARAN, TALLY_ANY).sum;
    (void)control;
    sum += counted(book, BLOCK_DEPOSIT, year->year, TALLY_ANY, TALLY_ANY).sum;
    for (int account = ACCOUNT_KOMITMEN; account < ACCOUNT_SETOR_KEMBALI; account++) {
        sum += counted(book, BLOCK_PAYOUT, year->year, account, TALLY_ANY).sum;
    }
    buffer_format(out, "SUM(C%lld:C%lld)", (long long)first_row + 1, (long long)first_row + 6);
    return sum;
}

static int64_t from_balances(const struct book *book, const struct year_figures *year, const struct control *control, int64_t first_row,
                             struct buffer *out)
{
    const struct criterion criteria[] = { { ROLE_YEAR, NULL, year->year } };
    int64_t sum = -year->value[FIGURE_DPA];
    (void)control;
    (void)first_row;
    for (int figure = FIGURE_ANGGARAN; figure <= FIGURE_SETOR_KEMBALI; figure++) {
        sum += year->value[figure];
    }
    formula_add(out, book, BLOCK_BALANCE, ROLE_AMOUNT, criteria, COUNT(criteria));
    return sum;
}

static int64_t from_matrix(const struct book *book, const struct year_figures *year, const struct control *control, int64_t first_row,
                           struct buffer *out)
{
    struct tally_row total = counted(book, BLOCK_PAYOUT, year->year, ACCOUNT_TERSALUR, TALLY_ANY);
    (void)first_row;
    buffer_add_string(out, "'Matriks'!$");
    sheet_column_name(book->matrix_columns - (control->money ? 1 : 2), out);
    buffer_format(out, "$%lld", (long long)year->matrix_row + 1);
    return control->money ? total.sum : total.count;
}

static int64_t from_files(const struct book *book, const struct year_figures *year, const struct control *control, int64_t first_row,
                          struct buffer *out)
{
    const struct criterion criteria[] = { { ROLE_YEAR, NULL, year->year } };
    static const enum role roles[] = { ROLE_ACCEPTED, ROLE_UNCHANGED, ROLE_CONFLICTING, ROLE_REJECTED };
    int64_t sum = year->value[FIGURE_ACCEPTED];
    (void)first_row;
    formula_add(out, book, BLOCK_FILE, ROLE_ACCEPTED, criteria, COUNT(criteria));
    if (control->figure == FIGURE_APPLICANTS) {
        return sum;
    }
    for (size_t i = 1; i < COUNT(roles); i++) {
        buffer_add_byte(out, '+');
        formula_add(out, book, BLOCK_FILE, roles[i], criteria, COUNT(criteria));
    }
    return sum + year->value[FIGURE_UNCHANGED] + year->value[FIGURE_CONFLICTING] + year->value[FIGURE_REJECTED];
}

enum { DECISION_NONE = 0 };

static int64_t from_decisions(const struct book *book, const struct year_figures *year, const struct control *control, int64_t first_row,
                              struct buffer *out)
{
    static const char *const titles[] = { "Belum dinilai", "Belum dibayar", "Perlu diperiksa", "Tidak memenuhi syarat" };
    const struct criterion criteria[] = { { ROLE_YEAR, NULL, year->year }, { ROLE_STATUS, titles[control->status], 0 } };
    (void)first_row;
    formula_add(out, book, BLOCK_NOT_PASSED, ROLE_NONE, criteria, COUNT(criteria));
    return counted(book, BLOCK_NOT_PASSED, year->year, control->status, TALLY_ANY).count;
}

/* The files' accepted rows less everybody who is not eligible. */
static int64_t from_the_rest(const struct book *book, const struct year_figures *year, const struct control *control, int64_t first_row,
                             struct buffer *out)
{
    static const int64_t others[] = { DECISION_NONE, 2, 3 };
    struct control part = { .figure = FIGURE_APPLICANTS };
    int64_t rest = from_files(book, year, &part, first_row, out);
    (void)control;
    for (size_t i = 0; i < COUNT(others); i++) {
        part.status = others[i];
        buffer_add_string(out, "-(");
        rest -= from_decisions(book, year, &part, first_row, out);
        buffer_add_byte(out, ')');
    }
    return rest;
}

static int64_t from_set_aside(const struct book *book, const struct year_figures *year, const struct control *control, int64_t first_row,
                              struct buffer *out)
{
    const struct criterion criteria[] = { { ROLE_YEAR, NULL, year->year } };
    (void)control;
    (void)first_row;
    formula_add(out, book, BLOCK_SET_ASIDE, ROLE_NONE, criteria, COUNT(criteria));
    return counted(book, BLOCK_SET_ASIDE, year->year, TALLY_ANY, TALLY_ANY).count;
}

const struct control controls[] = {
    { "Anggaran (DPA)", "Transfer: keluar dari APBD", true, from_transfers, FIGURE_DPA, ACCOUNT_APBD, 0 },
    { "Anggaran tersedia", "Transfer: masuk dikurangi keluar", true, from_transfers, FIGURE_ANGGARAN, ACCOUNT_ANGGARAN, 0 },
    { "Komitmen", "Nominatif: jumlah bersih menurut status", true, from_payouts, FIGURE_KOMITMEN, ACCOUNT_KOMITMEN, 0 },
    { "Dalam proses di bank", "Nominatif: jumlah bersih menurut status", true, from_payouts, FIGURE_DALAM_PROSES, ACCOUNT_DALAM_PROSES, 0 },
    { "Tersalur", "Nominatif: jumlah bersih menurut status", true, from_payouts, FIGURE_TERSALUR, ACCOUNT_TERSALUR, 0 },
    { "Retur", "Nominatif: jumlah bersih menurut status", true, from_payouts, FIGURE_RETUR, ACCOUNT_RETUR, 0 },
    { "Setor kembali", "Setoran: jumlah disetor", true, from_deposits, FIGURE_SETOR_KEMBALI, ACCOUNT_SETOR_KEMBALI, 0 },
    { "Anggaran = jumlah semua keadaan uang", "Jumlah enam baris di atas", true, from_states, FIGURE_DPA, ACCOUNT_APBD, 0 },
    { "Jumlah semua akun bersama APBD = 0", "Neraca", true, from_balances, FIGURE_COUNT, ACCOUNT_APBD, 0 },
    { "Rupiah tersalur menurut Matriks", "Matriks", true, from_matrix, FIGURE_TERSALUR, ACCOUNT_APBD, 0 },
    { "Penerima (orang yang sudah dibayar)", "Nominatif: baris berstatus Tersalur", false, from_payouts, FIGURE_RECIPIENTS, ACCOUNT_TERSALUR, 0 },
    { "Penerima menurut Matriks", "Matriks", false, from_matrix, FIGURE_RECIPIENTS, ACCOUNT_APBD, 0 },
    { "Pemohon terdaftar", "Integritas: baris berkas yang diterima", false, from_files, FIGURE_APPLICANTS, ACCOUNT_APBD, 0 },
    { "Pemohon memenuhi syarat", "Integritas dikurangi Tidak Lolos", false, from_the_rest, FIGURE_ELIGIBLE, ACCOUNT_APBD, 0 },
    { "Pemohon perlu diperiksa", "Tidak Lolos", false, from_decisions, FIGURE_NEEDS_REVIEW, ACCOUNT_APBD, 2 },
    { "Pemohon tidak memenuhi syarat", "Tidak Lolos", false, from_decisions, FIGURE_INELIGIBLE, ACCOUNT_APBD, 3 },
    { "Baris disisihkan yang disimpan", "Disisihkan", false, from_set_aside, FIGURE_SET_ASIDE, ACCOUNT_APBD, 0 },
    { "Baris berkas = diterima + sama + konflik + ditolak", "Integritas: empat kolom berkas", false, from_files, FIGURE_FILE_ROWS, ACCOUNT_APBD, 0 },
};
const size_t control_count = COUNT(controls);
