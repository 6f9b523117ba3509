/* A batch has the people and the amount that it names: what an approval and a sending rely on. */
#ifndef PROGRAMME_BATCH_WHOLE_H
#define PROGRAMME_BATCH_WHOLE_H

#include "base/error.h"
#include "store/store.h"

/* Errors: UNVERIFIED when its payouts are others. A batch that is not there passes. */
const struct error *batch_check_whole(struct store *store, int64_t batch_id);

#endif
