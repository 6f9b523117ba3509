/* The verdicts on an applicant, and who gave them. */
#include "base/memory.h"
#include "programme/review.h"
#include "store/query.h"

void past_reviews_free(struct past_reviews *past)
{
    for (size_t i = 0; i < past->count; i++) {
        buffer_free(&past->items[i].officer);
        buffer_free(&past->items[i].reason);
        buffer_free(&past->items[i].file);
    }
    memory_free(past->items);
    *past = (struct past_reviews){ 0 };
}

static void add(struct query *query, struct past_review *past)
{
    struct text officer;
    past->position = query_integer(query, 0);
    past->day = (struct day){ (int32_t)query_integer(query, 1) };
    past->verdict = (enum review_verdict)query_integer(query, 2);
    buffer_add(&past->reason, query_text(query, 3));
    buffer_add(&past->file, query_text(query, 4));
    past->stands = query_integer(query, 5) != 0;
    if (entry_get(query_text(query, 6), "officer", &officer) && !text_equal(officer, TEXT("-"))) {
        buffer_add(&past->officer, officer);
    }
}

const struct error *past_reviews_load(struct store *store, int64_t applicant_id, int64_t before, struct past_reviews *out)
{
    struct past_reviews past __attribute__((cleanup(past_reviews_free))) = { 0 };
    struct query *query SCOPED_QUERY = NULL;
    size_t capacity = 0;
    bool row;
    /* What stands is said as the view review_now says it, at a place in the journal. */
    TRY(query_open(store,
                   "SELECT v.position, v.day, v.verdict, v.reason, coalesce(f.file_name, ''), "
                   "v.position = (SELECT max(l.position) FROM review AS l WHERE l.applicant_id = v.applicant_id AND l.position < ?2) "
                   "AND (v.verdict <> 1 OR NOT EXISTS (SELECT 1 FROM amendment AS m WHERE m.applicant_id = v.applicant_id AND m.position > v.position "
                   "AND m.position < ?2 AND m.account_file IS NULL)), j.text FROM review AS v "
                   "JOIN journal AS j ON j.position = v.position LEFT JOIN review_file AS f ON f.position = v.review_file "
                   "WHERE v.applicant_id = ?1 AND v.position < ?2 ORDER BY v.position",
                   &query));
    query_bind_integer(query, 1, applicant_id);
    query_bind_integer(query, 2, before);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        past.items = memory_grow(past.items, past.count, &capacity, sizeof(*past.items));
        past.items[past.count] = (struct past_review){ 0 };
        add(query, &past.items[past.count++]);
    }
    MEMORY_GIVE(out, past);
    return NULL;
}
