#include "support.h"

#include "importer/csv.h"
#include "importer/special.h"

/* Reads the file and shows it: a line a record, `line:[cell][cell]`, the raw bytes behind a | when asked for. */
static const struct error *show(const char *bytes, size_t length, char delimiter, size_t chunk, bool raw, struct buffer *out)
{
    struct csv *csv SCOPED_CSV = NULL;
    struct csv_record record;
    bool more;
    const char *path = scratch("file.csv");
    file_write(path, bytes, length);
    buffer_clear(out);
    TRY(csv_open(path, chunk, NULL, &csv));
    csv_use_delimiter(csv, delimiter);
    for (;;) {
        TRY(csv_next(csv, &record, &more));
        if (!more) {
            break;
        }
        buffer_format(out, "%lld:", (long long)record.line);
        for (size_t i = 0; i < record.count; i++) {
            buffer_format(out, "[%.*s]", TEXT_ARG(record.fields[i]));
        }
        if (raw) {
            buffer_format(out, "|%.*s", TEXT_ARG(record.raw));
        }
        if (record.bad_quote != 0) {
            buffer_format(out, " quote %d", record.bad_quote);
        }
        buffer_add_byte(out, '\n');
    }
    buffer_format(out, "%lld blank", (long long)csv_blank_lines(csv));
    return NULL;
}

static const struct {
    const char *file;
    char delimiter;
    const char *records;
} readable[] = {
    { "a,b\nc,d\n", ',', "1:[a][b]\n2:[c][d]\n0 blank" },
    { "a,b\nc,d", ',', "1:[a][b]\n2:[c][d]\n0 blank" },
    { "a,b\r\nc,d\r\n", ',', "1:[a][b]\n2:[c][d]\n0 blank" },
    { "a,b\rc,d\r", ',', "1:[a][b]\n2:[c][d]\n0 blank" },
    { "a;b\nc,x;d\n", ';', "1:[a][b]\n2:[c,x][d]\n0 blank" },
    { "a\tb\nc\t\n", '\t', "1:[a][b]\n2:[c][]\n0 blank" },
    { "\xEF\xBB\xBF" "a,b\n", ',', "1:[a][b]\n0 blank" },
    { "\xEF\xBB\xBF\"a\",b\n", ',', "1:[a][b]\n0 blank" },
    { "\"a\",\"b,c\"\n", ',', "1:[a][b,c]\n0 blank" },
    { "\"a \"\"b\"\" c\",d\n", ',', "1:[a \"b\" c][d]\n0 blank" },
    { "\"\"\"\",\"\"\"a\"\"\"\n", ',', "1:[\"][\"a\"]\n0 blank" },
    { "\"\",\"\",x\n", ',', "1:[][][x]\n0 blank" },
    { "\"two\nlines\",b\nc,d\n", ',', "1:[two\nlines][b]\n3:[c][d]\n0 blank" },
    { "\"two\r\nlines\",b\r\nc,d\r\n", ',', "1:[two\r\nlines][b]\n3:[c][d]\n0 blank" },
    { "\"two\rlines\",b\rc,d\r", ',', "1:[two\rlines][b]\n3:[c][d]\n0 blank" },
    { "a,b\n\n\r\n  \nc,d\n", ',', "1:[a][b]\n5:[c][d]\n3 blank" },
    { "a;b\n;;\n \t;\nc;d\n", ';', "1:[a][b]\n4:[c][d]\n2 blank" },
    { "a,5\" pipe,\"\"\n", ',', "1:[a][5\" pipe][]\n0 blank" },
    { "\"a\" ,b\n", ',', "1:[a][b]\n0 blank" },
    { "\"a\"b,c\n", ',', "1:[\"a\"b][c] quote 1\n0 blank" },
    { "x,\"a\"b\"c\",\"d\"\n", ',', "1:[x][\"a\"b\"c\"][d] quote 2\n0 blank" },
    { "a,b,\n", ',', "1:[a][b][]\n0 blank" },
    { "a,b,", ',', "1:[a][b][]\n0 blank" },
    { "\"a\"", ',', "1:[a]\n0 blank" },
    { "a\n\n\n", ',', "1:[a]\n2 blank" },
    { "", ',', "0 blank" },
    { "\xEF\xBB\xBF", ',', "0 blank" },
    { "a", ',', "1:[a]\n0 blank" },
    { "1234567890123456789012345678901234567890,1234567890123456789012345678901234567890\nx\n", ',',
      "1:[1234567890123456789012345678901234567890][1234567890123456789012345678901234567890]\n2:[x]\n0 blank" },
};

static void reads_everyday_files_wherever_a_chunk_ends(void **state)
{
    (void)state;
    struct buffer shown = { 0 };
    for (size_t i = 0; i < ROWS(readable); i++) {
        size_t length = strlen(readable[i].file);
        for (size_t chunk = 1; chunk <= length + 1; chunk++) {
            SUCCEEDS(show(readable[i].file, length, readable[i].delimiter, chunk, false, &shown));
            if (!text_equal(buffer_text(&shown), text_of(readable[i].records))) {
                fail_msg("file %zu, chunk %zu:\n%s\nexpected:\n%s", i, chunk, shown.bytes, readable[i].records);
            }
        }
    }
    buffer_free(&shown);
}

static void refuses_what_is_no_table_and_names_the_line(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        size_t length;
        const char *message;
    } rows[] = {
        { "a,b\nc,\"d\n", 9, "line 2: a quote opens here" },
        { "a,b\n\"c\nd\",\"e\nf", 14, "line 3: a quote opens here" },
        { "\"", 1, "line 1: a quote opens here" },
        { "a,b\nc\0,d\n", 9, "line 2: holds a NUL byte" },
        { "a,b\n\"c\n\0\",d\n", 12, "line 3: holds a NUL byte" },
        { "\0", 1, "line 1: holds a NUL byte" },
    };
    struct buffer shown = { 0 };
    for (size_t i = 0; i < ROWS(rows); i++) {
        for (size_t chunk = 1; chunk <= rows[i].length + 1; chunk++) {
            REFUSES(show(rows[i].file, rows[i].length, ',', chunk, false, &shown), ERROR_FAILED, rows[i].message);
        }
    }
    buffer_free(&shown);
}

static void add_repeated(struct buffer *file, const char *part, size_t times)
{
    for (size_t i = 0; i < times; i++) {
        buffer_add_string(file, part);
    }
}

static void a_record_may_be_a_mebibyte_long_and_not_a_byte_more(void **state)
{
    (void)state;
    struct buffer file = { 0 };
    struct buffer shown = { 0 };
    add_repeated(&file, "abcdefgh", CSV_RECORD_MAX / 8);
    buffer_add_string(&file, "\nb\n");
    SUCCEEDS(show(file.bytes, file.length, ',', CSV_CHUNK, false, &shown));
    assert_non_null(strstr(shown.bytes, "\n2:[b]\n"));
    buffer_clear(&file);
    buffer_add_string(&file, "a\n");
    add_repeated(&file, "abcdefgh", CSV_RECORD_MAX / 8);
    buffer_add_string(&file, "i\nb\n");
    REFUSES(show(file.bytes, file.length, ',', CSV_CHUNK, false, &shown), ERROR_FAILED, "line 2: a record longer than");
    buffer_clear(&file);
    buffer_add_string(&file, "a\n\"");
    add_repeated(&file, "abcdefg\n", CSV_RECORD_MAX / 4);
    REFUSES(show(file.bytes, file.length, ',', CSV_CHUNK, false, &shown), ERROR_FAILED, "line 2: a record longer than");
    buffer_free(&file);
    buffer_free(&shown);
}

static void a_record_may_have_4096_fields_and_not_one_more(void **state)
{
    (void)state;
    struct buffer file = { 0 };
    struct buffer shown = { 0 };
    add_repeated(&file, "x,", CSV_FIELDS_MAX - 1);
    buffer_add_string(&file, "x\n");
    SUCCEEDS(show(file.bytes, file.length, ',', CSV_CHUNK, false, &shown));
    file.length--;
    buffer_add_string(&file, ",x\n");
    REFUSES(show(file.bytes, file.length, ',', CSV_CHUNK, false, &shown), ERROR_FAILED, "line 1: more than 4096 fields");
    buffer_free(&file);
    buffer_free(&shown);
}

static void gives_the_bytes_of_a_record_as_they_were(void **state)
{
    (void)state;
    struct buffer shown = { 0 };
    static const char file[] = "\"a \"\"b\"\"\",\"c\nd\"\r\nx,y\n";
    SUCCEEDS(show(file, sizeof(file) - 1, ',', CSV_CHUNK, true, &shown));
    assert_text(buffer_text(&shown), "1:[a \"b\"][c\nd]|\"a \"\"b\"\"\",\"c\nd\"\n3:[x][y]|x,y\n0 blank");
    buffer_free(&shown);
}

static void the_digest_is_that_of_the_whole_file(void **state)
{
    (void)state;
    static const char file[] = "\xEF\xBB\xBF" "a,b\r\n\r\n\"c\nd\",e";
    struct digest expected;
    digest_of(text_of(file), TEXT_EMPTY, &expected);
    for (size_t chunk = 1; chunk < sizeof(file) + 1; chunk++) {
        struct hasher *hasher SCOPED_HASHER = hasher_new();
        struct csv *csv SCOPED_CSV = NULL;
        struct csv_record record;
        struct digest seen;
        struct text head;
        bool more = true;
        bool whole;
        const char *path = scratch("file.csv");
        file_write(path, file, sizeof(file) - 1);
        SUCCEEDS(csv_open(path, chunk, hasher, &csv));
        SUCCEEDS(csv_peek(csv, 7, &head, &whole));
        assert_text(head, "\xEF\xBB\xBF" "a,b\r");
        assert_false(whole);
        while (more) {
            SUCCEEDS(csv_next(csv, &record, &more));
        }
        hasher_finish(hasher, &seen);
        assert_true(digest_equal(&seen, &expected));
        assert_int_equal(csv_bytes(csv), sizeof(file) - 1);
        assert_int_equal(csv_size(csv), sizeof(file) - 1);
    }
}

static void refuses_folders_and_missing_files(void **state)
{
    (void)state;
    struct csv *csv = NULL;
    REFUSES(csv_open(scratch_folder, CSV_CHUNK, NULL, &csv), ERROR_FAILED, "folder");
    REFUSES(csv_open(scratch("missing.csv"), CSV_CHUNK, NULL, &csv), ERROR_FAILED, "missing.csv");
    assert_null(csv);
}

/* Random cells of the bytes that matter, written by csv_add_cell, come back the same. */
static void what_is_written_is_read_back(void **state)
{
    (void)state;
    static const char alphabet[] = "ab,;\"\n\r\t' =+-@x";
    uint64_t sequence = 20241122;
    struct buffer file = { 0 };
    struct buffer expected = { 0 };
    struct buffer shown = { 0 };
    for (int round = 0; round < 300; round++) {
        buffer_clear(&file);
        buffer_clear(&expected);
        buffer_add_string(&expected, "1:");
        for (int cell = 0; cell < 5; cell++) {
            char bytes[12];
            size_t length = (size_t)(sequence_next(&sequence) % sizeof(bytes));
            for (size_t i = 0; i < length; i++) {
                bytes[i] = alphabet[sequence_next(&sequence) % (sizeof(alphabet) - 1)];
            }
            buffer_add_string(&file, cell == 0 ? "x," : ",");
            csv_add_cell(&file, (struct text){ bytes, length }, ',');
            buffer_format(&expected, "%s[%.*s]", cell == 0 ? "[x]" : "", (int)length, bytes);
        }
        buffer_add_string(&file, "\n");
        buffer_add_string(&expected, "\n0 blank");
        SUCCEEDS(show(file.bytes, file.length, ',', 1 + (size_t)(sequence_next(&sequence) % 40), false, &shown));
        assert_text(buffer_text(&shown), expected.bytes);
    }
    buffer_free(&file);
    buffer_free(&expected);
    buffer_free(&shown);
}

static void quotes_what_a_spreadsheet_might_calculate(void **state)
{
    (void)state;
    static const struct {
        const char *cell;
        const char *written;
    } rows[] = {
        { "plain", "plain" }, { "", "" },           { "=1+1", "\"=1+1\"" }, { "+62", "\"+62\"" }, { "-1", "\"-1\"" },
        { "@x", "\"@x\"" },   { "a,b", "\"a,b\"" }, { "a\"b", "\"a\"\"b\"" }, { "\"", "\"\"\"\"" }, { "a\nb", "\"a\nb\"" },
        { "a;b", "a;b" },     { "a=b", "a=b" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct buffer written = { 0 };
        csv_add_cell(&written, text_of(rows[i].cell), ',');
        assert_text(buffer_text(&written), rows[i].written);
        buffer_free(&written);
    }
}

static void both_ways_of_looking_see_the_same_bytes(void **state)
{
    (void)state;
    uint64_t sequence = 7;
    for (int round = 0; round < 2000; round++) {
        char block[SPECIAL_BLOCK];
        for (size_t i = 0; i < sizeof(block); i++) {
            uint64_t number = sequence_next(&sequence);
            block[i] = (number & 3) == 0 ? ",;\t\"\n\r\0x"[number >> 8 & 7] : (char)(number >> 16);
        }
        assert_true(special_mask(block, ';') == special_mask_portable(block, ';'));
        assert_true(special_mask(block, '\t') == special_mask_portable(block, '\t'));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_everyday_files_wherever_a_chunk_ends),
        cmocka_unit_test(refuses_what_is_no_table_and_names_the_line),
        cmocka_unit_test(a_record_may_be_a_mebibyte_long_and_not_a_byte_more),
        cmocka_unit_test(a_record_may_have_4096_fields_and_not_one_more),
        cmocka_unit_test(gives_the_bytes_of_a_record_as_they_were),
        cmocka_unit_test(the_digest_is_that_of_the_whole_file),
        cmocka_unit_test(refuses_folders_and_missing_files),
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(quotes_what_a_spreadsheet_might_calculate),
        cmocka_unit_test(both_ways_of_looking_see_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
