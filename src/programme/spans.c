#include "spans.h"

#include <string.h>

#include "base/error.h"

struct spans spans_of(int64_t least, int64_t most)
{
    struct spans spans = { .count = least <= most ? 1 : 0 };
    spans.items[0] = (struct span){ least, most };
    return spans;
}

struct spans spans_all(void)
{
    return spans_of(INT64_MIN, INT64_MAX);
}

bool spans_add(struct spans *spans, int64_t number)
{
    size_t at = 0;
    while (at < spans->count && spans->items[at].most < number) {
        at++;
    }
    if (at < spans->count && spans->items[at].least <= number) {
        return true;
    }
    if (at > 0 && spans->items[at - 1].most == number - 1) {
        spans->items[at - 1].most = number;
        return true; /* the next span may touch it now: two spans that touch are one set all the same */
    }
    if (spans->count + 1 >= SPANS_MAX) {
        return false;
    }
    memmove(&spans->items[at + 1], &spans->items[at], (spans->count - at) * sizeof(spans->items[0]));
    spans->items[at] = (struct span){ number, number };
    spans->count += 1;
    return true;
}

struct spans spans_complement(const struct spans *spans)
{
    struct spans rest = { .count = 0 };
    int64_t next = INT64_MIN;
    bool open = true; /* numbers from `next` on are left */
    CHECK(spans->count < SPANS_MAX);
    for (size_t i = 0; i < spans->count; i++) {
        if (spans->items[i].least > next) {
            rest.items[rest.count++] = (struct span){ next, spans->items[i].least - 1 };
        }
        open = spans->items[i].most < INT64_MAX;
        next = open ? spans->items[i].most + 1 : INT64_MAX;
    }
    if (open) {
        rest.items[rest.count++] = (struct span){ next, INT64_MAX };
    }
    return rest;
}

struct spans spans_intersect(const struct spans *a, const struct spans *b)
{
    struct spans both = { .count = 0 };
    size_t i = 0;
    size_t k = 0;
    while (i < a->count && k < b->count) {
        int64_t least = a->items[i].least > b->items[k].least ? a->items[i].least : b->items[k].least;
        int64_t most = a->items[i].most < b->items[k].most ? a->items[i].most : b->items[k].most;
        if (least <= most && both.count == SPANS_MAX) {
            both.items[SPANS_MAX - 1].most = most;
        } else if (least <= most) {
            both.items[both.count++] = (struct span){ least, most };
        }
        if (a->items[i].most < b->items[k].most) {
            i++;
        } else {
            k++;
        }
    }
    return both;
}
