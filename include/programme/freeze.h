/* freeze: periods in which a programme year commits and sends no money: election bans, audits.
 *
 * Law: the effective day decides, both ends of a period belong to it; what is only looked at is never refused. */
#ifndef PROGRAMME_FREEZE_H
#define PROGRAMME_FREEZE_H

#include "programme/programme.h"

/* The period that the day lies in; NULL when there is none. */
const struct freeze *freeze_on(const struct programme *programme, struct day day);

/* Errors: REFUSED when the day lies in a period: names it and its reason. */
const struct error *freeze_check(const struct programme *programme, struct day day);
/* The same by the year's rules of that day, or the newest when none cover it. */
const struct error *freeze_check_year(struct store *store, int year, struct day day);

/* "2024-10-01 to 2024-11-27: Pilkada (assumed)" */
void freeze_print(const struct freeze *freeze, struct buffer *out);

#endif
