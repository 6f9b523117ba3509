#include "tally.h"

#include "base/error.h"
#include "base/memory.h"

void tally_free(struct tally *tally)
{
    memory_free(tally->rows);
    *tally = (struct tally){ 0 };
}

static bool is_same(const struct tally_key *a, const struct tally_key *b)
{
    for (int i = 0; i < TALLY_KEYS; i++) {
        if (a->part[i] != b->part[i]) {
            return false;
        }
    }
    return true;
}

static bool fits(const struct tally_key *key, const struct tally_key *wanted)
{
    for (int i = 0; i < TALLY_KEYS; i++) {
        if (wanted->part[i] != TALLY_ANY && wanted->part[i] != key->part[i]) {
            return false;
        }
    }
    return true;
}

/* Stays at the limit: a sum that large is not money any more, and the control totals say so. */
static int64_t add(int64_t sum, int64_t amount)
{
    int64_t total;
    return __builtin_add_overflow(sum, amount, &total) ? INT64_MAX : total;
}

void tally_add(struct tally *tally, struct tally_key key, int64_t amount)
{
    size_t at = tally->last;
    if (tally->count == 0 || !is_same(&tally->rows[at].key, &key)) {
        for (at = 0; at < tally->count && !is_same(&tally->rows[at].key, &key); at++) {
        }
    }
    if (at == tally->count) {
        tally->rows = memory_grow(tally->rows, tally->count, &tally->capacity, sizeof(*tally->rows));
        tally->rows[tally->count++] = (struct tally_row){ .key = key };
    }
    tally->last = at;
    tally->rows[at].count += 1;
    tally->rows[at].sum = add(tally->rows[at].sum, amount);
}

struct tally_row tally_of(const struct tally *tally, struct tally_key key)
{
    struct tally_row total = { .key = key };
    for (size_t i = 0; i < tally->count; i++) {
        if (fits(&tally->rows[i].key, &key)) {
            total.count += tally->rows[i].count;
            total.sum = add(total.sum, tally->rows[i].sum);
        }
    }
    return total;
}
