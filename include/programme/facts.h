/* facts: what is known of applicants beside their own rows: grants of other years, families, exclusion lists.
 *
 * Law: facts are those of a place in the journal, so that a decision can be derived again later. */
#ifndef PROGRAMME_FACTS_H
#define PROGRAMME_FACTS_H

#include "programme/applicant.h"
#include "programme/bar.h"

/* Grants of other programme years. */
struct grants {
    int64_t count;
    struct money amount;
    int first_year;
};

struct history {
    struct number_set niks;  /* NIK -> place in items + 1 */
    struct number_set cards; /* the same of KK */
    struct grants *items;
    size_t count;
    size_t capacity;
};

#define SCOPED_HISTORY __attribute__((cleanup(history_free)))
/* Payouts of years before `year` whose money was committed, in process or paid before the journal's entry `before`; a bounced
 * one does not count. */
const struct error *history_load(struct store *store, int year, int64_t before, struct history *out);
/* The same of years after `year`, as of now: people who were served out of order. */
const struct error *history_load_later(struct store *store, int year, struct history *out);
void history_free(struct history *history); /* takes a zeroed one */

struct programme;

#define FAMILY_SUMS_MAX 4U

/* The applicants of a year that share a KK, those withdrawn left out. */
struct families {
    struct number_set cards; /* KK -> place in items + 1 */
    struct family {
        int64_t applicants;
        int64_t sums[FAMILY_SUMS_MAX]; /* by place in `fields`; -1 = a value is missing */
    } *items;
    size_t count;
    size_t capacity;
    enum field fields[FAMILY_SUMS_MAX];
    size_t field_count;
};

struct facts {
    int year;
    struct day reference_day;
    struct history history;
    struct families families; /* empty when no rule asks */
    struct bars bars;
    uint32_t list_bits[LISTS_MAX]; /* by the programme's list_names: which of the bars' lists it is */
};

#define SCOPED_FACTS __attribute__((cleanup(facts_free)))
/* What the programme's rules may ask, as it was before the journal's entry `before`. */
const struct error *facts_load(struct store *store, const struct programme *programme, int64_t before, struct facts *out);
void facts_free(struct facts *facts); /* takes a zeroed one */

/* NULL when there are none. */
const struct grants *history_find(const struct history *history, enum field field, int64_t number);
const struct family *families_find(const struct families *families, int64_t card);

#endif
