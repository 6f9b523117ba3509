/* allocation: who of the eligible is paid now, within quota and budget.
 *
 * Law: one stated order (programme->order), before it those who stand in line; the first of a KK
 * wins whatever becomes of him; the result is a function of ledger and rules alone. Never a person or a rupiah over a limit. */
#ifndef PROGRAMME_ALLOCATION_H
#define PROGRAMME_ALLOCATION_H

#include "base/number_set.h"
#include "programme/programme.h"

enum allocation_result {
    ALLOCATION_RECIPIENT,
    ALLOCATION_WAITING_QUOTA,
    ALLOCATION_WAITING_BUDGET,
    ALLOCATION_WAITING_LIMIT, /* --limit */
    ALLOCATION_WAITING_PLACE, /* the kecamatan is not known, and a quota per kecamatan covers the category and kabupaten */
    ALLOCATION_PAID_LATER,    /* the NIK or KK has a grant of a later year, and the rules of this one want none of another */
    ALLOCATION_FAMILY_CARD,   /* kk-ganda: another of the same KK comes first or has a payout */
    ALLOCATION_NOT_CHOSEN,    /* outside --category or --region */
};

struct candidate {
    int64_t applicant_id;
    int64_t nik;
    int64_t card;      /* 0 = none: two empty KK are not the same */
    int64_t score;     /* -1 = missing */
    int32_t submitted; /* day; INT32_MAX = missing */
    int kabkota;       /* region code of the business */
    int kecamatan;     /* 0 = missing or not recognised */
    enum category category;
    struct money amount;       /* of the person: that of the tier where the category has some */
    const struct tier *tier;   /* of the programme; NULL = the category has none */
    uint32_t line;             /* place in the line that comes first; 0 = none */
    uint32_t cell;             /* of the quotas */
    const struct digest *rank; /* in the lottery; NULL = no ticket, or another order */
    struct digest commitment;
    bool paid_later; /* a rule wants no grant of a later year */
    enum allocation_result result;
    size_t quota;  /* the full one, for WAITING_QUOTA */
    int64_t place; /* on the waiting list that is left behind, from 1; 0 = not on it */
};

struct allocation_choice {
    int64_t limit;          /* people at most; 0 = no limit */
    enum category category; /* 0 = all */
    int kabkota;            /* 0 = all */
    const struct number_set *eligible; /* by applicant id: who is judged eligible; NULL = by the stored decisions */
};

struct allocation {
    struct candidate *candidates; /* eligible without a live payout, in the order of allocation */
    size_t count;
    struct digest *ranks; /* of the lottery's tickets */
    int64_t draw;         /* journal entry of the draw that the order comes from; 0 = another order */
    int64_t line_batch;   /* whose waiting list came first; 0 = nobody stood in line */
    int64_t recipients;
    struct money amount;
    int64_t waiting;     /* eligible, did not fit or were not chosen */
    int64_t listed;      /* of them, on the waiting list: all but those who were neither chosen nor in line */
    int64_t family_card; /* kk-ganda */
    int64_t paid_later;  /* have a grant of a later year */
    int64_t by_category[CATEGORY_COUNT + 1];
};

#define SCOPED_ALLOCATION __attribute__((cleanup(allocation_free)))

/* From the stored decisions (call eligibility_check before), or from choice->eligible. `budget` is what anggaran holds. Errors: REFUSED when the order
 * is a lottery that is not drawn. */
const struct error *allocation_run(struct store *store, const struct programme *programme, struct money budget, const struct allocation_choice *choice,
                                   struct allocation *out);
/* The limit that somebody waits for: the quota's name (of WAITING_QUOTA), anggaran, batas, ... */
const char *allocation_limit(const struct programme *programme, const struct candidate *candidate);
const char *allocation_limit_name(enum allocation_result result); /* of every other result */
/* The order in words, for the journal. */
const char *allocation_order_text(enum allocation_order order);
void allocation_free(struct allocation *allocation); /* takes a zeroed one */

#endif
