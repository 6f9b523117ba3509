/* Files going into the register: what is new, the same, in conflict; and that a second time changes nothing. */
#include "life.h"

static struct intake open_file(struct work *work, int year, const char *name)
{
    struct intake intake = { 0 };
    SUCCEEDS(intake_open(&work->journal, year, name, &intake));
    return intake;
}

static void tells_new_same_and_conflicting_rows_within_a_file_and_across_files_and_years(void **state)
{
    (void)state;
    struct work work;
    struct applicant budi = person(2023, 1, CATEGORY_PEMULA);
    struct applicant changed = budi;
    set_text(&changed, FIELD_NAMA, "Budi Contoh II");
    work_begin(&work, "2023-02-01");
    struct intake intake = open_file(&work, 2023, "a.csv");
    assert_int_equal(add_person(&intake, &budi), INTAKE_ACCEPTED);
    budi.line = 70; /* the line is not part of what the row says */
    assert_int_equal(add_person(&intake, &budi), INTAKE_UNCHANGED);
    assert_int_equal(add_person(&intake, &changed), INTAKE_CONFLICTING);
    assert_true(finish_file(&intake, "a"));
    intake_close(&intake);

    intake = open_file(&work, 2023, "b.csv");
    assert_int_equal(add_person(&intake, &changed), INTAKE_CONFLICTING);
    assert_int_equal(add_person(&intake, &budi), INTAKE_UNCHANGED);
    assert_int_equal(intake.accepted, 0);
    assert_int_equal(intake.unchanged, 1);
    assert_int_equal(intake.conflicting, 0); /* the caller sets it aside, and that counts it */
    intake_close(&intake);

    budi.year = 2024; /* another year, another register */
    changed.year = 2024;
    intake = open_file(&work, 2024, "c.csv");
    assert_int_equal(add_person(&intake, &changed), INTAKE_ACCEPTED);
    assert_int_equal(add_person(&intake, &budi), INTAKE_CONFLICTING);
    intake_close(&intake);
    work_end(&work);
}

/* Any one field that differs is a conflict, also one that is only there or only missing. */
static void any_other_content_of_the_same_nik_is_a_conflict(void **state)
{
    (void)state;
    struct work work;
    struct applicant first = person(2023, 1, CATEGORY_PEMULA);
    work_begin(&work, "2023-02-01");
    struct intake intake = open_file(&work, 2023, "a.csv");
    set_missing(&first, FIELD_BANK);
    assert_int_equal(add_person(&intake, &first), INTAKE_ACCEPTED);
    for (int field = FIELD_NAMA; field < FIELD_COUNT; field++) {
        struct applicant other = first;
        const struct field_spec *spec = field_spec((enum field)field);
        if (spec->type == TYPE_TEXT || spec->type == TYPE_PHONE || spec->type == TYPE_BANK_NUMBER) {
            set_text(&other, (enum field)field, "0");
        } else {
            set_integer(&other, (enum field)field, 1);
        }
        assert_int_equal(add_person(&intake, &other), INTAKE_CONFLICTING);
    }
    set_missing(&first, FIELD_NIB);
    assert_int_equal(add_person(&intake, &first), INTAKE_CONFLICTING);
    intake_close(&intake);
    work_end(&work);
}

static void names_the_file_and_line_of_the_row_that_has_the_nik_or_the_card(void **state)
{
    (void)state;
    struct work work;
    struct intake_match nik;
    struct intake_match card;
    enum intake_outcome outcome;
    struct applicant people[4];
    for (int i = 0; i < 4; i++) {
        people[i] = person(2023, i + 1, CATEGORY_PEMULA);
        set_integer(&people[i], FIELD_NO_KK, INT64_C(1571010101100001));
    }
    work_begin(&work, "2023-02-01");
    take_in(&work, "pertama.csv", people, 1);
    struct intake intake = open_file(&work, 2023, "kedua.csv");
    SUCCEEDS(intake_add(&intake, &people[1], &outcome, &nik, &card));
    assert_int_equal(outcome, INTAKE_ACCEPTED); /* the same card is no reason to refuse */
    assert_string_equal(nik.file, "");
    assert_string_equal(card.file, "pertama.csv");
    assert_int_equal(card.line, 2);
    SUCCEEDS(intake_add(&intake, &people[0], &outcome, &nik, &card));
    assert_string_equal(nik.file, "pertama.csv");
    assert_string_equal(card.file, "");
    SUCCEEDS(intake_add(&intake, &people[1], &outcome, &nik, &card));
    assert_string_equal(nik.file, "kedua.csv");
    assert_int_equal(nik.line, 3);
    set_missing(&people[2], FIELD_NO_KK); /* two that say nothing are not the same family */
    set_missing(&people[3], FIELD_NO_KK);
    SUCCEEDS(intake_add(&intake, &people[2], &outcome, &nik, &card));
    SUCCEEDS(intake_add(&intake, &people[3], &outcome, &nik, &card));
    assert_int_equal(outcome, INTAKE_ACCEPTED);
    assert_string_equal(card.file, "");
    intake_close(&intake);
    work_end(&work);
}

/* The same answers from hints in memory and, beyond the limit, from the indexes. */
static void finds_the_same_people_when_they_are_too_many_for_memory(void **state)
{
    (void)state;
    enum { COUNT = 12 };
    for (size_t limit = 0; limit <= 2 * COUNT; limit += 5) {
        struct work work;
        struct intake_match nik;
        struct intake_match card;
        enum intake_outcome outcome;
        work_begin(&work, "2023-02-01");
        struct intake intake = open_file(&work, 2023, "a.csv");
        intake.holders.limit = limit;
        for (int i = 0; i < COUNT; i++) {
            struct applicant applicant = person(2023, i + 1, CATEGORY_PEMULA);
            set_integer(&applicant, FIELD_NO_KK, INT64_C(1571010101100001) + i / 3);
            SUCCEEDS(intake_add(&intake, &applicant, &outcome, &nik, &card));
            assert_int_equal(outcome, INTAKE_ACCEPTED);
            assert_string_equal(card.file, i % 3 == 0 ? "" : "a.csv");
            assert_true(i % 3 == 0 || card.line == person(2023, i / 3 * 3 + 1, CATEGORY_PEMULA).line); /* the first of the card */
        }
        assert_int_equal(intake.holders.indexed, limit < COUNT + COUNT / 3);
        for (int i = 0; i < COUNT; i++) {
            struct applicant applicant = person(2023, i + 1, CATEGORY_PEMULA);
            set_integer(&applicant, FIELD_NO_KK, INT64_C(1571010101100001) + i / 3);
            SUCCEEDS(intake_add(&intake, &applicant, &outcome, &nik, &card));
            assert_int_equal(outcome, INTAKE_UNCHANGED);
            assert_int_equal(nik.line, applicant.line);
        }
        assert_true(finish_file(&intake, "a"));
        intake_close(&intake);
        work_end(&work);
    }
}

/* The same file: two people, one in conflict, one rejected. */
static bool import_file(struct work *work, int year, const char *content)
{
    struct applicant people[] = { person(year, 1, CATEGORY_PEMULA), person(year, 2, CATEGORY_MILENIAL) };
    struct intake intake = open_file(work, year, "a.csv");
    (void)add_person(&intake, &people[0]);
    (void)add_person(&intake, &people[1]);
    SUCCEEDS(intake_set_aside(&intake, true, 4, TEXT("1571;Lain"), TEXT("E120\n")));
    SUCCEEDS(intake_set_aside(&intake, false, 5, TEXT("123;Ani"), TEXT("E101\n")));
    bool recorded = finish_file(&intake, content);
    intake_close(&intake);
    return recorded;
}

static void the_same_file_again_records_nothing(void **state)
{
    (void)state;
    struct work work;
    work_begin(&work, "2023-02-01");
    assert_true(import_file(&work, 2023, "isi"));
    work_commit(&work);
    work_begin(&work, "2023-02-02");
    int64_t entries = figure(&work, "SELECT count(*) FROM journal");
    assert_false(import_file(&work, 2023, "isi"));
    assert_int_equal(figure(&work, "SELECT count(*) FROM journal"), entries);
    assert_int_equal(figure(&work, "SELECT count(*) FROM applicant"), 2);
    assert_int_equal(figure(&work, "SELECT count(*) FROM set_aside"), 2);
    assert_true(import_file(&work, 2023, "isi lain")); /* other bytes that say the same are a file of their own, */
    assert_int_equal(figure(&work, "SELECT count(*) FROM set_aside"), 2); /* without keeping its rows twice */
    assert_int_equal(figure(&work, "SELECT unchanged FROM import WHERE id = 2"), 2);
    assert_int_equal(figure(&work, "SELECT conflicting * 10 + rejected FROM import WHERE id = 2"), 11);
    assert_true(import_file(&work, 2024, "isi 2024"));
    assert_int_equal(figure(&work, "SELECT count(*) FROM set_aside"), 4);
    assert_true(import_file(&work, 2024, "isi")); /* these bytes are known for 2023 only */
    assert_int_equal(figure(&work, "SELECT unchanged FROM import WHERE year = 2024 ORDER BY id DESC"), 2);
    assert_false(import_file(&work, 2024, "isi"));
    assert_int_equal(figure(&work, "SELECT count(*) FROM applicant WHERE year = 2023"), 2);
    work_commit(&work);
    assert_verifies();
}

static void a_row_set_aside_is_kept_again_when_line_bytes_kind_or_findings_differ(void **state)
{
    (void)state;
    struct work work;
    work_begin(&work, "2023-02-01");
    struct intake intake = open_file(&work, 2023, "a.csv");
    SUCCEEDS(intake_set_aside(&intake, false, 5, TEXT("123;Ani"), TEXT("E101\n")));
    assert_true(finish_file(&intake, "satu"));
    intake_close(&intake);
    intake = open_file(&work, 2023, "b.csv");
    SUCCEEDS(intake_set_aside(&intake, false, 5, TEXT("123;Ani"), TEXT("E101\n")));
    assert_false(intake.set_aside_kept);
    SUCCEEDS(intake_set_aside(&intake, false, 6, TEXT("123;Ani"), TEXT("E101\n")));
    SUCCEEDS(intake_set_aside(&intake, false, 5, TEXT("123;Ana"), TEXT("E101\n")));
    SUCCEEDS(intake_set_aside(&intake, false, 5, TEXT("123;Ani"), TEXT("E102\n")));
    SUCCEEDS(intake_set_aside(&intake, true, 5, TEXT("123;Ani"), TEXT("E101\n")));
    assert_true(intake.set_aside_kept);
    assert_int_equal(intake.rejected, 4);
    assert_int_equal(intake.conflicting, 1);
    assert_true(finish_file(&intake, "satu")); /* the same bytes, read by a program that finds more in them */
    intake_close(&intake);
    assert_int_equal(figure(&work, "SELECT count(*) FROM set_aside"), 5);
    work_commit(&work);
    assert_verifies();
}

static void the_entry_counts_the_rows_and_names_nobody(void **state)
{
    (void)state;
    struct work work;
    struct query *query = NULL;
    bool row;
    struct digest expected;
    struct hasher *hasher = hasher_new();
    struct text value;
    work_begin(&work, "2023-02-01");
    assert_true(import_file(&work, 2023, "isi"));
    SUCCEEDS(query_open(work.store, "SELECT commitment FROM applicant ORDER BY id", &query));
    for (int i = 0; i < 2; i++) {
        SUCCEEDS(query_step(query, &row));
        assert_true(row);
        hasher_add(hasher, query_bytes(query, 0));
    }
    query_close(query);
    hasher_finish(hasher, &expected);
    SUCCEEDS(query_open(work.store, "SELECT text FROM journal ORDER BY position DESC LIMIT 1", &query));
    SUCCEEDS(query_step(query, &row));
    struct text entry = query_text(query, 0);
    struct digest named;
    assert_true(entry_is(entry, "import"));
    static const char *const lines[][2] = { { "import", "1" }, { "year", "2023" }, { "file", "a.csv" }, { "bytes", "3" }, { "rows", "4" },
                                            { "accepted", "2" }, { "unchanged", "0" }, { "conflicting", "1" }, { "rejected", "1" },
                                            { "day", "2023-02-01" } };
    for (size_t i = 0; i < ROWS(lines); i++) {
        assert_true(entry_get(entry, lines[i][0], &value));
        assert_text(value, lines[i][1]);
    }
    assert_true(entry_get_digest(entry, "applicants-digest", &named));
    assert_true(digest_equal(&named, &expected));
    assert_true(entry_get_digest(entry, "sha256", &named));
    digest_of(TEXT("isi"), TEXT_EMPTY, &expected);
    assert_true(digest_equal(&named, &expected));
    struct buffer whole = { 0 };
    buffer_add(&whole, entry);
    static const char *const personal[] = { "Budi", "Contoh", "1571011501900001", "0012345678", "1234567890123", "Ani", "Lain" };
    for (size_t i = 0; i < ROWS(personal); i++) {
        assert_null(strstr(buffer_string(&whole), personal[i]));
    }
    buffer_free(&whole);
    query_close(query);
    hasher_free(hasher);
    work_end(&work);
}

static void indexes_are_there_after_the_file_whether_it_was_the_first_or_not(void **state)
{
    (void)state;
    static const char indexes[] = "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = 'applicant'";
    struct work work;
    work_begin(&work, "2023-02-01");
    int64_t before = figure(&work, indexes);
    assert_int_equal(before, 3);
    assert_true(import_file(&work, 2023, "isi"));
    assert_int_equal(figure(&work, indexes), before);
    assert_true(import_file(&work, 2024, "isi"));
    assert_int_equal(figure(&work, indexes), before);
    work_commit(&work);
    assert_verifies();
}

static void names_of_files_are_made_harmless_and_fit(void **state)
{
    (void)state;
    char long_name[400];
    struct work work;
    struct applicant people[] = { person(2023, 1, CATEGORY_PEMULA), person(2023, 2, CATEGORY_PEMULA) };
    memset(long_name, 'x', sizeof(long_name) - 1);
    long_name[sizeof(long_name) - 1] = '\0';
    work_begin(&work, "2023-02-01");
    take_in(&work, "a\nrows 99\x1b[31m\xff.csv", &people[0], 1);
    take_in(&work, long_name, &people[1], 1);
    assert_int_equal(figure(&work, "SELECT file_name = 'a?rows 99?[31m?.csv' FROM import WHERE id = 1"), 1);
    assert_int_equal(figure(&work, "SELECT length(file_name) FROM import WHERE id = 2"), 255);
    work_commit(&work);
    assert_verifies();
}

/* The register against the plainest model there is: an array by NIK. */
static void twenty_thousand_rows_agree_with_a_model(void **state)
{
    (void)state;
    enum { NIKS = 12000, ADDED = 20000 };
    static unsigned char seen[2][NIKS + 1];
    uint64_t sequence = 42;
    int64_t counts[3] = { 0 };
    struct work work;
    work_begin(&work, "2023-02-01");
    memset(seen, 0, sizeof(seen));
    for (int file = 0; file < 4; file++) {
        int year = 2023 + file % 2;
        char name[16];
        (void)snprintf(name, sizeof(name), "%d.csv", file);
        struct intake intake = open_file(&work, year, name);
        for (int i = 0; i < ADDED / 4; i++) {
            int64_t n = 1 + (int64_t)(sequence_next(&sequence) >> 20) % NIKS;
            enum category category = (enum category)(1 + (sequence_next(&sequence) >> 40) % 3);
            struct applicant applicant = person(year, n, category);
            unsigned char *held = &seen[file % 2][n];
            enum intake_outcome expected = *held == 0 ? INTAKE_ACCEPTED : (*held == category ? INTAKE_UNCHANGED : INTAKE_CONFLICTING);
            *held = *held == 0 ? (unsigned char)category : *held;
            assert_int_equal(add_person(&intake, &applicant), expected);
            counts[expected]++;
        }
        assert_true(finish_file(&intake, name));
        intake_close(&intake);
    }
    assert_true(counts[0] > 5000 && counts[1] > 1000 && counts[2] > 2000);
    assert_int_equal(figure(&work, "SELECT count(*) FROM applicant"), counts[INTAKE_ACCEPTED]);
    assert_int_equal(figure(&work, "SELECT count(DISTINCT salt) FROM applicant"), counts[INTAKE_ACCEPTED]);
    assert_int_equal(figure(&work, "SELECT count(*) FROM (SELECT 1 FROM applicant GROUP BY year, nik HAVING count(*) > 1)"), 0);
    work_commit(&work);
    assert_verifies();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        life_test(tells_new_same_and_conflicting_rows_within_a_file_and_across_files_and_years),
        life_test(any_other_content_of_the_same_nik_is_a_conflict),
        life_test(finds_the_same_people_when_they_are_too_many_for_memory),
        life_test(names_the_file_and_line_of_the_row_that_has_the_nik_or_the_card),
        life_test(the_same_file_again_records_nothing),
        life_test(a_row_set_aside_is_kept_again_when_line_bytes_kind_or_findings_differ),
        life_test(the_entry_counts_the_rows_and_names_nobody),
        life_test(indexes_are_there_after_the_file_whether_it_was_the_first_or_not),
        life_test(names_of_files_are_made_harmless_and_fit),
        life_test(twenty_thousand_rows_agree_with_a_model),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
