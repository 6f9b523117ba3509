#include "support.h"

#include "importer/cell.h"

static struct programme rules;
static struct cells cells;

static int begin(void **state)
{
    (void)state;
    struct day today;
    rules = (struct programme){ .year = 2024 };
    for (int category = 1; category <= CATEGORY_COUNT; category++) {
        if (!money_of(5000000, &rules.amounts[category])) {
            return -1;
        }
    }
    if (!day_of(2024, 6, 1, &today)) {
        return -1;
    }
    cells_init(&cells, &rules, today);
    return 0;
}

static int end(void **state)
{
    (void)state;
    cells_free(&cells);
    return 0;
}

/* Reads a cell alone; the row's kabupaten is Kota Jambi. */
static struct value read_alone(enum field field, const char *raw)
{
    struct value value = { .kind = VALUE_MISSING };
    struct text text = text_of(raw);
    cells_begin(&cells, text.length);
    cells.kabkota = 1571;
    cell_read(&cells, field, 7, text, text_is_plain(text), &value);
    return value;
}

static void assert_one_fault(const char *raw, enum finding_name name, const char *expected)
{
    if (cells.faults.count != 1 || cells.faults.items[0].name != name) {
        fail_msg("\"%s\": %zu faults, %s, expected %s", raw, cells.faults.count,
                 cells.faults.count == 0 ? "none" : finding_of(cells.faults.items[0].name)->name, finding_of(name)->name);
    }
    assert_int_equal(cells.faults.items[0].column, 7);
    assert_string_equal(fault_expected(&cells.faults, &cells.faults.items[0]), expected);
}

static void reads_numbers_codes_and_days(void **state)
{
    (void)state;
    static const struct {
        enum field field;
        const char *raw;
        int64_t value;
    } rows[] = {
        { FIELD_NIK, "1571015203900001", 1571015203900001 },
        { FIELD_NIK, " '1571015203900001 ", 1571015203900001 },
        { FIELD_NIK, "9471015203909007", 9471015203909007 },
        { FIELD_NIK, "\xE2\x80\x8B'\xE2\x80\x8E" "1571015203900001\xE2\x80\x8F", 1571015203900001 },
        { FIELD_NIK, "=\"1571015203900001\"", 1571015203900001 },
        { FIELD_NO_KK, "1571010101120001", 1571010101120001 },
        { FIELD_NO_KK, "'1571010101120001", 1571010101120001 },
        { FIELD_KATEGORI, "Milenial", CATEGORY_MILENIAL },
        { FIELD_KATEGORI, "MILLENIAL", CATEGORY_MILENIAL },
        { FIELD_KATEGORI, "Milenial 5JT", CATEGORY_MILENIAL },
        { FIELD_KATEGORI, "emak emak", CATEGORY_EMAK_EMAK },
        { FIELD_KATEGORI, "Mak-Mak", CATEGORY_EMAK_EMAK },
        { FIELD_KATEGORI, "ibu - ibu", CATEGORY_EMAK_EMAK },
        { FIELD_KATEGORI, "WP", CATEGORY_PEMULA },
        { FIELD_KATEGORI, "WP (Rp 5.000.000)", CATEGORY_PEMULA },
        { FIELD_KATEGORI, "Wirausaha Pemula", CATEGORY_PEMULA },
        { FIELD_KABUPATEN_USAHA, "TANJAB BARAT", 1506 },
        { FIELD_KABUPATEN_USAHA, "Kab. Batanghari", 1504 },
        { FIELD_KABUPATEN_USAHA, "kota  jambi", 1571 },
        { FIELD_KECAMATAN_USAHA, "Telanaipura", 157101 },
        { FIELD_KECAMATAN_USAHA, "Kec. TELANAIPURA", 157101 },
        { FIELD_OMZET_BULANAN, "2500000", 2500000 },
        { FIELD_OMZET_BULANAN, "Rp 2.500.000,00", 2500000 },
        { FIELD_OMZET_BULANAN, "0", 0 },
        { FIELD_OMZET_BULANAN, "'2500000", 2500000 },
        { FIELD_OMZET_BULANAN, "1,500,000", 1500000 },
        { FIELD_OMZET_BULANAN, "5 juta", 5000000 },
        { FIELD_SKOR, "150", 150 },
        { FIELD_SKOR, "85,00", 85 },
        { FIELD_JALUR, "Reguler", PATH_REGULER },
        { FIELD_JALUR, "ASPIRASI", PATH_ASPIRASI },
        { FIELD_JENIS_KELAMIN, "L", SEX_MAN },
        { FIELD_JENIS_KELAMIN, "Laki-Laki", SEX_MAN },
        { FIELD_JENIS_KELAMIN, "pria", SEX_MAN },
        { FIELD_JENIS_KELAMIN, "p", SEX_WOMAN },
        { FIELD_JENIS_KELAMIN, "PEREMPUAN", SEX_WOMAN },
        { FIELD_JENIS_KELAMIN, "Wanita", SEX_WOMAN },
        { FIELD_TANGGAL_LAHIR, "1970-01-02", 1 },
        { FIELD_TANGGAL_LAHIR, "02/01/1970", 1 },
        { FIELD_TANGGAL_LAHIR, "2-1-1970", 1 },
        { FIELD_TANGGAL_LAHIR, "'1970-01-02", 1 },
        { FIELD_TANGGAL_LAHIR, "2/1/70", 1 },
        { FIELD_TANGGAL_LAHIR, "2 Januari 1970", 1 },
        { FIELD_TANGGAL_PENGAJUAN, "2030-01-01", 21915 }, /* only a birth cannot lie ahead */
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct value value = read_alone(rows[i].field, rows[i].raw);
        if (value.kind != VALUE_INTEGER || value.integer != rows[i].value || cells.faults.count != 0) {
            fail_msg("\"%s\": kind %d, %lld, %zu faults", rows[i].raw, (int)value.kind, (long long)value.integer, cells.faults.count);
        }
    }
}

static void reads_and_cleans_texts(void **state)
{
    (void)state;
    static const struct {
        enum field field;
        const char *raw;
        const char *value;
    } rows[] = {
        { FIELD_NAMA, "SITI AMINAH", "SITI AMINAH" },
        { FIELD_NAMA, "  Siti   Aminah ", "Siti Aminah" },
        { FIELD_NAMA, "\tSiti\r\nAminah\t", "Siti Aminah" },
        { FIELD_NAMA, "Siti\xC2\xA0\xC2\xA0" "Aminah\xC2\xA0", "Siti Aminah" },
        { FIELD_NAMA, "Siti\x1B[31mAminah", "Siti [31mAminah" },
        { FIELD_NAMA, "Siti \xC2\x9B\x7F Aminah", "Siti Aminah" },
        { FIELD_NAMA, "Ren\xC3\xA9 d'Arc", "Ren\xC3\xA9 d'Arc" },
        { FIELD_NAMA, "'Aisyah", "'Aisyah" },
        { FIELD_NAMA, "Siti\xE2\x80\x89\xE2\x80\xAF" "Aminah\xE2\x80\x8B", "Siti Aminah" },
        { FIELD_NAMA, "Si\xC2\xAD" "ti \xE2\x81\xA0\xEF\xBB\xBF Aminah", "Siti Aminah" },
        { FIELD_NAMA, "Siti \xE2\x80\x93 Aminah", "Siti \xE2\x80\x93 Aminah" },
        { FIELD_NO_HP, "\xE2\x80\xAA" "0812-3456-7890\xE2\x80\xAC", "081234567890" },
        { FIELD_NAMA, "--", "--" },
        { FIELD_NIB, "'0912000000001", "0912000000001" },
        { FIELD_NIB, "SKU 503/12/2023", "SKU 503/12/2023" },
        { FIELD_NO_HP, "081234567890", "081234567890" },
        { FIELD_NO_HP, "'081234567890", "081234567890" },
        { FIELD_NO_HP, "81234567890", "081234567890" },
        { FIELD_NO_HP, "0812-3456-7890", "081234567890" },
        { FIELD_NO_HP, "8.1234.567.890", "081234567890" },
        { FIELD_NO_HP, "+62 812 3456 7890", "081234567890" },
        { FIELD_NO_HP, "+62 (0)812 3456 7890", "081234567890" },
        { FIELD_NO_HP, "6281234567890", "081234567890" },
        { FIELD_NO_HP, "006281234567890", "081234567890" },
        { FIELD_NO_HP, "(0812) 3456-7890", "081234567890" },
        { FIELD_NO_HP, "0812.3456.7890", "081234567890" },
        { FIELD_NO_HP, "81234567890.0", "081234567890" },
        { FIELD_NO_HP, "=\"081234567890\"", "081234567890" },
        { FIELD_NO_HP, "\xE2\x80\x99" "081234567890", "081234567890" },
        { FIELD_NO_REKENING, "0012345678", "0012345678" },
        { FIELD_NO_REKENING, "'0012-345.678", "0012345678" },
        { FIELD_KABUPATEN, "Entah Berantah", "Entah Berantah" }, /* the home may be anywhere */
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct value value = read_alone(rows[i].field, rows[i].raw);
        if (value.kind != VALUE_TEXT || !text_equal(value.text, text_of(rows[i].value)) || cells.faults.count != 0) {
            fail_msg("\"%s\": \"%.*s\", %zu faults", rows[i].raw, TEXT_ARG(value.text), cells.faults.count);
        }
    }
}

static void empty_and_dash_are_missing(void **state)
{
    (void)state;
    static const char *const raws[] = { "", " ", "-", " - ", "\t", "\xC2\xA0" };
    for (size_t i = 0; i < ROWS(raws); i++) {
        for (int field = 0; field < FIELD_COUNT; field++) {
            struct value value = read_alone((enum field)field, raws[i]);
            assert_int_equal(value.kind, VALUE_MISSING);
            assert_int_equal(cells.faults.count, field_spec((enum field)field)->required ? 1 : 0);
            if (cells.faults.count > 0) {
                assert_one_fault(raws[i], E_REQUIRED, "");
            }
        }
    }
}

static void refuses_what_a_field_cannot_be(void **state)
{
    (void)state;
    static const struct {
        enum field field;
        const char *raw;
        enum finding_name fault;
        const char *expected;
    } rows[] = {
        { FIELD_NIK, "157101520390001", E_NIK_FIFTEEN, "" },
        { FIELD_NIK, "15710152039001", E_NIK_LENGTH, "" },
        { FIELD_NIK, "15710152039000012", E_NIK_LENGTH, "" },
        { FIELD_NIK, "0571015203900001", E_NIK_LENGTH, "" },
        { FIELD_NIK, "1571 0152 0390 0001", E_NIK_SEPARATORS, "1571015203900001" },
        { FIELD_NIK, "157101.520390.0001", E_NIK_SEPARATORS, "1571015203900001" },
        { FIELD_NIK, "1571-0152-0390-0001", E_NIK_SEPARATORS, "1571015203900001" },
        { FIELD_NIK, "1571 0132 0390 0001", E_NIK_SEPARATORS, "" }, /* no such day in it */
        { FIELD_NIK, "1571 0152 0390 001", E_NIK_FIFTEEN, "" },
        { FIELD_NIK, "15710152039O0001", E_NIK_LETTERS, "1571015203900001" },
        { FIELD_NIK, "l57IOi52o39oooo1", E_NIK_LETTERS, "1571015203900001" },
        { FIELD_NIK, "1571 0152 039O 0001", E_NIK_LETTERS, "1571015203900001" },
        { FIELD_NIK, "1571013203900OO1", E_NIK_LETTERS, "" },
        { FIELD_NIK, "157101520390000A", E_NIK_DIGITS, "" },
        { FIELD_NIK, "15710152039O001", E_NIK_DIGITS, "" },
        { FIELD_NIK, "belum ada", E_NIK_DIGITS, "" },
        { FIELD_NIK, "1571015203900001,00", E_NIK_DECIMALS, "1571015203900001" },
        { FIELD_NIK, "1571015203900001.0", E_NIK_DECIMALS, "1571015203900001" },
        { FIELD_NIK, "9471015203909007.0", E_NIK_DECIMALS, "" }, /* above 2^53 */
        { FIELD_NIK, "157101520390001.0", E_NIK_DECIMALS, "" },
        { FIELD_NIK, "0000000000000000", E_NIK_PLACEHOLDER, "" },
        { FIELD_NIK, "1111111111111111", E_NIK_PLACEHOLDER, "" },
        { FIELD_NIK, "9999999999999999", E_NIK_PLACEHOLDER, "" },
        { FIELD_NIK, "1234567890123456", E_NIK_PLACEHOLDER, "" },
        { FIELD_NIK, "9876543210987654", E_NIK_PLACEHOLDER, "" },
        { FIELD_NIK, "0123456789012345", E_NIK_PLACEHOLDER, "" },
        { FIELD_NIK, "0", E_NIK_PLACEHOLDER, "" },
        { FIELD_NIK, "123", E_NIK_LENGTH, "" },
        { FIELD_NIK, "081234567891", E_NIK_PHONE, "" },
        { FIELD_NIK, "0812-3456-7891", E_NIK_PHONE, "" },
        { FIELD_NIK, "+6281234567891", E_NIK_PHONE, "" },
        { FIELD_NIK, "6281234567891", E_NIK_PHONE, "" },
        { FIELD_NIK, "81234567891", E_NIK_PHONE, "" },
        { FIELD_NIK, "1,57102E+15", E_SCIENTIFIC, "" },
        { FIELD_NIK, "1.57101520390000E15", E_SCIENTIFIC, "" },
        { FIELD_NIK, "1.57102e15", E_SCIENTIFIC, "" },
        { FIELD_NIK, "1,57 E+15", E_SCIENTIFIC, "" },
        { FIELD_NIK, "2071015203900001", E_NIK_PROVINCE, "" },
        { FIELD_NIK, "1571013202900001", E_NIK_DATE, "" },
        { FIELD_NIK, "1571017002900001", E_NIK_DATE, "" },
        { FIELD_NIK, "1571011513900001", E_NIK_DATE, "" },
        { FIELD_NIK, "1571015203900000", E_NIK_SERIAL, "" },
        { FIELD_NO_KK, "157101010112", E_KK_FORM, "" },
        { FIELD_NO_KK, "ada", E_KK_FORM, "" },
        { FIELD_NO_KK, "1571 0101 0112 0001", E_KK_FORM, "1571010101120001" },
        { FIELD_NO_KK, "15710101O1120001", E_KK_FORM, "1571010101120001" },
        { FIELD_NO_KK, "1571010101120001,00", E_KK_FORM, "1571010101120001" },
        { FIELD_NO_KK, "9171010101120001.0", E_KK_FORM, "" },
        { FIELD_NO_KK, "157101010112001.0", E_KK_FORM, "" },
        { FIELD_NO_KK, "1,57101E+15", E_SCIENTIFIC, "" },
        { FIELD_KATEGORI, "nelayan", E_CATEGORY, "" },
        { FIELD_KATEGORI, "milenia", E_CATEGORY, "milenial" },
        { FIELD_KATEGORI, "ibu rumah tangga", E_CATEGORY, "" },
        { FIELD_KATEGORI, "milenial 5", E_CATEGORY, "milenial" },
        { FIELD_KATEGORI, "milenial 2,5 jt", E_CATEGORY, "milenial" },
        { FIELD_KATEGORI, "milenial 5 ekor", E_CATEGORY, "milenial" },
        { FIELD_KABUPATEN_USAHA, "Sarolangunn", E_KABUPATEN, "Kabupaten Sarolangun" },
        { FIELD_KABUPATEN_USAHA, "Entah Berantah", E_KABUPATEN, "" },
        { FIELD_TANGGAL_LAHIR, "1990-02-30", E_DAY, "" },
        { FIELD_TANGGAL_LAHIR, "05/13/1990", E_DAY, "1990-05-13" }, /* the day stands first unless the column says otherwise */
        { FIELD_TANGGAL_LAHIR, "12 Marec 1990", E_DAY, "" },
        { FIELD_TANGGAL_LAHIR, "Maret 1990", E_DAY, "" },
        { FIELD_TANGGAL_LAHIR, "1990", E_DAY, "" },
        { FIELD_TANGGAL_LAHIR, "12031990", E_DAY, "" },
        { FIELD_TANGGAL_LAHIR, "32874", E_DAY_SERIAL, "1990-01-01" },
        { FIELD_TANGGAL_LAHIR, "32874,0", E_DAY_SERIAL, "1990-01-01" },
        { FIELD_TANGGAL_LAHIR, "12/03-1990", E_DAY, "" },
        { FIELD_TANGGAL_LAHIR, "12/03/1990/", E_DAY, "" },
        { FIELD_TANGGAL_LAHIR, "2024-06-02", E_BIRTH_FUTURE, "" },
        { FIELD_JENIS_KELAMIN, "male", E_SEX, "" },
        { FIELD_JENIS_KELAMIN, "female", E_SEX, "" },
        { FIELD_JENIS_KELAMIN, "1", E_SEX, "" },
        { FIELD_OMZET_BULANAN, "-5", E_MONEY, "" },
        { FIELD_OMZET_BULANAN, "1.500 juta", E_MONEY, "" },
        { FIELD_OMZET_BULANAN, "5 ratus", E_MONEY, "" },
        { FIELD_OMZET_BULANAN, "1.500.00", E_MONEY, "" },
        { FIELD_SKOR, "-1", E_NUMBER, "" },
        { FIELD_SKOR, "8,5", E_NUMBER, "" },
        { FIELD_SKOR, "99999999999999999999", E_NUMBER, "" },
        { FIELD_JALUR, "khusus", E_PATH, "" },
        { FIELD_NO_REKENING, "12345x", E_ACCOUNT_NUMBER, "" },
        { FIELD_NO_REKENING, "...", E_ACCOUNT_NUMBER, "" },
        { FIELD_NO_REKENING, "3010000001.0", E_ACCOUNT_NUMBER, "3010000001" },
        { FIELD_NO_REKENING, "3,01E+09", E_SCIENTIFIC, "" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct value value = read_alone(rows[i].field, rows[i].raw);
        assert_one_fault(rows[i].raw, rows[i].fault, rows[i].expected);
        assert_int_equal(finding_of(rows[i].fault)->severity, FINDING_ERROR);
        assert_int_equal(cells.faults.errors, 1);
        assert_int_equal(value.kind, VALUE_MISSING);
    }
}

static void warns_and_keeps_what_is_doubtful(void **state)
{
    (void)state;
    static const struct {
        enum field field;
        const char *raw;
        enum finding_name fault;
        const char *expected;
        const char *text; /* NULL = an integer */
    } rows[] = {
        { FIELD_NO_KK, "1571013202120001", W_KK_DATE, "", NULL },
        { FIELD_NO_KK, "1571015203900001", W_KK_DATE, "", NULL },
        { FIELD_KATEGORI, "WP 20 JT", W_CATEGORY_AMOUNT, "Rp 5.000.000", NULL },
        { FIELD_KATEGORI, "MAK-MAK 10JT", W_CATEGORY_AMOUNT, "Rp 5.000.000", NULL },
        { FIELD_KECAMATAN_USAHA, "Telanaipuro", W_KECAMATAN, "Telanaipura", "Telanaipuro" },
        { FIELD_KECAMATAN_USAHA, "Entah", W_KECAMATAN, "", "Entah" },
        { FIELD_NO_HP, "0741", W_PHONE, "", "0741" },
        { FIELD_NO_HP, "0812/0813", W_PHONE, "", "0812/0813" },
        { FIELD_NO_HP, "8.12E+10", W_PHONE, "", "8.12E+10" },
        { FIELD_NO_HP, "tidak ada", W_PHONE, "", "tidak ada" },
        { FIELD_NO_HP, "081234567890/081398765432", W_PHONE_SECOND, "081234567890", "081234567890" },
        { FIELD_NO_HP, "+62 812-3456-7890 , 0813 9876 5432", W_PHONE_SECOND, "081234567890", "081234567890" },
        { FIELD_NO_HP, "81234567890 atau 0813", W_PHONE_SECOND, "081234567890", "081234567890" },
        { FIELD_NO_HP, "12345678901", W_PHONE, "", "12345678901" },
        { FIELD_NO_HP, "08123456789012", W_PHONE, "", "08123456789012" },
        { FIELD_NO_HP, "6", W_PHONE, "", "6" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct value value = read_alone(rows[i].field, rows[i].raw);
        assert_one_fault(rows[i].raw, rows[i].fault, rows[i].expected);
        assert_int_equal(cells.faults.errors, 0);
        assert_int_equal(value.kind, rows[i].text == NULL ? VALUE_INTEGER : VALUE_TEXT);
        if (rows[i].text != NULL) {
            assert_text(value.text, rows[i].text);
        }
    }
}

static void a_text_has_at_most_1000_bytes(void **state)
{
    (void)state;
    char text[CELL_TEXT_MAX + 2];
    memset(text, 'a', sizeof(text));
    text[CELL_TEXT_MAX] = '\0';
    struct value value = read_alone(FIELD_KETERANGAN, text);
    assert_int_equal(value.text.length, CELL_TEXT_MAX);
    text[CELL_TEXT_MAX] = 'a';
    text[CELL_TEXT_MAX + 1] = '\0';
    value = read_alone(FIELD_KETERANGAN, text);
    assert_int_equal(value.kind, VALUE_MISSING);
    assert_int_equal(cells.faults.items[0].name, E_TOO_LONG);
}

static void a_kecamatan_of_an_unknown_kabupaten_is_kept_without_a_word(void **state)
{
    (void)state;
    struct value value = { .kind = VALUE_MISSING };
    cells_begin(&cells, 100);
    cell_read(&cells, FIELD_KECAMATAN_USAHA, 1, TEXT("Telanaipura"), true, &value);
    assert_int_equal(value.kind, VALUE_TEXT);
    assert_int_equal(cells.faults.count, 0);
}

static void plain_is_printable_ascii_with_single_blanks(void **state)
{
    (void)state;
    char text[24];
    for (size_t length = 0; length <= sizeof(text); length++) {
        memset(text, 'x', sizeof(text));
        assert_true(text_is_plain((struct text){ text, length }));
        for (size_t at = 0; at < length; at++) {
            for (int byte = 0; byte < 256; byte++) {
                memset(text, 'x', sizeof(text));
                text[at] = (char)(unsigned char)byte;
                assert_true(text_is_plain((struct text){ text, length }) == (byte >= 0x20 && byte <= 0x7E));
            }
            memset(text, 'x', sizeof(text));
            text[at] = ' ';
            if (at + 1 < length) {
                text[at + 1] = ' ';
                assert_false(text_is_plain((struct text){ text, length }));
            }
        }
    }
}

static void remembers_words_without_mixing_lists(void **state)
{
    (void)state;
    for (int round = 0; round < 3; round++) {
        assert_int_equal(word_find(cells.words, WORD_SEX, TEXT("P")).code, SEX_WOMAN);
        assert_int_equal(word_find(cells.words, WORD_CATEGORY, TEXT("P")).code, 0);
        assert_int_equal(word_find(cells.words, WORD_PATH, TEXT("P")).code, 0);
        assert_int_equal(word_find(cells.words, WORD_KABKOTA, TEXT("Tebo")).code, 1509);
        assert_int_equal(word_find(cells.words, 1571, TEXT("Tebo")).code, 0);
        for (int number = 0; number < 5000; number++) {
            char name[16];
            (void)snprintf(name, sizeof(name), "x%d", number);
            assert_int_equal(word_find(cells.words, WORD_SEX, text_of(name)).code, 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_numbers_codes_and_days),
        cmocka_unit_test(reads_and_cleans_texts),
        cmocka_unit_test(empty_and_dash_are_missing),
        cmocka_unit_test(refuses_what_a_field_cannot_be),
        cmocka_unit_test(warns_and_keeps_what_is_doubtful),
        cmocka_unit_test(a_text_has_at_most_1000_bytes),
        cmocka_unit_test(a_kecamatan_of_an_unknown_kabupaten_is_kept_without_a_word),
        cmocka_unit_test(plain_is_printable_ascii_with_single_blanks),
        cmocka_unit_test(remembers_words_without_mixing_lists),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
