/* Who comes before whom. */
#ifndef PROGRAMME_ALLOCATION_ORDER_H
#define PROGRAMME_ALLOCATION_ORDER_H

#include "programme/allocation.h"

/* Sorts the candidates: first who stands in line, then by programme->order. Errors: REFUSED when the lottery is not drawn. */
const struct error *allocation_order_apply(struct store *store, const struct programme *programme, struct allocation *allocation);

#endif
