/* holders: who in the register of a year has a NIK, a family card or a bank account.
 *
 * Law: the answer is the earliest row that has the number, however many people there are and in bounded memory: up to
 * a limit from hints in memory, beyond it from the table's indexes. Accounts beyond their limit are not known: they only
 * make warnings, and `send` looks at all of them. */
#ifndef PROGRAMME_HOLDERS_H
#define PROGRAMME_HOLDERS_H

#include "base/number_hints.h"
#include "programme/bank.h"
#include "programme/nik.h"
#include "store/query.h"

/* NIK and cards together; some 13 bytes each. More than the people and families of the province. */
#define HOLDERS_LIMIT 6000000U
#define HOLDERS_ACCOUNTS_LIMIT 2000000U

struct holders {
    struct store *store;
    int year;
    size_t limit;
    bool indexed; /* beyond the limit: the indexes are there and answer */
    struct number_hints niks;
    struct number_hints cards;
    struct number_hints accounts; /* by account_key */
};

/* Reads the register of the year. */
const struct error *holders_open(struct store *store, int year, struct holders *out);
void holders_close(struct holders *holders); /* takes a zeroed one */

/* About so many rows will be added. */
void holders_expect(struct holders *holders, int64_t rows);
/* These will be asked for soon. */
void holders_prepare(const struct holders *holders, struct nik nik, struct family_card card, int64_t account);

/* *id_out is 0 when nobody has it. A card of number 0 is no card. */
const struct error *holders_of_nik(struct holders *holders, struct nik nik, uint32_t *id_out);
const struct error *holders_of_card(struct holders *holders, struct family_card card, uint32_t *id_out);

/* The same for an account, by its account_key, bank as written, and number. */
const struct error *holders_of_account(struct holders *holders, int64_t account, struct text bank, struct text number, uint32_t *id_out);
void holders_add_account(struct holders *holders, uint32_t id, int64_t account);

/* A stored row; `first_of_card`: nobody had its card before. Builds the indexes when the limit is passed. */
const struct error *holders_add(struct holders *holders, uint32_t id, struct nik nik, struct family_card card, bool first_of_card);

#endif
