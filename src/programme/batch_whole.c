#include "batch_whole.h"

#include "base/language.h"
#include "store/query.h"

const struct error *batch_check_whole(struct store *store, int64_t batch_id)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT (b.recipients, b.amount) IS NOT (SELECT count(*), sum(p.amount) FROM payout AS p NOT INDEXED WHERE p.batch_id = b.id) FROM batch AS b WHERE b.id = ?1",
                   &query));
    query_bind_integer(query, 1, batch_id);
    TRY(query_step(query, &row));
    return row && query_integer(query, 0) != 0
               ? error_new(ERROR_UNVERIFIED, _("batch %lld does not have the people or the amount that its entry names; run `dumisake verify`"), (long long)batch_id)
               : NULL;
}
