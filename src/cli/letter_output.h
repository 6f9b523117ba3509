/* The letter of `explain NIK --letter`. */
#ifndef CLI_LETTER_OUTPUT_H
#define CLI_LETTER_OUTPUT_H

#include "explained.h"

/* Composes the letter, of the built-in template when `template` is NULL, and writes it when there is a path. */
const struct error *letter_output(const struct invocation *invocation, struct day day, const char *template, const char *path, struct explained *explained);

#endif
