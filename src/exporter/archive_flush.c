/* libxlsxwriter writes each part to a temporary file, flushes it and reads it again to pack it. What fflush says of a disk that failed it
 * passes over; so this function of the same name, which a program may put in a shared library's place (as archive_level.c does),
 * listens. */
#include "archive_flush.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"

static bool listening;
static int failed;

void archive_flush_begin(void)
{
    listening = true;
    failed = 0;
}

int archive_flush_end(void)
{
    listening = false;
    return failed;
}

/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name): the library's name for it is reserved */
__attribute__((used, visibility("default"))) int fflush(FILE *file)
{
    union {
        void *address;
        int (*function)(FILE *);
    } library = { .address = dlsym(RTLD_NEXT, "fflush") };
    CHECK(library.address != NULL);
    int result = library.function(file);
    /* A write that failed before this one has left its mark, and may have left another errno. */
    if (listening && failed == 0 && (result != 0 || (file != NULL && ferror(file)))) {
        failed = result != 0 && errno != 0 ? errno : EIO;
    }
    return result;
}
