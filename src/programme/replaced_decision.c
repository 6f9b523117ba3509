/* Decisions that were replaced since: nothing derives them again at every check, but their evaluations' entries vouch for them. */
#include "base/language.h"
#include "base/memory.h"
#include "programme/replay.h"
#include "projection.h"
#include "rule.h"

/* An evaluation and its rows, as they come by. */
struct vouched {
    int64_t id;
    int64_t changed; /* decisions that it stored */
    int64_t rows;
    struct digest digest;
    struct hasher *hasher; /* NULL until a row comes */
};

struct evaluations {
    struct vouched *items; /* in the order of their ids */
    size_t count;
    size_t capacity;
    int64_t stored;     /* decisions of them all */
    int64_t applicants; /* of the newest */
};

static void evaluations_free(struct evaluations *evaluations)
{
    for (size_t i = 0; i < evaluations->count; i++) {
        hasher_free(evaluations->items[i].hasher);
    }
    memory_free(evaluations->items);
}

/* Each against its entry. */
static const struct error *load(struct store *store, int year, struct evaluations *evaluations)
{
    struct query *query SCOPED_QUERY = NULL;
    struct projections projections = { 0 };
    bool row;
    TRY(query_open(store,
                   "SELECT e.id, e.changed, e.digest, e.applicants, e.position, j.text FROM evaluation AS e JOIN journal AS j ON j.position = e.position "
                   "WHERE e.year = ?1 ORDER BY e.id",
                   &query));
    query_bind_integer(query, 1, year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        struct entry_lines lines;
        TRY(entry_form_check(query_integer(query, 4), query_text(query, 5), &lines));
        TRY(projection_check(store, &projections, query_integer(query, 4), &lines));
        evaluations->items = memory_grow(evaluations->items, evaluations->count, &evaluations->capacity, sizeof(*evaluations->items));
        struct vouched *item = &evaluations->items[evaluations->count++];
        *item = (struct vouched){ .id = query_integer(query, 0), .changed = query_integer(query, 1) };
        if (!digest_from(query_bytes(query, 2), &item->digest)) {
            return error_new(ERROR_UNVERIFIED, _("table evaluation: row %lld has no digest; run `dumisake verify`"), (long long)item->id);
        }
        evaluations->stored += item->changed;
        evaluations->applicants = query_integer(query, 3);
    }
}

static struct vouched *find(struct evaluations *evaluations, int64_t id)
{
    size_t from = 0;
    size_t to = evaluations->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (evaluations->items[middle].id == id) {
            return &evaluations->items[middle];
        }
        from = evaluations->items[middle].id < id ? middle + 1 : from;
        to = evaluations->items[middle].id < id ? to : middle;
    }
    return NULL;
}

/* In the order in which the table lies; so the rows of each evaluation come in the order of its digest. */
static const struct error *hash_rows(struct store *store, struct evaluations *evaluations)
{
    struct query *query SCOPED_QUERY = NULL;
    struct buffer line SCOPED_BUFFER = { 0 };
    bool row;
    TRY(query_open(store, "SELECT applicant_id, evaluation_id, status, outcomes FROM decision ORDER BY applicant_id, evaluation_id", &query));
    for (;;) {
        TRY(query_step(query, &row));
        struct vouched *item = row ? find(evaluations, query_integer(query, 1)) : NULL;
        if (!row) {
            return NULL;
        }
        if (item != NULL) {
            item->hasher = item->hasher == NULL ? hasher_new() : item->hasher;
            item->rows += 1;
            buffer_clear(&line);
            decision_line(query_integer(query, 0), query_integer(query, 2), query_text(query, 3), &line);
            hasher_add(item->hasher, buffer_text(&line));
        }
    }
}

static const struct error *compare(const struct evaluations *evaluations)
{
    for (size_t i = 0; i < evaluations->count; i++) {
        const struct vouched *item = &evaluations->items[i];
        struct digest digest = item->digest;
        if (item->hasher != NULL) {
            hasher_finish(item->hasher, &digest);
        }
        if (item->rows != item->changed || !digest_equal(&digest, &item->digest)) {
            return error_new(ERROR_UNVERIFIED, _("table decision: the decisions of evaluation %lld are not those that its journal entry vouches for"), (long long)item->id);
        }
    }
    return NULL;
}

static const struct error *check_replaced(struct store *store, int year)
{
    struct evaluations evaluations __attribute__((cleanup(evaluations_free))) = { 0 };
    int64_t rows;
    int64_t expected;
    TRY(load(store, year, &evaluations));
    TRY(query_one_integer(store, "SELECT count(*) FROM decision", &rows));
    TRY(query_one_integer(store, "SELECT coalesce(sum(changed), 0) FROM evaluation", &expected));
    /* When each applicant has one decision, none was replaced, and judging compared them all. */
    if (rows == expected && evaluations.stored == evaluations.applicants) {
        return NULL;
    }
    TRY(hash_rows(store, &evaluations));
    TRY(compare(&evaluations));
    return rows == expected ? NULL
                            : error_new(ERROR_UNVERIFIED, _("table %s: %lld rows, but the journal speaks of %lld"), "decision", (long long)rows, (long long)expected);
}

const struct error *replay_check_earlier(struct store *store, int year, const struct eligibility_count *count, struct replay *out)
{
    *out = (struct replay){ .day = DAY_NONE };
    if (count->previous_evaluation_id == 0) {
        return NULL;
    }
    /* When nothing changed, the decisions that stand were just derived again; otherwise the earlier ones are, as of then. */
    if (count->previous_evaluation_id != count->evaluation_id) {
        TRY(replay_check(store, year, count->previous_evaluation_id, out));
    }
    return check_replaced(store, year);
}
