#include "programme/payout_entry.h"

#include "base/language.h"
#include "store/query.h"

static const struct error *last_move(struct store *store, int64_t payout, int64_t *position_out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT max(position) FROM transfer WHERE payout_id = ?1", &query));
    query_bind_integer(query, 1, payout);
    TRY(query_step(query, &row));
    CHECK(row);
    *position_out = query_integer(query, 0);
    return NULL;
}

const struct error *payout_entry_find(struct store *store, struct text word, bool last, int64_t *position_out)
{
    struct query *query SCOPED_QUERY = NULL;
    int64_t number;
    bool row;
    if (text_to_integer(word, &number)) {
        TRY(query_open(store, "SELECT position, id FROM payout WHERE id = ?1", &query));
        query_bind_integer(query, 1, number);
    } else {
        TRY(query_open(store, "SELECT position, id FROM payout WHERE reference = ?1", &query));
        query_bind_text(query, 1, word);
    }
    TRY(query_step(query, &row));
    if (!row) {
        struct buffer shown SCOPED_BUFFER = { 0 };
        buffer_add_printable(&shown, word, 100);
        return error_new(ERROR_REFUSED, _("%s: is not the reference of a payout; the bank's file and the workbook have them"), buffer_string(&shown));
    }
    *position_out = query_integer(query, 0);
    return last ? last_move(store, query_integer(query, 1), position_out) : NULL;
}
