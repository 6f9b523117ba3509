/* What a header says. */
#include "importer/header.h"

#include "support.h"

static void headers_mean_a_field_whatever_their_case_punctuation_and_accents(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        enum field field;
    } rows[] = {
        { "nik", FIELD_NIK },
        { " NIK ", FIELD_NIK },
        { "NO. KK", FIELD_NO_KK },
        { "Nomor KK", FIELD_NO_KK },
        { "no_kk", FIELD_NO_KK },
        { "NAMA SESUAI KTP", FIELD_NAMA },
        { "Nama Lengkap", FIELD_NAMA },
        { "N\xC3\x81MA", FIELD_NAMA },
        { "TGL LAHIR", FIELD_TANGGAL_LAHIR },
        { "JK", FIELD_JENIS_KELAMIN },
        { "L/P", FIELD_JENIS_KELAMIN },
        { "KAB/KOTA", FIELD_KABUPATEN },
        { "Kab./Kota Usaha", FIELD_KABUPATEN_USAHA },
        { "Kategori Bantuan", FIELD_KATEGORI },
        { "JENIS BANTUAN YANG DIAJUKAN", FIELD_KATEGORI },
        { "NIB / SKU / IUMK", FIELD_NIB },
        { "NO. TELP/HP", FIELD_NO_HP },
        { "IBU KANDUNG", FIELD_NAMA_IBU },
        { "nomor rekening", FIELD_NO_REKENING },
        { "Nama Pemilik Rekening", FIELD_NAMA_REKENING },
        { "Propinsi", FIELD_PROVINSI },
        /* signs and hints */
        { "NIK *", FIELD_NIK },
        { "*NIK", FIELD_NIK },
        { "NIK (16 digit)", FIELD_NIK },
        { "NIK (16 digit) *", FIELD_NIK },
        { "Nomor Induk Kependudukan (NIK) [wajib]", FIELD_NIK },
        { "NIK\n(16 (enam belas) digit)", FIELD_NIK },
        { "Tanggal Lahir (dd/mm/yyyy)", FIELD_TANGGAL_LAHIR },
        { "Jenis Kelamin (L/P):", FIELD_JENIS_KELAMIN },
        { "No. HP (WhatsApp aktif)", FIELD_NO_HP },
        { "Kecamatan (Domisili Usaha)", FIELD_KECAMATAN_USAHA },
        { "NO.\xC2\xA0" "KK", FIELD_NO_KK },
        { "\xEF\xBB\xBFNIK", FIELD_NIK },
        { "No HP/WA Aktif", FIELD_NO_HP },
        { "NAMA USAHA / MEREK DAGANG", FIELD_NAMA_USAHA },
        { "Rata-rata Omzet / Bulan", FIELD_OMZET_BULANAN },
        { "Kategori (Milenial/Emak-emak/Pemula)", FIELD_KATEGORI },
        /* groups */
        { "DATA PEMOHON NIK", FIELD_NIK },
        { "IDENTITAS PEMOHON: NAMA LENGKAP", FIELD_NAMA },
        { "ALAMAT SESUAI KTP: PROVINSI", FIELD_PROVINSI },
        { "ALAMAT SESUAI KTP KECAMATAN", FIELD_KECAMATAN },
        { "DATA PEMOHON ALAMAT SESUAI KTP KAB/KOTA", FIELD_KABUPATEN },
        { "DOMISILI USAHA KAB/KOTA", FIELD_KABUPATEN_USAHA },
        { "LOKASI USAHA: Kelurahan", FIELD_DESA_USAHA },
        { "DATA USAHA: NAMA", FIELD_NAMA_USAHA },
        { "DATA USAHA: DOMISILI USAHA: KECAMATAN", FIELD_KECAMATAN_USAHA },
        { "Kecamatan Lokasi Usaha", FIELD_KECAMATAN_USAHA },
        { "Tgl Lahir Pemohon", FIELD_TANGGAL_LAHIR },
        { "DATA REKENING NOMOR", FIELD_NO_REKENING },
        { "DATA REKENING ATAS NAMA", FIELD_NAMA_REKENING },
        { "Rekening: Bank", FIELD_BANK },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        enum field field;
        if (!header_means(text_of(rows[i].header), &field) || field != rows[i].field) {
            fail_msg("\"%s\" does not mean %s", rows[i].header, field_spec(rows[i].field)->name);
        }
    }
}

static void headers_that_are_not_certain_mean_nothing(void **state)
{
    (void)state;
    static const char *const headers[] = { "", " ", "nikk", "umur", "no", "nilai", "usaha", "lahir", "nama ayah", "tanggal", "\xFF\xFE", "()", "(a)", "***",
        "DOMISILI USAHA PROVINSI", "DOMISILI USAHA", "DATA USAHA: NIK", "DATA USAHA: TANGGAL LAHIR", "DATA PEMOHON", "DATA SUAMI: NIK", "pemohon ktp", "RT/RW",
        "Nama (Suami)", "NIK (istri/pasangan)", "Omzet per bulan (dalam juta rupiah)", "No. KK (lama)", "No KK / NIK", "Tempat, Tanggal Lahir", "Omzet per Tahun", "Tahun Berdiri", "NIK 2", "No HP 2" };
    for (size_t i = 0; i < ROWS(headers); i++) {
        enum field field;
        if (header_means(text_of(headers[i]), &field)) {
            fail_msg("\"%s\" means %s", headers[i], field_spec(field)->name);
        }
    }
}

static void likeness_is_of_letters_or_of_words(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        enum field field;
        bool like;
    } rows[] = {
        { "NIKK", FIELD_NIK, true }, { "Katagori", FIELD_KATEGORI, true }, { "Nomor Penduduk", FIELD_NIK, true }, { "Nama Orang", FIELD_NAMA, true },
        { "Bantuan yang diajukan pemohon", FIELD_KATEGORI, true }, { "tempat kab/kota", FIELD_KABUPATEN_USAHA, true },
        { "Timestamp", FIELD_NIK, false }, { "Foto", FIELD_NAMA, false }, { "", FIELD_NIK, false }, { "\xFF", FIELD_NIK, false }, { "Titik Koordinat", FIELD_KATEGORI, false },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        int likeness = header_likeness(text_of(rows[i].header), rows[i].field);
        assert_in_range(likeness, 0, 100);
        if ((likeness >= HEADER_LIKE) != rows[i].like) {
            fail_msg("\"%s\" is %d like %s", rows[i].header, likeness, field_spec(rows[i].field)->name);
        }
    }
    assert_int_equal(header_likeness(TEXT("no. kk"), FIELD_NO_KK), 100);
}

static void a_file_of_verdicts_has_two_columns_of_its_own(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        int column; /* -1 = none of them */
    } rows[] = {
        { "Keputusan", VERDICT_COLUMN_KEPUTUSAN }, { "HASIL VERIFIKASI (MS/TMS)", VERDICT_COLUMN_KEPUTUSAN }, { "alasan *", VERDICT_COLUMN_ALASAN },
        { "Catatan Petugas", VERDICT_COLUMN_ALASAN }, { "NIK", -1 }, { "keterangan", -1 }, { "catatan", -1 }, { "status", -1 }, { "", -1 },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        enum verdict_column column = VERDICT_COLUMN_KEPUTUSAN;
        bool found = header_means_verdict(text_of(rows[i].header), &column);
        if (found != (rows[i].column >= 0) || (found && (int)column != rows[i].column)) {
            fail_msg("\"%s\": %d %d", rows[i].header, found, (int)column);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_of_verdicts_has_two_columns_of_its_own),
        cmocka_unit_test(headers_mean_a_field_whatever_their_case_punctuation_and_accents),
        cmocka_unit_test(headers_that_are_not_certain_mean_nothing),
        cmocka_unit_test(likeness_is_of_letters_or_of_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
