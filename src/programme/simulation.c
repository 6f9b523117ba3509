#include "programme/simulation.h"

#include "base/language.h"
#include "base/memory.h"
#include "judgement.h"
#include "register_walk.h"
#include "rule.h"

struct simulating {
    const struct programme *now;
    const struct programme *then;
    struct simulation simulation;
    size_t region_capacity;
    size_t change_capacity;
};

static struct simulation_group *region_of(struct simulating *simulating, int code)
{
    struct simulation *simulation = &simulating->simulation;
    size_t at = 0;
    while (at < simulation->region_count && simulation->regions[at].code < code) {
        at++;
    }
    if (at == simulation->region_count || simulation->regions[at].code != code) {
        simulation->regions = memory_grow(simulation->regions, simulation->region_count, &simulating->region_capacity, sizeof(*simulation->regions));
        memmove(&simulation->regions[at + 1], &simulation->regions[at], (simulation->region_count - at) * sizeof(*simulation->regions));
        simulation->regions[at] = (struct simulation_group){ .code = code };
        simulation->region_count += 1;
    }
    return &simulation->regions[at];
}

static const struct error *count_side(struct simulation_side *side, enum decision_status status, struct money amount)
{
    side->eligible += status == DECISION_ELIGIBLE ? 1 : 0;
    side->needs_review += status == DECISION_NEEDS_REVIEW ? 1 : 0;
    side->ineligible += status == DECISION_INELIGIBLE ? 1 : 0;
    if (status == DECISION_ELIGIBLE && !money_add(side->amount, amount, &side->amount)) {
        return error_new(ERROR_FAILED, "%s", _("the grants of all eligible people are more rupiah than can be counted"));
    }
    return NULL;
}

static const struct error *count_group(const struct simulating *simulating, struct simulation_group *group, enum category category, enum decision_status now,
                                       enum decision_status then)
{
    group->gaining += now != DECISION_ELIGIBLE && then == DECISION_ELIGIBLE ? 1 : 0;
    group->losing += now == DECISION_ELIGIBLE && then != DECISION_ELIGIBLE ? 1 : 0;
    TRY(count_side(&group->now, now, simulating->now->amounts[category]));
    return count_side(&group->then, then, simulating->then->amounts[category]);
}

/* The codes of the rules, bars and verdicts that keep the person out. */
static void add_reasons(const struct programme *programme, const struct verdict *verdict, struct buffer *out)
{
    for (size_t i = 0; i < programme->rule_count; i++) {
        if (rule_effect(&programme->rules[i], (enum outcome)verdict->outcomes[i]) != DECISION_ELIGIBLE) {
            buffer_format(out, "%s%s", out->length == 0 ? "" : " ", programme->rules[i].code);
        }
    }
    for (int i = 0; i < BAR_COUNT; i++) {
        if (verdict->bars[i]) {
            buffer_format(out, "%s%s", out->length == 0 ? "" : " ", bar_code((enum bar)i));
        }
    }
    if (review_is_reason(verdict->review)) {
        buffer_format(out, "%s%s", out->length == 0 ? "" : " ", review_code(verdict->review));
    }
}

static void add_change(struct simulating *simulating, const struct applicant *applicant, const struct verdict *now, const struct verdict *then)
{
    struct simulation *simulation = &simulating->simulation;
    if (simulation->change_count == SIMULATION_CHANGES_MAX) {
        simulation->changes_omitted += 1;
        return;
    }
    struct simulation_change change = {
        .nik = applicant_nik(applicant),
        .category = (enum category)applicant->fields[FIELD_KATEGORI].integer,
        .kabkota = (int)applicant->fields[FIELD_KABUPATEN_USAHA].integer,
        .now = now->status,
        .then = then->status,
    };
    if (then->status != DECISION_ELIGIBLE) {
        add_reasons(simulating->then, then, &change.reasons);
    } else {
        add_reasons(simulating->now, now, &change.reasons);
    }
    simulation->changes = memory_grow(simulation->changes, simulation->change_count, &simulating->change_capacity, sizeof(*simulation->changes));
    simulation->changes[simulation->change_count++] = change;
}

static const struct error *judge_both(struct simulating *simulating, const struct judgement *now, const struct judgement *then, const struct applicant *applicant)
{
    struct simulation *simulation = &simulating->simulation;
    struct verdict before;
    struct verdict after;
    enum category category = (enum category)applicant->fields[FIELD_KATEGORI].integer;
    judgement_of(now, applicant, &before);
    judgement_of(then, applicant, &after);
    TRY(count_group(simulating, &simulation->all, category, before.status, after.status));
    TRY(count_group(simulating, &simulation->categories[category - 1], category, before.status, after.status));
    TRY(count_group(simulating, region_of(simulating, (int)applicant->fields[FIELD_KABUPATEN_USAHA].integer), category, before.status, after.status));
    if (before.status != after.status) {
        add_change(simulating, applicant, &before, &after);
    }
    return NULL;
}

static void simulating_free(struct simulating *simulating)
{
    simulation_free(&simulating->simulation);
}

const struct error *simulation_run(struct store *store, const struct programme *now, const struct programme *then, struct simulation *out)
{
    struct simulating simulating __attribute__((cleanup(simulating_free))) = { .now = now, .then = then };
    struct judgement present SCOPED_JUDGEMENT = { 0 };
    struct judgement other SCOPED_JUDGEMENT = { 0 };
    struct register_walk walk SCOPED_REGISTER_WALK = { 0 };
    struct applicant applicant;
    bool row;
    if (now->year != then->year) {
        return error_new(ERROR_FAILED, _("the file is about %d, not about %d; expected rules of the same year"), then->year, now->year);
    }
    for (int i = 0; i < CATEGORY_COUNT; i++) {
        simulating.simulation.categories[i].code = i + 1;
    }
    TRY(judgement_open(store, now, LEDGER_NOW, &present));
    TRY(judgement_open(store, then, LEDGER_NOW, &other));
    TRY(register_walk_open(store, now->year, LEDGER_NOW, &walk));
    for (;;) {
        TRY(register_walk_next(&walk, &applicant, &row));
        if (!row) {
            break;
        }
        TRY(judge_both(&simulating, &present, &other, &applicant));
    }
    MEMORY_GIVE(out, simulating.simulation);
    return NULL;
}

void simulation_free(struct simulation *simulation)
{
    for (size_t i = 0; i < simulation->change_count; i++) {
        buffer_free(&simulation->changes[i].reasons);
    }
    memory_free(simulation->changes);
    memory_free(simulation->regions);
    *simulation = (struct simulation){ 0 };
}
