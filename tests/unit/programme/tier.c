/* Several amounts in a category: who gets which, what is refused, and that every place speaks of the person's own. */
#include "life.h"
#include "programme/erasure.h"
#include "programme/explanation.h"
#include "programme/simulation.h"

#define TIERS                                                                        \
    "amounts:\n"                                                                     \
    "  - category: milenial\n"                                                       \
    "    source: uji\n"                                                              \
    "    tiers:\n"                                                                   \
    "      - { code: besar, amount: 20, when: omzet_bulanan >= 10.000.000 }\n"       \
    "      - { code: sedang, amount: 10, when: omzet_bulanan >= 5.000.000 and skor > 60 }\n" \
    "      - { code: kecil, amount: 5 }\n"                                           \
    "  - { category: pemula, amount: 7 }\n"

static struct programme rules;

static int rules_drop(void **state)
{
    programme_free(&rules);
    return scratch_clear(state);
}

#define rules_test(name) cmocka_unit_test_setup_teardown(name, life_begin, rules_drop)

/* -1 = missing. */
static struct applicant somebody(int64_t n, enum category category, int64_t turnover, int64_t score)
{
    struct applicant applicant = person(2030, n, category);
    if (turnover >= 0) {
        set_integer(&applicant, FIELD_OMZET_BULANAN, turnover);
    }
    if (score >= 0) {
        set_integer(&applicant, FIELD_SKOR, score);
    }
    return applicant;
}

static void the_first_tier_that_holds_wins_and_a_missing_value_meets_none(void **state)
{
    (void)state;
    static const struct {
        enum category category;
        int64_t turnover;
        int64_t score;
        const char *tier; /* NULL = the category has none */
        int64_t amount;
    } rows[] = {
        { CATEGORY_MILENIAL, 10000000, 0, "besar", 20 },  { CATEGORY_MILENIAL, 9999999, 61, "sedang", 10 }, { CATEGORY_MILENIAL, 9999999, 60, "kecil", 5 },
        { CATEGORY_MILENIAL, 10000000, 99, "besar", 20 }, { CATEGORY_MILENIAL, 5000000, 61, "sedang", 10 }, { CATEGORY_MILENIAL, 4999999, 61, "kecil", 5 },
        { CATEGORY_MILENIAL, -1, 99, "kecil", 5 },        { CATEGORY_MILENIAL, 5000000, -1, "kecil", 5 },   { CATEGORY_PEMULA, 10000000, 99, NULL, 7 },
        { CATEGORY_EMAK_EMAK, 10000000, 99, NULL, 0 },
    };
    SUCCEEDS(programme_parse("uji.yaml", TEXT(HEAD_OF(2030, 100) TIERS RULES_2030), &rules));
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct applicant applicant = somebody(1, rows[i].category, rows[i].turnover, rows[i].score);
        const struct tier *tier = programme_tier(&rules, &applicant);
        assert_int_equal(programme_amount(&rules, &applicant).rupiah, rows[i].amount);
        assert_true((tier == NULL) == (rows[i].tier == NULL));
        if (tier != NULL) {
            assert_string_equal(tier->code, rows[i].tier);
        }
    }
    assert_true(programme_helps(&rules, CATEGORY_MILENIAL) && !programme_helps(&rules, CATEGORY_EMAK_EMAK));
}

static void names_the_amounts_that_it_pays(void **state)
{
    (void)state;
    struct buffer shown SCOPED_BUFFER = { 0 };
    SUCCEEDS(programme_parse("uji.yaml", TEXT(HEAD_OF(2030, 100) TIERS RULES_2030), &rules));
    for (int64_t amount = 0; amount <= 21; amount++) {
        struct money money;
        assert_true(money_of(amount, &money));
        assert_int_equal(programme_pays(&rules, CATEGORY_MILENIAL, money), amount == 5 || amount == 10 || amount == 20);
        assert_int_equal(programme_pays(&rules, CATEGORY_PEMULA, money), amount == 7);
    }
    programme_print_amounts(&rules, CATEGORY_MILENIAL, &shown);
    assert_string_equal(buffer_string(&shown), "Rp 20 / Rp 10 / Rp 5");
    buffer_clear(&shown);
    programme_print_amounts(&rules, CATEGORY_PEMULA, &shown);
    assert_string_equal(buffer_string(&shown), "Rp 7");
}

static void refuses_tiers_that_leave_somebody_without_or_that_nobody_comes_to(void **state)
{
    (void)state;
    static const struct {
        const char *tiers; /* line 6 and below: the first column is 3 */
        const char *says;
    } rows[] = {
        { "[{ code: a, amount: 5, when: skor > 3 }]", "6:45: \"{...}\": expected a last tier without `when`" },
        { "[{ code: a, amount: 5 }, { code: b, amount: 6 }]", "6:69: \"{...}\": expected nothing behind the tier without `when`" },
        { "[{ code: a, amount: 5 }, { code: b, amount: 6, when: skor > 3 }]", "6:69: \"{...}\": expected nothing behind" },
        { "[{ code: a, amount: 5, when: skor > 3 }, { code: a, amount: 6 }]", "6:93: code \"a\": expected a code of its own" },
        { "[{ code: a, amount: 0 }]", "6:64: amount \"0\": expected rupiah above zero" },
        { "[{ code: a, amount: -5 }]", "6:64: amount \"-5\": expected a whole number" },
        { "[{ code: a }]", "6:45: amount is missing" },
        { "[{ amount: 5 }]", "6:45: code is missing" },
        { "[{ code: A, amount: 5 }]", "6:53: code \"A\": expected a code of small letters" },
        { "[]", "6:44: tiers \"[...]\": expected a list" },
        { "[{ code: a, amount: 5, when: grants(nik) = 0 }, { code: b, amount: 6 }]", "6:73: condition: a tier looks at the applicant's own fields only" },
        { "[{ code: a, amount: 5, when: skor > 3 and listed('asn') }, { code: b, amount: 6 }]", "6:86: condition: a tier looks at the applicant's own fields only" },
        { "[{ code: a, amount: 5, when: 'sum(skor, no_kk) > 3' }, { code: b, amount: 6 }]", "6:74: condition: a tier looks" },
        { "[{ code: a, amount: 5, when: applicants(no_kk) > 3 }, { code: b, amount: 6 }]", "6:73: condition: a tier looks" },
        { "[{ code: a, amount: 5, when: granted(nik) > 3 }, { code: b, amount: 6 }]", "6:73: condition: a tier looks" },
        { "[{ code: a, amount: 5, when: skr > 3 }, { code: b, amount: 6 }]", "6:73: condition: \"skr\"" },
        { "[{ code: a, amount: 5, if: skor > 3 }]", "6:67: \"if\" is no name" },
        { "[{ code: a, amount: 5, when: skor > 5 }, { code: b, amount: 6, when: skor > 7 }, { code: c, amount: 7 }]", "6:85: tier \"b\": nobody comes to it" },
        { "[{ code: a, amount: 5, when: skor > 5 }, { code: b, amount: 6, when: skor < 3 }, { code: c, amount: 7, when: skor > 6 or skor < 2 }, { code: d, amount: 7 }]",
          "6:125: tier \"c\": nobody comes to it" },
        { "[{ code: a, amount: 5, when: missing(skor) }, { code: b, amount: 6, when: skor > 5 }, { code: c, amount: 6, when: skor <= 5 }, { code: d, amount: 7 }]",
          "6:171: tier \"d\": nobody comes to it" },
        { "[{ code: a, amount: 5, when: skor < 0 }, { code: b, amount: 6 }]", "6:73: condition: nobody can meet this" },
        { "[{ code: a, amount: 5, when: kategori = pemula }, { code: b, amount: 6 }]", "6:73: condition: nobody can meet this" },
        { "[{ code: a, amount: 5, when: kategori = milenial }, { code: b, amount: 6 }]", "6:73: condition: everybody meets this" },
        { "5", "6:44: tiers \"5\": expected a list" },
        { "[{ code: a, amount: 5 }], amount: 5", "6:78: amount \"5\": expected either an amount or tiers" },
    };
    int wrong = 0;
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct buffer yaml SCOPED_BUFFER = { 0 };
        buffer_format(&yaml, "%samounts:\n  - { category:   milenial, tiers       :  %s }\n" RULES_2030, HEAD_OF(2030, 100), rows[i].tiers);
        const struct error *error = programme_parse("uji.yaml", buffer_text(&yaml), &rules);
        if (error == NULL || strstr(error->message, rows[i].says) == NULL) {
            print_error("%s\n  says %s\n  not  %s\n", rows[i].tiers, error == NULL ? "nothing" : error->message, rows[i].says);
            wrong++;
        }
        assert_null(rules.tiers);
    }
    assert_int_equal(wrong, 0);
}

/* A category is named once, whether by an amount or by tiers. */
static void refuses_a_category_twice(void **state)
{
    (void)state;
    REFUSES(programme_parse("uji.yaml", TEXT(HEAD_OF(2030, 100) TIERS "  - { category: milenial, amount: 3 }\n" RULES_2030), &rules), ERROR_FAILED,
            "uji.yaml:13:17: category \"milenial\": expected one amount");
}

/* besar, sedang, kecil, kecil, and 7 rupiah of the pemula. */
static void begin_with_five(struct work *work, int64_t budget)
{
    struct buffer yaml SCOPED_BUFFER = { 0 };
    const struct applicant people[] = { somebody(1, CATEGORY_MILENIAL, 10000000, 0), somebody(2, CATEGORY_MILENIAL, 5000000, 61), somebody(3, CATEGORY_MILENIAL, -1, -1),
                                        somebody(4, CATEGORY_MILENIAL, 1, 99), somebody(5, CATEGORY_PEMULA, 10000000, 0) };
    buffer_format(&yaml, "year: 2030\nname: Uji\nbudget_account: 5.1\nbudget: %lld\n%s", (long long)budget, TIERS RULES_2030);
    work_begin(work, "2030-02-01");
    add_rules(work, buffer_string(&yaml), &rules);
    take_in(work, "a.csv", people, ROWS(people));
}

static void everybody_is_committed_the_amount_of_his_tier(void **state)
{
    (void)state;
    struct work work;
    begin_with_five(&work, 100);
    assert_int_equal(pay_out(&work, &rules, 0), 1);
    assert_int_equal(figure(&work, "SELECT amount FROM batch"), 20 + 10 + 5 + 5 + 7);
    assert_int_equal(figure(&work, "SELECT group_concat(amount, ' ') = '20 10 5 5 7' FROM (SELECT amount FROM payout ORDER BY applicant_id)"), 1);
    assert_int_equal(figure(&work, "SELECT count(*) FROM journal WHERE text LIKE '%\ntier besar\n%'"), 1);
    assert_int_equal(figure(&work, "SELECT count(*) FROM journal WHERE text LIKE '%\ntier kecil\n%'"), 2);
    assert_int_equal(figure(&work, "SELECT count(*) FROM journal WHERE text LIKE '%\ntier %'"), 4);
    send_batch(&work, 1, "900/SP2D/2030");
    assert_int_equal(figure(&work, "SELECT amount FROM sending"), 47);
    work_commit(&work);
    assert_verifies();
}

/* Who does not fit waits, those after him who do fit are served: by what each would get. */
static void the_budget_is_filled_by_what_each_would_get(void **state)
{
    (void)state;
    static const struct {
        int64_t budget;
        const char *served;
    } rows[] = { { 47, "1 2 3 4 5" }, { 46, "1 2 3 4" }, { 29, "1 3" }, { 30, "1 2" }, { 19, "2 3" }, { 17, "2 3" }, { 20, "1" }, { 9, "3" }, { 4, NULL } };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct work work;
        struct buffer sql SCOPED_BUFFER = { 0 };
        (void)life_begin(state);
        begin_with_five(&work, rows[i].budget);
        assert_int_equal(pay_out(&work, &rules, 0), rows[i].served == NULL ? 0 : 1);
        buffer_format(&sql, "SELECT coalesce(group_concat(applicant_id, ' '), '') = '%s' FROM (SELECT applicant_id FROM payout ORDER BY 1)", rows[i].served == NULL ? "" : rows[i].served);
        assert_int_equal(figure(&work, buffer_string(&sql)), 1);
        work_commit(&work);
        assert_verifies();
        programme_free(&rules);
    }
}

/* A simulation counts, on both sides, what each person would get there. */
static void a_simulation_counts_the_persons_own_amounts(void **state)
{
    (void)state;
    struct work work;
    struct programme flat SCOPED_PROGRAMME = { 0 };
    struct simulation simulation SCOPED_SIMULATION = { 0 };
    begin_with_five(&work, 100);
    SUCCEEDS(programme_parse("uji.yaml", TEXT(HEAD_OF(2030, 100) AMOUNTS RULES_2030), &flat));
    (void)check_year(&work, &rules);
    SUCCEEDS(simulation_run(work.store, &rules, &flat, &simulation));
    assert_int_equal(simulation.all.now.amount.rupiah, 47);
    assert_int_equal(simulation.all.then.amount.rupiah, 4 * 3 + 7);
    assert_int_equal(simulation.categories[CATEGORY_MILENIAL - 1].now.amount.rupiah, 40);
    work_end(&work);
}

static void explained_as(struct work *work, int64_t n, int64_t batch, const char *tier, int64_t amount)
{
    struct explanation explanation SCOPED_EXPLANATION = { 0 };
    struct explanation_moment moment = { .as_of = LEDGER_NOW };
    if (batch != 0) {
        SUCCEEDS(explanation_moment_of(work->store, batch, &moment));
    }
    SUCCEEDS(explanation_load(work->store, &rules, (struct nik){ nik_at(n) }, &moment, &explanation));
    assert_true(explanation.found);
    assert_int_equal(explanation.amount.rupiah, amount);
    assert_true((explanation.tier == NULL) == (tier == NULL));
    if (tier != NULL) {
        assert_string_equal(explanation.tier->code, tier);
    }
}

static void explains_which_tier(void **state)
{
    (void)state;
    struct work work;
    begin_with_five(&work, 100);
    explained_as(&work, 1, 0, "besar", 20);
    assert_int_equal(pay_out(&work, &rules, 0), 1);
    explained_as(&work, 2, 0, "sedang", 10);
    explained_as(&work, 2, 1, "sedang", 10);
    explained_as(&work, 5, 1, NULL, 7);
    work_end(&work);
}

/* The ledger is written with another amount: its journal fits, and the amount does not follow from the rules. */
static void an_amount_of_another_tier_does_not_verify(void **state)
{
    (void)state;
    struct work work;
    struct allocation allocation SCOPED_ALLOCATION = { 0 };
    const struct allocation_choice everybody = { 0 };
    struct verification verification;
    int64_t batch;
    begin_with_five(&work, 100);
    struct eligibility_count count = check_year(&work, &rules);
    SUCCEEDS(allocation_run(work.store, &rules, budget_left(&work, &rules), &everybody, &allocation));
    assert_int_equal(allocation.candidates[2].applicant_id, 3); /* in the order of the NIK */
    allocation.candidates[2].amount.rupiah += 15;
    allocation.amount.rupiah += 15;
    SUCCEEDS(batch_create(&work.journal, &rules, &allocation, count.evaluation_id, &batch));
    struct explanation explanation SCOPED_EXPLANATION = { 0 };
    struct explanation_moment moment;
    SUCCEEDS(explanation_moment_of(work.store, batch, &moment));
    REFUSES(explanation_load(work.store, &rules, (struct nik){ nik_at(3) }, &moment, &explanation), ERROR_UNVERIFIED, "the amount of applicant 3");
    work_commit(&work);
    REFUSES(verify_ledger(&verification), ERROR_UNVERIFIED, "payout 3 is not of the amount");
}

/* Texts, too, which other walks through the register leave out. */
static void a_tier_may_look_at_any_field(void **state)
{
    (void)state;
    struct work work;
    struct applicant people[] = { person(2030, 1, CATEGORY_PEMULA), person(2030, 2, CATEGORY_PEMULA), person(2030, 3, CATEGORY_PEMULA) };
    set_text(&people[0], FIELD_SEKTOR_USAHA, "Kuliner");
    set_text(&people[1], FIELD_SEKTOR_USAHA, "Jasa");
    set_text(&people[1], FIELD_NAMA_IBU, "Siti");
    work_begin(&work, "2030-02-01");
    add_rules(&work, HEAD_OF(2030, 100) "amounts:\n  - category: pemula\n    tiers:\n"
                     "      - { code: kuliner, amount: 9, when: sektor_usaha = 'kuliner' }\n"
                     "      - { code: bernama, amount: 8, when: not missing(nama_ibu) }\n"
                     "      - { code: lain, amount: 1 }\n" RULES_2030, &rules);
    take_in(&work, "a.csv", people, ROWS(people));
    assert_int_equal(pay_out(&work, &rules, 0), 1);
    assert_int_equal(figure(&work, "SELECT group_concat(amount, ' ') = '9 8 1' FROM (SELECT amount FROM payout ORDER BY applicant_id)"), 1);
    amend_text(&work, &rules, 3, FIELD_DESA, "Sukamaju", 0);
    work_commit(&work);
    assert_verifies();
}

static const struct error *try_to_set(struct work *work, int64_t n, enum field field)
{
    struct standing_applicant before SCOPED_STANDING_APPLICANT = { 0 };
    const struct amendment amendment = { .reason = TEXT("sesuai berkas") };
    bool recorded;
    TRY(standing_applicant_find(work->store, 2030, (struct nik){ nik_at(n) }, &before));
    struct applicant after = before.applicant;
    set_integer(&after, field, 1);
    return amendment_record(&work->journal, &rules, &before, &after, &amendment, &recorded);
}

/* What a tier looks at is what a batch rests on; the amount is that of the batch's entry, whatever is amended or added later. */
static void what_a_tier_looks_at_stands_while_the_batch_does(void **state)
{
    (void)state;
    struct work work;
    struct programme later SCOPED_PROGRAMME = { 0 };
    begin_with_five(&work, 100);
    assert_int_equal(pay_out(&work, &rules, 2), 1);
    REFUSES(try_to_set(&work, 1, FIELD_OMZET_BULANAN), ERROR_REFUSED, "batch 1");
    REFUSES(try_to_set(&work, 2, FIELD_SKOR), ERROR_REFUSED, "batch 1");
    SUCCEEDS(try_to_set(&work, 3, FIELD_OMZET_BULANAN));
    amend_text(&work, &rules, 1, FIELD_ALAMAT, "Jalan Contoh 1", 0);
    add_rules(&work, HEAD_OF(2030, 100) AMOUNTS RULES_2030, &later);
    assert_int_equal(pay_out(&work, &later, 0), 2);
    assert_int_equal(figure(&work, "SELECT group_concat(amount, ' ') = '20 10 3 3 7' FROM (SELECT amount FROM payout ORDER BY applicant_id)"), 1);
    work_commit(&work);
    assert_verifies();
}

/* Her turnover is gone: that the amount is the one of her tier cannot be derived, but it must be one of the programme's. */
static void pay_and_erase(int64_t extra)
{
    struct work work;
    struct allocation allocation SCOPED_ALLOCATION = { 0 };
    const struct allocation_choice everybody = { 0 };
    struct erasure erasure = { 0 };
    int64_t batch;
    begin_with_five(&work, 100);
    struct eligibility_count count = check_year(&work, &rules);
    SUCCEEDS(allocation_run(work.store, &rules, budget_left(&work, &rules), &everybody, &allocation));
    allocation.candidates[0].amount.rupiah += extra;
    allocation.amount.rupiah += extra;
    SUCCEEDS(batch_create(&work.journal, &rules, &allocation, count.evaluation_id, &batch));
    send_batch(&work, 1, "");
    answer(&work, "P2030B001N000001", true, 20 + extra, "");
    SUCCEEDS(erasure_record(&work.journal, 2030, (struct nik){ nik_at(1) }, TEXT("Surat 1/2030"), &erasure));
    erasure_free(&erasure);
    SUCCEEDS(eligibility_refresh(&work.journal, &rules));
    work_commit(&work);
}

static void the_amount_of_somebody_erased_is_one_of_the_programmes(void **state)
{
    struct verification verification;
    pay_and_erase(0);
    assert_verifies();
    (void)rules_drop(state);
    (void)life_begin(state);
    pay_and_erase(1);
    REFUSES(verify_ledger(&verification), ERROR_UNVERIFIED, "payout 1 is not of the amount");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        rules_test(the_first_tier_that_holds_wins_and_a_missing_value_meets_none),
        rules_test(names_the_amounts_that_it_pays),
        rules_test(refuses_tiers_that_leave_somebody_without_or_that_nobody_comes_to),
        rules_test(refuses_a_category_twice),
        rules_test(everybody_is_committed_the_amount_of_his_tier),
        rules_test(the_budget_is_filled_by_what_each_would_get),
        rules_test(a_simulation_counts_the_persons_own_amounts),
        rules_test(explains_which_tier),
        rules_test(a_tier_may_look_at_any_field),
        rules_test(an_amount_of_another_tier_does_not_verify),
        rules_test(what_a_tier_looks_at_stands_while_the_batch_does),
        rules_test(the_amount_of_somebody_erased_is_one_of_the_programmes),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
