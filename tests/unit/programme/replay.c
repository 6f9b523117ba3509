/* Decisions of the past follow from the ledger as it was then, whatever happened since; a decision that does not is seen. */
#include "life.h"

#include "programme/explanation.h"
#include "programme/replay.h"
#include "programme/simulation.h"

#define RULES_WIDE                                                                                                                            \
    "rules:\n"                                                                                                                                \
    "  - { code: izin, title: Izin, source: uji, condition: present(nib), unknown: reject }\n"                                              \
    "  - { code: omzet, title: Omzet, source: uji, condition: omzet_bulanan <= 5000000, unknown: review }\n"                               \
    "  - { code: pernah, title: Pernah, source: uji, condition: grants(nik) = 0 }\n"                                                         \
    "  - { code: asn, title: Asn, source: uji, condition: not listed('asn') }\n"                                                             \
    "  - { code: keluarga, title: Keluarga, source: uji, severity: note, condition: 'applicants(no_kk) <= 1 and sum(omzet_bulanan, no_kk) <= 9000000' }\n"

static struct work today;
static struct programme rules;

static int begin(void **state)
{
    struct applicant earlier[] = { person(2030, 1, CATEGORY_PEMULA) };
    struct applicant people[6];
    (void)life_begin(state);
    for (int i = 0; i < 6; i++) {
        people[i] = person(2031, i + 1, CATEGORY_PEMULA);
        set_integer(&people[i], FIELD_OMZET_BULANAN, 4000000 + i * 500000);
        set_integer(&people[i], FIELD_NO_KK, INT64_C(1571010101100000) + i / 2 + 1);
    }
    work_begin(&today, "2030-02-01");
    struct programme first = { 0 };
    add_rules(&today, HEAD_OF(2030, 1000) AMOUNTS RULES_2030, &first);
    take_in(&today, "satu.csv", earlier, 1);
    assert_int_equal(pay_out(&today, &first, 0), 1);
    programme_free(&first);
    add_rules(&today, HEAD_OF(2031, 1000) AMOUNTS RULES_WIDE, &rules);
    take_in(&today, "dua.csv", people, 6);
    return 0;
}

static int end(void **state)
{
    work_end(&today);
    programme_free(&rules);
    return scratch_clear(state);
}

static void assert_reproduced(int64_t evaluation, int64_t applicants)
{
    struct replay replay;
    SUCCEEDS(replay_check(today.store, 2031, evaluation, &replay));
    assert_int_equal(replay.applicants, applicants);
    assert_int_equal(replay.differing, 0);
}

static void a_year_that_was_never_judged_has_nothing_to_reproduce(void **state)
{
    (void)state;
    struct replay replay;
    SUCCEEDS(replay_check(today.store, 2031, 0, &replay));
    assert_int_equal(replay.evaluation_id, 0);
}

static void what_happened_since_changes_nothing_of_the_past(void **state)
{
    (void)state;
    struct applicant late[] = { person(2031, 9, CATEGORY_PEMULA) };
    struct eligibility_count count = check_year(&today, &rules);
    int64_t first = count.evaluation_id;
    assert_int_equal(count.eligible + count.needs_review + count.ineligible, 6);
    assert_int_equal(count.eligible, 2); /* the first was paid in 2030, the last three have too much turnover */
    assert_int_equal(count.notes[4], 2 + 2 + 2);
    assert_reproduced(first, 6);
    amend_text(&today, &rules, 2, FIELD_NIB, "tidak ada", 0);
    withdraw(&today, 2031, 3);
    exclude(&today, 2031, "asn", 4, INT64_C(1571010101990001));
    exclude(&today, 2031, "lain", 5, INT64_C(1571010101990002));
    assert_true(review_person(&today, 2031, 6, REVIEW_REJECTED, "bukan usahanya", 0));
    take_in(&today, "tiga.csv", late, 1);
    count = check_year(&today, &rules);
    assert_int_equal(count.applicants, 7);
    assert_int_equal(count.bars[BAR_WITHDRAWN], 1);
    assert_int_equal(count.bars[BAR_LISTED], 1); /* the list that no rule asks for; that of the rule is a reason */
    assert_int_equal(count.reasons[3], 1);
    assert_reproduced(first, 6);
    assert_reproduced(count.evaluation_id, 7);
    assert_reproduced(0, 7);
    amend_text(&today, &rules, 2, FIELD_NIB, "912000", 0);
    assert_reproduced(first, 6);
}

static void a_decision_that_does_not_follow_is_seen(void **state)
{
    (void)state;
    struct replay replay;
    struct query *query = NULL;
    int64_t evaluation = check_year(&today, &rules).evaluation_id;
    SUCCEEDS(query_open(today.store, "UPDATE decision SET status = 1, outcomes = '+++++' WHERE applicant_id = 2", &query));
    SUCCEEDS(query_run(query));
    query_close(query);
    SUCCEEDS(replay_run(today.store, 2031, evaluation, &replay));
    assert_int_equal(replay.differing, 1);
    assert_int_equal(replay.first_applicant, 2);
    REFUSES(replay_check(today.store, 2031, evaluation, &replay), ERROR_UNVERIFIED, "1 decisions of evaluation");
}

static void change(const char *sql)
{
    struct query *query = NULL;
    SUCCEEDS(query_open(today.store, sql, &query));
    SUCCEEDS(query_run(query));
    query_close(query);
}

static void another_input_than_the_entry_says_is_seen(void **state)
{
    (void)state;
    struct replay replay;
    int64_t evaluation = check_year(&today, &rules).evaluation_id;
    assert_reproduced(evaluation, 6);
    change("UPDATE applicant SET commitment = zeroblob(32) WHERE year = 2031 AND no_kk = 1571010101100003");
    SUCCEEDS(replay_run(today.store, 2031, evaluation, &replay));
    assert_int_equal(replay.differing, 0);
    assert_true(replay.other_input);
    REFUSES(replay_check(today.store, 2031, evaluation, &replay), ERROR_UNVERIFIED, "input-digest");
}

static void an_entry_of_before_there_were_digests_of_the_input_stays_valid(void **state)
{
    (void)state;
    int64_t evaluation = check_year(&today, &rules).evaluation_id;
    change("DROP TRIGGER journal_no_update");
    change("UPDATE journal SET text = substr(text, 1, instr(text, 'input-digest') - 1) WHERE instr(text, 'input-digest') > 0");
    assert_reproduced(evaluation, 6);
    assert_int_equal(check_year(&today, &rules).evaluation_id, evaluation); /* nothing to compare with: nothing is recorded */
    amend_text(&today, &rules, 2, FIELD_NIB, "tidak ada", 0);
    assert_int_equal(check_year(&today, &rules).evaluation_id, evaluation + 1);
    assert_reproduced(evaluation, 6);
    assert_int_equal(figure(&today, "SELECT instr(text, 'input-digest') > 0 FROM journal WHERE position = (SELECT max(position) FROM evaluation)"), 1);
}

static void a_simulation_stores_nothing_and_says_who_changes_sides(void **state)
{
    (void)state;
    struct programme other = { 0 };
    struct programme elsewhere = { 0 };
    struct simulation simulation = { 0 };
    SUCCEEDS(programme_parse("lain.yaml", text_of("year: 2031\nname: Uji\nbudget_account: 5.1\nbudget: 1000\namounts:\n  - { category: pemula, amount: 7 }\n"
                                                  "rules:\n  - { code: omzet, title: O, source: uji, condition: omzet_bulanan in 4500000..5500000, unknown: review }\n"),
                             &other));
    SUCCEEDS(simulation_run(today.store, &rules, &other, &simulation));
    assert_int_equal(simulation.all.now.eligible, 2);
    assert_int_equal(simulation.all.then.eligible, 3);
    assert_int_equal(simulation.all.gaining, 1);
    assert_int_equal(simulation.all.losing, 0);
    assert_int_equal(simulation.all.then.amount.rupiah, 21);
    assert_int_equal(simulation.categories[CATEGORY_PEMULA - 1].gaining, 1);
    assert_int_equal(simulation.categories[CATEGORY_MILENIAL - 1].now.eligible, 0);
    assert_int_equal(simulation.region_count, 1);
    assert_int_equal(simulation.change_count, 1);
    assert_int_equal(simulation.changes[0].nik.number, nik_at(4));
    assert_string_equal(buffer_string(&simulation.changes[0].reasons), "omzet");
    assert_int_equal(figure(&today, "SELECT count(*) FROM evaluation WHERE year = 2031"), 0);
    simulation_free(&simulation);
    SUCCEEDS(programme_load(today.store, 2030, day_at("2030-03-01"), &elsewhere));
    REFUSES(simulation_run(today.store, &rules, &elsewhere, &simulation), ERROR_FAILED, "2030");
    programme_free(&elsewhere);
    programme_free(&other);
}

/* Who is on the list asn, by the rules of the year 2031 whose rule about that list is `rule`: eligible or not. */
static enum decision_status listed_under(const char *rule)
{
    struct buffer yaml = { 0 };
    struct programme other = { 0 };
    struct explanation explanation = { 0 };
    const struct explanation_moment now = EXPLANATION_NOW;
    buffer_format(&yaml, "%s%s %s\n", HEAD_OF(2031, 1000), AMOUNTS "rules:\n  - { code: izin, title: I, source: u, condition: present(nib), unknown: reject }\n"
                  "  - { code: asn, title: A, source: u,", rule);
    SUCCEEDS(programme_parse("uji.yaml", buffer_text(&yaml), &other));
    SUCCEEDS(explanation_load(today.store, &other, (struct nik){ nik_at(2) }, &now, &explanation));
    enum decision_status status = explanation.status;
    explanation_free(&explanation);
    programme_free(&other);
    buffer_free(&yaml);
    return status;
}

static void a_list_bars_whomever_no_rule_decides_about(void **state)
{
    (void)state;
    exclude(&today, 2031, "asn", 2, INT64_C(1571010101990001));
    assert_int_equal(listed_under("condition: grants(nik) < 9 }"), DECISION_INELIGIBLE);
    assert_int_equal(listed_under("condition: not listed('asn') }"), DECISION_INELIGIBLE);
    assert_int_equal(listed_under("severity: review, condition: not listed('asn') }"), DECISION_NEEDS_REVIEW);
    assert_int_equal(listed_under("severity: review, condition: not listed() }"), DECISION_NEEDS_REVIEW);
    assert_int_equal(listed_under("severity: note, condition: not listed('asn') }"), DECISION_INELIGIBLE);
    assert_int_equal(listed_under("severity: review, categories: [milenial], condition: not listed('asn') }"), DECISION_INELIGIBLE);
    assert_int_equal(listed_under("severity: review, condition: not listed('kur') }"), DECISION_INELIGIBLE);
}

/* A grant of a later year counts as the rules of the earlier one count grants. */
static void a_later_grant_blocks_only_where_a_rejecting_rule_is_against_it(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        int64_t blocked;
    } rows[] = { { "condition: grants(nik) = 0 }", 1 }, { "condition: grants(nik) < 2 }", 0 }, { "severity: note, condition: grants(nik) = 0 }", 0 },
                 { "condition: granted(nik) <= 1000 or applicants(no_kk) > 9, unknown: pass }", 1 }, { "condition: present(nib), unknown: pass }", 0 } };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct buffer yaml = { 0 };
        struct programme earlier = { 0 };
        struct allocation allocation = { 0 };
        const struct allocation_choice everybody = { 0 };
        struct applicant again[] = { person(2029 - (int)i, 1, CATEGORY_PEMULA) };
        buffer_format(&yaml, "year: %d\nname: Uji\nbudget_account: 5.1\nbudget: 1000\n%srules:\n  - { code: a, title: A, source: u, %s\n", 2029 - (int)i, AMOUNTS, rows[i].rule);
        add_rules(&today, buffer_string(&yaml), &earlier);
        take_in(&today, "lagi.csv", again, 1);
        (void)check_year(&today, &earlier);
        SUCCEEDS(allocation_run(today.store, &earlier, budget_left(&today, &earlier), &everybody, &allocation));
        assert_int_equal(allocation.paid_later, rows[i].blocked);
        allocation_free(&allocation);
        programme_free(&earlier);
        buffer_free(&yaml);
    }
}

#define replay_test(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        replay_test(a_year_that_was_never_judged_has_nothing_to_reproduce),
        replay_test(what_happened_since_changes_nothing_of_the_past),
        replay_test(a_decision_that_does_not_follow_is_seen),
        replay_test(a_list_bars_whomever_no_rule_decides_about),
        replay_test(a_later_grant_blocks_only_where_a_rejecting_rule_is_against_it),
        replay_test(another_input_than_the_entry_says_is_seen),
        replay_test(an_entry_of_before_there_were_digests_of_the_input_stays_valid),
        replay_test(a_simulation_stores_nothing_and_says_who_changes_sides),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
