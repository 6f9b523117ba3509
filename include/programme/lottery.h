/* lottery: an order that nobody can have chosen and anybody can recompute.
 *
 * Law: the tickets are published and in the journal before an outsider names the seed; the order is that of
 * SHA-256(seed || ticket), ascending. A ticket is SHA-256(salt || "nik " || NIK) and stays with its person. */
#ifndef PROGRAMME_LOTTERY_H
#define PROGRAMME_LOTTERY_H

#include "ledger/journal.h"
#include "programme/applicant.h"

#define LOTTERY_TEXT_MAX 500U /* bytes of a seed and of its source */

/* The newest lottery of a year. */
struct lottery {
    int64_t position; /* journal entry of the publication; 0 = there is none */
    struct day day;
    int64_t tickets;
    struct digest digest; /* SHA-256 over the tickets in ascending order */
    int64_t draw;         /* journal entry of the draw; 0 = not drawn yet */
    struct day draw_day;
    struct buffer seed;
    struct buffer source;
};

#define SCOPED_LOTTERY __attribute__((cleanup(lottery_free)))
const struct error *lottery_load(struct store *store, int year, struct lottery *out);
void lottery_free(struct lottery *lottery); /* takes a zeroed one */

/* Gives every applicant of the year a ticket; before a draw it takes the place of the earlier publication. *tickets_out:
 * ascending, the caller frees. Errors: REFUSED without applicants, and while a drawn lottery has people who wait. */
const struct error *lottery_publish(struct journal *journal, int year, struct lottery *out, struct digest **tickets_out);
/* Errors: REFUSED when nothing was published, it was drawn already, or the day lies before the publication's; USAGE for a
 * seed or source that cannot stand in the journal as it is. */
const struct error *lottery_draw(struct journal *journal, int year, struct text seed, struct text source, struct lottery *out);

/* Errors: REFUSED, saying what to type, unless the year's lottery is drawn. */
const struct error *lottery_check_drawn(const struct lottery *lottery, int year);
void lottery_ticket(struct text salt, struct nik nik, struct digest *out);
void lottery_rank(const struct lottery *lottery, struct text ticket, struct digest *out); /* SHA-256(seed || ticket) */

/* One person in the year's newest lottery. */
struct lottery_place {
    int64_t lottery; /* 0 = has no ticket */
    struct nik nik;  /* as it was on the day of the publication */
    uint8_t salt[SALT_BYTES];
    struct digest ticket;
    struct digest rank; /* when it is drawn */
    int64_t place;      /* from 1; 0 before the draw */
    int64_t tickets;
};
const struct error *lottery_find(struct store *store, int year, int64_t applicant_id, struct lottery_place *out);

/* Every ticket against its salt and NIK, the tickets of each lottery against its entry's digest. Errors: UNVERIFIED. */
const struct error *lottery_verify(struct store *store);

#endif
