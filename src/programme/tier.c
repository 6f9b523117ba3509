#include "tier.h"

#include "base/language.h"
#include "base/memory.h"

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
