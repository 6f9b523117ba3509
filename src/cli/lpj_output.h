/* How `lpj --overdue` is shown. */
#ifndef CLI_LPJ_OUTPUT_H
#define CLI_LPJ_OUTPUT_H

#include "command.h"
#include "programme/lpj_overdue.h"

/* The years that were asked for, one after another; with --json one object. */
void lpj_overdue_show(const struct invocation *invocation, const struct lpj_overview *overviews, size_t count);

#endif
