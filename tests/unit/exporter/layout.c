#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../../src/exporter/layout.h"
#include "ledger_sample.h"

static char folder[] = "layout_test.XXXXXX";
static struct store *ledger;

static void assert_done(const struct error *error)
{
    if (error != NULL) {
        fail_msg("%s", error->message);
    }
}

static int make_ledger(void **state)
{
    struct buffer path SCOPED_BUFFER = { 0 };
    (void)state;
    assert_non_null(mkdtemp(folder));
    buffer_format(&path, "%s/ledger.db", folder);
    assert_done(store_open(path.bytes, STORE_CREATE, &ledger));
    assert_done(sample_year(ledger, &(struct sample){ 2022, 12, 6, true, NULL }));
    return 0;
}

static int remove_ledger(void **state)
{
    static const char *const names[] = { "ledger.db", "ledger.db-wal", "ledger.db-shm" };
    (void)state;
    store_close(ledger);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        struct buffer path SCOPED_BUFFER = { 0 };
        buffer_format(&path, "%s/%s", folder, names[i]);
        (void)unlink(path.bytes);
    }
    return rmdir(folder);
}

#define LIST "title: T\nsheets:\n  - name: Daftar\n    title: D\n    view: sheet_nominatif\n    order: [payout_id]\n    columns:\n"
#define COLUMNS                                                                                                                            \
    "      - { heading: Tahun, field: tahun, format: year, show: public }\n      - { heading: NIK, field: nik, format: digits, show: nik }\n" \
    "      - { heading: Nama, field: nama }\n      - { heading: Rp, field: jumlah, format: money, total: yes, show: public }\n"                 \
    "      - { heading: Status, field: status, show: public }\n"
#define CONTROL "controls:\n  - title: A\n    source: S\n    ledger: tersalur\n    terms:\n"
#define BLOCKS "title: T\nsheets:\n  - name: Sampul\n    title: D\n    blocks:\n"
#define TABLE "      - table: t\n        title: T\n        view: sheet_nominatif\n        order: [payout_id]\n        columns: [{ heading: A, field: tahun, show: public }]\n"

#define SAMPLE "sample:\n  name: Sampel\n  title: S\n  view: sheet_nominatif\n  columns: [{ heading: A, field: nama }, { heading: B, field: tahun, show: public }]\n"

static const struct {
    const char *yaml;
    const char *place;    /* "LINE:COLUMN" */
    const char *expected; /* part of the message */
} wrong[] = {
    { "", "1:1", "nothing is in it" },
    { "title: T\n", "1:1", "sheets is missing" },
    { "title: T\nsheets: []\n", "2:9", "a list of 1 to 60 values" },
    { "title: T\npaper: A3\nsheets: [x]\n", "2:8", "A4, F4" },
    { "title: T\ncolour: red\nsheets: [x]\n", "2:1", "no name that is known here" },
    { "title: T\nsheets:\n  - name: A\n", "3:5", "title is missing" },
    { "title: T\nsheets:\n  - name: \"A/B\"\n    title: D\n    blocks: [{ warnings: yes }]\n", "3:11", "without [ ]" },
    { "title: T\nsheets:\n  - name: abcdefghijklmnopqrstuvwxyz\n    title: D\n    blocks: [{ warnings: yes }]\n", "3:11", "at most 25 characters" },
    { "title: T\nsheets:\n  - name: history\n    title: D\n    blocks: [{ warnings: yes }]\n", "3:11", "at most 25 characters" },
    { LIST COLUMNS CONTROL "      - { of: Daftar, where: { status: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa } }\n", "18:40", "at most 60 bytes" },
    { "title: T\nsheets:\n  - { name: A, title: D, blocks: [{ warnings: yes }] }\n  - { name: a, title: D, blocks: [{ index: yes }] }\n", "4:13", "no other sheet" },
    { BLOCKS "      - { text: a, index: yes }\n", "6:9", "one of text" },
    { BLOCKS "      - { style: title }\n", "6:9", "one of text" },
    { BLOCKS "      - { text: a, style: red }\n", "6:27", "plain, title" },
    { BLOCKS "      - { text: \"Akar {{rot}}\" }\n", "6:17", "{{root}}" },
    { BLOCKS "      - { text: \"Akar {{root\" }\n", "6:17", "{{root}}" },
    { BLOCKS "      - facts: [{ label: a, value: \"{{Root}}\" }]\n", "6:36", "{{root}}" },
    { BLOCKS "      - facts: [{ label: a }]\n", "6:17", "value is missing" },
    { BLOCKS TABLE TABLE, "11:16", "no other table" },
    { LIST "      - { heading: A, field: tahun, format: rupiah }\n", "8:45", "number, gap, text" },
    { LIST "      - { heading: A }\n", "8:9", "field is missing" },
    { LIST "      - { heading: A, field: \"nik; DROP TABLE payout\" }\n", "8:30", "small letters" },
    { LIST "      - { heading: A, field: tahun }\n      - { heading: B, field: tahun }\n", "9:30", "each field of the view once" },
    { LIST "      - { heading: A, field: nik, format: number }\n", "8:30", "the sheet's own" },
    { LIST "      - { heading: A, field: nama, total: yes }\n", "8:43", "integer or money" },
    { LIST "      - { heading: A, field: jumlah, format: money, show: nik }\n", "8:59", "digits only" },
    { LIST "      - { heading: A, field: jumlah, width: 201 }\n", "8:45", "0-200" },
    { LIST COLUMNS CONTROL "      - { of: Lain }\n", "18:15", "the name of a table" },
    { LIST COLUMNS CONTROL "      - { of: Daftar, sum: nama }\n", "18:28", "integer or money" },
    { LIST COLUMNS CONTROL "      - { of: Daftar, sum: batch }\n", "18:28", "a column of \"Daftar\" shows" },
    { LIST COLUMNS CONTROL "      - { of: Daftar, where: { nik: \"1\" } }\n", "18:37", "a text column" },
    { LIST COLUMNS CONTROL "      - { of: Daftar, where: { status: \"a\\\"b\" } }\n", "18:40", "without" },
    { LIST COLUMNS CONTROL "      - { of: Sampel }\n" SAMPLE, "18:15", "the name of a table" }, /* a sample is not always there */
    { LIST COLUMNS "sample:\n  name: daftar\n", "14:9", "no other sheet" },
    { LIST COLUMNS "sample:\n  order: [payout_id]\n", "14:3", "no name that is known here" },
    { LIST COLUMNS CONTROL "      - { of: Daftar }\n    against: [{ of: Daftar }]\n", "19:14", "one of ledger and against" },
    { LIST COLUMNS "controls:\n  - { title: A, source: S, terms: [{ of: Daftar }], against: [{ of: Lain }] }\n", "14:69", "the name of a table" },
    { BLOCKS "      - { text: a, new_page: maybe }\n", "6:30", "yes" },
    /* names that a list may need itself, whichever of the two comes first */
    { LIST COLUMNS "  - { name: DAFTAR (2), title: D, blocks: [{ warnings: yes }] }\n", "13:13", "another name: the list \"Daftar\" goes on" },
    { "title: T\nsheets:\n  - { name: D (13), title: D, blocks: [{ warnings: yes }] }\n  - { name: D, title: D, view: sheet_nominatif, order: [tahun], columns: [{ heading: A, field: tahun }] }\n", "3:13",
      "another name" },
    { "title: T\nsheets:\n  - { name: D, title: D, view: audit_hit, order: [tahun], columns: [{ heading: A, field: kode }], own_sheet: { field: kode, above: 9 } }\n"
      "  - { name: D U22, title: D, blocks: [{ warnings: yes }] }\n", "4:13", "another name" },
    { LIST COLUMNS "sample:\n  name: Daftar (2)\n  title: S\n  view: sheet_nominatif\n  columns: [{ heading: A, field: nama }]\n", "14:9", "another name" },
    { LIST COLUMNS CONTROL "      - { of: Daftar }\n  - title: a\n    source: S\n    terms: [{ of: Daftar }]\n", "19:12", "no other control" },
};

static void takes_names_that_no_list_needs(void **state)
{
    (void)state;
    static const char *const names[] = { "Daftar (a)", "Daftar (2) b", "Daftar 2", "Daftarr (2)", "Daftar ()", "Lain (2)" };
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        struct layout layout SCOPED_LAYOUT = { 0 };
        struct buffer yaml SCOPED_BUFFER = { 0 };
        buffer_format(&yaml, LIST COLUMNS "  - { name: %s, title: D, blocks: [{ warnings: yes }] }\n", names[i]);
        assert_done(layout_parse("x.yaml", buffer_text(&yaml), &layout));
    }
}

static void refuses_what_is_wrong_with_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        struct layout layout SCOPED_LAYOUT = { 0 };
        struct buffer place SCOPED_BUFFER = { 0 };
        const struct error *error = layout_parse("x.yaml", text_of(wrong[i].yaml), &layout);
        buffer_format(&place, "x.yaml:%s: ", wrong[i].place);
        if (error == NULL || strncmp(error->message, place.bytes, place.length) != 0 || strstr(error->message, wrong[i].expected) == NULL) {
            fail_msg("case %zu: %s, expected %s ... %s", i, error == NULL ? "accepted" : error->message, place.bytes, wrong[i].expected);
        }
    }
}

static const struct {
    const char *yaml;
    const char *place;
    const char *expected;
} unfitting[] = {
    { "title: T\nsheets:\n  - name: D\n    title: D\n    view: payout\n    order: [id]\n    columns: [{ heading: A, field: id }]\n", "5:11", "a view of the ledger" },
    { "title: T\nsheets:\n  - name: D\n    title: D\n    view: sqlite_schema\n    order: [id]\n    columns: [{ heading: A, field: id }]\n", "5:11", "a view of the ledger" },
    { LIST "      - { heading: A, field: gaji }\n", "8:30", "a column of the view sheet_nominatif" },
    { "title: T\nsheets:\n  - name: D\n    title: D\n    view: sheet_nominatif\n    order: [gaji]\n    columns: [{ heading: A, field: nik }]\n", "6:13", "a column of the view" },
    { "title: T\nsheets:\n  - name: D\n    title: D\n    view: sheet_jawaban_bank\n    order: [entri]\n    columns: [{ heading: A, field: baris }]\n", "5:11", "a column of the view" },
    { LIST COLUMNS "sample:\n  name: S\n  title: S\n  view: ringkasan_uang\n  columns: [{ heading: A, field: rupiah }]\n", "16:9", "a column of the view ringkasan_uang" },
    { LIST COLUMNS "controls:\n  - title: A\n    source: S\n    ledger: laba\n    terms: [{ of: Daftar }]\n", "16:13", "a column of the view sheet_ringkasan" },
};

static void refuses_views_and_columns_that_the_ledger_has_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(unfitting) / sizeof(unfitting[0]); i++) {
        struct layout layout SCOPED_LAYOUT = { 0 };
        struct buffer place SCOPED_BUFFER = { 0 };
        assert_done(layout_parse("x.yaml", text_of(unfitting[i].yaml), &layout));
        const struct error *error = layout_check(&layout, ledger);
        buffer_format(&place, "x.yaml:%s: ", unfitting[i].place);
        if (error == NULL || strncmp(error->message, place.bytes, place.length) != 0 || strstr(error->message, unfitting[i].expected) == NULL) {
            fail_msg("case %zu: %s", i, error == NULL ? "accepted" : error->message);
        }
    }
}

static void has_a_layout_built_in_that_fits_the_ledger(void **state)
{
    struct layout layout SCOPED_LAYOUT = { 0 };
    (void)state;
    assert_done(layout_load(NULL, &layout));
    assert_done(layout_check(&layout, ledger));
    assert_true(layout.sheet_count >= 15);
    assert_true(layout.control_count >= 20);
    assert_done(layout_mask(&layout));
    assert_done(layout_check(&layout, ledger));
}

static void takes_private_columns_away(void **state)
{
    struct layout layout SCOPED_LAYOUT = { 0 };
    (void)state;
    assert_done(layout_parse("x.yaml", TEXT(LIST COLUMNS CONTROL "      - { of: Daftar, sum: jumlah, where: { status: Tersalur } }\n"), &layout));
    assert_int_equal(layout.tables[0].column_count, 5);
    assert_int_equal(layout.controls[0].terms[0].column, 3);
    assert_done(layout_mask(&layout));
    assert_int_equal(layout.tables[0].column_count, 4);
    assert_int_equal(layout_column_of(&layout.tables[0], "nama"), SIZE_MAX);
    assert_int_equal(layout.controls[0].terms[0].column, 2);
    assert_int_equal(layout.controls[0].terms[0].where[0].column, 3);
}

static void has_a_list_for_a_sample_which_is_masked_too(void **state)
{
    struct layout layout SCOPED_LAYOUT = { 0 };
    (void)state;
    assert_done(layout_parse("x.yaml", TEXT(LIST COLUMNS SAMPLE), &layout));
    assert_done(layout_check(&layout, ledger));
    assert_int_equal(layout.sheet_count, 1);
    assert_string_equal(layout.sample.name, "Sampel");
    assert_int_equal(layout.tables[layout.sample.blocks[0].table].column_count, 2);
    assert_done(layout_mask(&layout));
    assert_int_equal(layout.tables[layout.sample.blocks[0].table].column_count, 1);
}

static void refuses_to_mask_what_a_control_needs(void **state)
{
    struct layout layout SCOPED_LAYOUT = { 0 };
    (void)state;
    assert_done(layout_parse("x.yaml", TEXT(LIST COLUMNS CONTROL "      - { of: Daftar, where: { nama: A } }\n"), &layout));
    const struct error *error = layout_mask(&layout);
    assert_non_null(error);
    assert_non_null(strstr(error->message, "x.yaml:14:5: "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_what_is_wrong_with_its_place),
        cmocka_unit_test(takes_names_that_no_list_needs),
        cmocka_unit_test(refuses_views_and_columns_that_the_ledger_has_not),
        cmocka_unit_test(has_a_layout_built_in_that_fits_the_ledger),
        cmocka_unit_test(takes_private_columns_away),
        cmocka_unit_test(has_a_list_for_a_sample_which_is_masked_too),
        cmocka_unit_test(refuses_to_mask_what_a_control_needs),
    };
    return cmocka_run_group_tests(tests, make_ledger, remove_ledger);
}
