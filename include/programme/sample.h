/* sample: which payouts an auditor looks at, drawn so that anybody can draw them again.
 *
 * Law: seed, references, amounts and regions decide, and nothing else: not the clock, not the order in which the payouts come.
 * Source: docs/workbook_sampel.md. */
#ifndef PROGRAMME_SAMPLE_H
#define PROGRAMME_SAMPLE_H

#include "ledger/account.h"
#include "ledger/digest.h"
#include "store/store.h"

#define SAMPLE_SEED_MAX 500U /* bytes */
#define SAMPLE_SIZE_MAX INT64_C(100000)

enum sample_method { SAMPLE_SIMPLE, SAMPLE_STRATIFIED, SAMPLE_MONETARY };

const char *sample_method_name(enum sample_method method); /* "stratified" */
bool sample_method_parse(struct text name, enum sample_method *out);

struct sample_request {
    enum sample_method method;
    int64_t size; /* payouts; of monetary units, points */
    struct text seed;
    enum account of; /* where the money of the population is */
};

/* A payout that may be drawn. */
struct sample_unit {
    int64_t payout_id;
    int64_t region; /* kabupaten/kota of the business; 0 = not known */
    struct money amount;
    struct digest digest; /* SHA-256(seed || LF || reference) */
};

struct sample_frame {
    struct text seed; /* borrowed */
    struct sample_unit *units; /* owned */
    size_t count;
    size_t capacity;
    struct money total;
};

#define SCOPED_SAMPLE_FRAME __attribute__((cleanup(sample_frame_free)))
/* `amount` above 0. Errors: UNVERIFIED when the amounts together are more than there can be. */
const struct error *sample_frame_add(struct sample_frame *frame, int64_t payout_id, struct text reference, int64_t region, struct money amount);
void sample_frame_free(struct sample_frame *frame); /* takes a zeroed one */

struct sample_item {
    size_t unit;    /* of the frame, in its new order */
    size_t stratum; /* of the sample */
    struct money cumulative; /* monetary units: rupiah up to and with this unit */
    int64_t point;           /* the first point that fell on it */
    int64_t hits;            /* points that fell on it */
};

/* What a sample speaks for: the whole frame, a kabupaten/kota, or, of monetary units, the amounts at or above the interval (first) and
 * those below it (second). */
struct sample_stratum {
    int64_t region; /* 0 where it is not by region, or not known */
    int64_t units;
    struct money amount;
    int64_t taken;
};

struct drawn_sample {
    struct sample_item *items; /* owned; in the order of strata (stratified) and digests */
    size_t count;              /* of monetary units at most the size: a large amount is hit more than once */
    struct sample_stratum *strata; /* owned; ascending by region */
    size_t stratum_count;
    int64_t start; /* monetary units: U, the number from the seed, below the frame's total */
};

#define SCOPED_SAMPLE __attribute__((cleanup(sample_free)))
/* Puts the frame in the order of the draw. Errors: REFUSED when the frame has fewer payouts than the sample. */
const struct error *sample_draw(const struct sample_request *request, struct sample_frame *frame, struct drawn_sample *out);
void sample_free(struct drawn_sample *sample); /* takes a zeroed one */

/* The payouts of the universe by what became of them: what is in the frame, and why the others are not. */
enum sample_fate {
    SAMPLE_CANCELLED,
    SAMPLE_REPAID, /* bounced, paid once more by another payout */
    SAMPLE_KOMITMEN,
    SAMPLE_DALAM_PROSES,
    SAMPLE_TERSALUR,
    SAMPLE_RETUR,
    SAMPLE_SETOR_KEMBALI,
    SAMPLE_NOTHING_LEFT, /* in the population's account, and nothing of its amount is */
    SAMPLE_FATES
};

struct sample_universe {
    struct {
        int64_t payouts;
        struct money amount; /* as it was granted */
        struct money net;    /* without what is in the treasury again */
    } fates[SAMPLE_FATES];
    enum sample_fate drawn_from;
    struct money largest; /* amount in the frame */
};

/* komitmen, dalam-proses, tersalur and retur: elsewhere nobody has money. */
bool sample_may_be_of(enum account account);
/* The payouts of a year (0 = all) whose money is where the request says. */
const struct error *sample_frame_read(struct store *store, int year, const struct sample_request *request, struct sample_frame *frame,
                                      struct sample_universe *universe_out);

#endif
