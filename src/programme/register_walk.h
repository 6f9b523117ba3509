/* All applicants of a year, in the order of their ids, as they stood at a place in the journal. */
#ifndef PROGRAMME_REGISTER_WALK_H
#define PROGRAMME_REGISTER_WALK_H

#include "applicant_row.h"
#include "base/number_set.h"
#include "programme/programme.h"

struct register_walk {
    struct store *store;
    struct query *applicants;
    struct query *earlier;     /* an earlier version by its id */
    uint32_t fields;           /* a bit for each that is read */
    struct number_set amended; /* applicant -> amendment id: the version that stood then */
    int64_t erased;            /* people passed over whose version of then is gone */
};

#define SCOPED_REGISTER_WALK __attribute__((cleanup(register_walk_close)))
/* Rows of imports before the journal's entry `before`, as they stood then, with at least what the programme's rules read; all of
 * the row for NULL. Who was erased is passed over. */
const struct error *register_walk_open(struct store *store, int year, int64_t before, const struct programme *programme, struct register_walk *out);
void register_walk_close(struct register_walk *walk); /* takes a zeroed one */
/* The applicant's texts are valid until the next call. Errors: UNVERIFIED, a row that no file put there. */
const struct error *register_walk_next(struct register_walk *walk, struct applicant *out, bool *row_out);

/* One applicant as it stood then; the texts are valid until *query_out is closed, which the caller does in any
 * case. */
const struct error *register_version_open(struct store *store, int64_t applicant_id, int64_t before, struct query **query_out, struct applicant *out);

#endif
