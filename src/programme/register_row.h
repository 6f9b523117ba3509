/* What those who change a person's standing ask the register, and how they keep a reason. */
#ifndef PROGRAMME_REGISTER_ROW_H
#define PROGRAMME_REGISTER_ROW_H

#include "ledger/journal.h"
#include "programme/applicant.h"

struct register_row {
    int64_t id; /* of the applicant */
    struct digest commitment;
    enum account account; /* where the money of the payout is; ACCOUNT_APBD: there is none */
    int64_t batch;        /* of that payout */
};

/* Errors: FAILED when the year has no applicant with that NIK; the one is named whose NIK it was once. */
const struct error *register_missing(struct store *store, int year, struct nik nik); /* always an error */
const struct error *register_find(struct store *store, int year, struct nik nik, struct register_row *out);

/* Money was sent to the person, whatever became of it: nothing about the application is changed any more. */
bool register_was_sent(const struct register_row *row);

/* A reason is typed, so it may speak of people: the journal has its commitment only. */
#define REASON_MAX 500U /* bytes */
struct reason {
    struct buffer text;
    uint8_t salt[SALT_BYTES];
    struct digest commitment; /* SHA-256(salt || "reason " || text || "\n") */
};

#define SCOPED_REASON __attribute__((cleanup(reason_free)))
/* Errors: USAGE when it is empty or too long. */
const struct error *reason_make(struct text typed, struct reason *out);
const struct error *reason_make_optional(struct text typed, struct reason *out); /* may be empty */
void reason_free(struct reason *reason); /* takes a zeroed one */
bool reason_fits(struct text text, struct text salt, struct text commitment);

#endif
