/* holders: who in the register of a year has a NIK or a family card.
 *
 * Law: the answer is the earliest row that has the number, however many people there are and in bounded memory: up to
 * a limit from hints in memory, beyond it from the table's indexes. */
#ifndef PROGRAMME_HOLDERS_H
#define PROGRAMME_HOLDERS_H

#include "base/number_hints.h"
#include "programme/nik.h"
#include "store/query.h"

/* Both kinds of hints together; some 13 bytes each. More than the people and families of the province. */
#define HOLDERS_LIMIT 8000000U

struct holders {
    struct store *store;
    int year;
    size_t limit;
    bool indexed; /* beyond the limit: the indexes are there and answer */
    struct number_hints niks;
    struct number_hints cards;
};

/* Reads the register of the year. */
const struct error *holders_open(struct store *store, int year, struct holders *out);
void holders_close(struct holders *holders); /* takes a zeroed one */

/* About so many rows will be added. */
void holders_expect(struct holders *holders, int64_t rows);
/* These will be asked for soon. */
void holders_prepare(const struct holders *holders, struct nik nik, struct family_card card);

/* *id_out is 0 when nobody has it. A card of number 0 is no card. */
const struct error *holders_of_nik(struct holders *holders, struct nik nik, uint32_t *id_out);
const struct error *holders_of_card(struct holders *holders, struct family_card card, uint32_t *id_out);

/* A stored row; `first_of_card`: nobody had its card before. Builds the indexes when the limit is passed. */
const struct error *holders_add(struct holders *holders, uint32_t id, struct nik nik, struct family_card card, bool first_of_card);

#endif
