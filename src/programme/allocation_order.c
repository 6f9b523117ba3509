#include "allocation_order.h"

#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"
#include "programme/lottery.h"
#include "programme/waiting.h"
#include "store/query.h"

static int compare(int64_t left, int64_t right)
{
    return left < right ? -1 : (left > right ? 1 : 0);
}

static int compare_submitted(const struct candidate *left, const struct candidate *right)
{
    int order = compare(left->submitted, right->submitted);
    return order != 0 ? order : compare(left->nik, right->nik);
}

/* Zero stands for nobody's place: after all others. */
static int compare_line(const struct candidate *left, const struct candidate *right)
{
    return compare((int64_t)left->line - 1 + (left->line == 0 ? INT64_C(1) << 32 : 0), (int64_t)right->line - 1 + (right->line == 0 ? INT64_C(1) << 32 : 0));
}

static int by_submitted(const void *a, const void *b)
{
    int order = compare_line(a, b);
    return order != 0 ? order : compare_submitted(a, b);
}

static int by_score(const void *a, const void *b)
{
    const struct candidate *left = a;
    const struct candidate *right = b;
    int order = compare_line(left, right);
    order = order != 0 ? order : compare(right->score, left->score); /* highest first; a missing one is -1 */
    return order != 0 ? order : compare_submitted(left, right);
}

static int by_lottery(const void *a, const void *b)
{
    const struct candidate *left = a;
    const struct candidate *right = b;
    int order = compare_line(left, right);
    if (order == 0 && left->rank != NULL && right->rank != NULL) {
        order = memcmp(left->rank->bytes, right->rank->bytes, DIGEST_BYTES);
    } else if (order == 0) {
        order = compare(left->rank == NULL, right->rank == NULL);
    }
    return order != 0 ? order : compare_submitted(left, right);
}

static const struct error *load_ranks(struct store *store, const struct lottery *lottery, struct allocation *allocation, struct number_set *numbers)
{
    struct query *query SCOPED_QUERY = NULL;
    size_t capacity = 0;
    size_t count = 0;
    bool row;
    TRY(query_open(store, "SELECT applicant_id, ticket FROM lottery_ticket WHERE lottery = ?1", &query));
    query_bind_integer(query, 1, lottery->position);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        if (query_integer(query, 0) < 1 || count == UINT32_MAX) {
            return error_new(ERROR_UNVERIFIED, _("table lottery is damaged; run `dumisake verify`"));
        }
        allocation->ranks = memory_grow(allocation->ranks, count, &capacity, sizeof(*allocation->ranks));
        lottery_rank(lottery, query_bytes(query, 1), &allocation->ranks[count++]);
        (void)number_set_add(numbers, query_integer(query, 0), (uint32_t)count);
    }
}

static const struct error *apply_lottery(struct store *store, int year, struct allocation *allocation)
{
    struct lottery lottery SCOPED_LOTTERY = { 0 };
    struct number_set numbers __attribute__((cleanup(number_set_free))) = { 0 };
    TRY(lottery_load(store, year, &lottery));
    TRY(lottery_check_drawn(&lottery, year));
    TRY(load_ranks(store, &lottery, allocation, &numbers));
    for (size_t i = 0; i < allocation->count; i++) {
        uint32_t number = number_set_get(&numbers, allocation->candidates[i].applicant_id);
        allocation->candidates[i].rank = number == 0 ? NULL : &allocation->ranks[number - 1];
    }
    allocation->draw = lottery.draw;
    return NULL;
}

const struct error *allocation_order_apply(struct store *store, const struct programme *programme, struct allocation *allocation)
{
    static int (*const compares[])(const void *, const void *) = { [ORDER_SUBMITTED] = by_submitted, [ORDER_SCORE] = by_score, [ORDER_LOTTERY] = by_lottery };
    struct number_set places __attribute__((cleanup(number_set_free))) = { 0 };
    TRY(waiting_load(store, programme->year, &places, &allocation->line_batch));
    for (size_t i = 0; i < allocation->count; i++) {
        allocation->candidates[i].line = number_set_get(&places, allocation->candidates[i].applicant_id);
    }
    if (programme->order == ORDER_LOTTERY) {
        TRY(apply_lottery(store, programme->year, allocation));
    }
    if (allocation->count > 0) { /* qsort wants an array, even an empty one */
        qsort(allocation->candidates, allocation->count, sizeof(*allocation->candidates), compares[programme->order]);
    }
    return NULL;
}

const char *allocation_order_text(enum allocation_order order)
{
    static const char *const texts[] = {
        [ORDER_SUBMITTED] = "tanggal_pengajuan, missing last, then nik",
        [ORDER_SCORE] = "skor, highest first, missing last, then tanggal_pengajuan, missing last, then nik",
        [ORDER_LOTTERY] = "lottery, sha256(seed || ticket), no ticket last, then tanggal_pengajuan, missing last, then nik",
    };
    return texts[order];
}
