#include "programme/status.h"

#include "base/language.h"
#include "base/memory.h"
#include "programme/contradiction.h"
#include "programme/money_back.h"
#include "store/query.h"

/* Every statement here takes ?1, the year, 0 for all. */

static const struct error *load_accounts(struct store *store, struct year_status *status)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT account_id, sum(amount) FROM money WHERE ?1 IN (0, year) GROUP BY account_id", &query));
    query_bind_integer(query, 1, status->year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        int64_t account = query_integer(query, 0);
        bool sound = account > 0 && account < ACCOUNT_COUNT && money_of(query_integer(query, 1), &status->accounts[account]) &&
                     money_add(status->budget, status->accounts[account], &status->budget);
        if (!sound) {
            return error_new(ERROR_UNVERIFIED, _("the balances are damaged; run `dumisake verify`"));
        }
    }
}

static const struct error *load_count(struct store *store, const char *sql, int year, int64_t *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, sql, &query));
    query_bind_integer(query, 1, year);
    TRY(query_step(query, &row));
    *out = row ? query_integer(query, 0) : 0;
    return NULL;
}

static const struct error *load_decisions(struct store *store, struct year_status *status)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT coalesce(sum(applicants), 0), coalesce(sum(eligible), 0), coalesce(sum(needs_review), 0), coalesce(sum(ineligible), 0) "
                   "FROM evaluation AS e WHERE ?1 IN (0, year) AND id = (SELECT max(l.id) FROM evaluation AS l WHERE l.year = e.year)",
                   &query));
    query_bind_integer(query, 1, status->year);
    TRY(query_step(query, &row));
    status->checked = query_integer(query, 0);
    status->eligible = query_integer(query, 1);
    status->needs_review = query_integer(query, 2);
    status->ineligible = query_integer(query, 3);
    return NULL;
}

static const struct error *load_first_to_review(struct store *store, struct year_status *status)
{
    return status->needs_review == 0 ? NULL
                                     : load_count(store,
                                                  "SELECT a.nik FROM decision AS d CROSS JOIN applicant AS a ON a.id = d.applicant_id " /* the few first */
                                                  "WHERE d.status = 2 AND ?1 IN (0, a.year) AND a.nik IS NOT NULL AND d.evaluation_id = "
                                                  "(SELECT max(l.evaluation_id) FROM decision AS l WHERE l.applicant_id = d.applicant_id) LIMIT 1",
                                                  status->year, &status->first_to_review.number);
}

static const struct error *load_waiting(struct store *store, struct year_status *status)
{
    int64_t found = 0;
    if (status->unpaid > 0 && status->accounts[ACCOUNT_ANGGARAN].rupiah > 0) {
        TRY(load_count(store,
                       "SELECT EXISTS (SELECT 1 FROM applicant AS a NOT INDEXED JOIN decision_now AS d ON d.applicant_id = a.id "
                       "WHERE ?1 IN (0, a.year) AND d.status = 1 AND a.nik IS NOT NULL "
                       "AND NOT EXISTS (SELECT 1 FROM payout AS p WHERE p.applicant_id = a.id AND p.account_id BETWEEN 2 AND 6) "
                       "AND NOT EXISTS (SELECT 1 FROM applicant AS o JOIN payout AS q ON q.applicant_id = o.id "
                       "WHERE o.no_kk = a.no_kk AND q.year = a.year AND q.account_id IN (2, 3, 4, 5)) "
                       "AND NOT EXISTS (SELECT 1 FROM erased_grant AS g WHERE g.no_kk = a.no_kk AND g.year = a.year AND g.account_id BETWEEN 2 AND 5))",
                       status->year, &found));
    }
    status->somebody_waits = found != 0;
    return NULL;
}

/* What of the batch waits first: for the bank, to be sent, for a decision about what bounced. */
static const struct error *batch_state(struct store *store, struct batch_status *batch)
{
    bool cancelled;
    TRY(batch_was_cancelled(store, batch->id, &cancelled));
    batch->state = cancelled                                ? "dibatalkan"
                   : batch->counts[ACCOUNT_DALAM_PROSES] > 0 ? "dalam-proses"
                   : batch->counts[ACCOUNT_KOMITMEN] > 0     ? "komitmen"
                   : batch->counts[ACCOUNT_RETUR] > 0        ? "retur"
                                                             : "selesai";
    return NULL;
}

static const struct error *load_batches(struct store *store, struct year_status *status)
{
    struct query *query SCOPED_QUERY = NULL;
    size_t capacity = 0;
    bool row;
    TRY(query_open(store,
                   "SELECT b.id, b.year, b.day, b.recipients, b.amount, p.account_id, count(*) FROM batch AS b JOIN payout AS p ON p.batch_id = b.id "
                   "WHERE ?1 IN (0, b.year) GROUP BY b.id, p.account_id ORDER BY b.id",
                   &query));
    query_bind_integer(query, 1, status->year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        if (status->batch_count == 0 || status->batches[status->batch_count - 1].id != query_integer(query, 0)) {
            struct batch_status batch = { .id = query_integer(query, 0), .year = (int)query_integer(query, 1), .recipients = query_integer(query, 3) };
            batch.day = (struct day){ (int32_t)query_integer(query, 2) };
            if (!money_of(query_integer(query, 4), &batch.amount)) {
                return error_new(ERROR_UNVERIFIED, _("the batches are damaged; run `dumisake verify`"));
            }
            status->batches = memory_grow(status->batches, status->batch_count, &capacity, sizeof(batch));
            status->batches[status->batch_count++] = batch;
        }
        int64_t account = query_integer(query, 5);
        if (account < 0 || account >= ACCOUNT_COUNT) {
            return error_new(ERROR_UNVERIFIED, _("table payout: a payout is in no account; run `dumisake verify`"));
        }
        status->batches[status->batch_count - 1].counts[account] = query_integer(query, 6);
    }
    for (size_t i = 0; i < status->batch_count; i++) {
        TRY(approval_counted(store, status->batches[i].id, &status->batches[i].approvals));
        TRY(batch_state(store, &status->batches[i]));
    }
    return NULL;
}

const struct error *status_load(struct store *store, int year, struct year_status *out)
{
    struct year_status status SCOPED_STATUS = { .year = year };
    int64_t with_payout;
    int64_t gone;
    TRY(load_accounts(store, &status));
    TRY(load_count(store, "SELECT count(*) FROM recipient WHERE ?1 IN (0, year)", year, &status.recipients));
    TRY(load_count(store, "SELECT coalesce(sum(accepted), 0) FROM import WHERE ?1 IN (0, year)", year, &status.applicants));
    TRY(load_count(store, "SELECT count(*) FROM set_aside AS s JOIN import AS i ON i.id = s.import_id WHERE ?1 IN (0, i.year)", year, &status.set_aside));
    TRY(load_decisions(store, &status));
    /* A person who was paid and is no longer eligible is in neither number. */
    TRY(load_count(store,
                   "SELECT count(*) FROM payout AS p WHERE ?1 IN (0, p.year) AND p.account_id BETWEEN 2 AND 6 AND 1 = "
                   "(SELECT d.status FROM decision AS d WHERE d.applicant_id = p.applicant_id ORDER BY d.evaluation_id DESC LIMIT 1)",
                   year, &with_payout));
    /* Nor is one who was erased: the decision stays, the person takes no part any more. */
    TRY(load_count(store,
                   "SELECT count(*) FROM erasure AS r CROSS JOIN applicant AS a ON a.id = r.applicant_id JOIN decision_now AS d ON d.applicant_id = a.id WHERE ?1 IN (0, r.year) "
                   "AND d.status = 1 AND NOT EXISTS (SELECT 1 FROM payout AS p WHERE p.applicant_id = a.id AND p.account_id BETWEEN 2 AND 6)",
                   year, &gone));
    TRY(load_count(store, "SELECT count(*) FROM erasure AS r WHERE r.applicant_id IS NOT NULL AND ?1 IN (0, r.year)", year, &status.erased));
    status.unpaid = status.eligible > with_payout + gone ? status.eligible - with_payout - gone : 0;
    TRY(load_first_to_review(store, &status));
    TRY(contradiction_count(store, year, &status.contradictions));
    TRY(load_waiting(store, &status));
    TRY(load_batches(store, &status));
    MEMORY_GIVE(out, status);
    return NULL;
}

void status_free(struct year_status *status)
{
    memory_free(status->batches);
    *status = (struct year_status){ 0 };
}

const struct error *status_years(struct store *store, int **years_out, size_t *count_out)
{
    int *years SCOPED_MEMORY = NULL;
    size_t count = 0;
    size_t capacity = 0;
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT DISTINCT year FROM programme_version ORDER BY year", &query));
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        years = memory_grow(years, count, &capacity, sizeof(*years));
        years[count++] = (int)query_integer(query, 0);
    }
    *years_out = years;
    *count_out = count;
    years = NULL;
    return NULL;
}
