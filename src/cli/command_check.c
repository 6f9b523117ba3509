#include "base/language.h"
#include "command.h"
#include "programme/eligibility.h"

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct eligibility_count count;
    struct progress progress;
    *status_out = STATUS_DONE;
    TRY(work_begin(invocation->globals, STORE_WRITE, &work));
    TRY(work_programme(&work, invocation, &programme));
    progress_start(&progress, !invocation->globals->quiet && !invocation->globals->json, _("Checking"), 0);
    const struct error *error = eligibility_check(&work.journal, &programme, &progress, &count);
    progress_end(&progress);
    TRY(error);
    TRY(work_commit(&work));
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        json_t *reasons = json_object();
        for (size_t i = 0; i < programme.rule_count; i++) {
            (void)json_object_set_new(reasons, programme.rules[i].code, json_integer(count.reasons[i]));
        }
        for (int i = 0; i < BAR_COUNT; i++) {
            if (count.bars[i] > 0) {
                (void)json_object_set_new(reasons, bar_code((enum bar)i), json_integer(count.bars[i]));
            }
        }
        for (int i = 0; i < REVIEW_COUNT; i++) {
            if (review_is_reason((enum review_verdict)i) && count.reviews[i] > 0) {
                (void)json_object_set_new(reasons, review_code((enum review_verdict)i), json_integer(count.reviews[i]));
            }
        }
        (void)json_object_update_new(object, json_pack("{s:i, s:I, s:I, s:I, s:I, s:I, s:o}", "year", programme.year, "applicants",
                                                       (json_int_t)count.applicants, "eligible", (json_int_t)count.eligible, "needs_review",
                                                       (json_int_t)count.needs_review, "ineligible", (json_int_t)count.ineligible, "changed",
                                                       (json_int_t)count.changed, "reasons", reasons));
        json_print(object);
        return NULL;
    }
    say(invocation, _("Programme year %d (%s)"), programme.year, programme.name);
    say(invocation, _("%s applicants: %s eligible, %s need review, %s not eligible. %s decisions are new or changed."), shown_count(count.applicants),
        shown_count(count.eligible), shown_count(count.needs_review), shown_count(count.ineligible), shown_count(count.changed));
    if (count.needs_review + count.ineligible > 0) {
        say(invocation, "%s", _("Rules that were not met, or could not be judged for want of a value:"));
    }
    for (size_t i = 0; i < programme.rule_count; i++) {
        if (count.reasons[i] > 0) {
            say(invocation, "  %-20s %8s  %s%s", programme.rules[i].code, shown_count(count.reasons[i]), programme.rules[i].title,
                programme.rules[i].assumed ? _(" (assumed)") : "");
        }
    }
    for (int i = 0; i < BAR_COUNT; i++) {
        if (count.bars[i] > 0) {
            say(invocation, "  %-20s %8s  %s", bar_code((enum bar)i), shown_count(count.bars[i]), bar_title((enum bar)i));
        }
    }
    for (int i = 0; i < REVIEW_COUNT; i++) {
        if (review_is_reason((enum review_verdict)i) && count.reviews[i] > 0) {
            say(invocation, "  %-20s %8s  %s", review_code((enum review_verdict)i), shown_count(count.reviews[i]), review_title((enum review_verdict)i));
        }
    }
    if (count.eligible > 0) {
        say_next(invocation, 0, "disburse --batch");
    } else {
        say_next(invocation, 0, "import %s", _("FILE"));
    }
    return NULL;
}

const struct command command_check = {
    .name = "check",
    .arguments = "",
    .summary = N_("judge every applicant by the rules of the year"),
    .help = N_("Judges every applicant alone by every rule of the programme year, stores each outcome and counts them by reason.\n"
               "A person with several reasons counts under each. Run again, it changes nothing unless data or rules changed."),
    .examples = "dumisake check\ndumisake check --year 2023 --json",
    .writes = true,
    .run = run,
};
