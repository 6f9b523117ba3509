/* Texts of cells as they are stored. */
#include "importer/name.h"

#include "importer/cell.h"
#include "support.h"

static void brings_names_to_one_form_and_keeps_what_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *raw;
        const char *clean;
    } rows[] = {
        { "Siti Aminah", "Siti Aminah" },
        { "", "" },
        { "  SITI \t AMINAH\r\n", "SITI AMINAH" },
        { "Ir. H. Muh. Yusuf, S.E., M.M.", "Ir. H. Muh. Yusuf, S.E., M.M." },
        { "Rene\xCC\x81", "Ren\xC3\xA9" },                             /* a combining accent */
        { "Ren\xC3\xA9", "Ren\xC3\xA9" },
        { "Siti\xC2\xA0\xC2\xA0" "Aminah", "Siti Aminah" },            /* blanks that do not break */
        { "\xE2\x80\x83Siti\xE2\x80\x83", "Siti" },                    /* wide blanks */
        { "Si\xE2\x80\x8Bti\xEF\xBB\xBF", "Siti" },                    /* of no width */
        { "\xE2\x80\xAASiti\xE2\x80\xAC", "Siti" },                    /* marks of direction */
        { "Ami\xC2\xADnah", "Aminah" },                                /* a soft hyphen */
        { "\xE2\x80\x8B", "" },
        { "Siti\xC2\x85" "A", "Siti A" },                              /* a control character */
        { "Ma\xE2\x80\x99ruf", "Ma\xE2\x80\x99ruf" },                  /* a curly apostrophe stays */
        { "\xE2\x84\xAB", "\xC3\x85" },                                /* the Angstrom sign is a letter */
        { "\xEF\xAC\x81", "\xEF\xAC\x81" },                            /* a ligature stays: that is NFC, not NFKC */
        { "\xE0\xA5\x98", "\xE0\xA4\x95\xE0\xA4\xBC" },                /* one that NFC takes apart */
        { "\xF0\x9D\x85\xA0", "\xF0\x9D\x85\x98\xF0\x9D\x85\xA5\xF0\x9D\x85\xAE" }, /* the growth that there is */
        { "a\xCC\x81\xE2\x80\x8D\xCC\xA3", "\xE1\xBA\xA1\xCC\x81" },   /* marks in order, though something stood between */
        { " \xFF" "Siti ", "\xFF" "Siti" },                            /* no UTF-8 */
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct text raw = text_of(rows[i].raw);
        char *room = malloc(raw.length * NAME_GROWTH + 1);
        size_t used = 5;
        struct text clean = name_clean(raw, room, &used);
        if (!text_equal(clean, text_of(rows[i].clean))) {
            fail_msg("\"%s\" became \"%.*s\"", rows[i].raw, TEXT_ARG(clean));
        }
        assert_true(used == 5 + clean.length || clean.bytes != room);
        free(room);
    }
}

static void cleans_long_texts_too(void **state)
{
    (void)state;
    struct buffer raw = { 0 };
    size_t used = 0;
    for (int i = 0; i < 3000; i++) {
        buffer_add_string(&raw, "e\xCC\x81 ");
    }
    char *room = malloc(raw.length * NAME_GROWTH);
    assert_int_equal(name_clean(buffer_text(&raw), room, &used).length, 3000 * 3 - 1);
    free(room);
    buffer_free(&raw);
}

static void takes_excels_apostrophe_and_leaves_that_of_a_name(void **state)
{
    (void)state;
    static const struct {
        const char *raw;
        const char *clean;
    } rows[] = {
        { "'1571010101900001", "1571010101900001" }, { "'=A1", "=A1" }, { "'+62811", "+62811" }, { "'-", "-" }, { "'@toko", "@toko" }, { "' 12 A", "12 A" },
        { "'", "" }, { "'Aisyah", "'Aisyah" }, { "'abdul", "'abdul" }, { "'\xC3\x81li", "'\xC3\x81li" }, { "''", "''" }, { "Ma'ruf", "Ma'ruf" },
        { "12'", "12'" }, { "", "" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        assert_text(name_without_mark(text_of(rows[i].raw)), rows[i].clean);
    }
}

static void a_cell_of_any_text_is_cleaned(void **state)
{
    (void)state;
    static const struct {
        enum field field;
        const char *raw;
        const char *stored; /* NULL = missing */
    } rows[] = {
        { FIELD_NAMA, "Rene\xCC\x81 \xC2\xA0 Manurung", "Ren\xC3\xA9 Manurung" }, { FIELD_NAMA, "'Aisyah", "'Aisyah" }, { FIELD_DESA, "'12", "12" },
        { FIELD_ALAMAT, "Jl. \xE2\x80\x8BMelati", "Jl. Melati" }, { FIELD_ALAMAT, "\xE2\x80\x8B", NULL }, { FIELD_ALAMAT, "'", NULL },
        { FIELD_NO_HP, "'0812\xE2\x80\x8B" "3456789", "08123456789" }, { FIELD_NIB, "'0123", "0123" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct programme rules = { .year = 2024 };
        struct cells cells;
        struct value value = { 0 };
        struct text raw = text_of(rows[i].raw);
        cells_init(&cells, &rules, (struct day){ 19875 });
        cells_begin(&cells, raw.length);
        cell_read(&cells, rows[i].field, 1, raw, text_is_plain(raw), &value);
        if (rows[i].stored == NULL) {
            assert_int_equal(value.kind, VALUE_MISSING);
        } else {
            assert_int_equal(value.kind, VALUE_TEXT);
            assert_text(value.text, rows[i].stored);
        }
        assert_int_equal(cells.faults.count, 0);
        cells_free(&cells);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brings_names_to_one_form_and_keeps_what_is_read),
        cmocka_unit_test(cleans_long_texts_too),
        cmocka_unit_test(takes_excels_apostrophe_and_leaves_that_of_a_name),
        cmocka_unit_test(a_cell_of_any_text_is_cleaned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
