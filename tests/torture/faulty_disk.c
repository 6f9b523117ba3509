/* faulty_disk: runs a program, and lets one of the things that it does to the disk go wrong.
 *
 *     faulty_disk --fault FAULT --at N [--report FILE] PROGRAM ARGUMENT...
 *     faulty_disk --fault FAULT --on 'fsync *-wal' [--skip K] ...      the first call that looks so, or the one after K such
 *     faulty_disk --record FILE PROGRAM ARGUMENT...                     no fault: what it does to its files, with the bytes (recorder.h)
 *
 * Counted from 0 is every system call that changes a file or a folder: opening for writing, write, sync, truncate, rename, link, unlink, mkdir
 * chmod and their kin, on whatever path, by whatever library, in whatever thread. The program is the one that users have: nothing is linked
 * into it or loaded beside it, so SQLite, the C library's streams, libxlsxwriter and the program's own code are all under it.
 *
 * FAULT: none     counts
 *        eio      the Nth fails, all others succeed
 *        dead     the Nth and all after it fail
 *        torn     half of the Nth write reaches the disk, then as dead (another call than a write: as eio)
 *        full     from the Nth on nothing gets room any more (ENOSPC); removing still works
 *        lost     the Nth is done and reported as failed
 *        kill     the program dies before the Nth
 *        halfkill half of the Nth write is done, then the program dies (another call: it is done, then the program dies)
 *
 * The report has a line for each call, and "fired" before the one that went wrong. Exit status: the program's; 128 + the signal that ended
 * it; 125 when it cannot be traced here; 2 when these options say no fault, or not where. */
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include "recorder.h"

enum { USAGE = 2, CANNOT = 125, SIGNALLED = 128 };

enum fault { NONE, EIO_ONCE, DEAD, TORN, FULL, LOST, KILL, HALFKILL };
static const char *const fault_names[] = { "none", "eio", "dead", "torn", "full", "lost", "kill", "halfkill" };
enum { FAULTS = sizeof(fault_names) / sizeof(fault_names[0]) };

/* What a call does, which tells what may go wrong with it. */
enum kind { OPENS, WRITES, SYNCS, SIZES, NAMES, REMOVES, MODES };
static const struct call {
    unsigned number;
    enum kind kind;
    int path; /* argument that is a path or, for the first argument of a call on an open file, -1 */
    const char *name;
} calls[] = {
    { SYS_openat, OPENS, 1, "open" },         { SYS_open, OPENS, 0, "open" },           { SYS_creat, OPENS, 0, "creat" },
    { SYS_write, WRITES, -1, "write" },       { SYS_pwrite64, WRITES, -1, "pwrite" },   { SYS_writev, WRITES, -1, "writev" },
    { SYS_pwritev, WRITES, -1, "pwritev" },   { SYS_fsync, SYNCS, -1, "fsync" },        { SYS_fdatasync, SYNCS, -1, "fdatasync" },
    { SYS_sync_file_range, SYNCS, -1, "sync_file_range" },
    { SYS_ftruncate, SIZES, -1, "ftruncate" }, { SYS_truncate, SIZES, 0, "truncate" },  { SYS_fallocate, SIZES, -1, "fallocate" },
    { SYS_rename, NAMES, 0, "rename" },       { SYS_renameat, NAMES, 1, "renameat" },   { SYS_renameat2, NAMES, 1, "renameat2" },
    { SYS_link, NAMES, 0, "link" },           { SYS_linkat, NAMES, 1, "linkat" },       { SYS_symlink, NAMES, 1, "symlink" },
    { SYS_mkdir, NAMES, 0, "mkdir" },         { SYS_mkdirat, NAMES, 1, "mkdirat" },     { SYS_unlink, REMOVES, 0, "unlink" },
    { SYS_unlinkat, REMOVES, 1, "unlinkat" }, { SYS_rmdir, REMOVES, 0, "rmdir" },
    { SYS_fchmod, MODES, -1, "fchmod" },      { SYS_chmod, MODES, 0, "chmod" },         { SYS_fchmodat, MODES, 1, "fchmodat" },
};
enum { CALLS = sizeof(calls) / sizeof(calls[0]) };

static enum fault fault = NONE;
static long at = -1;
static const char *on; /* NULL: by number */
static long skip;
static long seen;
static bool fired;
static FILE *report;

static _Noreturn void give_up(const char *what)
{
    (void)fprintf(stderr, "faulty_disk: %s: %s\n", what, strerror(errno));
    exit(CANNOT);
}

/* Only the calls of the table stop the program: all others run at full speed. */
static void filter_calls(void)
{
    struct sock_filter filter[CALLS + 3];
    size_t n = 0;
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < CALLS; i++) {
        filter[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, calls[i].number, (uint8_t)(CALLS - i), 0);
    }
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
    struct sock_fprog program = { (unsigned short)n, filter };
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
        give_up("seccomp");
    }
}

static unsigned long long argument(const struct user_regs_struct *registers, int i)
{
    const unsigned long long all[] = { registers->rdi, registers->rsi, registers->rdx, registers->r10 };
    return all[i];
}

static void read_string(pid_t pid, unsigned long long address, char *out, size_t room)
{
    size_t length = 0;
    for (; length + 1 < room; length++) {
        struct iovec local = { out + length, 1 };
        struct iovec remote = { (void *)(uintptr_t)(address + length), 1 };
        if (process_vm_readv(pid, &local, 1, &remote, 1, 0) != 1 || out[length] == '\0') {
            break;
        }
    }
    out[length] = '\0';
}

static void path_of(pid_t pid, const struct call *call, const struct user_regs_struct *registers, char *out, size_t room)
{
    char name[64];
    if (call->path >= 0) {
        read_string(pid, argument(registers, call->path), out, room);
        return;
    }
    (void)snprintf(name, sizeof(name), "/proc/%d/fd/%d", (int)pid, (int)registers->rdi);
    ssize_t length = readlink(name, out, room - 1);
    out[length < 0 ? 0 : length] = '\0';
}

/* A call that the disk does not see: opening to read, the terminal, pipes, the shared memory of locks aside. */
static bool passes(const struct call *call, const struct user_regs_struct *registers, const char *path)
{
    enum { CHANGES = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC };
    if (call->kind == OPENS && call->number != SYS_creat && (argument(registers, call->path + 1) & CHANGES) == 0) {
        return true;
    }
    if (call->path < 0 && (path[0] != '/' || (int)registers->rdi <= STDERR_FILENO)) {
        return true;
    }
    return strncmp(path, "/dev/null", 9) == 0 || strncmp(path, "/proc/", 6) == 0;
}

static bool wants_room(enum kind kind)
{
    return kind == OPENS || kind == WRITES || kind == SIZES || kind == NAMES;
}

static void set_registers(pid_t pid, struct user_regs_struct *registers)
{
    if (ptrace(PTRACE_SETREGS, pid, NULL, registers) != 0 && errno != ESRCH) {
        give_up("registers");
    }
}

/* The call is not made. */
static void refuse(pid_t pid, struct user_regs_struct *registers, int code)
{
    registers->orig_rax = (unsigned long long)-1;
    registers->rax = (unsigned long long)-code;
    set_registers(pid, registers);
}

/* The call is made to its end, and nobody has gone on. */
static bool run_call(pid_t pid)
{
    int status;
    return ptrace(PTRACE_SYSCALL, pid, NULL, NULL) == 0 && waitpid(pid, &status, __WALL) == pid && WIFSTOPPED(status);
}

static void make_and_lie(pid_t pid, struct user_regs_struct *registers, bool half)
{
    if (half) {
        registers->rdx /= 2;
        set_registers(pid, registers);
    }
    if (run_call(pid) && ptrace(PTRACE_GETREGS, pid, NULL, registers) == 0) {
        registers->rax = (unsigned long long)-EIO;
        set_registers(pid, registers);
    }
}

static void make_and_record(pid_t pid, struct user_regs_struct *registers)
{
    recorder_before(pid, registers);
    if (run_call(pid) && ptrace(PTRACE_GETREGS, pid, NULL, registers) == 0) {
        recorder_after(pid, (long)registers->rax);
    }
}

static void do_damage(pid_t pid, const struct call *call, struct user_regs_struct *registers)
{
    bool half = call->number == SYS_write || call->number == SYS_pwrite64;
    bool first = !fired;
    fired = true;
    switch (fault) {
    case EIO_ONCE:
    case DEAD:
        refuse(pid, registers, EIO);
        break;
    case FULL:
        refuse(pid, registers, ENOSPC);
        break;
    case TORN:
        if (first && half) {
            make_and_lie(pid, registers, true);
        } else {
            refuse(pid, registers, EIO);
        }
        break;
    case LOST:
        make_and_lie(pid, registers, false);
        break;
    case HALFKILL:
        make_and_lie(pid, registers, half);
        (void)kill(pid, SIGKILL);
        break;
    case KILL:
        (void)kill(pid, SIGKILL);
        break;
    case NONE:
        break;
    }
}

static bool strikes(const struct call *call, long number)
{
    if (fault == NONE || at < 0 || number < at) {
        return false;
    }
    return number == at || fault == DEAD || (fault == TORN && fired) || (fault == FULL && wants_room(call->kind));
}

/* The first call that looks as wanted is the Nth. */
static void aim(const struct call *call, const char *path, long number)
{
    char line[1280];
    (void)snprintf(line, sizeof(line), "%s %s", call->name, path);
    if (on != NULL && at < 0 && fnmatch(on, line, 0) == 0 && skip-- == 0) {
        at = number;
    }
}

static void look_at_call(pid_t pid)
{
    struct user_regs_struct registers;
    char path[1024];
    if (ptrace(PTRACE_GETREGS, pid, NULL, &registers) != 0) {
        return; /* killed meanwhile */
    }
    const struct call *call = NULL;
    for (size_t i = 0; i < CALLS; i++) {
        call = calls[i].number == registers.orig_rax ? &calls[i] : call;
    }
    if (call == NULL) {
        return;
    }
    path_of(pid, call, &registers, path, sizeof(path));
    if (passes(call, &registers, path)) {
        return;
    }
    if (recorder_is_on()) {
        make_and_record(pid, &registers);
        return;
    }
    long number = seen++;
    aim(call, path, number);
    bool hit = strikes(call, number) && (fault != FULL || wants_room(call->kind));
    if (report != NULL) {
        (void)fprintf(report, "%s%ld %s %s\n", hit && !fired ? "fired " : "", number, call->name, path);
        (void)fflush(report);
    }
    if (hit) {
        do_damage(pid, call, &registers);
    }
}

/* Until the first process has ended. */
static int watch(pid_t first)
{
    for (;;) {
        int status;
        int deliver = 0;
        pid_t pid = waitpid(-1, &status, __WALL);
        if (pid < 0) {
            give_up("wait");
        }
        if (WIFEXITED(status) || WIFSIGNALED(status)) {
            if (pid == first) {
                return WIFEXITED(status) ? WEXITSTATUS(status) : SIGNALLED + WTERMSIG(status);
            }
            continue;
        }
        if (status >> 8 == (SIGTRAP | (PTRACE_EVENT_SECCOMP << 8))) {
            look_at_call(pid);
        } else if (status >> 16 == 0 && WSTOPSIG(status) != SIGSTOP && WSTOPSIG(status) != SIGTRAP) {
            deliver = WSTOPSIG(status);
        }
        (void)ptrace(PTRACE_CONT, pid, NULL, (void *)(uintptr_t)deliver);
    }
}

static int trace(char **words)
{
    int status;
    pid_t pid = fork();
    if (pid < 0) {
        give_up("fork");
    }
    if (pid == 0) {
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0) {
            _exit(CANNOT);
        }
        (void)raise(SIGSTOP);
        filter_calls();
        (void)execvp(words[0], words);
        _exit(127);
    }
    long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
    if (waitpid(pid, &status, __WALL) != pid || !WIFSTOPPED(status) || ptrace(PTRACE_SETOPTIONS, pid, NULL, (void *)(uintptr_t)options) != 0) {
        errno = EPERM;
        give_up("this machine lets nobody trace");
    }
    (void)ptrace(PTRACE_CONT, pid, NULL, NULL);
    return watch(pid);
}

/* A run without a fault, for a slip of the keyboard, would look like a program that bore it. */
static _Noreturn void usage(void)
{
    (void)fputs("usage: faulty_disk --fault FAULT {--at N | --on PATTERN [--skip K]} [--report FILE] PROGRAM ARGUMENT...\n"
                "       faulty_disk --record FILE PROGRAM ARGUMENT...\nFAULT:", stderr);
    for (size_t f = 0; f < FAULTS; f++) {
        (void)fprintf(stderr, " %s", fault_names[f]);
    }
    (void)fputs("\n", stderr);
    exit(USAGE);
}

static long number_of(const char *word)
{
    char *end;
    long number = strtol(word, &end, 10);
    if (end == word || *end != '\0' || number < 0) {
        usage();
    }
    return number;
}

static enum fault fault_of(const char *word)
{
    for (size_t f = 0; f < FAULTS; f++) {
        if (strcmp(fault_names[f], word) == 0) {
            return (enum fault)f;
        }
    }
    usage();
}

int main(int count, char **words)
{
    int i = 1;
    for (; i + 1 < count && strncmp(words[i], "--", 2) == 0; i += 2) {
        if (strcmp(words[i], "--at") == 0) {
            at = number_of(words[i + 1]);
        } else if (strcmp(words[i], "--skip") == 0) {
            skip = number_of(words[i + 1]);
        } else if (strcmp(words[i], "--on") == 0) {
            on = words[i + 1];
        } else if (strcmp(words[i], "--report") == 0) {
            report = fopen(words[i + 1], "we");
            if (report == NULL) {
                give_up(words[i + 1]);
            }
        } else if (strcmp(words[i], "--record") == 0) {
            if (!recorder_open(words[i + 1])) {
                give_up(words[i + 1]);
            }
        } else if (strcmp(words[i], "--fault") == 0) {
            fault = fault_of(words[i + 1]);
        } else {
            usage();
        }
    }
    if (i >= count || words[i][0] == '-' || (fault != NONE && at < 0 && on == NULL)) {
        usage();
    }
    return trace(words + i);
}
