/* amend: corrections of an applicant as they are typed, FIELD=VALUE, read as cells of a file are.
 *
 * Law: a value with an error changes nothing; an empty VALUE empties a field that may be empty. */
#ifndef IMPORTER_AMEND_H
#define IMPORTER_AMEND_H

#include "base/finding.h"
#include "programme/amendment.h"

struct amend_result {
    struct nik nik; /* as it is now */
    bool recorded;  /* false: the register says this already, nothing was changed */
    struct field_changes changes;
    struct findings findings; /* warnings; their column is the number of the --set */
};

void amend_result_free(struct amend_result *result); /* takes a zeroed one */

/* `settings` ends in NULL. Errors: FAILED when nobody has the NIK, USAGE for a setting that is none, REFUSED for a value with an
 * error, and as amendment_record. */
const struct error *amend_applicant(struct journal *journal, const struct programme *programme, struct nik nik, const char *const *settings,
                                    struct text reason, struct amend_result *out);

#endif
