/* What is left of who was paid and erased. */
#include "life.h"
#include "programme/paid_mark.h"

static void a_mark_is_the_first_two_bytes_of_the_salted_digest(void **state)
{
    (void)state;
    struct digest salt;
    struct digest expected;
    memset(salt.bytes, 7, DIGEST_BYTES);
    digest_of(digest_text(&salt), TEXT("2024 1571015203900001"), &expected);
    assert_int_equal(paid_mark_of(&salt, 2024, (struct nik){ 1571015203900001 }), expected.bytes[0] * 256 + expected.bytes[1]);
    assert_int_not_equal(paid_mark_of(&salt, 2023, (struct nik){ 1571015203900001 }), paid_mark_of(&salt, 2024, (struct nik){ 1571015203900001 }));
    salt.bytes[31] ^= 1;
    assert_int_not_equal(paid_mark_of(&salt, 2024, (struct nik){ 1571015203900001 }), expected.bytes[0] * 256 + expected.bytes[1]);
}

static void the_marks_of_strangers_are_spread_evenly(void **state)
{
    enum { PEOPLE = 200000 };
    (void)state;
    struct paid_mark mark = { .position = 9, .year = 2024, .salt = { { 1, 2, 3 } } };
    struct paid_marks marks = { &mark, 1 };
    int found = 0;
    mark.value = paid_mark_of(&mark.salt, 2024, (struct nik){ 1571015203900001 });
    assert_ptr_equal(paid_marks_find(&marks, (struct nik){ 1571015203900001 }), &mark);
    for (int i = 0; i < PEOPLE; i++) {
        found += paid_marks_find(&marks, (struct nik){ 1571010101700001 + (int64_t)i * 10007 }) != NULL ? 1 : 0;
    }
    assert_in_range(found, 0, 15); /* three are expected */
    marks.count = 0;
    assert_null(paid_marks_find(&marks, (struct nik){ 1571015203900001 }));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mark_is_the_first_two_bytes_of_the_salted_digest),
        cmocka_unit_test(the_marks_of_strangers_are_spread_evenly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
