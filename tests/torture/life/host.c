/* host: the whole program in one process that forks a child for each command.
 *
 * A start of the program costs more than most of its commands on a small ledger; a fork of a process that is linked and warm does not. Two things
 * are other than in the program, and nothing else: the clock says what the life says, and the passphrase of a key is stretched once and
 * cheaply. Each command still has a process, files, locks and an exit of its own, and one that crashes is told from one that fails.
 *
 *     life_host                        reads commands from the standard input: SECONDS, WORD ..., with 0x1F between them and a newline behind
 *     life_host --at SECONDS WORD ...  one command with that clock, as a replayed life types it (0: the machine's clock) */
#include "importer/header.h"
#include "importer/word.h"
#include "ledger/digest.h"
#include "programme/region.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int dumisake_main(int count, char **words);

enum { WORDS_MAX = 200, LINE_BYTES = 1 << 16 };

static time_t now; /* 0: the machine's */

/* In the program's place of the C library's. */
/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name): the header calls it __timer */
time_t time(time_t *out)
{
    struct timespec moment = { .tv_sec = now };
    if (now == 0) {
        (void)clock_gettime(CLOCK_REALTIME, &moment);
    }
    if (out != NULL) {
        *out = moment.tv_sec;
    }
    return moment.tv_sec;
}

/* In the place of libsodium's Argon2, which is slow on purpose. Another passphrase and another salt give another key here, too. */
int crypto_pwhash(unsigned char *const out, unsigned long long length, const char *const passphrase, unsigned long long passphrase_length,
                  const unsigned char *const salt, unsigned long long passes, size_t memory, int algorithm)
{
    (void)passes;
    (void)memory;
    (void)algorithm;
    crypto_generichash_state state;
    if (length > crypto_generichash_BYTES_MAX || crypto_generichash_init(&state, salt, crypto_pwhash_SALTBYTES, (size_t)length) != 0) {
        return -1;
    }
    (void)crypto_generichash_update(&state, (const unsigned char *)passphrase, passphrase_length);
    return crypto_generichash_final(&state, out, (size_t)length);
}

static void redirect(int fd, const char *name)
{
    int file = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0 || dup2(file, fd) < 0) {
        _exit(125);
    }
}

static int play(int count, char **words)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
        (void)dup2(nothing, 0);
        redirect(1, "stdout");
        redirect(2, "stderr");
        exit(dumisake_main(count, words));
    }
    if (child < 0 || waitpid(child, &status, 0) != child) {
        return 126;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/* What every command would read anew of the program's own data, and libcrypto's beginning, once for all children. */
static bool warm(void)
{
    struct digest digest;
    digest_of(TEXT("warm"), TEXT(""), &digest);
    int kabkota = region_kabkota_parse(TEXT("Kota Jambi"));
    return sodium_init() >= 0 && region_kecamatan_parse(TEXT("Telanaipura"), kabkota) != 0 && word_load() == NULL && header_load() == NULL;
}

static int serve(void)
{
    static char line[LINE_BYTES];
    static char name[] = "dumisake";
    char *words[WORDS_MAX + 2] = { name };
    while (fgets(line, sizeof(line), stdin) != NULL) {
        int count = 1;
        char *rest = line;
        line[strcspn(line, "\n")] = '\0';
        now = strtoll(strsep(&rest, "\x1f"), NULL, 10);
        while (rest != NULL && count <= WORDS_MAX) {
            words[count++] = strsep(&rest, "\x1f");
        }
        words[count] = NULL;
        (void)printf("%d\n", play(count, words));
        (void)fflush(stdout);
    }
    return 0;
}

int main(int count, char **words)
{
    if (count >= 3 && strcmp(words[1], "--at") == 0) {
        now = strtoll(words[2], NULL, 10);
        words[2] = words[0];
        return dumisake_main(count - 2, words + 2);
    }
    return warm() ? serve() : 1;
}
