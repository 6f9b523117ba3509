#include "support.h"

#include "importer/csv.h"
#include "importer/special.h"

/* Reads the file and shows it: a line a record, `line:[cell][cell]`, the raw bytes behind a | when asked for. */
static const struct error *show_as(struct text text, const struct dialect *dialect, size_t width, size_t chunk, bool raw, struct buffer *out)
{
    struct csv *csv SCOPED_CSV = csv_new(source_of_text(text), chunk);
    struct csv_record record;
    bool more;
    buffer_clear(out);
    csv_use(csv, dialect);
    csv_expect(csv, width);
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

static const struct error *show(const char *bytes, size_t length, char delimiter, size_t chunk, bool raw, struct buffer *out)
{
    struct dialect dialect = DIALECT_PLAIN;
    dialect.delimiter = delimiter;
    return show_as((struct text){ bytes, length }, &dialect, 0, chunk, raw, out);
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
    { "\"a\",\"b,c\"\n", ',', "1:[a][b,c]\n0 blank" },
    { "\"a \"\"b\"\" c\",d\n", ',', "1:[a \"b\" c][d]\n0 blank" },
    { "\"\"\"\",\"\"\"a\"\"\"\n", ',', "1:[\"][\"a\"]\n0 blank" },
    { "\"\",\"\",x\n", ',', "1:[][][x]\n0 blank" },
    { "\"two\nlines\",b\nc,d\n", ',', "1:[two\nlines][b]\n3:[c][d]\n0 blank" },
    { "\"two\r\nlines\",b\r\nc,d\r\n", ',', "1:[two\r\nlines][b]\n3:[c][d]\n0 blank" },
    { "\"two\rlines\",b\rc,d\r", ',', "1:[two\rlines][b]\n3:[c][d]\n0 blank" },
    { "a,b\n\n\r\n  \nc,d\n", ',', "1:[a][b]\n5:[c][d]\n3 blank" },
    { "a,b\r\nc,d\r\n\x1A", ',', "1:[a][b]\n2:[c][d]\n1 blank" },
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

static void keeps_a_nul_byte_as_content(void **state)
{
    (void)state;
    struct csv *csv SCOPED_CSV = csv_new(source_of_text((struct text){ "a\0b,\"c\0\"\n", 10 }), 4);
    struct csv_record record;
    bool more;
    SUCCEEDS(csv_next(csv, &record, &more));
    assert_int_equal(record.count, 2);
    assert_int_equal(record.fields[0].length, 3);
    assert_int_equal(record.fields[1].length, 2);
}

/* By other dialects, with and without a width to expect. */
static const struct {
    const char *file;
    struct dialect dialect;
    size_t width;
    const char *records;
} dialects[] = {
    { "a, b, \"c, d\"\n1,5, 2,\n", { ',', true, '"', ESCAPE_DOUBLED }, 0, "1:[a][b][c, d]\n2:[1,5][2][]\n0 blank" },
    { "'a,b','it''s'\n", { ',', false, '\'', ESCAPE_DOUBLED }, 0, "1:[a,b][it's]\n0 blank" },
    { "\"a \\\"b\\\", c\",C:\\x\n", { ',', false, '"', ESCAPE_BACKSLASH }, 0, "1:[a \"b\", c][C:\\x]\n0 blank" },
    { "\"ends in \\\\\",b\n", { ',', false, '"', ESCAPE_BACKSLASH }, 0, "1:[ends in \\][b]\n0 blank" },
    { "say \\\"hi\\\",b\n", { ',', false, '"', ESCAPE_BACKSLASH }, 2, "1:[say \"hi\"][b]\n0 blank" },
    /* A quote that does not fit damages its own record only. */
    { "\"a,b,c\nd,\"e\",f\ng,h,i\n", { ',', false, '"', ESCAPE_DOUBLED }, 3, "1:[\"a][b][c] quote 1\n2:[d][e][f]\n3:[g][h][i]\n0 blank" },
    { "a,b,c\nd,\"e,f\n", { ',', false, '"', ESCAPE_DOUBLED }, 3, "1:[a][b][c]\n2:[d][\"e][f] quote 2\n0 blank" },
    { "a,\"b\"c\",d\n", { ',', false, '"', ESCAPE_NONE }, 3, "1:[a][b\"c][d] quote 2\n0 blank" },
    { "a,\"22\" x, y\",d\n", { ',', false, '"', ESCAPE_NONE }, 3, "1:[a][22\" x, y][d] quote 2\n0 blank" },
    /* A missing delimiter beside a quoted field. */
    { "a,b\"c, d\",e\n", { ',', false, '"', ESCAPE_DOUBLED }, 4, "1:[a][bc, d][e] quote 2\n0 blank" },
    { "a,\"c, d\"b,e\n", { ',', false, '"', ESCAPE_DOUBLED }, 4, "1:[a][c, db][e] quote 2\n0 blank" },
    /* Quotes that belong to a text are no damage. */
    { "a,5\" pipe,c\n", { ',', false, '"', ESCAPE_DOUBLED }, 3, "1:[a][5\" pipe][c]\n0 blank" },
    { "a,Warung \"Bu Tini\",c\n", { ',', false, '"', ESCAPE_DOUBLED }, 3, "1:[a][Warung \"Bu Tini\"][c]\n0 blank" },
    /* Two stray quotes swallow no records between them. */
    { "a,b,c,\"d\n1,2,3,4\n5,6,7,8\ne,f,g,h\"\n", { ',', false, '"', ESCAPE_DOUBLED }, 4,
      "1:[a][b][c][\"d] quote 4\n2:[1][2][3][4]\n3:[5][6][7][8]\n4:[e][f][g][h\"]\n0 blank" },
    /* A text on several lines stays one, in a record of the wrong width, too. */
    { "a,\"b\nc\",d\n1,2,3\n", { ',', false, '"', ESCAPE_DOUBLED }, 3, "1:[a][b\nc][d]\n3:[1][2][3]\n0 blank" },
    { "a,\"b\nc\",d,e\n1,2,3\n", { ',', false, '"', ESCAPE_DOUBLED }, 3, "1:[a][b\nc][d][e]\n3:[1][2][3]\n0 blank" },
    { "a,b\n1,2,3,4\n", { ',', false, '"', ESCAPE_DOUBLED }, 3, "1:[a][b]\n2:[1][2][3][4]\n0 blank" },
};

static void reads_every_dialect_and_mends_what_quotes_damage(void **state)
{
    (void)state;
    struct buffer shown = { 0 };
    for (size_t i = 0; i < ROWS(dialects); i++) {
        struct text file = text_of(dialects[i].file);
        for (size_t chunk = 1; chunk <= file.length + 1; chunk++) {
            SUCCEEDS(show_as(file, &dialects[i].dialect, dialects[i].width, chunk, false, &shown));
            if (!text_equal(buffer_text(&shown), text_of(dialects[i].records))) {
                fail_msg("file %zu, chunk %zu:\n%s\nexpected:\n%s", i, chunk, shown.bytes, dialects[i].records);
            }
        }
    }
    buffer_free(&shown);
}

static void tells_plain_records_and_gaps(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        bool plain;
        bool after_gap;
        int64_t lines;
    } rows[] = {
        { "a,b\n", true, false, 1 }, { "\"a\",\"b\"\"\"\n", true, false, 1 }, { "\"a\" ,b\n", false, false, 1 },
        { "a\"x,b\n", false, false, 1 }, { "\n,\na,b\n", true, true, 1 }, { "\"a\n\nc\",b\n", true, false, 3 },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct csv *csv SCOPED_CSV = csv_new(source_of_text(text_of(rows[i].file)), CSV_CHUNK);
        struct csv_record record;
        bool more;
        SUCCEEDS(csv_next(csv, &record, &more));
        if (!more || record.plain != rows[i].plain || record.after_gap != rows[i].after_gap || record.lines != rows[i].lines) {
            fail_msg("row %zu: plain %d, gap %d, lines %lld", i, record.plain, record.after_gap, (long long)record.lines);
        }
    }
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
            block[i] = (number & 3) == 0 ? ",;\t\"\n\r\\'"[number >> 8 & 7] : (char)(number >> 16);
        }
        struct specials plain = { ';', '"', '"' };
        struct specials other = { '\t', '\'', '\\' };
        assert_true(special_mask(block, plain) == special_mask_portable(block, plain));
        assert_true(special_mask(block, other) == special_mask_portable(block, other));
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
        cmocka_unit_test(keeps_a_nul_byte_as_content),
        cmocka_unit_test(reads_every_dialect_and_mends_what_quotes_damage),
        cmocka_unit_test(tells_plain_records_and_gaps),
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(quotes_what_a_spreadsheet_might_calculate),
        cmocka_unit_test(both_ways_of_looking_see_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
