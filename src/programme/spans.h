/* Sets of whole numbers as spans that do not touch. */
#ifndef PROGRAMME_SPANS_H
#define PROGRAMME_SPANS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SPANS_MAX 34U

struct span {
    int64_t least; /* INT64_MIN = without end */
    int64_t most;  /* INT64_MAX = without end */
};

struct spans {
    struct span items[SPANS_MAX]; /* ascending */
    size_t count;                 /* 0 = no number at all */
};

struct spans spans_of(int64_t least, int64_t most); /* empty when least > most */
struct spans spans_all(void);
/* Adds a number, in any order; false when there is no room. */
bool spans_add(struct spans *spans, int64_t number);
/* Of at most SPANS_MAX - 1 spans. */
struct spans spans_complement(const struct spans *spans);
/* When it has more spans than there is room for, a set that holds it. */
struct spans spans_intersect(const struct spans *a, const struct spans *b);

#endif
