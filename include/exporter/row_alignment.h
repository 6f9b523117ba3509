/* row_alignment: which rows of two sheets are the same row, when rows were taken out or put in.
 *
 * Law: rows stay in their order, and each has at most one partner. Equal rows find each other; what lies between is paired by how much two
 * rows have in common. Sheets that have little in common are paired by the rows' numbers. */
#ifndef EXPORTER_ROW_ALIGNMENT_H
#define EXPORTER_ROW_ALIGNMENT_H

#include <stddef.h>
#include <stdint.h>

/* A row that is not empty. */
struct row_mark {
    int64_t row;
    uint64_t hash;   /* of its cells */
    uint64_t sketch; /* rows that have cells in common differ in few of its bits */
};

/* 0 = no partner. */
struct row_pair {
    int64_t left;
    int64_t right;
};

struct row_pairs {
    struct row_pair *items; /* owned; in order on both sides */
    size_t count;
    size_t capacity;
};

void rows_align(const struct row_mark *left, size_t left_count, const struct row_mark *right, size_t right_count, struct row_pairs *out);
void row_pairs_free(struct row_pairs *pairs);
#define SCOPED_ROW_PAIRS __attribute__((cleanup(row_pairs_free)))

#endif
