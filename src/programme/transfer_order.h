/* A transfer of a sending, as it is filled from the register. */
#ifndef PROGRAMME_TRANSFER_ORDER_H
#define PROGRAMME_TRANSFER_ORDER_H

#include "programme/batch.h"

/* The account and its bank's code, NULL when the bank is not known; without a name of the holder it is the person's. */
void transfer_order_take_account(struct transfer_order *order, struct text number, struct text holder, struct text name, struct text bank);

/* What a payout was entered with. */
struct transfer_row {
    int64_t payout_id;
    int64_t amount;
    int64_t position;  /* of the payout's entry */
    struct text entry; /* its text */
    struct text salt;  /* of the applicant's row */
};

/* No rupiah leaves on a row that was changed since its payout was entered, but by an amendment: the entry names the row's commitment and the
 * amount, and the amendments' entries what became of it. Errors: UNVERIFIED. */
const struct error *transfer_order_check_row(struct store *store, const struct applicant *applicant, const struct transfer_row *row);

/* Count, sum and hash total of the orders. */
void sending_add_up(struct sending *sending);

#endif
