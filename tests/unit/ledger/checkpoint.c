#include "support.h"

#include "ledger/checkpoint.h"

#define ID "5f3b12ac00112233445566778899aabb"
#define ORIGIN CHECKPOINT_ORIGIN ID
#define ROOT "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="
#define TEXT_OF_4711 ORIGIN "\n4711\n" ROOT "\n"
#define SHORT_OF_4711 "5f3b12ac 4711 9f86-d081-884c-7d65-9a2f-eaa0-c55a-d015 "

static void reads_what_it_prints(void **state)
{
    (void)state;
    struct checkpoint checkpoint;
    struct buffer again = { 0 };
    struct text id;
    assert_true(checkpoint_parse(TEXT(TEXT_OF_4711), &checkpoint));
    assert_int_equal(checkpoint.size, 4711);
    assert_text(checkpoint.origin, ORIGIN);
    assert_true(checkpoint_ledger(&checkpoint, &id));
    assert_text(id, ID);
    checkpoint_print(&checkpoint, &again);
    assert_text(buffer_text(&again), TEXT_OF_4711);
    assert_true(checkpoint_parse(TEXT(TEXT_OF_4711 "an extension\n"), &checkpoint));
    assert_true(checkpoint_parse(TEXT("other.log/1\n0\n" ROOT "\n"), &checkpoint));
    assert_false(checkpoint_ledger(&checkpoint, &id));
    buffer_free(&again);
}

static void refuses_what_is_no_checkpoint(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "", "\n", "\n1\n" ROOT "\n", ORIGIN "\n1\n" ROOT, ORIGIN "\n01\n" ROOT "\n", ORIGIN "\n-1\n" ROOT "\n", ORIGIN "\n+1\n" ROOT "\n",
        ORIGIN "\n1 \n" ROOT "\n", ORIGIN "\n\n" ROOT "\n", ORIGIN "\n9223372036854775808\n" ROOT "\n", ORIGIN "\n1\n" ROOT "A\n",
        ORIGIN "\n1\nn4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCg==\n", ORIGIN "\n1\n\n",
    };
    struct checkpoint checkpoint;
    for (size_t i = 0; i < ROWS(wrong); i++) {
        if (checkpoint_parse(text_of(wrong[i]), &checkpoint)) {
            fail_msg("input %zu was taken for a checkpoint", i);
        }
    }
}

static void signs_a_note_that_its_key_vouches_for(void **state)
{
    (void)state;
    struct checkpoint checkpoint;
    struct key *key = NULL;
    struct buffer bytes = { 0 };
    struct note note;
    assert_true(checkpoint_parse(TEXT(TEXT_OF_4711), &checkpoint));
    key_generate(TEXT(ORIGIN), KEY_SIGNS, &key);
    checkpoint_sign(&checkpoint, key, &bytes);
    assert_true(note_parse(buffer_text(&bytes), &note));
    assert_text(note.text, TEXT_OF_4711);
    assert_int_equal(note_verify(&note, key_verifier(key), 1), NOTE_GENUINE);
    buffer_free(&bytes);
    key_free(key);
}

static void the_short_form_comes_back_however_it_is_copied(void **state)
{
    (void)state;
    struct checkpoint checkpoint;
    struct short_checkpoint read;
    struct buffer shown = { 0 };
    assert_true(checkpoint_parse(TEXT(TEXT_OF_4711), &checkpoint));
    checkpoint_print_short(&checkpoint, &shown);
    assert_true(text_starts_with(buffer_text(&shown), TEXT(SHORT_OF_4711)));
    assert_true(checkpoint_parse_short(buffer_text(&shown), &read));
    assert_int_equal(read.size, 4711);
    assert_string_equal(read.ledger, "5f3b12ac");
    assert_memory_equal(read.root, checkpoint.root.bytes, SHORT_ROOT_BYTES);
    for (char *at = shown.bytes; *at != '\0'; at++) {
        *at = *at == '-' ? ' ' : *at >= 'a' && *at <= 'f' ? (char)(*at - 'a' + 'A') : *at;
    }
    assert_true(checkpoint_parse_short(buffer_text(&shown), &read));
    buffer_free(&shown);
}

static void a_digit_copied_wrongly_is_told(void **state)
{
    (void)state;
    struct checkpoint checkpoint;
    struct short_checkpoint read;
    struct buffer shown = { 0 };
    assert_true(checkpoint_parse(TEXT(TEXT_OF_4711), &checkpoint));
    checkpoint_print_short(&checkpoint, &shown);
    for (size_t i = 0; i < shown.length; i++) {
        char before = shown.bytes[i];
        if (before == ' ' || before == '-') {
            continue;
        }
        shown.bytes[i] = before == '1' ? '7' : '1';
        if (checkpoint_parse_short(buffer_text(&shown), &read)) {
            fail_msg("\"%s\" was taken", shown.bytes);
        }
        shown.bytes[i] = before;
    }
    assert_true(checkpoint_parse_short(buffer_text(&shown), &read));
    assert_false(checkpoint_parse_short(TEXT(SHORT_OF_4711), &read));
    assert_false(checkpoint_parse_short(TEXT(""), &read));
    buffer_free(&shown);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_it_prints),
        cmocka_unit_test(refuses_what_is_no_checkpoint),
        cmocka_unit_test(signs_a_note_that_its_key_vouches_for),
        cmocka_unit_test(the_short_form_comes_back_however_it_is_copied),
        cmocka_unit_test(a_digit_copied_wrongly_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
