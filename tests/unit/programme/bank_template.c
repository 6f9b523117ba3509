/* A bank's template: what it may say, what it may not, and what its files cannot carry. */
#include "base/memory.h"
#include "programme/bank_template.h"
#include "support.h"

static const char sound[] = "title: Uji\nencoding: utf-8\nline_end: lf\nseparator: comma\nquoting: never\nheader: yes\n"
                            "columns:\n"
                            "  - { header: ref, content: \"{{reference}}\" }\n"
                            "  - { header: rek, content: \"{{account_number}}\", width: 12 }\n"
                            "  - { header: nama, content: \"{{account_name}}\", width: 10 }\n"
                            "  - { header: nominal, content: \"{{amount}}\" }\n"
                            "trailer: [T, \"{{sum}}\", \"\", \"{{count}}\"]\n";

/* The sound text with its first `from` replaced. */
static const struct error *parse_changed(const char *from, const char *to, struct bank_template *out)
{
    struct buffer yaml SCOPED_BUFFER = { 0 };
    const char *at = strstr(sound, from);
    assert_non_null(at);
    buffer_add(&yaml, (struct text){ sound, (size_t)(at - sound) });
    buffer_add_string(&yaml, to);
    buffer_add_string(&yaml, at + strlen(from));
    return bank_template_parse("bank.yaml", buffer_text(&yaml), out);
}

static void reads_every_built_in_one(void **state)
{
    (void)state;
    size_t count = 0;
    for (const struct resource *one = bank_templates; one->name != NULL; one++, count++) {
        struct bank_template template SCOPED_BANK_TEMPLATE = { 0 };
        SUCCEEDS(bank_template_parse(one->name, (struct text){ one->start, (size_t)(one->end - one->start) }, &template));
        assert_true(template.columns.count >= 3 && template.answer.paid.count >= 1);
    }
    assert_true(count >= 3);
    struct bank_template template SCOPED_BANK_TEMPLATE = { 0 };
    SUCCEEDS(bank_template_load(NULL, &template));
    assert_true(template.separator == ',' && template.header && !template.crlf && template.quoting == BANK_QUOTING_NEEDED);
    assert_int_equal(template.rows_per_file, 0);
    struct bank_template none = { 0 };
    REFUSES(bank_template_load("bank-antah", &none), ERROR_USAGE, "bawaan, lebar-tetap, titik-koma");
    REFUSES(bank_template_load("", &none), ERROR_USAGE, "bawaan");
    REFUSES(bank_template_load("tidak-ada.yaml", &none), ERROR_FAILED, "tidak-ada.yaml");
}

static void accepts_these_changes(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        { "title: Uji", "title: Uji" },
        { "encoding: utf-8", "encoding: utf-8-bom" },
        { "encoding: utf-8", "encoding: windows-1252" },
        { "line_end: lf", "line_end: crlf" },
        { "separator: comma", "separator: tab" },
        { "separator: comma", "separator: pipe" },
        { "header: yes\n", "header: no\n" },
        { "header: yes\n", "header: yes\nrows_per_file: 1\n" },
        { "header: yes\n", "header: yes\namounts: { decimals: 2, decimal: dot }\n" },
        { "header: yes\n", "header: yes\nleader: [\"{{hash_total}}\", \"{{date}} {{yyyymmdd}} {{ddmmyyyy}}\", \"{{file}}/{{files}}\", \"{{year}}{{batch}}\"]\n" },
        { "width: 10 }", "width: 10, too_long: cut }" },
        { "width: 12 }", "width: 12, pad: \"0\", align: right }" },
        { "width: 12 }", "width: 12, pad: \" \" }" },
        { "trailer: [T, \"{{sum}}\", \"\", \"{{count}}\"]\n", "" },
        { "trailer:", "answer: { paid: [OK], returned: [TOLAK], decimal: dot, columns: { reference: [ID], reason: [SEBAB] } }\ntrailer:" },
        { "{{reference}}", "{{ reference }}" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct bank_template template SCOPED_BANK_TEMPLATE = { 0 };
        SUCCEEDS(parse_changed(rows[i][0], rows[i][1], &template));
    }
}

static void refuses_with_the_place(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        { "title: Uji\n", "", "bank.yaml:1:1: title is missing" },
        { "encoding: utf-8", "encoding: latin9", "bank.yaml:2:11: encoding \"latin9\": expected utf-8, utf-8-bom, windows-1252" },
        { "encoding: utf-8\n", "", "encoding is missing" },
        { "line_end: lf", "line_end: cr", "bank.yaml:3:11" },
        { "separator: comma", "separator: \";\"", "bank.yaml:4:12" },
        { "separator: comma", "separater: comma", "bank.yaml:4:1: \"separater\" is no name that is known here" },
        { "separator: comma", "separator: none", "no quoting where there is no separator" },
        { "quoting: never", "quoting: maybe", "needed, always, never" },
        { "header: yes\n", "header: yes\nrows_per_file: 0\n", "1-10000000" },
        { "header: yes\n", "header: yes\namounts: { decimals: 3 }\n", "0-2" },
        { "header: yes\n", "header: yes\namounts: { decimals: 2 }\n", "marks of amounts" },                                 /* the decimal comma is the separator */
        { "header: yes\n", "header: yes\namounts: { thousands: comma, decimal: dot }\n", "marks of amounts" },
        { "separator: comma\nquoting: never", "separator: pipe\namounts: { thousands: comma }\nquoting: never", "marks of amounts" }, /* each the other's */
        { "{{reference}}", "{{referensi}}", "bank.yaml:8:29" },
        { "{{reference}}", "{{reference", "{{account_number}}" },
        { "{{reference}}", "{{reference}}-{{number}}", "columns of {{reference}}" },
        { "{{account_number}}", "{{bank_code}}", "columns of {{reference}}, {{account_number}} and {{amount}}" },
        { "{{amount}}", "{{sum}}", "of a transfer" },
        { "{{sum}}", "{{amount}}", "of a row of totals" },
        { "{{sum}}", "{{sum}}, {{count}}", "without the separator" },
        { "[T,", "[\"T\\\"\",", "without the separator" },
        { "[T,", "[\"T\\n\",", "control characters" },
        { "[T,", "[\"{{year}}{{year}}{{year}}{{year}}{{year}}{{year}}{{year}}{{year}}{{year}}\",", "at most eight" },
        { "trailer: [T, \"{{sum}}\", \"\", \"{{count}}\"]", "trailer: []", "leave the name away" },
        { "header: rek,", "", "header is missing" },
        { "header: rek", "header: ref", "a header of its own" },
        { "header: rek", "header: 'r,k'", "a header that the file can carry" },
        { "header: rek, content: \"{{account_number}}\"", "header: rek", "content is missing" },
        { "width: 12 }", "width: 0 }", "1-200" },
        { "width: 12 }", "width: 201 }", "1-200" },
        { "width: 12 }", "width: 12, pad: \"0\" }", "they would make another number" },
        { "width: 12 }", "width: 12, pad: \",\" }", "not the separator" },
        { "width: 12 }", "pad: \" \" }", "beside a width" },
        { "content: \"{{reference}}\"", "content: \"{{reference}}\", width: 20, align: right, pad: \"0\"", "another number" },
        { "width: 12 }", "width: 12, too_long: cut }", "only a name" },
        { "width: 10 }", "too_long: cut }", "only a name" },
        { "columns:\n", "columns:\n  - { header: x, content: panjang, width: 3 }\n", "no longer than its width" },
        { "trailer:", "answer: { paid: [] }\ntrailer:", "words" },
        { "trailer:", "answer: { paid: [OK, ok] }\ntrailer:", "not there yet" },
        { "trailer:", "answer: { paid: [RETUR] }\ntrailer:", "each word with one meaning" },    /* the default's word for bounced */
        { "trailer:", "answer: { columns: { status: [jumlah] } }\ntrailer:", "each word with one meaning" },
        { "trailer:", "answer: { columns: { nomor: [x] } }\ntrailer:", "\"nomor\" is no name" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct bank_template template SCOPED_BANK_TEMPLATE = { 0 };
        REFUSES(parse_changed(rows[i][0], rows[i][1], &template), ERROR_FAILED, rows[i][2]);
    }
    struct bank_template template SCOPED_BANK_TEMPLATE = { 0 };
    REFUSES(parse_changed("encoding: utf-8\nline_end: lf\nseparator: comma", "encoding: windows-1252\nline_end: lf\nleader: [\"\xE2\x82\xB9\"]\nseparator: comma", &template),
            ERROR_FAILED, "the file's encoding");
    REFUSES(parse_changed("separator: comma\nquoting: never\n", "separator: none\n", &template), ERROR_FAILED, "width is missing");
}

static char *owned(const char *text)
{
    char *copy = memory_new(strlen(text) + 1);
    memcpy(copy, text, strlen(text));
    return copy;
}

/* What of one transfer's cells, in their encoding, with the template changed. */
static void assert_fit(const char *from, const char *to, const char *name, const char *expected)
{
    struct bank_template template SCOPED_BANK_TEMPLATE = { 0 };
    struct transfer_order *order = memory_new(sizeof(*order));
    struct sending sending SCOPED_SENDING = { .orders = order, .count = 1, .payable = 1 };
    struct buffer cell SCOPED_BUFFER = { 0 };
    *order = (struct transfer_order){ .reference = owned("P1"), .account_number = owned("0123456789"), .account_name = owned(name), .bank_code = owned("115"),
                                      .amount = { 5000000 } };
    SUCCEEDS(parse_changed(from, to, &template));
    bank_template_fit(&template, &sending);
    if (order->held_back != NULL) {
        assert_int_equal(sending.payable, 0);
        assert_int_equal(sending.amount.rupiah, 0);
        if (strstr(order->held_back, expected) == NULL) {
            fail_msg("%s: %s", name, order->held_back);
        }
        return;
    }
    assert_int_equal(sending.payable, 1);
    const struct bank_facts facts = { .order = order };
    assert_int_equal(bank_cell_add(&template, &template.columns.cells[2], &facts, &cell), BANK_FIT_WELL);
    assert_text(buffer_text(&cell), expected);
}

static void mends_a_name_or_holds_it_back(void **state)
{
    (void)state;
    static const char latin[] = "encoding: windows-1252";
    assert_fit("title", "title", "ANI", "ANI");
    assert_fit("title", "title", "A,N\"I", "A N I");                     /* nothing is quoted: the separator becomes a blank */
    assert_fit("title", "title", "\",=ANI", "ANI");                      /* and does not bring a formula to the front */
    assert_fit("title", "title", "A\nN\tI", "A N I");
    assert_fit("title", "title", "A\xE2\x80\xA8N", "A N");               /* U+2028 ends a line for some */
    assert_fit("title", "title", "A\xE2\x80\xAEN", "A N");               /* U+202E turns it round */
    assert_fit("title", "title", "@-+=", "nothing is left");
    assert_fit("title", "title", "SITI AMINAH", "10 characters of the holder's name");
    assert_fit("title", "title", "SITI AMIN\xC3\x89", "SITI AMIN\xC3\x89"); /* ten characters, eleven bytes */
    assert_fit("width: 10 }", "width: 10, too_long: cut }", "SITI AMINAH", "SITI AMINA");
    assert_fit("width: 10 }", "width: 5, too_long: cut }", "SITI AMINAH", "SITI");
    assert_fit("width: 10 }", "width: 10, pad: \" \" }", "ANI", "ANI       ");
    assert_fit("width: 10 }", "width: 10, align: right, pad: \".\" }", "ANI", ".......ANI");
    assert_fit("encoding: utf-8", latin, "M\xC3\xBCLLER \xE2\x82\xAC", "M\xFCLLER \x80");
    assert_fit("encoding: utf-8", latin, "\xC5\xA0\xC5\xBE\xC3\xBF", "\x8A\x9E\xFF");
    assert_fit("encoding: utf-8", latin, "\xC5\x81U\xC4\x87\xC5\xBF S\xCC\x87", "LUcs S"); /* marks that it lacks are left out */
    assert_fit("title", "title", "\xC5\x81U\xC4\x87", "\xC5\x81U\xC4\x87");
    assert_fit("encoding: utf-8", latin, "\xD0\x96 NNA", "a character that the bank's file cannot carry");
    assert_fit("encoding: utf-8", latin, "\xC5\x89", "a character that the bank's file cannot carry");
    assert_fit("title", "title", "A\xFF", "a character that the bank's file cannot carry");
    assert_fit("width: 12 }", "width: 9 }", "ANI", "column 2 of the bank's file has room for 9 characters");
    assert_fit("{{reference}}\"", "{{reference}}\", width: 1", "ANI", "column 1 of the bank's file");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_built_in_one),
        cmocka_unit_test(accepts_these_changes),
        cmocka_unit_test(refuses_with_the_place),
        cmocka_unit_test(mends_a_name_or_holds_it_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
