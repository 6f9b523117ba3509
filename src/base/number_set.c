#include "base/number_set.h"

#include "base/error.h"
#include "base/memory.h"

void number_set_free(struct number_set *set)
{
    memory_free(set->keys);
    memory_free(set->values);
    *set = (struct number_set){ 0 };
}

/* The slot that holds `key`, or the free one where it belongs. */
static size_t slot_of(const struct number_set *set, int64_t key)
{
    /* Fibonacci hashing: the product's high half mixes all digits of the number. */
    uint64_t mixed = (uint64_t)key * UINT64_C(11400714819323198485);
    size_t slot = (size_t)(mixed >> 32 ^ mixed) & (set->capacity - 1);
    while (set->keys[slot] != 0 && set->keys[slot] != key) {
        slot = (slot + 1) & (set->capacity - 1);
    }
    return slot;
}

static void grow(struct number_set *set)
{
    struct number_set larger = { .capacity = set->capacity == 0 ? 1024 : set->capacity * 2, .count = set->count };
    larger.keys = memory_new(larger.capacity * sizeof(*larger.keys));
    larger.values = memory_new(larger.capacity * sizeof(*larger.values));
    for (size_t i = 0; i < set->capacity; i++) {
        if (set->keys[i] != 0) {
            size_t slot = slot_of(&larger, set->keys[i]);
            larger.keys[slot] = set->keys[i];
            larger.values[slot] = set->values[i];
        }
    }
    number_set_free(set);
    *set = larger;
}

uint32_t number_set_get(const struct number_set *set, int64_t key)
{
    return set->capacity == 0 || key == 0 ? 0 : set->values[slot_of(set, key)];
}

uint32_t number_set_add(struct number_set *set, int64_t key, uint32_t value)
{
    CHECK(key != 0 && value != 0);
    if (set->count * 4 >= set->capacity * 3) {
        grow(set);
    }
    size_t slot = slot_of(set, key);
    if (set->keys[slot] == key) {
        return set->values[slot];
    }
    set->keys[slot] = key;
    set->values[slot] = value;
    set->count += 1;
    return 0;
}

void number_set_merge(struct number_set *set, int64_t key, uint32_t value)
{
    if (number_set_add(set, key, value) != 0) {
        set->values[slot_of(set, key)] |= value;
    }
}
