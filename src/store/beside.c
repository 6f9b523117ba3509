/* SQLite's own files beside a ledger, before SQLite opens them. Whoever hands a ledger over may have made them. */
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/language.h"
#include "base/memory.h"
#include "store_internal.h"

static uint32_t number_at(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* A rollback journal may end in the name of a file that ties the journals of several databases together. SQLite reads that file and, when no
 * journal belongs to it, deletes it: any file that the reader may delete. A ledger is one database, its journal names none. */
static bool names_a_file(int journal, int64_t bytes)
{
    static const unsigned char magic[] = { 0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7 };
    enum { TRAILER = 16, NAME_MOST = PATH_MAX };
    unsigned char trailer[TRAILER];
    unsigned char name[NAME_MOST];
    if (bytes < TRAILER || pread(journal, trailer, TRAILER, (off_t)(bytes - TRAILER)) != TRAILER || memcmp(trailer + 8, magic, sizeof(magic)) != 0) {
        return false;
    }
    uint32_t length = number_at(trailer);
    uint32_t sum = number_at(trailer + 4);
    if (length == 0 || length > NAME_MOST || (int64_t)length > bytes - TRAILER || pread(journal, name, length, (off_t)(bytes - TRAILER - length)) != (ssize_t)length) {
        return false; /* SQLite takes it for none either */
    }
    for (uint32_t i = 0; i < length; i++) {
        sum -= name[i] < 0x80 ? name[i] : name[i] - 0x100U;
    }
    return sum == 0;
}

static const struct error *check_journal(const char *name, int64_t bytes)
{
    int fd = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0) {
        return NULL; /* gone, or SQLite says why */
    }
    bool names = names_a_file(fd, bytes);
    (void)close(fd);
    return names ? error_new(ERROR_UNVERIFIED, _("%s: names another file, which would be deleted; dumisake writes no such journal, somebody else made it. Restore a backup"), name) : NULL;
}

const struct error *beside_check(const char *path)
{
    static const char *const parts[] = { "-journal", "-wal", "-shm" };
    char *real SCOPED_MEMORY = realpath(path, NULL); /* where SQLite looks, too */
    for (size_t i = 0; real != NULL && i < sizeof(parts) / sizeof(parts[0]); i++) {
        struct buffer name SCOPED_BUFFER = { 0 };
        struct stat status;
        buffer_format(&name, "%s%s", real, parts[i]);
        if (lstat(buffer_string(&name), &status) != 0) {
            continue;
        }
        if (!S_ISREG(status.st_mode) || status.st_nlink > 1) { /* opening a pipe waits for ever, and a second name is another file overwritten */
            return error_new(ERROR_FAILED, _("%s: is not an ordinary file of one name, as SQLite makes it beside a ledger; take it away, then run `dumisake verify`"), name.bytes);
        }
        TRY(i == 0 ? check_journal(name.bytes, (int64_t)status.st_size) : NULL);
    }
    return NULL;
}
