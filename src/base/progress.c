#include "base/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/language.h"
#include "base/money.h"

enum { BAR_WIDTH = 24, REDRAW_MS = 100 };

static int64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void progress_start(struct progress *progress, bool wanted, const char *what, int64_t total)
{
    int64_t now = now_ms();
    *progress = (struct progress){ wanted && isatty(STDERR_FILENO) == 1, what, total, now, now };
}

void progress_step(struct progress *progress, int64_t done, int64_t rows)
{
    if (!progress->shown) {
        return;
    }
    int64_t now = now_ms();
    if (now - progress->drawn_ms < REDRAW_MS) {
        return;
    }
    progress->drawn_ms = now;
    int64_t spent = now - progress->started_ms;
    struct buffer line = { 0 };
    buffer_format(&line, "\r\033[K%s ", progress->what);
    if (progress->total > 0 && done > 0) {
        int64_t filled = done >= progress->total ? BAR_WIDTH : done * BAR_WIDTH / progress->total;
        for (int64_t i = 0; i < BAR_WIDTH; i++) {
            buffer_add_byte(&line, i < filled ? '#' : '.');
        }
        int64_t left = done >= progress->total ? 0 : (int64_t)((double)spent * (double)(progress->total - done) / (double)done);
        buffer_format(&line, " %lld%% ", (long long)(done * 100 / progress->total));
        buffer_format(&line, _("%lld s left"), (long long)(left + 999) / 1000);
        buffer_add_string(&line, ", ");
    }
    count_print(rows, &line);
    buffer_add_byte(&line, ' ');
    buffer_format(&line, _("rows, %lld/s"), (long long)(spent > 0 ? rows * 1000 / spent : 0));
    (void)fputs(buffer_string(&line), stderr);
    (void)fflush(stderr);
    buffer_free(&line);
}

void progress_end(struct progress *progress)
{
    if (progress->shown) {
        (void)fputs("\r\033[K", stderr);
        (void)fflush(stderr);
        progress->shown = false;
    }
}
