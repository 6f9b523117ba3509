/* Programme years in the ledger: the built-in ones, versions, budgets. */
#include "programme/programme.h"

#include "life.h"

static void the_built_in_years_are_as_published(void **state)
{
    (void)state;
    static const struct {
        int year;
        int64_t amounts[CATEGORY_COUNT + 1];
        int64_t budget;
        int64_t people; /* of all quotas together */
        size_t quotas;
    } rows[] = {
        { 2022, { 0, 20000000, 10000000, 20000000 }, INT64_C(19330000000), 973 + 480, 2 },
        { 2023, { 0, 5000000, 5000000, 5000000 }, INT64_C(17950000000), 3590, 1 },
        { 2024, { 0, 5000000, 5000000, 5000000 }, INT64_C(10000000000), 2000, 1 },
    };
    static const char *const assumed_rules[] = { "usaha-mikro", "tahun-lahir", "umur-usaha", "bukan-aparatur", "bukan-debitur-kur", "masih-hidup" };
    struct work work;
    work_begin(&work, "2026-01-01");
    assert_int_equal(figure(&work, "SELECT count(*) FROM programme_version"), ROWS(rows));
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct programme programme = { 0 };
        struct money budget;
        int64_t people = 0;
        int day;
        int month;
        int year;
        SUCCEEDS(programme_load(work.store, rows[i].year, work.journal.event.day, &programme));
        SUCCEEDS(journal_balance(&work.journal, rows[i].year, ACCOUNT_ANGGARAN, &budget));
        assert_int_equal(programme.year, rows[i].year);
        assert_int_equal(programme.budget.rupiah, rows[i].budget);
        assert_int_equal(budget.rupiah, rows[i].budget);
        for (int category = 1; category <= CATEGORY_COUNT; category++) {
            assert_int_equal(programme.amounts[category].rupiah, rows[i].amounts[category]);
        }
        assert_int_equal(programme.quota_count, rows[i].quotas);
        for (size_t quota = 0; quota < programme.quota_count; quota++) {
            assert_true(programme.quotas[quota].assumed);
            people += programme.quotas[quota].people;
        }
        assert_int_equal(people, rows[i].people);
        day_split(programme.reference_day, &year, &month, &day);
        assert_int_equal(year * 10000 + month * 100 + day, rows[i].year * 10000 + 1231);
        assert_int_equal(programme.assumed_count, 4);
        assert_string_equal(programme.assumed[0], "budget_account");
        assert_string_equal(programme.assumed[1], "budget");
        assert_int_equal(programme.rule_count, 11);
        assert_int_equal(programme.lists.count, 7);
        for (size_t rule = 0; rule < programme.rule_count; rule++) {
            bool expected = false;
            for (size_t k = 0; k < ROWS(assumed_rules); k++) {
                expected = expected || strcmp(programme.rules[rule].code, assumed_rules[k]) == 0;
            }
            assert_int_equal(programme.rules[rule].assumed, expected);
            assert_true(strlen(programme.rules[rule].source) > 5);
        }
        programme_free(&programme);
    }
    work_end(&work);
}

static void says_the_newest_year(void **state)
{
    (void)state;
    struct work work;
    struct programme programme = { 0 };
    int year;
    work_begin(&work, "2026-01-01");
    SUCCEEDS(programme_newest_year(work.store, &year));
    assert_int_equal(year, 2024);
    add_rules(&work, HEAD_OF(2030, 100) AMOUNTS RULES_2030, &programme);
    SUCCEEDS(programme_newest_year(work.store, &year));
    assert_int_equal(year, 2030);
    programme_free(&programme);
    work_end(&work);
}

static const struct error *add_text(struct work *work, const char *yaml)
{
    struct programme programme SCOPED_PROGRAMME = { 0 };
    TRY(programme_parse("uji.yaml", text_of(yaml), &programme));
    return programme_add(&work->journal, &programme);
}

static void the_same_text_is_added_once_and_a_new_text_is_a_new_version(void **state)
{
    (void)state;
    struct work work;
    struct programme programme = { 0 };
    work_begin(&work, "2030-01-01");
    SUCCEEDS(add_text(&work, HEAD_OF(2030, 100) AMOUNTS RULES_2030));
    int64_t entries = figure(&work, "SELECT count(*) FROM journal");
    REFUSES(add_text(&work, HEAD_OF(2030, 100) AMOUNTS RULES_2030), ERROR_REFUSED, "2030");
    assert_int_equal(figure(&work, "SELECT count(*) FROM journal"), entries);
    SUCCEEDS(add_text(&work, "# edisi kedua\n" HEAD_OF(2030, 100) AMOUNTS RULES_2030));
    assert_int_equal(figure(&work, "SELECT count(*) FROM journal"), entries + 1); /* the budget is the same: no entry of its own */
    assert_int_equal(figure(&work, "SELECT count(*) FROM programme_version WHERE year = 2030"), 2);
    SUCCEEDS(programme_load(work.store, 2030, work.journal.event.day, &programme));
    assert_int_equal(programme.id, figure(&work, "SELECT max(id) FROM programme_version"));
    assert_non_null(strstr(programme.text, "edisi kedua"));
    assert_int_equal(figure(&work, "SELECT count(*) FROM rule JOIN programme_version ON id = programme_version_id WHERE year = 2030"), 8);
    assert_int_equal(figure(&work, "SELECT count(*) FROM rule JOIN programme_version ON id = programme_version_id WHERE year = 2030 AND assumed = 1"), 2);
    programme_free(&programme);
    work_commit(&work);
    assert_verifies();
}

static void the_validity_chooses_the_version(void **state)
{
    (void)state;
    static const struct {
        const char *day;
        const char *name; /* NULL = no rules that day */
    } rows[] = {
        { "2030-02-28", NULL }, { "2030-03-01", "satu" }, { "2030-08-31", "satu" }, { "2030-09-01", "dua" }, { "2030-09-30", "dua" }, { "2030-10-01", NULL },
        { "2029-09-15", NULL }, { "2031-09-15", NULL },
    };
    struct work work;
    work_begin(&work, "2030-01-01");
    SUCCEEDS(add_text(&work, "year: 2030\nname: satu\nbudget_account: a\nbudget: 9\nvalid_from: 2030-03-01\nvalid_to: 2030-09-30\n" AMOUNTS RULES_2030));
    SUCCEEDS(add_text(&work, "year: 2030\nname: dua\nbudget_account: a\nbudget: 9\nvalid_from: 2030-09-01\nvalid_to: 2030-09-30\n" AMOUNTS RULES_2030));
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct programme programme = { 0 };
        const struct error *error = programme_load(work.store, 2030, day_at(rows[i].day), &programme);
        if ((error == NULL) != (rows[i].name != NULL) || (error == NULL && strcmp(programme.name, rows[i].name) != 0)) {
            fail_msg("%s: %s", rows[i].day, error == NULL ? programme.name : error->message);
        }
        assert_true(error == NULL || error->kind == ERROR_REFUSED);
        programme_free(&programme);
    }
    SUCCEEDS(add_text(&work, "year: 2030\nname: tiga\nbudget_account: a\nbudget: 9\n" AMOUNTS RULES_2030)); /* always */
    struct programme programme = { 0 };
    SUCCEEDS(programme_load(work.store, 2030, day_at("2035-01-01"), &programme));
    assert_string_equal(programme.name, "tiga");
    programme_free(&programme);
    REFUSES(programme_load(work.store, 2029, day_at("2030-03-01"), &programme), ERROR_REFUSED, "2029");
    work_commit(&work);
    assert_verifies();
}

static int64_t budget_of(struct work *work)
{
    struct money budget;
    SUCCEEDS(journal_balance(&work->journal, 2030, ACCOUNT_ANGGARAN, &budget));
    return budget.rupiah;
}

static void a_changed_budget_moves_the_difference_only(void **state)
{
    (void)state;
    struct work work;
    work_begin(&work, "2030-01-01");
    SUCCEEDS(add_text(&work, HEAD_OF(2030, 100) AMOUNTS RULES_2030));
    SUCCEEDS(add_text(&work, HEAD_OF(2030, 130) AMOUNTS RULES_2030));
    assert_int_equal(budget_of(&work), 130);
    SUCCEEDS(add_text(&work, HEAD_OF(2030, 90) AMOUNTS RULES_2030));
    assert_int_equal(budget_of(&work), 90);
    SUCCEEDS(programme_budget(&work.journal, 2030, TEXT("DPA-7"), (struct money){ 95 }));
    SUCCEEDS(programme_budget(&work.journal, 2030, TEXT("DPA-8"), (struct money){ 95 })); /* nothing to move */
    assert_int_equal(budget_of(&work), 95);
    assert_int_equal(figure(&work, "SELECT count(*) FROM transfer WHERE year = 2030"), 4);
    assert_int_equal(figure(&work, "SELECT sum(CASE to_account WHEN 1 THEN amount ELSE -amount END) FROM transfer WHERE year = 2030"), 95);
    assert_int_equal(figure(&work, "SELECT count(*) FROM journal WHERE text LIKE '%' || char(10) || 'dpa DPA-7' || char(10) || '%'"), 1);
    work_commit(&work);
    assert_verifies();
}

static void refuses_a_budget_below_what_is_committed(void **state)
{
    (void)state;
    struct work work;
    struct programme programme = { 0 };
    struct applicant people[] = { person(2030, 1, CATEGORY_PEMULA), person(2030, 2, CATEGORY_PEMULA) };
    work_begin(&work, "2030-02-01");
    add_rules(&work, HEAD_OF(2030, 100) AMOUNTS RULES_2030, &programme);
    take_in(&work, "a.csv", people, 2);
    assert_int_equal(pay_out(&work, &programme, 0), 1); /* commits 14 */
    SUCCEEDS(programme_budget(&work.journal, 2030, TEXT("-"), (struct money){ 14 }));
    assert_int_equal(budget_of(&work), 0);
    REFUSES(programme_budget(&work.journal, 2030, TEXT("-"), (struct money){ 13 }), ERROR_REFUSED, "anggaran");
    REFUSES(add_text(&work, HEAD_OF(2030, 10) AMOUNTS RULES_2030), ERROR_REFUSED, "anggaran");
    programme_free(&programme);
    work_end(&work);
}

static void says_when_the_stored_rules_were_changed(void **state)
{
    (void)state;
    struct work work;
    struct programme programme = { 0 };
    outside_run(ledger_path(), "UPDATE programme_version SET text = replace(text, '5000000', '6000000') WHERE year = 2023");
    work_begin(&work, "2026-01-01");
    REFUSES(programme_load(work.store, 2023, work.journal.event.day, &programme), ERROR_UNVERIFIED, "2023");
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        life_test(the_built_in_years_are_as_published),
        life_test(says_the_newest_year),
        life_test(the_same_text_is_added_once_and_a_new_text_is_a_new_version),
        life_test(the_validity_chooses_the_version),
        life_test(a_changed_budget_moves_the_difference_only),
        life_test(refuses_a_budget_below_what_is_committed),
        life_test(says_when_the_stored_rules_were_changed),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
