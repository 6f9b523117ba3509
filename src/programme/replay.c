#include "programme/replay.h"

#include "base/language.h"
#include "judgement.h"
#include "programme/erasure.h"
#include "register_walk.h"

/* The last decision of each applicant up to an evaluation, in the order of their ids. */
struct stored {
    struct query *query;
    bool row;
};

static void stored_close(struct stored *stored)
{
    query_close(stored->query);
}

static const struct error *stored_open(struct store *store, const struct replay *replay, int year, struct stored *stored)
{
    TRY(query_open(store,
                   "SELECT d.applicant_id, d.status, d.outcomes FROM decision AS d JOIN evaluation AS e ON e.id = d.evaluation_id "
                   "WHERE e.year = ?1 AND d.evaluation_id <= ?2 ORDER BY d.applicant_id, d.evaluation_id",
                   &stored->query));
    query_bind_integer(stored->query, 1, year);
    query_bind_integer(stored->query, 2, replay->evaluation_id);
    return query_step(stored->query, &stored->row);
}

/* Whether the last of the stored decisions of the applicant says the same. */
static const struct error *stored_says(struct stored *stored, int64_t applicant_id, const struct verdict *verdict, bool *out)
{
    *out = false;
    while (stored->row && query_integer(stored->query, 0) <= applicant_id) {
        *out = query_integer(stored->query, 0) == applicant_id && query_integer(stored->query, 1) == (int64_t)verdict->status &&
               text_equal(query_text(stored->query, 2), text_of(verdict->outcomes));
        TRY(query_step(stored->query, &stored->row));
    }
    return NULL;
}

static const struct error *find_evaluation(struct store *store, int year, int64_t evaluation_id, struct replay *out, int64_t *position_out,
                                           int64_t *applicants_out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    *out = (struct replay){ .day = DAY_NONE };
    TRY(query_open(store, "SELECT id, day, programme_version_id, position, applicants FROM evaluation WHERE year = ?1 AND ?2 IN (0, id) ORDER BY id DESC LIMIT 1", &query));
    query_bind_integer(query, 1, year);
    query_bind_integer(query, 2, evaluation_id);
    TRY(query_step(query, &row));
    if (row) {
        out->evaluation_id = query_integer(query, 0);
        out->day = (struct day){ (int32_t)query_integer(query, 1) };
        out->version = query_integer(query, 2);
        *position_out = query_integer(query, 3);
        *applicants_out = query_integer(query, 4);
    }
    return NULL;
}

static void count_difference(struct replay *replay, int64_t applicant_id)
{
    replay->differing += 1;
    replay->first_applicant = replay->first_applicant == 0 ? applicant_id : replay->first_applicant;
}

/* A decision that comes out in another way, or rested on what was erased since. */
static const struct error *note_difference(struct store *store, int64_t position, int64_t applicant_id, struct replay *replay)
{
    bool touched;
    TRY(erasure_touched(store, applicant_id, position, &touched));
    if (touched) {
        replay->touched += 1;
    } else {
        count_difference(replay, applicant_id);
    }
    return NULL;
}

/* People with a stored decision whose data are gone. */
static const struct error *count_erased(struct store *store, int year, struct replay *replay)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT count(*) FROM erasure AS r JOIN applicant AS a ON a.id = r.applicant_id WHERE r.year = ?1 "
                   "AND EXISTS (SELECT 1 FROM decision AS d WHERE d.applicant_id = a.id AND d.evaluation_id <= ?2)",
                   &query));
    query_bind_integer(query, 1, year);
    query_bind_integer(query, 2, replay->evaluation_id);
    TRY(query_step(query, &row));
    replay->erased += query_integer(query, 0);
    return NULL;
}

const struct error *replay_run(struct store *store, int year, int64_t evaluation_id, struct replay *out)
{
    struct replay replay;
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct judgement judgement SCOPED_JUDGEMENT = { 0 };
    struct register_walk walk SCOPED_REGISTER_WALK = { 0 };
    struct stored stored __attribute__((cleanup(stored_close))) = { 0 };
    struct applicant applicant;
    struct verdict verdict;
    int64_t position = 0;
    int64_t applicants = 0;
    bool row;
    bool same;
    TRY(find_evaluation(store, year, evaluation_id, &replay, &position, &applicants));
    *out = replay;
    if (replay.evaluation_id == 0) {
        return NULL;
    }
    TRY(programme_version_load(store, replay.version, &programme));
    TRY(judgement_open(store, &programme, position, &judgement));
    TRY(register_walk_open(store, year, position, &programme, &walk));
    TRY(stored_open(store, &replay, year, &stored));
    for (;;) {
        TRY(register_walk_next(&walk, &applicant, &row));
        if (!row) {
            break;
        }
        replay.applicants += 1;
        judgement_of(&judgement, &applicant, &verdict);
        TRY(stored_says(&stored, applicant.id, &verdict, &same));
        TRY(same ? NULL : note_difference(store, position, applicant.id, &replay));
    }
    replay.erased = walk.erased;
    TRY(count_erased(store, year, &replay));
    replay.applicants += replay.erased;
    if (replay.applicants != applicants) {
        count_difference(&replay, 0);
    }
    *out = replay;
    return NULL;
}

const struct error *replay_check(struct store *store, int year, int64_t evaluation_id, struct replay *out)
{
    TRY(replay_run(store, year, evaluation_id, out));
    return out->differing == 0
               ? NULL
               : error_new(ERROR_UNVERIFIED, _("year %d: %lld decisions of evaluation %lld do not follow from the ledger and the rules of version %lld, first that "
                                               "of applicant %lld; run `dumisake verify`"),
                           year, (long long)out->differing, (long long)out->evaluation_id, (long long)out->version, (long long)out->first_applicant);
}
