#include "tier.h"

#include "base/language.h"
#include "base/memory.h"
#include "programme/explanation.h"
#include "register_walk.h"

bool programme_has_tiers(const struct programme *programme, enum category category)
{
    bool has = false;
    for (size_t i = 0; i < programme->tier_count; i++) {
        has = has || programme->tiers[i].category == category;
    }
    return has;
}

const struct tier *programme_tier(const struct programme *programme, const struct applicant *applicant)
{
    const struct facts facts = { .year = programme->year, .reference_day = programme->reference_day };
    enum category category = (enum category)applicant->fields[FIELD_KATEGORI].integer;
    for (size_t i = 0; i < programme->tier_count; i++) {
        const struct tier *tier = &programme->tiers[i];
        bool last = tier->when.count == 0;
        if (tier->category == category && (last || expression_holds(&tier->when, applicant, &facts) == 1)) {
            return tier;
        }
    }
    return NULL;
}

struct money programme_amount(const struct programme *programme, const struct applicant *applicant)
{
    const struct tier *tier = programme->tier_count == 0 ? NULL : programme_tier(programme, applicant);
    return tier == NULL ? programme->amounts[applicant->fields[FIELD_KATEGORI].integer] : tier->amount;
}

bool programme_pays(const struct programme *programme, enum category category, struct money amount)
{
    bool pays = programme->amounts[category].rupiah == amount.rupiah;
    for (size_t i = 0; i < programme->tier_count; i++) {
        pays = pays || (programme->tiers[i].category == category && programme->tiers[i].amount.rupiah == amount.rupiah);
    }
    return pays;
}

void programme_print_amounts(const struct programme *programme, enum category category, struct buffer *out)
{
    size_t shown = 0;
    for (size_t i = 0; i < programme->tier_count; i++) {
        const struct tier *tier = &programme->tiers[i];
        bool repeated = tier->category != category;
        for (size_t k = 0; k < i; k++) {
            repeated = repeated || (programme->tiers[k].category == category && programme->tiers[k].amount.rupiah == tier->amount.rupiah);
        }
        if (!repeated) {
            buffer_add_string(out, shown++ == 0 ? "" : " / ");
            money_print(tier->amount, out);
        }
    }
    if (shown == 0) {
        money_print(programme->amounts[category], out);
    }
}

bool tiers_read(const struct programme *programme, enum field field)
{
    for (size_t i = 0; i < programme->tier_count; i++) {
        const struct expression *when = &programme->tiers[i].when;
        if (expression_reads(when, field) || expression_asks(when, OPERATOR_PRESENT, field) || expression_asks(when, OPERATOR_MISSING, field)) {
            return true;
        }
    }
    return false;
}

/* What was paid to somebody who was erased since: by which of the amounts cannot be derived any more, but it is one of them. */
static bool is_an_amount(const struct programme *programme, struct money amount)
{
    bool is = false;
    for (int category = 1; category <= CATEGORY_COUNT; category++) {
        is = is || programme_pays(programme, (enum category)category, amount);
    }
    return is;
}

/* The payouts of a batch in the order of their applicants, beside the register as it stood then. */
static const struct error *check_batch(struct store *store, const struct explanation_moment *moment, const struct programme *programme)
{
    struct register_walk walk SCOPED_REGISTER_WALK = { 0 };
    struct query *payouts SCOPED_QUERY = NULL;
    struct applicant applicant;
    bool payout;
    bool row;
    TRY(query_open(store, "SELECT applicant_id, amount, id FROM payout WHERE batch_id = ?1 ORDER BY applicant_id", &payouts));
    query_bind_integer(payouts, 1, moment->batch);
    TRY(query_step(payouts, &payout));
    TRY(register_walk_open(store, programme->year, moment->as_of, programme, &walk));
    while (payout) {
        struct money amount;
        TRY(register_walk_next_row(&walk, &applicant, &row));
        if (row && walk.id < query_integer(payouts, 0)) {
            continue;
        }
        if (!row || walk.id != query_integer(payouts, 0) || !money_of(query_integer(payouts, 1), &amount) ||
            (walk.gone ? !is_an_amount(programme, amount) : amount.rupiah != programme_amount(programme, &applicant).rupiah)) {
            return error_new(ERROR_UNVERIFIED, _("batch %lld: payout %lld is not of the amount that follows from the ledger and the rules of version %lld"),
                             (long long)moment->batch, (long long)query_integer(payouts, 2), (long long)moment->version);
        }
        TRY(query_step(payouts, &payout));
    }
    return NULL;
}

const struct error *tiers_verify(struct store *store)
{
    struct query *batches SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT id FROM batch WHERE id NOT IN (SELECT batch_id FROM repayment) ORDER BY id", &batches));
    for (;;) {
        struct programme programme SCOPED_PROGRAMME = { 0 };
        struct explanation_moment moment;
        TRY(query_step(batches, &row));
        if (!row) {
            return NULL;
        }
        TRY(explanation_moment_of(store, query_integer(batches, 0), &moment));
        TRY(programme_version_load(store, moment.version, &programme));
        TRY(programme.tier_count == 0 ? NULL : check_batch(store, &moment, &programme));
    }
}
