/* What sendings rested on, derived again: the accounts that were approved, and who had approved. */
#ifndef PROGRAMME_SENT_ACCOUNT_H
#define PROGRAMME_SENT_ACCOUNT_H

#include "store/store.h"

/* Each payout was sent to the account that the person had when the first officer approved the batch, enough of the approvers were not revoked before the
 * sending, and its accounts have its count, sum and hash total. Of a person who was erased since the account is not known any more. Errors: UNVERIFIED. */
const struct error *sent_accounts_verify(struct store *store);

#endif
