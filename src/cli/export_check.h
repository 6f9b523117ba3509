/* `export --check FILE`: whether this ledger issued a workbook, and which of its cells are other ones than the ledger's. */
#ifndef CLI_EXPORT_CHECK_H
#define CLI_EXPORT_CHECK_H

#include "command.h"

/* `template` NULL: the built-in layout. */
const struct error *export_check(const struct invocation *invocation, const char *path, const char *template, int *status_out);

#endif
