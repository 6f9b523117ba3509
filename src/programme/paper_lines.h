/* The lines of a paper: entries that move a payout, and the reports of its use. Internal to paper_trail. */
#ifndef PROGRAMME_PAPER_LINES_H
#define PROGRAMME_PAPER_LINES_H

#include "paper_trail.h"

/* An entry that moves a payout. Errors: UNVERIFIED. */
const struct error *paper_lines_take(struct paper_trail *trail, struct text type, int64_t position, const struct entry_lines *entry);
/* A report of use is of a payout that is paid, and accounts for no more than was kept. */
const struct error *paper_lines_report(const struct paper_trail *trail, int64_t position, const struct entry_lines *entry);

/* Of paper_trail.c. */
int64_t paper_number(const struct entry_lines *entry, const char *key); /* -1: there is none */
int32_t paper_day(const struct entry_lines *entry, const char *key);
struct trail_batch *paper_batch(struct paper_trail *trail, const struct entry_lines *entry); /* that of the line `batch`; NULL: there is none */
const struct error *paper_finish(const struct trail_paper *paper);
const struct error *paper_too_early(int64_t position);

#endif
