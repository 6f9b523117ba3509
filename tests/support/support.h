/* support: what every unit test needs: cmocka, a folder to write in, and the two ways a call can end.
 *
 * Law: a test leaves nothing behind. */
#ifndef SUPPORT_SUPPORT_H
#define SUPPORT_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/text.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

/* The call gives no error; says the message when it does. */
#define SUCCEEDS(call) \
    do { \
        const struct error *error_ = (call); \
        if (error_ != NULL) { \
            fail_msg("%s: %s", #call, error_->message); \
        } \
    } while (0)

/* The call gives an error of this kind whose message has this part. */
#define REFUSES(call, expected_kind, part) \
    do { \
        const struct error *error_ = (call); \
        if (error_ == NULL) { \
            fail_msg("%s: was not refused", #call); \
        } else if (error_->kind != (expected_kind) || strstr(error_->message, part) == NULL) { \
            fail_msg("%s: kind %d, expected %d with \"%s\": %s", #call, (int)error_->kind, (int)(expected_kind), part, \
                     error_->message); \
        } \
    } while (0)

#define assert_text(actual, expected) \
    do { \
        struct text actual_ = (actual); \
        struct text expected_ = text_of(expected); \
        if (!text_equal(actual_, expected_)) { \
            fail_msg("\"%.*s\", expected \"%.*s\"", TEXT_ARG(actual_), TEXT_ARG(expected_)); \
        } \
    } while (0)

/* A folder of this program's own, below $TMPDIR or /tmp. */
static char scratch_folder[256];

static inline int scratch_open(void **state)
{
    (void)state;
    const char *parent = getenv("TMPDIR");
    (void)snprintf(scratch_folder, sizeof(scratch_folder), "%s/dumisake-test-XXXXXX", parent == NULL ? "/tmp" : parent);
    return mkdtemp(scratch_folder) == NULL ? -1 : 0;
}

/* Files in the scratch folder. */
static inline int scratch_count(void)
{
    int count = 0;
    DIR *folder = opendir(scratch_folder);
    assert_non_null(folder);
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 ? 1 : 0;
    }
    (void)closedir(folder);
    return count;
}

/* Removes what is in the folder; `deeper` folders deep. */
static inline int folder_clear(const char *path, int deeper)
{
    char name[900];
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return -1;
    }
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (snprintf(name, sizeof(name), "%s/%s", path, entry->d_name) < (int)sizeof(name) && strcmp(entry->d_name, ".") != 0 &&
            strcmp(entry->d_name, "..") != 0 && remove(name) != 0 && deeper > 0) {
            (void)folder_clear(name, deeper - 1);
            (void)remove(name);
        }
    }
    (void)closedir(folder);
    return 0;
}

static inline int scratch_clear(void **state)
{
    (void)state;
    return folder_clear(scratch_folder, 1);
}

static inline int scratch_close(void **state)
{
    return scratch_clear(state) == 0 && rmdir(scratch_folder) == 0 ? 0 : -1;
}

/* The path of `name` in the scratch folder; of four names at a time. */
static inline const char *scratch(const char *name)
{
    static char paths[4][600];
    static unsigned turn;
    char *path = paths[turn++ % 4];
    (void)snprintf(path, sizeof(paths[0]), "%s/%s", scratch_folder, name);
    return path;
}

static inline void file_write(const char *path, const char *bytes, size_t length)
{
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(bytes, 1, length, stream), length);
    assert_int_equal(fclose(stream), 0);
}

static inline void file_read(const char *path, struct buffer *out)
{
    char block[65536];
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    buffer_clear(out);
    for (size_t got = fread(block, 1, sizeof(block), stream); got > 0; got = fread(block, 1, sizeof(block), stream)) {
        buffer_add(out, (struct text){ block, got });
    }
    assert_int_equal(fclose(stream), 0);
}

static inline bool file_exists(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0;
}

/* A random sequence that is the same in every run: xorshift64*. */
static inline uint64_t sequence_next(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

#endif
