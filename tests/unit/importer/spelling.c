/* Spellings as data: what is in the built-in files, and what a file is refused for. */
#include "importer/spelling.h"

#include "importer/fold.h"
#include "importer/header.h"
#include "importer/word.h"
#include "support.h"

static void the_built_in_files_are_sound(void **state)
{
    (void)state;
    SUCCEEDS(header_load());
    SUCCEEDS(word_load());
}

static bool fruit_code(struct text name, int64_t *code_out)
{
    *code_out = text_equal(name, TEXT("apel")) ? 7 : text_equal(name, TEXT("jeruk")) ? 8 : 0;
    return *code_out != 0;
}

static const struct spelling_list lists[] = { { "buah", fruit_code }, { "sayur", fruit_code }, { NULL, NULL } };

static const struct error *parse(const char *yaml, struct spellings **out)
{
    return spellings_parse("f.yaml", text_of(yaml), lists, out);
}

static void finds_a_spelling_in_its_own_list_only(void **state)
{
    (void)state;
    struct spellings *spellings;
    int64_t code;
    size_t count;
    SUCCEEDS(parse("# a comment\nbuah:\n  apel: [\"Apel Malang\", 12x, no]\n  jeruk: []\nsayur: { apel: [j\xC3\xA9ruk] }\n", &spellings));
    static const struct {
        int list;
        const char *folded;
        int64_t code; /* 0 = none */
    } rows[] = {
        { 0, "apel", 7 }, { 0, "apelmalang", 7 }, { 0, "12x", 7 }, { 0, "12", 0 }, { 0, "no", 7 }, { 0, "jeruk", 8 }, { 1, "jeruk", 7 }, { 1, "apel", 7 },
        { 1, "apelmalang", 0 }, { 2, "apel", 0 }, { 0, "", 0 }, { 0, "Apel Malang", 0 },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        bool found = spellings_find(spellings, rows[i].list, text_of(rows[i].folded), &code);
        if (found != (rows[i].code != 0) || (found && code != rows[i].code)) {
            fail_msg("%d \"%s\"", rows[i].list, rows[i].folded);
        }
    }
    const struct spelling *all = spellings_all(spellings, &count);
    assert_int_equal(count, 7);
    assert_int_equal(all[1].line, 3);
    assert_true(text_equal(all[1].text, TEXT("Apel Malang")));
    spellings_free(spellings);
    spellings_free(NULL);
}

static void refuses_a_faulty_file_and_names_the_line(void **state)
{
    (void)state;
    static const struct {
        const char *yaml;
        const char *message;
    } rows[] = {
        { "", "f.yaml:1: expected lists" },
        { "# nothing\n", "f.yaml:2: expected lists" },
        { "- apel\n", "f.yaml:1: expected lists" },
        { "buah:\n  apel: []\n", "f.yaml: list sayur is missing" },
        { "buah:\n  apel: []\nsayur: {}\nikan: {}\n", "f.yaml:4: there is no list ikan" },
        { "buah:\n  apel: []\nsayur: {}\nbuah: {}\n", "f.yaml:4: list buah stands there twice" },
        { "buah:\n  apel: []\n  duku: [a]\nsayur: {}\n", "f.yaml:3: list buah has no duku" },
        { "buah:\n  apel:\n    - satu\n    - SATU.\nsayur: {}\n", "f.yaml:4: \"SATU.\" stands in this list already, in line 3" },
        { "buah:\n  apel: [satu]\n  jeruk: [dua, satu]\nsayur: {}\n", "f.yaml:3: \"satu\" stands in this list already, in line 2" },
        { "buah:\n  apel: [jeruk]\n  jeruk: []\nsayur: {}\n", "f.yaml:3: \"jeruk\" stands in this list already, in line 2" },
        { "buah:\n  apel: []\n  apel: []\nsayur: {}\n", "f.yaml:3: \"apel\" stands in this list already, in line 2" },
        { "buah:\n  apel: [\"\"]\nsayur: {}\n", "f.yaml:2: a spelling has letters" },
        { "buah:\n  apel: [\"...\"]\nsayur: {}\n", "f.yaml:2: a spelling has letters" },
        { "buah:\n  apel: satu\nsayur: {}\n", "f.yaml:2: expected lists" },
        { "buah:\n  apel: [[satu]]\nsayur: {}\n", "f.yaml:2: expected a spelling" },
        { "buah: [apel]\nsayur: {}\n", "f.yaml:1: expected lists" },
        { "buah:\n  ? [a]\n  : [b]\nsayur: {}\n", "f.yaml:2: expected a name" },
        { "? [a]\n: {}\n", "f.yaml:1: expected the name of a list" },
        { "buah:\n  apel: &a [satu]\n  jeruk: *a\nsayur: {}\n", "f.yaml:3: expected lists" },
        { "buah:\n\tapel: []\n", "f.yaml:2: is not YAML" },
        { "buah: {\n", "f.yaml:2: is not YAML" },
        { "buah: {}\nsayur: {}\n---\nbuah: {}\n", "f.yaml:3: expected the end" },
        { "buah:\n  apel: [\xFF]\n", "f.yaml:" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct spellings *spellings = NULL;
        REFUSES(parse(rows[i].yaml, &spellings), ERROR_FAILED, rows[i].message);
        assert_null(spellings);
    }
}

static void folding_takes_case_punctuation_blanks_and_accents(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *folded;
        const char *letters; /* letters_fold, where it says something else than the text */
    } rows[] = {
        { "NO. KK", "nokk", NULL },
        { "", "", NULL },
        { " ***  ", "", NULL },
        { "N\xC3\x81MA", "nama", "Nama" },
        { "Na\xCC\x81ma", "nama", "Nama" },                     /* a combining accent */
        { "na\xC2\xA0ma", "nama", "na ma" },                    /* a blank that does not break */
        { "na\xE2\x80\x8Bma\xEF\xBB\xBF", "nama", "nama" },     /* of no width */
        { "na\xC2\xADma", "nama", "nama" },                     /* a soft hyphen */
        { "\xEF\xBC\xAE\xEF\xBC\xA9\xEF\xBC\xAB", "nik", "nik" }, /* full width */
        { "\xE2\x84\x96 KK", "nokk", "no KK" },                 /* the numero sign */
        { "na\xE2\x80\x93ma", "nama", NULL },                   /* a dash */
        { "S\xC3\xB8ren \xC5\x81", "sorenl", "soren l" },
        { "STRA\xC3\x9F" "E", "strasse", NULL },
        { "a\xFF" "b\xC3", "ab", "ab" },
        { "\xD0\x9D\xD0\x98\xD0\x9A", "\xD0\xBD\xD0\xB8\xD0\xBA", NULL },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct folded folded;
        header_fold(text_of(rows[i].text), &folded);
        if (!text_equal(folded_text(&folded), text_of(rows[i].folded))) {
            fail_msg("\"%s\" folds to \"%.*s\"", rows[i].text, (int)folded.length, folded.bytes);
        }
        letters_fold(text_of(rows[i].text), &folded);
        if (rows[i].letters != NULL && !text_equal_nocase(folded_text(&folded), text_of(rows[i].letters))) {
            fail_msg("\"%s\" has the letters \"%.*s\"", rows[i].text, (int)folded.length, folded.bytes);
        }
    }
}

static void a_folded_text_is_cut_between_letters(void **state)
{
    (void)state;
    struct buffer text = { 0 };
    struct folded folded;
    for (int i = 0; i < HEADER_FOLD_BYTES - 1; i++) {
        buffer_add_byte(&text, 'a');
    }
    buffer_add_string(&text, "\xD0\xB8" "b");
    header_fold(buffer_text(&text), &folded);
    assert_int_equal(folded.length, HEADER_FOLD_BYTES - 1);
    buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_built_in_files_are_sound),
        cmocka_unit_test(finds_a_spelling_in_its_own_list_only),
        cmocka_unit_test(refuses_a_faulty_file_and_names_the_line),
        cmocka_unit_test(folding_takes_case_punctuation_blanks_and_accents),
        cmocka_unit_test(a_folded_text_is_cut_between_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
