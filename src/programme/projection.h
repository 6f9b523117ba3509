/* Tables that are projections of journal entries: each row against the entry that made it. */
#ifndef PROGRAMME_PROJECTION_H
#define PROGRAMME_PROJECTION_H

#include "ledger/journal.h"
#include "programme/entry_form.h"
#include "store/query.h"

#define PROJECTION_COUNT 32

/* The amendment that kept the version of applicant `a` which stood at that position; NULL: the version that stands now. */
#define VERSION_AFTER(position) \
    "(SELECT v.id FROM amendment AS v WHERE v.applicant_id = a.id AND v.position > " position " ORDER BY v.id LIMIT 1)"

struct projections {
    int64_t entries[PROJECTION_COUNT]; /* seen in the journal, by type */
    int last;                          /* the one that the entry before was of */
};

/* Compares the row that the entry made. Entries of other floors' types pass. */
const struct error *projection_check(struct store *store, struct projections *projections, int64_t position, const struct entry_lines *entry);
/* No table has a row more than there are entries. */
const struct error *projections_check_counts(struct store *store, const struct projections *projections);

#endif
