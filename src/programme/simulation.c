#include "programme/simulation.h"

#include <assert.h>

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

/* A person on both sides. */
struct both {
    enum category category;
    int kabkota;
    enum decision_status now;
    enum decision_status then;
    struct money amount_now; /* when eligible */
    struct money amount_then;
};

static const struct error *count_group(struct simulation_group *group, const struct both *both)
{
    enum decision_status now = both->now;
    enum decision_status then = both->then;
    group->gaining += now != DECISION_ELIGIBLE && then == DECISION_ELIGIBLE ? 1 : 0;
    group->losing += now == DECISION_ELIGIBLE && then != DECISION_ELIGIBLE ? 1 : 0;
    TRY(count_side(&group->now, now, both->amount_now));
    return count_side(&group->then, then, both->amount_then);
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

/* NULL when there are too many. */
static struct simulation_change *add_change(struct simulating *simulating, struct simulation_change change)
{
    struct simulation *simulation = &simulating->simulation;
    if (simulation->change_count == SIMULATION_CHANGES_MAX) {
        simulation->changes_omitted += 1;
        return NULL;
    }
    simulation->changes = memory_grow(simulation->changes, simulation->change_count, &simulating->change_capacity, sizeof(*simulation->changes));
    simulation->changes[simulation->change_count] = change;
    return &simulation->changes[simulation->change_count++];
}

/* One person on both sides, in every group that he is in. */
static const struct error *count_person(struct simulating *simulating, const struct both *both)
{
    struct simulation *simulation = &simulating->simulation;
    TRY(count_group(&simulation->all, both));
    TRY(count_group(&simulation->categories[both->category - 1], both));
    return count_group(region_of(simulating, both->kabkota), both);
}

static const struct error *judge_both(struct simulating *simulating, const struct judgement *now, const struct judgement *then, const struct applicant *applicant)
{
    struct verdict before;
    struct verdict after;
    enum category category = (enum category)applicant->fields[FIELD_KATEGORI].integer;
    int kabkota = (int)applicant->fields[FIELD_KABUPATEN_USAHA].integer;
    judgement_of(now, applicant, &before);
    judgement_of(then, applicant, &after);
    const struct both both = { category, kabkota, before.status, after.status, programme_amount(simulating->now, applicant), programme_amount(simulating->then, applicant) };
    TRY(count_person(simulating, &both));
    struct simulation_change *change = before.status == after.status ? NULL
        : add_change(simulating, (struct simulation_change){ .nik = applicant_nik(applicant), .category = category, .kabkota = kabkota, .now = before.status, .then = after.status });
    if (change != NULL && after.status != DECISION_ELIGIBLE) {
        add_reasons(simulating->then, &after, &change->reasons);
    } else if (change != NULL) {
        add_reasons(simulating->now, &before, &change->reasons);
    }
    return NULL;
}

static const struct error *same_year(const struct programme *now, const struct programme *then)
{
    return now->year == then->year
               ? NULL
               : error_new(ERROR_FAILED, _("the file is about %d, not about %d; expected rules of the same year"), then->year, now->year);
}

static void name_categories(struct simulation *simulation)
{
    for (int i = 0; i < CATEGORY_COUNT; i++) {
        simulation->categories[i].code = i + 1;
    }
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
    TRY(same_year(now, then));
    name_categories(&simulating.simulation);
    TRY(judgement_open(store, now, LEDGER_NOW, &present));
    TRY(judgement_open(store, then, LEDGER_NOW, &other));
    TRY(register_walk_open(store, now->year, LEDGER_NOW, NULL, &walk));
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

/* The candidate of each applicant: place in candidates + 1. */
static void index_candidates(const struct allocation *allocation, struct number_set *out)
{
    for (size_t i = 0; i < allocation->count; i++) {
        (void)number_set_add(out, allocation->candidates[i].applicant_id, (uint32_t)i + 1);
    }
}

static const struct candidate *candidate_of(const struct allocation *allocation, const struct number_set *index, int64_t applicant_id)
{
    uint32_t place = number_set_get(index, applicant_id);
    return place == 0 ? NULL : &allocation->candidates[place - 1];
}

static enum decision_status served(const struct candidate *candidate)
{
    return candidate != NULL && candidate->result == ALLOCATION_RECIPIENT ? DECISION_ELIGIBLE : DECISION_INELIGIBLE;
}

static struct money amount_of(const struct candidate *candidate)
{
    const struct money none = { 0 };
    return candidate == NULL ? none : candidate->amount;
}

/* Somebody whom at least one of the two batches serves. */
static const struct error *compare_person(struct simulating *simulating, const struct candidate *now, const struct candidate *then)
{
    if (served(now) != DECISION_ELIGIBLE && served(then) != DECISION_ELIGIBLE) {
        return NULL;
    }
    const struct candidate *known = now != NULL ? now : then;
    assert(known != NULL); /* who is served stands in a batch */
    const struct both both = { known->category, known->kabkota, served(now), served(then), amount_of(now), amount_of(then) };
    TRY(count_person(simulating, &both));
    struct simulation_change *change = served(now) == served(then) ? NULL
        : add_change(simulating, (struct simulation_change){ .nik = { known->nik }, .category = known->category, .kabkota = known->kabkota, .now = served(now), .then = served(then) });
    if (change != NULL) {
        bool loses = served(then) != DECISION_ELIGIBLE;
        const struct candidate *stopped = loses ? then : now;
        buffer_add_string(&change->reasons, stopped == NULL ? "tidak-memenuhi-syarat" : allocation_limit(loses ? simulating->then : simulating->now, stopped));
    }
    return NULL;
}

static const struct error *compare_batches(struct simulating *simulating, const struct allocation *now, const struct allocation *then)
{
    struct number_set present = { 0 };
    struct number_set other = { 0 };
    const struct error *error = NULL;
    index_candidates(now, &present);
    index_candidates(then, &other);
    for (size_t i = 0; error == NULL && i < now->count; i++) {
        error = compare_person(simulating, &now->candidates[i], candidate_of(then, &other, now->candidates[i].applicant_id));
    }
    for (size_t i = 0; error == NULL && i < then->count; i++) {
        bool seen = number_set_get(&present, then->candidates[i].applicant_id) != 0;
        error = seen ? NULL : compare_person(simulating, NULL, &then->candidates[i]);
    }
    number_set_free(&present);
    number_set_free(&other);
    return error;
}

const struct error *simulation_allocate(struct journal *journal, const struct programme *now, const struct allocation *present, const struct programme *then,
                                        const struct allocation_choice *choice, struct simulation *out)
{
    struct simulating simulating __attribute__((cleanup(simulating_free))) = { .now = now, .then = then };
    struct allocation other SCOPED_ALLOCATION = { 0 };
    struct programme version SCOPED_PROGRAMME = { 0 };
    struct eligibility_count count;
    struct money budget;
    int64_t id;
    TRY(same_year(now, then));
    TRY(programme_version_find(journal->store, then, &id));
    if (id == 0) {
        TRY(programme_add(journal, then));
        TRY(programme_version_find(journal->store, then, &id));
    }
    TRY(programme_version_load(journal->store, id, &version));
    TRY(eligibility_check(journal, &version, NULL, &count));
    TRY(journal_balance(journal, version.year, ACCOUNT_ANGGARAN, &budget));
    TRY(allocation_run(journal->store, &version, budget, choice, &other));
    name_categories(&simulating.simulation);
    TRY(compare_batches(&simulating, present, &other));
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
