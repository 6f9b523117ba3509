#include "base/number_hints.h"

#include "base/error.h"
#include "base/memory.h"

enum { FIRST_CAPACITY = 32, PART_BITS = 6 };

static uint32_t hash_of(int64_t number)
{
    /* Two rounds of multiplying and folding: every digit of a NIK reaches every bit. */
    uint64_t mixed = (uint64_t)number * UINT64_C(0x9E3779B97F4A7C15);
    mixed = (mixed ^ mixed >> 32) * UINT64_C(0xD6E8FEB86659FD93);
    return (uint32_t)(mixed >> 32);
}

/* The hash's first bits name the part, the others the slot where the search begins. */
static size_t part_of(uint32_t hash)
{
    return hash >> (32 - PART_BITS);
}

static size_t home_of(const struct number_hints_part *part, uint32_t hash)
{
    uint32_t rest = (uint32_t)((uint64_t)hash << PART_BITS);
    return (size_t)((uint64_t)rest * part->capacity >> 32);
}

static void place(struct number_hints_part *part, uint64_t slot)
{
    size_t at = home_of(part, (uint32_t)(slot >> 32));
    while (part->slots[at] != 0) {
        at = at + 1 == part->capacity ? 0 : at + 1;
    }
    part->slots[at] = slot;
}

static void grow(struct number_hints_part *part, size_t capacity)
{
    struct number_hints_part larger = { .capacity = (uint32_t)capacity, .count = part->count };
    CHECK(capacity <= UINT32_MAX && capacity > part->capacity);
    larger.slots = memory_new(capacity * sizeof(*larger.slots));
    /* From behind a free slot on, so that equal numbers keep their order. */
    size_t start = 0;
    while (start < part->capacity && part->slots[start] != 0) {
        start++;
    }
    for (size_t i = 0; i < part->capacity; i++) {
        size_t at = start + i < part->capacity ? start + i : start + i - part->capacity;
        if (part->slots[at] != 0) {
            place(&larger, part->slots[at]);
        }
    }
    memory_free(part->slots);
    *part = larger;
}

void number_hints_free(struct number_hints *hints)
{
    for (size_t i = 0; i < NUMBER_HINTS_PARTS; i++) {
        memory_free(hints->parts[i].slots);
    }
    *hints = (struct number_hints){ 0 };
}

void number_hints_expect(struct number_hints *hints, size_t rows)
{
    /* Half as much again, so that an estimate that is a little low does not make every part grow near its end. */
    size_t capacity = rows / NUMBER_HINTS_PARTS * 3 / 2 + FIRST_CAPACITY;
    for (size_t i = 0; i < NUMBER_HINTS_PARTS; i++) {
        if (hints->parts[i].capacity < capacity) {
            grow(&hints->parts[i], capacity);
        }
    }
}

void number_hints_add(struct number_hints *hints, int64_t number, uint32_t row)
{
    uint32_t hash = hash_of(number);
    struct number_hints_part *part = &hints->parts[part_of(hash)];
    CHECK(row != 0);
    if ((uint64_t)part->count * 6 >= (uint64_t)part->capacity * 5) {
        grow(part, part->capacity == 0 ? FIRST_CAPACITY : (size_t)part->capacity * 5 / 4);
    }
    place(part, (uint64_t)hash << 32 | row);
    part->count += 1;
    hints->count += 1;
}

uint32_t number_hints_next(const struct number_hints *hints, int64_t number, size_t *at_inout)
{
    uint32_t hash = hash_of(number);
    const struct number_hints_part *part = &hints->parts[part_of(hash)];
    if (part->capacity == 0) {
        return 0;
    }
    size_t at = home_of(part, hash) + *at_inout;
    at = at < part->capacity ? at : at - part->capacity;
    while (part->slots[at] != 0) {
        uint64_t slot = part->slots[at];
        *at_inout += 1;
        if ((uint32_t)(slot >> 32) == hash) {
            return (uint32_t)slot;
        }
        at = at + 1 == part->capacity ? 0 : at + 1;
    }
    return 0;
}

void number_hints_prepare(const struct number_hints *hints, int64_t number)
{
    uint32_t hash = hash_of(number);
    const struct number_hints_part *part = &hints->parts[part_of(hash)];
    if (part->capacity > 0) {
        __builtin_prefetch(&part->slots[home_of(part, hash)], 1);
    }
}
