#include "programme/replay.h"

#include "base/language.h"
#include "decision_reader.h"
#include "input_digest.h"
#include "judgement.h"
#include "programme/erasure.h"
#include "register_walk.h"

/* The last decision of each applicant up to an evaluation, in the order of their ids. */
struct stored {
    struct query *query;
    bool row;
    struct decision_reader reader;
};

static void stored_close(struct stored *stored)
{
    query_close(stored->query);
    decision_reader_free(&stored->reader);
}

static const struct error *stored_open(struct store *store, const struct replay *replay, const struct programme *programme, struct stored *stored)
{
    stored->reader = (struct decision_reader){ .store = store, .programme = programme };
    TRY(query_open(store,
                   "SELECT d.applicant_id, d.status, d.outcomes, e.programme_version_id FROM decision AS d JOIN evaluation AS e ON e.id = d.evaluation_id "
                   "WHERE e.year = ?1 AND d.evaluation_id <= ?2 ORDER BY d.applicant_id, d.evaluation_id",
                   &stored->query));
    query_bind_integer(stored->query, 1, programme->year);
    query_bind_integer(stored->query, 2, replay->evaluation_id);
    return query_step(stored->query, &stored->row);
}

/* Whether the last of the stored decisions of the applicant says the same. */
static const struct error *stored_says(struct stored *stored, int64_t applicant_id, const struct verdict *verdict, bool *out)
{
    *out = false;
    while (stored->row && query_integer(stored->query, 0) <= applicant_id) {
        if (query_integer(stored->query, 0) == applicant_id) {
            const struct stored_decision decision = { query_integer(stored->query, 3), query_integer(stored->query, 1), query_text(stored->query, 2) };
            TRY(decision_reader_same(&stored->reader, &decision, verdict, out));
        }
        TRY(query_step(stored->query, &stored->row));
    }
    return NULL;
}

/* What its entry says of the evaluation. */
struct vouched {
    int64_t position;
    int64_t applicants;
    bool has_input; /* false: there were no digests of the input yet */
    struct digest input;
};

static const struct error *find_evaluation(struct store *store, int year, int64_t evaluation_id, struct replay *out, struct vouched *vouched)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    *out = (struct replay){ .day = DAY_NONE };
    TRY(query_open(store, "SELECT e.id, e.day, e.programme_version_id, e.position, e.applicants, j.text FROM evaluation AS e JOIN journal AS j ON j.position = e.position "
                          "WHERE e.year = ?1 AND ?2 IN (0, e.id) ORDER BY e.id DESC LIMIT 1", &query));
    query_bind_integer(query, 1, year);
    query_bind_integer(query, 2, evaluation_id);
    TRY(query_step(query, &row));
    if (row) {
        out->evaluation_id = query_integer(query, 0);
        out->day = (struct day){ (int32_t)query_integer(query, 1) };
        out->version = query_integer(query, 2);
        vouched->position = query_integer(query, 3);
        vouched->applicants = query_integer(query, 4);
        vouched->has_input = input_digest_of_entry(query_text(query, 5), &vouched->input);
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
    struct vouched vouched = { 0 };
    struct input_digest input __attribute__((cleanup(input_digest_free))) = { 0 };
    struct digest looked_at;
    bool row;
    bool same;
    TRY(find_evaluation(store, year, evaluation_id, &replay, &vouched));
    *out = replay;
    if (replay.evaluation_id == 0) {
        return NULL;
    }
    TRY(programme_version_load(store, replay.version, &programme));
    TRY(judgement_open(store, &programme, vouched.position, &judgement));
    TRY(register_walk_open(store, year, vouched.position, &programme, &walk));
    TRY(stored_open(store, &replay, &programme, &stored));
    input_digest_begin(&input);
    for (;;) {
        TRY(register_walk_next_row(&walk, &applicant, &row));
        if (!row) {
            break;
        }
        /* Who was erased since was looked at then, and the commitment of that version is still there. */
        TRY(input_digest_row(&input, walk.commitment));
        if (walk.gone) {
            continue;
        }
        replay.applicants += 1;
        judgement_of(&judgement, &applicant, &verdict);
        TRY(stored_says(&stored, applicant.id, &verdict, &same));
        TRY(same ? NULL : note_difference(store, vouched.position, applicant.id, &replay));
    }
    replay.erased = walk.versions_gone;
    TRY(count_erased(store, year, &replay));
    replay.applicants += replay.erased;
    if (replay.applicants != vouched.applicants) {
        count_difference(&replay, 0);
    }
    TRY(input_digest_finish(&input, store, &programme, vouched.position, &looked_at));
    replay.other_input = vouched.has_input && !digest_equal(&looked_at, &vouched.input);
    *out = replay;
    return NULL;
}

const struct error *replay_check(struct store *store, int year, int64_t evaluation_id, struct replay *out)
{
    TRY(replay_run(store, year, evaluation_id, out));
    if (out->differing == 0 && out->other_input) {
        return error_new(ERROR_UNVERIFIED, _("year %d: what evaluation %lld looked at is not what the ledger had then: the input-digest of its entry is another; run "
                                             "`dumisake verify`"),
                         year, (long long)out->evaluation_id);
    }
    return out->differing == 0
               ? NULL
               : error_new(ERROR_UNVERIFIED, _("year %d: %lld decisions of evaluation %lld do not follow from the ledger and the rules of version %lld, first that "
                                               "of applicant %lld; run `dumisake verify`"),
                           year, (long long)out->differing, (long long)out->evaluation_id, (long long)out->version, (long long)out->first_applicant);
}
