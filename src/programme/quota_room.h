/* What room the quotas have left. A quota covers the people of its categories with their business in its place; candidates
 * of one category and place (a cell) are covered by the same ones, so that each looks at those only. */
#ifndef PROGRAMME_QUOTA_ROOM_H
#define PROGRAMME_QUOTA_ROOM_H

#include "base/number_set.h"
#include "programme/programme.h"

/* In the first round all quotas bind; then those that flow do so no longer: of a kecamatan from the second on, of a kabupaten
 * from the third, of a category in the fourth. */
#define QUOTA_ROUNDS 4

struct quota_cell {
    uint32_t first; /* in quota_room.covering */
    uint32_t count;
    int place_rounds; /* rounds in which a quota of a kecamatan covers this category and kabupaten */
};

struct quota_room {
    const struct programme *programme; /* borrowed */
    int64_t used[QUOTAS_MAX];          /* people, by quota */
    uint16_t order[QUOTAS_MAX];        /* the quotas from the total down to the kecamatan */
    struct number_set index;           /* of category and place: number of the cell, from 1 */
    struct quota_cell *cells;
    size_t cell_count;
    size_t cell_capacity;
    uint16_t *covering; /* the cells' quotas, in `order` */
    size_t covering_count;
    size_t covering_capacity;
};

void quota_room_open(const struct programme *programme, struct quota_room *out);
void quota_room_close(struct quota_room *room); /* takes a zeroed one */
#define SCOPED_QUOTA_ROOM __attribute__((cleanup(quota_room_close)))

/* kecamatan is 0 when it is not known: then no quota of a kecamatan covers the person. */
size_t quota_room_cell(struct quota_room *room, enum category category, int kabkota, int kecamatan);
/* The first quota of the cell, from the total down, that is full and binds in this round (from 0); false when none is. */
bool quota_room_full(const struct quota_room *room, size_t cell, int round, size_t *quota_out);
/* Whether who does not name his kecamatan would pass by a quota that binds in this round. */
bool quota_room_wants_place(const struct quota_room *room, size_t cell, int round);
/* Some quota binds in the round before and not in this one. */
bool quota_room_relaxes(const struct quota_room *room, int round);
void quota_room_take(struct quota_room *room, size_t cell);

#endif
