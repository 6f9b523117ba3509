/* Everybody judged by every rule: each condition at its boundary, and what is recorded of it. */
#include "life.h"

/* One rule for each condition; the reference day is not the last of the year, to be seen. */
#define EVERY_RULE                                                                                               \
    HEAD_OF(2030, 1000) "reference_day: 2030-06-30\n" AMOUNTS "rules:\n"                                         \
    "  - { code: provinsi, title: P, source: uji, condition: province, field: kabupaten_usaha, value: 15, unknown: reject }\n" \
    "  - { code: izin, title: I, source: uji, condition: present, field: nib, unknown: reject }\n"               \
    "  - { code: perempuan, title: W, source: uji, categories: [emak-emak], condition: sex, field: jenis_kelamin, value: perempuan, unknown: review }\n" \
    "  - { code: lahir, title: L, source: uji, categories: [milenial], condition: birth-year, field: tanggal_lahir, min: 1981, max: 1996, unknown: review }\n" \
    "  - { code: usia, title: U, source: uji, categories: [pemula, milenial], condition: business-age, field: tanggal_mulai_usaha, max: 42, unknown: review }\n" \
    "  - { code: mikro, title: M, source: uji, condition: year-turnover, field: omzet_bulanan, max: 2000000003, unknown: pass }\n" \
    "  - { code: nik, title: N, source: uji, condition: nik-not-paid, field: nik, unknown: reject }\n"           \
    "  - { code: kk, title: K, source: uji, condition: card-not-paid, field: no_kk, unknown: pass }\n"

/* What the ledger keeps of the decision of applicant `id` that stands. */
static void assert_decided(struct work *work, int64_t id, enum decision_status status, const char *outcomes)
{
    struct query *query = NULL;
    bool row;
    SUCCEEDS(query_open(work->store, "SELECT status, outcomes FROM decision_now WHERE applicant_id = ?1", &query));
    query_bind_integer(query, 1, id);
    SUCCEEDS(query_step(query, &row));
    assert_true(row);
    if (query_integer(query, 0) != (int64_t)status || !text_equal(query_text(query, 1), text_of(outcomes))) {
        fail_msg("applicant %lld: %lld %.*s, expected %d %s", (long long)id, (long long)query_integer(query, 0), TEXT_ARG(query_text(query, 1)), (int)status, outcomes);
    }
    query_close(query);
}

static void judges_each_condition_at_its_boundary(void **state)
{
    (void)state;
    enum { E = DECISION_ELIGIBLE, R = DECISION_NEEDS_REVIEW, X = DECISION_INELIGIBLE };
    static const struct {
        enum category category;
        enum field field;
        const char *value; /* a day or a number; NULL = missing */
        int status;
        const char *outcomes;
    } rows[] = {
        /* a milenial, born 1990, business of 2029, little turnover; one thing is other than that */
        { CATEGORY_MILENIAL, FIELD_KABUPATEN_USAHA, "1501", E, "++.+++++" },   { CATEGORY_MILENIAL, FIELD_KABUPATEN_USAHA, "1599", E, "++.+++++" },
        { CATEGORY_MILENIAL, FIELD_KABUPATEN_USAHA, "1499", X, "-+.+++++" },   { CATEGORY_MILENIAL, FIELD_KABUPATEN_USAHA, "1600", X, "-+.+++++" },
        { CATEGORY_MILENIAL, FIELD_NIB, NULL, X, "+!.+++++" },
        { CATEGORY_MILENIAL, FIELD_TANGGAL_LAHIR, "1980-12-31", X, "++.-++++" }, { CATEGORY_MILENIAL, FIELD_TANGGAL_LAHIR, "1981-01-01", E, "++.+++++" },
        { CATEGORY_MILENIAL, FIELD_TANGGAL_LAHIR, "1996-12-31", E, "++.+++++" }, { CATEGORY_MILENIAL, FIELD_TANGGAL_LAHIR, "1997-01-01", X, "++.-++++" },
        { CATEGORY_MILENIAL, FIELD_TANGGAL_LAHIR, NULL, R, "++.?++++" },        { CATEGORY_PEMULA, FIELD_TANGGAL_LAHIR, NULL, E, "++..++++" },
        /* 42 months before 2030-06-30 is 2026-12-30 */
        { CATEGORY_PEMULA, FIELD_TANGGAL_MULAI_USAHA, "2026-12-30", E, "++..++++" }, { CATEGORY_PEMULA, FIELD_TANGGAL_MULAI_USAHA, "2026-12-29", X, "++..-+++" },
        { CATEGORY_PEMULA, FIELD_TANGGAL_MULAI_USAHA, "2030-06-30", E, "++..++++" }, { CATEGORY_PEMULA, FIELD_TANGGAL_MULAI_USAHA, "2030-07-01", X, "++..-+++" },
        { CATEGORY_PEMULA, FIELD_TANGGAL_MULAI_USAHA, NULL, R, "++..?+++" },        { CATEGORY_EMAK_EMAK, FIELD_TANGGAL_MULAI_USAHA, "1999-01-01", E, "+++..+++" },
        { CATEGORY_EMAK_EMAK, FIELD_JENIS_KELAMIN, "1", X, "++-..+++" },        { CATEGORY_EMAK_EMAK, FIELD_JENIS_KELAMIN, "2", E, "+++..+++" },
        { CATEGORY_EMAK_EMAK, FIELD_JENIS_KELAMIN, NULL, R, "++?..+++" },       { CATEGORY_MILENIAL, FIELD_JENIS_KELAMIN, "1", E, "++.+++++" },
        /* 166666666 x 12 = 1999999992, 166666667 x 12 = 2000000004 */
        { CATEGORY_MILENIAL, FIELD_OMZET_BULANAN, "166666666", E, "++.+++++" }, { CATEGORY_MILENIAL, FIELD_OMZET_BULANAN, "166666667", X, "++.++-++" },
        { CATEGORY_MILENIAL, FIELD_OMZET_BULANAN, "0", E, "++.+++++" },         { CATEGORY_MILENIAL, FIELD_OMZET_BULANAN, "9007199254740991", X, "++.++-++" },
        { CATEGORY_MILENIAL, FIELD_OMZET_BULANAN, NULL, E, "++.+++++" },        { CATEGORY_MILENIAL, FIELD_NO_KK, NULL, E, "++.+++++" },
    };
    struct applicant people[ROWS(rows)];
    struct programme programme = { 0 };
    struct work work;
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct day day;
        int64_t number = 0;
        people[i] = person(2030, (int64_t)i + 1, rows[i].category);
        set_integer(&people[i], FIELD_TANGGAL_LAHIR, day_at("1990-05-15").number);
        set_integer(&people[i], FIELD_TANGGAL_MULAI_USAHA, day_at("2029-01-31").number);
        set_integer(&people[i], FIELD_OMZET_BULANAN, 1000000);
        set_integer(&people[i], FIELD_JENIS_KELAMIN, SEX_WOMAN);
        set_integer(&people[i], FIELD_NO_KK, INT64_C(1571010101100000) + (int64_t)i);
        if (rows[i].value == NULL) {
            set_missing(&people[i], rows[i].field);
        } else if (day_parse_iso(text_of(rows[i].value), &day)) {
            set_integer(&people[i], rows[i].field, day.number);
        } else {
            assert_true(text_to_integer(text_of(rows[i].value), &number));
            set_integer(&people[i], rows[i].field, number);
        }
    }
    work_begin(&work, "2030-02-01");
    add_rules(&work, EVERY_RULE, &programme);
    take_in(&work, "a.csv", people, ROWS(people));
    struct eligibility_count count = check_year(&work, &programme);
    int64_t by_status[4] = { 0 };
    for (size_t i = 0; i < ROWS(rows); i++) {
        assert_decided(&work, (int64_t)i + 1, (enum decision_status)rows[i].status, rows[i].outcomes);
        by_status[rows[i].status]++;
    }
    assert_int_equal(count.applicants, ROWS(rows));
    assert_int_equal(count.eligible, by_status[E]);
    assert_int_equal(count.needs_review, by_status[R]);
    assert_int_equal(count.ineligible, by_status[X]);
    assert_int_equal(count.changed, ROWS(rows));
    static const int64_t reasons[] = { 2, 1, 2, 3, 3, 2, 0, 0 };
    for (size_t i = 0; i < ROWS(reasons); i++) {
        assert_int_equal(count.reasons[i], reasons[i]);
    }
    work_commit(&work);
    programme_free(&programme);
    assert_verifies();
}

static void keeps_every_failed_rule_and_failing_outweighs_review(void **state)
{
    (void)state;
    struct work work;
    struct programme programme = { 0 };
    struct applicant people[] = { person(2030, 1, CATEGORY_MILENIAL), person(2030, 2, CATEGORY_MILENIAL), person(2030, 3, CATEGORY_EMAK_EMAK) };
    set_missing(&people[0], FIELD_NIB);
    set_integer(&people[0], FIELD_KABUPATEN_USAHA, 1601);
    set_integer(&people[0], FIELD_TANGGAL_LAHIR, 0);
    work_begin(&work, "2030-02-01");
    add_rules(&work, EVERY_RULE, &programme);
    take_in(&work, "a.csv", people, 3);
    (void)check_year(&work, &programme);
    assert_decided(&work, 1, DECISION_INELIGIBLE, "-!.-?+++");
    assert_decided(&work, 2, DECISION_NEEDS_REVIEW, "++.??+++");
    assert_decided(&work, 3, DECISION_NEEDS_REVIEW, "++?..+++");
    programme_free(&programme);
    work_end(&work);
}

static void a_category_without_an_amount_is_not_helped(void **state)
{
    (void)state;
    struct work work;
    struct programme programme = { 0 };
    struct applicant people[] = { person(2030, 1, CATEGORY_MILENIAL), person(2030, 2, CATEGORY_PEMULA) };
    work_begin(&work, "2030-02-01");
    add_rules(&work, HEAD_OF(2030, 100) "amounts:\n  - { category: pemula, amount: 7 }\n" RULES_2030, &programme);
    take_in(&work, "a.csv", people, 2);
    struct eligibility_count count = check_year(&work, &programme);
    assert_int_equal(count.eligible, 1);
    assert_decided(&work, 1, DECISION_INELIGIBLE, "++++");
    assert_int_equal(pay_out(&work, &programme, 0), 1);
    assert_int_equal(figure(&work, "SELECT applicant_id * 100 + amount FROM payout"), 207);
    programme_free(&programme);
    work_end(&work);
}

static void checking_again_records_nothing_until_people_or_rules_change(void **state)
{
    (void)state;
    struct work work;
    struct programme programme = { 0 };
    struct applicant people[] = { person(2030, 1, CATEGORY_MILENIAL), person(2030, 2, CATEGORY_PEMULA), person(2030, 3, CATEGORY_PEMULA) };
    work_begin(&work, "2030-02-01");
    add_rules(&work, HEAD_OF(2030, 100) AMOUNTS RULES_2030, &programme);
    int64_t entries = figure(&work, "SELECT count(*) FROM journal");
    assert_int_equal(check_year(&work, &programme).evaluation_id, 0); /* nobody is there */
    assert_int_equal(figure(&work, "SELECT count(*) FROM journal"), entries);
    take_in(&work, "a.csv", people, 2);
    struct eligibility_count first = check_year(&work, &programme);
    assert_int_equal(first.changed, 2);
    entries = figure(&work, "SELECT count(*) FROM journal");
    struct eligibility_count second = check_year(&work, &programme);
    assert_int_equal(second.changed, 0);
    assert_int_equal(second.eligible, 2);
    assert_int_equal(second.evaluation_id, first.evaluation_id);
    assert_int_equal(figure(&work, "SELECT count(*) FROM journal"), entries);
    take_in(&work, "b.csv", &people[2], 1);
    struct eligibility_count third = check_year(&work, &programme);
    assert_int_equal(third.changed, 1); /* the new one only; the count is of everybody */
    assert_int_equal(third.applicants, 3);
    assert_int_equal(third.evaluation_id, first.evaluation_id + 1);
    programme_free(&programme);
    add_rules(&work, "# edisi kedua\n" HEAD_OF(2030, 100) AMOUNTS RULES_2030, &programme);
    struct eligibility_count fourth = check_year(&work, &programme);
    assert_int_equal(fourth.changed, 0); /* judged under other rules, with the same outcome: the entry says so, no decision is stored again */
    assert_int_equal(fourth.evaluation_id, third.evaluation_id + 1);
    assert_int_equal(figure(&work, "SELECT count(*) FROM decision"), 3);
    assert_int_equal(figure(&work, "SELECT programme_version_id FROM evaluation WHERE id = 3"), programme.id);
    programme_free(&programme);
    work_commit(&work);
    assert_verifies();
}

/* Year 2030 pays persons 1, 2, 3; the bank bounces the second one; the third stays committed. */
static void pay_2030(struct work *work)
{
    struct programme programme = { 0 };
    struct applicant people[3];
    for (int i = 0; i < 3; i++) {
        people[i] = person(2030, i + 1, CATEGORY_MILENIAL);
        set_integer(&people[i], FIELD_NO_KK, INT64_C(1571010101100001) + i);
    }
    set_missing(&people[2], FIELD_NO_REKENING);
    add_rules(work, HEAD_OF(2030, 100) AMOUNTS RULES_2030, &programme);
    take_in(work, "2030.csv", people, 3);
    assert_int_equal(pay_out(work, &programme, 0), 1);
    send_batch(work, 1, "");
    answer(work, "P2030B001N000001", true, 3, "");
    answer(work, "P2030B001N000002", false, 3, "Rekening ditutup");
    programme_free(&programme);
}

static void whoever_was_paid_in_an_earlier_year_by_nik_or_card_is_not_paid_again(void **state)
{
    (void)state;
    static const struct {
        int64_t n;    /* person */
        int64_t card; /* 0 = missing */
        const char *outcomes;
    } rows[] = {
        { 1, 0, "++-+" }, { 4, INT64_C(1571010101100001), "+++-" },
        { 2, INT64_C(1571010101100002), "++++" }, /* the money came back */
        { 3, INT64_C(1571010101100009), "++-+" }, { 5, INT64_C(1571010101100003), "+++-" }, { 6, 0, "++++" },
        { 7, INT64_C(1571010101100004), "++++" },
    };
    struct work work;
    struct programme programme = { 0 };
    work_begin(&work, "2030-02-01");
    pay_2030(&work);
    for (int year = 2029; year <= 2031; year += 2) { /* a later year's payout does not count */
        struct applicant people[ROWS(rows)];
        struct buffer yaml = { 0 };
        int64_t before = figure(&work, "SELECT max(id) FROM applicant");
        buffer_format(&yaml, "year: %d\nname: Uji\nbudget_account: a\nbudget: 100\n" AMOUNTS RULES_2030, year);
        add_rules(&work, buffer_string(&yaml), &programme);
        for (size_t i = 0; i < ROWS(rows); i++) {
            people[i] = person(year, rows[i].n, CATEGORY_MILENIAL);
            set_integer(&people[i], FIELD_NO_KK, rows[i].card);
            people[i].fields[FIELD_NO_KK].kind = rows[i].card == 0 ? VALUE_MISSING : VALUE_INTEGER;
        }
        take_in(&work, "lain.csv", people, ROWS(people));
        (void)check_year(&work, &programme);
        for (size_t i = 0; i < ROWS(rows); i++) {
            bool passes = year == 2029 || strchr(rows[i].outcomes, '-') == NULL;
            assert_decided(&work, before + (int64_t)i + 1, passes ? DECISION_ELIGIBLE : DECISION_INELIGIBLE, year == 2029 ? "++++" : rows[i].outcomes);
        }
        programme_free(&programme);
        buffer_free(&yaml);
    }
    work_commit(&work);
    assert_verifies();
}

static void a_payment_of_an_earlier_year_changes_decisions_made_before_it(void **state)
{
    (void)state;
    struct work work;
    struct programme later = { 0 };
    struct applicant people[] = { person(2031, 1, CATEGORY_MILENIAL), person(2031, 9, CATEGORY_MILENIAL) };
    work_begin(&work, "2031-02-01");
    add_rules(&work, HEAD_OF(2031, 100) AMOUNTS RULES_2030, &later);
    take_in(&work, "2031.csv", people, 2);
    assert_int_equal(check_year(&work, &later).eligible, 2);
    pay_2030(&work);
    struct eligibility_count count = check_year(&work, &later);
    assert_int_equal(count.changed, 1);
    assert_int_equal(count.eligible, 1);
    assert_int_equal(count.ineligible, 1);
    programme_free(&later);
    work_commit(&work);
    assert_verifies();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        life_test(judges_each_condition_at_its_boundary),
        life_test(keeps_every_failed_rule_and_failing_outweighs_review),
        life_test(a_category_without_an_amount_is_not_helped),
        life_test(checking_again_records_nothing_until_people_or_rules_change),
        life_test(whoever_was_paid_in_an_earlier_year_by_nik_or_card_is_not_paid_again),
        life_test(a_payment_of_an_earlier_year_changes_decisions_made_before_it),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
