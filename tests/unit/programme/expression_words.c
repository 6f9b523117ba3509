/* Conditions in Indonesian words: every operator, held and not held, with what is seen. */
#include "somebody.h"

#include "programme/expression_words.h"

enum asked { WHOLE, FLIP, FLIP_AWAY, SEEN };

static void say(const char *text, const struct applicant *applicant, struct facts *facts, enum asked asked, struct buffer *out)
{
    struct expression expression = { 0 };
    SUCCEEDS(expression_parse("x.yaml", text_of(text), (struct yaml_place){ 1, 1 }, &lists, &expression));
    know_lists(facts);
    const struct expression_reading reading = { &expression, applicant, facts };
    if (asked == WHOLE) {
        expression_words(&reading, out);
    } else if (asked == SEEN) {
        expression_words_seen(&reading, out);
    } else {
        expression_words_flip(&reading, asked == FLIP, out);
    }
    (void)buffer_string(out);
    expression_free(&expression);
}

struct row {
    const char *text;
    const char *says;
};

static void each_says(enum asked asked, const struct row *rows, size_t count)
{
    struct applicant applicant = somebody();
    struct facts facts = some_facts();
    int mistaken = 0;
    for (size_t i = 0; i < count; i++) {
        struct buffer out = { 0 };
        say(rows[i].text, &applicant, &facts, asked, &out);
        if (strcmp(buffer_string(&out), rows[i].says) != 0) {
            print_error("%s\n  says     %s\n  expected %s\n", rows[i].text, buffer_string(&out), rows[i].says);
            mistaken++;
        }
        buffer_free(&out);
    }
    assert_int_equal(mistaken, 0);
    facts_free(&facts);
    forget_lists();
}

static void says_every_operator(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "omzet_bulanan * 12 <= 2.000.000.000", "omzet bulanan x 12 paling banyak 2.000.000.000" },
        { "omzet_bulanan = 5", "omzet bulanan sama dengan 5" }, { "omzet_bulanan != 1000", "omzet bulanan tidak sama dengan 1.000" },
        { "omzet_bulanan < 999", "omzet bulanan kurang dari 999" }, { "omzet_bulanan > 100000", "omzet bulanan lebih dari 100.000" },
        { "omzet_bulanan >= 1", "omzet bulanan paling sedikit 1" }, { "5 >= omzet_bulanan", "omzet bulanan paling banyak 5" },
        { "5 < omzet_bulanan", "omzet bulanan lebih dari 5" }, { "omzet_bulanan in 1..5000", "omzet bulanan 1 sampai 5.000" },
        { "omzet_bulanan in [1, 2000]", "omzet bulanan salah satu dari 1, 2.000" }, { "not skor in [1, 2]", "skor bukan salah satu dari 1, 2" },
        { "not skor in 1..2", "skor di luar 1 sampai 2" }, { "omzet_bulanan + skor - 3 > 0", "omzet bulanan + skor - 3 lebih dari 0" },
        { "(omzet_bulanan + 2) * 3 > 0", "(omzet bulanan + 2) x 3 lebih dari 0" }, { "5 - (skor - 2) > 0", "5 - (skor - 2) lebih dari 0" },
        { "skor - 2000 > 0 - 1500", "skor - 2.000 lebih dari 0 - 1.500" },
        { "tanggal_lahir = 1990-05-31", "tanggal lahir pada 31 Mei 1990" }, { "tanggal_lahir != 1990-05-31", "tanggal lahir bukan pada 31 Mei 1990" },
        { "tanggal_lahir < 1990-01-02", "tanggal lahir sebelum 2 Januari 1990" }, { "tanggal_lahir <= reference_day", "tanggal lahir paling lambat 31 Desember 2024" },
        { "tanggal_lahir > 1990-08-17", "tanggal lahir sesudah 17 Agustus 1990" }, { "tanggal_lahir >= 1990-02-01", "tanggal lahir paling awal 1 Februari 1990" },
        { "tanggal_lahir in 1981-01-01..1996-12-31", "tanggal lahir 1 Januari 1981 sampai 31 Desember 1996" },
        { "year(tanggal_lahir) in 1981..1996", "tahun pada tanggal lahir 1981 sampai 1996" }, { "year(tanggal_lahir) >= 1981", "tahun pada tanggal lahir paling awal 1981" },
        { "age(tanggal_lahir) >= 17", "umur dalam tahun menurut tanggal lahir paling sedikit 17" },
        { "age(tanggal_lahir, tanggal_pengajuan) < 40", "umur dalam tahun menurut tanggal lahir pada tanggal pengajuan kurang dari 40" },
        { "months(tanggal_mulai_usaha) <= 42", "lama dalam bulan sejak tanggal mulai usaha paling banyak 42" },
        { "months(tanggal_mulai_usaha, 2024-12-31) <= 42", "lama dalam bulan sejak tanggal mulai usaha sampai 31 Desember 2024 paling banyak 42" },
        { "add_months(tanggal_mulai_usaha, 42) >= reference_day", "tanggal mulai usaha ditambah 42 bulan paling awal 31 Desember 2024" },
        { "jenis_kelamin = perempuan", "jenis kelamin perempuan" }, { "jenis_kelamin != perempuan", "jenis kelamin bukan perempuan" },
        { "not jenis_kelamin = perempuan", "jenis kelamin bukan perempuan" }, { "kategori in [pemula, milenial]", "kategori salah satu dari Pemula, Milenial" },
        { "jalur = aspirasi", "jalur aspirasi" }, { "kabupaten_usaha = 'Kota Jambi'", "kabupaten usaha Kota Jambi" }, { "kecamatan_usaha != 157101", "kecamatan usaha bukan Telanaipura" },
        { "province(kabupaten_usaha) = 15", "provinsi dari kabupaten usaha Jambi" }, { "province(nik) != 16", "provinsi dari NIK bukan Sumatera Selatan" },
        { "kabupaten(kecamatan_usaha) = kabupaten_usaha", "kabupaten/kota dari kecamatan usaha kabupaten usaha" },
        { "birth(nik) = tanggal_lahir", "tanggal lahir menurut NIK pada tanggal lahir" }, { "sex(nik) = laki-laki", "jenis kelamin menurut NIK laki-laki" },
        { "sektor_usaha = 'Jasa'", "sektor usaha \"Jasa\"" }, { "contains(sektor_usaha, 'jasa')", "sektor usaha memuat \"jasa\"" },
        { "not contains(sektor_usaha, 'jasa')", "sektor usaha tidak memuat \"jasa\"" }, { "present(nib)", "nib terisi" }, { "not present(nib)", "nib tidak terisi" },
        { "missing(skor)", "skor kosong" }, { "not missing(skor)", "skor tidak kosong" }, { "listed('asn')", "ada di daftar asn" }, { "not listed('asn')", "tidak ada di daftar asn" },
        { "listed()", "ada di suatu daftar pengecualian" }, { "not listed()", "tidak ada di daftar pengecualian mana pun" },
        { "grants(nik) = 0", "belum pernah menerima bantuan (NIK)" }, { "grants(no_kk) < 1", "belum pernah menerima bantuan (nomor KK)" },
        { "grants(nik) <= 0", "belum pernah menerima bantuan (NIK)" }, { "0 = grants(nik)", "belum pernah menerima bantuan (NIK)" },
        { "grants(nik) > 0", "pernah menerima bantuan (NIK)" }, { "not grants(nik) = 0", "pernah menerima bantuan (NIK)" }, { "grants(nik) >= 1", "pernah menerima bantuan (NIK)" },
        { "grants(nik) <= 1", "banyaknya bantuan yang pernah diterima (NIK) paling banyak 1" },
        { "granted(no_kk) < 5000000", "jumlah bantuan yang pernah diterima (nomor KK) kurang dari 5.000.000" },
        { "applicants(no_kk) <= 2", "banyaknya pemohon dengan nomor KK yang sama paling banyak 2" },
        { "sum(omzet_bulanan, no_kk) <= 9000000", "jumlah omzet bulanan semua pemohon dengan nomor KK yang sama paling banyak 9.000.000" },
    };
    each_says(WHOLE, rows, ROWS(rows));
}

static void joins_conditions_without_saying_something_else(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "skor > 1 and present(nib) and missing(skor)", "skor lebih dari 1 dan nib terisi dan skor kosong" },
        { "skor > 1 or present(nib)", "skor lebih dari 1 atau nib terisi" },
        { "(skor > 1 or present(nib)) and kategori = pemula", "(skor lebih dari 1 atau nib terisi) dan kategori Pemula" },
        { "skor > 1 and present(nib) or kategori = pemula", "(skor lebih dari 1 dan nib terisi) atau kategori Pemula" },
        { "not (listed('asn') or listed('tni'))", "tidak ada di daftar asn dan tidak ada di daftar tni" },
        { "not (skor <= 1 and present(nib)) and kategori = pemula", "(skor lebih dari 1 atau nib tidak terisi) dan kategori Pemula" },
        { "not not skor < 1", "skor kurang dari 1" }, { "not skor >= 1", "skor kurang dari 1" },
    };
    each_says(WHOLE, rows, ROWS(rows));
}

static void says_what_would_have_to_be_otherwise_with_what_is_seen(void **state)
{
    (void)state;
    static const struct row wanted[] = {
        { "omzet_bulanan * 12 <= 20.000.000", "omzet bulanan x 12 paling banyak 20.000.000 (tertulis: 60.000.000)" },
        { "jenis_kelamin = laki-laki", "jenis kelamin laki-laki (tertulis: perempuan)" }, { "present(nib)", "nib terisi (tertulis: tidak ada)" },
        { "present(nama_ibu)", "nama ibu terisi (tertulis: kosong)" }, { "grants(nik) = 0", "belum pernah menerima bantuan (NIK) (tercatat: 2)" },
        { "not listed('asn')", "tidak ada di daftar asn (tercatat: ada)" }, { "listed('meninggal')", "ada di daftar meninggal (tercatat: tidak ada)" },
        { "year(tanggal_lahir) in 1991..1996", "tahun pada tanggal lahir 1991 sampai 1996 (tertulis: 1990)" },
        { "province(kabupaten_usaha) = 16", "provinsi dari kabupaten usaha Sumatera Selatan (tertulis: Jambi)" },
        { "kategori = milenial and skor > 5", "skor lebih dari 5 (tertulis: kosong)" },
        { "kategori = pemula or skor > 5", "kategori Pemula (tertulis: Milenial) atau skor lebih dari 5 (tertulis: kosong)" },
        { "(kategori = pemula or skor > 5) and nama = 'X'", "(kategori Pemula (tertulis: Milenial) atau skor lebih dari 5 (tertulis: kosong)) dan nama \"X\" (tertulis: Budi Contoh)" },
        { "add_months(tanggal_mulai_usaha, 42) >= reference_day", "tanggal mulai usaha ditambah 42 bulan paling awal 31 Desember 2024 (tertulis: 30 Desember 2024)" },
        { "sum(omzet_bulanan, no_kk) <= 9", "jumlah omzet bulanan semua pemohon dengan nomor KK yang sama paling banyak 9 (tercatat: 15.000.000)" },
        { "kategori = milenial", "" },
    };
    static const struct row away[] = {
        { "kategori = milenial", "kategori bukan Milenial (tertulis: Milenial)" },
        { "omzet_bulanan <= 5000000 and present(sektor_usaha)", "omzet bulanan lebih dari 5.000.000 (tertulis: 5.000.000) atau sektor usaha tidak terisi (tertulis: Kuliner Rumahan)" },
    };
    each_says(FLIP, wanted, ROWS(wanted));
    each_says(FLIP_AWAY, away, ROWS(away));
}

static void says_what_the_application_says(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "omzet_bulanan * 12 <= 1", "omzet bulanan 5.000.000" }, { "skor > omzet_bulanan and omzet_bulanan > 1", "skor kosong; omzet bulanan 5.000.000" },
        { "grants(nik) = 0", "banyaknya bantuan yang pernah diterima (NIK) 2 (tahun 2022)" }, { "not listed('asn')", "" }, { "present(nib)", "nib tidak ada" },
        { "year(tanggal_lahir) = 1990", "tanggal lahir 31 Mei 1990" }, { "sex(nik) = jenis_kelamin", "NIK 1571017105900001; jenis kelamin menurut NIK perempuan; jenis kelamin perempuan" },
        { "sum(skor, no_kk) > 1", "jumlah skor semua pemohon dengan nomor KK yang sama kosong" }, { "kabupaten_usaha = 1571", "kabupaten usaha Kota Jambi" },
    };
    each_says(SEEN, rows, ROWS(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_every_operator),
        cmocka_unit_test(joins_conditions_without_saying_something_else),
        cmocka_unit_test(says_what_would_have_to_be_otherwise_with_what_is_seen),
        cmocka_unit_test(says_what_the_application_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
