/* A transfer of a sending, as it is filled from the register. */
#ifndef PROGRAMME_TRANSFER_ORDER_H
#define PROGRAMME_TRANSFER_ORDER_H

#include "programme/batch.h"

/* The account and its bank's code, NULL when the bank is not known; without a name of the holder it is the person's. */
void transfer_order_take_account(struct transfer_order *order, struct text number, struct text holder, struct text name, struct text bank);

/* Count, sum and hash total of the orders. */
void sending_add_up(struct sending *sending);

#endif
