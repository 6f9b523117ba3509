/* Places: quotas, one grant a person and a family card in a year. */
#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"
#include "entitlement.h"
#include "quota_room.h"

/* The payout held its place just before that entry. */
static bool holds(const struct trail_payout *payout, int64_t position)
{
    return payout->begin < position && (payout->end == 0 || payout->end > position);
}

static void take(struct quota_room *room, const struct grant *grant)
{
    quota_room_take(room, quota_room_cell(room, (enum category)grant->category, grant->kabkota, grant->kecamatan));
}

/* A quota whose places flow on binds in the first rounds of an allocation only: which round gave a place is not known any more. */
static const struct error *check_quotas(const struct quota_room *room, const struct programme *programme, const int64_t *before, int64_t position, int64_t batch)
{
    for (size_t i = 0; i < programme->quota_count; i++) {
        const struct quota *quota = &programme->quotas[i];
        bool binds = !quota->flows || quota_level(quota) == QUOTA_TOTAL;
        if (binds && room->used[i] > before[i] && room->used[i] > quota->people) {
            return error_new(ERROR_UNVERIFIED, _("journal entry %lld: batch %lld gives the quota %s more people than it has places"), (long long)position, (long long)batch,
                             quota->name);
        }
    }
    return NULL;
}

const struct error *places_verify_batch(const struct paper_trail *trail, const struct grant *grants, size_t batch, const struct programme *programme)
{
    const struct trail_batch *made = &trail->batches[batch];
    struct quota_room *room SCOPED_MEMORY = memory_new(sizeof(*room));
    int64_t *before SCOPED_MEMORY = memory_new(sizeof(room->used));
    size_t last = (size_t)(made->first - 1 + made->recipients);
    if (programme->quota_count == 0) {
        return NULL;
    }
    quota_room_open(programme, room);
    for (size_t i = 0; i < (size_t)made->first - 1; i++) {
        if (trail->batches[trail->payouts[i].batch - 1].year == made->year && holds(&trail->payouts[i], made->position)) {
            take(room, &grants[i]);
        }
    }
    memcpy(before, room->used, sizeof(room->used));
    for (size_t i = (size_t)made->first - 1; i < last; i++) {
        take(room, &grants[i]);
    }
    const struct error *error = check_quotas(room, programme, before, made->position, (int64_t)batch + 1);
    quota_room_close(room);
    return error;
}

/* A grant in the order of who has it. */
struct turn {
    int64_t year;
    int64_t who; /* applicant or card */
    int64_t begin;
    int64_t end; /* INT64_MAX: it holds for ever */
};

static int by_who(const void *a, const void *b)
{
    const struct turn *left = a;
    const struct turn *right = b;
    if (left->year != right->year) {
        return left->year < right->year ? -1 : 1;
    }
    if (left->who != right->who) {
        return left->who < right->who ? -1 : 1;
    }
    return left->begin < right->begin ? -1 : 1; /* no two begin with one entry */
}

static const struct error *check_turns(struct turn *turns, size_t count, bool cards, int64_t *position_out)
{
    if (count > 1) {
        qsort(turns, count, sizeof(*turns), by_who);
    }
    for (size_t i = 1; i < count; i++) {
        const struct turn *earlier = &turns[i - 1];
        if (earlier->year == turns[i].year && earlier->who == turns[i].who && earlier->end > turns[i].begin) {
            *position_out = turns[i].begin;
            return error_new(ERROR_UNVERIFIED,
                             cards ? _("journal entry %lld grants to a family card that has the grant of entry %lld in that year")
                                   : _("journal entry %lld grants once more to who has the grant of entry %lld in that year"),
                             (long long)turns[i].begin, (long long)earlier->begin);
        }
    }
    return NULL;
}

const struct error *places_verify_people(const struct paper_trail *trail, const struct grant *grants, int64_t *position_out)
{
    struct turn *turns SCOPED_MEMORY = memory_new((trail->payout_count + 1) * sizeof(*turns));
    size_t count = 0;
    for (size_t i = 0; i < trail->payout_count; i++) {
        const struct trail_payout *payout = &trail->payouts[i];
        /* Whose money is in the treasury again had the turn of the year. */
        bool over = payout->end != 0 && payout->account != ACCOUNT_SETOR_KEMBALI;
        turns[count++] = (struct turn){ trail->batches[payout->batch - 1].year, payout->applicant, payout->begin, over ? payout->end : INT64_MAX };
    }
    TRY(check_turns(turns, count, false, position_out));
    count = 0;
    for (size_t i = 0; i < trail->payout_count; i++) {
        const struct trail_payout *payout = &trail->payouts[i];
        if (grants[i].card != 0) {
            turns[count++] = (struct turn){ trail->batches[payout->batch - 1].year, grants[i].card, payout->begin, payout->end == 0 ? INT64_MAX : payout->end };
        }
    }
    return check_turns(turns, count, true, position_out);
}
