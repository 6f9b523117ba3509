#include "support.h"

#include "importer/catalogue.h"
#include "importer/column.h"

/* A header record out of a text like "nik|nama". */
static struct csv_record header_of(const char *headers, struct text *fields)
{
    struct csv_record record = { .fields = fields, .line = 1 };
    struct text rest = text_of(headers);
    do {
        fields[record.count++] = text_split(&rest, '|');
    } while (rest.bytes != NULL);
    return record;
}

static const struct error *map(const char *headers, const char *const *maps, bool category, struct findings *findings, struct columns *out)
{
    struct text fields[64];
    struct csv_record header = header_of(headers, fields);
    findings_init(findings);
    return columns_map(&header, maps, category, findings, out);
}

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
    static const char *const headers[] = { "", " ", "nikk", "umur", "no", "nilai", "usaha", "lahir", "nama ayah", "tanggal", "\xFF\xFE" };
    for (size_t i = 0; i < ROWS(headers); i++) {
        enum field field;
        if (header_means(text_of(headers[i]), &field)) {
            fail_msg("\"%s\" means %s", headers[i], field_spec(field)->name);
        }
    }
}

static void the_file_the_dinas_has_maps_as_a_whole(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        int field; /* -1 = none */
    } rows[] = {
        { "No", -1 }, { "NIK", FIELD_NIK }, { "NO. KK", FIELD_NO_KK }, { "NAMA SESUAI KTP", FIELD_NAMA }, { "TGL LAHIR", FIELD_TANGGAL_LAHIR },
        { "UMUR", -1 }, { "JENIS KELAMIN", FIELD_JENIS_KELAMIN }, { "ALAMAT SESUAI KTP PROVINSI", FIELD_PROVINSI },
        { "ALAMAT SESUAI KTP KAB/KOTA", FIELD_KABUPATEN }, { "ALAMAT SESUAI KTP KECAMATAN", FIELD_KECAMATAN },
        { "ALAMAT SESUAI KTP DESA/KEL/RW", FIELD_DESA }, { "DOMISILI USAHA PROVINSI", -1 }, { "DOMISILI USAHA KAB/KOTA", FIELD_KABUPATEN_USAHA },
        { "DOMISILI USAHA KECAMATAN", FIELD_KECAMATAN_USAHA }, { "DOMISILI USAHA DESA/KEL/RW", FIELD_DESA_USAHA },
        { "ALAMAT USAHA", FIELD_ALAMAT_USAHA }, { "SEKTOR USAHA", FIELD_SEKTOR_USAHA }, { "JENIS USAHA", FIELD_JENIS_USAHA },
        { "NIB / SKU / IUMK", FIELD_NIB }, { "NO. TELP/HP", FIELD_NO_HP }, { "JENIS BANTUAN YANG DIAJUKAN", FIELD_KATEGORI },
        { "IBU KANDUNG", FIELD_NAMA_IBU }, { "KETERANGAN", FIELD_KETERANGAN },
    };
    /* As it is; with the group's colon; with the columns' numbers in a third row. */
    for (int kind = 0; kind < 3; kind++) {
        static struct columns columns;
        struct findings findings;
        struct buffer headers = { 0 };
        for (size_t i = 0; i < ROWS(rows); i++) {
            buffer_add_string(&headers, i == 0 ? "" : "|");
            if (kind == 1 && strncmp(rows[i].header, "ALAMAT SESUAI KTP ", 18) == 0) {
                buffer_format(&headers, "ALAMAT SESUAI KTP: %s", rows[i].header + 18);
            } else {
                buffer_add_string(&headers, rows[i].header);
            }
            if (kind == 2) {
                buffer_format(&headers, " %d", (int)i + 1);
            }
        }
        SUCCEEDS(map(buffer_string(&headers), NULL, false, &findings, &columns));
        for (size_t i = 0; i < ROWS(rows); i++) {
            assert_int_equal(columns.field_of[i], rows[i].field);
        }
        assert_int_equal(findings.count, 3); /* ignored: No, UMUR, the province of the business */
        findings_free(&findings);
        buffer_free(&headers);
    }
}

static void the_template_maps_column_by_column(void **state)
{
    (void)state;
    static struct columns columns;
    struct findings findings;
    struct buffer headers = { 0 };
    for (int field = 0; field < FIELD_COUNT; field++) {
        buffer_add_string(&headers, field == 0 ? "" : "|");
        buffer_add_string(&headers, field_spec((enum field)field)->name);
    }
    SUCCEEDS(map(buffer_string(&headers), NULL, false, &findings, &columns));
    for (int field = 0; field < FIELD_COUNT; field++) {
        assert_int_equal(columns.of_field[field], field + 1);
        assert_int_equal(columns.field_of[field], field);
    }
    assert_int_equal(columns.width, FIELD_COUNT);
    assert_int_equal(findings.count, 0);
    findings_free(&findings);
    buffer_free(&headers);
}

static void one_pair_of_places_is_that_of_the_business(void **state)
{
    (void)state;
    static const struct {
        const char *headers;
        int kabupaten_usaha;
        int kecamatan_usaha;
        int kabupaten;
        int kecamatan;
        int notes;
    } rows[] = {
        { "nik|nama|kategori|kab/kota|kecamatan", 4, 5, 0, 0, 2 },
        { "nik|nama|kategori|kabupaten", 4, 0, 0, 0, 1 },
        { "nik|nama|kategori|kabupaten usaha|kecamatan", 4, 5, 0, 0, 1 },
        { "nik|nama|kategori|kabupaten usaha|kecamatan usaha|kabupaten|kecamatan", 4, 5, 6, 7, 0 },
        { "nik|nama|kategori|kabupaten usaha|kabupaten|kecamatan", 4, 0, 5, 6, 0 },
        { "nik|nama|kategori|kabupaten usaha|kecamatan usaha|kecamatan", 4, 5, 0, 6, 0 },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        static struct columns columns;
        struct findings findings;
        SUCCEEDS(map(rows[i].headers, NULL, false, &findings, &columns));
        assert_int_equal(columns.of_field[FIELD_KABUPATEN_USAHA], rows[i].kabupaten_usaha);
        assert_int_equal(columns.of_field[FIELD_KECAMATAN_USAHA], rows[i].kecamatan_usaha);
        assert_int_equal(columns.of_field[FIELD_KABUPATEN], rows[i].kabupaten);
        assert_int_equal(columns.of_field[FIELD_KECAMATAN], rows[i].kecamatan);
        assert_int_equal(findings.counted[FINDING_NOTE], rows[i].notes);
        findings_free(&findings);
    }
}

static void a_map_overrules_the_headers(void **state)
{
    (void)state;
    static struct columns columns;
    struct findings findings;
    static const char *const maps[] = { "nama=Sebutan Orangnya", "kabupaten=KABUPATEN", "kabupaten_usaha=tempat", NULL };
    SUCCEEDS(map("nik|nama|sebutan orangnya|kategori|Kabupaten|tempat", maps, false, &findings, &columns));
    assert_int_equal(columns.of_field[FIELD_NAMA], 3);
    assert_int_equal(columns.of_field[FIELD_KABUPATEN], 5);
    assert_int_equal(columns.of_field[FIELD_KABUPATEN_USAHA], 6);
    assert_int_equal(columns.field_of[1], COLUMN_IGNORED);
    assert_int_equal(findings.count, 1);
    assert_ptr_equal(findings.items[0].kind, finding_of(N_COLUMN_IGNORED));
    assert_int_equal(findings.items[0].column, 2);
    findings_free(&findings);
}

static void refuses_maps_that_are_none(void **state)
{
    (void)state;
    static const struct {
        const char *map;
        enum error_kind kind;
        const char *message;
    } rows[] = {
        { "nama", ERROR_USAGE, "FIELD=HEADER" },
        { "nomor kk=NO KK", ERROR_USAGE, "did you mean no_kk" },
        { "gaji=NO KK", ERROR_USAGE, "no such field" },
        { "nama=siapa", ERROR_FAILED, "it has: nik, nama" },
        { "no_kk=nik", ERROR_USAGE, "mapped twice" },
        { "skor=dua", ERROR_FAILED, "columns 5 and 6" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        static struct columns columns;
        struct findings findings;
        const char *maps[] = { "nik=nik", rows[i].map, NULL };
        REFUSES(map("nik|nama|kategori|kabupaten_usaha|DUA|dua.", maps, false, &findings, &columns), rows[i].kind, rows[i].message);
        findings_free(&findings);
    }
}

static void refuses_headers_that_miss_or_repeat_a_field(void **state)
{
    (void)state;
    static const struct {
        const char *headers;
        bool category;
        const char *message;
    } rows[] = {
        { "nama|kategori|kabupaten_usaha", false, "the headers are: nama, kategori" },
        { "nik|nama|kabupaten_usaha", false, "no column for kategori" },
        { "nik|nama|kategory|kabupaten_usaha", false, "kategori (--map kategori=\"kategory\"?); 3 of 4 headers are known" },
        { "a|b|c", false, "no column for nik (nothing is like it: --map nik=HEADER), nama" },
        { "nik|nama|nama lengkap|kategori|kabupaten_usaha", false, "columns 2 \"nama\" and 3 \"nama lengkap\" both mean nama" },
        { "nik|nama|kategori|kab/kota|kab/kota", false, "both mean kabupaten" },
        { "nik|nama|kategori|kabupaten_usaha", true, "column 3 holds the category already" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        static struct columns columns;
        struct findings findings;
        REFUSES(map(rows[i].headers, NULL, rows[i].category, &findings, &columns), ERROR_FAILED, rows[i].message);
        findings_free(&findings);
    }
}

static void the_category_may_come_from_outside(void **state)
{
    (void)state;
    static struct columns columns;
    struct findings findings;
    SUCCEEDS(map("nik|nama|kabupaten_usaha", NULL, true, &findings, &columns));
    assert_int_equal(columns.of_field[FIELD_KATEGORI], 0);
    findings_free(&findings);
}

static void knows_the_columns_that_a_rejects_file_added(void **state)
{
    (void)state;
    static struct columns columns;
    struct findings findings;
    SUCCEEDS(map("nik|nama|kategori|kabupaten_usaha|umur|line|code|reason||", NULL, false, &findings, &columns));
    assert_int_equal(columns.count, 5);
    assert_int_equal(columns.width, 8);
    assert_int_equal(findings.count, 1); /* umur */
    findings_free(&findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_mean_a_field_whatever_their_case_punctuation_and_accents),
        cmocka_unit_test(headers_that_are_not_certain_mean_nothing),
        cmocka_unit_test(the_file_the_dinas_has_maps_as_a_whole),
        cmocka_unit_test(the_template_maps_column_by_column),
        cmocka_unit_test(one_pair_of_places_is_that_of_the_business),
        cmocka_unit_test(a_map_overrules_the_headers),
        cmocka_unit_test(refuses_maps_that_are_none),
        cmocka_unit_test(refuses_headers_that_miss_or_repeat_a_field),
        cmocka_unit_test(the_category_may_come_from_outside),
        cmocka_unit_test(knows_the_columns_that_a_rejects_file_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
