/* number_set: a map from a nonzero 64-bit number (NIK, KK) to a small one (row id). Open addressing, 12 bytes a slot. */
#ifndef BASE_NUMBER_SET_H
#define BASE_NUMBER_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct number_set {
    int64_t *keys;
    uint32_t *values;
    size_t capacity; /* a power of two, or 0 */
    size_t count;
};

void number_set_free(struct number_set *set); /* takes a zeroed one */
/* The value of `key`, or 0. */
uint32_t number_set_get(const struct number_set *set, int64_t key);
/* Keeps the first value of a key; returns the value that was there, or 0 when it is new. `value` is nonzero. */
uint32_t number_set_add(struct number_set *set, int64_t key, uint32_t value);
/* Adds the bits of `value` to those of the key. */
void number_set_merge(struct number_set *set, int64_t key, uint32_t value);

#endif
