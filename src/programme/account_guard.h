/* Accounts that must not be paid without a person's eye: one account for several people, and another person's name on it. */
#ifndef PROGRAMME_ACCOUNT_GUARD_H
#define PROGRAMME_ACCOUNT_GUARD_H

#include "programme/bar.h"
#include "programme/batch.h"

/* Holds back orders whose account, but for zeros in front, is also that of somebody else who has a grant of the year, got one in any year, is withdrawn or
 * on an exclusion list; of an earlier version of that person too, unless an officer decided whose it is. Looks through the
 * whole register: accounts have no index. */
const struct error *account_guard(struct store *store, const struct bars *bars, struct sending *sending);

/* An officer changed the applicant's account, with a reason: the last word on it is not a file's. */
const struct error *account_was_typed(struct store *store, int64_t applicant_id, bool *out);

#endif
