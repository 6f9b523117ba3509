/* Why one applicant is paid or not. */
#include "life.h"

#include "programme/explanation.h"

static struct programme rules;

static int rules_drop(void **state)
{
    programme_free(&rules);
    return scratch_clear(state);
}

static struct explanation explain(struct work *work, int64_t n)
{
    struct explanation explanation = { 0 };
    SUCCEEDS(journal_seal(&work->journal)); /* a reader sees what was sealed */
    SUCCEEDS(explanation_load(work->store, &rules, (struct nik){ nik_at(n) }, &EXPLANATION_NOW, &explanation));
    return explanation;
}

static void assert_explains(struct work *work, int64_t n, enum decision_status status, bool payable, const char *decision)
{
    struct explanation explanation = explain(work, n);
    assert_true(explanation.found);
    if (explanation.status != status || explanation.payable != payable || strstr(buffer_string(&explanation.decision), decision) == NULL) {
        fail_msg("person %lld: %d %d %s", (long long)n, (int)explanation.status, explanation.payable, buffer_string(&explanation.decision));
    }
    explanation_free(&explanation);
}

static void shows_every_rule_that_applies_with_value_and_threshold(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        enum outcome outcome;
        const char *value;
        const char *threshold;
        const char *flip;
    } expected[] = {
        { "usaha-di-jambi", OUTCOME_PASS, "Kota Jambi", "province(kabupaten_usaha) = 15", "province(kabupaten_usaha) != 15 (15)" },
        { "izin-usaha", OUTCOME_UNKNOWN_REJECTS, "", "present(nib)", "present(nib) (missing)" },
        { "usaha-mikro", OUTCOME_FAIL, "166666667", "omzet_bulanan * 12 <= 2.000.000.000", "omzet_bulanan * 12 <= 2.000.000.000 (2000000004)" },
        { "tahun-lahir", OUTCOME_UNKNOWN_REVIEW, "", "year(tanggal_lahir) in 1981..1996", "year(tanggal_lahir) in 1981..1996 (missing)" },
        { "nik-sudah-menerima", OUTCOME_PASS, "nik 1571011501900001, grants(nik) 0", "grants(nik) = 0", "grants(nik) != 0 (0)" },
        { "kk-sudah-menerima", OUTCOME_UNKNOWN_PASSES, "no_kk missing, grants(no_kk) missing", "grants(no_kk) = 0", "grants(no_kk) != 0 (missing)" },
        { "bukan-aparatur", OUTCOME_PASS, "", "not (listed('asn') or listed('tni') or listed('polri') or listed('bumn') or listed('bumd'))",
          "listed('asn') (no) or listed('tni') (no) or listed('polri') (no) or listed('bumn') (no) or listed('bumd') (no)" },
        { "bukan-debitur-kur", OUTCOME_PASS, "", "not listed('kur')", "listed('kur') (no)" },
        { "masih-hidup", OUTCOME_PASS, "", "not listed('meninggal')", "listed('meninggal') (no)" },
    };
    struct work work;
    struct applicant people[] = { person(2023, 1, CATEGORY_MILENIAL) };
    set_missing(&people[0], FIELD_NIB);
    set_integer(&people[0], FIELD_OMZET_BULANAN, 166666667);
    work_begin(&work, "2023-02-01");
    SUCCEEDS(programme_load(work.store, 2023, work.journal.event.day, &rules));
    take_in(&work, "a.csv", people, 1);
    struct explanation explanation = explain(&work, 1); /* without a check before: judged now */
    assert_true(explanation.found && !explanation.payable);
    assert_string_equal(explanation.file, "a.csv");
    assert_int_equal(explanation.line, 2);
    assert_int_equal(explanation.category, CATEGORY_MILENIAL);
    assert_int_equal(explanation.status, DECISION_INELIGIBLE);
    assert_text(buffer_text(&explanation.name), "Budi Contoh");
    assert_int_equal(explanation.rule_count, ROWS(expected));
    for (size_t i = 0; i < ROWS(expected); i++) {
        assert_string_equal(explanation.rules[i].rule->code, expected[i].code);
        assert_int_equal(explanation.rules[i].outcome, expected[i].outcome);
        assert_text(buffer_text(&explanation.rules[i].value), expected[i].value);
        assert_text(buffer_text(&explanation.rules[i].threshold), expected[i].threshold);
        assert_text(buffer_text(&explanation.rules[i].flip), expected[i].flip);
    }
    explanation_free(&explanation);
    work_end(&work);
}

static void says_when_the_register_has_no_such_person(void **state)
{
    (void)state;
    struct work work;
    work_begin(&work, "2023-02-01");
    SUCCEEDS(programme_load(work.store, 2023, work.journal.event.day, &rules));
    struct explanation explanation = explain(&work, 1);
    assert_false(explanation.found || explanation.payable);
    assert_int_equal(explanation.rule_count, 0);
    explanation_free(&explanation);
    work_end(&work);
}

static void follows_a_person_and_his_family_through_the_payment(void **state)
{
    (void)state;
    struct work work;
    struct applicant people[] = { person(2030, 1, CATEGORY_MILENIAL), person(2030, 2, CATEGORY_MILENIAL), person(2030, 3, CATEGORY_MILENIAL),
                                  person(2030, 4, CATEGORY_MILENIAL) };
    set_integer(&people[0], FIELD_NO_KK, INT64_C(1571010101100001));
    set_integer(&people[1], FIELD_NO_KK, INT64_C(1571010101100001));
    set_missing(&people[3], FIELD_NIB);
    work_begin(&work, "2030-02-01");
    add_rules(&work, HEAD_OF(2030, 100) AMOUNTS RULES_2030, &rules);
    take_in(&work, "a.csv", people, 4);
    assert_explains(&work, 1, DECISION_ELIGIBLE, true, "the next batch pays"); /* nobody was checked yet */
    assert_explains(&work, 2, DECISION_ELIGIBLE, false, "kk-ganda");
    assert_explains(&work, 4, DECISION_INELIGIBLE, false, "not eligible");
    assert_int_equal(pay_out(&work, &rules, 1), 1);
    assert_explains(&work, 1, DECISION_ELIGIBLE, false, "batch 1, reference P2030B001N000001, state komitmen");
    assert_explains(&work, 2, DECISION_ELIGIBLE, false, "kk-ganda");
    assert_explains(&work, 3, DECISION_ELIGIBLE, true, "the next batch pays");
    send_batch(&work, 1, "");
    answer(&work, "P2030B001N000001", false, 3, "Rekening ditutup");
    assert_explains(&work, 1, DECISION_ELIGIBLE, false, "state retur");
    assert_explains(&work, 2, DECISION_ELIGIBLE, false, "kk-ganda"); /* as the allocation has it: the place is still held */
    work_end(&work);
}

static void names_the_year_of_an_earlier_grant(void **state)
{
    (void)state;
    struct work work;
    struct programme earlier = { 0 };
    struct applicant people[] = { person(2030, 1, CATEGORY_MILENIAL) };
    struct applicant again[] = { person(2031, 1, CATEGORY_MILENIAL), person(2031, 2, CATEGORY_MILENIAL) };
    set_integer(&people[0], FIELD_NO_KK, INT64_C(1571010101100001));
    set_integer(&again[1], FIELD_NO_KK, INT64_C(1571010101100001));
    work_begin(&work, "2030-02-01");
    add_rules(&work, HEAD_OF(2030, 100) AMOUNTS RULES_2030, &earlier);
    take_in(&work, "a.csv", people, 1);
    assert_int_equal(pay_out(&work, &earlier, 0), 1);
    programme_free(&earlier);
    add_rules(&work, HEAD_OF(2031, 100) AMOUNTS RULES_2030, &rules);
    take_in(&work, "b.csv", again, 2);
    struct explanation first = explain(&work, 1);
    struct explanation second = explain(&work, 2);
    assert_text(buffer_text(&first.rules[2].value), "nik 1571011501900001, grants(nik) 1 (2030)");
    assert_int_equal(first.rules[2].outcome, OUTCOME_FAIL);
    assert_text(buffer_text(&second.rules[3].value), "no_kk 1571010101100001, grants(no_kk) 1 (2030)");
    assert_int_equal(second.rules[3].outcome, OUTCOME_FAIL);
    explanation_free(&first);
    explanation_free(&second);
    work_end(&work);
}

#define explanation_test(name) cmocka_unit_test_setup_teardown(name, life_begin, rules_drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        explanation_test(shows_every_rule_that_applies_with_value_and_threshold),
        explanation_test(says_when_the_register_has_no_such_person),
        explanation_test(follows_a_person_and_his_family_through_the_payment),
        explanation_test(names_the_year_of_an_earlier_grant),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
