/* progress: a bar with rows, rate and time left on a terminal, nothing otherwise. */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    bool shown;        /* stderr is a terminal and not --quiet */
    const char *what;  /* translated */
    int64_t total;     /* 0 = unknown */
    int64_t started_ms;
    int64_t drawn_ms;
};

void progress_start(struct progress *progress, bool wanted, const char *what, int64_t total);
/* Cheap: looks at the clock only, draws at most ten times a second. */
void progress_step(struct progress *progress, int64_t done, int64_t rows);
void progress_end(struct progress *progress); /* erases the bar */

#endif
