#include "support.h"

#include "importer/dialect.h"

static void finds_how_a_file_is_written(void **state)
{
    (void)state;
    static const struct {
        const char *head;
        struct dialect dialect;
        size_t width;
        size_t declared;
    } rows[] = {
        { "nik,nama\n1,2\n", { ',', false, '"', ESCAPE_DOUBLED }, 2, 0 },
        { "nik;nama\n1;2\n", { ';', false, '"', ESCAPE_DOUBLED }, 2, 0 },
        { "nik\tnama\n1\t2\n", { '\t', false, '"', ESCAPE_DOUBLED }, 2, 0 },
        { "nik|nama\n1|2\n", { '|', false, '"', ESCAPE_DOUBLED }, 2, 0 },
        { "nik nama umur\n1 Ani 20\n2 Budi 30\n", { ' ', false, '"', ESCAPE_DOUBLED }, 3, 0 },
        { " nik , nama , umur \n 1 , Ani , 20 \n 2 , Budi , 30 \n", { ',', false, '"', ESCAPE_DOUBLED }, 3, 0 },
        { "1,Ani Sri Sari,20,x,y\n2,Budi Eko Adi,30,x,z\n3,Eka Tri Dewi,40,v,y\n4,Siti Nur Aini,50,v,w\n\na,b c d\n5,u v w\n6,x y z\n7,a b c\n",
          { ',', false, '"', ESCAPE_DOUBLED }, 5, 0 },
        { "nik, nama, umur\n1, Ani Sari, 20\n2, \"Budi, S.E.\", 30\n", { ',', true, '"', ESCAPE_DOUBLED }, 3, 0 },
        { "nik;nama;alamat\n1;a,b;c\n2;d,e;f\n3;g,h,i;j\n", { ';', false, '"', ESCAPE_DOUBLED }, 3, 0 },
        { "nik,nama,alamat\n1,a;b,c\n2,d;e,f\n", { ',', false, '"', ESCAPE_DOUBLED }, 3, 0 },
        { "a;b;c\n1,5;2,5;3,5\n1,6;2,6;3,6\n", { ';', false, '"', ESCAPE_DOUBLED }, 3, 0 },
        { "nik,\"nama;lengkap;sekali;betul\",x\n1,\"a;b;c;d;e\",y\n", { ',', false, '"', ESCAPE_DOUBLED }, 3, 0 },
        { "nik;\"alamat, \n, baris\"\n1;2\n", { ';', false, '"', ESCAPE_DOUBLED }, 2, 0 },
        { "nik;\"a \"\"b\"\", c\"\n1;2\n", { ';', false, '"', ESCAPE_DOUBLED }, 2, 0 },
        { "nik,nama\n1,'Ani, S.E.'\n2,'Budi, S.H.'\n", { ',', false, '\'', ESCAPE_DOUBLED }, 2, 0 },
        { "nik,hp\n'157,'0812\n'158,'0813\n", { ',', false, '"', ESCAPE_DOUBLED }, 2, 0 }, /* Excel's apostrophe is no quote */
        { "nik,nama\n1,\"Warung \\\"Tini\\\", Jambi\"\n2,x\n", { ',', false, '"', ESCAPE_BACKSLASH }, 2, 0 },
        { "nik,nama\n1,\"Warung \"Tini\", Jambi\"\n2,\"Toko \"Dua\", Jambi\"\n3,x\n", { ',', false, '"', ESCAPE_NONE }, 2, 0 },
        { "sep=;\nnik,a;nama\n", { ';', false, '"', ESCAPE_DOUBLED }, 2, 6 },
        { "sep=\t\r\nnik\tnama\r\n", { '\t', false, '"', ESCAPE_DOUBLED }, 2, 7 },
        { "nik\n1\n", { ',', false, '"', ESCAPE_DOUBLED }, 1, 0 },
        { "nik;nama", { ';', false, '"', ESCAPE_DOUBLED }, 2, 0 },
        { "\n\nnik;nama\n1;2\n", { ';', false, '"', ESCAPE_DOUBLED }, 2, 0 },
        { "nik;nama\r1;2\r", { ';', false, '"', ESCAPE_DOUBLED }, 2, 0 },
        /* Texts of several words, days with their time, telephone numbers: one column each. */
        { "Full Name\nSiti Aminah\nBudi\nAhmad Yani Putra\nRina\nDewi Sari\n", { ',', false, '"', ESCAPE_DOUBLED }, 1, 0 },
        { "start time\n2024-01-01 10:00:00\n2024-01-02 11:30:00\n2024-01-03 09:15:00\n", { ',', false, '"', ESCAPE_DOUBLED }, 1, 0 },
        { "phone number\n+49 30 12345\n+49 40 23456\n+62 741 34567\n+62 21 5551234\n", { ',', false, '"', ESCAPE_DOUBLED }, 1, 0 },
        { "", { ',', false, '"', ESCAPE_DOUBLED }, 0, 0 },
        { " \r\n\t\n", { ',', false, '"', ESCAPE_DOUBLED }, 0, 0 },
        /* The first table counts, not the longest one. */
        { "a,b,c\n1,2,3\n4,5,6\n7,8,9\n\nd,e\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n", { ',', false, '"', ESCAPE_DOUBLED }, 3, 0 },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct dialect_found found = { 0 };
        SUCCEEDS(dialect_detect(text_of(rows[i].head), true, NULL, &found));
        if (!dialect_equal(&found.dialect, &rows[i].dialect) || found.width != rows[i].width || found.declared != rows[i].declared) {
            fail_msg("row %zu: delimiter '%c' quote %c escape %d, width %zu, declared %zu", i, found.dialect.delimiter, found.dialect.quote,
                     (int)found.dialect.escape, found.width, found.declared);
        }
    }
}

static void names_both_readings_when_they_are_nearly_as_likely(void **state)
{
    (void)state;
    static const struct {
        const char *head;
        bool doubtful;
    } rows[] = {
        { "a;b,c;d\n1;2,3;4\n5;6,7;8\n", false },
        { "a;b|c\n1;2|3\n5;6|7\n", true },
        { "nik;nama\n1;Ani\n", false },
        { "nama\nAni\n", false },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct dialect_found found;
        SUCCEEDS(dialect_detect(text_of(rows[i].head), true, NULL, &found));
        if (found.doubtful != rows[i].doubtful) {
            fail_msg("row %zu: doubtful %d", i, found.doubtful);
        }
    }
}

static void what_a_person_states_is_taken(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool usable;
        char delimiter;
        bool blank_after;
    } rows[] = {
        { "comma", true, ',', false }, { ";", true, ';', false },  { "TAB", true, '\t', false }, { "\\t", true, '\t', false },
        { "space", true, ' ', false }, { ", ", true, ',', true }, { "comma-space", true, ',', true }, { "^", true, '^', false },
        { "\"", false, 0, false },     { "7", false, 0, false },  { "kolon", false, 0, false }, { "", false, 0, false },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct dialect_wish wish = { 0 };
        bool usable = dialect_wish_delimiter(&wish, text_of(rows[i].name));
        if (usable != rows[i].usable || (usable && (wish.delimiter != rows[i].delimiter || wish.blank_after != rows[i].blank_after))) {
            fail_msg("row %zu", i);
        }
    }
    struct dialect_wish wish = { .quote = '\'' };
    struct dialect_found found;
    assert_true(dialect_wish_delimiter(&wish, TEXT("^")));
    SUCCEEDS(dialect_detect(TEXT("a,b^'c^d'\n"), true, &wish, &found));
    assert_int_equal(found.dialect.delimiter, '^');
    assert_int_equal(found.dialect.quote, '\'');
    assert_int_equal(found.width, 2);
}

static void refuses_web_pages_and_says_what_to_do(void **state)
{
    (void)state;
    static const char *const pages[] = { "\r\n<HTML><body>", "<!DOCTYPE html>", "<table border=1>", "<?xml version=\"1.0\"?>" };
    for (size_t i = 0; i < ROWS(pages); i++) {
        struct dialect_found found;
        REFUSES(dialect_detect(text_of(pages[i]), true, NULL, &found), ERROR_FAILED, "web page");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_how_a_file_is_written),
        cmocka_unit_test(names_both_readings_when_they_are_nearly_as_likely),
        cmocka_unit_test(what_a_person_states_is_taken),
        cmocka_unit_test(refuses_web_pages_and_says_what_to_do),
    };
    return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
