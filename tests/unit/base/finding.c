#include "support.h"

#include "base/finding.h"

static const struct finding_kind nik_date = { "E104", "nik-date", FINDING_ERROR, "the birth day in the NIK does not exist",
                                              "help" };
static const struct finding_kind kk_twice = { "W201", "kk-twice", FINDING_WARNING, "the family card appears twice", "help" };
static const struct finding_kind remark = { "N301", "remark", FINDING_NOTE, "a note", "help" };

static void add(struct findings *findings, const struct finding_kind *kind, int count)
{
    for (int i = 0; i < count; i++) {
        findings_add(findings, kind, i + 1, 2, TEXT("1571011505900001"), TEXT("value"), NULL);
    }
}

static void keeps_every_error_however_many(void **state)
{
    (void)state;
    struct findings findings;
    findings_init(&findings);
    add(&findings, &nik_date, 5000);
    assert_int_equal(findings.count, 5000);
    assert_int_equal(findings.counted[FINDING_ERROR], 5000);
    assert_int_equal(findings.omitted, 0);
    assert_int_equal(findings.items[4999].line, 5000);
    findings_free(&findings);
    assert_int_equal(findings.count, 0);
    assert_int_equal(findings.counted[FINDING_ERROR], 0);
}

static void keeps_warnings_and_notes_up_to_the_limit_and_counts_the_rest(void **state)
{
    (void)state;
    struct findings findings;
    findings_init(&findings);
    add(&findings, &kk_twice, FINDINGS_LIMIT - 1);
    add(&findings, &remark, 1);
    assert_int_equal(findings.count, FINDINGS_LIMIT);
    assert_int_equal(findings.omitted, 0);
    add(&findings, &remark, 1);
    add(&findings, &kk_twice, 7);
    assert_int_equal(findings.count, FINDINGS_LIMIT);
    assert_int_equal(findings.omitted, 8);
    assert_int_equal(findings.counted[FINDING_WARNING], FINDINGS_LIMIT - 1 + 7);
    assert_int_equal(findings.counted[FINDING_NOTE], 2);
    add(&findings, &nik_date, 3); /* an error is kept all the same */
    assert_int_equal(findings.count, FINDINGS_LIMIT + 3);
    assert_int_equal(findings.omitted, 8);
    findings_free(&findings);
}

static void a_limit_of_none_keeps_errors_only(void **state)
{
    (void)state;
    struct findings findings;
    findings_init(&findings);
    findings.limit = 0;
    add(&findings, &kk_twice, 2);
    add(&findings, &nik_date, 1);
    assert_int_equal(findings.count, 1);
    assert_int_equal(findings.omitted, 2);
    findings_free(&findings);
}

static void prints_like_a_compiler(void **state)
{
    (void)state;
    static const struct {
        const struct finding_kind *kind;
        int64_t line;
        int column;
        const char *value;
        const char *expected;
        const char *shown;
    } rows[] = {
        { &nik_date, 17, 3, "1571013205900001", "",
          "a.csv:17:3: error: E104 nik-date: the birth day in the NIK does not exist \"1571013205900001\"" },
        { &kk_twice, 2, 0, "", "", "a.csv:2: warning: W201 kk-twice: the family card appears twice" },
        { &remark, 0, 0, "", "", "a.csv: note: N301 remark: a note" },
        { &remark, 5, 1, "Kumpe", "Kumpeh", "a.csv:5:1: note: N301 remark: a note \"Kumpe\" (Kumpeh)" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct findings findings;
        struct buffer shown = { 0 };
        findings_init(&findings);
        findings_add(&findings, rows[i].kind, rows[i].line, rows[i].column, TEXT_EMPTY, text_of(rows[i].value), rows[i].expected);
        finding_print(&findings.items[0], "a.csv", &shown);
        assert_text(buffer_text(&shown), rows[i].shown);
        assert_string_equal(findings.items[0].nik, "");
        buffer_free(&shown);
        findings_free(&findings);
    }
    assert_string_equal(finding_severity_name(FINDING_ERROR), "error");
    assert_string_equal(finding_severity_name(FINDING_WARNING), "warning");
    assert_string_equal(finding_severity_name(FINDING_NOTE), "note");
}

static void neither_a_value_nor_a_file_name_can_control_the_terminal(void **state)
{
    (void)state;
    struct findings findings;
    struct buffer shown = { 0 };
    findings_init(&findings);
    findings_add(&findings, &nik_date, 1, 1, TEXT("1\x1B[2J"), TEXT("\x1B[31mred\n"), "\x1B[0m");
    finding_print(&findings.items[0], "a\x1B[2J.csv", &shown);
    assert_int_equal(text_control(buffer_text(&shown)), shown.length);
    assert_non_null(strstr(buffer_string(&shown), "a?[2J.csv:1:1: "));
    assert_non_null(strstr(buffer_string(&shown), "\"?[31mred?\" (?[0m)"));
    assert_string_equal(findings.items[0].nik, "1?[2J");
    buffer_free(&shown);
    findings_free(&findings);
}

static void a_long_value_is_cut_to_200_bytes(void **state)
{
    (void)state;
    char value[1000];
    memset(value, 'v', sizeof(value));
    struct findings findings;
    findings_init(&findings);
    findings_add(&findings, &nik_date, 1, 1, TEXT_EMPTY, (struct text){ value, 200 }, NULL);
    findings_add(&findings, &nik_date, 1, 1, TEXT_EMPTY, (struct text){ value, sizeof(value) }, NULL);
    assert_int_equal(strlen(findings.items[0].value), 200);
    assert_int_equal(strlen(findings.items[1].value), 203);
    assert_string_equal(findings.items[1].value + 199, "v...");
    findings_free(&findings);
}

static void sorts_by_line_and_column(void **state)
{
    (void)state;
    static const struct { int64_t line; int column; } places[] = { { 7, 2 }, { 3, 9 }, { 7, 1 }, { 3, 0 }, { 12, 1 } };
    static const int64_t sorted[] = { 3, 3, 7, 7, 12 };
    static const int columns[] = { 0, 9, 1, 2, 1 };
    struct findings findings;
    findings_init(&findings);
    findings_sort(&findings);
    for (size_t i = 0; i < 5; i++) {
        findings_add(&findings, &nik_date, places[i].line, places[i].column, TEXT_EMPTY, TEXT_EMPTY, "");
    }
    findings_sort(&findings);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(findings.items[i].line, sorted[i]);
        assert_int_equal(findings.items[i].column, columns[i]);
    }
    findings_free(&findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_every_error_however_many),
        cmocka_unit_test(keeps_warnings_and_notes_up_to_the_limit_and_counts_the_rest),
        cmocka_unit_test(a_limit_of_none_keeps_errors_only),
        cmocka_unit_test(prints_like_a_compiler),
        cmocka_unit_test(neither_a_value_nor_a_file_name_can_control_the_terminal),
        cmocka_unit_test(a_long_value_is_cut_to_200_bytes),
        cmocka_unit_test(sorts_by_line_and_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
