/* What a user types about a sample of payouts. */
#ifndef CLI_SAMPLE_OPTIONS_H
#define CLI_SAMPLE_OPTIONS_H

#include "base/error.h"
#include "programme/sample.h"

struct sample_typed {
    char *size;
    char *seed;
    char *method;
    char *of;
};

/* out->size 0: no sample was asked for. Errors: USAGE. */
const struct error *sample_options_read(const struct sample_typed *typed, struct sample_request *out);

#endif
