#include "recorder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { CANNOT = 125, PATH_ROOM = 4096 };

static FILE *record;

/* The call that is being made. */
static struct {
    struct user_regs_struct registers;
    char path[PATH_ROOM];  /* of a call that names one */
    char other[PATH_ROOM]; /* and a second one */
    bool existed;
} now;

static _Noreturn void give_up(const char *what)
{
    (void)fprintf(stderr, "faulty_disk: cannot record %s: %s\n", what, strerror(errno));
    exit(CANNOT);
}

bool recorder_open(const char *path)
{
    record = fopen(path, "we");
    return record != NULL;
}

bool recorder_is_on(void)
{
    return record != NULL;
}

static bool read_memory(pid_t pid, unsigned long long address, void *out, size_t length)
{
    struct iovec local = { out, length };
    struct iovec remote = { (void *)(uintptr_t)address, length };
    return process_vm_readv(pid, &local, 1, &remote, 1, 0) == (ssize_t)length;
}

/* A path as the program means it: from its own folder, or from an open one. */
static void read_path(pid_t pid, int folder, unsigned long long address, char out[static PATH_ROOM])
{
    char given[PATH_ROOM / 2];
    char link[64];
    char from[PATH_ROOM / 2];
    size_t length = 0;
    while (length + 1 < sizeof(given) && read_memory(pid, address + length, given + length, 1) && given[length] != '\0') {
        length += 1;
    }
    given[length] = '\0';
    if (given[0] == '/') {
        (void)snprintf(out, PATH_ROOM, "%s", given);
        return;
    }
    (void)snprintf(link, sizeof(link), folder == AT_FDCWD ? "/proc/%d/cwd" : "/proc/%d/fd/%d", (int)pid, folder);
    ssize_t got = readlink(link, from, sizeof(from) - 1);
    from[got < 0 ? 0 : got] = '\0';
    (void)snprintf(out, PATH_ROOM, "%s/%s", from, given);
}

void recorder_before(pid_t pid, const struct user_regs_struct *registers)
{
    struct stat status;
    unsigned long long one = registers->rdi;
    unsigned long long two = registers->rsi;
    now.registers = *registers;
    switch (registers->orig_rax) {
    case SYS_open:
    case SYS_creat:
    case SYS_mkdir:
    case SYS_unlink:
    case SYS_rmdir:
    case SYS_truncate:
    case SYS_chmod:
        read_path(pid, AT_FDCWD, one, now.path);
        break;
    case SYS_openat:
    case SYS_mkdirat:
    case SYS_unlinkat:
    case SYS_fchmodat:
        read_path(pid, (int)one, two, now.path);
        break;
    case SYS_rename:
    case SYS_link:
        read_path(pid, AT_FDCWD, one, now.path);
        read_path(pid, AT_FDCWD, two, now.other);
        break;
    case SYS_renameat:
    case SYS_renameat2:
    case SYS_linkat:
        read_path(pid, (int)one, two, now.path);
        read_path(pid, (int)registers->rdx, registers->r10, now.other);
        break;
    default:
        break;
    }
    now.existed = lstat(now.path, &status) == 0;
}

static struct stat look_at(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        give_up(path);
    }
    return status;
}

static struct stat look_at_open(pid_t pid, int fd)
{
    char path[64];
    (void)snprintf(path, sizeof(path), "/proc/%d/fd/%d", (int)pid, fd);
    return look_at(path);
}

static void put(const char *verb, const struct stat *file, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void put(const char *verb, const struct stat *file, const char *format, ...)
{
    va_list fields;
    (void)fputs(verb, record);
    if (file != NULL) {
        (void)fprintf(record, "\t%llx:%llu", (unsigned long long)file->st_dev, (unsigned long long)file->st_ino);
    }
    va_start(fields, format);
    (void)vfprintf(record, format, fields);
    va_end(fields);
    (void)fputc('\n', record);
}

static void put_open(pid_t pid, int fd, unsigned long long flags)
{
    struct stat file = look_at_open(pid, fd);
    if (S_ISREG(file.st_mode)) {
        put("open", &file, "\t%s\t%d\t%o", now.path, now.existed ? 0 : 1, (unsigned)file.st_mode & 07777U);
        if (now.existed && (flags & O_TRUNC) != 0) {
            put("size", &file, "\t0");
        }
    }
}

/* Where a file that is written on stands behind the write. */
static long long position(pid_t pid, int fd)
{
    char path[64];
    long long at = -1;
    (void)snprintf(path, sizeof(path), "/proc/%d/fdinfo/%d", (int)pid, fd);
    FILE *info = fopen(path, "re");
    if (info == NULL || fscanf(info, "pos: %lld", &at) != 1) {
        give_up(path);
    }
    (void)fclose(info);
    return at;
}

static void put_write(pid_t pid, int fd, long long offset, size_t length)
{
    struct stat file = look_at_open(pid, fd);
    char *bytes = malloc(length + 1);
    if (bytes == NULL || !read_memory(pid, now.registers.rsi, bytes, length)) {
        give_up("what was written");
    }
    put("write", &file, "\t%lld\t%zu", offset, length);
    (void)fwrite(bytes, 1, length, record);
    (void)fputc('\n', record);
    free(bytes);
}

static void put_named(void)
{
    struct stat file;
    switch (now.registers.orig_rax) {
    case SYS_mkdir:
    case SYS_mkdirat:
        file = look_at(now.path);
        put("folder", &file, "\t%s\t%o", now.path, (unsigned)file.st_mode & 07777U);
        break;
    case SYS_rename:
    case SYS_renameat:
    case SYS_renameat2:
        put("rename", NULL, "\t%s\t%s", now.path, now.other);
        break;
    case SYS_link:
    case SYS_linkat:
        put("link", NULL, "\t%s\t%s", now.path, now.other);
        break;
    case SYS_unlink:
    case SYS_unlinkat:
    case SYS_rmdir:
        put("remove", NULL, "\t%s", now.path);
        break;
    case SYS_truncate:
        file = look_at(now.path);
        put("size", &file, "\t%llu", now.registers.rsi);
        break;
    case SYS_chmod:
    case SYS_fchmodat:
        file = look_at(now.path);
        put("mode", &file, "\t%o", (unsigned)file.st_mode & 07777U);
        break;
    default:
        errno = ENOSYS;
        give_up("a call");
    }
}

void recorder_after(pid_t pid, long result)
{
    int fd = (int)now.registers.rdi;
    struct stat file;
    if (result < 0) {
        return;
    }
    switch (now.registers.orig_rax) {
    case SYS_open:
        put_open(pid, (int)result, now.registers.rsi);
        break;
    case SYS_openat:
        put_open(pid, (int)result, now.registers.rdx);
        break;
    case SYS_creat:
        put_open(pid, (int)result, O_TRUNC);
        break;
    case SYS_write:
        put_write(pid, fd, position(pid, fd) - result, (size_t)result);
        break;
    case SYS_pwrite64:
        put_write(pid, fd, (long long)now.registers.r10, (size_t)result);
        break;
    case SYS_fsync:
    case SYS_fdatasync:
        file = look_at_open(pid, fd);
        put("sync", &file, "%s", "");
        break;
    case SYS_ftruncate:
        file = look_at_open(pid, fd);
        put("size", &file, "\t%llu", now.registers.rsi);
        break;
    case SYS_fallocate:
        file = look_at_open(pid, fd);
        put("room", &file, "\t%llu", now.registers.rdx + now.registers.r10);
        break;
    case SYS_fchmod:
        file = look_at_open(pid, fd);
        put("mode", &file, "\t%o", (unsigned)file.st_mode & 07777U);
        break;
    default:
        put_named();
    }
}
