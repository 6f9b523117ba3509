/* How `status --reconcile` is shown. */
#ifndef CLI_RECONCILE_OUTPUT_H
#define CLI_RECONCILE_OUTPUT_H

#include "command.h"

/* The year, or all years when it is 0. *status_out is 3 when a line is left that nothing explains. */
const struct error *reconcile_show(const struct invocation *invocation, struct store *store, int year, int *status_out);

#endif
