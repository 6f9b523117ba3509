#include "support.h"

#include "ledger/key.h"

#define FOO "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"

static void reads_and_writes_a_published_verifier_key(void **state)
{
    (void)state;
    struct verifier verifier;
    struct buffer again = { 0 };
    assert_true(verifier_parse(TEXT(FOO), &verifier));
    assert_string_equal(verifier.name, "example.com/foo");
    assert_int_equal(verifier.use, KEY_SIGNS);
    verifier_print(&verifier, &again);
    assert_text(buffer_text(&again), FOO);
    buffer_free(&again);
}

static void refuses_verifier_keys_that_are_not_what_they_say(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "", "example.com/foo", "example.com/foo+530d903a",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/fox+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+BOkyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", (FOO "\n"), (" " FOO),
    };
    for (size_t i = 0; i < ROWS(wrong); i++) {
        struct verifier verifier;
        if (verifier_parse(text_of(wrong[i]), &verifier)) {
            fail_msg("\"%s\" was taken for a verifier key", wrong[i]);
        }
    }
}

static void names_hold_no_blanks_and_no_plus(void **state)
{
    (void)state;
    static const char *const sound[] = { "a", "dumisake.jambiprov.go.id/umkm/00ff", "Inspektorat-Jambi", "\xC3\xA9" };
    static const char *const wrong[] = { "", "a b", "a+b", "a\tb", "a\nb", "z\xC2\xA0z", "z\xE2\x80\x83z", "\xE3\x80\x80", "a\xFF", "a\x7F" };
    for (size_t i = 0; i < ROWS(sound); i++) {
        assert_true(key_name_sound(text_of(sound[i])));
    }
    for (size_t i = 0; i < ROWS(wrong); i++) {
        assert_false(key_name_sound(text_of(wrong[i])));
    }
    char long_name[KEY_NAME_MAX + 1];
    memset(long_name, 'n', sizeof(long_name));
    assert_true(key_name_sound((struct text){ long_name, KEY_NAME_MAX }));
    assert_false(key_name_sound((struct text){ long_name, KEY_NAME_MAX + 1 }));
}

static void a_signature_is_of_one_key_over_one_message(void **state)
{
    (void)state;
    struct key *one = NULL;
    struct key *other = NULL;
    uint8_t signature[SIGNATURE_BYTES];
    key_generate(TEXT("one"), KEY_SIGNS, &one);
    key_generate(TEXT("one"), KEY_SIGNS, &other);
    assert_false(verifier_equal(key_verifier(one), key_verifier(other)));
    key_sign(one, TEXT("message"), signature);
    assert_true(verifier_check(key_verifier(one), TEXT("message"), signature));
    assert_false(verifier_check(key_verifier(other), TEXT("message"), signature));
    assert_false(verifier_check(key_verifier(one), TEXT("messagf"), signature));
    signature[63] ^= 1;
    assert_false(verifier_check(key_verifier(one), TEXT("message"), signature));
    key_free(one);
    key_free(other);
}

static mode_t mode_of(const char *path)
{
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    return status.st_mode & 07777;
}

static void a_plain_key_comes_back_from_its_file(void **state)
{
    (void)state;
    struct key *key = NULL;
    struct key *again = NULL;
    key_generate(TEXT("one"), KEY_COSIGNS, &key);
    SUCCEEDS(key_save(scratch("a.key"), key, TEXT_EMPTY));
    assert_int_equal(mode_of(scratch("a.key")), 0600);
    SUCCEEDS(key_load(scratch("a.key"), TEXT_EMPTY, &again));
    assert_true(verifier_equal(key_verifier(key), key_verifier(again)));
    key_free(again);
    REFUSES(key_save(scratch("a.key"), key, TEXT_EMPTY), ERROR_FAILED, "is not replaced");
    assert_int_equal(chmod(scratch("a.key"), 0640), 0);
    REFUSES(key_load(scratch("a.key"), TEXT_EMPTY, &again), ERROR_FAILED, "others may read");
    REFUSES(key_load(scratch("none.key"), TEXT_EMPTY, &again), ERROR_FAILED, "cannot be opened");
    key_free(key);
}

static void a_sealed_key_opens_with_its_passphrase_alone(void **state)
{
    (void)state;
    struct key *key = NULL;
    struct key *again = NULL;
    uint8_t signature[SIGNATURE_BYTES];
    key_generate(TEXT("rina"), KEY_SIGNS, &key);
    SUCCEEDS(key_save(scratch("s.key"), key, TEXT("kata sandi")));
    REFUSES(key_load(scratch("s.key"), TEXT_EMPTY, &again), ERROR_REFUSED, "is sealed");
    REFUSES(key_load(scratch("s.key"), TEXT("kata sandj"), &again), ERROR_REFUSED, "passphrase is not");
    SUCCEEDS(key_load(scratch("s.key"), TEXT("kata sandi"), &again));
    key_sign(again, TEXT("m"), signature);
    assert_true(verifier_check(key_verifier(key), TEXT("m"), signature));
    key_free(key);
    key_free(again);
}

/* Replaces the first occurrence of `from`. */
static void replaced(struct text text, const char *from, const char *to, struct buffer *out)
{
    char copy[SECRET_BYTES];
    memcpy(copy, text.bytes, text.length);
    copy[text.length] = '\0';
    char *at = strstr(copy, from);
    assert_non_null(at);
    buffer_clear(out);
    buffer_add(out, (struct text){ copy, (size_t)(at - copy) });
    buffer_add_string(out, to);
    buffer_add_string(out, at + strlen(from));
}

static void a_sealed_key_is_bound_to_its_name_and_use(void **state)
{
    (void)state;
    struct buffer text = { 0 };
    struct buffer forged = { 0 };
    struct key *key = NULL;
    struct key *again = NULL;
    secret_open(&text);
    key_generate(TEXT("rina"), KEY_SIGNS, &key);
    key_print(key, TEXT("p"), &text);
    assert_true(key_text_is_sealed(buffer_text(&text)));
    replaced(buffer_text(&text), "name rina", "name budi", &forged);
    REFUSES(key_parse("k", buffer_text(&forged), TEXT("p"), &again), ERROR_FAILED, "not a key");
    replaced(buffer_text(&text), "use sign", "use cosign", &forged);
    REFUSES(key_parse("k", buffer_text(&forged), TEXT("p"), &again), ERROR_FAILED, "not a key");
    buffer_free(&forged);
    secret_close(&text);
    key_free(key);
}

static void hostile_key_files_cost_nothing(void **state)
{
    (void)state;
    struct buffer sealed = { 0 };
    struct buffer plain = { 0 };
    struct buffer forged = { 0 };
    struct key *key = NULL;
    struct key *again = NULL;
    static const char *const works[] = { "argon2id 3 1048577", "argon2id 11 65536", "argon2id 0 65536", "argon2id 3 0", "argon2id 3 8191",
                                         "argon2id 3", "argon2id 3 65536 1", "argon2i 3 65536", "argon2id 99999999999999999999 65536" };
    secret_open(&sealed);
    secret_open(&plain);
    key_generate(TEXT("rina"), KEY_SIGNS, &key);
    key_print(key, TEXT("p"), &sealed);
    key_print(key, TEXT_EMPTY, &plain);
    for (size_t i = 0; i < ROWS(works); i++) {
        replaced(buffer_text(&sealed), "argon2id 3 65536", works[i], &forged);
        REFUSES(key_parse("k", buffer_text(&forged), TEXT("p"), &again), ERROR_FAILED, "not a key");
    }
    static const char *const changes[][2] = { { "dumisake-key v1", "dumisake-key v2" }, { "name rina", "name ri na" }, { "use sign", "use sing" },
                                              { "public ", "public  " }, { "secret ", "secret A" }, { "\nsecret", "\n\nsecret" }, { "=\nsecret", "=\r\nsecret" } };
    for (size_t i = 0; i < ROWS(changes); i++) {
        replaced(buffer_text(&plain), changes[i][0], changes[i][1], &forged);
        REFUSES(key_parse("k", buffer_text(&forged), TEXT_EMPTY, &again), ERROR_FAILED, "not a key");
    }
    for (size_t length = 0; length < plain.length; length++) {
        REFUSES(key_parse("k", (struct text){ plain.bytes, length }, TEXT_EMPTY, &again), ERROR_FAILED, "not a key");
    }
    char large[SECRET_BYTES] = "";
    file_write(scratch("large.key"), large, sizeof(large));
    assert_int_equal(chmod(scratch("large.key"), 0600), 0);
    REFUSES(key_load(scratch("large.key"), TEXT_EMPTY, &again), ERROR_FAILED, "larger");
    key_free(key);
    buffer_free(&forged);
    secret_close(&sealed);
    secret_close(&plain);
}

static void the_public_key_of_a_file_is_that_of_its_secret(void **state)
{
    (void)state;
    struct buffer texts[2] = { { 0 }, { 0 } };
    struct buffer mixed = { 0 };
    struct key *again = NULL;
    for (size_t i = 0; i < 2; i++) {
        struct key *key = NULL;
        secret_open(&texts[i]);
        key_generate(TEXT("rina"), KEY_SIGNS, &key);
        key_print(key, TEXT_EMPTY, &texts[i]);
        key_free(key);
    }
    const char *head = strstr(texts[0].bytes, "secret ");
    const char *tail = strstr(texts[1].bytes, "secret ");
    assert_true(head != NULL && tail != NULL);
    buffer_add(&mixed, (struct text){ texts[0].bytes, (size_t)(head - texts[0].bytes) });
    buffer_add_string(&mixed, tail);
    REFUSES(key_parse("k", buffer_text(&mixed), TEXT_EMPTY, &again), ERROR_FAILED, "not a key");
    buffer_free(&mixed);
    secret_close(&texts[0]);
    secret_close(&texts[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_and_writes_a_published_verifier_key),
        cmocka_unit_test(refuses_verifier_keys_that_are_not_what_they_say),
        cmocka_unit_test(names_hold_no_blanks_and_no_plus),
        cmocka_unit_test(a_signature_is_of_one_key_over_one_message),
        cmocka_unit_test_setup(a_plain_key_comes_back_from_its_file, scratch_clear),
        cmocka_unit_test_setup(a_sealed_key_opens_with_its_passphrase_alone, scratch_clear),
        cmocka_unit_test(a_sealed_key_is_bound_to_its_name_and_use),
        cmocka_unit_test(hostile_key_files_cost_nothing),
        cmocka_unit_test(the_public_key_of_a_file_is_that_of_its_secret),
    };
    return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
