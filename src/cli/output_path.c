/* The name of a file that is to be written, before anything is done. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "command.h"

/* The folder's true name, a slash and the last part: two names of one place become equal, also when the file is not there. */
static bool resolve(const char *path, struct buffer *out)
{
    const char *slash = strrchr(path, '/');
    struct buffer folder SCOPED_BUFFER = { 0 };
    buffer_add(&folder, slash == NULL ? TEXT(".") : (struct text){ path, (size_t)(slash - path) + 1 });
    char *real SCOPED_MEMORY = realpath(path, NULL); /* follows a link to the file itself */
    if (real == NULL) {
        real = realpath(buffer_string(&folder), NULL);
        if (real == NULL) {
            return false;
        }
        buffer_format(out, "%s/%s", real, slash == NULL ? path : slash + 1);
        return true;
    }
    buffer_add_string(out, real);
    return true;
}

/* In the folder of the ledger's keys and checkpoints, where an older checkpoint is worth more than whatever takes its name. */
static bool lies_beside(const char *ledger, struct text output)
{
    struct buffer folder SCOPED_BUFFER = { 0 };
    buffer_format(&folder, "%s.d", ledger);
    char *real SCOPED_MEMORY = realpath(buffer_string(&folder), NULL);
    if (real == NULL) {
        return false;
    }
    buffer_clear(&folder);
    buffer_format(&folder, "%s/", real);
    return text_starts_with(output, buffer_text(&folder));
}

const struct error *output_path_check(const struct globals *globals, const char *path)
{
    static const char *const parts[] = { "", "-wal", "-shm", "-journal", "-scrub" };
    struct buffer ledger SCOPED_BUFFER = { 0 };
    struct buffer output SCOPED_BUFFER = { 0 };
    if (!resolve(ledger_path(globals), &ledger) || !resolve(path, &output)) {
        return NULL; /* no such folder: opening it says so */
    }
    if (lies_beside(ledger_path(globals), buffer_text(&output)) || lies_beside(ledger.bytes, buffer_text(&output))) {
        return error_new(ERROR_USAGE, _("%s: lies among the keys and checkpoints of the ledger; name another place"), path);
    }
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        struct buffer part SCOPED_BUFFER = { 0 };
        buffer_format(&part, "%s%s", ledger.bytes, parts[i]);
        if (text_equal(buffer_text(&part), buffer_text(&output))) {
            return error_new(ERROR_USAGE, _("%s: is the ledger; name another file to write to"), path);
        }
    }
    return NULL;
}

const struct error *output_path_check_kind(const char *path, const char *beginning)
{
    struct buffer start SCOPED_BUFFER = { 0 };
    if (file_read_start(path, strlen(beginning), &start) != NULL) {
        return NULL; /* not there, or output_open says why */
    }
    if (start.length > 0 && !text_equal(buffer_text(&start), text_of(beginning))) {
        return error_new(ERROR_FAILED, _("%s: exists already and was not written by this command; name another file"), path);
    }
    return NULL;
}
