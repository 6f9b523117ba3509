/* What stands around and between the applicants of a file, from the file to the counts of an import. */
#include "base/file.h"
#include "taking.h"

static void a_remark_in_a_column_without_a_header_is_no_fault(void **state)
{
    (void)state;
    static const char header[] = "nik,nama,kategori,kabupaten_usaha,\n";
    struct import_options options = { .letter = { -1, -1 }, .rejects_path = scratch("fix.csv") };
    struct buffer file = { 0 };
    struct buffer fixed = { 0 };
    buffer_format(&file, "%s1571015203900001,A,wp,Tebo,sudah dicek\n1571015203900002,B,wp,Tebo,\n1571015203900003,C,nelayan,Tebo,x\n", header);
    struct import_result result = import_whole("a.csv", buffer_string(&file), &options);
    assert_counts(&result, 2, 0, 0, 1);
    const struct finding *note = &result.findings.items[result.findings.count - 1];
    assert_ptr_equal(note->kind, finding_of(N_COLUMN_IGNORED));
    assert_int_equal(note->line, 1);
    assert_int_equal(note->column, 5);
    /* What it holds comes back with a row that is set aside, and does not keep it out when it is put right. */
    SUCCEEDS(file_read_start(scratch("fix.csv"), 100000, &fixed));
    char *wrong = strstr(fixed.bytes, "nelayan");
    assert_non_null(wrong);
    memcpy(wrong, "pemula ", 7);
    assert_non_null(strstr(fixed.bytes, "Tebo,x,4,"));
    struct import_result again = import_whole("b.csv", buffer_string(&fixed), &plainly);
    assert_counts(&again, 1, 0, 0, 0);
    import_result_free(&result);
    import_result_free(&again);
    /* A row that has a field more than the others has moved its cells. */
    buffer_clear(&file);
    buffer_format(&file, "%s1571015203900004,A,wp,Tebo,\n1571015203900005,B,wp,Tebo,\n1571015203900006,C,S.E.,wp,Tebo,\n", header);
    result = import_whole("c.csv", buffer_string(&file), &plainly);
    assert_counts(&result, 2, 0, 0, 1);
    import_result_free(&result);
    buffer_free(&file);
    buffer_free(&fixed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        life_test(a_remark_in_a_column_without_a_header_is_no_fault),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
