/* The sheets that are lists and tables: names, headings, widths, and the views they show (store/schema/views.sql). */
#include "sheet.h"

static const struct column payout_columns[] = {
    { .heading = "No", .width = 7, .style = STYLE_NUMBER },
    { .heading = "Tahun", .width = 8, .style = STYLE_YEAR, .role = ROLE_YEAR },
    { .heading = "Batch", .width = 8, .style = STYLE_INTEGER },
    { .heading = "Urutan", .width = 9, .style = STYLE_INTEGER },
    { .heading = "NIK", .width = 19, .style = STYLE_DIGITS },
    { .heading = "No. KK", .width = 19, .style = STYLE_DIGITS },
    { .heading = "Nama", .width = 28, .style = STYLE_TEXT },
    { .heading = "Kategori", .width = 13, .style = STYLE_TEXT },
    { .heading = "Kabupaten/kota usaha", .width = 30, .style = STYLE_TEXT },
    { .heading = "Kecamatan usaha", .width = 22, .style = STYLE_TEXT },
    { .heading = "Desa/kelurahan usaha", .width = 22, .style = STYLE_TEXT },
    { .heading = "Alamat usaha", .width = 30, .style = STYLE_TEXT },
    { .heading = "Nama usaha", .width = 26, .style = STYLE_TEXT },
    { .heading = "NIB/SKU/IUMK", .width = 22, .style = STYLE_DIGITS },
    { .heading = "Jalur", .width = 11, .style = STYLE_TEXT },
    { .heading = "Rekomendasi", .width = 26, .style = STYLE_TEXT },
    { .heading = "Tanggal pengajuan", .width = 14, .style = STYLE_DAY },
    { .heading = "Verifikasi", .width = 16, .style = STYLE_TEXT },
    { .heading = "Tanggal verifikasi", .width = 14, .style = STYLE_DAY },
    { .heading = "Alasan verifikasi", .width = 30, .style = STYLE_WRAP },
    { .heading = "Jumlah", .width = 17, .style = STYLE_MONEY },
    { .heading = "Dikembalikan", .width = 17, .style = STYLE_MONEY },
    { .heading = "Jumlah bersih", .width = 17, .style = STYLE_MONEY, .role = ROLE_AMOUNT },
    { .heading = "Bank", .width = 14, .style = STYLE_TEXT },
    { .heading = "No. rekening", .width = 17, .style = STYLE_DIGITS },
    { .heading = "Nama rekening", .width = 28, .style = STYLE_TEXT },
    { .heading = "Status", .width = 30, .style = STYLE_TEXT, .role = ROLE_STATUS },
    { .heading = "Nomor SP2D", .width = 22, .style = STYLE_DIGITS },
    { .heading = "Tanggal SP2D", .width = 13, .style = STYLE_DAY },
    { .heading = "Tanggal bank", .width = 13, .style = STYLE_DAY },
    { .heading = "Alasan retur", .width = 28, .style = STYLE_TEXT },
    { .heading = "Referensi", .width = 24, .style = STYLE_TEXT },
    { .heading = "Berkas sumber", .width = 26, .style = STYLE_TEXT },
    { .heading = "Baris", .width = 9, .style = STYLE_INTEGER },
};

static const struct column not_passed_columns[] = {
    { .heading = "No", .width = 7, .style = STYLE_NUMBER },
    { .heading = "Tahun", .width = 8, .style = STYLE_YEAR, .role = ROLE_YEAR },
    { .heading = "NIK", .width = 19, .style = STYLE_DIGITS },
    { .heading = "No. KK", .width = 19, .style = STYLE_DIGITS },
    { .heading = "Nama", .width = 28, .style = STYLE_TEXT },
    { .heading = "Kategori", .width = 13, .style = STYLE_TEXT },
    { .heading = "Kabupaten/kota usaha", .width = 30, .style = STYLE_TEXT },
    { .heading = "Kecamatan usaha", .width = 22, .style = STYLE_TEXT },
    { .heading = "Nama usaha", .width = 26, .style = STYLE_TEXT },
    { .heading = "Jalur", .width = 11, .style = STYLE_TEXT },
    { .heading = "Rekomendasi", .width = 26, .style = STYLE_TEXT },
    { .heading = "Tanggal pengajuan", .width = 14, .style = STYLE_DAY },
    { .heading = "Verifikasi", .width = 16, .style = STYLE_TEXT },
    { .heading = "Tanggal verifikasi", .width = 14, .style = STYLE_DAY },
    { .heading = "Alasan verifikasi", .width = 30, .style = STYLE_WRAP },
    { .heading = "Keputusan", .width = 24, .style = STYLE_TEXT, .role = ROLE_STATUS },
    { .heading = "Alasan", .width = 70, .style = STYLE_WRAP },
    { .heading = "Berkas sumber", .width = 26, .style = STYLE_TEXT },
    { .heading = "Baris", .width = 9, .style = STYLE_INTEGER },
};

static const struct column waiting_columns[] = {
    { .heading = "No", .width = 7, .style = STYLE_NUMBER },
    { .heading = "Tahun", .width = 8, .style = STYLE_YEAR, .role = ROLE_YEAR },
    { .heading = "Batch", .width = 8, .style = STYLE_INTEGER },
    { .heading = "Urutan tunggu", .width = 10, .style = STYLE_INTEGER },
    { .heading = "NIK", .width = 19, .style = STYLE_DIGITS },
    { .heading = "No. KK", .width = 19, .style = STYLE_DIGITS },
    { .heading = "Nama", .width = 28, .style = STYLE_TEXT },
    { .heading = "Kategori", .width = 13, .style = STYLE_TEXT },
    { .heading = "Kabupaten/kota usaha", .width = 30, .style = STYLE_TEXT },
    { .heading = "Kecamatan usaha", .width = 22, .style = STYLE_TEXT },
    { .heading = "Tanggal pengajuan", .width = 14, .style = STYLE_DAY },
    { .heading = "Skor", .width = 9, .style = STYLE_INTEGER },
    { .heading = "Batas yang mengikat", .width = 28, .style = STYLE_TEXT, .role = ROLE_STATUS },
    { .heading = "Keterangan", .width = 50, .style = STYLE_WRAP },
    { .heading = "Berkas sumber", .width = 26, .style = STYLE_TEXT },
    { .heading = "Baris", .width = 9, .style = STYLE_INTEGER },
};

static const struct column set_aside_columns[] = {
    { .heading = "No", .width = 7, .style = STYLE_NUMBER },
    { .heading = "Tahun", .width = 8, .style = STYLE_YEAR, .role = ROLE_YEAR },
    { .heading = "Berkas", .width = 28, .style = STYLE_TEXT },
    { .heading = "Baris", .width = 9, .style = STYLE_INTEGER },
    { .heading = "Jenis", .width = 10, .style = STYLE_TEXT, .role = ROLE_STATUS },
    { .heading = "Kode", .width = 16, .style = STYLE_FINDING_CODES },
    { .heading = "Temuan: kode, kolom, nilai, yang diharapkan", .width = 60, .style = STYLE_FINDINGS },
    { .heading = "Teks asli baris", .width = 100, .style = STYLE_WRAP },
};

/* The tables of a sheet share its columns: gaps keep like below like. */
static const struct column batch_columns[] = {
    { .heading = "Tahun", .width = 10, .style = STYLE_YEAR },
    { .heading = "Batch", .width = 10, .style = STYLE_INTEGER },
    { .heading = "Tanggal", .width = 14, .style = STYLE_DAY },
    { .heading = "Orang", .width = 14, .style = STYLE_INTEGER, .total = true },
    { .heading = "Jumlah", .width = 22, .style = STYLE_MONEY, .total = true },
    { .heading = "Sudah dibayar (orang)", .width = 14, .style = STYLE_INTEGER, .total = true },
    { .heading = "Tersalur", .width = 22, .style = STYLE_MONEY, .total = true },
    { .heading = "Tanggal persetujuan", .width = 14, .style = STYLE_DAY },
    { .heading = "Cara persetujuan", .width = 18, .style = STYLE_TEXT },
    { .heading = "Nomor SK", .width = 26, .style = STYLE_DIGITS },
    { .heading = "Tanggal SK", .width = 14, .style = STYLE_DAY },
    { .heading = "Entri jurnal", .width = 12, .style = STYLE_INTEGER },
    { .heading = "SHA-256 aturan yang dipakai", .width = 68, .style = STYLE_HEX },
};

static const struct column sending_columns[] = {
    { .heading = "Tahun", .style = STYLE_YEAR },
    { .heading = "Batch", .style = STYLE_INTEGER },
    { .heading = "Tanggal kirim", .style = STYLE_DAY },
    { .heading = "Orang", .style = STYLE_INTEGER, .total = true },
    { .heading = "Jumlah", .style = STYLE_MONEY, .total = true },
    { .style = STYLE_GAP },
    { .heading = "Jumlah kontrol rekening", .style = STYLE_DIGITS },
    { .heading = "Tanggal SP2D", .style = STYLE_DAY },
    { .style = STYLE_GAP },
    { .heading = "Nomor SP2D", .style = STYLE_DIGITS },
    { .style = STYLE_GAP },
    { .heading = "Entri jurnal", .style = STYLE_INTEGER },
    { .heading = "SHA-256 berkas untuk bank", .style = STYLE_HEX },
};

static const struct column answer_columns[] = {
    { .style = STYLE_GAP },
    { .style = STYLE_GAP },
    { .heading = "Tanggal", .style = STYLE_DAY },
    { .heading = "Baris", .style = STYLE_INTEGER, .total = true },
    { .heading = "Dibayar (baris)", .style = STYLE_INTEGER, .total = true },
    { .heading = "Retur (baris)", .style = STYLE_INTEGER, .total = true },
    { .heading = "Tidak dibukukan (baris)", .style = STYLE_INTEGER, .total = true },
    { .style = STYLE_GAP },
    { .style = STYLE_GAP },
    { .heading = "Berkas", .style = STYLE_TEXT },
    { .style = STYLE_GAP },
    { .heading = "Entri jurnal", .style = STYLE_INTEGER },
    { .heading = "SHA-256 berkas dari bank", .style = STYLE_HEX },
};

static const struct column transfer_columns[] = {
    { .heading = "Tahun", .width = 8, .style = STYLE_YEAR, .role = ROLE_YEAR },
    { .heading = "Entri jurnal", .width = 12, .style = STYLE_INTEGER },
    { .heading = "Tanggal", .width = 13, .style = STYLE_DAY },
    { .heading = "Jenis", .width = 18, .style = STYLE_TEXT },
    { .heading = "Dari", .width = 34, .style = STYLE_TEXT, .role = ROLE_FROM },
    { .heading = "Ke", .width = 34, .style = STYLE_TEXT, .role = ROLE_TO },
    { .heading = "Jumlah", .width = 22, .style = STYLE_MONEY, .role = ROLE_AMOUNT },
    { .heading = "Referensi pembayaran", .width = 26, .style = STYLE_TEXT },
};

static const struct column deposit_columns[] = {
    { .heading = "Tahun", .width = 8, .style = STYLE_YEAR, .role = ROLE_YEAR },
    { .heading = "Tanggal", .width = 13, .style = STYLE_DAY },
    { .heading = "Jenis", .width = 18, .style = STYLE_TEXT, .role = ROLE_STATUS },
    { .heading = "Batch", .width = 8, .style = STYLE_INTEGER },
    { .heading = "Referensi pembayaran", .width = 26, .style = STYLE_TEXT },
    { .heading = "NIK", .width = 19, .style = STYLE_DIGITS },
    { .heading = "Nama", .width = 28, .style = STYLE_TEXT },
    { .heading = "Nomor STS", .width = 22, .style = STYLE_DIGITS },
    { .heading = "Tanggal STS", .width = 13, .style = STYLE_DAY },
    { .heading = "Jumlah disetor", .width = 22, .style = STYLE_MONEY, .role = ROLE_AMOUNT },
    { .heading = "Jumlah bantuan", .width = 22, .style = STYLE_MONEY },
    { .heading = "Entri jurnal", .width = 12, .style = STYLE_INTEGER },
};

static const struct column balance_columns[] = {
    { .heading = "Tahun", .width = 10, .style = STYLE_YEAR, .role = ROLE_YEAR },
    { .heading = "Akun", .width = 18, .style = STYLE_TEXT },
    { .heading = "Nama akun", .width = 42, .style = STYLE_TEXT },
    { .heading = "Saldo", .width = 26, .style = STYLE_MONEY, .role = ROLE_AMOUNT, .total = true },
};

static const struct column file_columns[] = {
    { .heading = "Tahun", .width = 24, .style = STYLE_YEAR, .role = ROLE_YEAR },
    { .heading = "Tanggal", .width = 14, .style = STYLE_DAY },
    { .heading = "Baris", .width = 12, .style = STYLE_INTEGER, .total = true },
    { .heading = "Diterima", .width = 12, .style = STYLE_INTEGER, .role = ROLE_ACCEPTED, .total = true },
    { .heading = "Sama", .width = 12, .style = STYLE_INTEGER, .role = ROLE_UNCHANGED, .total = true },
    { .heading = "Konflik", .width = 14, .style = STYLE_INTEGER, .role = ROLE_CONFLICTING, .total = true },
    { .heading = "Ditolak", .width = 12, .style = STYLE_INTEGER, .role = ROLE_REJECTED, .total = true },
    { .heading = "Entri jurnal", .width = 12, .style = STYLE_INTEGER },
    { .heading = "Bita", .width = 14, .style = STYLE_INTEGER },
    { .heading = "Berkas", .width = 50, .style = STYLE_TEXT },
    { .heading = "SHA-256 berkas", .width = 68, .style = STYLE_HEX },
};

static const struct column version_columns[] = {
    { .heading = "Tahun", .style = STYLE_YEAR },
    { .heading = "Versi", .style = STYLE_INTEGER },
    { .heading = "Aturan", .style = STYLE_INTEGER, .total = true },
    { .heading = "Aturan asumsi", .style = STYLE_INTEGER, .total = true },
    { .heading = "Berlaku dari", .style = STYLE_DAY },
    { .heading = "Berlaku sampai", .style = STYLE_DAY },
    { .style = STYLE_GAP },
    { .heading = "Entri jurnal", .style = STYLE_INTEGER },
    { .style = STYLE_GAP },
    { .style = STYLE_GAP },
    { .heading = "SHA-256 aturan", .style = STYLE_HEX },
};

static const struct column rule_columns[] = {
    { .heading = "Tahun", .style = STYLE_YEAR },
    { .heading = "Versi", .style = STYLE_INTEGER },
    { .heading = "Urutan", .style = STYLE_INTEGER },
    { .heading = "Dasar", .style = STYLE_TEXT },
    { .heading = "Kode", .style = STYLE_TEXT },
    { .style = STYLE_GAP },
    { .style = STYLE_GAP },
    { .style = STYLE_GAP },
    { .style = STYLE_GAP },
    { .heading = "Bunyi", .width = 50, .style = STYLE_WRAP },
    { .heading = "Sumber", .width = 68, .style = STYLE_WRAP },
};

#define COLUMNS(array) .columns = (array), .column_count = sizeof(array) / sizeof((array)[0])

const struct block sheet_blocks[BLOCK_COUNT] = {
    [BLOCK_PAYOUT] = { .sql = "SELECT * FROM sheet_nominatif WHERE ?1 IN (0, tahun) ORDER BY payout_id",
                       COLUMNS(payout_columns), .counted = true },
    [BLOCK_NOT_PASSED] = { .sql = "SELECT * FROM sheet_tidak_lolos WHERE ?1 IN (0, tahun) ORDER BY applicant_id",
                           COLUMNS(not_passed_columns), .counted = true },
    [BLOCK_WAITING] = { .sql = "SELECT * FROM sheet_daftar_tunggu WHERE ?1 IN (0, tahun) ORDER BY batch, urutan",
                        COLUMNS(waiting_columns), .counted = true },
    [BLOCK_SET_ASIDE] = { .sql = "SELECT * FROM sheet_disisihkan WHERE ?1 IN (0, tahun) ORDER BY set_aside_id",
                          COLUMNS(set_aside_columns), .counted = true },
    [BLOCK_TRANSFER] = { .sql = "SELECT * FROM sheet_transfer WHERE ?1 IN (0, tahun) ORDER BY entri",
                         COLUMNS(transfer_columns), .counted = true },
    [BLOCK_DEPOSIT] = { .sql = "SELECT * FROM sheet_setoran WHERE ?1 IN (0, tahun) ORDER BY entri",
                        COLUMNS(deposit_columns), .counted = true },
    [BLOCK_BATCH] = { .title = "Batch dan persetujuannya",
                      .sql = "SELECT * FROM sheet_batch WHERE ?1 IN (0, tahun) ORDER BY batch, entri", COLUMNS(batch_columns) },
    [BLOCK_SENDING] = { .title = "Pengiriman ke bank",
                        .sql = "SELECT * FROM sheet_pengiriman WHERE ?1 IN (0, tahun) ORDER BY entri", COLUMNS(sending_columns) },
    [BLOCK_ANSWER] = { .title = "Jawaban bank (semua tahun: satu berkas dapat memuat beberapa tahun)",
                       .sql = "SELECT * FROM sheet_jawaban_bank ORDER BY entri", COLUMNS(answer_columns) },
    [BLOCK_BALANCE] = { .title = "Neraca: saldo tiap akun; bersama APBD jumlahnya nol",
                        .sql = "SELECT * FROM sheet_neraca WHERE ?1 IN (0, tahun) ORDER BY tahun, account_id", COLUMNS(balance_columns) },
    [BLOCK_FILE] = { .title = "Berkas sumber",
                     .sql = "SELECT * FROM sheet_berkas WHERE ?1 IN (0, tahun) ORDER BY entri", COLUMNS(file_columns) },
    [BLOCK_VERSION] = { .title = "Versi aturan program",
                        .sql = "SELECT * FROM sheet_versi_aturan WHERE ?1 IN (0, tahun) ORDER BY tahun, versi", COLUMNS(version_columns) },
    [BLOCK_RULE] = { .title = "Aturan",
                     .sql = "SELECT * FROM sheet_aturan WHERE ?1 IN (0, tahun) ORDER BY tahun, versi, urutan", COLUMNS(rule_columns) },
};

const struct sheet_spec sheet_specs[] = {
    { "Nominatif", "Daftar nominatif: setiap pembayaran", NULL, 1, BLOCK_PAYOUT, 3, 7 },
    { "Tidak Lolos", "Pemohon yang tidak lolos, perlu diperiksa atau belum dibayar", NULL, 1, BLOCK_NOT_PASSED, 2, 5 },
    { "Daftar Tunggu", "Daftar tunggu yang ditinggalkan batch terbaru tiap tahun", NULL, 1, BLOCK_WAITING, 2, 7 },
    { "Disisihkan", "Baris berkas yang disisihkan", NULL, 1, BLOCK_SET_ASIDE, 1, 0 },
    { "Batch", "Batch, persetujuan, pengiriman dan jawaban bank", NULL, 3, BLOCK_BATCH, 1, 0 },
    { "Transfer", "Setiap perpindahan uang menurut jurnal", NULL, 1, BLOCK_TRANSFER, 1, 0 },
    { "Setoran", "Uang yang kembali ke kas daerah (STS)", NULL, 1, BLOCK_DEPOSIT, 1, 0 },
    { "Neraca", "Neraca", NULL, 1, BLOCK_BALANCE, 1, 0 },
    { "Integritas", "Integritas: jurnal, berkas sumber dan aturan", integrity_lead, 3, BLOCK_FILE, 1, 0 },
};
const size_t sheet_spec_count = sizeof(sheet_specs) / sizeof(sheet_specs[0]);
