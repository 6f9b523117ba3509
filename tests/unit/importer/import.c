#include "base/file.h"
#include "taking.h"

#define HEADER "nik,nama,kategori,kabupaten_usaha,no_kk,tanggal_pengajuan,keterangan\n"

static const char people[] = HEADER "1571015203900001,Siti,emak-emak,Kota Jambi,1571010101120001,2024-02-01,\n"
                                    "1571015203900002,Rina,emak-emak,Kota Jambi,1571010101120002,01/02/2024,\"satu, dua\"\n";

static void takes_a_file_in_once(void **state)
{
    (void)state;
    struct digest digest;
    struct import_result first = import_whole("a.csv", people, &plainly);
    assert_counts(&first, 2, 0, 0, 0);
    assert_true(first.recorded);
    assert_int_equal(first.findings.count, 1);
    assert_ptr_equal(first.findings.items[0].kind, finding_of(N_DAY_FIRST)); /* 01/02/2024 */
    digest_of(text_of(people), TEXT_EMPTY, &digest);
    assert_true(digest_equal(&digest, &first.sha256));
    struct import_result second = import_whole("a.csv", people, &plainly);
    assert_counts(&second, 0, 2, 0, 0);
    assert_false(second.recorded);
    import_result_free(&first);
    import_result_free(&second);
}

static void finds_all_that_is_wrong_with_a_row(void **state)
{
    (void)state;
    struct import_result result = import_whole("a.csv", HEADER "123,,nelayan,Entah,9,2024-02-30,x\n1571015203900001,Siti,wp,Tebo,,,\n", &plainly);
    static const enum finding_name expected[] = { E_NIK_LENGTH, E_REQUIRED, E_CATEGORY, E_KABUPATEN, E_KK_FORM, E_DAY };
    assert_counts(&result, 1, 0, 0, 1);
    assert_int_equal(result.findings.count, ROWS(expected));
    for (size_t i = 0; i < ROWS(expected); i++) {
        const struct finding *finding = &result.findings.items[i];
        assert_ptr_equal(finding->kind, finding_of(expected[i]));
        assert_int_equal(finding->line, 2);
        assert_int_equal(finding->column, i + 1);
        assert_string_equal(finding->nik, "123");
    }
    import_result_free(&result);
}

static void sets_damaged_rows_aside(void **state)
{
    (void)state;
    static const struct {
        const char *row;
        enum finding_name fault;
        int column;
    } rows[] = {
        { "1571015203900009,A,wp,Tebo,,\n", E_FIELDS, 0 },
        { "1571015203900009,A,wp,Tebo,,,,x\n", E_FIELDS, 0 },
        { "1571015203900009,Ren\xC3\xA9 \xFF,wp,Tebo,,,\n", E_ENCODING, 2 },
        { "1571015203900009,\"A\"x,wp,Tebo,,,\n", E_QUOTE, 2 },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct buffer file = { 0 };
        char name[16];
        (void)snprintf(name, sizeof(name), "f%zu.csv", i);
        buffer_add_string(&file, HEADER);
        buffer_add_string(&file, rows[i].row);
        struct import_result result = import_whole(name, buffer_string(&file), &plainly);
        assert_counts(&result, 0, 0, 0, 1);
        assert_int_equal(result.findings.count, 1);
        assert_ptr_equal(result.findings.items[0].kind, finding_of(rows[i].fault));
        assert_int_equal(result.findings.items[0].column, rows[i].column);
        import_result_free(&result);
        buffer_free(&file);
    }
}

static void more_fields_than_headers_are_tolerated_when_they_are_blank(void **state)
{
    (void)state;
    struct import_result result = import_whole("a.csv", HEADER "1571015203900009,A,wp,Tebo,,,, ,\n", &plainly);
    assert_counts(&result, 1, 0, 0, 0);
    import_result_free(&result);
}

static void an_empty_field_too_many_is_a_row_whose_cells_moved(void **state)
{
    (void)state;
    struct import_result result = import_whole("a.csv", HEADER "1571015203900001,A,wp,Tebo,,2024-02-01,x\n1571015203900002,B,wp,Tebo,,2024-02-02,x\n"
                                                               "1571015203900003,C,D,wp,Tebo,2024-02-03,x,\n", &plainly);
    assert_counts(&result, 2, 0, 0, 1);
    assert_ptr_equal(result.findings.items[0].kind, finding_of(E_FIELDS));
    assert_int_equal(result.findings.items[0].line, 4);
    import_result_free(&result);
}

static void a_row_that_is_too_short_is_refused_again_until_it_is_put_right(void **state)
{
    (void)state;
    struct import_options options = { .letter = { -1, -1 }, .rejects_path = scratch("fix.csv") };
    struct buffer fixed = { 0 };
    struct import_result first = import_whole("a.csv", HEADER "1571015203900001,A,wp,Tebo,,2024-02-01,x\n1571015203900002,B,wp,Tebo,2024-02-02\n", &options);
    assert_counts(&first, 1, 0, 0, 1);
    SUCCEEDS(file_read_start(scratch("fix.csv"), 100000, &fixed));
    struct import_result again = import_whole("b.csv", buffer_string(&fixed), &plainly);
    assert_counts(&again, 0, 0, 0, 1);
    import_result_free(&first);
    import_result_free(&again);
    buffer_free(&fixed);
}

static void rows_without_anything_of_an_applicant_are_passed_over_and_counted(void **state)
{
    (void)state;
    struct import_result result = import_whole("a.csv", "No;nik;nama;kategori;kabupaten_usaha\nKOTA JAMBI;;;;\n1;1571015203900001;A;wp;Kota Jambi\n"
                                                        "KAB. TEBO;;;;\n2;1571015203900002;B;wp;Tebo\n3;;;;\n4;;;;\n", &plainly);
    assert_counts(&result, 2, 0, 0, 0);
    assert_int_equal(result.skipped_lines, 4);
    const struct finding *note = &result.findings.items[result.findings.count - 1];
    assert_ptr_equal(note->kind, finding_of(N_ROWS_EMPTY));
    assert_int_equal(note->line, 2);
    assert_string_equal(note->value, "4");
    import_result_free(&result);
}

static void a_row_with_another_delimiter_is_named_and_set_aside(void **state)
{
    (void)state;
    struct import_result result = import_whole("a.csv", HEADER "1571015203900001,A,wp,Tebo,,2024-02-01,\n1571015203900002;B;wp;Tebo;;2024-02-02;x\n"
                                                               "1571015203900003,C,wp,Tebo,,2024-02-03,\n", &plainly);
    assert_counts(&result, 2, 0, 0, 1);
    assert_ptr_equal(result.findings.items[0].kind, finding_of(E_DELIMITER));
    assert_int_equal(result.findings.items[0].line, 3);
    import_result_free(&result);
}

static void lines_below_the_table_are_named(void **state)
{
    (void)state;
    struct import_result result = import_whole("a.csv", HEADER "1571015203900001,A,wp,Tebo,,2024-02-01,\n1571015203900002,B,wp,Tebo,,2024-02-02,x\n\n"
                                                               "\"Jambi, 12-Mar-2024\"\nKEPALA DINAS\n", &plainly);
    assert_counts(&result, 2, 0, 0, 0);
    assert_int_equal(result.skipped_lines, 3);
    const struct finding *note = &result.findings.items[result.findings.count - 1];
    assert_ptr_equal(note->kind, finding_of(N_LINES_BELOW));
    assert_int_equal(note->line, 5);
    assert_string_equal(note->value, "2");
    import_result_free(&result);
}

static void a_quote_that_is_not_closed_costs_its_own_row_only(void **state)
{
    (void)state;
    struct import_result result = import_whole("a.csv", HEADER "1571015203900001,\"A,wp,Tebo,,,\n1571015203900002,B,wp,Tebo,,,\"x, y\"\n"
                                                               "1571015203900003,C,wp,Tebo,,,\"cut", &plainly);
    assert_counts(&result, 1, 0, 0, 2);
    assert_ptr_equal(result.findings.items[0].kind, finding_of(E_QUOTE));
    assert_int_equal(result.findings.items[0].line, 2);
    assert_int_equal(result.findings.items[0].column, 2);
    assert_int_equal(result.findings.items[1].line, 4);
    import_result_free(&result);
}

static void the_same_nik_with_other_content_is_set_aside(void **state)
{
    (void)state;
    struct import_result first = import_whole("a.csv", people, &plainly);
    struct import_result second = import_whole("b.csv", HEADER "1571015203900001,Sita,emak-emak,Kota Jambi,1571010101120001,2024-02-01,\n", &plainly);
    assert_counts(&second, 0, 0, 1, 0);
    assert_ptr_equal(second.findings.items[0].kind, finding_of(E_NIK_CONFLICT));
    assert_string_equal(second.findings.items[0].expected, "a.csv:2: nama");
    import_result_free(&first);
    import_result_free(&second);
}

static void the_same_card_is_a_warning_that_names_the_other_row(void **state)
{
    (void)state;
    struct import_result result = import_whole("a.csv", HEADER "1571015203900001,A,wp,Tebo,1571010101120001,,\n"
                                                               "1571015203900002,B,wp,Tebo,1571010101120001,,\n", &plainly);
    assert_counts(&result, 2, 0, 0, 0);
    assert_int_equal(result.findings.count, 1);
    assert_ptr_equal(result.findings.items[0].kind, finding_of(W_KK_GANDA));
    assert_string_equal(result.findings.items[0].expected, "a.csv:2");
    assert_int_equal(result.findings.items[0].column, 5);
    import_result_free(&result);
}

static void the_nik_is_compared_with_birth_and_sex(void **state)
{
    (void)state;
    struct import_result result = import_whole("a.csv", "nik,nama,kategori,kabupaten_usaha,jenis_kelamin,tanggal_lahir\n"
                                                        "1571015203900001,A,wp,Tebo,L,1990-03-13\n"
                                                        "1571015203900002,B,wp,Tebo,P,12-Mar-1990\n", &plainly);
    assert_counts(&result, 2, 0, 0, 0);
    assert_int_equal(result.findings.count, 2);
    assert_ptr_equal(result.findings.items[0].kind, finding_of(W_NIK_SEX));
    assert_string_equal(result.findings.items[0].expected, "perempuan");
    assert_ptr_equal(result.findings.items[1].kind, finding_of(W_NIK_BIRTH));
    assert_string_equal(result.findings.items[1].expected, "1990-03-12");
    import_result_free(&result);
}

static void warnings_are_not_repeated_for_rows_that_are_there_already(void **state)
{
    (void)state;
    static const char content[] = HEADER "1571015203900001,A,WP 20 JT,Tebo,1571010101120001,,\n1571015203900002,B,wp,Tebo,1571010101120001,,\n";
    struct import_result first = import_whole("a.csv", content, &plainly);
    struct import_result second = import_whole("a.csv", content, &plainly);
    assert_int_equal(first.findings.count, 2);
    assert_counts(&second, 0, 2, 0, 0);
    assert_int_equal(second.findings.count, 0);
    import_result_free(&first);
    import_result_free(&second);
}

static void counts_blank_lines_and_the_declared_delimiter(void **state)
{
    (void)state;
    struct import_result result = import_whole("a.csv", "sep=;\n\nnik;nama;kategori;kabupaten_usaha\n;;;\n1571015203900001;A;wp;Tebo\n\n", &plainly);
    assert_counts(&result, 1, 0, 0, 0);
    assert_int_equal(result.skipped_lines, 4);
    import_result_free(&result);
}

static void the_category_may_be_given_for_the_whole_file(void **state)
{
    (void)state;
    struct import_options options = { .letter = { 1, -1 }, .category = CATEGORY_PEMULA };
    struct import_result result = import_whole("a.csv", "nik,nama,kabupaten_usaha\n1571015203900001,A,Tebo\n", &options);
    assert_counts(&result, 1, 0, 0, 0);
    import_result_free(&result);
}

static void refuses_a_file_as_a_whole(void **state)
{
    (void)state;
    static const struct {
        const char *content;
        int64_t expect_rows;
        enum error_kind kind;
        const char *message;
    } rows[] = {
        { "", -1, ERROR_FAILED, "is empty" },
        { HEADER, -1, ERROR_FAILED, "a header and no rows" },
        { HEADER "\n,,,,,,\n", -1, ERROR_FAILED, "a header and no rows" },
        { people, 3, ERROR_REFUSED, "has 2 rows, --expect-rows says 3" },
        { "nik,nama\n1,2\n", -1, ERROR_FAILED, "no column for kategori" },
        { HEADER "1571015203900001,A,wp,Tebo,,2023-02-01,\n1571015203900002,B,wp,Tebo,,31/12/2023,\n1571015203900003,C,wp,Tebo,,,\n", -1,
          ERROR_REFUSED, "of 2023, and this is the programme year 2024; for the other year say --year 2023" },
        { HEADER "1571015203900001,A,wp,Tebo,,2022-02-01,\n1571015203900002,B,wp,Tebo,,31/12/2023,\n", -1, ERROR_REFUSED, "2022 to 2023" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct work work;
        struct import_result result;
        struct import_options options = { .letter = { rows[i].expect_rows, -1 } };
        work_begin(&work, "2024-06-01");
        REFUSES(import_as(&work, "a.csv", rows[i].content, &options, &result), rows[i].kind, rows[i].message);
        assert_non_null(strstr(error_in_flight.message, "a.csv: "));
        work_end(&work);
    }
    assert_verifies();
}

static void one_row_of_the_year_is_enough(void **state)
{
    (void)state;
    struct import_result result = import_whole("a.csv", HEADER "1571015203900001,A,wp,Tebo,,2023-12-31,\n1571015203900002,B,wp,Tebo,,2024-01-01,\n", &plainly);
    assert_counts(&result, 2, 0, 0, 0);
    import_result_free(&result);
}

static void rejects_come_back_as_they_were_and_calculate_nothing(void **state)
{
    (void)state;
    struct buffer rejects = { 0 };
    char path[600];
    (void)snprintf(path, sizeof(path), "%s", scratch("fix.csv"));
    struct import_options options = { .letter = { -1, -1 }, .rejects_path = path };
    struct import_result result = import_whole("a.csv", "\xEF\xBB\xBFnik;nama;kategori;kabupaten_usaha;umur\n"
                                                        "1571015203900001;A;wp;Tebo;1\n"
                                                        "99;\" a;\"\"b\"\" \";=x;Tebo;2\n"
                                                        "1571015203900003;C;wp;Tebo\n"
                                                        "1571015203900004;D;wp;Tebo;3;lebih\n", &options);
    assert_counts(&result, 1, 0, 0, 3);
    file_read(path, &rejects);
    assert_text(buffer_text(&rejects),
                "\xEF\xBB\xBFnik;nama;kategori;kabupaten_usaha;umur;line;code;reason\n"
                "99;\" a;\"\"b\"\" \";\"'=x\";Tebo;2;3;E101 | E112;\"nik-length: a NIK has 16 digits and does not begin with 0 \"\"99\"\" | "
                "category: not a category of the programme: milenial, emak-emak or pemula \"\"=x\"\"\"\n"
                "1571015203900003;C;wp;Tebo;4;E130;fields: the row has another number of fields than the header (4 != 5)\n"
                "1571015203900004;D;wp;Tebo;3;5;E130;fields: the row has another number of fields than the header (6 != 5);lebih\n");
    import_result_free(&result);
    /* The rejects of the rejects have the same three columns once. */
    char again[600];
    (void)snprintf(again, sizeof(again), "%s", scratch("again.csv"));
    options.rejects_path = again;
    result = import_whole("fix2.csv", buffer_string(&rejects), &options);
    assert_counts(&result, 0, 0, 0, 3); /* nobody corrected anything */
    file_read(again, &rejects);
    assert_non_null(strstr(rejects.bytes, "\xEF\xBB\xBFnik;nama;kategori;kabupaten_usaha;umur;line;code;reason\n"));
    assert_non_null(strstr(rejects.bytes, "\n99;\" a;\"\"b\"\" \";\"'=x\";Tebo;2;2;E101 | E112;"));
    import_result_free(&result);
    buffer_free(&rejects);
}

static void rejects_never_replace_the_file_that_is_read(void **state)
{
    (void)state;
    struct work work;
    struct import_result result;
    char path[600];
    (void)snprintf(path, sizeof(path), "%s", scratch("a.csv"));
    struct import_options options = { .letter = { -1, -1 }, .rejects_path = path };
    work_begin(&work, "2024-06-01");
    REFUSES(import_as(&work, "a.csv", people, &options, &result), ERROR_USAGE, "is the file being imported");
    options.rejects_path = "/dev/null/x";
    REFUSES(import_as(&work, "a.csv", people, &options, &result), ERROR_FAILED, "/dev/null/x");
    work_end(&work);
}

static void no_rejects_are_left_when_the_file_is_refused(void **state)
{
    (void)state;
    struct work work;
    struct import_result result;
    char path[600];
    (void)snprintf(path, sizeof(path), "%s", scratch("fix.csv"));
    struct import_options options = { .letter = { 9, -1 }, .rejects_path = path };
    work_begin(&work, "2024-06-01");
    int before = scratch_count();
    REFUSES(import_as(&work, "a.csv", people, &options, &result), ERROR_REFUSED, "--expect-rows");
    assert_int_equal(scratch_count(), before + 1); /* a.csv itself */
    assert_false(file_exists(path));
    work_end(&work);
}

static void every_kind_has_a_code_and_a_name_of_its_own(void **state)
{
    (void)state;
    size_t count;
    const struct finding_kind *kinds = import_finding_kinds(&count);
    for (size_t i = 0; i < count; i++) {
        assert_ptr_equal(import_finding_kind(kinds[i].code), &kinds[i]);
        assert_ptr_equal(import_finding_kind(kinds[i].name), &kinds[i]);
        assert_true(strlen(kinds[i].message) > 10 && strlen(kinds[i].help) > 40);
        assert_int_equal(kinds[i].severity, kinds[i].code[0] == 'E' ? FINDING_ERROR : kinds[i].code[0] == 'W' ? FINDING_WARNING : FINDING_NOTE);
    }
    assert_string_equal(import_finding_kind("e104")->name, "nik-date");
    assert_null(import_finding_kind("E999"));
    assert_null(import_finding_kind("B401"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        life_test(takes_a_file_in_once),
        life_test(finds_all_that_is_wrong_with_a_row),
        life_test(sets_damaged_rows_aside),
        life_test(more_fields_than_headers_are_tolerated_when_they_are_blank),
        life_test(an_empty_field_too_many_is_a_row_whose_cells_moved),
        life_test(a_row_that_is_too_short_is_refused_again_until_it_is_put_right),
        life_test(rows_without_anything_of_an_applicant_are_passed_over_and_counted),
        life_test(a_row_with_another_delimiter_is_named_and_set_aside),
        life_test(lines_below_the_table_are_named),
        life_test(a_quote_that_is_not_closed_costs_its_own_row_only),
        life_test(the_same_nik_with_other_content_is_set_aside),
        life_test(the_same_card_is_a_warning_that_names_the_other_row),
        life_test(the_nik_is_compared_with_birth_and_sex),
        life_test(warnings_are_not_repeated_for_rows_that_are_there_already),
        life_test(counts_blank_lines_and_the_declared_delimiter),
        life_test(the_category_may_be_given_for_the_whole_file),
        life_test(refuses_a_file_as_a_whole),
        life_test(one_row_of_the_year_is_enough),
        life_test(rejects_come_back_as_they_were_and_calculate_nothing),
        life_test(rejects_never_replace_the_file_that_is_read),
        life_test(no_rejects_are_left_when_the_file_is_refused),
        life_test(every_kind_has_a_code_and_a_name_of_its_own),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
