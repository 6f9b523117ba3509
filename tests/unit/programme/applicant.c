/* The fields of an applicant, the canonical text of a row, its commitment, and how values are shown. */
#include "programme/applicant.h"

#include "life.h"

static void the_fields_are_those_of_the_empty_file_in_its_order(void **state)
{
    (void)state;
    static const char contract[] = "nik* nama* kategori* kabupaten_usaha* kecamatan_usaha desa_usaha alamat_usaha nama_usaha sektor_usaha jenis_usaha nib "
                                   "tanggal_mulai_usaha omzet_bulanan no_kk tempat_lahir tanggal_lahir jenis_kelamin nama_ibu no_hp alamat desa kecamatan "
                                   "kabupaten provinsi tanggal_pengajuan skor jalur rekomendasi bank no_rekening nama_rekening keterangan jumlah_diajukan";
    struct buffer header = { 0 };
    struct buffer list = { 0 };
    struct buffer file = { 0 };
    for (int i = 0; i < FIELD_COUNT; i++) {
        const struct field_spec *spec = field_spec((enum field)i);
        enum field found;
        if (i < FIELD_COUNT_TEMPLATE) {
            buffer_format(&header, "%s%s", i == 0 ? "" : ",", spec->name);
        }
        buffer_format(&list, "%s%s%s", i == 0 ? "" : " ", spec->name, spec->required ? "*" : "");
        assert_true(field_find(text_of(spec->name), &found));
        assert_int_equal(found, i);
        assert_true(strlen(spec->title) > 1);
    }
    buffer_add_byte(&header, '\n');
    file_read(SOURCE_DIR "/templates/applicants.csv", &file);
    assert_text(buffer_text(&header), buffer_string(&file));
    assert_text(buffer_text(&list), contract);
    buffer_free(&header);
    buffer_free(&list);
    buffer_free(&file);
}

static void finds_fields_and_categories_by_their_exact_names_only(void **state)
{
    (void)state;
    static const char *const no_fields[] = { "", "NIK", "nik ", "nikk", "no kk", "nama usaha" };
    static const char *const no_categories[] = { "", "Milenial", "mak-mak", "emak", "pemula ", "1" };
    enum field field;
    enum category category;
    for (size_t i = 0; i < ROWS(no_fields); i++) {
        assert_false(field_find(text_of(no_fields[i]), &field));
        assert_false(category_find(text_of(no_categories[i]), &category));
    }
    for (int i = 1; i <= CATEGORY_COUNT; i++) {
        assert_true(category_find(text_of(category_name((enum category)i)), &category));
        assert_int_equal(category, i);
    }
    assert_string_equal(category_name(CATEGORY_EMAK_EMAK), "emak-emak");
    assert_string_equal(category_title(CATEGORY_EMAK_EMAK), "Emak-Emak");
    assert_string_equal(category_title(CATEGORY_MILENIAL), "Milenial");
    assert_string_equal(category_title(CATEGORY_PEMULA), "Pemula");
}

static struct applicant sample(void)
{
    struct applicant applicant = { .id = 5, .line = 17, .year = 2023 };
    set_integer(&applicant, FIELD_NIK, INT64_C(9171011505900001));
    set_text(&applicant, FIELD_NAMA, "Si\xC3\xB1o Contoh");
    set_integer(&applicant, FIELD_KATEGORI, CATEGORY_PEMULA);
    set_integer(&applicant, FIELD_KABUPATEN_USAHA, 1571);
    set_text(&applicant, FIELD_KECAMATAN_USAHA, "Entah");
    set_integer(&applicant, FIELD_TANGGAL_MULAI_USAHA, day_at("2020-02-29").number);
    set_integer(&applicant, FIELD_OMZET_BULANAN, 0);
    set_integer(&applicant, FIELD_JENIS_KELAMIN, SEX_WOMAN);
    set_text(&applicant, FIELD_NO_HP, "081234");
    set_text(&applicant, FIELD_NO_REKENING, "0012");
    set_text(&applicant, FIELD_KETERANGAN, "");
    return applicant;
}

static const char sample_text[] = "year 2023\nnik 9171011505900001\nnama Si\xC3\xB1o Contoh\nkategori 3\nkabupaten_usaha 1571\nkecamatan_usaha Entah\n"
                                  "tanggal_mulai_usaha 2020-02-29\nomzet_bulanan 0\njenis_kelamin 2\nno_hp 081234\nno_rekening 0012\nketerangan \n";

static void the_canonical_text_has_exactly_these_bytes(void **state)
{
    (void)state;
    struct applicant applicant = sample();
    struct buffer out = { 0 };
    applicant_canonical(&applicant, &out);
    assert_text(buffer_text(&out), sample_text);
    applicant.id = 6; /* neither the place in the register nor in the file is part of it */
    applicant.line = 18;
    buffer_clear(&out);
    applicant_canonical(&applicant, &out);
    assert_text(buffer_text(&out), sample_text);
    buffer_free(&out);
}

/* Every length around the room in which the text is collected, and the largest numbers. */
static void the_canonical_text_is_whole_whatever_its_length(void **state)
{
    (void)state;
    static char letters[3001];
    memset(letters, 'x', sizeof(letters) - 1);
    for (size_t length = 0; length < sizeof(letters) - 1; length += length > 1100 ? 97 : 1) {
        struct buffer out = { 0 };
        struct buffer expected = { 0 };
        struct applicant applicant = { .year = 2023 };
        applicant.fields[FIELD_NAMA] = (struct value){ .kind = VALUE_TEXT, .text = { letters, length } };
        applicant.fields[FIELD_ALAMAT] = (struct value){ .kind = VALUE_TEXT, .text = { letters, length / 2 } };
        set_integer(&applicant, FIELD_OMZET_BULANAN, INT64_MIN);
        set_integer(&applicant, FIELD_TANGGAL_LAHIR, day_at("1990-12-31").number);
        set_integer(&applicant, FIELD_SKOR, INT64_MAX);
        buffer_format(&expected,
                      "year 2023\nnama %.*s\nomzet_bulanan -9223372036854775808\ntanggal_lahir 1990-12-31\nalamat %.*s\n"
                      "skor 9223372036854775807\n",
                      (int)length, letters, (int)(length / 2), letters);
        applicant_canonical(&applicant, &out);
        assert_text(buffer_text(&out), expected.bytes);
        buffer_free(&out);
        buffer_free(&expected);
    }
}

static struct digest commit_to(const struct applicant *applicant, const char *salt, int64_t line)
{
    struct buffer canonical = { 0 };
    struct digest digest;
    applicant_canonical(applicant, &canonical);
    applicant_commitment((struct text){ salt, SALT_BYTES }, line, buffer_text(&canonical), &digest);
    buffer_free(&canonical);
    return digest;
}

static void the_commitment_is_the_digest_of_salt_line_and_text(void **state)
{
    (void)state;
    static const char salt[] = "0123456789abcdef";
    struct applicant applicant = sample();
    struct digest expected;
    struct buffer bytes = { 0 };
    buffer_format(&bytes, "%sline 17\n%s", salt, sample_text);
    digest_of(buffer_text(&bytes), TEXT_EMPTY, &expected);
    struct digest seen = commit_to(&applicant, salt, 17);
    assert_true(digest_equal(&seen, &expected));
    buffer_free(&bytes);
}

static void the_commitment_changes_with_every_field_salt_line_and_year(void **state)
{
    (void)state;
    static const char salt[] = "0123456789abcdef";
    static const char other_salt[] = "0123456789abcdeg";
    struct digest seen[FIELD_COUNT * 2 + 4];
    size_t count = 0;
    struct applicant applicant = sample();
    seen[count++] = commit_to(&applicant, salt, 17);
    seen[count++] = commit_to(&applicant, other_salt, 17);
    seen[count++] = commit_to(&applicant, salt, 18);
    for (int i = 0; i < FIELD_COUNT; i++) {
        struct applicant other = applicant;
        struct value *value = &other.fields[i];
        if (value->kind == VALUE_INTEGER) {
            value->integer += 1;
        } else {
            set_text(&other, (enum field)i, "x");
        }
        seen[count++] = commit_to(&other, salt, 17);
        if (applicant.fields[i].kind != VALUE_MISSING) {
            set_missing(&other, (enum field)i);
            seen[count++] = commit_to(&other, salt, 17);
        }
    }
    applicant.year = 2024;
    seen[count++] = commit_to(&applicant, salt, 17);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < i; k++) {
            assert_false(digest_equal(&seen[i], &seen[k]));
        }
    }
}

static void shows_values_as_a_reader_expects_them(void **state)
{
    (void)state;
    static const struct {
        enum field field;
        enum value_kind kind;
        int64_t integer;
        const char *text;
        const char *shown;
    } rows[] = {
        { FIELD_NIK, VALUE_INTEGER, INT64_C(9171011505900001), NULL, "9171011505900001" }, { FIELD_NO_KK, VALUE_INTEGER, INT64_C(1571010101100001), NULL, "1571010101100001" },
        { FIELD_KATEGORI, VALUE_INTEGER, 2, NULL, "Emak-Emak" },       { FIELD_JENIS_KELAMIN, VALUE_INTEGER, SEX_MAN, NULL, "laki-laki" },
        { FIELD_JENIS_KELAMIN, VALUE_INTEGER, SEX_WOMAN, NULL, "perempuan" }, { FIELD_JALUR, VALUE_INTEGER, PATH_REGULER, NULL, "reguler" },
        { FIELD_JALUR, VALUE_INTEGER, PATH_ASPIRASI, NULL, "aspirasi" }, { FIELD_KABUPATEN_USAHA, VALUE_INTEGER, 1571, NULL, "Kota Jambi" },
        { FIELD_KABUPATEN_USAHA, VALUE_INTEGER, 1599, NULL, "1599" },  { FIELD_KECAMATAN_USAHA, VALUE_TEXT, 0, "Entah", "Entah" },
        { FIELD_TANGGAL_LAHIR, VALUE_INTEGER, -1, NULL, "1969-12-31" }, { FIELD_OMZET_BULANAN, VALUE_INTEGER, 1500000, NULL, "1500000" },
        { FIELD_SKOR, VALUE_INTEGER, 0, NULL, "0" },                    { FIELD_NO_REKENING, VALUE_TEXT, 0, "0012", "0012" },
        { FIELD_NO_HP, VALUE_TEXT, 0, "0812", "0812" },                 { FIELD_NAMA, VALUE_MISSING, 0, NULL, "" },
        { FIELD_KATEGORI, VALUE_MISSING, 0, NULL, "" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct buffer out = { 0 };
        struct value value = { rows[i].kind, rows[i].integer, text_of(rows[i].text) };
        value_print(rows[i].field, &value, &out);
        assert_text(buffer_text(&out), rows[i].shown);
        buffer_free(&out);
    }
}

static void missing_values_read_as_none(void **state)
{
    (void)state;
    struct applicant applicant = sample();
    assert_int_equal(applicant_nik(&applicant).number, INT64_C(9171011505900001));
    assert_int_equal(applicant_family_card(&applicant).number, 0);
    assert_true(day_is_none(applicant_day(&applicant, FIELD_TANGGAL_LAHIR)));
    assert_int_equal(applicant_day(&applicant, FIELD_TANGGAL_MULAI_USAHA).number, day_at("2020-02-29").number);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fields_are_those_of_the_empty_file_in_its_order),
        cmocka_unit_test(finds_fields_and_categories_by_their_exact_names_only),
        cmocka_unit_test(the_canonical_text_has_exactly_these_bytes),
        cmocka_unit_test(the_canonical_text_is_whole_whatever_its_length),
        cmocka_unit_test(the_commitment_is_the_digest_of_salt_line_and_text),
        cmocka_unit_test(the_commitment_changes_with_every_field_salt_line_and_year),
        cmocka_unit_test(shows_values_as_a_reader_expects_them),
        cmocka_unit_test(missing_values_read_as_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
