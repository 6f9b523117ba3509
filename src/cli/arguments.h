/* What the user typed: global options, the command, its options and arguments, in any order. */
#ifndef CLI_ARGUMENTS_H
#define CLI_ARGUMENTS_H

#include "command.h"

/* Options of every command. */
extern struct poptOption global_options[];
extern struct globals globals;

/* Ends with NULL. */
extern const struct command *const commands[];

/* Finds the command, then parses the options into `globals` and the command's own variables. `invocation->command` is NULL
 * when no command was typed. Errors: USAGE. */
const struct error *arguments_parse(int count, const char **words, struct invocation *out);
void arguments_free(void);

void help_print(const struct command *command); /* NULL: the program's */

#endif
