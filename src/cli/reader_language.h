/* The reader's language. */
#ifndef CLI_READER_LANGUAGE_H
#define CLI_READER_LANGUAGE_H

#include "base/error.h"

/* `lang` is "id", "en" or NULL for the environment's. Errors: USAGE for another language. */
const struct error *reader_language_choose(const char *lang);

#endif
