/* A programme year's YAML: the built-in ones say what was published, and every way to be wrong is refused by name. */
#include "life.h"

static const char sound[] = "year: 2030\nname: Uji\nbudget_account: 5.1\nbudget: 100\n"
                            "amounts:\n  - { category: milenial, amount: 3 }\n"
                            "quotas:\n  - { name: satu, categories: [milenial], people: 4 }\n"
                            "rules:\n  - { code: a, title: A, source: uji, condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996, unknown: review }\n";

/* The sound text with its first `from` replaced. */
static void parse_changed(const char *from, const char *to, struct programme *out, const struct error **error_out)
{
    struct buffer yaml = { 0 };
    const char *at = strstr(sound, from);
    assert_non_null(at);
    buffer_add(&yaml, (struct text){ sound, (size_t)(at - sound) });
    buffer_add_string(&yaml, to);
    buffer_add_string(&yaml, at + strlen(from));
    *error_out = programme_parse("juknis.yaml", buffer_text(&yaml), out);
    buffer_free(&yaml);
}

static void reads_what_it_says(void **state)
{
    (void)state;
    struct programme programme = { 0 };
    struct digest digest;
    SUCCEEDS(programme_parse("juknis.yaml", text_of(sound), &programme));
    assert_int_equal(programme.year, 2030);
    assert_string_equal(programme.name, "Uji");
    assert_string_equal(programme.budget_account, "5.1");
    assert_int_equal(programme.budget.rupiah, 100);
    assert_int_equal(programme.amounts[CATEGORY_MILENIAL].rupiah, 3);
    assert_int_equal(programme.amounts[CATEGORY_PEMULA].rupiah, 0);
    assert_int_equal(programme.reference_day.number, day_at("2030-12-31").number); /* when it says nothing else */
    assert_true(day_is_none(programme.valid_from) && day_is_none(programme.valid_to));
    assert_int_equal(programme.quota_count, 1);
    assert_int_equal(programme.quotas[0].people, 4);
    assert_true(programme.quotas[0].categories[CATEGORY_MILENIAL] && !programme.quotas[0].categories[CATEGORY_PEMULA]);
    assert_int_equal(programme.rule_count, 1);
    const struct rule *rule = &programme.rules[0];
    assert_string_equal(rule->code, "a");
    assert_true(rule->severity == SEVERITY_REJECT && rule->unknown == UNKNOWN_REVIEW && !rule->assumed);
    assert_string_equal(rule->condition.text, "year(tanggal_lahir) in 1981..1996"); /* a condition named by one word, as the first files had them */
    for (int category = 1; category <= CATEGORY_COUNT; category++) {
        assert_true(rule->categories[category]);
    }
    assert_string_equal(programme.text, sound);
    digest_of(text_of(sound), TEXT_EMPTY, &digest);
    assert_true(digest_equal(&programme.sha256, &digest));
    programme_free(&programme);
}

static void accepts_these_changes(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        { "year: 2030", "year: 2000" }, { "year: 2030", "year: 2199" }, { "year: 2030", "# note\nyear: 2030" }, { "people: 4", "people: 0" },
        { "people: 4", "people: 4, source: SK 1, assumed: yes" }, { "people: 4", "people: 4, assumed: no" }, { "budget: 100", "budget: 9007199254740991" },
        { "min: 1981", "min: 1996" }, { "unknown: review", "unknown: pass" }, { "unknown: review", "unknown: reject" },
        { "budget: 100\n", "budget: 100\nassumed: [budget, budget_account]\nreference_day: 2030-06-30\nvalid_from: 2030-01-01\nvalid_to: 2030-01-01\n" },
        { "condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996", "condition: present, field: nama_ibu" },
        { "condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996", "condition: present, field: nib" },
        { "condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996", "condition: sex, field: jenis_kelamin, value: laki-laki" },
        { "quotas:\n  - { name: satu, categories: [milenial], people: 4 }\n", "" },
        { "budget: 100\n", "budget: 1.000.000\norder: undian\nverification: required\nsk: { number: 1/KEP, date: 2030-01-02 }\nlpj: { months: 3 }\n"
                           "approvals: [{ up_to: 10, officers: 1 }, { officers: 2 }]\n" },
        { "budget: 100\n", "budget: 100\nlpj: { day: 2031-01-10 }\napprovals: [{ officers: 9 }]\n" },
        { "people: 4 }\n", "people: 4 }\n  - { name: kota, kabupaten: Kota Jambi, people: 2 }\n  - { name: kec, kabupaten: 1571, kecamatan: Telanaipura, people: 1, unused: flows }\n" },
        { "{ name: satu, categories: [milenial], people: 4 }", "{ name: semua, people: 4 }" },
        { "condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996, unknown: review", "condition: grants(nik) = 0" },
        { "condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996, unknown: review", "condition: \"nama != \\\"a\\\" and nama != 'b'\"" },
        { "condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996, unknown: review", "condition: 'nama != ''a''  '" },
        { "condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996, unknown: review", "severity: note, condition: skor > 3" },
        { "condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996, unknown: review", "severity: note, condition: skor > 3, unknown: pass" },
        { "condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996,", "severity: review, condition: 'skor > 3\n\n   and skor < 9'," },
        { "name: Uji", "name: \"Uji: \\u00e9\"" }, { "\nname: Uji", "\r\nname: Uji" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct programme programme = { 0 };
        const struct error *error;
        parse_changed(rows[i][0], rows[i][1], &programme, &error);
        if (error != NULL) {
            fail_msg("%s: %s", rows[i][1], error->message);
        }
        programme_free(&programme);
    }
}

/* "juknis.yaml:LINE:COLUMN: " */
static bool names_the_place(const char *message)
{
    int line = 0;
    int column = 0;
    int length = 0;
    return sscanf(message, "juknis.yaml:%d:%d: %n", &line, &column, &length) == 2 && length > 0 && line > 0 && column > 0;
}

static void refuses_every_wrong_way_naming_file_line_and_column(void **state)
{
    (void)state;
    static const struct {
        const char *from;
        const char *to;
        const char *says;
    } rows[] = {
        { "year: 2030", "year: 1999", "year" }, { "year: 2030", "year: 2200", "year" }, { "year: 2030", "year: 12x", "12x" }, { "year: 2030", "year: 2030.0", "year" },
        { "year: 2030", "year: -2030", "year" }, { "year: 2030", "year: \"\"", "year" }, { "year: 2030\n", "", "year" }, { "year: 2030", "year: [2030]", "" },
        { "year: 2030", "year: 2030\nyear: 2031", "" }, { "year: 2030", "yeer: 2030", "yeer" }, { "year: 2030", "year: 2030\nnote: x", "note" },
        { "name: Uji\n", "", "name" }, { "name: Uji", "name: \"\"", "" }, { "budget_account: 5.1\n", "", "budget_account" },
        { "budget: 100\n", "", "budget" }, { "budget: 100", "budget: 0", "budget" }, { "budget: 100", "budget: 100x", "100x" }, { "budget: 100", "budget: 1.00", "budget" }, { "budget: 100", "budget: 1000.000", "budget" }, { "budget: 100", "budget: 1.000.", "budget" },
        { "budget: 100", "budget: 9007199254740992", "budget" }, { "budget: 100", "budget: 99999999999999999999", "budget" }, { "budget: 100", "budget: -1", "budget" },
        { "budget: 100", "budget: 0x64", "budget" }, { "budget: 100", "budget: 1e2", "budget" },
        { "budget: 100", "budget: 100\nassumed: [buget]", "buget" }, { "budget: 100", "budget: 100\nassumed: yes", "assumed" },
        { "budget: 100", "budget: 100\nreference_day: 2030-02-30", "reference_day" }, { "budget: 100", "budget: 100\nvalid_from: 1 Mei 2030", "valid_from" },
        { "budget: 100", "budget: 100\nvalid_to: 2030-13-01", "valid_to" }, { "budget: 100", "budget: 100\nvalid_from: 2030-02-02\nvalid_to: 2030-02-01", "valid_to" },
        { "category: milenial, amount: 3", "category: milenial", "amount" }, { "category: milenial, amount: 3", "amount: 3", "category" },
        { "amount: 3", "amount: 0", "amount" }, { "amount: 3", "amount: 3x", "3x" }, { "amount: 3", "amount: [3]", "" },
        { "{ category: milenial, amount: 3 }", "{ category: Milenial, amount: 3 }", "Milenial" }, { "{ category: milenial, amount: 3 }", "{ category: lansia, amount: 3 }", "lansia" },
        { "  - { category: milenial, amount: 3 }", "  - { category: milenial, amount: 3 }\n  - { category: milenial, amount: 4 }", "one amount" },
        { "amounts:\n  - { category: milenial, amount: 3 }\n", "", "amounts" }, { "amounts:\n  - { category: milenial, amount: 3 }", "amounts: []", "" },
        { "people: 4", "people: banyak", "banyak" }, { "people: 4", "people: -4", "people" }, { ", people: 4", "", "people" }, { "people: 4", "people: 4, assumed: ya", "assumed" },
        { "categories: [milenial]", "categories: [lansia]", "lansia" }, { "categories: [milenial]", "categories: []", "" }, { "categories: [milenial]", "categories: milenial", "" },
        { "name: satu, ", "", "name" },
        { "quotas:\n", "quotas:\n  - { name: satu, categories: [milenial], people: 1 }\n", "satu" },
        { "condition: birth-year", "condition: birth", "birth-year" }, { "condition: birth-year", "condition: \"\"", "" }, { "unknown: review", "unknown: maybe", "maybe" },
        { ", unknown: review", "", "unknown" }, { "field: tanggal_lahir", "field: tgl_lahir", "tgl_lahir" }, { "field: tanggal_lahir", "field: nama", "nama" },
        { "field: tanggal_lahir", "field: omzet_bulanan", "omzet_bulanan" }, { "min: 1981", "min: 1997", "nobody can meet" }, { "min: 1981, ", "", "min" }, { ", max: 1996", "", "max" },
        { "min: 1981", "min: 1981, value: 3", "value" }, { "min: 1981", "min: 19 81", "19 81" }, { "max: 1996", "max: 1996x", "1996x" },
        { "condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996", "condition: sex, field: jenis_kelamin, value: wanita", "wanita" },
        { "condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996", "condition: province, field: kabupaten_usaha", "value" },
        { "condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996", "condition: nik-not-paid, field: no_kk", "no_kk" },
        { "budget: 100", "budget: 100\norder: acak", "tanggal_pengajuan, skor, undian" }, { "budget: 100", "budget: 100\nverification: yes", "optional, required" },
        { "budget: 100", "budget: 100\nlpj: { months: 0 }", "either months" }, { "budget: 100", "budget: 100\nlpj: { months: 3, day: 2031-01-10 }", "either months" },
        { "budget: 100", "budget: 100\nlpj: { months: 61 }", "either months" }, { "budget: 100", "budget: 100\nlpj: 3", "the deadline" },
        { "budget: 100", "budget: 100\nsk: { date: 2030-01-01 }", "number" }, { "budget: 100", "budget: 100\nsk: { number: 1, date: kemarin }", "kemarin" },
        { "budget: 100", "budget: 100\napprovals: [{ up_to: 10, officers: 1 }]", "the last one without" },
        { "budget: 100", "budget: 100\napprovals: [{ up_to: 10, officers: 1 }, { up_to: 10, officers: 2 }, { officers: 3 }]", "growing amounts" },
        { "budget: 100", "budget: 100\napprovals: [{ officers: 0 }]", "1-9" },
        { "people: 4", "people: 4, kabupaten: Bandung Utara", "kabupaten/kota" }, { "people: 4", "people: 4, kecamatan: Telanaipura", "kabupaten beside it" },
        { "people: 4", "people: 4, kabupaten: Tebo, kecamatan: Telanaipura", "of that kabupaten" }, { "people: 4", "people: 4, unused: flows", "stays" },
        { "people: 4", "people: 4, unused: kembali", "stays, flows" }, { "categories: [milenial]", "categories: [milenial, milenial]", "milenial" },
        { "categories: [milenial]", "categories: [pemula]", "a category that has an amount" }, { "code: a, ", "code: a, categories: [pemula], ", "a category that has an amount" },
        { "condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996, unknown: review", "condition: skor > 3", "unknown is missing" },
        { "condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996, unknown: review", "severity: note, condition: skor > 3, unknown: review", "only notes" },
        { "condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996, unknown: review", "severity: fatal, condition: grants(nik) = 0", "reject, review, note" },
        { "condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996", "condition: skor > 3, max: 5", "within the condition" },
        { "condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996", "condition: skr > 3", "did you mean skor" },
        { "code: a, ", "code: ditarik, ", "does not use itself" }, { "code: a, ", "code: verifikasi-belum, ", "does not use itself" }, { "code: a, ", "code: A, ", "small letters" },
        { "name: satu", "name: anggaran", "a limit" }, { "name: Uji", "name: \"Uji \\u202e\"", "turn the direction" },
        { "code: a, ", "", "code" }, { "title: A, ", "", "title" }, { "source: uji, ", "", "source" }, { "source: uji", "source: uji, assumed: maybe", "assumed" },
        { "rules:\n", "rules:\n  - { code: a, title: B, source: uji, condition: present, field: nib, unknown: pass }\n", "code of its own" },
        { "rules:\n  - ", "rules: []\nrest:\n  - ", "" },
        { "name: Uji\nbudget_account: 5.1", "name: &x Uji\nbudget_account: *x", "" }, { "name: Uji", "name: {a: b}", "" },
        { "year: 2030", "year: 2030\n\tname: x", "" }, { "year: 2030", "- year: 2030", "" }, { "name: Uji", "name: \"Uji", "" }, { "name: Uji", "name: Uji\nname: Uji", "" },
        { "max: 1996, unknown: review }\n", "max: 1996, unknown: review }\n---\nyear: 2031\n", "" }, { "max: 1996, unknown: review }\n", "max: 1996, unknown: review }\n...\nyear: 2031\n", "" },
    };
    int accepted = 0;
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct programme programme = { 0 };
        const struct error *error;
        parse_changed(rows[i].from, rows[i].to, &programme, &error);
        if (error == NULL) {
            print_error("not refused: %s -> %s\n", rows[i].from, rows[i].to);
            accepted++;
        } else if (error->kind != ERROR_FAILED || !names_the_place(error->message) || strstr(error->message, rows[i].says) == NULL) {
            print_error("%s -> %s: %d %s\n", rows[i].from, rows[i].to, (int)error->kind, error->message);
            accepted++;
        }
        programme_free(&programme);
    }
    assert_int_equal(accepted, 0);
}

/* A category that is helped and judged by no rule would be paid to whoever asks. */
static void refuses_a_category_that_no_rule_is_about(void **state)
{
    (void)state;
    struct programme programme = { 0 };
    REFUSES(programme_parse("juknis.yaml", TEXT("year: 2030\nname: Uji\nbudget_account: 5.1\nbudget: 100\n"
                                                "amounts:\n  - { category: milenial, amount: 3 }\n  - { category: pemula, amount: 3 }\n"
                                                "rules:\n  - { code: a, title: A, source: uji, categories: [milenial], condition: grants(nik) = 0 }\n"), &programme),
            ERROR_FAILED, "juknis.yaml:9:3: ");
}

/* The place is that of the file, also below the first line of a long condition. */
static void names_the_line_of_a_long_condition(void **state)
{
    (void)state;
    static const char *const styles[] = { "\n      skor > 3\n      and nama > 4", " >\n      skor > 3\n      and nama > 4\n", " |\n      skor > 3\n      and nama > 4\n" };
    for (size_t i = 0; i < ROWS(styles); i++) {
        struct buffer yaml = { 0 };
        struct programme programme = { 0 };
        buffer_format(&yaml, "year: 2030\nname: Uji\nbudget_account: 5.1\nbudget: 100\namounts:\n  - { category: milenial, amount: 3 }\n"
                             "rules:\n  - code: a\n    title: A\n    source: uji\n    condition:%s\n    unknown: pass\n", styles[i]);
        REFUSES(programme_parse("juknis.yaml", buffer_text(&yaml), &programme), ERROR_FAILED, "juknis.yaml:13:");
        buffer_free(&yaml);
    }
}

/* Where it is, also when libyaml does not say so, and in words for who wrote it. The name stands in line 2, the rule in line 10. */
static void says_where_and_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *from;
        const char *to;
        const char *says;
    } rows[] = {
        { "name: Uji", "name: U\x1bji", "juknis.yaml:2:8: a control character" }, { "name: Uji", "name: U\xC2\x80ji", "juknis.yaml:2:8: a control character" },
        { "name: Uji", "name: U\xEF\xBB\xBFji", "juknis.yaml:2:8: a control character" }, { "name: Uji", "name: U\xEF\xBF\xBFji", "juknis.yaml:2:8: a control character" },
        { "title: A", "title: A\x07", "juknis.yaml:10:24: a control character" }, { "title: A", "title: A\x7F", "juknis.yaml:10:24: a control character" },
        { "name: Uji", "name: \xC3\xA9\xC2\x85ji", "juknis.yaml:2:8: a sign that ends a line" }, { "name: Uji", "name: U\xE2\x80\xA8ji", "juknis.yaml:2:8: a sign that ends a line" },
        { "year: 2030\nname: Uji", "year: 2030\rname: U\xffji", "juknis.yaml:2:8: is not text in UTF-8" },
        { "year: 2030\nname: Uji", "year: 2030\r\nname: U\xffji", "juknis.yaml:2:8: is not text in UTF-8" },
        { "name: Uji", "name: \"Uji", "juknis.yaml:2:7: is not YAML: the quote that opens here is not closed" }, { "name: Uji", "name: 'Uji", "juknis.yaml:2:7: is not YAML: the quote" },
        { "name: Uji\nbudget_account: 5.1", "name: 'Uji\n  budget_account: it's", "juknis.yaml:2:7: is not YAML: the quote that opens here is closed in line 3" },
        { "name: Uji", "\tname: Uji", "juknis.yaml:2:1: is not YAML: a tab" }, { "name: Uji", "name: Uji: dua", "juknis.yaml:2:10: is not YAML: a colon within" },
        { "name: Uji", "name: @Uji", "juknis.yaml:2:7: is not YAML: no value begins" }, { "name: Uji", "name: \"\\q\"", "an escape that YAML does not know" },
        { "categories: [milenial]", "categories: [milenial", "juknis.yaml:8:52: is not YAML: expected , or ]" }, { "name: Uji", "name Uji", "juknis.yaml:3:1: is not YAML: expected `name: value` in the line before" },
        { "\nname: Uji", "\n name: Uji", "juknis.yaml:2:6: is not YAML: a colon within" },
        { "title: A", "title: ~", "juknis.yaml:10:23: title \"~\": expected a value" }, { "title: A", "title: null", "title \"null\": expected a value" },
        { "source: uji", "source: NULL", "source \"NULL\": expected a value" }, { "name: Uji", "name: ~", "juknis.yaml:2:7: name \"~\": expected a value" },
        { "name: Uji", "foo: Uji", "juknis.yaml:2:1: \"foo\" is no name that is known here (a programme year); expected year, name, sk," },
        { "name: Uji", "naem: Uji", "the nearest is name" }, { "budget_account: 5.1", "budgetaccont: 5.1", "the nearest is budget_account" }, { "name: Uji", "name: Uji\nsx: 1", "the nearest is sk" },
        { "budget: 100", "budget: 100\nreference_day: 2024-02-30", "juknis.yaml:5:16: reference_day \"2024-02-30\": expected a day that exists" },
        { "condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996", "condition: foo > 3", "\"foo\": no field, function or word of this name" },
    };
    int mistaken = 0;
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct programme programme = { 0 };
        const struct error *error;
        parse_changed(rows[i].from, rows[i].to, &programme, &error);
        if (error == NULL || strstr(error->message, rows[i].says) == NULL) {
            print_error("%s: %s, expected %s\n", rows[i].to, error == NULL ? "not refused" : error->message, rows[i].says);
            mistaken++;
        }
        programme_free(&programme);
    }
    assert_int_equal(mistaken, 0);
}

static void suggests_nothing_that_is_not_near(void **state)
{
    (void)state;
    static const char *const words[] = { "foo > 3", "umur(tanggal_lahir) > 3", "xyz = 1", "gaji > 3" };
    for (size_t i = 0; i < ROWS(words); i++) {
        struct programme programme = { 0 };
        struct buffer to SCOPED_BUFFER = { 0 };
        const struct error *error;
        buffer_format(&to, "condition: %s", words[i]);
        parse_changed("condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996", buffer_string(&to), &programme, &error);
        assert_non_null(error);
        assert_null(strstr(error->message, "did you mean"));
    }
}

/* The word of YAML for no value is a text between quotes, and in a text that a ledger holds. */
static void a_null_is_refused_of_new_files_only(void **state)
{
    (void)state;
    struct programme programme = { 0 };
    const struct error *error;
    parse_changed("title: A", "title: \"~\"", &programme, &error);
    assert_null(error);
    assert_string_equal(programme.rules[0].title, "~");
    programme_free(&programme);
    SUCCEEDS(programme_parse_stored("juknis.yaml", TEXT("year: 2030\nname: ~\nbudget_account: 5.1\nbudget: 100\namounts:\n  - { category: pemula, amount: 3 }\n"
                                                        "rules:\n  - { code: a, title: null, source: uji, condition: grants(nik) = 0 }\n"), &programme));
    assert_string_equal(programme.name, "~");
    programme_free(&programme);
}

/* A condition stands where it stands, whatever line ends are before it. */
static void reads_a_condition_behind_line_ends_of_every_kind(void **state)
{
    (void)state;
    static const char *const ends[] = { "\n", "\r\n", "\r" };
    for (size_t i = 0; i < ROWS(ends); i++) {
        struct buffer yaml SCOPED_BUFFER = { 0 };
        struct programme programme = { 0 };
        for (const char *at = sound; *at != '\0'; at++) {
            buffer_add(&yaml, *at == '\n' ? text_of(ends[i]) : (struct text){ at, 1 });
        }
        buffer_add_string(&yaml, "  - { code: b, title: B, source: uji, condition: grants(nik) = 0 }");
        SUCCEEDS(programme_parse("juknis.yaml", buffer_text(&yaml), &programme));
        assert_string_equal(programme.rules[1].condition.text, "grants(nik) = 0");
        programme_free(&programme);
    }
    struct programme programme = { 0 };
    SUCCEEDS(programme_parse_stored("juknis.yaml", TEXT("# a\xC2\x85# b\xE2\x80\xA8year: 2030\nname: Uji\nbudget_account: 5.1\nbudget: 100\namounts:\n  - { category: pemula, amount: 3 }\n"
                                                        "rules:\n  - { code: a, title: A, source: uji, condition: grants(nik) = 0 }\n"), &programme));
    assert_string_equal(programme.rules[0].condition.text, "grants(nik) = 0");
    programme_free(&programme);
}

static void refuses_files_that_are_no_programme_at_all(void **state)
{
    (void)state;
    static char deep[200001];
    memset(deep, '[', sizeof(deep) - 1);
    static char deep_maps[200001];
    for (size_t i = 0; i + 2 < sizeof(deep_maps); i += 2) {
        memcpy(deep_maps + i, "a:", 2);
    }
    static const char with_nul[] = "year: 2030\0\n";
    const struct text files[] = { TEXT_EMPTY, TEXT("\n"), TEXT("# only a note\n"), TEXT("---\n"), TEXT("2030"), TEXT("[]"), TEXT("{}"), TEXT("year: 2030\nname: \xff\n"),
                                  TEXT("\xff\xfey\0e\0"), TEXT("%PDF-1.4\n"), TEXT("PK\x03\x04"), TEXT("a: &a [*a]"), TEXT("!!binary x"), text_of(deep), text_of(deep_maps),
                                  { with_nul, sizeof(with_nul) - 1 }, TEXT("nik,nama\n1,2\n") };
    for (size_t i = 0; i < ROWS(files); i++) {
        struct programme programme = { 0 };
        REFUSES(programme_parse("juknis.yaml", files[i], &programme), ERROR_FAILED, "juknis.yaml:");
        assert_null(programme.text);
    }
}

/* A NUL after the end of the document would cut the stored text short of its digest. */
static void refuses_a_zero_byte_wherever_it_stands(void **state)
{
    (void)state;
    struct buffer yaml = { 0 };
    struct programme programme = { 0 };
    buffer_add_string(&yaml, sound);
    buffer_add_string(&yaml, "...\n");
    buffer_add_byte(&yaml, '\0');
    REFUSES(programme_parse("juknis.yaml", buffer_text(&yaml), &programme), ERROR_FAILED, "juknis.yaml:");
    buffer_free(&yaml);
}

static void refuses_more_rules_than_a_decision_has_room_for(void **state)
{
    (void)state;
    for (int rules = RULES_MAX; rules <= RULES_MAX + 1; rules++) {
        struct buffer yaml = { 0 };
        struct programme programme = { 0 };
        buffer_add_string(&yaml, HEAD_OF(2030, 100) AMOUNTS "rules:\n");
        for (int i = 0; i < rules; i++) {
            buffer_format(&yaml, "  - { code: r%d, title: R, source: uji, condition: present, field: nib, unknown: pass }\n", i);
        }
        const struct error *error = programme_parse("juknis.yaml", buffer_text(&yaml), &programme);
        assert_int_equal(error == NULL, rules == RULES_MAX);
        assert_int_equal(programme.rule_count, error == NULL ? RULES_MAX : 0);
        programme_free(&programme);
        buffer_free(&yaml);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_it_says),
        cmocka_unit_test(accepts_these_changes),
        cmocka_unit_test(refuses_every_wrong_way_naming_file_line_and_column),
        cmocka_unit_test(refuses_a_category_that_no_rule_is_about),
        cmocka_unit_test(names_the_line_of_a_long_condition),
        cmocka_unit_test(says_where_and_what_is_wrong),
        cmocka_unit_test(suggests_nothing_that_is_not_near),
        cmocka_unit_test(a_null_is_refused_of_new_files_only),
        cmocka_unit_test(reads_a_condition_behind_line_ends_of_every_kind),
        cmocka_unit_test(refuses_files_that_are_no_programme_at_all),
        cmocka_unit_test(refuses_a_zero_byte_wherever_it_stands),
        cmocka_unit_test(refuses_more_rules_than_a_decision_has_room_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
