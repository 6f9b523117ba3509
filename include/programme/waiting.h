/* waiting: the line of eligible people who did not fit, with the limit that stopped them.
 *
 * Law: it is stored with the batch and vouched for by the batch's entry; who stands in the newest one of the year comes
 * first when there is room again. The list of a batch that was cancelled whole does not count, nobody lost a place by it. */
#ifndef PROGRAMME_WAITING_H
#define PROGRAMME_WAITING_H

#include "base/number_set.h"
#include "programme/allocation.h"

/* Why somebody waits, as the table has it. */
enum waiting_reason { WAITING_QUOTA = 1, WAITING_BUDGET, WAITING_LIMIT, WAITING_PLACE, WAITING_CHOICE };

/* Over the lines `position applicant reason length name` (a dash for length and name without a quota). */
void waiting_digest(const struct programme *programme, const struct allocation *allocation, struct digest *out);
/* The allocation's list, under the batch that it left it behind. */
const struct error *waiting_record(struct store *store, const struct programme *programme, const struct allocation *allocation, int64_t batch_id);

/* Who is first in line: the places of the year's newest list, by applicant; those whose kecamatan is not known have none.
 * *batch_out: whose list it is; 0 when nobody stands in line. */
const struct error *waiting_load(struct store *store, int year, struct number_set *places, int64_t *batch_out);

struct waiting_place {
    int64_t batch; /* 0 = not in line */
    int64_t position;
    struct buffer limit; /* name of the quota, anggaran, batas, ... */
};
/* On the list of that batch; 0 = the newest one of the year. */
const struct error *waiting_find(struct store *store, int year, int64_t batch, int64_t applicant_id, struct waiting_place *out);

/* The list of the batch whose entry this is. Errors: UNVERIFIED. */
const struct error *waiting_verify(struct store *store, struct text entry);

#endif
