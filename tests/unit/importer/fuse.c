/* Files that are wrong as a whole. */
#include "taking.h"

#define HEADER "nik,nama,kategori,kabupaten_usaha\n"

/* `count` rows of sound NIK from serial `first` on, in steps; then the other rows. */
static const char *file_of(struct buffer *file, int count, int first, int step, const char *name, const char *others)
{
    buffer_clear(file);
    buffer_add_string(file, HEADER);
    for (int i = 0; i < count; i++) {
        buffer_format(file, "157101520390%04d,%s,wp,Tebo\n", first + i * step, name);
    }
    buffer_add_string(file, others);
    return buffer_string(file);
}

/* Refused with that part of a message, nothing stored; taken in with --force, which the result says. */
static void assert_blows(const char *content, const char *part)
{
    struct import_options forced = plainly;
    struct work work;
    struct import_result result = { 0 };
    forced.force = true;
    work_begin(&work, "2024-06-01");
    REFUSES(import_as(&work, "x.csv", content, &plainly, &result), ERROR_REFUSED, part);
    assert_non_null(strstr(error_in_flight.message, "--force"));
    work_end(&work);
    result = import_whole("x.csv", content, &forced);
    assert_true(result.forced);
    import_result_free(&result);
    /* Once it is there, the same file is no more news than any other. */
    result = import_whole("x.csv", content, &plainly);
    assert_false(result.forced);
    assert_false(result.recorded);
    import_result_free(&result);
}

static void assert_passes(const char *content)
{
    struct import_options forced = plainly;
    forced.force = true;
    struct import_result result = import_whole("y.csv", content, &forced);
    assert_false(result.forced);
    import_result_free(&result);
}

static const char six_faulty[] = "1,A,wp,Tebo\n2,A,wp,Tebo\n3,A,nelayan,Tebo\n4,A,nelayan,Tebo\n5,A,nelayan,Tebo\n157101520390001,A,wp,Tebo\n";

static void more_than_half_of_the_rows_set_aside(void **state)
{
    (void)state;
    struct buffer file SCOPED_BUFFER = { 0 };
    assert_blows(file_of(&file, 5, 1, 1, "A", six_faulty), "6 of 11 rows would be set aside, more than half (E101 nik-length (5), E112 category (3), E140");
}

static void exactly_half_is_an_ordinary_file(void **state)
{
    (void)state;
    struct buffer file SCOPED_BUFFER = { 0 };
    assert_passes(file_of(&file, 6, 1, 1, "A", six_faulty));
}

static void a_short_file_is_never_refused_for_its_share(void **state)
{
    (void)state;
    struct buffer file SCOPED_BUFFER = { 0 };
    assert_passes(file_of(&file, 3, 1, 1, "A", six_faulty));
}

static void more_than_half_are_there_with_other_content(void **state)
{
    (void)state;
    struct buffer file SCOPED_BUFFER = { 0 };
    struct import_result result = import_whole("a.csv", file_of(&file, 20, 1, 1, "A", ""), &plainly);
    import_result_free(&result);
    assert_blows(file_of(&file, 12, 10, 1, "B", ""), "11 of 12 rows are people who are in the register already with other content (E107 nik-conflict (11))");
}

static void our_own_rejects_come_back_mostly_wrong(void **state)
{
    (void)state;
    struct buffer file SCOPED_BUFFER = { 0 };
    buffer_add_string(&file, "nik,nama,kategori,kabupaten_usaha,line,code,reason\n1571015203900001,A,wp,Tebo,1,E101,x\n");
    for (int i = 0; i < 20; i++) {
        buffer_format(&file, "%d,A,wp,Tebo,%d,E101,x\n", i, i + 2);
    }
    assert_passes(buffer_string(&file));
}

static void niks_that_end_in_zero(void **state)
{
    (void)state;
    struct buffer file SCOPED_BUFFER = { 0 };
    assert_passes(file_of(&file, 49, 10, 10, "A", ""));
    assert_passes(file_of(&file, 60, 2001, 1, "A", "")); /* one in ten */
    assert_blows(file_of(&file, 50, 3000, 10, "A", ""), "50 of 50 NIK end in 0");
}

static void the_warning_names_the_zeros_that_were_forced(void **state)
{
    (void)state;
    struct buffer file SCOPED_BUFFER = { 0 };
    struct import_options forced = plainly;
    forced.force = true;
    struct import_result result = import_whole("x.csv", file_of(&file, 50, 10, 10, "A", ""), &forced);
    const struct finding *last = &result.findings.items[result.findings.count - 1];
    assert_ptr_equal(last->kind, finding_of(W_NIK_ZEROS));
    assert_int_equal(last->line, 1); /* the header's */
    assert_int_equal(last->column, 1);
    assert_string_equal(last->value, "50 / 50");
    import_result_free(&result);
}

/* Ten NIK of Papua; the last digit of one is odd or not. */
static struct import_result take_papua(const char *name, int last)
{
    struct buffer file SCOPED_BUFFER = { 0 };
    buffer_add_string(&file, HEADER);
    for (int i = 1; i <= 9; i++) {
        buffer_format(&file, "91710152039090%d%d,A,wp,Tebo\n", i, i * 2 % 10);
    }
    buffer_format(&file, "917101520390910%d,A,wp,Tebo\n", last);
    return import_whole(name, buffer_string(&file), &plainly);
}

static void large_niks_that_are_all_even_went_through_a_double(void **state)
{
    (void)state;
    struct import_result result = take_papua("a.csv", 4);
    assert_ptr_equal(result.findings.items[result.findings.count - 1].kind, finding_of(W_NIK_DOUBLES));
    assert_string_equal(result.findings.items[result.findings.count - 1].value, "10 / 10");
    import_result_free(&result);
    result = take_papua("b.csv", 5);
    for (size_t i = 0; i < result.findings.count; i++) {
        assert_ptr_not_equal(result.findings.items[i].kind, finding_of(W_NIK_DOUBLES));
    }
    import_result_free(&result);
}

static void rejects_are_kept_when_the_file_is_refused(void **state)
{
    (void)state;
    struct buffer file SCOPED_BUFFER = { 0 };
    struct buffer rejects SCOPED_BUFFER = { 0 };
    struct work work;
    struct import_result result;
    char path[600];
    (void)snprintf(path, sizeof(path), "%s", scratch("fix.csv"));
    struct import_options options = { .letter = { -1, -1 }, .rejects_path = path };
    work_begin(&work, "2024-06-01");
    REFUSES(import_as(&work, "x.csv", file_of(&file, 5, 1, 1, "A", six_faulty), &options, &result), ERROR_REFUSED, "more than half");
    work_end(&work);
    file_read(path, &rejects);
    assert_non_null(strstr(rejects.bytes, "\n5,A,nelayan,Tebo,11,E101 | E112,"));
}

static void the_covering_letter_counts_rows_and_sums_grants(void **state)
{
    (void)state;
    struct buffer file SCOPED_BUFFER = { 0 };
    struct work work;
    struct import_result result;
    struct import_options options = plainly;
    const char *content = file_of(&file, 3, 1, 1, "A", "9,A,wp,Tebo\n");
    options.letter.amount = 20000000;
    work_begin(&work, "2024-06-01");
    REFUSES(import_as(&work, "x.csv", content, &options, &result), ERROR_REFUSED,
            "the grants of the 3 people without errors come to Rp 15.000.000, --expect-amount says Rp 20.000.000");
    work_end(&work);
    options.letter = (struct covering_letter){ 4, 15000000 };
    result = import_whole("x.csv", content, &options);
    assert_counts(&result, 3, 0, 0, 1);
    import_result_free(&result);
    result = import_whole("x.csv", content, &options); /* unchanged people count as well */
    import_result_free(&result);
}

static void a_title_of_another_year(void **state)
{
    (void)state;
    static const struct {
        const char *title;
        const char *refused; /* NULL: it is not */
    } rows[] = {
        { "DAFTAR PEMOHON DUMISAKE TAHUN 2023", "line 1: the title says 2023, and this is the programme year 2024; nothing was stored. For the other year say --year 2023" },
        { "\"DAFTAR PEMOHON, TAHUN ANGGARAN : 2022\",,,", "says 2022" },
        { "Bantuan UMKM T.A. 2025", "says 2025" },
        { "Bantuan UMKM TA 2025,,,", "says 2025" },
        { "PENERIMA DUMISAKE 2023", "says 2023" },
        { "DINAS KOPERASI\n\nTahun 2023\n", "line 3: the title says 2023" },
        { "DAFTAR PEMOHON TAHUN 2022/2023", "says 2022" },
        { "DAFTAR PEMOHON DUMISAKE TAHUN 2024", NULL },
        { "PEMOHON TAHUN 2023 DAN 2024", NULL },
        { "PENERIMA TAHUN 2023\nPEMOHON DUMISAKE 2024", NULL },
        { "Lampiran Keputusan Nomor 12/KEP/2021 Tahun 2021", NULL },
        { "SK No.5 Tahun 2023 dan Pergub 7 Tahun 2022", NULL },
        { "Jambi 12 Maret 2023", NULL },
        { "PEMUDA LAHIR TAHUN 1990", NULL },
        { "Formulir 2023 lembar 20231", NULL },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct buffer file SCOPED_BUFFER = { 0 };
        buffer_format(&file, "%s\n" HEADER "157101520390%04d,A,wp,Tebo\n157101520391%04d,TAHUN 2023,wp,Tebo\n", rows[i].title, (int)i + 400, (int)i + 400);
        if (rows[i].refused != NULL) {
            assert_blows(buffer_string(&file), rows[i].refused);
        } else {
            assert_passes(buffer_string(&file));
        }
    }
}

static void a_title_that_a_person_said_to_pass_over(void **state)
{
    (void)state;
    struct table_wish wish = TABLE_WISH_NONE;
    struct import_options options = plainly;
    struct work work;
    struct import_result result = { 0 };
    wish.skip = 2;
    options.wish = &wish;
    work_begin(&work, "2024-06-01");
    REFUSES(import_as(&work, "x.csv", "JAMBI\r\nDUMISAKE 2023\r\n" HEADER "1571015203920001,A,wp,Tebo\n", &options, &result), ERROR_REFUSED,
            "line 2: the title says 2023");
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        life_test(more_than_half_of_the_rows_set_aside),
        life_test(exactly_half_is_an_ordinary_file),
        life_test(a_short_file_is_never_refused_for_its_share),
        life_test(more_than_half_are_there_with_other_content),
        life_test(our_own_rejects_come_back_mostly_wrong),
        life_test(niks_that_end_in_zero),
        life_test(the_warning_names_the_zeros_that_were_forced),
        life_test(large_niks_that_are_all_even_went_through_a_double),
        life_test(rejects_are_kept_when_the_file_is_refused),
        life_test(a_title_of_another_year),
        life_test(a_title_that_a_person_said_to_pass_over),
        life_test(the_covering_letter_counts_rows_and_sums_grants),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
