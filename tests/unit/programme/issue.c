/* A workbook that was handed out, and the sample in it. */
#include "programme/issue.h"

#include "whole_life.h"

#define LINES "entries 1\nyear -\nmasked 0\nas-of -\n"

static void a_sample_is_told_by_all_four_lines_or_none(void **state)
{
    static const char *const sound[] = {
        LINES,
        LINES "sample 60\nsample-method simple\nsample-of tersalur\nsample-seed s\n",
        LINES "sample 1\nsample-method monetary\nsample-of retur\nsample-seed ST-117; a\n",
    };
    static const char *const unsound[] = {
        LINES "sample 60\n",
        LINES "sample-seed s\n",
        LINES "sample 60\nsample-method simple\nsample-of tersalur\n",
        LINES "sample 0\nsample-method simple\nsample-of tersalur\nsample-seed s\n",
        LINES "sample 100001\nsample-method simple\nsample-of tersalur\nsample-seed s\n",
        LINES "sample 60\nsample-method random\nsample-of tersalur\nsample-seed s\n",
        LINES "sample 60\nsample-method simple\nsample-of anggaran\nsample-seed s\n",
        LINES "sample 60\nsample-method simple\nsample-of kas\nsample-seed s\n",
    };
    struct work work;
    (void)life_begin(state);
    int64_t size = outside_integer(ledger_path(), "SELECT max(size) FROM tree_head");
    work_begin(&work, "2030-03-01");
    struct buffer entry SCOPED_BUFFER = { 0 };
    for (size_t i = 0; i < ROWS(sound) + ROWS(unsound); i++) {
        bool good = i < ROWS(sound);
        buffer_clear(&entry);
        buffer_format(&entry, "entries %lld\n%s", (long long)size, (good ? sound[i] : unsound[i - ROWS(sound)]) + strlen("entries 1\n"));
        if (good) {
            SUCCEEDS(issue_verify(work.store, size, buffer_text(&entry)));
        } else {
            REFUSES(issue_verify(work.store, size, buffer_text(&entry)), ERROR_UNVERIFIED, "a sample that cannot be drawn");
        }
    }
    REFUSES(issue_verify(work.store, size, TEXT("entries 2\n")), ERROR_UNVERIFIED, "that there never was");
    work_commit(&work);
}

static void what_was_recorded_is_found_again(void **state)
{
    struct work work;
    struct issued found;
    struct issue issue = { .year = 2030, .as_of = DAY_NONE, .bytes = 9, .version = "0.5.0", .file_name = "a.xlsx" };
    int64_t position;
    (void)life_begin(state);
    digest_of(TEXT("PK"), TEXT("sample"), &issue.sha256);
    issue.entries = outside_integer(ledger_path(), "SELECT max(size) FROM tree_head");
    assert_true(issue_sample_parse(60, TEXT("stratified"), TEXT("retur"), TEXT("ST-117/2024"), &issue.sample));
    work_begin(&work, "2030-03-01");
    SUCCEEDS(issue_record(&work.journal, &issue, &position));
    SUCCEEDS(issue_find(work.store, &issue.sha256, &found));
    work_commit(&work);
    assert_int_equal(found.position, position);
    struct sample_request request = issue_sample_request(&found.issue.sample);
    assert_int_equal(request.size, 60);
    assert_int_equal(request.method, SAMPLE_STRATIFIED);
    assert_int_equal(request.of, ACCOUNT_RETUR);
    assert_true(text_equal(request.seed, TEXT("ST-117/2024")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_sample_is_told_by_all_four_lines_or_none, scratch_clear),
        cmocka_unit_test_teardown(what_was_recorded_is_found_again, scratch_clear),
    };
    return cmocka_run_group_tests(tests, scratch_open, whole_life_close);
}
