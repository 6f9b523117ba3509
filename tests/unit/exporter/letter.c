/* The letter: what stands where, one page whatever there is to say, and templates that are none. */
#include "support.h"

#include "letter_sample.h"

static struct programme programme;
static struct explanation explanation;
static struct explanation_moment moment;

static const struct error *compose(const char *template, struct buffer *out)
{
    const struct letter letter = { &programme, &moment, &explanation, { INT64_C(1571015203900001) }, { 19814 } }; /* 1 April 2024 */
    buffer_clear(out);
    return letter_compose("surat.txt", text_of(template), &letter, out);
}

static int drop(void **state)
{
    (void)state;
    explanation_free(&explanation);
    return 0;
}

static void fills_every_placeholder(void **state)
{
    (void)state;
    struct buffer page = { 0 };
    sample_fill(&programme, &explanation, 1);
    moment = EXPLANATION_NOW;
    SUCCEEDS(compose("{{nama}}/{{ nik }}/{{tahun}}/{{program}}/{{tanggal}}/{{kategori}}\n{{keputusan}}\n  {{alasan}}\n", &page));
    assert_string_equal(buffer_string(&page),
                        "Sari Contoh/1571015203900001/2024/Dumisake UMKM 2024/1 April 2024/Emak-Emak\n"
                        "TIDAK MEMENUHI SYARAT.\n"
                        "  1. Usaha mikro\n"
                        "     Tertulis      : omzet bulanan 200.000.000 (pemohon.csv baris 2)\n"
                        "     Ketentuan     : omzet bulanan x 12 paling banyak 2.000.000.000\n"
                        "     Dasar         : PP 7/2021 (asumsi)\n"
                        "     Terpenuhi bila: omzet bulanan x 12 paling banyak 2.000.000.000 (tertulis:\n"
                        "                     2.400.000.000)\n"
                        "\n"
                        "  (asumsi) berarti tidak ada dalam ketentuan yang dipublikasikan; nilainya dianggap\n"
                        "  demikian.\n");
    SUCCEEDS(compose("{{sanggah}}", &page));
    assert_non_null(strstr(buffer_string(&page), "sanggahan tertulis"));
    SUCCEEDS(compose("\xEF\xBB\xBF" "a\r\n{ {x}} }\r\n", &page)); /* as Windows saves it; braces that are none */
    assert_string_equal(buffer_string(&page), "a\n{ {x}} }\n");
    buffer_free(&page);
}

static void is_one_page_whatever_there_is_to_say(void **state)
{
    (void)state;
    struct buffer page = { 0 };
    for (size_t rules = 0; rules <= RULES_MAX; rules += 8) {
        char rest[40];
        size_t lines = 0;
        size_t shown = 0;
        explanation_free(&explanation);
        sample_fill(&programme, &explanation, rules);
        moment = EXPLANATION_NOW;
        const struct letter letter = { &programme, &moment, &explanation, { INT64_C(1571015203900001) }, { 19814 } };
        buffer_clear(&page);
        SUCCEEDS(letter_compose("surat.txt", letter_template(), &letter, &page));
        for (const char *at = buffer_string(&page); *at != '\0'; at++) {
            lines += *at == '\n' ? 1 : 0;
        }
        assert_true(lines <= LETTER_LINES);
        for (const char *at = strstr(buffer_string(&page), ". Usaha mikro"); at != NULL; at = strstr(at + 1, ". Usaha mikro")) {
            shown++;
        }
        assert_true(shown == rules || shown >= 5);
        (void)snprintf(rest, sizeof(rest), "dan %zu alasan lain", rules - shown);
        assert_int_equal(strstr(buffer_string(&page), rest) != NULL, shown < rules);
    }
    buffer_free(&page);
}

static void wraps_at_words_and_breaks_what_is_too_long_for_a_line(void **state)
{
    (void)state;
    struct buffer page = { 0 };
    struct buffer template = { 0 };
    sample_fill(&programme, &explanation, 0);
    for (int i = 0; i < 100; i++) {
        buffer_add_string(&template, "\xC3\xA9"); /* two bytes, one character */
    }
    buffer_add_string(&template, " kata\n");
    for (int i = 0; i < 20; i++) {
        buffer_add_string(&template, i == 0 ? "Nama : " : "kata-kata ");
    }
    SUCCEEDS(compose(buffer_string(&template), &page));
    struct text rest = buffer_text(&page);
    assert_int_equal(text_split(&rest, '\n').length, 180);
    assert_text(text_split(&rest, '\n'), "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 kata");
    assert_text(text_split(&rest, '\n'), "Nama : kata-kata kata-kata kata-kata kata-kata kata-kata kata-kata kata-kata kata-kata");
    assert_true(text_starts_with(rest, TEXT("       kata-kata")));
    buffer_free(&page);
    buffer_free(&template);
}

static void says_what_becomes_of_the_applicant(void **state)
{
    (void)state;
    static const struct {
        enum fate_kind kind;
        enum account account;
        const char *limit;
        int64_t batch;
        const char *says;
    } rows[] = {
        { FATE_PAYOUT, ACCOUNT_KOMITMEN, "", 0, "MEMENUHI SYARAT; ditetapkan untuk bantuan Rp 5.000.000 (batch 3, urutan 7, nomor rujukan P1)." },
        { FATE_PAYOUT, ACCOUNT_TERSALUR, "", 0, "MEMENUHI SYARAT; bantuan Rp 5.000.000 sudah disalurkan (batch 3" },
        { FATE_PAYOUT, ACCOUNT_RETUR, "", 0, "dikembalikan oleh bank" }, { FATE_PAYOUT, ACCOUNT_SETOR_KEMBALI, "", 0, "disetor kembali" },
        { FATE_PAYOUT, ACCOUNT_TERSALUR, "", 3, "ditetapkan untuk bantuan Rp 5.000.000" }, { FATE_PAYOUT, ACCOUNT_TERSALUR, "", 3, "Menurut keadaan pada batch 3, 1 April 2024." },
        { FATE_NEXT, 0, "", 0, "menunggu batch berikutnya" }, { FATE_WAITING, 0, "semua", 0, "menunggu, urutan 4 pada daftar tunggu batch 3; kuota semua penuh." },
        { FATE_WAITING, 0, "anggaran", 0, "anggaran sudah terpakai" }, { FATE_WAITING, 0, "batas", 0, "dibatasi" },
        { FATE_WAITING, 0, "kecamatan-tidak-dikenal", 0, "kecamatan usaha tidak dikenal" }, { FATE_WAITING, 0, "tidak-dipilih", 0, "kategori atau wilayah lain" },
        { FATE_FAMILY, 0, "", 0, "satu KK satu bantuan" }, { FATE_PAID_LATER, 0, "", 0, "tahun sesudahnya" }, { FATE_LOTTERY, 0, "", 0, "menunggu undian" },
        { FATE_UNKNOWN, 0, "", 3, "tidak masuk batch itu" },
    };
    struct buffer page = { 0 };
    for (size_t i = 0; i < ROWS(rows); i++) {
        explanation_free(&explanation);
        sample_fill(&programme, &explanation, 0);
        moment = (struct explanation_moment){ .as_of = rows[i].batch == 0 ? LEDGER_NOW : 9, .batch = rows[i].batch, .day = { 19814 } };
        explanation.status = DECISION_ELIGIBLE;
        explanation.fate = (struct fate){ .kind = rows[i].kind, .account = rows[i].account, .batch = 3, .sequence = 7, .amount = { 5000000 } };
        explanation.waiting = (struct waiting_place){ .batch = 3, .position = 4 };
        buffer_add_string(&explanation.fate.reference, "P1");
        buffer_add_string(&explanation.fate.limit, rows[i].limit);
        SUCCEEDS(compose("{{keputusan}}", &page));
        for (size_t k = 0; k < page.length; k++) {
            page.bytes[k] = page.bytes[k] == '\n' ? ' ' : page.bytes[k];
        }
        if (strstr(buffer_string(&page), rows[i].says) == NULL) {
            fail_msg("%zu: %s", i, buffer_string(&page));
        }
    }
    SUCCEEDS(compose("{{alasan}}", &page));
    assert_string_equal(buffer_string(&page), "Semua ketentuan program terpenuhi.\n");
    explanation_free(&explanation);
    sample_fill(&programme, &explanation, 1);
    explanation.status = DECISION_ELIGIBLE; /* an officer accepted */
    SUCCEEDS(compose("{{alasan}}", &page));
    assert_non_null(strstr(buffer_string(&page), "yang belum terbukti"));
    explanation.category = CATEGORY_PEMULA;
    explanation.status = DECISION_INELIGIBLE;
    SUCCEEDS(compose("{{alasan}}", &page));
    assert_non_null(strstr(buffer_string(&page), "1. Program tahun 2024 tidak memberi bantuan untuk kategori Pemula.\n2. Usaha mikro"));
    buffer_free(&page);
}

static void refuses_a_template_that_is_none_naming_the_place(void **state)
{
    (void)state;
    static const struct {
        const char *template;
        const char *says;
    } rows[] = {
        { "a\n\xC3\xA9 {{nma}}\n", "surat.txt:2:3: {{nma}}: is no placeholder; expected one of {{nama}} {{nik}}" }, { "{{}}", "surat.txt:1:1: {{}}" },
        { "{{nama", "surat.txt:1:1: {{ without }}" }, { "a\n\n b {{nama\n}}", "surat.txt:3:4: {{ without }}" }, { "{{nama}} {{NIK}}", "surat.txt:1:10: {{NIK}}" },
        { "a\xFF" "b", "surat.txt:1:2: a byte that is no UTF-8" }, { "a\n\tb", "surat.txt:2:1: a control character" }, { "a\rb\n", "surat.txt:1:2: a control" },
        { "a\x1B[2J", "surat.txt:1:2: a control" }, { "\xC3\xA9\xC2\x9B", "surat.txt:1:2: a control" }, { "{{\xC3\xA9\x1B}}", "surat.txt:1:4: a control" },
    };
    struct buffer page = { 0 };
    struct buffer large = { 0 };
    sample_fill(&programme, &explanation, 2);
    for (size_t i = 0; i < ROWS(rows); i++) {
        REFUSES(compose(rows[i].template, &page), ERROR_FAILED, rows[i].says);
        assert_int_equal(page.length, 0);
    }
    for (unsigned i = 0; i <= LETTER_LINES; i++) {
        buffer_add_string(&large, "x\n");
    }
    REFUSES(compose(buffer_string(&large), &page), ERROR_FAILED, "more than the 60 lines");
    while (large.length <= LETTER_TEMPLATE_MAX) {
        buffer_add_string(&large, "{{alasan}}");
    }
    REFUSES(compose(buffer_string(&large), &page), ERROR_FAILED, "is larger than");
    large.length = LETTER_TEMPLATE_MAX / 20 * 10;
    large.bytes[large.length] = '\0';
    REFUSES(compose(buffer_string(&large), &page), ERROR_FAILED, "");
    buffer_free(&page);
    buffer_free(&large);
}

static void a_template_is_known_by_its_first_words(void **state)
{
    (void)state;
    static const char *const rows[][2] = { { "PEMBERITAHUAN\nx", "PEMBERITAHUAN" }, { "Kepada Yth. {{nama}}", "Kepada Yth." }, { "Yth. {{nama}}", "" }, { "{{nama}} yang terhormat", "" },
                                           { "\xEF\xBB\xBF" "PEMBERITAHUAN\r\n", "PEMBERITAHUAN" }, { "", "" }, { "     PEMBERITAHUAN", "" },
                                           { "0123456789012345678901234567890123456789", "0123456789012345678901234567890" } };
    for (size_t i = 0; i < ROWS(rows); i++) {
        assert_text(letter_beginning(text_of(rows[i][0])), rows[i][1]);
    }
    assert_text(letter_beginning(letter_template()), "PEMBERITAHUAN KEPUTUSAN ATAS PE");
}

#define letter_test(name) cmocka_unit_test_teardown(name, drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        letter_test(fills_every_placeholder),
        letter_test(is_one_page_whatever_there_is_to_say),
        letter_test(wraps_at_words_and_breaks_what_is_too_long_for_a_line),
        letter_test(says_what_becomes_of_the_applicant),
        letter_test(refuses_a_template_that_is_none_naming_the_place),
        letter_test(a_template_is_known_by_its_first_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
