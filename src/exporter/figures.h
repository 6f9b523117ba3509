/* figures: what the books say of themselves: the state of the journal, and the numbers of each year.
 *
 * Law: the journal's last entry, decrees left aside, dates the papers, never the clock. */
#ifndef EXPORTER_FIGURES_H
#define EXPORTER_FIGURES_H

#include "layout.h"
#include "ledger/journal.h"
#include "store/query.h"

struct ledger_state {
    int64_t entries;
    char root[2 * DIGEST_BYTES + 1]; /* hexadecimal */
    char id[65];                     /* of the `ledger` entry */
    char day[11];                    /* that the papers are dated by */
    char last_day[11];               /* effective day of the last entry but decrees, whose day is their own */
    char at[32];                     /* UTC time of the last entry, as the entry has it */
    int64_t utc;                     /* the same in seconds */
    bool single_operator;
};

struct year_figures {
    int year;
    int64_t *value; /* owned; one for each control of the layout */
};

/* `as_of` NULL: dated by the last entry. */
const struct error *ledger_state_read(struct store *store, const struct day *as_of, struct ledger_state *out);
/* What the books say to each control of the layout. `year` 0 = all. Owner: the caller frees with figures_free. Errors: REFUSED when there is no such year. */
const struct error *figures_read(struct store *store, const struct layout *layout, int year, struct year_figures **out, size_t *count_out);
const struct error *programme_names(struct store *store, const struct year_figures *years, size_t count, struct buffer *out);
void figures_free(struct year_figures *years, size_t count);

#endif
