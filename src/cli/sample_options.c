#include "sample_options.h"

#include "base/language.h"
#include "command.h"

/* The seed is read off the sheet and typed again: what cannot be seen there must not be in it. */
static const struct error *check_seed(const char *seed)
{
    struct text text = text_of(seed);
    if (seed == NULL) {
        return error_new(ERROR_USAGE, _("--sample: --seed is missing; the auditor names it, so that the office cannot choose who is drawn"));
    }
    if (text.length == 0 || text.length > SAMPLE_SEED_MAX || text_control(text) != text.length || text_utf8_invalid(text) != text.length ||
        text_trim(text).length != text.length) {
        return error_new(ERROR_USAGE, _("--seed: expected 1 to %u bytes of text without control characters, no blank at either end"), SAMPLE_SEED_MAX);
    }
    return NULL;
}

const struct error *sample_options_read(const struct sample_typed *typed, struct sample_request *out)
{
    struct sample_request request = { .method = SAMPLE_SIMPLE, .of = ACCOUNT_TERSALUR };
    if (typed->size == NULL) {
        const char *lonely = typed->seed != NULL ? "--seed" : typed->method != NULL ? "--sample-method" : typed->of != NULL ? "--sample-of" : NULL;
        *out = request;
        return lonely == NULL ? NULL : error_new(ERROR_USAGE, _("%s is for --sample N"), lonely);
    }
    TRY(parse_count_option("--sample", typed->size, &request.size));
    if (request.size == 0 || request.size > SAMPLE_SIZE_MAX) {
        return error_new(ERROR_USAGE, _("--sample %s: expected a number of 1 to %lld"), typed->size, (long long)SAMPLE_SIZE_MAX);
    }
    TRY(check_seed(typed->seed));
    if (typed->method != NULL && !sample_method_parse(text_of(typed->method), &request.method)) {
        return error_new(ERROR_USAGE, _("--sample-method %s: simple, stratified or monetary"), shown_text(text_of(typed->method)));
    }
    if (typed->of != NULL && (!account_parse(text_of(typed->of), &request.of) || !sample_may_be_of(request.of))) {
        return error_new(ERROR_USAGE, _("--sample-of %s: komitmen, dalam-proses, tersalur or retur"), shown_text(text_of(typed->of)));
    }
    request.seed = text_of(typed->seed);
    *out = request;
    return NULL;
}
