/* What an applicant's row said before, and why it was changed. */
#include "applicant_row.h"
#include "base/memory.h"
#include "programme/amendment.h"

enum { POSITION = APPLICANT_ROW_COUNT, DAY, REASON, FILE_NAME, ENTRY };

static void past_amendment_free(struct past_amendment *past)
{
    buffer_free(&past->officer);
    buffer_free(&past->reason);
    buffer_free(&past->file);
    field_changes_free(&past->changes);
}

void past_amendments_free(struct past_amendments *past)
{
    for (size_t i = 0; i < past->count; i++) {
        past_amendment_free(&past->items[i]);
    }
    memory_free(past->items);
    *past = (struct past_amendments){ 0 };
}

static const struct error *load_version(struct store *store, const char *sql, int64_t id, struct field_changes *changes, const struct applicant *before)
{
    struct query *query SCOPED_QUERY = NULL;
    struct applicant after;
    bool row;
    TRY(query_open(store, sql, &query));
    query_bind_integer(query, 1, id);
    TRY(query_step(query, &row));
    if (row) {
        applicant_row_read(query, 0, &after);
        field_changes_between(before, &after, changes);
    }
    return NULL;
}

/* What the version after the one in the query's row says otherwise. */
static const struct error *compare(struct store *store, int64_t applicant_id, int64_t next, const struct applicant *before, struct field_changes *changes)
{
    return next != 0 ? load_version(store, "SELECT " APPLICANT_ROW_COLUMNS " FROM amendment AS a WHERE a.id = ?1 AND a.erased IS NULL", next, changes, before)
                     : load_version(store, "SELECT " APPLICANT_ROW_COLUMNS " FROM applicant AS a WHERE a.id = ?1", applicant_id, changes, before);
}

static const struct error *add(struct store *store, int64_t applicant_id, struct query *query, struct past_amendment *past)
{
    struct applicant before;
    struct text officer;
    applicant_row_read(query, 0, &before);
    past->position = query_integer(query, POSITION);
    past->day = (struct day){ (int32_t)query_integer(query, DAY) };
    buffer_add(&past->reason, query_text(query, REASON));
    buffer_add(&past->file, query_text(query, FILE_NAME));
    if (entry_get(query_text(query, ENTRY), "officer", &officer) && !text_equal(officer, TEXT("-"))) {
        buffer_add(&past->officer, officer);
    }
    /* Of a version that was erased nothing is known. */
    return query_is_null(query, 3) ? NULL : compare(store, applicant_id, query_integer(query, ENTRY + 1), &before, &past->changes);
}

const struct error *past_amendments_load(struct store *store, int64_t applicant_id, int64_t before, struct past_amendments *out)
{
    struct past_amendments past __attribute__((cleanup(past_amendments_free))) = { 0 };
    struct query *query SCOPED_QUERY = NULL;
    size_t capacity = 0;
    bool row;
    TRY(query_open(store,
                   "SELECT " APPLICANT_ROW_COLUMNS ", a.position, a.day, a.reason, coalesce(f.file_name, ''), j.text, "
                   "(SELECT coalesce(min(n.id), 0) FROM amendment AS n WHERE n.applicant_id = a.applicant_id AND n.id > a.id) FROM amendment AS a "
                   "JOIN journal AS j ON j.position = a.position LEFT JOIN account_file AS f ON f.position = a.account_file "
                   "WHERE a.applicant_id = ?1 AND a.position < ?2 ORDER BY a.id",
                   &query));
    query_bind_integer(query, 1, applicant_id);
    query_bind_integer(query, 2, before);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        past.items = memory_grow(past.items, past.count, &capacity, sizeof(*past.items));
        past.items[past.count] = (struct past_amendment){ 0 };
        TRY(add(store, applicant_id, query, &past.items[past.count++]));
    }
    MEMORY_GIVE(out, past);
    return NULL;
}
