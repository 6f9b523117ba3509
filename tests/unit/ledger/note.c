#include "support.h"

#include "ledger/note.h"

#define FOO "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
#define LINE "\xE2\x80\x94 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
#define MESSAGE "This is an example message.\n"

static enum note_verdict verdict_of(const char *bytes)
{
    struct verifier foo;
    struct note note;
    assert_true(verifier_parse(TEXT(FOO), &foo));
    assert_true(note_parse(text_of(bytes), &note));
    return note_verify(&note, &foo, 1);
}

static void the_published_note_is_genuine(void **state)
{
    (void)state;
    struct note note;
    assert_int_equal(verdict_of(MESSAGE "\n" LINE), NOTE_GENUINE);
    assert_true(note_parse(TEXT(MESSAGE "\n" LINE), &note));
    assert_text(note.text, MESSAGE);
    assert_int_equal(note.count, 1);
}

static void a_known_key_that_fails_forges_the_note_and_unknown_ones_say_nothing(void **state)
{
    (void)state;
    static const char unknown[] = "\xE2\x80\x94 bar AAAAAAAA\n";
    char bytes[4096] = MESSAGE "\n";
    assert_int_equal(verdict_of("This is an example message!\n\n" LINE), NOTE_FORGED);
    assert_int_equal(verdict_of(MESSAGE "\n" "\xE2\x80\x94 bar AAAAAAAA\n"), NOTE_UNKNOWN);
    /* The same name with another id is another key. */
    assert_int_equal(verdict_of(MESSAGE "\n\xE2\x80\x94 example.com/foo AAAAAAAA\n"), NOTE_UNKNOWN);
    assert_int_equal(verdict_of(MESSAGE "\n\xE2\x80\x94 example.com/foo Uw2QOgAA\n" LINE), NOTE_FORGED);
    for (int i = 0; i < 20; i++) {
        (void)snprintf(bytes + strlen(bytes), sizeof(bytes) - strlen(bytes), "%s", unknown);
    }
    (void)snprintf(bytes + strlen(bytes), sizeof(bytes) - strlen(bytes), "%s", LINE);
    assert_int_equal(verdict_of(bytes), NOTE_GENUINE);
}

static void an_empty_line_may_stand_in_the_text(void **state)
{
    (void)state;
    struct note note;
    assert_true(note_parse(TEXT("a\n\nb\n\n" LINE), &note));
    assert_text(note.text, "a\n\nb\n");
}

static void refuses_what_is_no_note(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "", "a", "a\n", "a\n\n", "\n\n", MESSAGE LINE, MESSAGE "\n" LINE "x", MESSAGE "\n- example.com/foo AAAAAAAA\n", "\x01" MESSAGE "\n" LINE,
        "a\r\n\n" LINE, "a\tb\n\n" LINE, "a\xFF\n\n" LINE, MESSAGE "\n\xE2\x80\x94 a+b AAAAAAAA\n", MESSAGE "\n\xE2\x80\x94  AAAAAAAA\n",
        MESSAGE "\n\xE2\x80\x94 a AAAAAA==\n", MESSAGE "\n\xE2\x80\x94 a AAAAAAA\n", MESSAGE "\n\xE2\x80\x94 a\n", MESSAGE "\n\xE2\x80\x94 a AAAAAAAA b\n",
    };
    struct note note;
    for (size_t i = 0; i < ROWS(wrong); i++) {
        if (note_parse(text_of(wrong[i]), &note)) {
            fail_msg("input %zu was taken for a note", i);
        }
    }
    struct buffer many = { 0 };
    buffer_add_string(&many, MESSAGE "\n");
    for (int i = 0; i < NOTE_SIGNATURES_MAX; i++) {
        buffer_add_string(&many, LINE);
    }
    assert_true(note_parse(buffer_text(&many), &note));
    buffer_add_string(&many, LINE);
    assert_false(note_parse(buffer_text(&many), &note));
    buffer_clear(&many);
    for (int i = 0; i < NOTE_BYTES_MAX; i++) {
        buffer_add_byte(&many, 'a');
    }
    buffer_add_string(&many, "\n\n" LINE);
    assert_false(note_parse(buffer_text(&many), &note));
    buffer_free(&many);
}

static void signs_and_cosigns_what_verifies(void **state)
{
    (void)state;
    struct key *signer = NULL;
    struct key *witness = NULL;
    struct buffer bytes = { 0 };
    struct note note;
    int64_t utc = 0;
    key_generate(TEXT("ledger"), KEY_SIGNS, &signer);
    key_generate(TEXT("witness"), KEY_COSIGNS, &witness);
    note_begin(TEXT(MESSAGE), &bytes);
    note_add_signature(TEXT(MESSAGE), signer, 0, &bytes);
    note_add_signature(TEXT(MESSAGE), witness, 1795341600, &bytes);
    assert_true(note_parse(buffer_text(&bytes), &note));
    assert_int_equal(note.count, 2);
    const struct verifier both[2] = { *key_verifier(signer), *key_verifier(witness) };
    assert_int_equal(note_verify(&note, both, 2), NOTE_GENUINE);
    assert_int_equal(note_verify(&note, both + 1, 1), NOTE_GENUINE);
    assert_true(note_cosigned(&note, &both[1], &utc));
    assert_int_equal(utc, 1795341600);
    assert_false(note_cosigned(&note, &both[0], &utc));
    /* The time is signed, too: another byte of it (the 8 after the id) does not hold. */
    char *line = strstr(bytes.bytes, "witness ");
    assert_non_null(line);
    line[8 + 8] = line[8 + 8] == 'A' ? 'B' : 'A';
    assert_true(note_parse(buffer_text(&bytes), &note));
    assert_int_equal(note_verify(&note, both, 2), NOTE_FORGED);
    assert_int_equal(note_verify(&note, both, 1), NOTE_GENUINE);
    buffer_free(&bytes);
    key_free(signer);
    key_free(witness);
}

static void one_key_has_one_use(void **state)
{
    (void)state;
    /* The same secret under the other type byte is another key: its signatures are not taken for each other. */
    struct key *signer = NULL;
    struct buffer bytes = { 0 };
    struct note note;
    key_generate(TEXT("ledger"), KEY_SIGNS, &signer);
    note_begin(TEXT(MESSAGE), &bytes);
    note_add_signature(TEXT(MESSAGE), signer, 0, &bytes);
    assert_true(note_parse(buffer_text(&bytes), &note));
    struct verifier other = *key_verifier(signer);
    other.use = KEY_COSIGNS;
    assert_int_equal(note_verify(&note, &other, 1), NOTE_FORGED);
    buffer_free(&bytes);
    key_free(signer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_note_is_genuine),
        cmocka_unit_test(a_known_key_that_fails_forges_the_note_and_unknown_ones_say_nothing),
        cmocka_unit_test(an_empty_line_may_stand_in_the_text),
        cmocka_unit_test(refuses_what_is_no_note),
        cmocka_unit_test(signs_and_cosigns_what_verifies),
        cmocka_unit_test(one_key_has_one_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
