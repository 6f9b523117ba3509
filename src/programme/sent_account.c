#include "sent_account.h"

#include "base/language.h"
#include "ledger/journal.h"
#include "revoked.h"
#include "store/query.h"

/* Transfer t of payout p to the bank; a and n have the version of the person's application of then: n when it was changed since. */
#define SENT                                                                                                             \
    "transfer AS t CROSS JOIN payout AS p ON p.id = t.payout_id CROSS JOIN applicant AS a ON a.id = p.applicant_id "      \
    "LEFT JOIN amendment AS n ON n.id = (SELECT v.id FROM amendment AS v WHERE v.applicant_id = p.applicant_id AND v.position > t.position ORDER BY v.id LIMIT 1) "
#define THEN(column) "iif(n.id IS NULL, a." column ", n." column ")"

/* m: the version that the first officer could see, when it was changed since. Without an account then, one that came later was seen by none;
 * format 12 and earlier, whose sendings name no approvals-needed, sent to it. */
static const char exchanged[] =
    "SELECT t.position, p.id FROM " SENT
    "JOIN (SELECT batch_id, min(position) AS position FROM approval WHERE officer IS NOT NULL GROUP BY batch_id) AS x ON x.batch_id = p.batch_id AND x.position < t.position "
    "JOIN amendment AS m ON m.id = (SELECT v.id FROM amendment AS v WHERE v.applicant_id = p.applicant_id AND v.position > x.position ORDER BY v.id LIMIT 1) "
    "WHERE t.to_account = 3 AND m.position < t.position AND m.erased IS NULL AND " THEN("erased") " IS NULL "
    "AND (m.no_rekening IS NOT NULL OR EXISTS (SELECT 1 FROM sending AS s JOIN journal AS j ON j.position = s.position WHERE s.batch_id = p.batch_id AND s.position < t.position "
    "AND instr(j.text, char(10) || 'approvals-needed ') > 0)) "
    "AND (m.no_rekening IS NOT " THEN("no_rekening") " OR m.bank IS NOT " THEN("bank") ") ORDER BY t.position LIMIT 1";

static const char other_totals[] =
    "SELECT s.position, s.batch_id FROM sending AS s LEFT JOIN (SELECT (SELECT max(g.position) FROM sending AS g WHERE g.batch_id = p.batch_id AND g.position < t.position) AS sending, "
    "count(*) AS payouts, sum(t.amount) AS amount, max(" THEN("erased") " IS NOT NULL) AS erased, sum(CAST(substr(" THEN("no_rekening") ", -10) AS INTEGER)) % 10000000000 AS tails "
    "FROM " SENT "WHERE t.to_account = 3 GROUP BY 1) AS x ON x.sending = s.position "
    "WHERE (x.payouts, x.amount) IS NOT (s.payouts, s.amount) OR (x.erased = 0 AND x.tails <> s.hash_total) ORDER BY s.position LIMIT 1";

/* Sendings after the revocation of somebody who had approved, with the approvals that still counted. */
static const char after_revocations[] =
    "SELECT s.position, s.batch_id, count(DISTINCT iif(" REVOKED_BEFORE("x.officer", "s.position") ", NULL, x.officer)) AS given, j.text FROM sending AS s "
    "JOIN journal AS j ON j.position = s.position JOIN approval AS x ON x.batch_id = s.batch_id AND x.position < s.position AND x.officer IS NOT NULL "
    "GROUP BY s.position HAVING given < count(DISTINCT x.officer) ORDER BY s.position";

/* Format 12 and earlier, whose sendings do not name the number, let them count. */
static const struct error *check_revocations(struct store *store)
{
    struct query *query SCOPED_QUERY = NULL;
    int64_t needed;
    bool row;
    TRY(query_open(store, after_revocations, &query));
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        if (entry_get_integer(query_text(query, 3), "approvals-needed", &needed) && query_integer(query, 2) < needed) {
            return error_new(ERROR_UNVERIFIED, _("journal entry %lld sends batch %lld, which too few officers approved who were not revoked before"), (long long)query_integer(query, 0),
                             (long long)query_integer(query, 1));
        }
    }
}

static const struct error *find_first(struct store *store, const char *sql, bool *found_out, int64_t *position_out, int64_t *id_out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store, sql, &query));
    TRY(query_step(query, found_out));
    *position_out = *found_out ? query_integer(query, 0) : 0;
    *id_out = *found_out ? query_integer(query, 1) : 0;
    return NULL;
}

const struct error *sent_accounts_verify(struct store *store)
{
    int64_t position;
    int64_t id;
    bool found;
    TRY(check_revocations(store));
    TRY(find_first(store, exchanged, &found, &position, &id));
    if (found) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld sends payout %lld to another account than the one that the officers could see who approved it"), (long long)position, (long long)id);
    }
    TRY(find_first(store, other_totals, &found, &position, &id));
    return found ? error_new(ERROR_UNVERIFIED, _("journal entry %lld: what was sent of batch %lld does not have the count, the sum or the accounts (hash total) that it names"), (long long)position,
                             (long long)id)
                 : NULL;
}
