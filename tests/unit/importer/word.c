/* Words of cells: categories, sexes, paths and places. */
#include "importer/word.h"

#include "programme/applicant.h"
#include "programme/review.h"
#include "support.h"

static void knows_the_usual_spellings_and_no_others(void **state)
{
    (void)state;
    static const struct {
        int list;
        const char *text;
        int64_t code; /* 0 = unknown */
    } rows[] = {
        { WORD_CATEGORY, "Milenial", CATEGORY_MILENIAL }, { WORD_CATEGORY, "MILENIAL 5JT", CATEGORY_MILENIAL },
        { WORD_CATEGORY, "Millennial", CATEGORY_MILENIAL }, { WORD_CATEGORY, "UMKM Milenial", CATEGORY_MILENIAL },
        { WORD_CATEGORY, "MAK-MAK 10JT", CATEGORY_EMAK_EMAK }, { WORD_CATEGORY, "emak - emak", CATEGORY_EMAK_EMAK },
        { WORD_CATEGORY, "Emak2", CATEGORY_EMAK_EMAK }, { WORD_CATEGORY, "Ibu-ibu", CATEGORY_EMAK_EMAK },
        { WORD_CATEGORY, "emak\xE2\x80\x93" "emak", CATEGORY_EMAK_EMAK }, { WORD_CATEGORY, "WP 20 JT", CATEGORY_PEMULA },
        { WORD_CATEGORY, "W.P.", CATEGORY_PEMULA }, { WORD_CATEGORY, "Wirausaha Pemula (WP)", CATEGORY_PEMULA },
        { WORD_CATEGORY, "Rp 5 juta", 0 }, { WORD_CATEGORY, "lansia", 0 }, { WORD_CATEGORY, "ibu", 0 }, { WORD_CATEGORY, "L", 0 }, { WORD_CATEGORY, "", 0 },
        { WORD_SEX, "L", SEX_MAN }, { WORD_SEX, "Laki - Laki", SEX_MAN }, { WORD_SEX, "LAKI-LAKI (L)", SEX_MAN }, { WORD_SEX, "Lk.", SEX_MAN },
        { WORD_SEX, "pria", SEX_MAN }, { WORD_SEX, "Laki\xC2\xA0laki", SEX_MAN }, { WORD_SEX, "Perempuan", SEX_WOMAN }, { WORD_SEX, "PR", SEX_WOMAN },
        { WORD_SEX, "wanita", SEX_WOMAN }, { WORD_SEX, "p.", SEX_WOMAN }, { WORD_SEX, "LP", 0 }, { WORD_SEX, "L/P", 0 }, { WORD_SEX, "1", 0 }, { WORD_SEX, "", 0 },
        { WORD_PATH, "Reguler", PATH_REGULER }, { WORD_PATH, "REGULAR", PATH_REGULER }, { WORD_PATH, "Jalur Aspirasi", PATH_ASPIRASI }, { WORD_PATH, "dewan", 0 },
        { WORD_VERDICT, "Terima", REVIEW_ACCEPTED }, { WORD_VERDICT, "DITERIMA", REVIEW_ACCEPTED }, { WORD_VERDICT, "Memenuhi Syarat", REVIEW_ACCEPTED },
        { WORD_VERDICT, "MS", REVIEW_ACCEPTED }, { WORD_VERDICT, "ya", REVIEW_ACCEPTED }, { WORD_VERDICT, "tolak", REVIEW_REJECTED },
        { WORD_VERDICT, "Tidak Memenuhi Syarat (TMS)", REVIEW_REJECTED }, { WORD_VERDICT, "T.M.S.", REVIEW_REJECTED }, { WORD_VERDICT, "Ditolak", REVIEW_REJECTED },
        { WORD_VERDICT, "minta dokumen", REVIEW_ASKED }, { WORD_VERDICT, "Lengkapi", REVIEW_ASKED }, { WORD_VERDICT, "perbaikan", REVIEW_ASKED },
        { WORD_VERDICT, "sanggah", REVIEW_APPEALED }, { WORD_VERDICT, "Banding", REVIEW_APPEALED }, { WORD_VERDICT, "keberatan", REVIEW_APPEALED },
        { WORD_VERDICT, "tidak", 0 }, { WORD_VERDICT, "MS/TMS", 0 }, { WORD_VERDICT, "mungkin", 0 }, { WORD_VERDICT, "1", 0 }, { WORD_VERDICT, "", 0 },
        { WORD_KABKOTA, "Kab.\xC2\xA0Muaro Jambi", 1505 }, { WORD_KABKOTA, "Muaro J\xC3\xA1mbi", 1505 }, { WORD_KABKOTA, "Tebo\xE2\x80\x8B", 1509 },
        { WORD_KABKOTA, "Atlantis", 0 }, { WORD_KABKOTA, "\xFF", 0 }, { 1571, "Kec.\xC2\xA0Telanai Pura", 157101 }, { 1509, "Telanaipura", 0 },
    };
    struct word_book *book = word_book_new();
    for (int again = 0; again < 2; again++) {
        for (size_t i = 0; i < ROWS(rows); i++) {
            struct word word = word_find(book, rows[i].list, text_of(rows[i].text));
            if (word.code != rows[i].code) {
                fail_msg("\"%s\": %d", rows[i].text, (int)word.code);
            }
        }
    }
    word_book_free(book);
}

static void suggests_where_an_unknown_place_may_be(void **state)
{
    (void)state;
    static const struct {
        int list;
        const char *text;
        const char *suggestion;
    } rows[] = {
        { WORD_KABKOTA, "Muaro Jamb", "Kabupaten Muaro Jambi" }, { WORD_KABKOTA, "Tanjung Jabung", "" }, { WORD_KABKOTA, "Atlantis", "" },
        { 1571, "Telanaipra", "Telanaipura" }, { 1571, "Pemayung", "Pemayung (Kabupaten Batanghari)" },
        { 1571, "Koto Baru", "Kota Baru; Koto Baru (Kota Sungai Penuh)" }, { 1571, "Kec. Jaluko", "Jambi Luar Kota (Kabupaten Muaro Jambi)" },
        { 1571, "Atlantis", "" }, { 1371, "Pemayung", "" }, { 1371, "Padang Brat", "Padang Barat" },
    };
    struct word_book *book = word_book_new();
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct buffer suggestion = { 0 };
        struct word word = word_find(book, rows[i].list, text_of(rows[i].text));
        assert_int_equal(word.code, 0);
        word_suggest(&word, &suggestion);
        assert_text(buffer_text(&suggestion), rows[i].suggestion);
        buffer_free(&suggestion);
    }
    word_book_free(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_the_usual_spellings_and_no_others),
        cmocka_unit_test(suggests_where_an_unknown_place_may_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
