/* The ledger against checkpoints: those in FILE.d and those that were kept elsewhere. For `verify` and `witness check`. */
#ifndef CLI_VERIFY_AGAINST_H
#define CLI_VERIFY_AGAINST_H

#include "command.h"
#include "ledger/verification.h"

struct against {
    char **files;      /* notes, files of witnesses, receipts; ends in NULL; may be NULL */
    const char *paper; /* the short form; may be NULL */
    char *folder;      /* with the files that were taken in; may be NULL */
};

/* Everything: recomputed, then compared. Prints the result. Errors: UNVERIFIED. */
const struct error *verify_against(const struct invocation *invocation, const struct against *against, int *status_out);

#endif
