/* Equal rows by the greedy algorithm of E. Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1 (1986), up to STEPS_MAX
 * rows without a partner. */
#include "exporter/row_alignment.h"

#include <string.h>

#include "base/error.h"
#include "base/memory.h"

enum { STEPS_MAX = 1000, ALIKE = 64, ALIKE_LEAST = 38 /* bits that agree; of unlike rows some 32 do */ };

struct side {
    const struct row_mark *rows;
    size_t count;
};

static struct side part_of(struct side side, size_t first, size_t count)
{
    static const struct row_mark none;
    return (struct side){ count == 0 ? &none : side.rows + first, count };
}

static void add_pair(struct row_pairs *out, int64_t left, int64_t right)
{
    out->items = memory_grow(out->items, out->count, &out->capacity, sizeof(*out->items));
    out->items[out->count++] = (struct row_pair){ left, right };
}

void row_pairs_free(struct row_pairs *pairs)
{
    memory_free(pairs->items);
    *pairs = (struct row_pairs){ .count = 0 };
}

static void pair_by_number(struct side left, struct side right, struct row_pairs *out)
{
    size_t a = 0;
    size_t b = 0;
    while (a < left.count || b < right.count) {
        int64_t one = a < left.count ? left.rows[a].row : INT64_MAX;
        int64_t other = b < right.count ? right.rows[b].row : INT64_MAX;
        add_pair(out, one <= other ? one : 0, other <= one ? other : 0);
        a += one <= other ? 1 : 0;
        b += other <= one ? 1 : 0;
    }
}

static int alike(const struct row_mark *a, const struct row_mark *b)
{
    uint64_t differing = a->sketch ^ b->sketch;
    int count = ALIKE;
    for (; differing != 0; differing &= differing - 1) {
        count--;
    }
    return count >= ALIKE_LEAST ? count : 0;
}

/* The pairs that have most in common, all together. */
static void pair_by_likeness(struct side left, struct side right, struct row_pairs *out)
{
    size_t width = right.count + 1;
    struct {
        int best;
    } *table SCOPED_MEMORY = memory_new((left.count + 1) * width * sizeof(*table));
    for (size_t i = left.count; i-- > 0;) {
        for (size_t j = right.count; j-- > 0;) {
            int with = alike(&left.rows[i], &right.rows[j]);
            with += with == 0 ? 0 : table[(i + 1) * width + j + 1].best;
            int without = table[(i + 1) * width + j].best;
            int other = table[i * width + j + 1].best;
            table[i * width + j].best = with > without && with > other ? with : without > other ? without : other;
        }
    }
    size_t i = 0;
    size_t j = 0;
    while (i < left.count || j < right.count) {
        int here = i < left.count && j < right.count ? table[i * width + j].best : -1;
        if (here > 0 && here != table[(i + 1) * width + j].best && here != table[i * width + j + 1].best) {
            add_pair(out, left.rows[i++].row, right.rows[j++].row);
        } else if (i < left.count && (j == right.count || here == table[(i + 1) * width + j].best)) {
            add_pair(out, left.rows[i++].row, 0);
        } else {
            add_pair(out, 0, right.rows[j++].row);
        }
    }
}

/* Rows between equal ones. As many on both sides: they are the same rows, changed. */
static void pair_gap(struct side left, struct side right, struct row_pairs *out)
{
    if (left.count != right.count) {
        pair_by_likeness(left, right, out);
        return;
    }
    for (size_t i = 0; i < left.count; i++) {
        add_pair(out, left.rows[i].row, right.rows[i].row);
    }
}

/* How far each diagonal reaches after `steps` rows without a partner; kept of every step for the way back. Diagonal k is a - b. */
struct reach {
    int64_t *steps[STEPS_MAX + 1];
};

static void reach_free(struct reach *reach)
{
    for (int i = 0; i <= STEPS_MAX; i++) {
        memory_free(reach->steps[i]);
    }
}

static int64_t reach_before(const struct reach *reach, int step, int64_t k)
{
    return step < 0 || k < -step || k > step ? -1 : reach->steps[step][k + step];
}

/* Where diagonal k begins in this step: one row of the right was left out (down), or one of the left. */
static int64_t start_of(const struct reach *reach, int step, int64_t k, bool *down_out)
{
    int64_t above = reach_before(reach, step - 1, k + 1);
    int64_t before = reach_before(reach, step - 1, k - 1);
    *down_out = step == 0 || above > before;
    return step == 0 ? 0 : *down_out ? above : before + 1;
}

/* The number of rows without a partner, or -1 when they are too many. */
static int find_way(struct side left, struct side right, struct reach *reach)
{
    for (int step = 0; step <= STEPS_MAX; step++) {
        reach->steps[step] = memory_new(((size_t)step * 2 + 1) * sizeof(int64_t));
        for (int64_t k = -step; k <= step; k++) {
            reach->steps[step][k + step] = -1;
            if ((k + step) % 2 != 0) {
                continue;
            }
            bool down;
            int64_t a = start_of(reach, step, k, &down);
            int64_t b = a - k;
            if (a < 0 || b < 0 || a > (int64_t)left.count || b > (int64_t)right.count) {
                continue;
            }
            while (a < (int64_t)left.count && b < (int64_t)right.count && left.rows[a].hash == right.rows[b].hash) {
                a++;
                b++;
            }
            reach->steps[step][k + step] = a;
            if (a == (int64_t)left.count && b == (int64_t)right.count) {
                return step;
            }
        }
    }
    return -1;
}

/* partner[a]: the row of the right that is equal to it, or the count of the right. */
static void walk_back(struct side left, struct side right, const struct reach *reach, int step, size_t *partner)
{
    int64_t a = (int64_t)left.count;
    int64_t b = (int64_t)right.count;
    for (; step >= 0; step--) {
        bool down;
        int64_t start = start_of(reach, step, a - b, &down);
        for (; a > start; a--, b--) {
            partner[a - 1] = (size_t)b - 1;
        }
        a -= step > 0 && !down ? 1 : 0;
        b -= step > 0 && down ? 1 : 0;
    }
}

static void align_middle(struct side left, struct side right, struct row_pairs *out)
{
    struct reach reach __attribute__((cleanup(reach_free))) = { { NULL } };
    int steps = find_way(left, right, &reach);
    if (steps < 0) {
        pair_by_number(left, right, out);
        return;
    }
    struct {
        size_t right;
    } *partner SCOPED_MEMORY = memory_new((left.count + 1) * sizeof(*partner));
    for (size_t i = 0; i <= left.count; i++) {
        partner[i].right = right.count;
    }
    walk_back(left, right, &reach, steps, &partner[0].right);
    size_t first = 0;
    size_t second = 0;
    for (size_t i = 0; i <= left.count; i++) {
        if (i < left.count && partner[i].right == right.count) {
            continue;
        }
        size_t to = partner[i].right;
        pair_gap(part_of(left, first, i - first), part_of(right, second, to - second), out);
        if (i < left.count) {
            add_pair(out, left.rows[i].row, right.rows[to].row);
        }
        first = i + 1;
        second = to + 1;
    }
}

void rows_align(const struct row_mark *left, size_t left_count, const struct row_mark *right, size_t right_count, struct row_pairs *out)
{
    size_t head = 0;
    size_t tail = 0;
    *out = (struct row_pairs){ .count = 0 };
    while (head < left_count && head < right_count && left[head].hash == right[head].hash) {
        add_pair(out, left[head].row, right[head].row);
        head++;
    }
    while (tail < left_count - head && tail < right_count - head && left[left_count - tail - 1].hash == right[right_count - tail - 1].hash) {
        tail++;
    }
    align_middle(part_of((struct side){ left, left_count }, head, left_count - head - tail), part_of((struct side){ right, right_count }, head, right_count - head - tail), out);
    for (; tail > 0; tail--) {
        add_pair(out, left[left_count - tail].row, right[right_count - tail].row);
    }
}
