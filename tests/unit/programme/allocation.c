/* Who is paid now: against a simple oracle that sorts and counts the slow way, and rule by rule. */
#include "life.h"

enum { PEOPLE_MAX = 80, QUOTAS = 4 };

/* A person as the oracle sees him. */
struct subject {
    int64_t n; /* of nik_at */
    int64_t card;
    int day; /* -1 = missing */
    enum category category;
    int kabkota;
    bool sound; /* has a permit: eligible */
    bool paid;
    enum allocation_result result;
    int line; /* place on the waiting list of the batch before; 0 = none */
};

struct limits {
    int64_t amounts[CATEGORY_COUNT + 1];
    int64_t budget;
    int64_t people[QUOTAS];
    bool covers[QUOTAS][CATEGORY_COUNT + 1];
    struct allocation_choice choice;
};

static bool is_waiting(enum allocation_result result)
{
    return result == ALLOCATION_WAITING_QUOTA || result == ALLOCATION_WAITING_BUDGET || result == ALLOCATION_WAITING_LIMIT;
}

static bool comes_before(const struct subject *a, const struct subject *b)
{
    if (a->line != b->line) {
        return b->line == 0 || (a->line != 0 && a->line < b->line);
    }
    if (a->day != b->day) {
        return b->day == -1 || (a->day != -1 && a->day < b->day);
    }
    return a->n < b->n;
}

static bool has_room(const struct subject *subjects, size_t count, const struct limits *limits, const struct subject *candidate, int64_t taken)
{
    int64_t spent = 0;
    for (int quota = 0; quota < QUOTAS; quota++) {
        int64_t used = 0;
        for (size_t i = 0; i < count; i++) {
            used += subjects[i].paid && limits->covers[quota][subjects[i].category] ? 1 : 0;
        }
        if (limits->covers[quota][candidate->category] && used >= limits->people[quota]) {
            return false;
        }
    }
    for (size_t i = 0; i < count; i++) {
        spent += subjects[i].paid ? limits->amounts[subjects[i].category] : 0;
    }
    return spent + limits->amounts[candidate->category] <= limits->budget && (limits->choice.limit == 0 || taken < limits->choice.limit);
}

/* Decides in the stated order; order_out names the subjects in it. Recipients become paid. */
static size_t oracle(struct subject *subjects, size_t count, const struct limits *limits, size_t *order_out)
{
    bool done[PEOPLE_MAX] = { false };
    size_t decided = 0;
    int64_t taken = 0;
    for (size_t i = 0; i < count; i++) {
        done[i] = subjects[i].paid || !subjects[i].sound;
    }
    for (;;) {
        struct subject *next = NULL;
        for (size_t i = 0; i < count; i++) {
            next = !done[i] && (next == NULL || comes_before(&subjects[i], next)) ? &subjects[i] : next;
        }
        if (next == NULL) {
            return decided;
        }
        bool family = false;
        for (size_t i = 0; i < count && next->card != 0; i++) {
            bool first = subjects[i].paid || (done[i] && subjects[i].sound);
            family = family || (first && subjects[i].card == next->card && &subjects[i] != next);
        }
        const struct allocation_choice *choice = &limits->choice;
        bool chosen = (choice->category == 0 || choice->category == next->category) && (choice->kabkota == 0 || choice->kabkota == next->kabkota);
        next->result = family    ? ALLOCATION_FAMILY_CARD
                       : !chosen ? ALLOCATION_NOT_CHOSEN
                       : has_room(subjects, count, limits, next, taken) ? ALLOCATION_RECIPIENT : ALLOCATION_WAITING_QUOTA;
        next->paid = next->result == ALLOCATION_RECIPIENT;
        taken += next->paid ? 1 : 0;
        done[next - subjects] = true;
        order_out[decided++] = (size_t)(next - subjects);
    }
}

static int below(uint64_t *sequence, int limit)
{
    return (int)(sequence_next(sequence) >> 33) % limit;
}

static size_t random_people(uint64_t *sequence, struct subject *subjects)
{
    size_t count = 1 + (size_t)below(sequence, PEOPLE_MAX);
    for (size_t i = 0; i < count; i++) {
        subjects[i] = (struct subject){ .n = (int64_t)i + 1,
                                        .card = below(sequence, 3) == 0 ? 0 : INT64_C(1571010101100000) + below(sequence, 30),
                                        .day = below(sequence, 4) == 0 ? -1 : 21915 + below(sequence, 6),
                                        .category = (enum category)(1 + below(sequence, 3)),
                                        .kabkota = 1571 + below(sequence, 2),
                                        .sound = below(sequence, 8) != 0 };
    }
    for (size_t i = count - 1; i > 0; i--) { /* the file's order says nothing */
        size_t other = (size_t)below(sequence, (int)i + 1);
        struct subject held = subjects[i];
        subjects[i] = subjects[other];
        subjects[other] = held;
    }
    return count;
}

static struct limits random_limits(uint64_t *sequence)
{
    struct limits limits = { .budget = 1 + below(sequence, 300) };
    for (int category = 1; category <= CATEGORY_COUNT; category++) {
        limits.amounts[category] = 1 + below(sequence, 9);
    }
    for (int quota = 0; quota < QUOTAS; quota++) {
        limits.people[quota] = below(sequence, 50);
        int first = 1 + below(sequence, CATEGORY_COUNT);
        limits.covers[quota][first] = true;
        limits.covers[quota][1 + below(sequence, CATEGORY_COUNT)] = true;
    }
    limits.choice.limit = below(sequence, 3) == 0 ? 1 + below(sequence, 20) : 0;
    limits.choice.category = below(sequence, 4) == 0 ? (enum category)(1 + below(sequence, 3)) : 0;
    limits.choice.kabkota = below(sequence, 4) == 0 ? 1571 + below(sequence, 2) : 0;
    return limits;
}

static void add_limits(struct work *work, const struct limits *limits, struct programme *out)
{
    struct buffer yaml = { 0 };
    buffer_format(&yaml, "year: 2030\nname: Uji\nbudget_account: 5.1\nbudget: %lld\namounts:\n", (long long)limits->budget);
    for (int category = 1; category <= CATEGORY_COUNT; category++) {
        buffer_format(&yaml, "  - { category: %s, amount: %lld }\n", category_name((enum category)category), (long long)limits->amounts[category]);
    }
    buffer_add_string(&yaml, "quotas:\n");
    for (int quota = 0; quota < QUOTAS; quota++) {
        const char *comma = "";
        buffer_format(&yaml, "  - { name: q%d, people: %lld, categories: [", quota, (long long)limits->people[quota]);
        for (int category = 1; category <= CATEGORY_COUNT; category++) {
            if (limits->covers[quota][category]) {
                buffer_format(&yaml, "%s%s", comma, category_name((enum category)category));
                comma = ", ";
            }
        }
        buffer_add_string(&yaml, "] }\n");
    }
    buffer_add_string(&yaml, RULES_2030);
    add_rules(work, buffer_string(&yaml), out);
    buffer_free(&yaml);
}

static void take_in_subjects(struct work *work, const struct subject *subjects, size_t count)
{
    struct applicant people[PEOPLE_MAX];
    for (size_t i = 0; i < count; i++) {
        people[i] = person(2030, subjects[i].n, subjects[i].category);
        people[i].line = (int64_t)i + 2;
        set_integer(&people[i], FIELD_KABUPATEN_USAHA, subjects[i].kabkota);
        if (subjects[i].card != 0) {
            set_integer(&people[i], FIELD_NO_KK, subjects[i].card);
        }
        if (subjects[i].day != -1) {
            set_integer(&people[i], FIELD_TANGGAL_PENGAJUAN, subjects[i].day);
        }
        if (!subjects[i].sound) {
            set_missing(&people[i], FIELD_NIB);
        }
    }
    take_in(work, "a.csv", people, count);
}

static void compare(const struct allocation *allocation, struct subject *subjects, const struct limits *limits, const size_t *order, size_t decided)
{
    int64_t recipients = 0;
    int64_t amount = 0;
    int64_t family = 0;
    assert_int_equal(allocation->count, decided);
    for (size_t i = 0; i < decided; i++) {
        const struct subject *subject = &subjects[order[i]];
        const struct candidate *candidate = &allocation->candidates[i];
        assert_int_equal(candidate->nik, nik_at(subject->n));
        assert_int_equal(is_waiting(candidate->result) ? ALLOCATION_WAITING_QUOTA : candidate->result, subject->result);
        if (candidate->result == ALLOCATION_WAITING_QUOTA) {
            assert_true(limits->covers[candidate->quota][subject->category]);
        }
        recipients += subject->result == ALLOCATION_RECIPIENT ? 1 : 0;
        amount += subject->result == ALLOCATION_RECIPIENT ? limits->amounts[subject->category] : 0;
        family += subject->result == ALLOCATION_FAMILY_CARD ? 1 : 0;
    }
    assert_int_equal(allocation->recipients, recipients);
    assert_int_equal(allocation->amount.rupiah, amount);
    assert_int_equal(allocation->family_card, family);
    assert_int_equal(allocation->waiting, (int64_t)decided - recipients - family);
    assert_int_equal(allocation->by_category[1] + allocation->by_category[2] + allocation->by_category[3], recipients);
}

/* After a batch: who waits stands in line, in the order of this run; who stood in it and was not chosen keeps his turn. */
static void stand_in_line(struct subject *subjects, const size_t *order, size_t decided)
{
    int place = 0;
    for (size_t i = 0; i < decided; i++) {
        struct subject *subject = &subjects[order[i]];
        bool listed = is_waiting(subject->result) || (subject->result == ALLOCATION_NOT_CHOSEN && subject->line != 0);
        subject->line = listed ? ++place : 0;
    }
}

static void agrees_with_a_simple_oracle_run_after_run(void **state)
{
    (void)state;
    struct subject subjects[PEOPLE_MAX];
    size_t order[PEOPLE_MAX];
    int64_t batches = 0;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        uint64_t sequence = seed * UINT64_C(7919);
        struct work work;
        struct programme programme = { 0 };
        struct limits limits = random_limits(&sequence);
        size_t count = random_people(&sequence, subjects);
        work_begin(&work, "2030-02-01");
        add_limits(&work, &limits, &programme);
        take_in_subjects(&work, subjects, count);
        struct eligibility_count checked = check_year(&work, &programme);
        for (int run = 0; run < 3; run++) { /* the next run goes on where the batch of the last one left the limits */
            struct allocation allocation = { 0 };
            int64_t batch;
            size_t decided = oracle(subjects, count, &limits, order);
            SUCCEEDS(allocation_run(work.store, &programme, budget_left(&work, &programme), &limits.choice, &allocation));
            compare(&allocation, subjects, &limits, order, decided);
            if (allocation.recipients > 0) {
                SUCCEEDS(batch_create(&work.journal, &programme, &allocation, checked.evaluation_id, &batch));
                batches++;
                stand_in_line(subjects, order, decided);
            }
            allocation_free(&allocation);
            limits.choice = (struct allocation_choice){ 0 };
        }
        programme_free(&programme);
        work_commit(&work);
        assert_verifies();
        (void)life_begin(state);
    }
    assert_true(batches > 60);
}

/* Allocates once over a few people; the letters of the results in the order of allocation. */
static void assert_allocates(const struct subject *subjects, size_t count, const struct limits *limits, const char *niks, const char *results)
{
    static const char letters[] = { [ALLOCATION_RECIPIENT] = 'R', [ALLOCATION_WAITING_QUOTA] = 'Q', [ALLOCATION_WAITING_BUDGET] = 'B',
                                    [ALLOCATION_WAITING_LIMIT] = 'L', [ALLOCATION_FAMILY_CARD] = 'F', [ALLOCATION_NOT_CHOSEN] = '-' };
    struct work work;
    struct programme programme = { 0 };
    struct allocation allocation = { 0 };
    struct buffer seen_niks = { 0 };
    struct buffer seen_results = { 0 };
    work_begin(&work, "2030-02-01");
    add_limits(&work, limits, &programme);
    take_in_subjects(&work, subjects, count);
    (void)check_year(&work, &programme);
    SUCCEEDS(allocation_run(work.store, &programme, budget_left(&work, &programme), &limits->choice, &allocation));
    for (size_t i = 0; i < allocation.count; i++) {
        buffer_add_byte(&seen_niks, (char)('0' + allocation.candidates[i].nik % 10));
        buffer_add_byte(&seen_results, letters[allocation.candidates[i].result]);
    }
    assert_text(buffer_text(&seen_niks), niks);
    assert_text(buffer_text(&seen_results), results);
    buffer_free(&seen_niks);
    buffer_free(&seen_results);
    allocation_free(&allocation);
    programme_free(&programme);
    work_end(&work);
}

static struct limits plenty(void)
{
    struct limits limits = { .amounts = { 0, 3, 5, 7 }, .budget = 1000, .people = { 100, 100, 100, 100 } };
    for (int quota = 0; quota < QUOTAS; quota++) {
        limits.covers[quota][1 + quota % CATEGORY_COUNT] = true;
    }
    return limits;
}

static struct subject subject_of(int64_t n, int day, enum category category, int64_t card)
{
    return (struct subject){ .n = n, .card = card, .day = day, .category = category, .kabkota = 1571, .sound = true };
}

static void orders_by_day_of_application_a_missing_one_last_then_by_nik(void **state)
{
    (void)state;
    const struct subject people[] = { subject_of(5, -1, CATEGORY_MILENIAL, 0), subject_of(2, 21920, CATEGORY_PEMULA, 0),
                                      subject_of(4, -1, CATEGORY_PEMULA, 0),   subject_of(1, 21920, CATEGORY_EMAK_EMAK, 0),
                                      subject_of(3, 21919, CATEGORY_MILENIAL, 0) };
    struct limits limits = plenty();
    assert_allocates(people, ROWS(people), &limits, "31245", "RRRRR");
}

static void a_smaller_amount_may_still_fit_the_budget_where_a_larger_did_not(void **state)
{
    (void)state;
    const struct subject people[] = { subject_of(1, 1, CATEGORY_PEMULA, 0), subject_of(2, 1, CATEGORY_EMAK_EMAK, 0), subject_of(3, 1, CATEGORY_MILENIAL, 0),
                                      subject_of(4, 1, CATEGORY_MILENIAL, 0) };
    struct limits limits = plenty();
    limits.budget = 10;
    assert_allocates(people, ROWS(people), &limits, "1234", "RBRB");
    limits.budget = 2;
    assert_allocates(people, ROWS(people), &limits, "1234", "BBBB");
}

static void the_first_of_a_family_holds_its_place_even_when_he_waits_or_is_not_chosen(void **state)
{
    (void)state;
    const struct subject people[] = { subject_of(1, 1, CATEGORY_MILENIAL, 77), subject_of(2, 2, CATEGORY_PEMULA, 77), subject_of(3, 3, CATEGORY_PEMULA, 0),
                                      subject_of(4, 4, CATEGORY_PEMULA, 0) };
    struct limits limits = plenty();
    assert_allocates(people, ROWS(people), &limits, "1234", "RFRR");
    limits.people[0] = 0; /* no milenial this year */
    limits.people[3] = 0;
    assert_allocates(people, ROWS(people), &limits, "1234", "QFRR");
    limits = plenty();
    limits.choice.category = CATEGORY_PEMULA;
    assert_allocates(people, ROWS(people), &limits, "1234", "-FRR");
}

static void a_limit_counts_people_not_families_and_regions_are_chosen_by_the_business(void **state)
{
    (void)state;
    struct subject people[] = { subject_of(1, 1, CATEGORY_MILENIAL, 0), subject_of(2, 2, CATEGORY_PEMULA, 0), subject_of(3, 3, CATEGORY_PEMULA, 0) };
    struct limits limits = plenty();
    limits.choice.limit = 2;
    assert_allocates(people, ROWS(people), &limits, "123", "RRL");
    people[0].kabkota = 1572;
    limits.choice.kabkota = 1571;
    assert_allocates(people, ROWS(people), &limits, "123", "-RR");
    people[1].sound = false;
    assert_allocates(people, ROWS(people), &limits, "13", "-R");
}

static void a_bounced_payout_still_holds_the_place_of_its_person_family_and_quota(void **state)
{
    (void)state;
    const struct subject people[] = { subject_of(1, 1, CATEGORY_MILENIAL, 77), subject_of(2, 2, CATEGORY_MILENIAL, 77), subject_of(3, 3, CATEGORY_MILENIAL, 0) };
    struct limits limits = plenty();
    struct programme programme = { 0 };
    struct allocation allocation = { 0 };
    struct work work;
    limits.people[0] = 1;
    work_begin(&work, "2030-02-01");
    add_limits(&work, &limits, &programme);
    take_in_subjects(&work, people, ROWS(people));
    assert_int_equal(pay_out(&work, &programme, 0), 1);
    send_batch(&work, 1, "");
    answer(&work, "P2030B001N000001", false, 3, "Rekening ditutup");
    SUCCEEDS(allocation_run(work.store, &programme, budget_left(&work, &programme), &limits.choice, &allocation));
    assert_int_equal(allocation.count, 2);
    assert_int_equal(allocation.candidates[0].result, ALLOCATION_WAITING_QUOTA); /* stands in line */
    assert_int_equal(allocation.candidates[1].result, ALLOCATION_FAMILY_CARD);
    allocation_free(&allocation);
    programme_free(&programme);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        life_test(orders_by_day_of_application_a_missing_one_last_then_by_nik),
        life_test(a_smaller_amount_may_still_fit_the_budget_where_a_larger_did_not),
        life_test(the_first_of_a_family_holds_its_place_even_when_he_waits_or_is_not_chosen),
        life_test(a_limit_counts_people_not_families_and_regions_are_chosen_by_the_business),
        life_test(a_bounced_payout_still_holds_the_place_of_its_person_family_and_quota),
        life_test(agrees_with_a_simple_oracle_run_after_run),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
