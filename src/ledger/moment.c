#include "ledger/moment.h"

#include "base/language.h"
#include "ledger/journal.h"
#include "store/past.h"
#include "store/query.h"

const struct error *moment_newest(struct store *store, int64_t *entries_out)
{
    TRY(query_one_integer(store, "SELECT max(size) FROM tree_head", entries_out));
    return *entries_out > 0 ? NULL : error_new(ERROR_FAILED, _("the ledger has no entries yet"));
}

/* All entries of a transaction have the day of its first one. */
const struct error *moment_of_day(struct store *store, struct day day, int64_t *entries_out)
{
    struct query *heads SCOPED_QUERY = NULL;
    struct buffer shown SCOPED_BUFFER = { 0 };
    int64_t entries = 0;
    bool row;
    TRY(query_open(store, "SELECT h.size, j.text FROM (SELECT size, lag(size, 1, 0) OVER (ORDER BY size) AS first FROM tree_head) AS h "
                          "LEFT JOIN journal AS j ON j.position = h.first ORDER BY h.size", &heads));
    for (;; entries = query_integer(heads, 0)) {
        struct day begun;
        TRY(query_step(heads, &row));
        if (!row) {
            break;
        }
        if (!entry_get_day(query_text(heads, 1), "day", &begun) || day_is_none(begun)) {
            return error_new(ERROR_UNVERIFIED, _("entry %lld cannot be read; run `dumisake verify`"), (long long)entries);
        }
        if (begun.number > day.number) {
            break;
        }
    }
    if (entries == 0) {
        day_print(day, &shown);
        return error_new(ERROR_REFUSED, _("the ledger had no entry on %s yet"), buffer_string(&shown));
    }
    *entries_out = entries;
    return NULL;
}

const struct error *moment_check(struct store *store, int64_t entries)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT (SELECT max(size) FROM tree_head WHERE size <= ?1), (SELECT min(size) FROM tree_head WHERE size >= ?1)", &query));
    query_bind_integer(query, 1, entries);
    TRY(query_step(query, &row));
    int64_t before = query_integer(query, 0);
    int64_t after = query_integer(query, 1);
    if (before == entries && after == entries) {
        return NULL;
    }
    if (after == 0) {
        return error_new(ERROR_REFUSED, _("the ledger has %lld entries, not %lld"), (long long)before, (long long)entries);
    }
    if (before == 0) {
        return error_new(ERROR_REFUSED, _("%lld entries: within a transaction; the first one ends after %lld"), (long long)entries, (long long)after);
    }
    return error_new(ERROR_REFUSED, _("%lld entries: within a transaction; the nearest ends are after %lld and after %lld"), (long long)entries, (long long)before, (long long)after);
}

const struct error *moment_show(struct store *store, int64_t entries)
{
    int64_t newest;
    TRY(moment_check(store, entries));
    TRY(moment_newest(store, &newest));
    return entries == newest ? NULL : store_go_back(store, entries);
}
