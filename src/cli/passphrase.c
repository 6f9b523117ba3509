#include "passphrase.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

#include "base/language.h"

enum { PASSPHRASE_LEAST = 6, PASSPHRASE_MOST = 1024 }; /* bytes */

/* One line of the terminal, which does not show it. False at its end or when it cannot be read. */
static bool read_line(int terminal, struct buffer *secret)
{
    char byte;
    for (;;) {
        ssize_t got = read(terminal, &byte, 1);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got != 1) {
            return secret->length > 0;
        }
        if (byte == '\n' || byte == '\r') {
            return true;
        }
        if (secret->length < PASSPHRASE_MOST) {
            buffer_add_byte(secret, byte);
        }
    }
}

static bool ask_silently(int terminal, struct buffer *secret)
{
    struct termios shown;
    if (tcgetattr(terminal, &shown) != 0) {
        return false;
    }
    struct termios hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
    bool read = tcsetattr(terminal, TCSAFLUSH, &hidden) == 0 && read_line(terminal, secret);
    (void)tcsetattr(terminal, TCSAFLUSH, &shown);
    (void)dprintf(terminal, "\n");
    return read;
}

static const struct error *ask(const char *question, const char *name, struct buffer *secret)
{
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal < 0) {
        return error_new(ERROR_USAGE, _("the passphrase of %s is asked for at a terminal, and there is none: --passphrase-file FILE"), name);
    }
    (void)dprintf(terminal, "%s %s: ", question, name);
    bool read = ask_silently(terminal, secret);
    (void)close(terminal);
    return read ? NULL : error_new(ERROR_USAGE, _("the passphrase of %s was not typed"), name);
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
