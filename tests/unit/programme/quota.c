/* Nested quotas, orders and waiting lists over thousands of people, against a naive reimplementation that counts everything
 * anew for each person. */
#include "base/memory.h"
#include "life.h"
#include "programme/lottery.h"
#include "programme/waiting.h"

enum { PEOPLE = 2500, QUOTAS = 14, RUNS = 3 };

struct human {
    int64_t n;
    int64_t card;
    int64_t score; /* -1 = missing */
    int day;       /* -1 = missing */
    int kabkota;
    int kecamatan; /* 0 = missing */
    enum category category;
    bool late; /* came after the tickets were published */
    bool paid;
    int line; /* place on the list of the batch before; 0 = none */
    bool has_rank;
    struct digest rank;
    enum allocation_result result;
    const char *limit;
};

static struct human humans[PEOPLE];
static size_t order[PEOPLE];
static struct quota quotas[QUOTAS];
static char quota_names[QUOTAS][16];

static int below(uint64_t *sequence, int limit)
{
    return (int)(sequence_next(sequence) >> 33) % limit;
}

static void random_humans(uint64_t *sequence)
{
    for (int i = 0; i < PEOPLE; i++) {
        int kabkota = 1571 + below(sequence, 2);
        humans[i] = (struct human){ .n = (int64_t)((i * INT64_C(1201)) % PEOPLE) + 1, /* the file's order says nothing */
                                    .card = below(sequence, 2) == 0 ? 0 : INT64_C(1571010101100000) + below(sequence, 1500),
                                    .score = below(sequence, 5) == 0 ? -1 : below(sequence, 20),
                                    .day = below(sequence, 5) == 0 ? -1 : 21915 + below(sequence, 30),
                                    .kabkota = kabkota,
                                    .kecamatan = below(sequence, 9) == 0 ? 0 : kabkota * 100 + 1 + below(sequence, 4),
                                    .category = (enum category)(1 + below(sequence, 3)),
                                    .late = i >= PEOPLE - 200 };
    }
}

static void random_quotas(uint64_t *sequence, struct programme *programme)
{
    for (int i = 0; i < QUOTAS; i++) {
        int level = i == 0 ? 0 : below(sequence, 4);
        struct quota *quota = &quotas[i];
        (void)snprintf(quota_names[i], sizeof(quota_names[i]), "kuota-%d", i);
        *quota = (struct quota){ .name = quota_names[i], .flows = below(sequence, 2) == 0, .people = 20 + below(sequence, level == 0 ? 3000 : 400) };
        for (int c = 1; c <= CATEGORY_COUNT; c++) {
            quota->categories[c] = level == 0 || below(sequence, 2) == 0;
        }
        quota->categories[1 + below(sequence, CATEGORY_COUNT)] = true;
        quota->kabkota = level >= 2 ? 1571 + below(sequence, 2) : 0;
        quota->kecamatan = level == 3 ? quota->kabkota * 100 + 1 + below(sequence, 4) : 0;
    }
    programme->quotas = quotas;
    programme->quota_count = QUOTAS;
}

static bool covers(const struct quota *quota, const struct human *human)
{
    return quota->categories[human->category] && (quota->kabkota == 0 || quota->kabkota == human->kabkota) &&
           (quota->kecamatan == 0 || quota->kecamatan == human->kecamatan);
}

static int level_of(const struct quota *quota)
{
    bool all = quota->categories[1] && quota->categories[2] && quota->categories[3];
    return quota->kecamatan != 0 ? 3 : (quota->kabkota != 0 ? 2 : (all ? 0 : 1));
}

/* Rounds from 1; in the second the flowing ones of level 3 are out, and so on. */
static bool binds(const struct quota *quota, int round)
{
    return !quota->flows || level_of(quota) == 0 || round <= 4 - level_of(quota);
}

static int64_t people_in(const struct quota *quota)
{
    int64_t people = 0;
    for (int i = 0; i < PEOPLE; i++) {
        people += humans[i].paid && covers(quota, &humans[i]) ? 1 : 0;
    }
    return people;
}

static int compare_humans(const void *a, const void *b, enum allocation_order by)
{
    const struct human *x = &humans[*(const size_t *)a];
    const struct human *y = &humans[*(const size_t *)b];
    if (x->line != y->line) {
        return x->line == 0 ? 1 : (y->line == 0 || x->line < y->line ? -1 : 1);
    }
    if (by == ORDER_SCORE && x->score != y->score) {
        return x->score > y->score ? -1 : 1;
    }
    if (by == ORDER_LOTTERY && (x->has_rank || y->has_rank)) {
        return !y->has_rank || (x->has_rank && memcmp(&x->rank, &y->rank, DIGEST_BYTES) < 0) ? -1 : 1;
    }
    if (x->day != y->day) {
        return y->day == -1 || (x->day != -1 && x->day < y->day) ? -1 : 1;
    }
    return x->n < y->n ? -1 : 1;
}

static int submitted(const void *a, const void *b)
{
    return compare_humans(a, b, ORDER_SUBMITTED);
}

static int score(const void *a, const void *b)
{
    return compare_humans(a, b, ORDER_SCORE);
}

static int lottery_order(const void *a, const void *b)
{
    return compare_humans(a, b, ORDER_LOTTERY);
}

/* Tries one person in one round; says what stops him. */
static void try_human(const struct programme *programme, struct human *human, int round, struct money *budget, int64_t *left)
{
    static const char *const unknown = "kecamatan-tidak-dikenal";
    for (int i = 0; i < QUOTAS && human->kecamatan == 0; i++) {
        bool near = quotas[i].kecamatan != 0 && quotas[i].categories[human->category] && quotas[i].kabkota == human->kabkota;
        if (near && binds(&quotas[i], round)) {
            human->result = ALLOCATION_WAITING_PLACE;
            human->limit = unknown;
            return;
        }
    }
    for (int level = 0; level <= 3; level++) {
        for (int i = 0; i < QUOTAS; i++) {
            if (level_of(&quotas[i]) == level && covers(&quotas[i], human) && binds(&quotas[i], round) && people_in(&quotas[i]) >= quotas[i].people) {
                human->result = ALLOCATION_WAITING_QUOTA;
                human->limit = quota_names[i];
                return;
            }
        }
    }
    if (budget->rupiah < programme->amounts[human->category].rupiah) {
        human->result = ALLOCATION_WAITING_BUDGET;
        human->limit = "anggaran";
    } else if (*left == 0) {
        human->result = ALLOCATION_WAITING_LIMIT;
        human->limit = "batas";
    } else {
        human->result = ALLOCATION_RECIPIENT;
        human->paid = true;
        budget->rupiah -= programme->amounts[human->category].rupiah;
        *left -= 1;
    }
}

static bool is_waiting(const struct human *human)
{
    return human->result == ALLOCATION_WAITING_QUOTA || human->result == ALLOCATION_WAITING_BUDGET || human->result == ALLOCATION_WAITING_LIMIT ||
           human->result == ALLOCATION_WAITING_PLACE;
}

/* order[] gets the unpaid in the order of allocation; their number is returned. */
static size_t naive(const struct programme *programme, struct money budget, int64_t limit)
{
    static int (*const compares[])(const void *, const void *) = { submitted, score, lottery_order };
    bool flows[5] = { false };
    size_t count = 0;
    int64_t left = limit == 0 ? INT64_MAX : limit;
    for (size_t i = 0; i < PEOPLE; i++) {
        if (!humans[i].paid) {
            order[count++] = i;
        }
    }
    qsort(order, count, sizeof(order[0]), compares[programme->order]);
    for (int i = 0; i < QUOTAS; i++) {
        if (quotas[i].flows && level_of(&quotas[i]) > 0) {
            flows[5 - level_of(&quotas[i])] = true; /* the first round in which it binds no longer */
        }
    }
    for (size_t i = 0; i < count; i++) {
        struct human *human = &humans[order[i]];
        bool relative = false;
        for (size_t j = 0; j < PEOPLE && human->card != 0; j++) { /* paid before, or earlier in this order */
            relative = relative || (humans[j].paid && humans[j].card == human->card);
        }
        for (size_t j = 0; j < i && human->card != 0; j++) {
            relative = relative || humans[order[j]].card == human->card;
        }
        human->result = ALLOCATION_FAMILY_CARD;
        human->limit = "";
        if (!relative) {
            try_human(programme, human, 1, &budget, &left);
        }
    }
    for (int round = 2; round <= 4; round++) {
        for (size_t i = 0; i < count && flows[round]; i++) {
            if (is_waiting(&humans[order[i]])) {
                try_human(programme, &humans[order[i]], round, &budget, &left);
            }
        }
    }
    return count;
}

static void assert_limits(const struct programme *programme, const struct allocation *allocation, struct money budget, int64_t limit)
{
    int64_t amount = 0;
    for (size_t i = 0; i < allocation->count; i++) {
        amount += allocation->candidates[i].result == ALLOCATION_RECIPIENT ? programme->amounts[allocation->candidates[i].category].rupiah : 0;
    }
    assert_true(amount == allocation->amount.rupiah && amount <= budget.rupiah);
    assert_true(limit == 0 || allocation->recipients <= limit);
    for (int i = 0; i < QUOTAS; i++) { /* those that do not flow hold whatever happens */
        assert_true((quotas[i].flows && level_of(&quotas[i]) > 0) || people_in(&quotas[i]) <= quotas[i].people);
    }
    for (size_t i = 0; i < PEOPLE; i++) {
        for (size_t j = 0; j < i && humans[i].paid && humans[i].card != 0; j++) {
            assert_false(humans[j].paid && humans[j].card == humans[i].card);
        }
    }
}

static void compare(const struct programme *programme, const struct allocation *allocation, size_t count)
{
    int place = 0;
    assert_int_equal(allocation->count, count);
    for (size_t i = 0; i < count; i++) {
        struct human *human = &humans[order[i]];
        const struct candidate *candidate = &allocation->candidates[i];
        assert_int_equal(candidate->nik, nik_at(human->n));
        assert_int_equal(candidate->result, human->result);
        assert_int_equal(candidate->place, is_waiting(human) ? ++place : 0);
        assert_string_equal(is_waiting(human) ? allocation_limit(programme, candidate) : "", is_waiting(human) ? human->limit : "");
        human->line = candidate->place > 0 && human->result != ALLOCATION_WAITING_PLACE ? place : 0;
    }
    assert_int_equal(allocation->listed, place);
}

static void take_in_humans(struct work *work, const char *file, bool late)
{
    static struct applicant people[PEOPLE];
    size_t count = 0;
    for (int i = 0; i < PEOPLE; i++) {
        const struct human *human = &humans[i];
        if (human->late != late) {
            continue;
        }
        struct applicant *person_ = &people[count++];
        *person_ = person(2030, human->n, human->category);
        person_->line = (int64_t)i + 2;
        set_integer(person_, FIELD_KABUPATEN_USAHA, human->kabkota);
        if (human->kecamatan != 0) {
            set_integer(person_, FIELD_KECAMATAN_USAHA, human->kecamatan);
        }
        if (human->card != 0) {
            set_integer(person_, FIELD_NO_KK, human->card);
        }
        if (human->day != -1) {
            set_integer(person_, FIELD_TANGGAL_PENGAJUAN, human->day);
        }
        if (human->score != -1) {
            set_integer(person_, FIELD_SKOR, human->score);
        }
    }
    take_in(work, file, people, count);
}

/* Tickets for those who are there, drawn; the ranks computed from the published salt alone. */
static void hold_lottery(struct work *work)
{
    struct lottery lottery = { 0 };
    struct digest *tickets = NULL;
    static const char seed[] = "benih 42";
    SUCCEEDS(lottery_publish(&work->journal, 2030, &lottery, &tickets));
    memory_free(tickets);
    SUCCEEDS(lottery_draw(&work->journal, 2030, text_of(seed), TEXT("uji"), &lottery));
    lottery_free(&lottery);
    for (int i = 0; i < PEOPLE; i++) {
        char canonical[40];
        struct query *query SCOPED_QUERY = NULL;
        struct digest ticket;
        bool row;
        SUCCEEDS(query_open(work->store, "SELECT t.salt FROM lottery_ticket AS t JOIN applicant AS a ON a.id = t.applicant_id WHERE a.nik = ?1", &query));
        query_bind_integer(query, 1, nik_at(humans[i].n));
        SUCCEEDS(query_step(query, &row));
        humans[i].has_rank = row;
        assert_true(row != humans[i].late);
        if (row) {
            (void)snprintf(canonical, sizeof(canonical), "nik %lld", (long long)nik_at(humans[i].n));
            digest_of(query_bytes(query, 0), text_of(canonical), &ticket);
            digest_of(text_of(seed), digest_text(&ticket), &humans[i].rank);
        }
    }
}

static int64_t batches;
static int64_t reasons; /* a bit each */

static void live(uint64_t seed, enum allocation_order by)
{
    uint64_t sequence = seed * UINT64_C(7919);
    struct programme programme = { 0 };
    struct work work;
    random_humans(&sequence);
    work_begin(&work, "2030-02-01");
    add_rules(&work, HEAD_OF(2030, 3000) AMOUNTS RULES_2030, &programme);
    programme.order = by;
    random_quotas(&sequence, &programme);
    take_in_humans(&work, "a.csv", false);
    if (by == ORDER_LOTTERY) {
        hold_lottery(&work);
    }
    take_in_humans(&work, "b.csv", true);
    struct eligibility_count checked = check_year(&work, &programme);
    for (int run = 0; run < RUNS; run++) {
        struct allocation allocation = { 0 };
        struct allocation_choice choice = { .limit = run < 2 ? 1 + below(&sequence, 300) : 0 };
        struct money budget = budget_left(&work, &programme);
        int64_t batch;
        size_t count = naive(&programme, budget, choice.limit);
        SUCCEEDS(allocation_run(work.store, &programme, budget, &choice, &allocation));
        assert_limits(&programme, &allocation, budget, choice.limit);
        if (allocation.recipients > 0) {
            compare(&programme, &allocation, count);
            SUCCEEDS(batch_create(&work.journal, &programme, &allocation, checked.evaluation_id, &batch));
        }
        allocation_free(&allocation);
    }
    programme.quotas = NULL;
    programme.quota_count = 0;
    programme_free(&programme);
    work_commit(&work);
    assert_verifies();
    batches += outside_integer(ledger_path(), "SELECT count(*) FROM batch");
    reasons |= outside_integer(ledger_path(), "SELECT sum(DISTINCT 1 << reason) FROM waiting");
}

static void agrees_with_a_naive_allocation_and_keeps_every_limit(void **state)
{
    for (uint64_t seed = 1; seed <= 9; seed++) {
        (void)life_begin(state);
        live(seed, (enum allocation_order)(seed % 3));
    }
    assert_true(batches > 15);
    assert_int_equal(reasons, 1 << WAITING_QUOTA | 1 << WAITING_BUDGET | 1 << WAITING_LIMIT | 1 << WAITING_PLACE);
}

static void a_thousand_quotas_are_no_burden(void **state)
{
    (void)state;
    static struct quota many[QUOTAS_MAX];
    static char name[] = "satu";
    struct programme programme = { 0 };
    struct allocation allocation = { 0 };
    const struct allocation_choice choice = { 0 };
    struct applicant people[3];
    struct work work;
    for (int i = 0; i < QUOTAS_MAX; i++) {
        many[i] = (struct quota){ .name = name, .categories = { false, true, true, true }, .kabkota = 1571, .kecamatan = 157101 + i % 90, .people = i < 90 ? 1 : 5 };
    }
    for (int i = 0; i < 3; i++) {
        people[i] = person(2030, i + 1, CATEGORY_PEMULA);
        set_integer(&people[i], FIELD_KECAMATAN_USAHA, 157101 + i / 2);
    }
    work_begin(&work, "2030-02-01");
    add_rules(&work, HEAD_OF(2030, 9000) AMOUNTS RULES_2030, &programme);
    programme.quotas = many;
    programme.quota_count = QUOTAS_MAX;
    take_in(&work, "a.csv", people, 3);
    (void)check_year(&work, &programme);
    SUCCEEDS(allocation_run(work.store, &programme, (struct money){ 9000 }, &choice, &allocation));
    assert_int_equal(allocation.recipients, 2);
    assert_int_equal(allocation.candidates[1].result, ALLOCATION_WAITING_QUOTA);
    allocation_free(&allocation);
    programme.quotas = NULL;
    programme.quota_count = 0;
    programme_free(&programme);
    work_end(&work);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        life_test(a_thousand_quotas_are_no_burden),
        life_test(agrees_with_a_naive_allocation_and_keeps_every_limit),
    };
    return cmocka_run_group_tests(tests, scratch_open, life_close);
}
