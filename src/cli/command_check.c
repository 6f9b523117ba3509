#include "base/language.h"
#include "command.h"
#include "programme/eligibility.h"
#include "programme/replay.h"
#include "what_if.h"

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

static void print_json(const struct invocation *invocation, const struct programme *programme, const struct eligibility_count *count,
                       const struct replay *replay)
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
    (void)json_object_update_new(object, json_pack("{s:I, s:I}", "erased", (json_int_t)count->erased, "rested_on_erased", (json_int_t)replay->touched));
    json_print(object);
}

static void print_rule(const struct invocation *invocation, const struct rule *rule, int64_t count)
{
    if (count > 0) {
        say(invocation, "  %-20s %8s  %s%s%s", rule->code, shown_count(count), rule->title, rule->assumed ? _(" (assumed)") : "",
            rule->severity == SEVERITY_NOTE ? _(" (only noted)") : "");
    }
}

static void print_text(const struct invocation *invocation, const struct programme *programme, const struct eligibility_count *count,
                       const struct replay *replay)
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
    struct eligibility_count count;
    struct progress progress;
    struct replay replay = { 0 };
    TRY(work_begin(invocation->globals, STORE_MUCH, &work));
    TRY(work_programme(&work, invocation, &programme));
    progress_start(&progress, !invocation->globals->quiet && !invocation->globals->json, _("Checking"), 0);
    const struct error *error = eligibility_check(&work.journal, &programme, &progress, &count);
    progress_end(&progress);
    TRY(error);
    /* When nothing changed, the decisions that stand were just derived again; otherwise the earlier ones are, as of then. */
    if (count.previous_evaluation_id != 0 && count.previous_evaluation_id != count.evaluation_id) {
        TRY(replay_check(work.store, programme.year, count.previous_evaluation_id, &replay));
    }
    TRY(work_commit(&work));
    if (invocation->globals->json) {
        print_json(invocation, &programme, &count, &replay);
    } else {
        print_text(invocation, &programme, &count, &replay);
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
    .run = run,
};
