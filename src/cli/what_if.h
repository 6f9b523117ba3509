/* Other rules compared with those in force. */
#ifndef CLI_WHAT_IF_H
#define CLI_WHAT_IF_H

#include "command.h"

/* The programme year of a file. Errors: FAILED, naming file, line and column. */
const struct error *what_if_read(const char *file, struct programme *out);

/* `check --what-if FILE` */
const struct error *what_if_check(const struct invocation *invocation, const char *file);

#endif
