/* What stands around and between the applicants of a file, from the file to the counts of an import. */
#include "importer/aside.h"

#include "base/file.h"
#include "taking.h"

/* The columns of the rows below. */
static const char *const header[] = { "No", "NIK", "Nama", "Kategori", "Kab/Kota Usaha", "No KK", "Tgl Lahir", "L/P", "Alamat", "No HP" };

static const struct {
    const char *row;
    enum opinion opinion;
} rows[] = {
    /* A person's, whatever became of the number. */
    { "1,1571011203900001,ANI,milenial,Kota Jambi,,,,,", OPINION_ROW },
    { ",'1571011203900001,,,,,,,,", OPINION_ROW },
    { ",157101120390001,,,,,,,,", OPINION_ROW },
    { ",15710112039000011,,,,,,,,", OPINION_ROW },
    { ",\"1,57E+15\",,,,,,,,", OPINION_ROW },
    { ",1571 0112 0390 0001,,,,,,,,", OPINION_ROW },
    { ",l57101120390OO01,,,,,,,,", OPINION_ROW },
    { ",NIK 1571011203900001,,,,,,,,", OPINION_ROW },
    { ",571011203,,,,,,,,", OPINION_ROW },
    { "Jumlah,1571011203900001,,,,,,,,", OPINION_ROW },
    { "13,,,,,1571011203111001,,,,", OPINION_ROW },
    { ",,1571011203900001 ANI WATI,,,,,,,", OPINION_ROW },
    { ",,,,,,,,NIK. 1571011203900001,", OPINION_ROW },
    { ",196501011990031001,BUDI,milenial,,,,,,", OPINION_ROW },
    { ",157101120390000101,BUDI,,,,,,,", OPINION_ROW },
    { "Kontak,1571011203,,,,,,,,", OPINION_ROW },
    { "Kontak,081234567890,BUDI,,,,,,,", OPINION_ROW },
    { ",,DESA RATNASARI,Lansia,Tanjab,,1 Mei,,Jl. 3,", OPINION_ROW },
    { "A7,,BUDI,,,,,,,", OPINION_ROW },
    { "No. 7,,BUDI,,,,,,,", OPINION_ROW },
    { "ke-7,belum ada,BUDI,,,,,,,", OPINION_ROW },
    /* Perhaps a person's: the table's evidence decides. */
    { "13,,BUDI,,,,,,,", OPINION_NONE },
    { "13,belum ada,BUDI,,,,,,,", OPINION_NONE },
    { "13,,,,,,,,Jl. Mawar,", OPINION_NONE },
    { "13,,,,,,,,,", OPINION_NONE },
    { ",,BUDI,milenial,Kota Jambi,,,,,", OPINION_NONE },
    { ",,JUMLAH SARI,wp,,,,,,", OPINION_NONE },
    { ",ANI WATI,,milenial,Kota Jambi,,,,,", OPINION_NONE },
    { ",ANI WATI,,,,,1990-03-12,,,", OPINION_NONE },
    { ",ANI WATI,,,,,,P,,", OPINION_NONE },
    { "1,ANI WATI,milenial,Kota Jambi,,,,,,", OPINION_NONE },
    { "1,ANI WATI,milenial,Kota Jambi", OPINION_NONE },
    { "1,dalam proses,ANI WATI,,,,,,,", OPINION_NONE },
    { ",,,,,,,,,", OPINION_NONE },
    { ",6,,,,,,,,", OPINION_NONE },
    { ",,,,,,,,,081234567890", OPINION_NONE },
    /* None when no person follows. */
    { ",,SITI KARYA,,,,,,,", OPINION_NO_ROW_AT_END },
    { ",,\"Jambi, 12 Maret 2024\",,,,,,,", OPINION_NO_ROW_AT_END },
    { ",Camat,Lurah Handil,,,,,,,", OPINION_NO_ROW_AT_END },
    { ",belum ada,BUDI,,,,,,,", OPINION_NO_ROW_AT_END },
    { ",196501011990031001,BUDI,,,,,,,", OPINION_NO_ROW_AT_END },
    { ",19650101 199003 1 001,,,,,,,,", OPINION_NO_ROW_AT_END },
    /* Headings, totals, signatures, remarks. */
    { "Kontak,081234567890,,,,,,,,", OPINION_NO_ROW },
    { "CP:,+62 812-3456-7890,,,,,,,,", OPINION_NO_ROW },
    { "I,KECAMATAN JELUTUNG,,,,,,,,", OPINION_NO_ROW },
    { "B,,EMAK-EMAK,,,,,,,", OPINION_NO_ROW },
    { "II.,,TELANAIPURA,,,,,,,", OPINION_NO_ROW },
    { ",,EMAK-EMAK,,,,,,,", OPINION_NO_ROW },
    { "Kota Jambi,,,,,,,,,", OPINION_NO_ROW },
    { ",,,,Kota Jambi,,,,,", OPINION_NONE },
    { "(2),Kota Jambi,,,,,,,,", OPINION_NO_ROW },
    { "3,,Desa Suka Maju,,,,,,,", OPINION_NO_ROW },
    { "B,,,EMAK-EMAK,,,,,,", OPINION_NONE },
    { "B,,BUDI,,,,,,,", OPINION_NO_ROW_AT_END },
    { ",,KECAMATAN JELUTUNG,,,,,,,", OPINION_NO_ROW },
    { "1,NIK sesuai KTP", OPINION_NO_ROW },
    { "\"Ket:\",NIK sesuai KTP,Milenial = kelahiran 1981-1996,,,,,,,", OPINION_NO_ROW },
    { ",Mengetahui:,,,\"Jambi, 12 Maret 2024\",,,,,", OPINION_NO_ROW },
    { ",\"Jambi, 12-03-2024\",,,,,,,,", OPINION_NO_ROW },
    { ",Camat Jelutung,,,Lurah Handil,,,,,", OPINION_NO_ROW },
    { ",NIP. 196501011990031001,,,NIP. 19650101 199003 1 002,,,,,", OPINION_NO_ROW },
    { ",Jumlah,2,,,,,,,", OPINION_NO_ROW },
    { "Sub Total,,,,,6,,,,", OPINION_NO_ROW },
    { "JUMLAH SELURUHNYA,12 ORANG,,,,,,,,", OPINION_NO_ROW },
    { "JUMLAH,12,,,,,,,,", OPINION_NO_ROW },
    { "Jumlah,60.000.000,,,,,,,,", OPINION_NO_ROW },
    { ",,Jumlah : 12 orang,,,,,,,", OPINION_NO_ROW },
    { ",,TOTAL,60.000.000,,,,,,", OPINION_NO_ROW },
    { "Laki-laki,6", OPINION_NO_ROW },
    { "Milenial,6,,,,,,,,", OPINION_NO_ROW },
};

static void tells_a_person_from_what_is_none(void **state)
{
    (void)state;
    static struct columns columns;
    struct text names[ROWS(header)];
    struct csv_record top = { .fields = names, .count = ROWS(header), .line = 1 };
    struct findings findings;
    struct cells cells;
    struct programme rules = { .year = 2024 };
    for (size_t i = 0; i < ROWS(header); i++) {
        names[i] = text_of(header[i]);
    }
    findings_init(&findings);
    cells_init(&cells, &rules, (struct day){ 19875 });
    SUCCEEDS(columns_map(&top, NULL, false, &findings, &columns));
    const struct aside aside = { &columns, &cells, NULL };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct csv *csv SCOPED_CSV = csv_new(source_of_text(text_of(rows[i].row)), CSV_CHUNK);
        struct csv_record record;
        bool more;
        csv_use(csv, &DIALECT_PLAIN);
        SUCCEEDS(csv_next(csv, &record, &more));
        enum opinion opinion = aside_opinion(&aside, &record);
        if (opinion != rows[i].opinion) {
            fail_msg("%s: %d, expected %d", rows[i].row, (int)opinion, (int)rows[i].opinion);
        }
    }
    cells_free(&cells);
    findings_free(&findings);
}

#define TOP "No,NIK,Nama,Kategori,Kab/Kota Usaha\n"
#define ANI "1,1571011203900001,ANI WATI,milenial,KOTA JAMBI\n"
#define BUDI "2,1571011203900002,BUDI TONO,milenial,KOTA JAMBI\n"
#define CITRA "3,1571015203900003,CITRA,milenial,KOTA JAMBI\n"

#define NAMED "No,Nama,NIK,Kategori,Kab/Kota\n1,ANI WATI,1571011203900011,milenial,Bungo\n2,BUDI TONO,1571011203900012,milenial,Tebo\n"
#define DEWI "3,DEWI SARI,1571015203900013,Emak-Emak,Tebo\n"
#define RINA "4,RINA WATI,1571015203900014,Emak-Emak,Tebo\n"
#define PLACED "No,Nama,NIK,Kategori,Kab/Kota,Alamat\n,ANI WATI,1571011203900021,milenial,Bungo,Jl. 1\n,BUDI TONO,1571011203900022,milenial,Tebo,Jl. 2\n"
#define CITRA_PLACED ",CITRA,1571015203900025,milenial,Tebo,Jl. 5\n"

static const struct {
    const char *file;
    int64_t accepted;
    int64_t rejected;
    int64_t among; /* lines that N308 tells */
    int64_t among_line;
    int64_t below; /* that N306 tells */
    int64_t below_line;
} files[] = {
    { TOP "I,KECAMATAN JELUTUNG,,,\n" ANI BUDI "II,KECAMATAN PASAR,,,\n" CITRA, 3, 0, 2, 2, 0, 0 },
    { TOP ",,KECAMATAN JELUTUNG,,\n" ANI BUDI ",,KECAMATAN PASAR,,\n" CITRA, 3, 0, 2, 2, 0, 0 },
    { TOP ANI BUDI ",Jumlah,2,,\n" CITRA ",Jumlah,1,,\n", 3, 0, 1, 4, 1, 6 },
    { TOP ANI BUDI ",,,,\n,Mengetahui:,,,\"Jambi, 12 Maret 2024\"\n,Camat Jelutung,,,Lurah Handil\n,,,,\n,BUDI KARYA,,,SITI KARYA\n"
      ",NIP. 196501011990031001,,,NIP. 196501011990031002\n", 2, 0, 0, 0, 4, 5 },
    { TOP ANI BUDI CITRA ",,\"Jambi, 12 Maret 2024\",,\n,,Kepala Dinas,,\n,,BUDI TONO,,\n,,NIP. 196501011990031002,,\n", 3, 0, 0, 0, 4, 5 },
    { TOP ANI BUDI "Keterangan :,,\n1,NIK sesuai KTP\n2,KK sesuai kartu keluarga\n", 2, 0, 0, 0, 3, 4 },
    { TOP ANI BUDI "Laki-laki,1,,,\nPerempuan,1,,,\nJUMLAH SELURUHNYA,2 ORANG,,,\n", 2, 0, 0, 0, 3, 4 },
    { TOP ANI BUDI ",,,,\nRekap,,,,\nKategori,Jumlah,,,\nMilenial,2,,,\nTotal,2,,,\n", 2, 0, 0, 0, 4, 5 },
    { TOP ANI BUDI ",,,,\"Jambi, 12 Maret 2024\"\n,,,,KEPALA DINAS\n" CITRA, 3, 0, 2, 4, 0, 0 },
    { NAMED "B,EMAK-EMAK,,,\n" DEWI RINA, 4, 0, 1, 4, 0, 0 },
    { NAMED "II,TELANAIPURA,,,\n" DEWI RINA, 4, 0, 1, 4, 0, 0 },
    { NAMED "A,Kota Jambi,,,\n" DEWI RINA, 4, 0, 1, 4, 0, 0 },
    { NAMED ",EMAK-EMAK,,,\n" DEWI RINA, 4, 0, 1, 4, 0, 0 },
    { NAMED "2,EMAK-EMAK,,,\nA.,Desa Suka Maju,,,\n" DEWI RINA, 4, 0, 2, 4, 0, 0 },
    { "Nama,Kategori,NIK,Kab/Kota\nANI WATI,milenial,1571011203900011,Bungo\nII,KECAMATAN TEBO ILIR,,\nBUDI TONO,milenial,1571011203900012,Tebo\n",
      2, 0, 1, 3, 0, 0 },
    { TOP ANI BUDI ",Camat Jelutung,,,\n,BUDI KARYA,,,\n,196501011990031001,,,\n", 2, 0, 0, 0, 3, 4 },
    { TOP ANI BUDI "Kontak,081234567890,,,\n", 2, 0, 0, 0, 1, 4 },
    /* Persons stay, at the end and among the others. */
    { PLACED ",Rina Wati,,wp,Tanjab,Jl. 3\n,Dewi Sari,,wp,Tanjab,Jl. 4\n", 2, 2, 0, 0, 0, 0 },
    { PLACED ",Rina Wati,,Lansia,Tanjab,Jl. 3\n,,,,,\n,,,,,\"Jambi, 12 Maret 2024\"\n,,,,,Camat\n", 2, 1, 0, 0, 2, 6 },
    { PLACED "Rina Wati,,,Lansia,Tanjab,Jl. 3\n", 2, 1, 0, 0, 0, 0 },
    { PLACED ",Desa Ratnasari,,Lansia,Tanjab,Jl. 3\n" CITRA_PLACED, 3, 1, 0, 0, 0, 0 },
    { PLACED ",Total Harahap,1571011,Lansia,Tanjab,Jl. 2\n" CITRA_PLACED, 3, 1, 0, 0, 0, 0 },
    { PLACED ",JUMLAH,12,,,60.000.000\n" CITRA_PLACED, 3, 0, 1, 4, 0, 0 },
    { PLACED ",Rina Wati,,,,Jl. 3\n,Dewi Sari,,,,Jl. 4\n", 2, 0, 0, 0, 2, 4 },
    { TOP ANI BUDI "A7,,CITRA,,\nA8,,DEWI,,\n", 2, 2, 0, 0, 0, 0 },
    { TOP ANI BUDI "3,,CITRA,,\n", 2, 1, 0, 0, 0, 0 },
    { TOP ANI BUDI ",,CITRA,milenial,Kota Jambi\n,,DEWI,milenial,Kota Jambi\n", 2, 2, 0, 0, 0, 0 },
    { TOP ANI BUDI "\n,157101520390003,,,\n,\"1,57E+15\",,,\nNIP,15710152O390OO4X,,,\n", 2, 3, 0, 0, 0, 0 },
    { TOP ANI BUDI "3,CITRA,,milenial,Kota Jambi\n4,DEWI,milenial,Kota Jambi\n", 2, 2, 0, 0, 0, 0 },
};

static const struct finding *note_of(const struct import_result *result, enum finding_name name)
{
    for (size_t i = 0; i < result->findings.count; i++) {
        if (result->findings.items[i].kind == finding_of(name)) {
            return &result->findings.items[i];
        }
    }
    return NULL;
}

static void expect_note(size_t file, const struct import_result *result, enum finding_name name, int64_t count, int64_t line)
{
    const struct finding *note = note_of(result, name);
    struct buffer value = { 0 };
    buffer_add_integer(&value, count);
    if ((note == NULL) != (count == 0) || (note != NULL && (note->line != line || strcmp(note->value, buffer_string(&value)) != 0))) {
        fail_msg("file %zu: %s lines at %lld", file, note == NULL ? "no" : note->value, note == NULL ? 0LL : (long long)note->line);
    }
    buffer_free(&value);
}

static void what_is_no_person_is_left_out_and_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(files); i++) {
        struct import_options options = { .letter = { -1, -1 }, .force = true };
        struct import_result result = import_whole("a.csv", files[i].file, &options);
        if (result.accepted + result.unchanged != files[i].accepted || result.rejected != files[i].rejected) {
            fail_msg("file %zu: %lld accepted, %lld rejected", i, (long long)(result.accepted + result.unchanged), (long long)result.rejected);
        }
        expect_note(i, &result, N_ROWS_ASIDE, files[i].among, files[i].among_line);
        expect_note(i, &result, N_LINES_BELOW, files[i].below, files[i].below_line);
        import_result_free(&result);
    }
}

/* The Dinas' two header rows on each page. */
static void pages_are_read_on(void **state)
{
    (void)state;
    static const char top[] = "NIK,NAMA SESUAI KTP,DOMISILI USAHA,,JENIS BANTUAN YANG DIAJUKAN\n,,PROVINSI,KAB/KOTA,\n";
    for (int rows_on_page = 1; rows_on_page <= 6; rows_on_page++) {
        struct buffer file = { 0 };
        for (int row = 0; row < 3 * rows_on_page; row++) {
            buffer_add_string(&file, row % rows_on_page == 0 ? top : "");
            buffer_format(&file, "'157101520391%d%03d,ANI %c,JAMBI,KOTA JAMBI,Milenial 5JT\n", rows_on_page, row + 1, 'A' + row);
        }
        struct import_result result = import_whole("p.csv", buffer_string(&file), &plainly);
        assert_counts(&result, 3 * rows_on_page, 0, 0, 0);
        assert_int_equal(result.skipped_lines, 4);
        import_result_free(&result);
        buffer_free(&file);
    }
}

static void a_remark_in_a_column_without_a_header_is_no_fault(void **state)
{
    (void)state;
    static const char named[] = "nik,nama,kategori,kabupaten_usaha,\n";
    struct import_options options = { .letter = { -1, -1 }, .rejects_path = scratch("fix.csv") };
    struct buffer file = { 0 };
    struct buffer fixed = { 0 };
    buffer_format(&file, "%s1571015203900001,A,wp,Tebo,sudah dicek\n1571015203900002,B,wp,Tebo,\n1571015203900003,C,nelayan,Tebo,x\n", named);
    struct import_result result = import_whole("a.csv", buffer_string(&file), &options);
    assert_counts(&result, 2, 0, 0, 1);
    const struct finding *note = &result.findings.items[result.findings.count - 1];
    assert_ptr_equal(note->kind, finding_of(N_COLUMN_IGNORED));
    assert_int_equal(note->line, 1);
    assert_int_equal(note->column, 5);
    /* What it holds comes back with a row that is set aside, and does not keep it out when it is put right. */
    SUCCEEDS(file_read_start(scratch("fix.csv"), 100000, &fixed));
    char *wrong = strstr(fixed.bytes, "nelayan");
    assert_non_null(wrong);
    memcpy(wrong, "pemula ", 7);
    assert_non_null(strstr(fixed.bytes, "Tebo,x,4,"));
    struct import_result again = import_whole("b.csv", buffer_string(&fixed), &plainly);
    assert_counts(&again, 1, 0, 0, 0);
    import_result_free(&result);
    import_result_free(&again);
    /* A row that has a field more than the others has moved its cells. */
    buffer_clear(&file);
    buffer_format(&file, "%s1571015203900004,A,wp,Tebo,\n1571015203900005,B,wp,Tebo,\n1571015203900006,C,S.E.,wp,Tebo,\n", named);
    result = import_whole("c.csv", buffer_string(&file), &plainly);
    assert_counts(&result, 2, 0, 0, 1);
    import_result_free(&result);
    buffer_free(&file);
    buffer_free(&fixed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        life_test(tells_a_person_from_what_is_none),
        life_test(what_is_no_person_is_left_out_and_named),
        life_test(pages_are_read_on),
        life_test(a_remark_in_a_column_without_a_header_is_no_fault),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
