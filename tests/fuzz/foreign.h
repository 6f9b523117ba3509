/* foreign: the input of a fuzz target as a file that the program can open. */
#ifndef FUZZ_FOREIGN_H
#define FUZZ_FOREIGN_H

#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "base/error.h"

/* The path of a file in memory that holds the bytes; the same file every time. */
static inline const char *foreign_file(const uint8_t *bytes, size_t length)
{
    static FILE *stream;
    static char path[64];
    if (stream == NULL) {
        stream = tmpfile();
        CHECK(stream != NULL);
        (void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fileno(stream));
    }
    CHECK(ftruncate(fileno(stream), 0) == 0);
    CHECK(pwrite(fileno(stream), bytes, length, 0) == (ssize_t)length);
    return path;
}

#endif
