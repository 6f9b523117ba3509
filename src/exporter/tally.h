/* tally: how many rows of a sheet have which keys, and what they add up to: the values of the formulas over the sheet. */
#ifndef EXPORTER_TALLY_H
#define EXPORTER_TALLY_H

#include <stddef.h>
#include <stdint.h>

enum { TALLY_KEYS = 4 };
#define TALLY_ANY INT64_MIN

struct tally_key {
    int64_t part[TALLY_KEYS]; /* year, then what the sheet's view says */
};

struct tally_row {
    struct tally_key key;
    int64_t count;
    int64_t sum;
};

struct tally {
    struct tally_row *rows;
    size_t count;
    size_t capacity;
    size_t last; /* where the row before was counted: neighbours are alike */
};

void tally_free(struct tally *tally); /* takes a zeroed one */
void tally_add(struct tally *tally, struct tally_key key, int64_t amount);
/* All rows that fit; TALLY_ANY fits every value. */
struct tally_row tally_of(const struct tally *tally, struct tally_key key);

#endif
