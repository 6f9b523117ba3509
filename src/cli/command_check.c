#include "base/language.h"
#include "command.h"
#include "programme/decision_change.h"
#include "programme/replay.h"
#include "what_if.h"

enum { CHANGES_SHOWN = 20 };

static struct {
    char *what_if;
} typed;

static struct poptOption options[] = {
    { "what-if", '\0', POPT_ARG_STRING, &typed.what_if, 0, N_("compare with the rules of this file; nothing is stored"), "FILE" },
    POPT_TABLEEND,
};

static json_t *reasons_of(const struct programme *programme, const struct eligibility_count *count)
{
    json_t *reasons = json_object();
    for (size_t i = 0; i < programme->rule_count; i++) {
        if (programme->rules[i].severity != SEVERITY_NOTE) {
            (void)json_object_set_new(reasons, programme->rules[i].code, json_integer(count->reasons[i]));
        }
    }
    for (int i = 0; i < BAR_COUNT; i++) {
        if (count->bars[i] > 0) {
            (void)json_object_set_new(reasons, bar_code((enum bar)i), json_integer(count->bars[i]));
        }
    }
    for (int i = 0; i < REVIEW_COUNT; i++) {
        if (count->reviews[i] > 0 && review_is_reason((enum review_verdict)i)) {
            (void)json_object_set_new(reasons, review_code((enum review_verdict)i), json_integer(count->reviews[i]));
        }
    }
    return reasons;
}

static json_t *notes_of(const struct programme *programme, const struct eligibility_count *count)
{
    json_t *notes = json_object();
    for (size_t i = 0; i < programme->rule_count; i++) {
        if (programme->rules[i].severity == SEVERITY_NOTE) {
            (void)json_object_set_new(notes, programme->rules[i].code, json_integer(count->notes[i]));
        }
    }
    return notes;
}

static const char *status_name(enum decision_status status)
{
    static const char *const names[] = { "", "eligible", "needs_review", "ineligible" };
    return names[status];
}

static void set_shift(json_t *reasons, const char *code, const struct reason_change *change)
{
    if (change->gained + change->lost > 0) {
        (void)json_object_set_new(reasons, code, json_pack("{s:I, s:I}", "gained", (json_int_t)change->gained, "lost", (json_int_t)change->lost));
    }
}

static json_t *reason_changes_of(const struct programme *programme, const struct decision_changes *changes)
{
    json_t *reasons = json_object();
    for (size_t i = 0; i < programme->rule_count; i++) {
        set_shift(reasons, programme->rules[i].code, &changes->rules[i]);
    }
    for (int i = 0; i < BAR_COUNT; i++) {
        set_shift(reasons, bar_code((enum bar)i), &changes->bars[i]);
    }
    for (int i = 0; i < REVIEW_COUNT; i++) {
        set_shift(reasons, review_code((enum review_verdict)i), &changes->reviews[i]);
    }
    return reasons;
}

/* Whom this check decides in another way than the one before. */
static json_t *changes_of(const struct programme *programme, const struct decision_changes *changes)
{
    json_t *people = json_array();
    json_t *moved = json_object();
    for (size_t i = 0; i < changes->count; i++) {
        const struct decision_change *change = &changes->items[i];
        struct buffer nik SCOPED_BUFFER = { 0 };
        nik_print(change->nik, &nik);
        (void)json_array_append_new(people, json_pack("{s:s, s:s, s:s, s:o, s:o}", "nik", buffer_string(&nik), "then", status_name(change->then), "now",
                                                      status_name(change->now), "gained", json_text(buffer_text(&change->gained)), "lost",
                                                      json_text(buffer_text(&change->lost))));
    }
    for (int then = DECISION_ELIGIBLE; then <= DECISION_INELIGIBLE; then++) {
        json_t *row = json_object();
        for (int now = DECISION_ELIGIBLE; now <= DECISION_INELIGIBLE; now++) {
            (void)json_object_set_new(row, status_name((enum decision_status)now), json_integer(changes->moved[then][now]));
        }
        (void)json_object_set_new(moved, status_name((enum decision_status)then), row);
    }
    return json_pack("{s:I, s:o, s:o, s:I, s:o, s:I}", "people", (json_int_t)changes->people, "moved", moved, "reasons", reason_changes_of(programme, changes), "dropped",
                     (json_int_t)changes->dropped, "list", people, "omitted", (json_int_t)(changes->people - (int64_t)changes->count));
}

static void print_json(const struct invocation *invocation, const struct programme *programme, const struct eligibility_count *count,
                       const struct decision_changes *changes, const struct replay *replay)
{
    json_t *object = json_begin(invocation);
    (void)json_object_update_new(object, json_pack("{s:i, s:I, s:I, s:I, s:I, s:I, s:I, s:b, s:o, s:o}", "year", programme->year, "version",
                                                   (json_int_t)programme->id, "applicants", (json_int_t)count->applicants, "eligible",
                                                   (json_int_t)count->eligible, "needs_review", (json_int_t)count->needs_review, "ineligible",
                                                   (json_int_t)count->ineligible, "changed", (json_int_t)count->changed, "reproduced",
                                                   count->previous_evaluation_id != 0, "reasons", reasons_of(programme, count), "notes",
                                                   notes_of(programme, count)));
    (void)json_object_set_new(object, "aspirasi", json_pack("{s:I, s:I, s:I}", "eligible", (json_int_t)count->aspirasi.eligible, "needs_review",
                                                            (json_int_t)count->aspirasi.needs_review, "ineligible", (json_int_t)count->aspirasi.ineligible));
    (void)json_object_set_new(object, "changes", changes_of(programme, changes));
    (void)json_object_update_new(object, json_pack("{s:I, s:I}", "erased", (json_int_t)count->erased, "rested_on_erased", (json_int_t)replay->touched));
    json_print(object);
}

static void print_shift(const struct invocation *invocation, const char *code, const struct reason_change *change)
{
    if (change->gained + change->lost > 0) {
        say(invocation, _("  %-20s %8s have it now, %s have it no more"), code, shown_count(change->gained), shown_count(change->lost));
    }
}

static void print_people(const struct invocation *invocation, const struct decision_changes *changes)
{
    static const char *const words[] = { "", N_("eligible"), N_("needs review"), N_("not eligible") };
    for (size_t i = 0; i < changes->count && i < CHANGES_SHOWN; i++) {
        const struct decision_change *change = &changes->items[i];
        struct buffer nik SCOPED_BUFFER = { 0 };
        nik_print(change->nik, &nik);
        say(invocation, "  %s: %s -> %s%s%s%s%s", buffer_string(&nik), _(words[change->then]), _(words[change->now]), change->gained.length == 0 ? "" : "  + ",
            shown_text(buffer_text(&change->gained)), change->lost.length == 0 ? "" : "  - ", shown_text(buffer_text(&change->lost)));
    }
    if (changes->people > CHANGES_SHOWN) {
        say(invocation, _("  and %s more; --json lists up to %u"), shown_count(changes->people - CHANGES_SHOWN), DECISION_CHANGES_MAX);
    }
}

static void print_changes(const struct invocation *invocation, const struct programme *programme, const struct decision_changes *changes)
{
    int64_t gaining = changes->moved[DECISION_NEEDS_REVIEW][DECISION_ELIGIBLE] + changes->moved[DECISION_INELIGIBLE][DECISION_ELIGIBLE];
    int64_t losing = changes->moved[DECISION_ELIGIBLE][DECISION_NEEDS_REVIEW] + changes->moved[DECISION_ELIGIBLE][DECISION_INELIGIBLE];
    if (changes->people == 0) {
        return;
    }
    say(invocation, _("%s people are decided in another way than before: %s are eligible now, %s no more. Reasons:"), shown_count(changes->people), shown_count(gaining),
        shown_count(losing));
    for (size_t i = 0; i < programme->rule_count; i++) {
        print_shift(invocation, programme->rules[i].code, &changes->rules[i]);
    }
    for (int i = 0; i < BAR_COUNT; i++) {
        print_shift(invocation, bar_code((enum bar)i), &changes->bars[i]);
    }
    for (int i = 0; i < REVIEW_COUNT; i++) {
        print_shift(invocation, review_code((enum review_verdict)i), &changes->reviews[i]);
    }
    if (changes->dropped > 0) {
        say(invocation, _("  %s lost a reason whose rule the programme has no more"), shown_count(changes->dropped));
    }
    print_people(invocation, changes);
}

static void print_rule(const struct invocation *invocation, const struct rule *rule, int64_t count)
{
    if (count > 0) {
        say(invocation, "  %-20s %8s  %s%s%s", rule->code, shown_count(count), rule->title, rule->assumed ? _(" (assumed)") : "",
            rule->severity == SEVERITY_NOTE ? _(" (only noted)") : "");
    }
}

static void print_text(const struct invocation *invocation, const struct programme *programme, const struct eligibility_count *count,
                       const struct decision_changes *changes, const struct replay *replay)
{
    say(invocation, _("Programme year %d (%s)"), programme->year, programme->name);
    if (count->previous_evaluation_id != 0) {
        say(invocation, "%s",
            count->erased + replay->touched == 0
                ? _("The decisions of the check before follow from the ledger and the rules of that day, every one.")
                : _("The decisions of the check before follow from the ledger and the rules of that day, but those that rest on erased data."));
    }
    say(invocation, _("%s applicants: %s eligible, %s need review, %s not eligible. %s decisions are new or changed."), shown_count(count->applicants),
        shown_count(count->eligible), shown_count(count->needs_review), shown_count(count->ineligible), shown_count(count->changed));
    const struct decision_count *aspirasi = &count->aspirasi;
    if (aspirasi->eligible + aspirasi->needs_review + aspirasi->ineligible > 0) {
        say(invocation, _("Of them by way of aspirasi: %s eligible, %s need review, %s not eligible."), shown_count(aspirasi->eligible),
            shown_count(aspirasi->needs_review), shown_count(aspirasi->ineligible));
    }
    if (count->erased > 0) {
        say(invocation, _("Of them %s whose data were erased: the decision that was stored counts; it cannot be derived again."), shown_count(count->erased));
    }
    if (replay->touched > 0) {
        say(invocation, _("%s decisions of the check before rested on what was erased since, and cannot be derived again either."), shown_count(replay->touched));
    }
    if (count->needs_review + count->ineligible > 0) {
        say(invocation, "%s", _("Rules that were not met, or could not be judged for want of a value:"));
    }
    for (size_t i = 0; i < programme->rule_count; i++) {
        print_rule(invocation, &programme->rules[i], count->reasons[i] + count->notes[i]);
    }
    for (int i = 0; i < BAR_COUNT; i++) {
        if (count->bars[i] > 0) {
            say(invocation, "  %-20s %8s  %s", bar_code((enum bar)i), shown_count(count->bars[i]), bar_title((enum bar)i));
        }
    }
    for (int i = 0; i < REVIEW_COUNT; i++) {
        if (count->reviews[i] > 0 && review_is_reason((enum review_verdict)i)) {
            say(invocation, "  %-20s %8s  %s", review_code((enum review_verdict)i), shown_count(count->reviews[i]), review_title((enum review_verdict)i));
        }
    }
    print_changes(invocation, programme, changes);
    if (count->eligible > 0) {
        say_next(invocation, 0, "disburse --batch");
    } else {
        say_next(invocation, 0, "import %s", _("FILE"));
    }
}

static const struct error *check(const struct invocation *invocation)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct decision_changes changes SCOPED_DECISION_CHANGES = { 0 };
    struct replay replay = { .day = DAY_NONE };
    struct eligibility_count count;
    struct progress progress;
    TRY(work_begin(invocation, STORE_WRITE, &work));
    TRY(work_programme(&work, invocation, &programme));
    progress_start(&progress, !invocation->globals->quiet && !invocation->globals->json, _("Checking"), 0);
    const struct error *error = eligibility_compare(&work.journal, &programme, &progress, &changes, &count);
    progress_end(&progress);
    TRY(error);
    TRY(replay_check_earlier(work.store, programme.year, &count, &replay));
    TRY(work_commit(&work));
    if (invocation->globals->json) {
        print_json(invocation, &programme, &count, &changes, &replay);
    } else {
        print_text(invocation, &programme, &count, &changes, &replay);
    }
    return NULL;
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    *status_out = STATUS_DONE;
    return typed.what_if == NULL ? check(invocation) : what_if_check(invocation, typed.what_if);
}

const struct command command_check = {
    .name = "check",
    .arguments = "[--what-if FILE]",
    .summary = N_("judge every applicant by the rules of the year"),
    .help = N_("Judges every applicant alone by every rule of the programme year, stores each outcome and counts them by reason.\n"
               "A person with several reasons counts under each. Run again, it changes nothing unless data or rules changed; the decisions\n"
               "before are derived again from the ledger as it was, and a difference is exit status 5. --what-if judges by the rules of a file\n"
               "beside those in force and says who gains, who loses and what it costs; it stores nothing."),
    .examples = "dumisake check\ndumisake check --year 2023 --json\ndumisake check --what-if new-rules.yaml",
    .options = options,
    .writes = true,
    .duty = "evaluation",
    .run = run,
};
