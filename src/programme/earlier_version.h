/* Earlier versions of applicants, for a file that says what an applicant's row said before it was amended. */
#ifndef PROGRAMME_EARLIER_VERSION_H
#define PROGRAMME_EARLIER_VERSION_H

#include "base/number_set.h"
#include "ledger/journal.h"
#include "programme/applicant.h"

/* Adds the NIKs of earlier versions to those of the year's applicants; *any_out: there are some. */
const struct error *earlier_versions_load(struct store *store, int year, struct number_set *niks, bool *any_out);

/* Whether an earlier version with this NIK says just the same. */
const struct error *earlier_version_says(struct store *store, int year, struct nik nik, struct text canonical, bool *out);

/* The applicant who has the NIK now; 0 when it is only one that was corrected. */
const struct error *earlier_version_owner(struct store *store, int year, struct nik nik, uint32_t *out);

#endif
