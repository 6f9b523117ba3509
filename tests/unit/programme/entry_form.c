/* The table of entries: what fits, what does not, and that docs/ledger.md says the same. */
#include "programme/entry_form.h"

#include "base/file.h"
#include "support.h"

#define HEADER(number, type) "entry " number "\ntype " type "\nat 2026-11-22T03:00:00Z\nday 2023-12-28\nofficer -\n"
#define SHA "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define MOVE(from, to) "year 2023\nfrom " from "\nto " to "\namount 5000000\n"
#define PAYOUT "payout 7\nbatch 1\nsequence 7\nreference P2023B001N000007\napplicant 9\ncommitment " SHA "\ncategory emak-emak\n"

static void takes_what_the_program_writes_in_every_format(void **state)
{
    (void)state;
    static const char *const entries[] = {
        HEADER("7", "payout") PAYOUT "region 1571\n" MOVE("anggaran", "komitmen"),
        HEADER("7", "payout") "previous-root " SHA "\n" PAYOUT "tier besar\nregion 1571\n" MOVE("anggaran", "komitmen"),
        HEADER("7", "budget") "dpa -\n" MOVE("apbd", "anggaran"),
        HEADER("7", "budget") "dpa -\n" MOVE("anggaran", "apbd"),
        HEADER("7", "budget") "dpa DPA-2\nyear 2023\n",
        HEADER("7", "batch") "batch 1\nyear 2023\nevaluation 1\nrules " SHA "\norder x\nrecipients 1\ntotal 5\n",
        HEADER("7", "batch") "batch 1\nyear 2023\nevaluation 1\nrules " SHA "\norder x\ndraw 6\nrecipients 1\ntotal 5\nwaiting 0\nwaiting-digest " SHA "\n",
        HEADER("7", "approval") "batch 1\nmode single-operator\nsk -\nsk-day -\n",
        HEADER("7", "approval") "batch 1\nmode officer\nsk 1/2023\nsk-day 2023-12-01\nbatch-digest " SHA "\napproval-signature AAAA\n",
        HEADER("7", "evaluation") "evaluation 1\nyear 2023\nversion 1\nrules " SHA "\napplicants 1\neligible 1\nneeds-review 0\nineligible 0\nchanged 1\ndecisions-digest " SHA "\n",
        HEADER("7", "lpj") "payout 1\nreceived 2023-12-28\nused 0\ndocument-sha256 -\ntext-commitment " SHA "\nlpj-file -\n",
        HEADER("7", "issue") "entries 7\nyear -\nmasked 0\nas-of -\ntemplate " SHA "\nversion 0.5.0\nfile a.xlsx\nbytes 9\nsha256 " SHA "\n",
        HEADER("7", "issue") "entries 7\nyear -\nmasked 0\nas-of -\ntemplate " SHA "\nversion 0.5.0\nfile a.xlsx\nbytes 9\nsha256 " SHA
                             "\nsample 60\nsample-method simple\nsample-of tersalur\nsample-seed ST-117/2024; a\n",
        HEADER("0", "ledger") "id 00112233445566778899aabbccddeeff\n",
    };
    struct entry_lines lines;
    for (size_t i = 0; i < ROWS(entries); i++) {
        SUCCEEDS(entry_form_check(i + 1 == ROWS(entries) ? 0 : 7, text_of(entries[i]), &lines));
    }
}

static void refuses_every_other_line_order_type_and_movement(void **state)
{
    (void)state;
    static const struct {
        const char *entry;
        const char *says;
    } entries[] = {
        { HEADER("7", "payout") PAYOUT "region 1571\n" MOVE("anggaran", "tersalur"), "does not move money in this way" },
        { HEADER("7", "payout") PAYOUT "region 1571\n" MOVE("anggaran", "kas"), "does not move money in this way" },
        { HEADER("7", "budget") "dpa -\n" MOVE("tersalur", "apbd"), "does not move money in this way" },
        { HEADER("7", "payout") PAYOUT MOVE("anggaran", "komitmen"), "does not have the form" },
        { HEADER("7", "payout") PAYOUT "region 1571\nregion 1571\n" MOVE("anggaran", "komitmen"), "does not have the form" },
        { HEADER("7", "payout") PAYOUT "region 1571\ntier besar\n" MOVE("anggaran", "komitmen"), "at the line \"tier besar\"" },
        { HEADER("7", "payout") PAYOUT "region 01571\n" MOVE("anggaran", "komitmen"), "at the line \"region 01571\"" },
        { HEADER("7", "payout") PAYOUT "region -\n" MOVE("anggaran", "komitmen"), "at the line \"region -\"" },
        { HEADER("7", "payout") PAYOUT "region 1571\n" MOVE("anggaran", "komitmen") "\n", "does not have the form" },
        { HEADER("7", "refusal") "name dewi\ncommand approve\ncause role\n" MOVE("anggaran", "komitmen"), "at the line \"year 2023\"" },
        { HEADER("7", "refusal") "name dewi\ncommand approve\n", "does not have the form" },
        { HEADER("7", "refusal") "name dewi\ncommand approve\ncause role", "at the line \"cause role\"" },
        { HEADER("7", "refusal") "command approve\nname dewi\ncause role\n", "at the line \"command approve\"" },
        { HEADER("7", "signature") "signature AAAA\npayout 6\n", "at the line \"payout 6\"" },
        { HEADER("7", "signature"), "does not have the form" },
        { HEADER("7", "lpj") "payout 1\nreceived -\nused 0\ndocument-sha256 -\ntext-commitment " SHA "\nlpj-file -\n", "at the line \"received -\"" },
        { HEADER("7", "key") "verifier a\nverifier b\n", "does not have the form" },
        { HEADER("7", "catatan") "text x\n", "a type that there is not: catatan" },
        { HEADER("7", "ledger") "id 00112233445566778899aabbccddeeff\n", "begins once" },
        { "entry 7\ntype key\nat 2026-11-22 03:00:00\nday 2023-12-28\nofficer -\nverifier a\n", "at the line \"at 2026-11-22 03:00:00\"" },
        { "entry 7\ntype key\nat 2026-11-22T03:00:00Z\nday -\nofficer -\nverifier a\n", "at the line \"day -\"" },
        { HEADER("7", "key") "previous-root x\nverifier a\n", "at the line \"previous-root x\"" },
        { "type key\nentry 7\nat 2026-11-22T03:00:00Z\nday 2023-12-28\nofficer -\nverifier a\n", "at the line \"type key\"" },
        { "", "does not have the form" },
    };
    struct entry_lines lines;
    for (size_t i = 0; i < ROWS(entries); i++) {
        REFUSES(entry_form_check(7, text_of(entries[i].entry), &lines), ERROR_UNVERIFIED, entries[i].says);
    }
    REFUSES(entry_form_check(0, TEXT(HEADER("0", "key") "verifier a\n"), &lines), ERROR_UNVERIFIED, "begins once");
}

/* The signs for what values are are the program's; the page has the keys. */
static void print_keys(const char *lines, struct buffer *out)
{
    for (; *lines != '\0'; lines++) {
        if (strchr("#%@!~", *lines) == NULL) {
            buffer_add_byte(out, *lines);
        }
    }
}

static void the_documentation_and_the_script_have_the_same_table(void **state)
{
    (void)state;
    struct buffer page SCOPED_BUFFER = { 0 };
    struct buffer script SCOPED_BUFFER = { 0 };
    const char *type;
    const char *lines;
    size_t rows = 0;
    SUCCEEDS(file_read_all(SOURCE_DIR "/docs/ledger.md", 1000000, &page));
    SUCCEEDS(file_read_all(SOURCE_DIR "/scripts/verify_entries.py", 1000000, &script));
    for (; entry_form_at(rows, &type, &lines); rows++) {
        struct buffer keys SCOPED_BUFFER = { 0 };
        struct buffer row SCOPED_BUFFER = { 0 };
        print_keys(lines, &keys);
        buffer_format(&row, "\n| `%s` | %s | ", type, buffer_string(&keys));
        if (strstr(buffer_string(&page), row.bytes) == NULL) {
            fail_msg("docs/ledger.md has no row%s", row.bytes);
        }
        const char *money = strstr(keys.bytes, " year from to amount");
        buffer_clear(&row);
        buffer_format(&row, "\n%s %.*s%c", type, (int)(money == NULL ? keys.length : (size_t)(money - keys.bytes)), keys.bytes, money == NULL ? '\n' : ' ');
        if (strstr(buffer_string(&script), row.bytes) == NULL) {
            fail_msg("scripts/verify_entries.py has no row%s", row.bytes);
        }
    }
    assert_true(rows > 35);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_what_the_program_writes_in_every_format),
        cmocka_unit_test(refuses_every_other_line_order_type_and_movement),
        cmocka_unit_test(the_documentation_and_the_script_have_the_same_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
