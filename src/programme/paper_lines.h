/* The lines of a paper: entries that move a payout, and the reports of its use. Internal to paper_trail. */
#ifndef PROGRAMME_PAPER_LINES_H
#define PROGRAMME_PAPER_LINES_H

#include "paper_trail.h"

enum { PAPER_LINES_MAX = 32 };

/* An entry's lines, borrowed from its text. */
struct paper_entry {
    struct text keys[PAPER_LINES_MAX];
    struct text values[PAPER_LINES_MAX];
    size_t count;
};

/* An entry that moves a payout. Errors: UNVERIFIED. */
const struct error *paper_lines_take(struct paper_trail *trail, struct text type, int64_t position, const struct paper_entry *entry);
/* A report of use is of a payout that is paid, and accounts for no more than was kept. */
const struct error *paper_lines_report(const struct paper_trail *trail, int64_t position, const struct paper_entry *entry);

/* Of paper_trail.c. */
bool paper_text(const struct paper_entry *entry, const char *key, struct text *out);
int64_t paper_number(const struct paper_entry *entry, const char *key); /* -1: there is none */
int32_t paper_day(const struct paper_entry *entry, const char *key);
struct trail_batch *paper_batch(struct paper_trail *trail, const struct paper_entry *entry); /* that of the line `batch`; NULL: there is none */
const struct error *paper_finish(const struct trail_paper *paper);
const struct error *paper_too_early(int64_t position);

#endif
