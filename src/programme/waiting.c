#include "programme/waiting.h"

#include <stdlib.h>

#include "base/language.h"
#include "base/memory.h"
#include "store/given.h"

static enum waiting_reason reason_of(const struct candidate *candidate)
{
    switch (candidate->result) {
    case ALLOCATION_WAITING_QUOTA:
        return WAITING_QUOTA;
    case ALLOCATION_WAITING_BUDGET:
        return WAITING_BUDGET;
    case ALLOCATION_WAITING_LIMIT:
        return WAITING_LIMIT;
    case ALLOCATION_WAITING_PLACE:
        return WAITING_PLACE;
    case ALLOCATION_NOT_CHOSEN:
        return WAITING_CHOICE;
    case ALLOCATION_RECIPIENT:
    case ALLOCATION_PAID_LATER:
    case ALLOCATION_FAMILY_CARD:
        break;
    }
    CHECK(false);
    return WAITING_QUOTA;
}

/* quota.bytes is NULL for none. */
static void add_line(struct hasher *hasher, struct buffer *line, int64_t position, int64_t applicant, int64_t reason, struct text quota)
{
    buffer_clear(line);
    buffer_format(line, "%lld %lld %lld ", (long long)position, (long long)applicant, (long long)reason);
    if (quota.bytes == NULL) {
        buffer_add_string(line, "- -");
    } else {
        buffer_format(line, "%zu ", quota.length);
        buffer_add(line, quota);
    }
    buffer_add_byte(line, '\n');
    hasher_add(hasher, buffer_text(line));
}

static struct text quota_of(const struct programme *programme, const struct candidate *candidate)
{
    return candidate->result == ALLOCATION_WAITING_QUOTA ? text_of(programme->quotas[candidate->quota].name) : TEXT_EMPTY;
}

void waiting_digest(const struct programme *programme, const struct allocation *allocation, struct digest *out)
{
    struct hasher *hasher SCOPED_HASHER = hasher_new();
    struct buffer line SCOPED_BUFFER = { 0 };
    for (size_t i = 0; i < allocation->count; i++) {
        const struct candidate *candidate = &allocation->candidates[i];
        if (candidate->place > 0) {
            add_line(hasher, &line, candidate->place, candidate->applicant_id, reason_of(candidate), quota_of(programme, candidate));
        }
    }
    hasher_finish(hasher, out);
}

struct listed {
    const struct candidate *candidate;
};

static int by_applicant(const void *a, const void *b)
{
    const struct listed *left = a;
    const struct listed *right = b;
    return left->candidate->applicant_id < right->candidate->applicant_id ? -1 : 1; /* nobody is there twice */
}

/* Those on the list in the order of the register: the references to the applicants are looked up from front to back. */
static struct listed *listed_of(const struct allocation *allocation)
{
    struct listed *listed = memory_new(((size_t)allocation->listed + 1) * sizeof(*listed));
    size_t count = 0;
    for (size_t i = 0; i < allocation->count; i++) {
        if (allocation->candidates[i].place > 0) {
            listed[count++].candidate = &allocation->candidates[i];
        }
    }
    CHECK(count == (size_t)allocation->listed);
    qsort(listed, count, sizeof(*listed), by_applicant);
    return listed;
}

const struct error *waiting_record(struct store *store, const struct programme *programme, const struct allocation *allocation, int64_t batch_id)
{
    struct given *rows SCOPED_MEMORY = memory_new(sizeof(*rows));
    struct listed *listed SCOPED_MEMORY = listed_of(allocation);
    struct query *insert SCOPED_QUERY = NULL;
    TRY(query_open(store, "INSERT INTO waiting (batch_id, position, applicant_id, reason, quota) SELECT ?2, c0, c1, c2, c3 FROM given(?1)", &insert));
    query_bind_integer(insert, 2, batch_id);
    for (int64_t i = 0; i < allocation->listed; i++) {
        struct cell *row = rows->rows[rows->count++];
        const struct candidate *candidate = listed[i].candidate;
        struct text quota = quota_of(programme, candidate);
        row[0] = cell_integer(candidate->place);
        row[1] = cell_integer(candidate->applicant_id);
        row[2] = cell_integer(reason_of(candidate));
        row[3] = (struct cell){ .kind = CELL_NULL };
        if (quota.bytes != NULL) {
            row[3] = cell_text(quota);
        }
        if (rows->count == GIVEN_ROWS || i + 1 == allocation->listed) {
            TRY(query_run_given(insert, 1, rows));
            rows->count = 0;
        }
    }
    return NULL;
}

const struct error *waiting_load(struct store *store, int year, struct number_set *places, int64_t *batch_out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    *batch_out = 0;
    TRY(query_open(store,
                   "SELECT applicant_id, position, batch_id FROM waiting WHERE batch_id = (SELECT n.batch_id FROM line_batch AS n WHERE n.year = ?1) "
                   "AND reason <> 4 ORDER BY position",
                   &query));
    query_bind_integer(query, 1, year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        int64_t applicant = query_integer(query, 0);
        int64_t position = query_integer(query, 1);
        if (applicant < 1 || position < 1 || position > UINT32_MAX) {
            return error_new(ERROR_UNVERIFIED, _("table waiting is damaged; run `dumisake verify`"));
        }
        (void)number_set_add(places, applicant, (uint32_t)position);
        *batch_out = query_integer(query, 2);
    }
}

const struct error *waiting_find(struct store *store, int year, int64_t batch, int64_t applicant_id, struct waiting_place *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT batch_id, position, reason, quota FROM waiting WHERE applicant_id = ?2 "
                   "AND batch_id = iif(?3 > 0, ?3, (SELECT n.batch_id FROM line_batch AS n WHERE n.year = ?1))",
                   &query));
    query_bind_integer(query, 1, year);
    query_bind_integer(query, 2, applicant_id);
    query_bind_integer(query, 3, batch);
    TRY(query_step(query, &row));
    if (row) {
        static const enum allocation_result results[] = { [WAITING_BUDGET] = ALLOCATION_WAITING_BUDGET, [WAITING_LIMIT] = ALLOCATION_WAITING_LIMIT,
                                                          [WAITING_PLACE] = ALLOCATION_WAITING_PLACE, [WAITING_CHOICE] = ALLOCATION_NOT_CHOSEN };
        int64_t reason = query_integer(query, 2);
        out->batch = query_integer(query, 0);
        out->position = query_integer(query, 1);
        if (reason >= WAITING_BUDGET && reason <= WAITING_CHOICE) {
            buffer_add_string(&out->limit, allocation_limit_name(results[reason]));
        } else {
            buffer_add(&out->limit, query_text(query, 3));
        }
    }
    return NULL;
}

const struct error *waiting_verify(struct store *store, struct text entry)
{
    struct query *query SCOPED_QUERY = NULL;
    struct hasher *hasher SCOPED_HASHER = hasher_new();
    struct buffer line SCOPED_BUFFER = { 0 };
    struct digest digest;
    struct digest stored;
    int64_t batch = 0;
    int64_t expected = 0;
    int64_t rows = 0;
    bool row;
    /* Entries of before there were lists have no such lines: then nobody may stand in one. */
    bool listed = entry_get_integer(entry, "waiting", &expected) && entry_get_digest(entry, "waiting-digest", &stored);
    (void)entry_get_integer(entry, "batch", &batch);
    TRY(query_open(store, "SELECT position, applicant_id, reason, quota FROM waiting WHERE batch_id = ?1 ORDER BY position", &query));
    query_bind_integer(query, 1, batch);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        struct text quota = query_text(query, 3);
        quota.bytes = query_is_null(query, 3) ? NULL : (quota.bytes == NULL ? "" : quota.bytes);
        add_line(hasher, &line, query_integer(query, 0), query_integer(query, 1), query_integer(query, 2), quota);
        rows += 1;
    }
    hasher_finish(hasher, &digest);
    return rows == expected && (listed ? digest_equal(&digest, &stored) : rows == 0)
               ? NULL
               : error_new(ERROR_UNVERIFIED, _("table waiting: the list of batch %lld is not the one that its journal entry vouches for"), (long long)batch);
}
