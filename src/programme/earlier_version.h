/* Earlier versions of applicants, for a file that says what an applicant's row said before it was amended. */
#ifndef PROGRAMME_EARLIER_VERSION_H
#define PROGRAMME_EARLIER_VERSION_H

#include "ledger/journal.h"
#include "programme/applicant.h"

/* Whether any applicant of the year was amended. */
const struct error *earlier_versions_any(struct store *store, int year, bool *out);

/* Whether an earlier version with this NIK says just the same. */
const struct error *earlier_version_says(struct store *store, int year, struct nik nik, struct text canonical, bool *out);

#endif
