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
    uint64_t fields;           /* a bit for each that is read */
    struct text commitment;    /* of the row that was given out last; valid until the next call */
    struct number_set amended; /* applicant -> amendment id: the version that stood then */
    int64_t id;                /* of the applicant that was given out last */
    bool gone;                 /* the row that was given out last was erased since: its commitment is all there is */
    int64_t versions_gone;     /* such rows whose person is still in the register: the version of then was another person's */
};

#define SCOPED_REGISTER_WALK __attribute__((cleanup(register_walk_close)))
/* Rows of imports before the journal's entry `before`, as they stood then, with at least what the programme's rules read; all of
 * the row for NULL. Who was erased before is not there any more. */
const struct error *register_walk_open(struct store *store, int year, int64_t before, const struct programme *programme, struct register_walk *out);
void register_walk_close(struct register_walk *walk); /* takes a zeroed one */
/* The applicant's texts are valid until the next call; passes over who was erased since. Errors: UNVERIFIED, a row that no file put there. */
const struct error *register_walk_next(struct register_walk *walk, struct applicant *out, bool *row_out);
/* The same, but with the rows of those who were erased since: `gone` is set, and *out is not. */
const struct error *register_walk_next_row(struct register_walk *walk, struct applicant *out, bool *row_out);

/* One applicant as it stood then, its commitment in the column behind; the texts are valid until *query_out is closed, which the caller does in any
 * case. */
const struct error *register_version_open(struct store *store, int64_t applicant_id, int64_t before, struct query **query_out, struct applicant *out);

#endif
