/* The one table of a payout's transitions: where its money may go from where it is. */
#ifndef PROGRAMME_PAYOUT_STATE_H
#define PROGRAMME_PAYOUT_STATE_H

#include "ledger/account.h"

/* Source: the money's states, docs/ledger.md. */
bool payout_may_move(enum account from, enum account to);

#endif
