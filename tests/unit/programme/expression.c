/* The conditions of rules: every operator at its boundary, with missing values, both outcomes; and what is refused, with
 * its place. */
#include "somebody.h"

enum { TRUE = 1, FALSE = 0, UNKNOWN = -1 };

static int holds(const char *text, const struct applicant *applicant, struct facts *facts)
{
    struct expression expression = { 0 };
    const struct error *error = expression_parse("x.yaml", text_of(text), (struct yaml_place){ 1, 1 }, &lists, &expression);
    if (error != NULL) {
        fail_msg("%s: %s", text, error->message);
    }
    know_lists(facts);
    int result = expression_holds(&expression, applicant, facts);
    expression_free(&expression);
    return result;
}

struct row {
    const char *text;
    int holds;
};

static void each_holds(const struct row *rows, size_t count)
{
    struct applicant applicant = somebody();
    struct facts facts = some_facts();
    for (size_t i = 0; i < count; i++) {
        int result = holds(rows[i].text, &applicant, &facts);
        if (result != rows[i].holds) {
            fail_msg("%s: %d, expected %d", rows[i].text, result, rows[i].holds);
        }
    }
    facts_free(&facts);
    forget_lists();
}

static void compares_at_the_boundary(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "omzet_bulanan = 5000000", TRUE }, { "omzet_bulanan = 5000001", FALSE }, { "omzet_bulanan != 5000000", FALSE }, { "omzet_bulanan != 4999999", TRUE },
        { "omzet_bulanan < 5000000", FALSE }, { "omzet_bulanan < 5000001", TRUE }, { "omzet_bulanan <= 5000000", TRUE }, { "omzet_bulanan <= 4999999", FALSE },
        { "omzet_bulanan > 5000000", FALSE }, { "omzet_bulanan > 4999999", TRUE }, { "omzet_bulanan >= 5000000", TRUE }, { "omzet_bulanan >= 5000001", FALSE },
        { "5.000.000 = omzet_bulanan", TRUE }, { "omzet_bulanan in 5000000..5000001", TRUE }, { "omzet_bulanan in 4999998..4999999", FALSE },
        { "omzet_bulanan in 4999999..5000000", TRUE }, { "omzet_bulanan in 5000001..6000000", FALSE }, { "omzet_bulanan in [1, 2, 5000000]", TRUE },
        { "omzet_bulanan in [1, 2]", FALSE }, { "tanggal_lahir = 1990-05-31", TRUE }, { "tanggal_lahir < 1990-05-31", FALSE }, { "tanggal_lahir <= 1990-05-31", TRUE },
        { "tanggal_lahir in 1990-05-31..1990-06-01", TRUE }, { "tanggal_lahir in 1990-06-01..1990-06-02", FALSE }, { "tanggal_lahir > reference_day", FALSE },
        { "jenis_kelamin = perempuan", TRUE }, { "jenis_kelamin = laki-laki", FALSE }, { "jenis_kelamin != laki-laki", TRUE }, { "kategori = milenial", TRUE },
        { "kategori in [emak-emak, pemula]", FALSE }, { "kategori in [emak-emak, milenial]", TRUE }, { "kabupaten_usaha = 1571", TRUE },
        { "kabupaten_usaha = 'Kota Jambi'", TRUE }, { "kabupaten_usaha = 'Kab. Tebo'", FALSE }, { "kabupaten_usaha in ['Tebo', 'Kota Jambi']", TRUE },
        { "kecamatan_usaha = 157101", TRUE }, { "kecamatan_usaha != 157101", FALSE }, { "sektor_usaha = 'kuliner rumahan'", TRUE }, { "sektor_usaha = 'kuliner'", FALSE },
        { "sektor_usaha != \"kuliner\"", TRUE }, { "sektor_usaha in ['jasa', 'KULINER RUMAHAN']", TRUE },
        { "omzet_bulanan + 1 = 5000001", TRUE }, { "omzet_bulanan - 5000000 = 0", TRUE }, { "omzet_bulanan * 12 = 60000000", TRUE },
        { "omzet_bulanan * 12 <= 59999999", FALSE }, { "2 + omzet_bulanan * 2 = 10000002", TRUE }, { "(2 + omzet_bulanan) * 2 = 10000004", TRUE },
        { "10 - 3 - 2 = omzet_bulanan - 4999995", TRUE }, { "omzet_bulanan * 9007199254740991 * 9007199254740991 > 9007199254740991", TRUE },
        { "0 - omzet_bulanan * 9007199254740991 * 9007199254740991 < 0", TRUE },
    };
    each_holds(rows, ROWS(rows));
}

static void a_missing_value_is_unknown_unless_the_other_side_decides(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "skor > 5", UNKNOWN }, { "skor + 1 > 5", UNKNOWN }, { "skor in 1..2", UNKNOWN }, { "skor in [1, 2]", UNKNOWN }, { "not skor > 5", UNKNOWN },
        { "skor > 5 and kategori = milenial", UNKNOWN }, { "kategori = milenial and skor > 5", UNKNOWN }, { "skor > 5 and kategori = pemula", FALSE },
        { "kategori = pemula and skor > 5", FALSE }, { "skor > 5 or kategori = milenial", TRUE }, { "kategori = milenial or skor > 5", TRUE },
        { "skor > 5 or kategori = pemula", UNKNOWN }, { "not (skor > 5 and kategori = pemula)", TRUE }, { "skor = omzet_bulanan", UNKNOWN },
        { "missing(skor)", TRUE }, { "missing(omzet_bulanan)", FALSE }, { "not (omzet_bulanan < 5 and omzet_bulanan > 6)", TRUE }, { "omzet_bulanan in [1,5000000]", TRUE }, { "missing(skor) or skor > 5", TRUE }, { "not missing(skor) and skor > 5", FALSE },
        { "present(nama_ibu)", UNKNOWN }, { "present(nib)", FALSE }, { "present(sektor_usaha)", TRUE }, { "present(omzet_bulanan)", TRUE },
        { "contains(nama_ibu, 'a')", UNKNOWN }, { "age(tanggal_pengajuan) > 1", UNKNOWN }, { "age(tanggal_lahir, tanggal_pengajuan) > 1", UNKNOWN },
        { "year(tanggal_pengajuan) = 2024", UNKNOWN }, { "add_months(tanggal_pengajuan, 1) > 2024-01-01", UNKNOWN }, { "jalur = aspirasi", UNKNOWN },
        { "sum(skor, no_kk) > 1", UNKNOWN }, /* one of the family has none */
    };
    each_holds(rows, ROWS(rows));
}

static void functions_give_what_they_say(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "year(tanggal_lahir) = 1990", TRUE }, { "year(tanggal_lahir) in 1981..1989", FALSE }, { "age(tanggal_lahir) = 34", TRUE },
        { "age(tanggal_lahir, 2024-05-30) = 33", TRUE }, { "age(tanggal_lahir, 2024-05-31) = 34", TRUE }, { "months(tanggal_mulai_usaha) = 42", TRUE },
        { "months(tanggal_mulai_usaha, 2024-12-29) = 41", TRUE }, { "add_months(tanggal_mulai_usaha, 42) = 2024-12-30", TRUE },
        { "add_months(tanggal_mulai_usaha, 42) >= reference_day", FALSE }, { "add_months(tanggal_mulai_usaha, 43) >= reference_day", TRUE },
        { "add_months(tanggal_lahir, 9007199254740991) > reference_day", TRUE }, { "add_months(tanggal_lahir, 0 - 9007199254740991) < reference_day", TRUE },
        { "add_months(tanggal_lahir, 0 - 12) = 1989-05-31", TRUE }, { "province(kabupaten_usaha) = 15", TRUE }, { "province(kecamatan_usaha) = 15", TRUE },
        { "province(nik) = 15", TRUE }, { "province(nik) = 16", FALSE }, { "kabupaten(nik) = kabupaten_usaha", TRUE }, { "kabupaten(kecamatan_usaha) = 'Tebo'", FALSE },
        { "birth(nik) = tanggal_lahir", TRUE }, { "birth(nik) != tanggal_lahir", FALSE }, { "sex(nik) = jenis_kelamin", TRUE }, { "sex(nik) = laki-laki", FALSE },
        { "contains(sektor_usaha, 'RUMAH')", TRUE }, { "contains(sektor_usaha, 'jasa')", FALSE }, { "grants(nik) = 2", TRUE }, { "grants(nik) = 0", FALSE },
        { "granted(nik) = 25000000", TRUE }, { "grants(no_kk) = 1", TRUE }, { "granted(no_kk) < 5000000", FALSE }, { "applicants(no_kk) = 3", TRUE },
        { "applicants(no_kk) <= 2", FALSE }, { "sum(omzet_bulanan, no_kk) = 15000000", TRUE }, { "sum(omzet_bulanan, no_kk) * 12 > 180000000", FALSE },
        { "listed('asn')", TRUE }, { "listed('ASN')", TRUE }, { "listed('kur')", TRUE }, { "listed('meninggal')", FALSE }, { "listed()", TRUE },
        { "not (listed('asn') or listed('meninggal'))", FALSE },
    };
    each_holds(rows, ROWS(rows));
}

static void without_a_card_the_family_is_unknown_and_strangers_have_nothing(void **state)
{
    (void)state;
    struct applicant applicant = somebody();
    struct facts facts = some_facts();
    set_missing(&applicant, FIELD_NO_KK);
    set_integer(&applicant, FIELD_NIK, INT64_C(1571017105900002));
    assert_int_equal(holds("grants(no_kk) = 0", &applicant, &facts), UNKNOWN);
    assert_int_equal(holds("applicants(no_kk) = 1", &applicant, &facts), UNKNOWN);
    assert_int_equal(holds("sum(omzet_bulanan, no_kk) = 1", &applicant, &facts), UNKNOWN);
    assert_int_equal(holds("grants(nik) = 0 and granted(nik) = 0", &applicant, &facts), TRUE);
    assert_int_equal(holds("listed()", &applicant, &facts), FALSE);
    set_text(&applicant, FIELD_KECAMATAN_USAHA, "Entah"); /* a name that was not recognised */
    assert_int_equal(holds("kecamatan_usaha = 157101", &applicant, &facts), UNKNOWN);
    assert_int_equal(holds("province(kecamatan_usaha) = 15", &applicant, &facts), UNKNOWN);
    facts_free(&facts);
    forget_lists();
}

static void refuses_what_is_no_condition_naming_the_place(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *place; /* line 7, column 3 is where the condition begins */
        const char *says;
    } rows[] = {
        { "", "7:3", "expected a field" }, { "omzet_bulanan", "7:3", "a number" }, { "omzet_bulnan > 3", "7:3", "did you mean omzet_bulanan" },
        { "umur(tanggal_lahir) > 3", "7:3", "no field, function" }, { "agee(tanggal_lahir) > 3", "7:3", "did you mean age" }, { "nama > 'a'", "7:8", "only numbers and days" },
        { "nik < nik", "7:7", "only numbers and days" }, { "kategori >= milenial", "7:12", "only numbers and days" }, { "nama = 3", "7:10", "cannot be compared" },
        { "tanggal_lahir > 1990", "7:19", "cannot be compared" }, { "omzet_bulanan = perempuan", "7:19", "cannot be compared" }, { "skor > 1,5", "7:11", "the end of the condition" },
        { "skor > 1.5", "7:10", "whole number" }, { "skor > 1.50.000", "7:10", "whole number" }, { "skor > 12x", "7:10", "whole number" }, { "skor > 9007199254740992", "7:10", "whole number" },
        { "tanggal_lahir > 1990-02-30", "7:19", "a day that exists" }, { "skor >", "7:9", "expected a field" }, { "skor > 3 3", "7:12", "the end of the condition" },
        { "skor > 3 dan skor < 9", "7:12", "expected and, or" }, { "(skor > 3", "7:12", "expected )" }, { "skor > 3)", "7:11", "the end of the condition" },
        { "nama = 'a", "7:10", "a text between quotes" }, { "skor in 1", "7:12", "first..last" }, { "skor in [1, nik]", "7:15", "expected values" }, { "skor in [1", "7:13", "expected , or ]" },
        { "skor in 9..1", "7:11", "the least is above the most" }, { "skor in 1..nik", "7:14", "cannot be compared" }, { "nama in 'a'..'b'", "7:11", "two numbers or two days" },
        { "age(nama) > 3", "7:7", "expected a day" }, { "age() > 3", "7:7", "expected a field" }, { "age(tanggal_lahir, 3) > 1", "7:22", "expected a day" },
        { "present('x')", "7:11", "a field of the applicant" }, { "grants(nama) = 0", "7:10", "nik or no_kk" }, { "sum(nama, no_kk) > 1", "7:7", "a field with a number" },
        { "sum(skor, nik) > 1", "7:13", "expected no_kk" }, { "sum(skor) > 1", "7:11", "one value more" }, { "listed(asn)", "7:10", "between quotes" }, { "missing(nik, nama)", "7:14", "expected )" },
        { "1 = 1", "7:3", "nothing of the applicant" }, { "kabupaten_usaha = 'Bandung Utara Raya'", "7:21", "kabupaten/kota" }, { "kabupaten_usaha = 15", "7:21", "kabupaten/kota" },
        { "kecamatan_usaha = 1571", "7:21", "six digits" }, { "kecamatan_usaha = 'Telanaipura'", "7:21", "cannot be compared" }, { "skor > 3 and nama", "7:16", "expected a condition" },
        { "not skor", "7:7", "expected a condition" }, { "skor + nama > 3", "7:10", "expected a number" }, { "skor == 3", "7:9", "expected a field" }, { "skor ; 3", "7:8", "no part of a condition" },
        { "skor > 3\nand\n  nama > 4", "9:10", "cannot be compared" }, { "nama = '\xC3\xA9\xC3\xA9' and nama > 'a'", "7:24", "only numbers and days" },
    };
    int mistaken = 0;
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct expression expression = { 0 };
        char prefix[64];
        (void)snprintf(prefix, sizeof(prefix), "juknis.yaml:%s: ", rows[i].place);
        const struct error *error = expression_parse("juknis.yaml", text_of(rows[i].text), (struct yaml_place){ 7, 3 }, &lists, &expression);
        if (error == NULL) {
            print_error("not refused: %s\n", rows[i].text);
            mistaken++;
        } else if (error->kind != ERROR_FAILED || strncmp(error->message, prefix, strlen(prefix)) != 0 || strstr(error->message, rows[i].says) == NULL) {
            print_error("%s: %s\n", rows[i].text, error->message);
            mistaken++;
        }
        expression_free(&expression);
    }
    assert_int_equal(mistaken, 0);
    forget_lists();
}

static void refuses_what_is_too_long_or_too_deep(void **state)
{
    (void)state;
    static const char *const parts[][2] = { { "(", "too deep" }, { "not ", "too deep" }, { "skor > 1 or ", "too long" }, { "skor + ", "too long" } };
    for (size_t i = 0; i < ROWS(parts); i++) {
        struct buffer text = { 0 };
        struct expression expression = { 0 };
        for (int k = 0; k < 2000; k++) {
            buffer_add_string(&text, parts[i][0]);
        }
        buffer_add_string(&text, "skor > 1");
        REFUSES(expression_parse("juknis.yaml", buffer_text(&text), (struct yaml_place){ 1, 1 }, &lists, &expression), ERROR_FAILED, parts[i][1]);
        buffer_free(&text);
    }
}

static void says_what_would_have_to_be_otherwise(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool wanted;
        const char *says;
    } rows[] = {
        { "omzet_bulanan * 12 <= 1", true, "omzet_bulanan * 12 <= 1 (60000000)" },
        { "kategori = pemula and skor > 5", true, "kategori = pemula (Milenial) and skor > 5 (missing)" },
        { "kategori = pemula or skor > 5", true, "kategori = pemula (Milenial) or skor > 5 (missing)" },
        { "kategori = milenial and skor > 5", true, "skor > 5 (missing)" },
        { "kategori = milenial", false, "kategori != milenial (Milenial)" },
        { "not kategori = milenial", true, "kategori != milenial (Milenial)" },
        { "not (kategori = milenial or listed('asn'))", true, "kategori != milenial (Milenial) and not listed('asn') (yes)" },
        { "kategori = milenial and jenis_kelamin\n  = perempuan", false, "kategori != milenial (Milenial) or jenis_kelamin != perempuan (perempuan)" },
        { "present(nib)", true, "present(nib) (no)" },
        { "(kategori = pemula or skor > 5) and omzet_bulanan = 3", true, "(kategori = pemula (Milenial) or skor > 5 (missing)) and omzet_bulanan = 3 (5000000)" },
        { "not ((omzet_bulanan = 5000000 or omzet_bulanan = 2) and kategori = milenial)", true,
          "(omzet_bulanan != 5000000 (5000000) and omzet_bulanan != 2 (5000000)) or kategori != milenial (Milenial)" },
        { "omzet_bulanan <= 4 and omzet_bulanan + 1 >= 2 and kategori = milenial", true, "omzet_bulanan <= 4 (5000000) and omzet_bulanan + 1 >= 2 (5000001)" },
        { " \n  kategori\n = pemula\n", true, "kategori = pemula (Milenial)" },
        { "omzet_bulanan < 9000000", false, "omzet_bulanan >= 9000000 (5000000)" },
        { "omzet_bulanan >= 1 and omzet_bulanan > 0", false, "omzet_bulanan < 1 (5000000) or omzet_bulanan <= 0 (5000000)" },
        { "omzet_bulanan != 1", false, "omzet_bulanan = 1 (5000000)" },
        { "omzet_bulanan in 1..5000000", false, "not omzet_bulanan in 1..5000000 (5000000)" },
    };
    struct applicant applicant = somebody();
    struct facts facts = some_facts();
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct expression expression = { 0 };
        struct buffer out = { 0 };
        forget_lists();
        SUCCEEDS(expression_parse("x.yaml", text_of(rows[i].text), (struct yaml_place){ 1, 1 }, &lists, &expression));
        facts.list_bits[0] = 1U << 3;
        expression_show_flip(&expression, &applicant, &facts, rows[i].wanted, &out);
        assert_string_equal(buffer_string(&out), rows[i].says);
        buffer_free(&out);
        expression_free(&expression);
    }
    facts_free(&facts);
    forget_lists();
}

static void knows_whether_a_value_may_be_missing(void **state)
{
    (void)state;
    static const struct row rows[] = { { "kategori = pemula", FALSE }, { "skor > 3", TRUE }, { "missing(skor)", FALSE }, { "missing(skor) or skor > 3", TRUE },
                                       { "listed('asn')", FALSE }, { "grants(nik) = 0", FALSE }, { "grants(no_kk) = 0", TRUE } };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct expression expression = { 0 };
        SUCCEEDS(expression_parse("x.yaml", text_of(rows[i].text), (struct yaml_place){ 1, 1 }, &lists, &expression));
        assert_int_equal(expression_may_be_unknown(&expression), rows[i].holds);
        expression_free(&expression);
    }
    forget_lists();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares_at_the_boundary),
        cmocka_unit_test(a_missing_value_is_unknown_unless_the_other_side_decides),
        cmocka_unit_test(functions_give_what_they_say),
        cmocka_unit_test(without_a_card_the_family_is_unknown_and_strangers_have_nothing),
        cmocka_unit_test(refuses_what_is_no_condition_naming_the_place),
        cmocka_unit_test(refuses_what_is_too_long_or_too_deep),
        cmocka_unit_test(says_what_would_have_to_be_otherwise),
        cmocka_unit_test(knows_whether_a_value_may_be_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
