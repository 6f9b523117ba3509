/* simulation: everybody of a year judged by other rules beside those in force; nothing is stored.
 *
 * Law: both sides are judged over the same rows and facts, in one walk, by the code that makes the stored decisions. */
#ifndef PROGRAMME_SIMULATION_H
#define PROGRAMME_SIMULATION_H

#include "programme/allocation.h"
#include "programme/eligibility.h"

/* Rupiah are what the eligible would get, before quota and budget. */
struct simulation_side {
    int64_t eligible;
    int64_t needs_review;
    int64_t ineligible;
    struct money amount;
};

/* The same of a category or a kabupaten/kota, and who changes sides. */
struct simulation_group {
    int code; /* enum category, or region code */
    struct simulation_side now;
    struct simulation_side then;
    int64_t gaining; /* become eligible */
    int64_t losing;  /* were eligible */
};

struct simulation_change {
    struct nik nik;
    enum category category;
    int kabkota;
    enum decision_status now;
    enum decision_status then;
    struct buffer reasons; /* codes of what keeps the person out on the side where he is not eligible */
};

#define SIMULATION_CHANGES_MAX 1000U

struct simulation {
    struct simulation_group all;
    struct simulation_group categories[CATEGORY_COUNT]; /* by enum category - 1 */
    struct simulation_group *regions;                   /* ascending codes; owned */
    size_t region_count;
    struct simulation_change *changes; /* in the order of the register; the first SIMULATION_CHANGES_MAX; owned */
    size_t change_count;
    int64_t changes_omitted;
};

#define SCOPED_SIMULATION __attribute__((cleanup(simulation_free)))
/* Errors: FAILED when the two are of different years. */
const struct error *simulation_run(struct store *store, const struct programme *now, const struct programme *then, struct simulation *out);
/* The batch that other rules would make beside the one that those in force would: `present` is what allocation_run gave for
 * them. `eligible` counts recipients, `amount` is theirs, the rest is 0; a change's reasons are the limit that stops the person.
 * The other rules are recorded and judged in the journal's transaction: the caller must roll it back. */
const struct error *simulation_allocate(struct journal *journal, const struct programme *now, const struct allocation *present, const struct programme *then,
                                        const struct allocation_choice *choice, struct simulation *out);
void simulation_free(struct simulation *simulation); /* takes a zeroed one */

#endif
