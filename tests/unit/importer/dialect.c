#include "support.h"

#include "importer/dialect.h"

static void finds_the_delimiter_and_the_byte_order_mark(void **state)
{
    (void)state;
    static const struct {
        const char *head;
        char delimiter;
        bool bom;
        bool declared;
    } rows[] = {
        { "nik,nama\n1,2\n", ',', false, false },
        { "nik;nama\n1;2\n", ';', false, false },
        { "nik\tnama\n1\t2\n", '\t', false, false },
        { "\xEF\xBB\xBFnik;nama\r\n1;2\r\n", ';', true, false },
        { "nik;nama;alamat\n1;a,b;c\n2;d,e;f\n3;g,h,i;j\n", ';', false, false },
        { "nik,nama,alamat\n1,a;b,c\n2,d;e,f\n", ',', false, false },
        { "nik,\"nama;lengkap;sekali;betul\",x\n1,\"a;b;c;d;e\",y\n", ',', false, false },
        { "nik;\"alamat, \n, baris\"\n1;2\n", ';', false, false },
        { "nik;\"a \"\"b\"\", c\"\n1;2\n", ';', false, false },
        { "sep=;\nnik,a;nama\n", ';', false, true },
        { "\xEF\xBB\xBFsep=\t\r\nnik\tnama\r\n", '\t', true, true },
        { "nik\n1\n", ',', false, false },
        { "nik;nama", ';', false, false },
        { "\n\nnik;nama\n1;2\n", ';', false, false },
        { "nik;nama\r1;2\r", ';', false, false },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct dialect dialect = { 0 };
        SUCCEEDS(dialect_detect(text_of(rows[i].head), true, &dialect));
        if (dialect.delimiter != rows[i].delimiter || dialect.bom != rows[i].bom || dialect.declared != rows[i].declared) {
            fail_msg("row %zu: delimiter %c, mark %d, declared %d", i, dialect.delimiter, dialect.bom, dialect.declared);
        }
    }
}

static void refuses_what_is_no_text_and_says_what_to_do(void **state)
{
    (void)state;
    static const struct {
        const char *head;
        size_t length;
        const char *message;
    } rows[] = {
        { "", 0, "empty" },
        { " \r\n\t\n", 5, "empty" },
        { "\xEF\xBB\xBF\n", 4, "empty" },
        { "PK\x03\x04xxxx", 8, "CSV UTF-8" },
        { "\xD0\xCF\x11\xE0\xA1\xB1", 6, "old Excel workbook" },
        { "%PDF-1.7\n", 9, "PDF" },
        { "\r\n<HTML><body>", 14, "web page" },
        { "<!DOCTYPE html>", 15, "web page" },
        { "<table border=1>", 16, "web page" },
        { "\xFF\xFEn\0i\0k\0", 8, "UTF-16" },
        { "\xFE\xFF\0n\0i\0k", 8, "UTF-16" },
        { "n\0i\0k\0,\0", 8, "NUL" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct dialect dialect;
        REFUSES(dialect_detect((struct text){ rows[i].head, rows[i].length }, true, &dialect), ERROR_FAILED, rows[i].message);
    }
}

static void passes_over_the_line_that_declares_the_delimiter(void **state)
{
    (void)state;
    struct csv *csv SCOPED_CSV = NULL;
    struct dialect dialect;
    struct csv_record header;
    const char *path = scratch("file.csv");
    static const char file[] = "sep=;\r\n\r\nnik;nama\r\n1;2\r\n";
    file_write(path, file, sizeof(file) - 1);
    SUCCEEDS(csv_open(path, CSV_CHUNK, NULL, &csv));
    SUCCEEDS(dialect_begin(csv, &dialect, &header));
    assert_int_equal(header.line, 3);
    assert_int_equal(header.count, 2);
    assert_text(header.fields[1], "nama");
}

static void a_file_without_a_header_is_empty(void **state)
{
    (void)state;
    static const char *const files[] = { "", "\n\n", "sep=;\n", ";;;\n;;;\n" };
    for (size_t i = 0; i < ROWS(files); i++) {
        struct csv *csv SCOPED_CSV = NULL;
        struct dialect dialect;
        struct csv_record header;
        const char *path = scratch("file.csv");
        file_write(path, files[i], strlen(files[i]));
        SUCCEEDS(csv_open(path, CSV_CHUNK, NULL, &csv));
        REFUSES(dialect_begin(csv, &dialect, &header), ERROR_FAILED, "empty");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_delimiter_and_the_byte_order_mark),
        cmocka_unit_test(refuses_what_is_no_text_and_says_what_to_do),
        cmocka_unit_test(passes_over_the_line_that_declares_the_delimiter),
        cmocka_unit_test(a_file_without_a_header_is_empty),
    };
    return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
