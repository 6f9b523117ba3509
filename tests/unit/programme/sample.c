/* Samples: the draw against vectors made with sha256sum, and what holds of every draw. */
#include "programme/sample.h"

#include "support.h"

#define SEED "BPK 2023/07"

/* `printf '%s\n%s' 'BPK 2023/07' P2022B001N000001 | sha256sum`, and so on, ascending. */
static const struct {
    int64_t payout_id;
    const char *digest;
} vectors[] = {
    { 1, "04c12ef24c7004c01817e518cbbf9cd2d10a633fb228cb93b2f1cd1eed0842e3" },
    { 7, "215daa93134d455e16e2fc9ded5d7ade0f659d82670904fbf71809679364c32f" },
    { 4, "3532da76a36b47cc1a1fddc2893cabb374df1e24b3f0c14fd918dee4e56a496c" },
    { 6, "72072f13c1eab043d34d8e44faccd787d4671f570b27f5e12f0098884023eed0" },
    { 3, "79c263e4fc91449bd9e3bbefeec51f1e38bfb2daa50d1db54933b67616334e0b" },
    { 5, "92026bc911f758b7ef395cb26db329bee0b3fea8190355f9539850ae6322db7d" },
    { 2, "bea6b1a831c281e90e4d4db8e07b7f68421ede6fed12b8c9ec24144348814b7f" },
};

static void add(struct sample_frame *frame, int64_t id, int64_t region, int64_t rupiah)
{
    struct buffer reference SCOPED_BUFFER = { 0 };
    buffer_format(&reference, "P2022B001N%06lld", (long long)id);
    SUCCEEDS(sample_frame_add(frame, id, buffer_text(&reference), region, (struct money){ rupiah }));
}

static struct sample_request request_of(enum sample_method method, int64_t size)
{
    return (struct sample_request){ .method = method, .size = size, .seed = TEXT(SEED), .of = ACCOUNT_TERSALUR };
}

static void takes_the_smallest_digests_in_whatever_order_the_payouts_come(void **state)
{
    (void)state;
    for (int64_t turn = 0; turn < 7; turn++) {
        struct sample_frame frame SCOPED_SAMPLE_FRAME = { .seed = TEXT(SEED) };
        struct drawn_sample sample SCOPED_SAMPLE = { 0 };
        struct sample_request request = request_of(SAMPLE_SIMPLE, turn + 1);
        for (int64_t i = 0; i < 7; i++) {
            add(&frame, (i * 3 + turn) % 7 + 1, 1571, 5000000);
        }
        SUCCEEDS(sample_draw(&request, &frame, &sample));
        assert_int_equal(sample.count, turn + 1);
        assert_int_equal(sample.stratum_count, 1);
        assert_int_equal(sample.strata[0].units, 7);
        assert_int_equal(sample.strata[0].taken, turn + 1);
        for (size_t i = 0; i < sample.count; i++) {
            struct buffer digest SCOPED_BUFFER = { 0 };
            digest_print(&frame.units[sample.items[i].unit].digest, &digest);
            assert_int_equal(frame.units[sample.items[i].unit].payout_id, vectors[i].payout_id);
            assert_string_equal(digest.bytes, vectors[i].digest);
        }
    }
}

static void gives_seats_by_the_largest_remainder(void **state)
{
    (void)state;
    static const struct {
        int64_t size;
        int64_t units[4]; /* of the regions 1501 to 1504 */
        int64_t taken[4];
    } rows[] = {
        { 4, { 1, 1, 1, 1 }, { 1, 1, 1, 1 } },
        { 10, { 50, 30, 15, 5 }, { 4, 3, 2, 1 } }, /* 5, 3, 1.5, 0.5: the half to the smaller code, then the richest gives the last its one */
        { 10, { 55, 25, 10, 10 }, { 6, 2, 1, 1 } },
        { 3, { 10, 10, 10, 10 }, { 1, 1, 1, 0 } }, /* fewer than regions: equal remainders, the smaller codes */
        { 4, { 997, 1, 1, 1 }, { 1, 1, 1, 1 } },
        { 8, { 997, 1, 1, 1 }, { 5, 1, 1, 1 } },
        { 1000, { 997, 1, 1, 1 }, { 997, 1, 1, 1 } },
        { 6, { 20, 20, 1, 1 }, { 2, 2, 1, 1 } }, /* 3, 3, 0, 0: of the richest the smaller code gives first */
    };
    for (size_t r = 0; r < ROWS(rows); r++) {
        struct sample_frame frame SCOPED_SAMPLE_FRAME = { .seed = TEXT(SEED) };
        struct drawn_sample sample SCOPED_SAMPLE = { 0 };
        struct sample_request request = request_of(SAMPLE_STRATIFIED, rows[r].size);
        int64_t id = 0;
        for (size_t s = 4; s-- > 0;) {
            for (int64_t i = 0; i < rows[r].units[s]; i++) {
                add(&frame, ++id, 1501 + (int64_t)s, 5000000);
            }
        }
        SUCCEEDS(sample_draw(&request, &frame, &sample));
        assert_int_equal(sample.count, rows[r].size);
        assert_int_equal(sample.stratum_count, 4);
        for (size_t s = 0; s < 4; s++) {
            assert_int_equal(sample.strata[s].region, 1501 + (int64_t)s);
            assert_int_equal(sample.strata[s].units, rows[r].units[s]);
            assert_int_equal(sample.strata[s].taken, rows[r].taken[s]);
        }
    }
}

static void takes_within_a_region_the_smallest_digests(void **state)
{
    struct sample_frame frame SCOPED_SAMPLE_FRAME = { .seed = TEXT(SEED) };
    struct drawn_sample sample SCOPED_SAMPLE = { 0 };
    struct sample_request request = request_of(SAMPLE_STRATIFIED, 4);
    static const int64_t expected[] = { 4, 6, 1, 7 };
    (void)state;
    for (int64_t i = 1; i <= 7; i++) {
        add(&frame, i, i % 2 == 0 ? 1501 : 1571, 5000000); /* 2, 4, 6 and 1, 3, 5, 7 */
    }
    SUCCEEDS(sample_draw(&request, &frame, &sample));
    assert_int_equal(sample.count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(frame.units[sample.items[i].unit].payout_id, expected[i]);
        assert_int_equal(sample.items[i].stratum, i / 2);
    }
}

static void hits_rupiah_at_equal_distances_from_a_start_that_the_seed_gives(void **state)
{
    (void)state;
    static const struct {
        int64_t size;
        size_t count;
        struct {
            int64_t id;
            int64_t cumulative;
            int64_t point;
            int64_t hits;
        } items[7];
    } rows[] = {
        { 1, 1, { { 1, 5000000, 2490176, 1 } } },
        { 3, 2, { { 1, 5000000, 830058, 1 }, { 3, 60000000, 24163392, 2 } } },
        { 6, 3, { { 1, 5000000, 415029, 1 }, { 4, 15000000, 12081696, 1 }, { 3, 60000000, 23748362, 4 } } },
    };
    for (size_t r = 0; r < ROWS(rows); r++) {
        struct sample_frame frame SCOPED_SAMPLE_FRAME = { .seed = TEXT(SEED) };
        struct drawn_sample sample SCOPED_SAMPLE = { 0 };
        struct sample_request request = request_of(SAMPLE_MONETARY, rows[r].size);
        for (int64_t i = 1; i <= 7; i++) {
            add(&frame, i, 1571, i == 3 ? 40000000 : 5000000);
        }
        SUCCEEDS(sample_draw(&request, &frame, &sample));
        assert_int_equal(sample.start, 2490176);
        assert_int_equal(sample.count, rows[r].count);
        for (size_t i = 0; i < sample.count; i++) {
            assert_int_equal(frame.units[sample.items[i].unit].payout_id, rows[r].items[i].id);
            assert_int_equal(sample.items[i].cumulative.rupiah, rows[r].items[i].cumulative);
            assert_int_equal(sample.items[i].point, rows[r].items[i].point);
            assert_int_equal(sample.items[i].hits, rows[r].items[i].hits);
            assert_int_equal(sample.items[i].stratum, rows[r].items[i].id == 3 ? 0 : 1);
        }
    }
}

/* Amounts of every size: who has the interval or more is in, who has less is hit once at most, and the points are all used. */
static void takes_every_amount_of_an_interval_or_more_once(void **state)
{
    (void)state;
    for (int64_t size = 1; size <= 60; size++) {
        struct sample_frame frame SCOPED_SAMPLE_FRAME = { .seed = TEXT(SEED) };
        struct drawn_sample sample SCOPED_SAMPLE = { 0 };
        struct sample_request request = request_of(SAMPLE_MONETARY, size);
        int64_t hits = 0;
        for (int64_t i = 1; i <= 60; i++) {
            add(&frame, i, 1571, i * i * i + 1 - i % 2);
        }
        SUCCEEDS(sample_draw(&request, &frame, &sample));
        for (size_t i = 0; i < sample.count; i++) {
            assert_true(sample.items[i].stratum == 0 || sample.items[i].hits == 1);
            assert_true(i == 0 || sample.items[i].unit > sample.items[i - 1].unit);
            hits += sample.items[i].hits;
        }
        assert_int_equal(hits, size);
        assert_int_equal(sample.strata[0].taken, sample.strata[0].units);
        assert_int_equal(sample.strata[0].taken + sample.strata[1].taken, sample.count);
    }
}

static void refuses_more_than_there_are(void **state)
{
    (void)state;
    for (int method = SAMPLE_SIMPLE; method <= SAMPLE_MONETARY; method++) {
        struct sample_frame frame SCOPED_SAMPLE_FRAME = { .seed = TEXT(SEED) };
        struct drawn_sample sample SCOPED_SAMPLE = { 0 };
        struct sample_request request = request_of((enum sample_method)method, 1);
        const struct error *error = sample_draw(&request, &frame, &sample);
        assert_non_null(error);
        assert_int_equal(error->kind, ERROR_REFUSED);
        add(&frame, 1, 1571, 5000000);
        SUCCEEDS(sample_draw(&request, &frame, &sample));
        sample_free(&sample);
        request.size = 2;
        error = sample_draw(&request, &frame, &sample);
        assert_non_null(error);
        assert_int_equal(error->kind, ERROR_REFUSED);
        assert_null(sample.items);
    }
}

static void knows_its_methods_by_name(void **state)
{
    enum sample_method method;
    (void)state;
    for (int i = SAMPLE_SIMPLE; i <= SAMPLE_MONETARY; i++) {
        assert_true(sample_method_parse(text_of(sample_method_name((enum sample_method)i)), &method));
        assert_int_equal(method, i);
    }
    assert_false(sample_method_parse(TEXT("random"), &method));
    assert_false(sample_method_parse(TEXT(""), &method));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_the_smallest_digests_in_whatever_order_the_payouts_come),
        cmocka_unit_test(gives_seats_by_the_largest_remainder),
        cmocka_unit_test(takes_within_a_region_the_smallest_digests),
        cmocka_unit_test(hits_rupiah_at_equal_distances_from_a_start_that_the_seed_gives),
        cmocka_unit_test(takes_every_amount_of_an_interval_or_more_once),
        cmocka_unit_test(refuses_more_than_there_are),
        cmocka_unit_test(knows_its_methods_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
