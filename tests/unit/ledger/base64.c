#include "support.h"

#include "ledger/base64.h"

static void agrees_with_the_published_vectors(void **state)
{
    (void)state;
    /* Source: RFC 4648 section 10. */
    static const struct {
        const char *plain;
        const char *encoded;
    } vectors[] = { { "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" }, { "foo", "Zm9v" }, { "foob", "Zm9vYg==" }, { "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" } };
    for (size_t i = 0; i < ROWS(vectors); i++) {
        struct buffer encoded = { 0 };
        uint8_t decoded[8];
        size_t length = 99;
        base64_add(&encoded, text_of(vectors[i].plain));
        assert_text(buffer_text(&encoded), vectors[i].encoded);
        assert_true(base64_read(text_of(vectors[i].encoded), decoded, sizeof(decoded), &length));
        assert_int_equal(length, strlen(vectors[i].plain));
        assert_memory_equal(decoded, vectors[i].plain, length);
        buffer_free(&encoded);
    }
}

static void long_bytes_come_back(void **state)
{
    (void)state;
    uint8_t bytes[1000];
    uint8_t again[1000];
    for (size_t i = 0; i < sizeof(bytes); i++) {
        bytes[i] = (uint8_t)(i * 7 + i / 256);
    }
    for (size_t length = 0; length <= sizeof(bytes); length += 37) {
        struct buffer encoded = { 0 };
        base64_add(&encoded, (struct text){ (const char *)bytes, length });
        assert_int_equal(encoded.length, (length + 2) / 3 * 4);
        assert_true(base64_read_exactly(buffer_text(&encoded), again, length));
        assert_memory_equal(bytes, again, length);
        buffer_free(&encoded);
    }
}

static void refuses_every_other_way_of_writing(void **state)
{
    (void)state;
    static const char *const wrong[] = { "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm9v ", " Zm9v", "Zm\n9v", "Zm9-", "Zm9_", "=", "Z", "Zm9vZg==Zg==", "Zm9vYmFyYmF6" };
    for (size_t i = 0; i < ROWS(wrong); i++) {
        uint8_t decoded[8];
        size_t length;
        if (base64_read(text_of(wrong[i]), decoded, sizeof(decoded), &length)) {
            fail_msg("\"%s\" was read", wrong[i]);
        }
    }
    /* Of every byte only those of the alphabet; not even in the place of a padding. */
    for (int byte = 0; byte < 256; byte++) {
        char four[4] = { 'Z', 'm', (char)byte, 'v' };
        uint8_t decoded[8];
        size_t length;
        bool letter = byte != 0 && byte < 0x80 && strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", byte) != NULL;
        assert_int_equal(base64_read((struct text){ four, sizeof(four) }, decoded, sizeof(decoded), &length), letter);
    }
    uint8_t three[3];
    assert_true(base64_read_exactly(TEXT("Zm9v"), three, 3));
    assert_false(base64_read_exactly(TEXT("Zm8="), three, 3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_published_vectors),
        cmocka_unit_test(long_bytes_come_back),
        cmocka_unit_test(refuses_every_other_way_of_writing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
