#include "what_if.h"

#include "base/file.h"
#include "base/language.h"
#include "programme/region.h"
#include "programme/simulation.h"

enum { FILE_BYTES_MAX = 64 << 20, CHANGES_SHOWN = 20 }; /* bytes: enough to say that a file is too large, and where */

static const char *const statuses[] = { [DECISION_ELIGIBLE] = "eligible", [DECISION_NEEDS_REVIEW] = "needs_review", [DECISION_INELIGIBLE] = "ineligible" };

const struct error *what_if_read(const char *file, struct programme *out)
{
    struct buffer yaml SCOPED_BUFFER = { 0 };
    TRY(file_read_all(file, FILE_BYTES_MAX, &yaml));
    return programme_parse(file, buffer_text(&yaml), out);
}

static json_t *side_of(const struct simulation_side *side)
{
    return json_pack("{s:I, s:I, s:I, s:I}", "eligible", (json_int_t)side->eligible, "needs_review", (json_int_t)side->needs_review, "ineligible",
                     (json_int_t)side->ineligible, "amount", (json_int_t)side->amount.rupiah);
}

static json_t *group_of(const struct simulation_group *group)
{
    return json_pack("{s:o, s:o, s:I, s:I}", "now", side_of(&group->now), "then", side_of(&group->then), "gaining", (json_int_t)group->gaining, "losing",
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

static void print_json(const struct invocation *invocation, const struct programme *programme, const struct simulation *simulation)
{
    json_t *object = json_begin(invocation);
    json_t *categories = json_object();
    json_t *regions = json_object();
    json_t *changes = json_array();
    struct buffer text SCOPED_BUFFER = { 0 };
    for (int i = 0; i < CATEGORY_COUNT; i++) {
        (void)json_object_set_new(categories, category_name((enum category)(i + 1)), group_of(&simulation->categories[i]));
    }
    for (size_t i = 0; i < simulation->region_count; i++) {
        (void)json_object_set_new(regions, region_title(simulation->regions[i].code, &text), group_of(&simulation->regions[i]));
    }
    for (size_t i = 0; i < simulation->change_count; i++) {
        const struct simulation_change *change = &simulation->changes[i];
        buffer_clear(&text);
        nik_print(change->nik, &text);
        (void)json_array_append_new(changes, json_pack("{s:o, s:s, s:s, s:s, s:o}", "nik", json_text(buffer_text(&text)), "category",
                                                       category_name(change->category), "now", statuses[change->now], "then", statuses[change->then], "reasons",
                                                       json_text(buffer_text(&change->reasons))));
    }
    (void)json_object_update_new(object, json_pack("{s:i, s:o, s:o, s:o, s:o, s:I}", "year", programme->year, "all", group_of(&simulation->all), "by_category",
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

static void print_text(const struct invocation *invocation, const struct programme *programme, const char *file, const struct simulation *simulation)
{
    static const char *const words[] = { [DECISION_ELIGIBLE] = N_("eligible"), [DECISION_NEEDS_REVIEW] = N_("needs review"), [DECISION_INELIGIBLE] = N_("not eligible") };
    struct buffer text SCOPED_BUFFER = { 0 };
    say(invocation, _("Programme year %d: %s against the rules in force; nothing was stored."), programme->year, file);
    say(invocation, "  %-32s %9s %9s %9s %9s %22s %22s", "", _("eligible"), _("then"), _("gain"), _("lose"), _("rupiah now"), _("rupiah then"));
    for (int i = 0; i < CATEGORY_COUNT; i++) {
        print_group(invocation, category_title((enum category)(i + 1)), &simulation->categories[i]);
    }
    for (size_t i = 0; i < simulation->region_count; i++) {
        print_group(invocation, region_title(simulation->regions[i].code, &text), &simulation->regions[i]);
    }
    print_group(invocation, _("all"), &simulation->all);
    say(invocation, _("Rupiah are those of everybody who is eligible, before quota and budget."));
    for (size_t i = 0; i < simulation->change_count && i < CHANGES_SHOWN; i++) {
        const struct simulation_change *change = &simulation->changes[i];
        buffer_clear(&text);
        nik_print(change->nik, &text);
        say(invocation, "  %s  %s: %s -> %s  %s", text.bytes, category_title(change->category), _(words[change->now]), _(words[change->then]),
            change->reasons.length == 0 ? "" : shown_text(buffer_text(&change->reasons)));
    }
    int64_t more = (int64_t)simulation->change_count + simulation->changes_omitted - CHANGES_SHOWN;
    if (more > 0) {
        say(invocation, _("  and %s more; --json lists up to %u"), shown_count(more), SIMULATION_CHANGES_MAX);
    }
    say_next(invocation, 0, "program add %s", shown_word(file));
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
    if (invocation->globals->json) {
        print_json(invocation, &now, &simulation);
    } else {
        print_text(invocation, &now, file, &simulation);
    }
    return NULL;
}
