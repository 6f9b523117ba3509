/* file: foreign files in, our files out, all or nothing.
 *
 * Law: an output appears under its name only when it is whole and on the disk. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdio.h>

#include "base/error.h"
#include "base/text.h"

/* Opens a regular file that a person handed in. Errors: missing, a directory, a device or pipe, not readable. */
const struct error *file_open_input(const char *path, int *fd_out, int64_t *bytes_out);

/* The first bytes of a file, at most `limit`. */
const struct error *file_read_start(const char *path, size_t limit, struct buffer *out);

/* The whole of a small file, at most `limit` bytes. */
const struct error *file_read_all(const char *path, size_t limit, struct buffer *out);

/* The folder of `path` to the disk: a file that was made in it stays. Errors: the disk failed; a file system that does not know the question is none. */
const struct error *file_sync_folder(const char *path);

/* An output in the making: a temporary file (mode 0600, base/leftover.h) beside its final name. */
struct output {
    char *path;      /* final name, owned */
    char *temporary; /* owned; "" once kept or dropped */
    FILE *stream;
    bool finished;
};

#define SCOPED_OUTPUT __attribute__((cleanup(output_drop)))

const struct error *output_open(const char *path, struct output *out);
/* The whole of it at once, and of what is written no copy stays in memory. */
const struct error *output_write(struct output *output, struct text secret);
/* A file of that name is there already, and says something else. Errors: one of the two cannot be read. */
const struct error *output_differs(struct output *output, bool *out);
/* Flushes and syncs the file, and its folder: whole on the disk under the temporary name, and kept by the name alone. Nothing is written after it. */
const struct error *output_finish(struct output *output);
/* Flushes, syncs, renames over the final name, syncs the folder. */
const struct error *output_keep(struct output *output);
/* The same, but never over another file. Errors: FAILED when one of that name is there. */
const struct error *output_keep_new(struct output *output);
/* Removes the temporary file unless it was kept; takes a zeroed one. */
void output_drop(struct output *output);

#endif
