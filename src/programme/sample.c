#include "programme/sample.h"

#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"

static const char *const method_names[] = { [SAMPLE_SIMPLE] = "simple", [SAMPLE_STRATIFIED] = "stratified", [SAMPLE_MONETARY] = "monetary" };

const char *sample_method_name(enum sample_method method)
{
    return method_names[method];
}

bool sample_method_parse(struct text name, enum sample_method *out)
{
    for (size_t i = 0; i < sizeof(method_names) / sizeof(method_names[0]); i++) {
        if (text_equal(name, text_of(method_names[i]))) {
            *out = (enum sample_method)i;
            return true;
        }
    }
    return false;
}

void sample_frame_free(struct sample_frame *frame)
{
    memory_free(frame->units);
    *frame = (struct sample_frame){ 0 };
}

void sample_free(struct drawn_sample *sample)
{
    memory_free(sample->items);
    memory_free(sample->strata);
    *sample = (struct drawn_sample){ 0 };
}

const struct error *sample_frame_add(struct sample_frame *frame, int64_t payout_id, struct text reference, int64_t region, struct money amount)
{
    struct buffer line SCOPED_BUFFER = { 0 };
    CHECK(amount.rupiah > 0);
    if (!money_add(frame->total, amount, &frame->total)) {
        return error_new(ERROR_UNVERIFIED, _("the payouts together have an impossible amount; run `dumisake verify`"));
    }
    frame->units = memory_grow(frame->units, frame->count, &frame->capacity, sizeof(*frame->units));
    struct sample_unit *unit = &frame->units[frame->count++];
    *unit = (struct sample_unit){ .payout_id = payout_id, .region = region, .amount = amount };
    buffer_add(&line, frame->seed);
    buffer_add_byte(&line, '\n');
    digest_of(buffer_text(&line), reference, &unit->digest);
    return NULL;
}

static int by_number(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b ? 1 : 0;
}

static int by_digest(const void *a, const void *b)
{
    const struct sample_unit *left = a;
    const struct sample_unit *right = b;
    int order = memcmp(left->digest.bytes, right->digest.bytes, DIGEST_BYTES);
    return order != 0 ? order : by_number(left->payout_id, right->payout_id);
}

static int by_region(const void *a, const void *b)
{
    const struct sample_unit *left = a;
    const struct sample_unit *right = b;
    int order = by_number(left->region, right->region);
    return order != 0 ? order : by_digest(a, b);
}

static struct sample_stratum *add_stratum(struct drawn_sample *sample, int64_t region)
{
    size_t capacity = sample->stratum_count;
    sample->strata = memory_grow(sample->strata, sample->stratum_count, &capacity, sizeof(*sample->strata));
    struct sample_stratum *stratum = &sample->strata[sample->stratum_count++];
    *stratum = (struct sample_stratum){ .region = region };
    return stratum;
}

static void count_unit(struct sample_stratum *stratum, const struct sample_unit *unit)
{
    stratum->units += 1;
    CHECK(money_add(stratum->amount, unit->amount, &stratum->amount)); /* less than the frame's total */
}

/* The first `taken` units of a stratum, whose units begin at `first`. */
static void take(struct drawn_sample *sample, size_t stratum, size_t first, int64_t taken)
{
    sample->strata[stratum].taken = taken;
    for (int64_t i = 0; i < taken; i++) {
        sample->items[sample->count++] = (struct sample_item){ .unit = first + (size_t)i, .stratum = stratum, .hits = 1 };
    }
}

static void draw_simple(const struct sample_request *request, const struct sample_frame *frame, struct drawn_sample *sample)
{
    struct sample_stratum *whole = add_stratum(sample, 0);
    for (size_t i = 0; i < frame->count; i++) {
        count_unit(whole, &frame->units[i]);
    }
    take(sample, 0, 0, request->size);
}

/* One seat each for those whose share has the largest remainder, until all seats are given; of equal ones the first. Those without a
 * remainder get none: there are never more seats left than remainders. */
static void give_remainders(struct drawn_sample *sample, int64_t size, int64_t units, int64_t left)
{
    bool *given SCOPED_MEMORY = memory_new(sample->stratum_count * sizeof(*given));
    for (; left > 0; left--) {
        size_t best = SIZE_MAX;
        int64_t most = 0;
        for (size_t i = 0; i < sample->stratum_count; i++) {
            int64_t remainder = size * sample->strata[i].units % units;
            if (!given[i] && remainder > most) {
                best = i;
                most = remainder;
            }
        }
        CHECK(best != SIZE_MAX);
        given[best] = true;
        sample->strata[best].taken += 1;
    }
}

/* A stratum without a seat gets one of the stratum that has the most; of equal ones the first. */
static void give_everybody_one(struct drawn_sample *sample)
{
    for (size_t i = 0; i < sample->stratum_count; i++) {
        size_t richest = 0;
        if (sample->strata[i].taken > 0) {
            continue;
        }
        for (size_t k = 1; k < sample->stratum_count; k++) {
            richest = sample->strata[k].taken > sample->strata[richest].taken ? k : richest;
        }
        sample->strata[richest].taken -= 1;
        sample->strata[i].taken = 1;
    }
}

static void draw_stratified(const struct sample_request *request, struct sample_frame *frame, struct drawn_sample *sample)
{
    int64_t units = (int64_t)frame->count;
    int64_t left = request->size;
    size_t first = 0;
    qsort(frame->units, frame->count, sizeof(*frame->units), by_region);
    for (size_t i = 0; i < frame->count; i++) {
        bool begins = i == 0 || frame->units[i].region != frame->units[i - 1].region;
        count_unit(begins ? add_stratum(sample, frame->units[i].region) : &sample->strata[sample->stratum_count - 1], &frame->units[i]);
    }
    for (size_t i = 0; i < sample->stratum_count; i++) {
        sample->strata[i].taken = request->size * sample->strata[i].units / units;
        left -= sample->strata[i].taken;
    }
    give_remainders(sample, request->size, units, left);
    if (request->size >= (int64_t)sample->stratum_count) {
        give_everybody_one(sample);
    }
    for (size_t i = 0; i < sample->stratum_count; i++) {
        take(sample, i, first, sample->strata[i].taken);
        first += (size_t)sample->strata[i].units;
    }
}

/* The first 15 hexadecimal digits of SHA-256(seed), so that the number fits a shell's arithmetic, modulo the total. */
static int64_t start_of(struct text seed, int64_t total)
{
    enum { DIGITS = 15, BITS_A_DIGIT = 4 };
    struct digest digest;
    uint64_t number = 0;
    digest_of(seed, TEXT_EMPTY, &digest);
    for (size_t i = 0; i < DIGITS; i++) {
        unsigned byte = digest.bytes[i / 2];
        number = (number << BITS_A_DIGIT) | (i % 2 == 0 ? byte >> BITS_A_DIGIT : byte & 15U);
    }
    return (int64_t)(number % (uint64_t)total);
}

/* Point j of N is floor((U + j * total) / N); with total = whole * N + rest nothing grows beyond 64 bits. */
static int64_t point_at(int64_t start, int64_t total, int64_t size, int64_t j)
{
    return total / size * j + (start + total % size * j) / size;
}

static void draw_monetary(const struct sample_request *request, const struct sample_frame *frame, struct drawn_sample *sample)
{
    int64_t total = frame->total.rupiah;
    int64_t interval = total / request->size + (total % request->size > 0 ? 1 : 0); /* rounded up: from here on no amount is missed */
    int64_t next = 0;
    struct money cumulative = { 0 };
    sample->start = start_of(request->seed, total);
    (void)add_stratum(sample, 0);
    (void)add_stratum(sample, 0);
    for (size_t i = 0; i < frame->count; i++) {
        const struct sample_unit *unit = &frame->units[i];
        struct sample_item item = { .unit = i, .stratum = unit->amount.rupiah >= interval ? 0 : 1 };
        count_unit(&sample->strata[item.stratum], unit);
        CHECK(money_add(cumulative, unit->amount, &cumulative));
        item.cumulative = cumulative;
        for (int64_t point; next < request->size && (point = point_at(sample->start, total, request->size, next)) < cumulative.rupiah; next++) {
            item.point = item.hits == 0 ? point : item.point;
            item.hits += 1;
        }
        if (item.hits > 0) {
            sample->strata[item.stratum].taken += 1;
            sample->items[sample->count++] = item;
        }
    }
    CHECK(next == request->size);
}

const struct error *sample_draw(const struct sample_request *request, struct sample_frame *frame, struct drawn_sample *out)
{
    struct drawn_sample sample SCOPED_SAMPLE = { 0 };
    CHECK(request->size > 0 && request->size <= SAMPLE_SIZE_MAX);
    if (request->size > (int64_t)frame->count) {
        return error_new(ERROR_REFUSED, _("%zu payouts have money in %s; no sample of %lld can be drawn from them"), frame->count, account_name(request->of),
                         (long long)request->size);
    }
    qsort(frame->units, frame->count, sizeof(*frame->units), by_digest);
    sample.items = memory_new((size_t)request->size * sizeof(*sample.items));
    switch (request->method) {
    case SAMPLE_SIMPLE:
        draw_simple(request, frame, &sample);
        break;
    case SAMPLE_STRATIFIED:
        draw_stratified(request, frame, &sample);
        break;
    case SAMPLE_MONETARY:
        draw_monetary(request, frame, &sample);
        break;
    }
    MEMORY_GIVE(out, sample);
    return NULL;
}
