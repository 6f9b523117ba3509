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

static void numbers_of_columns_in_the_header_are_no_part_of_it(void **state)
{
    (void)state;
    static const struct {
        const char *headers;
        int nik;  /* its column; 0 = refused */
        int phone;
    } rows[] = {
        { "No 1|NIK 2|Nama 3|Kategori 4|Kab/Kota 5|No HP 6", 2, 6 },
        { "|NIK 1|Nama 2|Kategori 3|Kab/Kota 4|No HP 5", 2, 6 },
        { "NIK (1)|Nama (2)|Kategori (3)|Kab/Kota (4)|No HP (5)", 1, 5 },
        { "NIK|Nama|Kategori|Kab/Kota|No HP 1|No HP 2", 1, 0 }, /* two phones, and which is meant is not known */
        { "NIK 1|Nama|Kategori|Kab/Kota", 0, 0 },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        static struct columns columns;
        struct findings findings;
        const struct error *error = map(rows[i].headers, NULL, false, &findings, &columns);
        assert_int_equal(error == NULL, rows[i].nik != 0);
        if (error == NULL) {
            assert_int_equal(columns.of_field[FIELD_NIK], rows[i].nik);
            assert_int_equal(columns.of_field[FIELD_NO_HP], rows[i].phone);
        }
        findings_free(&findings);
    }
}

static void a_column_may_be_named_by_its_number(void **state)
{
    (void)state;
    static struct columns columns;
    struct findings findings;
    static const char *const maps[] = { "kabupaten=#4", "kabupaten_usaha=# 5", "skor=#6", NULL };
    static const char *const these[] = { "kabupaten=#4", "kabupaten_usaha=#5", "skor=#6", NULL };
    REFUSES(map("nik|nama|kategori|kab/kota|kab/kota|#6", maps, false, &findings, &columns), ERROR_FAILED, "no such header");
    findings_free(&findings);
    SUCCEEDS(map("nik|nama|kategori|kab/kota|kab/kota|x", these, false, &findings, &columns));
    assert_int_equal(columns.of_field[FIELD_KABUPATEN], 4);
    assert_int_equal(columns.of_field[FIELD_KABUPATEN_USAHA], 5);
    findings_free(&findings);
    SUCCEEDS(map("#6|nik|nama|kategori|kab/kota usaha|x", these + 2, false, &findings, &columns));
    assert_int_equal(columns.of_field[FIELD_SKOR], 1); /* a header that reads so is meant first */
    findings_free(&findings);
    static const char *const beyond[] = { "skor=#7", NULL };
    REFUSES(map("nik|nama|kategori|kab/kota|a|b", beyond, false, &findings, &columns), ERROR_FAILED, "no such header");
    findings_free(&findings);
}

static void a_row_of_data_is_no_header_and_is_not_shown(void **state)
{
    (void)state;
    static const char *const headers[] = {
        "1571010101900001|SITI AMINAH|Milenial|Kota Jambi",
        "1|'1571010101900001|SITI AMINAH|Milenial|Kota Jambi",
        "SITI AMINAH|1990-01-01|Milenial",
        "SITI AMINAH|01/02/90|Milenial",
        "'1571010101900001|SITI AMINAH|Ibu Kandung|Kecamatan|Desa", /* words that are known by chance */
    };
    for (size_t i = 0; i < ROWS(headers); i++) {
        static struct columns columns;
        struct findings findings;
        const struct error *error = map(headers[i], NULL, false, &findings, &columns);
        assert_non_null(error);
        assert_non_null(strstr(error->message, "line 1: is no row of headers but of data"));
        assert_null(strstr(error->message, "SITI"));
        assert_null(strstr(error->message, "157101"));
        findings_free(&findings);
    }
}

static void lists_every_header_of_a_wide_file(void **state)
{
    (void)state;
    static struct columns columns;
    struct findings findings;
    struct buffer headers = { 0 };
    for (int i = 0; i < 60; i++) {
        buffer_format(&headers, "%sKolom formulir bantuan nomor urut %d", i == 0 ? "" : "|", i * 7);
    }
    const struct error *error = map(buffer_string(&headers), NULL, false, &findings, &columns);
    assert_non_null(error);
    assert_non_null(strstr(error->message, "nomor urut 0, "));
    assert_non_null(strstr(error->message, "nomor urut 413"));
    assert_non_null(strstr(error->message, "0 of 60 headers are known"));
    findings_free(&findings);
    buffer_free(&headers);
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
        { "nik|nama|kategory|kabupaten_usaha", false, "kategori (--map kategori=\"kategory\"?; --category when all rows are of one); 3 of 4 headers are known" },
        { "a|b|c", false, "no column for nik (nothing is like it: --map nik=HEADER), nama" },
        { "nik|nama|nama lengkap|kategori|kabupaten_usaha", false, "columns 2 \"nama\" and 3 \"nama lengkap\" both mean nama" },
        { "nik|nama|kategori|kab/kota|kab/kota", false, "both mean kabupaten: --map kabupaten=\"#4\" or --map kabupaten=\"#5\"; the headers are: nik, nama" },
        { "nik|nama|nama lengkap|kategori|kabupaten_usaha", false, "both mean nama: --map nama=\"nama\" or --map nama=\"nama lengkap\"; the headers" },
        { "nik|no nik|nama|nama lengkap|kategori|kabupaten_usaha", false, "both mean nik: --map nik=\"nik\" or --map nik=\"no nik\"; columns 3 \"nama\"" },
        { "nik|nik (16 digit)|nama|kategori|kabupaten_usaha", false, "both mean nik" },
        { "Nomor Penduduk|Namaa|Katagori|tempat kab/kota|Keterangn", false,
          "nik (--map nik=\"Nomor Penduduk\"?), nama (--map nama=\"Namaa\"?), kategori (--map kategori=\"Katagori\"?; --category when all rows are of one), kabupaten_usaha (--map kabupaten_usaha=\"tempat kab/kota\"?); 0 of 5" },
        { "nik|nama orang|nama orangnya|kategori|kabupaten_usaha", false, "nama (--map nama=\"nama orang\" or --map nama=\"nama orangnya\"?)" },
        { "no|umur|nama|kategori|kabupaten_usaha", false, "nik (nothing is like it: --map nik=HEADER); 5 of 5 headers are known" },
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
        cmocka_unit_test(the_file_the_dinas_has_maps_as_a_whole),
        cmocka_unit_test(the_template_maps_column_by_column),
        cmocka_unit_test(one_pair_of_places_is_that_of_the_business),
        cmocka_unit_test(numbers_of_columns_in_the_header_are_no_part_of_it),
        cmocka_unit_test(a_column_may_be_named_by_its_number),
        cmocka_unit_test(a_row_of_data_is_no_header_and_is_not_shown),
        cmocka_unit_test(lists_every_header_of_a_wide_file),
        cmocka_unit_test(a_map_overrules_the_headers),
        cmocka_unit_test(refuses_maps_that_are_none),
        cmocka_unit_test(refuses_headers_that_miss_or_repeat_a_field),
        cmocka_unit_test(the_category_may_come_from_outside),
        cmocka_unit_test(knows_the_columns_that_a_rejects_file_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
