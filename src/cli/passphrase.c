#include "passphrase.h"

#include <assert.h>
#include <bsd/readpassphrase.h>

#include "base/language.h"

enum { PASSPHRASE_LEAST = 6, PASSPHRASE_MOST = 1024 }; /* bytes */

static const struct error *ask(const char *question, const char *name, struct buffer *secret)
{
    struct buffer prompt SCOPED_BUFFER = { 0 };
    buffer_format(&prompt, "%s %s: ", question, name);
    assert(secret->capacity > PASSPHRASE_MOST);
    /* Broken off by a signal it gives the terminal back as it was. */
    if (readpassphrase(prompt.bytes, secret->bytes, PASSPHRASE_MOST + 1, RPP_REQUIRE_TTY) == NULL) {
        return error_new(ERROR_USAGE, _("the passphrase of %s is asked for at a terminal, and there is none: --passphrase-file FILE"), name);
    }
    secret->length = strlen(secret->bytes);
    return secret->length > 0 ? NULL : error_new(ERROR_USAGE, _("the passphrase of %s was not typed"), name);
}

static const struct error *read_file(const char *file, struct buffer *secret)
{
    TRY(secret_read(file, secret));
    while (secret->length > 0 && (secret->bytes[secret->length - 1] == '\n' || secret->bytes[secret->length - 1] == '\r')) {
        secret->length -= 1;
    }
    if (secret->length == 0 || secret->length > PASSPHRASE_MOST || memchr(secret->bytes, '\n', secret->length) != NULL) {
        return error_new(ERROR_FAILED, _("%s: expected one line with a passphrase"), file);
    }
    return NULL;
}

const struct error *passphrase_read(const char *file, const char *name, struct buffer *secret_out)
{
    return file != NULL ? read_file(file, secret_out) : ask(_("Passphrase of"), name, secret_out);
}

const struct error *passphrase_choose(const char *file, const char *name, struct buffer *secret_out)
{
    struct buffer again SCOPED_SECRET = { 0 };
    TRY(file != NULL ? read_file(file, secret_out) : ask(_("New passphrase of"), name, secret_out));
    if (secret_out->length < PASSPHRASE_LEAST) {
        return error_new(ERROR_REFUSED, _("the passphrase of %s is too short: at least %d letters, better several words"), name, PASSPHRASE_LEAST);
    }
    if (file == NULL) {
        secret_open(&again);
        TRY(ask(_("Once more, of"), name, &again));
        if (!text_equal(buffer_text(secret_out), buffer_text(&again))) {
            return error_new(ERROR_USAGE, _("the two passphrases of %s differ"), name);
        }
    }
    return NULL;
}
