/* figures: what the books say of themselves: the state of the journal, and the numbers of each year.
 *
 * Law: the journal's last entry dates the papers, never the clock. */
#ifndef EXPORTER_FIGURES_H
#define EXPORTER_FIGURES_H

#include "ledger/journal.h"
#include "store/query.h"

struct ledger_state {
    int64_t entries;
    char root[2 * DIGEST_BYTES + 1]; /* hexadecimal */
    char id[65];                     /* of the `ledger` entry */
    char day[11];                    /* effective day of the last entry */
    int64_t utc;                     /* its time */
    bool single_operator;
};

/* In the order of the columns of view sheet_ringkasan. */
enum figure {
    FIGURE_DPA,
    FIGURE_ANGGARAN,
    FIGURE_KOMITMEN,
    FIGURE_DALAM_PROSES,
    FIGURE_TERSALUR,
    FIGURE_RETUR,
    FIGURE_SETOR_KEMBALI,
    FIGURE_RECIPIENTS,
    FIGURE_APPLICANTS,
    FIGURE_ELIGIBLE,
    FIGURE_NEEDS_REVIEW,
    FIGURE_INELIGIBLE,
    FIGURE_SET_ASIDE,
    FIGURE_FILE_ROWS,
    FIGURE_ACCEPTED,
    FIGURE_UNCHANGED,
    FIGURE_CONFLICTING,
    FIGURE_REJECTED,
    FIGURE_COUNT
};

struct year_figures {
    int year;
    int64_t value[FIGURE_COUNT];
    uint32_t matrix_row; /* of its totals on the sheet "Matriks", from 0 */
};

const struct error *ledger_state_read(struct store *store, struct ledger_state *out);
/* `year` 0 = all. Owner: the caller frees *out. Errors: REFUSED when there is no such year. */
const struct error *figures_read(struct store *store, int year, struct year_figures **out, size_t *count_out);

#endif
