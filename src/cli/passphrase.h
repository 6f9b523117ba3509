/* Passphrases: from a file, or typed at the terminal without being shown; never from the command line or the environment. */
#ifndef CLI_PASSPHRASE_H
#define CLI_PASSPHRASE_H

#include "ledger/key.h"

/* `file` or NULL: asks at the terminal for the passphrase of `name`. `secret_out` is opened by the caller with secret_open. Errors: USAGE
 * when there is neither, FAILED when the file cannot be read. */
const struct error *passphrase_read(const char *file, const char *name, struct buffer *secret_out);
/* The same for a new key: at least 6 bytes; at the terminal it is typed twice. Errors: also REFUSED when it is too short. */
const struct error *passphrase_choose(const char *file, const char *name, struct buffer *secret_out);

#endif
