/* Other rules compared with those in force. */
#ifndef CLI_WHAT_IF_H
#define CLI_WHAT_IF_H

#include "command.h"
#include "programme/allocation.h"

/* The programme year of a file. Errors: FAILED, naming file, line and column. */
const struct error *what_if_read(const char *file, struct programme *out);

/* `check --what-if FILE` */
const struct error *what_if_check(const struct invocation *invocation, const char *file);

/* `disburse --dry-run --rules FILE`: the batch of the file's rules beside the present one. `work` must not be committed after. */
const struct error *what_if_disburse(const struct invocation *invocation, struct work *work, const struct programme *now, const struct allocation *present,
                                     const struct allocation_choice *choice, const char *file);

#endif
