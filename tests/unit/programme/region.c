/* Places by the names people write. */
#include "programme/region.h"

#include "life.h"

static void knows_the_kabupaten_and_kota_of_jambi_in_many_spellings(void **state)
{
    (void)state;
    static const struct {
        int code;
        const char *spellings[9];
    } rows[] = {
        { 1501, { "Kerinci", "KERINCI", "Kab. Kerinci", "Kabupaten Kerinci", "kab.kerinci", "KAB KERINCI", "1501", " kerinci " } },
        { 1502, { "Merangin", "KABUPATEN MERANGIN", "kab merangin", "1502" } },
        { 1503, { "Sarolangun", "Kab. Sarolangun", "SAROLANGUN", "1503" } },
        { 1504, { "Batang Hari", "Batanghari", "BATANG HARI", "Kab. Batang Hari", "Kabupaten Batanghari", "batang-hari", "1504" } },
        { 1505, { "Muaro Jambi", "Muara Jambi", "MUAROJAMBI", "Kab. Muaro Jambi", "Kab.Muara Jambi", "1505" } },
        { 1506, { "TANJAB BARAT", "Kab. Tanjung Jabung Barat", "Tanjungjabung Barat", "tj. jabung barat", "Tj Jabung Barat", "Tanjung Jabung Barat", "1506", "15.06" } },
        { 1507, { "TANJAB TIMUR", "Kab. Tanjung Jabung Timur", "Tanjungjabung Timur", "tj. jabung timur", "1507" } },
        { 1508, { "Bungo", "KAB. BUNGO", "kabupaten bungo", "1508" } },
        { 1509, { "Tebo", "Kab Tebo", "TEBO", "1509" } },
        { 1571, { "Jambi", "Kota Jambi", "KOTA JAMBI", "kota.jambi", "JAMBI", "1571" } },
        { 1572, { "Sungai Penuh", "kota sungai penuh", "Kota Sungaipenuh", "SUNGAI PENUH", "1572" } },
    };
    assert_int_equal(ROWS(rows), 11);
    for (size_t i = 0; i < ROWS(rows); i++) {
        for (size_t k = 0; rows[i].spellings[k] != NULL; k++) {
            int code = region_kabkota_parse(text_of(rows[i].spellings[k]));
            if (code != rows[i].code) {
                fail_msg("\"%s\": %d, expected %d", rows[i].spellings[k], code, rows[i].code);
            }
        }
    }
}

static void every_kabupaten_and_kota_that_exists_is_found_by_its_own_name(void **state)
{
    (void)state;
    size_t count;
    size_t found = 0;
    const struct region *all = region_all(&count);
    for (size_t i = 0; i < count; i++) {
        assert_true(i == 0 || all[i - 1].code < all[i].code);
        assert_ptr_equal(region_find(all[i].code), &all[i]);
        if (all[i].code >= 1000 && all[i].code <= 9999 && !all[i].retired) {
            assert_int_equal(region_kabkota_parse(all[i].name), all[i].code);
            found++;
        }
    }
    assert_int_equal(found, 514);
}

static void refuses_what_is_no_kabupaten_or_not_just_one(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int code;
    } rows[] = {
        { "", 0 }, { " ", 0 }, { "...", 0 }, { "Kota", 0 }, { "Kab.", 0 }, { "Atlantis", 0 }, { "Tanjung Jabung", 0 }, { "Barat", 0 }, { "Muaro", 0 },
        { "Kabupaten Jambi", 0 }, { "Kab. Sungai Penuh", 0 }, { "Kota Kerinci", 0 }, { "15", 0 }, { "1599", 0 }, { "157101", 0 }, { "0000", 0 },
        { "Jambi Selatan", 0 }, { "Jambii", 0 }, { "Kota Baru Jambi", 0 },
        { "Bogor", 0 }, { "Kab. Bogor", 3201 }, { "Kota Bogor", 3271 }, { "Bandung", 0 }, { "Kota Bandung", 3273 }, { "Kabupaten Bandung", 3204 },
        { "Bandung Barat", 3217 }, { "Kota Padang", 1371 }, { "Palembang", 1671 }, { "3201", 3201 },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        int code = region_kabkota_parse(text_of(rows[i].name));
        if (code != rows[i].code) {
            fail_msg("\"%s\": %d, expected %d", rows[i].name, code, rows[i].code);
        }
    }
}

static void finds_a_kecamatan_within_its_kabupaten_only(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int kabkota;
        const char *found; /* NULL = refused */
    } rows[] = {
        { "Kota Baru", 1571, "Kota Baru" }, { "Kec. Kota Baru", 1571, "Kota Baru" }, { "KECAMATAN KOTABARU", 1571, "Kota Baru" }, { "kec kota baru", 1571, "Kota Baru" },
        { "Telanaipura", 1571, "Telanaipura" }, { "Pemayung", 1504, "Pemayung" }, { "Kec. Tebo Ilir", 1509, "Tebo Ilir" },
        { "Kota Baru", 1504, NULL }, { "Pemayung", 1571, NULL }, { "", 1571, NULL }, { "Kec.", 1571, NULL }, { "Kotabaruu", 1571, NULL },
        { "Telanaipura", 0, NULL }, { "Telanaipura", 9999, NULL }, { "Kota Jambi", 1571, NULL },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        int code = region_kecamatan_parse(text_of(rows[i].name), rows[i].kabkota);
        if ((code == 0) != (rows[i].found == NULL)) {
            fail_msg("\"%s\" in %d: %d", rows[i].name, rows[i].kabkota, code);
        }
        if (code != 0) {
            assert_int_equal(code / 100, rows[i].kabkota);
            assert_text(region_find(code)->name, rows[i].found);
        }
    }
    assert_int_equal(region_kecamatan_parse(TEXT("157101"), 1571), 157101);
    assert_int_equal(region_kecamatan_parse(TEXT("157101"), 1572), 0);
    assert_int_equal(region_kecamatan_parse(TEXT("157199"), 1571), 0);
}

static void reads_the_short_and_joined_forms_of_offices(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int parent; /* 0: a kabupaten or kota */
        int code;   /* 0 = refused */
    } rows[] = {
        { "Kab.Muaro Jambi", 0, 1505 }, { "MUARO JAMBI, KAB", 0, 1505 }, { "Muaro Jambi (Kab.)", 0, 1505 }, { "Ma. Jambi", 0, 1505 },
        { "Kab/Kota Muaro Jambi", 0, 1505 }, { "KAB./KOTA JAMBI", 0, 1571 }, { "Kab. Muaro Jambi, Provinsi Jambi", 0, 1505 },
        { "Kota Jambi Prov. Jambi", 0, 1571 }, { "Kota Jambi, Provinsi Riau", 0, 0 }, { "1505 - Muaro Jambi", 0, 1505 },
        { "Muaro Jambi (15.05)", 0, 1505 }, { "1506 Muaro Jambi", 0, 0 }, { "15.05", 0, 1505 }, { "15 05", 0, 1505 },
        { "Kota Sungai Penuh", 0, 1572 }, { "Sei Penuh", 0, 1572 }, { "Sei. Penuh", 0, 1572 }, { "Sungaipenuh", 0, 1572 }, { "SEIPENUH", 0, 1572 },
        { "Sungai Penuh, Kota", 0, 1572 }, { "Sungai Penuh Kab.", 0, 0 }, { "Batanghari", 0, 1504 }, { "Kab Batang Hari", 0, 1504 },
        { "Btg. Hari", 0, 1504 }, { "Tanj. Jab. Barat", 0, 1506 }, { "TANJAB TIM", 0, 1507 }, { "tanjabbar", 0, 1506 }, { "Tj. Jabung Tmr", 0, 1507 },
        { "Kab. Ma. Bungo", 0, 1508 }, { "Kota Muaro Bungo", 0, 0 }, { "Kodya Jambi", 0, 1571 }, { "Kotamadya Jambi", 0, 1571 },
        { "Tanjab", 0, 0 }, { "Tanjung Jabung", 0, 0 }, { "Muaro Jamb", 0, 0 }, { "Kabupaten Lima Puluh Kota", 0, 1307 }, { "Lima Puluh Kota", 0, 1307 },
        { "Kab. Kotabaru", 0, 6302 }, { "Kab. Kota Baru", 0, 6302 }, { "Jakarta Selatan", 0, 3174 }, { "Kota Jakarta Selatan", 0, 3174 },
        { "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas dua belas tiga belas", 0, 0 },
        { "Telanai Pura", 1571, 157101 }, { "TELANAIPURA", 1571, 157101 }, { "Kec. Telanaipura", 1571, 157101 }, { "Kec.Telanaipura", 1571, 157101 },
        { "Telanaipura (Kec)", 1571, 157101 }, { "Telanaipura, Kota Jambi", 1571, 157101 }, { "Telanaipura, Kab. Bungo", 1571, 0 },
        { "15.71.01", 1571, 157101 }, { "157101 Telanaipura", 1571, 157101 }, { "157102 Telanaipura", 1571, 0 }, { "15.71.01", 1505, 0 },
        { "Pal Merah", 1571, 157111 }, { "Paalmerah", 1571, 157111 }, { "Kotabaru", 1571, 157107 }, { "Alambarajo", 1571, 157109 },
        { "Jambi Luar Kota", 1505, 150501 }, { "Jaluko", 1505, 150501 }, { "JALUKO", 1571, 0 }, { "Sei. Gelam", 1505, 150508 }, { "Marosebo", 1505, 150504 },
        { "Muaro Sebo", 1505, 150504 }, { "Kumpeh Hulu", 1505, 150506 }, { "Ma. Bungo", 1508, 150803 }, { "Pasar Muara Bungo", 1508, 150803 },
        { "Bathin 3 Ulu", 1508, 150814 }, { "Batin III", 1508, 150811 }, { "BATHIN II BABEKO", 1508, 150810 }, { "Muko-Muko Batin VII", 1508, 150808 },
        { "Bathin VIII", 1503, 150308 }, { "Batin 8", 1503, 150308 }, { "bathin viii", 1503, 150308 }, { "Bathin IIX", 1503, 0 }, { "Bathin XXIV", 1504, 150404 },
        { "BatinXXIV", 1504, 150404 }, { "Ma. Bulian", 1504, 150403 }, { "Muarabulian", 1504, 150403 }, { "VII Koto", 1509, 150906 },
        { "7 Koto", 1509, 150906 }, { "Tujuh Koto Ilir", 1509, 150911 }, { "Tebo Hilir", 1509, 150902 }, { "Gunung Tujuh", 1501, 150115 }, { "Gunung 7", 1501, 150115 },
        { "Kota Baru", 1572, 0 }, { "Koto Baru", 1572, 157207 }, { "Koto Baru", 1571, 0 }, { "Padang Barat", 1371, 137103 },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct text name = text_of(rows[i].name);
        int code = rows[i].parent == 0 ? region_kabkota_parse(name) : region_kecamatan_parse(name, rows[i].parent);
        if (code != rows[i].code) {
            fail_msg("\"%s\": %d, expected %d", rows[i].name, code, rows[i].code);
        }
    }
}

static void every_kecamatan_is_found_by_its_own_name_in_its_kabupaten(void **state)
{
    (void)state;
    size_t count;
    size_t found = 0;
    const struct region *all = region_all(&count);
    for (size_t i = 0; i < count; i++) {
        if (all[i].code >= 100000 && !all[i].retired) {
            int code = region_kecamatan_parse(all[i].name, all[i].code / 100);
            if (code != all[i].code) {
                fail_msg("%.*s: %d, expected %d", TEXT_ARG(all[i].name), code, all[i].code);
            }
            found++;
        }
    }
    assert_int_equal(found, 7285);
}

/* A data file of the repository. */
static struct buffer data_of(const char *name)
{
    char path[512];
    char bytes[16384];
    struct buffer buffer = { 0 };
    (void)snprintf(path, sizeof(path), "%s/data/regions/%s", SOURCE_DIR, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    buffer_add(&buffer, (struct text){ bytes, fread(bytes, 1, sizeof(bytes), file) });
    (void)fclose(file);
    return buffer;
}

static void every_other_name_means_its_place_and_is_said_once(void **state)
{
    (void)state;
    struct buffer data = data_of("nama_lain.csv");
    struct text rest = buffer_text(&data);
    (void)text_split(&rest, '\n');
    while (rest.length > 0) {
        int64_t code;
        struct text name = text_split(&rest, '\n');
        assert_true(text_to_integer(text_split(&name, ','), &code));
        int found = code < 10000 ? region_kabkota_parse(name) : region_kecamatan_parse(name, (int)code / 100);
        if (found != code) {
            fail_msg("nama_lain.csv: %.*s: %d, expected %d", TEXT_ARG(name), found, (int)code);
        }
    }
    buffer_free(&data);
    data = data_of("kata_lain.csv");
    rest = buffer_text(&data);
    (void)text_split(&rest, '\n');
    while (rest.length > 0) {
        struct text line = text_split(&rest, '\n');
        struct text word = text_split(&line, ',');
        struct text other = text_split(&line, ',');
        struct text again = rest;
        assert_true(word.length > 0 && other.length > 0 && !text_equal(word, other));
        assert_true(text_equal(line, TEXT("0")) || text_equal(line, TEXT("1")));
        while (again.length > 0) {
            struct text later = text_split(&again, '\n');
            struct text later_word = text_split(&later, ',');
            if (text_equal(text_split(&later, ','), other) || text_equal(later_word, other)) {
                fail_msg("kata_lain.csv: %.*s stands there twice", TEXT_ARG(other));
            }
        }
    }
    buffer_free(&data);
}

static void says_where_else_a_kecamatan_is(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int kabkota;
        int code;
    } rows[] = {
        { "Pemayung", 1571, 150405 }, { "Kec. Pemayung", 1571, 150405 }, { "Pemayung", 1504, 0 }, { "Koto Baru", 1571, 157207 }, { "Jaluko", 1571, 150501 },
        { "Padang Barat", 1571, 0 }, { "Pemayung", 1371, 0 }, { "Atlantis", 1571, 0 }, { "", 1571, 0 }, { "Pemayung", 0, 0 }, { "Tebo", 1571, 0 },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        const struct region *region = region_kecamatan_elsewhere(text_of(rows[i].name), rows[i].kabkota);
        int code = region == NULL ? 0 : region->code;
        if (code != rows[i].code) {
            fail_msg("\"%s\": %d, expected %d", rows[i].name, code, rows[i].code);
        }
    }
}

static void suggests_the_nearest_name_or_none(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int code; /* 0 = nothing is near */
    } rows[] = {
        { "Sorolangun", 1503 }, { "Kab. Sarolanggun", 1503 }, { "Merngin", 1502 }, { "Tanjab Brat", 1506 }, { "Sungaipenu", 1572 }, { "Tebbo", 1509 },
        { "Tanjung Jabung Tmur", 1507 }, { "Jakarta", 0 }, { "Muaro Jamb", 1505 }, { "Muara Jambe", 1505 }, { "Kab. Btg Harri", 1504 }, { "Tanjung Jabung", 0 } /* two are as near */, { "Kota Muaro Bungo", 1508 }, { "Surabaya", 0 }, { "", 0 }, { "x", 0 },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        const struct region *region = region_kabkota_nearest(text_of(rows[i].name));
        int code = region == NULL ? 0 : region->code;
        if (code != rows[i].code) {
            fail_msg("\"%s\": %d, expected %d", rows[i].name, code, rows[i].code);
        }
    }
    assert_text(region_kecamatan_nearest(TEXT("Telanaipra"), 1571)->name, "Telanaipura");
    assert_text(region_kecamatan_nearest(TEXT("Kec. Kotabarru"), 1571)->name, "Kota Baru");
    assert_null(region_kecamatan_nearest(TEXT("Telanaipra"), 1501));
    assert_null(region_kecamatan_nearest(TEXT("Zzzzzz"), 1571));
    assert_null(region_kecamatan_nearest(TEXT("Telanaipura"), 9999));
}

static void finds_no_region_of_an_unknown_code(void **state)
{
    (void)state;
    static const int codes[] = { 0, -1, 1, 10, 99, 1500, 150100, 9999999 };
    for (size_t i = 0; i < ROWS(codes); i++) {
        assert_null(region_find(codes[i]));
    }
    assert_text(region_find(REGION_JAMBI)->name, "Jambi");
    assert_text(region_find(1571)->name, "Kota Jambi");
}

static const struct error *verify_regions(void)
{
    struct store *store SCOPED_STORE = NULL;
    TRY(store_open(ledger_path(), STORE_READ, &store));
    return region_verify(store);
}

static void the_table_is_the_built_in_data_and_any_other_row_is_seen(void **state)
{
    static const char *const statements[] = {
        "UPDATE region SET name = 'Kota Djambi' WHERE code = 1571", "UPDATE region SET parent = 16 WHERE code = 1571", "UPDATE region SET parent = NULL WHERE code = 1571",
        "UPDATE region SET code = 1598 WHERE code = 1571",           "DELETE FROM region WHERE code = 157101",          "DELETE FROM region WHERE code = (SELECT max(code) FROM region)",
        "INSERT INTO region VALUES (999999, 'Lain', NULL)",          "DELETE FROM region",
    };
    SUCCEEDS(verify_regions());
    for (size_t i = 0; i < ROWS(statements); i++) {
        (void)life_begin(state);
        outside_run(ledger_path(), statements[i]);
        REFUSES(verify_regions(), ERROR_UNVERIFIED, "region");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_the_kabupaten_and_kota_of_jambi_in_many_spellings),
        cmocka_unit_test(every_kabupaten_and_kota_that_exists_is_found_by_its_own_name),
        cmocka_unit_test(refuses_what_is_no_kabupaten_or_not_just_one),
        cmocka_unit_test(finds_a_kecamatan_within_its_kabupaten_only),
        cmocka_unit_test(reads_the_short_and_joined_forms_of_offices),
        cmocka_unit_test(every_kecamatan_is_found_by_its_own_name_in_its_kabupaten),
        cmocka_unit_test(every_other_name_means_its_place_and_is_said_once),
        cmocka_unit_test(says_where_else_a_kecamatan_is),
        cmocka_unit_test(suggests_the_nearest_name_or_none),
        cmocka_unit_test(finds_no_region_of_an_unknown_code),
        life_test(the_table_is_the_built_in_data_and_any_other_row_is_seen),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
