/* What SQL can ask of the rules' text: amounts, limits and the deadline, as tables. */
#include "life.h"

#define HEAD HEAD_OF(2030, 1000)
#define TIERS                                                                             \
    "amounts:\n  - { category: milenial, amount: 3 }\n"                                   \
    "  - category: pemula\n    tiers:\n      - { code: besar, amount: 9, when: skor >= 80 }\n      - { code: umum, amount: 7 }\n"

static void rule_with(struct buffer *out, const char *condition, const char *categories)
{
    buffer_format(out, HEAD TIERS "rules:\n  - { code: satu, title: Satu, source: uji, condition: \"%s\", unknown: review%s }\n", condition, categories);
}

/* The limits of the only rule, as field:least:most, days written out; of one category. */
static void limits_of(const char *condition, struct buffer *out)
{
    struct buffer yaml SCOPED_BUFFER = { 0 };
    struct programme programme = { 0 };
    struct work work;
    sqlite3 *database;
    void *state = NULL;
    (void)life_begin(&state);
    rule_with(&yaml, condition, "");
    work_begin(&work, "2030-02-01");
    add_rules(&work, buffer_string(&yaml), &programme);
    work_commit(&work);
    assert_verifies();
    programme_free(&programme);
    assert_int_equal(sqlite3_open(ledger_path(), &database), SQLITE_OK);
    append_rows(database,
                "SELECT field || ':' || coalesce(iif(field LIKE 'tanggal%', date(least * 86400, 'unixepoch'), least), '') || ':' || "
                "coalesce(iif(field LIKE 'tanggal%', date(most * 86400, 'unixepoch'), most), '') FROM rule_limit WHERE category = 1 AND programme_version_id = "
                "(SELECT max(id) FROM programme_version) ORDER BY field",
                out);
    assert_int_equal(sqlite3_close(database), SQLITE_OK);
}

static void a_condition_states_the_span_that_it_asks_a_number_or_day_to_lie_in(void **state)
{
    (void)state;
    static const struct {
        const char *condition;
        const char *limits;
    } cases[] = {
        { "omzet_bulanan * 12 <= 2.000.000.000", "3:omzet_bulanan::166666666|\n" },
        { "2.000.000.000 > omzet_bulanan", "3:omzet_bulanan::1999999999|\n" },
        { "skor >= 60", "3:skor:60:|\n" },
        { "skor in 60..90 and omzet_bulanan < 100", "3:omzet_bulanan::99|\n3:skor:60:90|\n" },
        { "skor >= 60 and skor <= 90 and present(nib)", "3:skor:60:90|\n" },
        { "year(tanggal_lahir) in 1981..1996", "3:tanggal_lahir:1981-01-01:1996-12-31|\n" },
        { "age(tanggal_lahir) >= 17", "3:tanggal_lahir::2013-12-31|\n" },
        { "age(tanggal_lahir, 2030-06-30) in 17..40", "3:tanggal_lahir:1989-07-01:2013-06-30|\n" },
        { "months(tanggal_mulai_usaha) >= 6", "3:tanggal_mulai_usaha::2030-06-30|\n" },
        { "tanggal_mulai_usaha <= reference_day and add_months(tanggal_mulai_usaha, 42) >= reference_day", "3:tanggal_mulai_usaha:2027-07-01:2030-12-31|\n" },
        /* What does not have to be so whatever else is so is no limit. */
        { "skor >= 60 or present(nib)", "" },
        { "not skor >= 60", "" },
        { "missing(skor) or skor >= 60", "" },
        { "kategori = pemula or jenis_kelamin = perempuan", "" },
        { "skor + omzet_bulanan >= 60", "" },
    };
    for (size_t i = 0; i < ROWS(cases); i++) {
        struct buffer seen SCOPED_BUFFER = { 0 };
        limits_of(cases[i].condition, &seen);
        if (strcmp(buffer_string(&seen), cases[i].limits) != 0) {
            fail_msg("%s: %s", cases[i].condition, seen.bytes);
        }
    }
}

static void amounts_and_the_deadline_are_those_of_the_text(void **state)
{
    (void)state;
    struct programme programme = { 0 };
    struct work work;
    work_begin(&work, "2030-02-01");
    add_rules(&work, HEAD "lpj: { months: 3 }\n" TIERS RULES_2030, &programme);
    programme_free(&programme);
    add_rules(&work, HEAD "lpj: { day: 2031-01-10 }\n" TIERS RULES_2030, &programme);
    programme_free(&programme);
    work_commit(&work);
    assert_verifies();
    assert_int_equal(outside_integer(ledger_path(), "SELECT count(*) FROM programme_amount WHERE programme_version_id > 3"), 6);
    assert_int_equal(outside_integer(ledger_path(), "SELECT sum(amount) FROM programme_amount WHERE programme_version_id = 4 AND tier IN ('', 'besar', 'umum')"), 3 + 9 + 7);
    assert_int_equal(outside_integer(ledger_path(), "SELECT months FROM programme_deadline WHERE programme_version_id = 4 AND day IS NULL"), 3);
    assert_int_equal(outside_integer(ledger_path(), "SELECT day FROM programme_deadline WHERE programme_version_id = 5 AND months IS NULL"), day_at("2031-01-10").number);
    assert_int_equal(outside_integer(ledger_path(), "SELECT count(*) FROM programme_deadline"), 2); /* the built-in years state none */
}

static void a_limit_is_for_the_categories_of_its_rule(void **state)
{
    (void)state;
    struct buffer yaml SCOPED_BUFFER = { 0 };
    struct programme programme = { 0 };
    struct work work;
    rule_with(&yaml, "skor >= 60", ", categories: [pemula]");
    buffer_add_string(&yaml, "  - { code: dua, title: Dua, source: uji, condition: present(nib), unknown: reject }\n");
    work_begin(&work, "2030-02-01");
    add_rules(&work, buffer_string(&yaml), &programme);
    work_commit(&work);
    programme_free(&programme);
    assert_int_equal(outside_integer(ledger_path(), "SELECT count(*) FROM rule_limit WHERE programme_version_id = 4"), 1);
    assert_int_equal(outside_integer(ledger_path(), "SELECT category FROM rule_limit WHERE programme_version_id = 4"), CATEGORY_PEMULA);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        life_test(a_condition_states_the_span_that_it_asks_a_number_or_day_to_lie_in),
        life_test(amounts_and_the_deadline_are_those_of_the_text),
        life_test(a_limit_is_for_the_categories_of_its_rule),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
