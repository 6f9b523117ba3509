/* The decisions in force when a batch was made. */
#include "base/language.h"
#include "base/memory.h"
#include "entitlement.h"
#include "programme/eligibility.h"
#include "store/query.h"

enum { STATUSES = 4 };

/* Where the walk is: the status of each applicant, and how many of each year have which; the decision on who was erased stays and counts. */
struct standing {
    const struct paper_trail *trail;
    uint8_t *statuses; /* by applicant id; 0 = none */
    int64_t applicants;
    struct year_count {
        int64_t year;
        int64_t people[STATUSES];
    } *years;
    size_t year_count;
    size_t year_capacity;
};

static void standing_close(struct standing *standing)
{
    memory_free(standing->statuses);
    memory_free(standing->years);
}

static struct year_count *count_of(struct standing *standing, int64_t year)
{
    for (size_t i = 0; i < standing->year_count; i++) {
        if (standing->years[i].year == year) {
            return &standing->years[i];
        }
    }
    standing->years = memory_grow(standing->years, standing->year_count, &standing->year_capacity, sizeof(*standing->years));
    standing->years[standing->year_count] = (struct year_count){ .year = year };
    return &standing->years[standing->year_count++];
}

static const struct error *set_status(struct standing *standing, int64_t year, int64_t applicant, int64_t status)
{
    if (applicant < 1 || applicant > standing->applicants || status < 0 || status >= STATUSES) {
        return error_new(ERROR_UNVERIFIED, _("table decision: a decision on nobody, or none of the three"));
    }
    struct year_count *count = count_of(standing, year);
    count->people[standing->statuses[applicant]] -= 1;
    count->people[status] += 1;
    standing->statuses[applicant] = (uint8_t)status;
    return NULL;
}

static const struct error *check_counts(struct standing *standing, size_t number)
{
    const struct trail_evaluation *evaluation = &standing->trail->evaluations[number];
    const struct year_count *count = count_of(standing, evaluation->year);
    bool same = count->people[DECISION_ELIGIBLE] == evaluation->eligible && count->people[DECISION_NEEDS_REVIEW] == evaluation->needs_review &&
                count->people[DECISION_INELIGIBLE] == evaluation->ineligible;
    return same ? NULL
                : error_new(ERROR_UNVERIFIED, _("journal entry %lld: the decisions after evaluation %lld are not as many of each kind as it says"),
                            (long long)evaluation->position, (long long)number + 1);
}

static const struct error *check_batch(const struct standing *standing, size_t number, int64_t *position_out)
{
    const struct trail_batch *batch = &standing->trail->batches[number];
    for (int64_t payout = batch->first; payout < batch->first + batch->recipients; payout++) {
        const struct trail_payout *paid = &standing->trail->payouts[payout - 1];
        bool eligible = paid->applicant >= 1 && paid->applicant <= standing->applicants && standing->statuses[paid->applicant] == DECISION_ELIGIBLE;
        if (!eligible) {
            *position_out = paid->begin;
            return error_new(ERROR_UNVERIFIED, _("journal entry %lld grants to somebody whom evaluation %lld did not find eligible"), (long long)paid->begin,
                             (long long)batch->evaluation);
        }
    }
    return NULL;
}

/* The batches that rest on the evaluation. */
static const struct error *check_batches(const struct standing *standing, int64_t evaluation, int64_t *position_out)
{
    for (size_t i = 0; i < standing->trail->batch_count; i++) {
        const struct trail_batch *batch = &standing->trail->batches[i];
        TRY(batch->evaluation == evaluation && !batch->repays ? check_batch(standing, i, position_out) : NULL);
    }
    return NULL;
}

const struct error *entitlement_verify_decisions(struct store *store, const struct paper_trail *trail, int64_t *position_out)
{
    struct standing standing __attribute__((cleanup(standing_close))) = { .trail = trail };
    struct query *decisions SCOPED_QUERY = NULL;
    bool decision;
    /* Applicants are numbered from 1 without a gap, as the check of their rows found. */
    TRY(query_one_integer(store, "SELECT count(*) FROM applicant", &standing.applicants));
    standing.statuses = memory_new((size_t)standing.applicants + 1);
    TRY(query_open(store, "SELECT evaluation_id, applicant_id, status FROM decision ORDER BY evaluation_id, applicant_id", &decisions));
    TRY(query_step(decisions, &decision));
    for (size_t i = 0; i < trail->evaluation_count; i++) {
        *position_out = trail->evaluations[i].position;
        while (decision && query_integer(decisions, 0) == (int64_t)i + 1) {
            TRY(set_status(&standing, trail->evaluations[i].year, query_integer(decisions, 1), query_integer(decisions, 2)));
            TRY(query_step(decisions, &decision));
        }
        TRY(check_counts(&standing, i));
        TRY(check_batches(&standing, (int64_t)i + 1, position_out));
    }
    return NULL;
}
