#include "support.h"

#include "base/memory.h"
#include "importer/source.h"

/* The file's text as the reader gets it, in pieces of `room` bytes. */
static const struct error *read_all(const char *bytes, size_t length, enum encoding wish, size_t room, struct buffer *out, enum encoding *encoding_out,
                                    bool *mark_out)
{
    struct source *source = NULL;
    size_t got;
    const char *path = scratch("file.csv");
    file_write(path, bytes, length);
    buffer_clear(out);
    TRY(source_open(path, wish, NULL, &source));
    char *piece = memory_new(room);
    do {
        SUCCEEDS(source_read(source, piece, room, &got));
        buffer_add(out, (struct text){ piece, got });
    } while (got > 0);
    memory_free(piece);
    *encoding_out = source_encoding(source);
    *mark_out = source_mark(source);
    assert_int_equal(source_bytes(source), length);
    assert_int_equal(source_size(source), length);
    source_close(source);
    return NULL;
}

#define BYTES(literal) literal, sizeof(literal) - 1

static const struct {
    const char *bytes;
    size_t length;
    enum encoding encoding;
    bool mark;
    const char *text;
} files[] = {
    { BYTES("nik,nama\n"), ENCODING_UNKNOWN, false, "nik,nama\n" },
    { BYTES(""), ENCODING_UNKNOWN, false, "" },
    { BYTES("Ren\xC3\xA9,a\n"), ENCODING_UTF_8, false, "Ren\xC3\xA9,a\n" },
    { BYTES("\xEF\xBB\xBFnik\n"), ENCODING_UTF_8, true, "nik\n" },
    { BYTES("\xEF\xBB\xBF"), ENCODING_UTF_8, true, "" },
    { BYTES("Ren\xE9,a\n"), ENCODING_WINDOWS_1252, false, "Ren\xC3\xA9,a\n" },
    { BYTES("\x93" "a\x94 \x80 5\n"), ENCODING_WINDOWS_1252, false, "\xE2\x80\x9C" "a\xE2\x80\x9D \xE2\x82\xAC 5\n" },
    { BYTES("a\x81\xE9\x8D" "b\n"), ENCODING_WINDOWS_1252, false, "a\xC2\x81\xC3\xA9\xC2\x8D" "b\n" },
    { BYTES("\xFF\xFEn\0i\0k\0\n\0"), ENCODING_UTF_16_LE, true, "nik\n" },
    { BYTES("\xFE\xFF\0n\0i\0k\0\n"), ENCODING_UTF_16_BE, true, "nik\n" },
    { BYTES("n\0i\0k\0,\0n\0a\0\n\0"), ENCODING_UTF_16_LE, false, "nik,na\n" },
    { BYTES("\0n\0i\0k\0,\0n\0a\0\n"), ENCODING_UTF_16_BE, false, "nik,na\n" },
    { BYTES("\xFF\xFE\xE9\0\xAC\x20\x3D\xD8\x00\xDE"), ENCODING_UTF_16_LE, true, "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80" },
    { BYTES("\xFF\xFE" "a\0\x3D\xD8" "b\0"), ENCODING_UTF_16_LE, true, "a\xEF\xBF\xBD" "b" }, /* half a pair */
    { BYTES("\xFF\xFE" "a\0b"), ENCODING_UTF_16_LE, true, "a\xEF\xBF\xBD" },                   /* cut in a character */
    { BYTES("Ren\xC3"), ENCODING_WINDOWS_1252, false, "Ren\xC3\x83" },
    { BYTES("Ren\xC3\xA9 \xFF \xFE\n"), ENCODING_UTF_8, false, "Ren\xC3\xA9 \xFF \xFE\n" },
    /* One broken byte among characters is damage of a cell, not another encoding. */
    { BYTES("Ren\xC3\xA9 Zo\xC3\xAB \xFF\n"), ENCODING_UTF_8, false, "Ren\xC3\xA9 Zo\xC3\xAB \xFF\n" },
};

static void gives_utf_8_whatever_the_file_is_in(void **state)
{
    (void)state;
    static const size_t rooms[] = { SOURCE_ROOM_MIN, 17, 64, 100000 };
    struct buffer text = { 0 };
    for (size_t i = 0; i < ROWS(files); i++) {
        for (size_t j = 0; j < ROWS(rooms); j++) {
            enum encoding encoding;
            bool mark;
            SUCCEEDS(read_all(files[i].bytes, files[i].length, ENCODING_UNKNOWN, rooms[j], &text, &encoding, &mark));
            if (encoding != files[i].encoding || mark != files[i].mark || !text_equal(buffer_text(&text), text_of(files[i].text))) {
                fail_msg("file %zu, room %zu: %s, mark %d: %.*s", i, rooms[j], encoding_name(encoding), mark, TEXT_ARG(buffer_text(&text)));
            }
        }
    }
    buffer_free(&text);
}

/* A name with an accent in the last line of a long file decides as well as one in the first. */
static void finds_the_first_accent_wherever_it_stands(void **state)
{
    (void)state;
    static const size_t before[] = { 10, 65535, 65536, 65537, 300000 };
    struct buffer file = { 0 };
    struct buffer text = { 0 };
    for (size_t i = 0; i < ROWS(before); i++) {
        for (int utf_8 = 0; utf_8 < 2; utf_8++) {
            enum encoding encoding;
            bool mark;
            buffer_clear(&file);
            for (size_t j = 0; j < before[i]; j++) {
                buffer_add_byte(&file, j % 80 == 79 ? '\n' : 'a');
            }
            buffer_add_string(&file, utf_8 != 0 ? "Ren\xC3\xA9\n" : "Ren\xE9\n");
            SUCCEEDS(read_all(file.bytes, file.length, ENCODING_UNKNOWN, 256 * 1024, &text, &encoding, &mark));
            assert_int_equal(encoding, utf_8 != 0 ? ENCODING_UTF_8 : ENCODING_WINDOWS_1252);
            assert_int_equal(text.length, before[i] + 6);
            assert_memory_equal(text.bytes + before[i], "Ren\xC3\xA9\n", 6);
        }
    }
    buffer_free(&file);
    buffer_free(&text);
}

static void a_stated_encoding_is_taken(void **state)
{
    (void)state;
    struct buffer text = { 0 };
    enum encoding encoding;
    bool mark;
    SUCCEEDS(read_all("Ren\xC3\xA9\n", 6, ENCODING_WINDOWS_1252, 100, &text, &encoding, &mark));
    assert_text(buffer_text(&text), "Ren\xC3\x83\xC2\xA9\n");
    SUCCEEDS(read_all("a\0\n\0", 4, ENCODING_UTF_16_LE, 100, &text, &encoding, &mark));
    assert_text(buffer_text(&text), "a\n");
    buffer_free(&text);
}

static void names_and_finds_encodings(void **state)
{
    (void)state;
    enum encoding encoding;
    assert_true(encoding_find(TEXT("utf8"), &encoding) && encoding == ENCODING_UTF_8);
    assert_true(encoding_find(TEXT("CP1252"), &encoding) && encoding == ENCODING_WINDOWS_1252);
    assert_true(encoding_find(TEXT("utf-16BE"), &encoding) && encoding == ENCODING_UTF_16_BE);
    assert_false(encoding_find(TEXT("ebcdic"), &encoding));
    assert_string_equal(encoding_name(ENCODING_WINDOWS_1252), "windows-1252");
    assert_string_equal(encoding_name(ENCODING_UNKNOWN), "ASCII");
}

static void the_digest_is_that_of_the_bytes_in_the_file(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(files); i++) {
        struct text bytes = { files[i].bytes, files[i].length };
        struct hasher *hasher SCOPED_HASHER = hasher_new();
        struct source *source = NULL;
        struct digest expected;
        struct digest seen;
        char piece[64];
        size_t got;
        const char *path = scratch("file.csv");
        digest_of(bytes, TEXT_EMPTY, &expected);
        file_write(path, bytes.bytes, bytes.length);
        SUCCEEDS(source_open(path, ENCODING_UNKNOWN, hasher, &source));
        do {
            SUCCEEDS(source_read(source, piece, sizeof(piece), &got));
        } while (got > 0);
        hasher_finish(hasher, &seen);
        assert_true(digest_equal(&seen, &expected));
        source_close(source);
    }
}

static void refuses_what_is_no_text_and_says_what_to_do(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
        const char *message;
    } rows[] = {
        { BYTES("PK\x03\x04xxxx"), ".xlsx" },
        { BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "old Excel workbook" },
        { BYTES("%PDF-1.7\n"), "PDF" },
        { BYTES("a,b\x01\x02\x03\x04\n\0\0\0"), "not text" },
        { BYTES("\x7F" "ELF\x02\x01\x01\0\0\0\0\0"), "not text" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct source *source = NULL;
        char piece[64];
        size_t got;
        const char *path = scratch("file.csv");
        file_write(path, rows[i].bytes, rows[i].length);
        SUCCEEDS(source_open(path, ENCODING_UNKNOWN, NULL, &source));
        REFUSES(source_read(source, piece, sizeof(piece), &got), ERROR_FAILED, rows[i].message);
        source_close(source);
    }
}

static void refuses_folders_and_missing_files(void **state)
{
    (void)state;
    struct source *source = NULL;
    REFUSES(source_open(scratch_folder, ENCODING_UNKNOWN, NULL, &source), ERROR_FAILED, "folder");
    REFUSES(source_open(scratch("missing.csv"), ENCODING_UNKNOWN, NULL, &source), ERROR_FAILED, "missing.csv");
    assert_null(source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_utf_8_whatever_the_file_is_in),
        cmocka_unit_test(finds_the_first_accent_wherever_it_stands),
        cmocka_unit_test(a_stated_encoding_is_taken),
        cmocka_unit_test(names_and_finds_encodings),
        cmocka_unit_test(the_digest_is_that_of_the_bytes_in_the_file),
        cmocka_unit_test(refuses_what_is_no_text_and_says_what_to_do),
        cmocka_unit_test(refuses_folders_and_missing_files),
    };
    return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
