#include "what_if.h"

#include "base/file.h"
#include "base/language.h"
#include "programme/region.h"
#include "programme/simulation.h"

enum { FILE_BYTES_MAX = 64 << 20, CHANGES_SHOWN = 20 }; /* bytes: enough to say that a file is too large, and where */

const struct error *what_if_read(const char *file, struct programme *out)
{
    struct buffer yaml SCOPED_BUFFER = { 0 };
    TRY(file_read_all(file, FILE_BYTES_MAX, &yaml));
    return programme_parse(file, buffer_text(&yaml), out);
}

/* What is compared: judgements of everybody, or two batches. */
static const struct comparison {
    const char *counted;                          /* member of --json */
    const char *title;                            /* heading of the first column */
    const char *words[DECISION_INELIGIBLE + 1];   /* for a reader */
    const char *members[DECISION_INELIGIBLE + 1]; /* in --json */
    const char *note;
} judgements = { "eligible", N_("eligible"), { "", N_("eligible"), N_("needs review"), N_("not eligible") }, { "", "eligible", "needs_review", "ineligible" },
                 N_("Rupiah are those of everybody who is eligible, before quota and budget.") },
  batches = { "recipients", N_("paid"), { "", N_("paid"), "", N_("not paid") }, { "", "recipient", "", "none" },
              N_("Both batches are those that `disburse --batch` would make now.") };

static json_t *side_of(const struct comparison *comparison, const struct simulation_side *side)
{
    json_t *object = json_pack("{s:I, s:I}", comparison->counted, (json_int_t)side->eligible, "amount", (json_int_t)side->amount.rupiah);
    if (comparison == &judgements) {
        (void)json_object_update_new(object, json_pack("{s:I, s:I}", "needs_review", (json_int_t)side->needs_review, "ineligible", (json_int_t)side->ineligible));
    }
    return object;
}

static json_t *group_of(const struct comparison *comparison, const struct simulation_group *group)
{
    return json_pack("{s:o, s:o, s:I, s:I}", "now", side_of(comparison, &group->now), "then", side_of(comparison, &group->then), "gaining", (json_int_t)group->gaining, "losing",
                     (json_int_t)group->losing);
}

static const char *region_title(int code, struct buffer *out)
{
    const struct region *region = region_find(code);
    buffer_clear(out);
    if (region == NULL) {
        buffer_add_integer(out, code);
    } else {
        buffer_add(out, region->name);
    }
    return buffer_string(out);
}

static void print_json(const struct invocation *invocation, const struct comparison *comparison, const struct programme *programme, const struct simulation *simulation)
{
    json_t *object = json_begin(invocation);
    json_t *categories = json_object();
    json_t *regions = json_object();
    json_t *changes = json_array();
    struct buffer text SCOPED_BUFFER = { 0 };
    for (int i = 0; i < CATEGORY_COUNT; i++) {
        (void)json_object_set_new(categories, category_name((enum category)(i + 1)), group_of(comparison, &simulation->categories[i]));
    }
    for (size_t i = 0; i < simulation->region_count; i++) {
        (void)json_object_set_new(regions, region_title(simulation->regions[i].code, &text), group_of(comparison, &simulation->regions[i]));
    }
    for (size_t i = 0; i < simulation->change_count; i++) {
        const struct simulation_change *change = &simulation->changes[i];
        buffer_clear(&text);
        nik_print(change->nik, &text);
        (void)json_array_append_new(changes, json_pack("{s:o, s:s, s:s, s:s, s:o}", "nik", json_text(buffer_text(&text)), "category",
                                                       category_name(change->category), "now", comparison->members[change->now], "then", comparison->members[change->then], "reasons",
                                                       json_text(buffer_text(&change->reasons))));
    }
    (void)json_object_update_new(object, json_pack("{s:i, s:o, s:o, s:o, s:o, s:I}", "year", programme->year, "all", group_of(comparison, &simulation->all), "by_category",
                                                   categories, "by_region", regions, "changes", changes, "changes_omitted",
                                                   (json_int_t)simulation->changes_omitted));
    json_print(object);
}

static void print_group(const struct invocation *invocation, const char *title, const struct simulation_group *group)
{
    if (group->now.eligible + group->then.eligible > 0) {
        say(invocation, "  %-32s %9s %9s %9s %9s %22s %22s", title, shown_count(group->now.eligible), shown_count(group->then.eligible),
            shown_count(group->gaining), shown_count(group->losing), shown_money(group->now.amount), shown_money(group->then.amount));
    }
}

static void print_text(const struct invocation *invocation, const struct comparison *comparison, const struct programme *programme, const char *file,
                       const struct simulation *simulation)
{
    struct buffer text SCOPED_BUFFER = { 0 };
    say(invocation, _("Programme year %d: %s against the rules in force; nothing was stored."), programme->year, file);
    say(invocation, "  %-32s %9s %9s %9s %9s %22s %22s", "", _(comparison->title), _("then"), _("gain"), _("lose"), _("rupiah now"), _("rupiah then"));
    for (int i = 0; i < CATEGORY_COUNT; i++) {
        print_group(invocation, category_title((enum category)(i + 1)), &simulation->categories[i]);
    }
    for (size_t i = 0; i < simulation->region_count; i++) {
        print_group(invocation, region_title(simulation->regions[i].code, &text), &simulation->regions[i]);
    }
    print_group(invocation, _("all"), &simulation->all);
    say(invocation, "%s", _(comparison->note));
    for (size_t i = 0; i < simulation->change_count && i < CHANGES_SHOWN; i++) {
        const struct simulation_change *change = &simulation->changes[i];
        buffer_clear(&text);
        nik_print(change->nik, &text);
        say(invocation, "  %s  %s: %s -> %s  %s", text.bytes, category_title(change->category), _(comparison->words[change->now]), _(comparison->words[change->then]),
            change->reasons.length == 0 ? "" : shown_text(buffer_text(&change->reasons)));
    }
    int64_t more = (int64_t)simulation->change_count + simulation->changes_omitted - CHANGES_SHOWN;
    if (more > 0) {
        say(invocation, _("  and %s more; --json lists up to %u"), shown_count(more), SIMULATION_CHANGES_MAX);
    }
    say_next(invocation, 0, "program add %s", shown_word(file));
}

static void print(const struct invocation *invocation, const struct comparison *comparison, const struct programme *programme, const char *file,
                  const struct simulation *simulation)
{
    if (invocation->globals->json) {
        print_json(invocation, comparison, programme, simulation);
    } else {
        print_text(invocation, comparison, programme, file, simulation);
    }
}

const struct error *what_if_check(const struct invocation *invocation, const char *file)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme now SCOPED_PROGRAMME = { 0 };
    struct programme then SCOPED_PROGRAMME = { 0 };
    struct simulation simulation SCOPED_SIMULATION = { 0 };
    TRY(what_if_read(file, &then));
    TRY(work_read(invocation->globals, &work));
    TRY(work_programme(&work, invocation, &now));
    TRY(simulation_run(work.store, &now, &then, &simulation));
    print(invocation, &judgements, &now, file, &simulation);
    return NULL;
}

const struct error *what_if_disburse(const struct invocation *invocation, struct work *work, const struct programme *now, const struct allocation *present,
                                     const struct allocation_choice *choice, const char *file)
{
    struct programme then SCOPED_PROGRAMME = { 0 };
    struct simulation simulation SCOPED_SIMULATION = { 0 };
    TRY(what_if_read(file, &then));
    TRY(simulation_allocate(&work->journal, now, present, &then, choice, &simulation));
    print(invocation, &batches, now, file, &simulation);
    return NULL;
}
