/* allocation: who of the eligible is paid now, within quota and budget.
 *
 * Law: one stated order (tanggal_pengajuan, missing last, then NIK); the first of a KK wins whatever becomes of him; the
 * result is a function of ledger and rules alone. Never a person or a rupiah over a limit. */
#ifndef PROGRAMME_ALLOCATION_H
#define PROGRAMME_ALLOCATION_H

#include "programme/programme.h"

enum allocation_result {
    ALLOCATION_RECIPIENT,
    ALLOCATION_WAITING_QUOTA,
    ALLOCATION_WAITING_BUDGET,
    ALLOCATION_WAITING_LIMIT, /* --limit */
    ALLOCATION_PAID_LATER,    /* the NIK or KK has a grant of a later year, and the rules of this one want none of another */
    ALLOCATION_FAMILY_CARD,   /* kk-ganda: another of the same KK comes first or has a payout */
    ALLOCATION_NOT_CHOSEN,    /* outside --category or --region */
};

struct candidate {
    int64_t applicant_id;
    int64_t nik;
    int64_t card;     /* 0 = none: two empty KK are not the same */
    int32_t submitted; /* day; INT32_MAX = missing */
    int kabkota;      /* region code of the business */
    enum category category;
    enum allocation_result result;
    size_t quota; /* the full one, for WAITING_QUOTA */
};

struct allocation_choice {
    int64_t limit;          /* people at most; 0 = no limit */
    enum category category; /* 0 = all */
    int kabkota;            /* 0 = all */
};

struct allocation {
    struct candidate *candidates; /* eligible without a live payout, in the order of allocation */
    size_t count;
    int64_t recipients;
    struct money amount;
    int64_t waiting;     /* eligible, did not fit */
    int64_t family_card; /* kk-ganda */
    int64_t paid_later;  /* have a grant of a later year */
    int64_t by_category[CATEGORY_COUNT + 1];
};

#define SCOPED_ALLOCATION __attribute__((cleanup(allocation_free)))

/* From the stored decisions: call eligibility_check before. `budget` is what anggaran holds. */
const struct error *allocation_run(struct store *store, const struct programme *programme, struct money budget, const struct allocation_choice *choice,
                                   struct allocation *out);
void allocation_free(struct allocation *allocation); /* takes a zeroed one */

#endif
