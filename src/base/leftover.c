#include "base/leftover.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RANDOM_DIGITS = 12, CHECK_DIGITS = 8, TRIES = 100 };

/* Whoever tidies at this moment may hold the lock of a file that was just made, or have removed it already. */
static bool lock_new(int fd)
{
    struct stat status;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        return errno != EWOULDBLOCK; /* a file system without locks: there, nobody removes anything */
    }
    return fstat(fd, &status) == 0 && status.st_nlink > 0;
}

/* FNV-1a of the digits. */
static uint32_t check_of(const char digits[static RANDOM_DIGITS])
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < RANDOM_DIGITS; i++) {
        hash = (hash ^ (unsigned char)digits[i]) * 16777619U;
    }
    return hash;
}

/* False: errno says why. */
static bool add_name(struct buffer *name)
{
    uint64_t random;
    char digits[17];
    if (getrandom(&random, sizeof(random), 0) != (ssize_t)sizeof(random)) {
        return false;
    }
    (void)snprintf(digits, sizeof(digits), "%016llx", (unsigned long long)random);
    buffer_format(name, "%s%.*s%08x", LEFTOVER_MARK, (int)RANDOM_DIGITS, digits, (unsigned)check_of(digits));
    return true;
}

static void cut(struct buffer *name, size_t length)
{
    name->length = length;
    (void)buffer_string(name);
}

int leftover_make_file(struct buffer *name)
{
    size_t length = name->length;
    leftover_tidy(buffer_string(name));
    for (int tries = 1;; tries++) {
        int fd = add_name(name) ? open(name->bytes, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600) : -1;
        if (fd >= 0 && lock_new(fd)) {
            return fd;
        }
        int number = fd < 0 ? errno : EAGAIN;
        if (fd >= 0) {
            (void)close(fd);
            (void)unlink(name->bytes);
        }
        cut(name, length);
        if (fd < 0 || tries == TRIES) {
            errno = number;
            return -1;
        }
    }
}

int leftover_make_folder(struct buffer *name)
{
    size_t length = name->length;
    leftover_tidy(buffer_string(name));
    for (int tries = 1;; tries++) {
        bool made = add_name(name) && mkdir(name->bytes, 0700) == 0;
        int fd = made ? open(name->bytes, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
        if (fd >= 0 && lock_new(fd)) {
            return fd;
        }
        int number = errno;
        if (fd >= 0) {
            (void)close(fd);
        }
        if (made) {
            (void)rmdir(name->bytes);
        }
        cut(name, length);
        if (!made || tries == TRIES) {
            errno = number;
            return -1;
        }
    }
}

/* How long the temporary name is at the beginning of a file's name; 0: it has none. What SQLite lays beside such a file goes on after it. */
static size_t leftover_length(const char *name)
{
    const char *mark = strstr(name, LEFTOVER_MARK);
    if (mark == NULL || mark == name) {
        return 0;
    }
    const char *digits = mark + strlen(LEFTOVER_MARK);
    uint32_t check = 0;
    if (strspn(digits, "0123456789abcdef") < RANDOM_DIGITS + CHECK_DIGITS) {
        return 0;
    }
    for (size_t i = RANDOM_DIGITS; i < RANDOM_DIGITS + CHECK_DIGITS; i++) {
        check = check << 4 | (uint32_t)(digits[i] <= '9' ? digits[i] - '0' : digits[i] - 'a' + 10);
    }
    return check == check_of(digits) ? (size_t)(digits + RANDOM_DIGITS + CHECK_DIGITS - name) : 0;
}

static void empty_folder(int fd)
{
    int again = dup(fd);
    DIR *folder = again < 0 ? NULL : fdopendir(again);
    if (folder == NULL) {
        return;
    }
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        (void)unlinkat(fd, entry->d_name, 0); /* refused for . and .. */
    }
    (void)closedir(folder);
}

/* What SQLite lays beside a file. */
static const char *const sides[] = { "-journal", "-wal", "-shm" };
enum { SIDES = sizeof(sides) / sizeof(sides[0]) };

/* `name` is a temporary name of `length` bytes and a side of it: with the file gone it is nobody's. */
static void remove_orphan(int folder, const char *name, size_t length)
{
    struct buffer file SCOPED_BUFFER = { 0 };
    struct stat status;
    buffer_add(&file, (struct text){ name, length });
    bool orphan = fstatat(folder, buffer_string(&file), &status, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT;
    for (size_t i = 0; i < SIDES && orphan; i++) {
        if (strcmp(name + length, sides[i]) == 0 && fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(status.st_mode) && status.st_uid == geteuid()) {
            (void)unlinkat(folder, name, 0);
        }
    }
}

static void remove_unlocked(int folder, const char *name)
{
    struct stat status;
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        return;
    }
    if (fstat(fd, &status) == 0 && status.st_uid == geteuid() && (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode)) && flock(fd, LOCK_EX | LOCK_NB) == 0) {
        for (size_t i = 0; i < SIDES; i++) {
            struct buffer side SCOPED_BUFFER = { 0 };
            buffer_format(&side, "%s%s", name, sides[i]);
            (void)unlinkat(folder, buffer_string(&side), 0); /* before the file, which is how they are found */
        }
        if (S_ISDIR(status.st_mode)) {
            empty_folder(fd);
        }
        (void)unlinkat(folder, name, S_ISDIR(status.st_mode) ? AT_REMOVEDIR : 0);
    }
    (void)close(fd);
}

void leftover_remove_folder(const char *path, int lock)
{
    empty_folder(lock);
    (void)rmdir(path);
    (void)close(lock);
}

void leftover_tidy_folder(const char *path, const char *mark)
{
    struct buffer name SCOPED_BUFFER = { 0 };
    buffer_format(&name, "%s/%s", path, mark);
    if (access(buffer_string(&name), F_OK) == 0) {
        remove_unlocked(AT_FDCWD, path);
    }
}

static DIR *open_folder_of(const char *path)
{
    struct buffer name SCOPED_BUFFER = { 0 };
    const char *slash = strrchr(path, '/');
    buffer_add(&name, slash == NULL ? TEXT(".") : (struct text){ path, (size_t)(slash - path) + 1 });
    return opendir(buffer_string(&name));
}

/* The next name in the folder that begins with a temporary one, which is so long; NULL when there is none. */
static const char *next_leftover(DIR *folder, size_t *length_out)
{
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        *length_out = leftover_length(entry->d_name);
        if (*length_out > 0) {
            return entry->d_name;
        }
    }
    return NULL;
}

void leftover_each(const char *path, void (*found)(void *context, const char *leftover), void *context)
{
    const char *slash = strrchr(path, '/');
    const char *file = slash == NULL ? path : slash + 1;
    size_t length = strlen(file);
    size_t whole;
    DIR *folder = open_folder_of(path);
    if (folder == NULL) {
        return;
    }
    for (const char *name = next_leftover(folder, &whole); name != NULL; name = next_leftover(folder, &whole)) {
        if (name[whole] == '\0' && strncmp(name, file, length) == 0 && strstr(name, LEFTOVER_MARK) == name + length) {
            struct buffer leftover SCOPED_BUFFER = { 0 };
            buffer_add(&leftover, (struct text){ path, (size_t)(file - path) });
            buffer_add_string(&leftover, name);
            found(context, buffer_string(&leftover));
        }
    }
    (void)closedir(folder);
}

void leftover_tidy(const char *path)
{
    size_t length;
    DIR *folder = open_folder_of(path);
    if (folder == NULL) {
        return;
    }
    for (const char *name = next_leftover(folder, &length); name != NULL; name = next_leftover(folder, &length)) {
        if (name[length] == '\0') {
            remove_unlocked(dirfd(folder), name);
        } else {
            remove_orphan(dirfd(folder), name, length);
        }
    }
    (void)closedir(folder);
}
