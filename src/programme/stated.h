/* stated: what the text of a version of the rules states, in tables that SQL can ask: amounts, limits, the deadline of reports of use.
 *
 * Law: the text is what counts; the tables follow from it and are compared with it by `verify`. A limit is a span that a rule asks one
 * number or day of the application to lie in, whatever else is so; a condition that says less simply gives none. */
#ifndef PROGRAMME_STATED_H
#define PROGRAMME_STATED_H

#include "programme/programme.h"

const struct error *stated_store(struct store *store, int64_t version, const struct programme *programme);
/* Errors: UNVERIFIED when the tables say of the version anything else. */
const struct error *stated_verify(struct store *store, int64_t version, const struct programme *programme);
/* Errors: UNVERIFIED for rows of no version. */
const struct error *stated_verify_whole(struct store *store);

#endif
