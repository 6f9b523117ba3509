#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/language.h"
#include "base/leftover.h"
#include "base/memory.h"

const struct error *file_open_input(const char *path, int *fd_out, int64_t *bytes_out)
{
    struct stat status;
    /* O_NONBLOCK: opening a FIFO without a writer would wait for ever. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        return error_errno(_("%s: cannot be opened"), path);
    }
    if (fstat(fd, &status) != 0) {
        const struct error *error = error_errno(_("%s: cannot be read"), path);
        (void)close(fd);
        return error;
    }
    if (!S_ISREG(status.st_mode)) {
        (void)close(fd);
        return S_ISDIR(status.st_mode)
                   ? error_new(ERROR_FAILED, _("%s: is a folder; name the file in it"), path)
                   : error_new(ERROR_FAILED, _("%s: is not an ordinary file; save it as a file first"), path);
    }
    *fd_out = fd;
    *bytes_out = (int64_t)status.st_size;
    return NULL;
}

/* `whole_wanted`: the file must not go on beyond the limit. */
static const struct error *read_up_to(const char *path, size_t limit, bool whole_wanted, struct buffer *out)
{
    int fd;
    int64_t bytes;
    struct buffer whole SCOPED_BUFFER = { 0 };
    TRY(file_open_input(path, &fd, &bytes));
    const struct error *error = NULL;
    char chunk[16384];
    for (;;) {
        ssize_t got = read(fd, chunk, sizeof(chunk));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            error = error_errno(_("%s: cannot be read"), path);
        }
        if (got <= 0) {
            break;
        }
        if (whole.length + (size_t)got > limit && !whole_wanted) {
            buffer_add(&whole, (struct text){ chunk, limit - whole.length });
            break;
        }
        if (whole.length + (size_t)got > limit) {
            error = error_new(ERROR_FAILED, _("%s: is larger than the %zu bytes expected of such a file"), path, limit);
            break;
        }
        buffer_add(&whole, (struct text){ chunk, (size_t)got });
    }
    (void)close(fd);
    if (error == NULL) {
        buffer_add(out, buffer_text(&whole));
    }
    return error;
}

const struct error *file_read_all(const char *path, size_t limit, struct buffer *out)
{
    return read_up_to(path, limit, true, out);
}

const struct error *file_read_start(const char *path, size_t limit, struct buffer *out)
{
    return read_up_to(path, limit, false, out);
}

static char *copy_string(const char *string)
{
    size_t size = strlen(string) + 1;
    char *copy = memory_new(size);
    memcpy(copy, string, size);
    return copy;
}

const struct error *output_open(const char *path, struct output *out)
{
    struct stat status;
    if (lstat(path, &status) == 0 && !S_ISREG(status.st_mode)) {
        return error_new(ERROR_FAILED, _("%s: exists and is not an ordinary file; choose another name"), path);
    }
    struct buffer name = { 0 };
    buffer_add_string(&name, path);
    int fd = leftover_make_file(&name);
    if (fd < 0) {
        const struct error *error = error_errno(_("%s: cannot be created in that folder"), path);
        buffer_free(&name);
        return error;
    }
    out->path = copy_string(path);
    out->temporary = name.bytes;
    out->stream = fdopen(fd, "w+b");
    CHECK(out->stream != NULL);
    return NULL;
}

const struct error *file_sync_folder(const char *path)
{
    struct buffer folder SCOPED_BUFFER = { 0 };
    const char *slash = strrchr(path, '/');
    buffer_add(&folder, slash == NULL ? TEXT(".") : (struct text){ path, (size_t)(slash - path) + 1 });
    int fd = open(buffer_string(&folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) { /* one that may be written and not be read: nobody can ask */
        return errno == EACCES ? NULL : error_errno(_("%s: the disk does not say that it keeps the names in this folder"), folder.bytes);
    }
    bool known = fsync(fd) == 0 || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP;
    const struct error *error = known ? NULL : error_errno(_("%s: the disk does not say that it keeps the names in this folder"), folder.bytes);
    (void)close(fd);
    return error;
}

/* `there` is open, of so many bytes. */
static bool has_bytes_of(int there, int64_t bytes, FILE *stream)
{
    char one[8192];
    char other[sizeof(one)];
    struct stat status;
    if (fstat(fileno(stream), &status) != 0 || (int64_t)status.st_size != bytes) {
        return false;
    }
    for (int64_t at = 0; at < bytes;) {
        ssize_t got = pread(there, one, sizeof(one), (off_t)at);
        if (got <= 0 || pread(fileno(stream), other, (size_t)got, (off_t)at) != got || memcmp(one, other, (size_t)got) != 0) {
            return false;
        }
        at += got;
    }
    return true;
}

const struct error *output_differs(struct output *output, bool *out)
{
    int there;
    int64_t bytes;
    *out = false;
    if (fflush(output->stream) != 0 || ferror(output->stream)) {
        return error_errno(_("%s: cannot be written"), output->path);
    }
    if (access(output->path, F_OK) != 0) {
        return NULL;
    }
    TRY(file_open_input(output->path, &there, &bytes));
    *out = !has_bytes_of(there, bytes, output->stream);
    (void)close(there);
    return NULL;
}

const struct error *output_write(struct output *output, struct text secret)
{
    return setvbuf(output->stream, NULL, _IONBF, 0) == 0 && fwrite(secret.bytes, 1, secret.length, output->stream) == secret.length
               ? NULL
               : error_errno(_("%s: cannot be written"), output->path);
}

static const struct error *finish_writing(struct output *output)
{
    if (output->finished) {
        return NULL;
    }
    if (fflush(output->stream) != 0 || ferror(output->stream) || fsync(fileno(output->stream)) != 0) {
        return error_errno(_("%s: cannot be written"), output->path);
    }
    output->finished = true;
    return NULL;
}

/* The disk may do what it reports as failed: what has the name is then the very file that was to have it. */
static bool has_name(const struct output *output)
{
    struct stat there;
    struct stat made;
    return lstat(output->path, &there) == 0 && fstat(fileno(output->stream), &made) == 0 && there.st_dev == made.st_dev && there.st_ino == made.st_ino;
}

/* A name that nobody vouches for is taken back where no other file had it. */
static const struct error *sync_name(struct output *output, bool replaced)
{
    const struct error *error = file_sync_folder(output->path);
    if (error != NULL && !replaced) {
        (void)unlink(output->path);
    }
    return error;
}

static const struct error *put_in_place(struct output *output)
{
    struct stat status;
    bool replaced = lstat(output->path, &status) == 0;
    if (rename(output->temporary, output->path) != 0) {
        const struct error *error = error_errno(_("%s: cannot be put in place"), output->path);
        if (!has_name(output)) {
            return error;
        }
    }
    output->temporary[0] = '\0';
    TRY(sync_name(output, replaced));
    output_drop(output);
    return NULL;
}

const struct error *output_finish(struct output *output)
{
    TRY(finish_writing(output));
    return file_sync_folder(output->temporary);
}

const struct error *output_keep(struct output *output)
{
    TRY(finish_writing(output));
    return put_in_place(output);
}

const struct error *output_keep_new(struct output *output)
{
    struct stat status;
    TRY(finish_writing(output));
    /* A second name for the file is refused when the name is taken, whoever was faster. */
    if (link(output->temporary, output->path) == 0 || has_name(output)) {
        TRY(sync_name(output, false)); /* before the first one goes: the disk may forget the two in any order */
        output_drop(output);
        return NULL;
    }
    if (errno == EEXIST || lstat(output->path, &status) == 0) {
        return error_new(ERROR_FAILED, _("%s: exists already and is not replaced; name another file"), output->path);
    }
    return put_in_place(output); /* a file system without second names, as on many sticks */
}

void output_drop(struct output *output)
{
    if (output->stream != NULL) {
        (void)fclose(output->stream);
    }
    if (output->temporary != NULL && output->temporary[0] != '\0') {
        (void)unlink(output->temporary);
    }
    memory_free(output->path);
    memory_free(output->temporary);
    *output = (struct output){ 0 };
}
