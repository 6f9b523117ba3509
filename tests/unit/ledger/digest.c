#include "support.h"

#include "ledger/digest.h"

static void assert_digest(const struct digest *digest, const char *hex)
{
    struct buffer shown = { 0 };
    digest_print(digest, &shown);
    assert_text(buffer_text(&shown), hex);
    buffer_free(&shown);
}

/* Source: FIPS 180-2 appendix B and the NIST example values. */
static const struct {
    const char *message;
    const char *hex;
} vectors[] = {
    { "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    { "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
    { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
    { "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1" },
};

static void agrees_with_the_published_vectors(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(vectors); i++) {
        struct digest digest;
        digest_of(text_of(vectors[i].message), TEXT_EMPTY, &digest);
        assert_digest(&digest, vectors[i].hex);
        for (size_t cut = 0; cut <= strlen(vectors[i].message); cut++) { /* in two parts, cut anywhere */
            struct text whole = text_of(vectors[i].message);
            digest_of((struct text){ whole.bytes, cut }, (struct text){ whole.bytes + cut, whole.length - cut }, &digest);
            assert_digest(&digest, vectors[i].hex);
        }
    }
}

static void a_million_bytes_as_they_come_agree_with_the_published_vector(void **state)
{
    (void)state;
    static const size_t sizes[] = { 1, 55, 56, 63, 64, 65, 1000, 4096 };
    char chunk[4096];
    memset(chunk, 'a', sizeof(chunk));
    struct hasher *hasher SCOPED_HASHER = hasher_new();
    for (int round = 0; round < 2; round++) { /* a finished one starts anew */
        struct digest digest;
        size_t rest = 1000000;
        for (size_t i = 0; rest > 0; i++) {
            size_t length = sizes[i % ROWS(sizes)] < rest ? sizes[i % ROWS(sizes)] : rest;
            hasher_add(hasher, (struct text){ chunk, length });
            hasher_add(hasher, TEXT_EMPTY);
            rest -= length;
        }
        hasher_finish(hasher, &digest);
        assert_digest(&digest, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }
}

static void equal_means_every_bit(void **state)
{
    (void)state;
    struct digest digest;
    digest_of(TEXT("abc"), TEXT_EMPTY, &digest);
    for (size_t bit = 0; bit < DIGEST_BYTES * 8; bit++) {
        struct digest other = digest;
        assert_true(digest_equal(&digest, &other));
        other.bytes[bit / 8] = (uint8_t)(other.bytes[bit / 8] ^ (1U << bit % 8));
        assert_false(digest_equal(&digest, &other));
    }
}

static void a_digest_comes_back_from_its_bytes_and_from_no_others(void **state)
{
    (void)state;
    struct digest digest;
    struct digest back = { { 0 } };
    char longer[DIGEST_BYTES + 1] = { 0 };
    digest_of(TEXT("abc"), TEXT_EMPTY, &digest);
    assert_int_equal(digest_text(&digest).length, DIGEST_BYTES);
    assert_true(digest_from(digest_text(&digest), &back));
    assert_true(digest_equal(&digest, &back));
    assert_false(digest_from((struct text){ longer, DIGEST_BYTES - 1 }, &back));
    assert_false(digest_from((struct text){ longer, DIGEST_BYTES + 1 }, &back));
    assert_false(digest_from(TEXT_EMPTY, &back));
    assert_true(digest_equal(&digest, &back));
}

static void random_bytes_are_not_the_same_twice(void **state)
{
    (void)state;
    uint8_t first[32] = { 0 };
    uint8_t second[32] = { 0 };
    random_fill(first, sizeof(first));
    random_fill(second, sizeof(second));
    assert_memory_not_equal(first, second, sizeof(first));
    uint8_t guarded[3] = { 0xAA, 0xAA, 0xAA };
    random_fill(guarded + 1, 0);
    assert_true(guarded[0] == 0xAA && guarded[1] == 0xAA && guarded[2] == 0xAA);
    hasher_free(NULL);
}

static void a_file_has_the_digest_of_its_bytes(void **state)
{
    (void)state;
    struct digest digest;
    struct digest expected;
    char *bytes = calloc(1, 200000); /* more than one read */
    bytes[199999] = 'x';
    file_write(scratch("a.csv"), bytes, 200000);
    digest_of((struct text){ bytes, 200000 }, TEXT_EMPTY, &expected);
    SUCCEEDS(digest_of_file(scratch("a.csv"), &digest));
    assert_true(digest_equal(&digest, &expected));
    file_write(scratch("empty.csv"), "", 0);
    SUCCEEDS(digest_of_file(scratch("empty.csv"), &digest));
    assert_digest(&digest, vectors[0].hex);
    REFUSES(digest_of_file(scratch("none.csv"), &digest), ERROR_FAILED, "none.csv");
    REFUSES(digest_of_file(scratch("."), &digest), ERROR_FAILED, "folder");
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_published_vectors),
        cmocka_unit_test(a_million_bytes_as_they_come_agree_with_the_published_vector),
        cmocka_unit_test(equal_means_every_bit),
        cmocka_unit_test(a_digest_comes_back_from_its_bytes_and_from_no_others),
        cmocka_unit_test(random_bytes_are_not_the_same_twice),
        cmocka_unit_test_setup_teardown(a_file_has_the_digest_of_its_bytes, NULL, scratch_clear),
    };
    return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
