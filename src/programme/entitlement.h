/* entitlement: who was paid and how much follows from the register, the decisions and the rules of the batch.
 *
 * Law: each grant of a batch is judged again as everything stood at its batch's entry: its applicant is of the batch's year and eligible, the
 * amount is the applicant's by the version of the rules, no quota that never flows holds more people than it has places, nobody and no
 * family card has two grants of a year at once. A batch that repays only moves on what another one granted. */
#ifndef PROGRAMME_ENTITLEMENT_H
#define PROGRAMME_ENTITLEMENT_H

#include "paper_trail.h"
#include "programme/programme.h"
#include "store/store.h"

/* After the journal's walk and the check of each row against its commitment. Errors: UNVERIFIED; *position_out is the entry. */
const struct error *entitlement_verify(struct store *store, const struct paper_trail *trail, int64_t *position_out);

/* The decisions in force after each evaluation are as many of each kind as its entry says, and everybody in a batch that rests on it
 * is eligible by them. The same errors. */
const struct error *entitlement_verify_decisions(struct store *store, const struct paper_trail *trail, int64_t *position_out);

/* What is remembered of each grant; by payout id - 1. */
struct grant {
    int64_t card; /* 0: none, or erased since */
    int32_t kabkota;
    int32_t kecamatan;
    uint8_t category;
};

/* Quotas, people and family cards. Of entitlement_places.c. */
const struct error *places_verify_batch(const struct paper_trail *trail, const struct grant *grants, size_t batch, const struct programme *programme);
const struct error *places_verify_people(const struct paper_trail *trail, const struct grant *grants, int64_t *position_out);

#endif
