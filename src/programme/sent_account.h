/* The accounts that sendings went to, derived again. */
#ifndef PROGRAMME_SENT_ACCOUNT_H
#define PROGRAMME_SENT_ACCOUNT_H

#include "store/store.h"

/* Each payout was sent to the account that the person had when the first officer approved the batch, where there was one then, and the accounts of a sending
 * have its count, sum and hash total. Of a person who was erased since the account is not known any more. Errors: UNVERIFIED. */
const struct error *sent_accounts_verify(struct store *store);

#endif
