#include "base/language.h"
#include "command.h"
#include "programme/approval.h"

static struct {
    char *sk;
    char *sk_date;
} typed;

static struct poptOption options[] = {
    { "sk", '\0', POPT_ARG_STRING, &typed.sk, 0, N_("number of the decree (SK Penetapan)"), "NUMBER" },
    { "sk-date", '\0', POPT_ARG_STRING, &typed.sk_date, 0, N_("its date"), "YYYY-MM-DD" },
    POPT_TABLEEND,
};

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct approval approval = { 0 };
    struct approval_count count = { 0 };
    bool recorded;
    *status_out = STATUS_DONE;
    TRY(parse_batch(invocation->arguments[0], &approval.batch_id));
    TRY(parse_day_option("--sk-date", typed.sk_date, &approval.sk_day));
    approval.sk_number = text_of(typed.sk == NULL ? "" : typed.sk);
    TRY(work_begin(invocation, STORE_WRITE, &work));
    TRY(work_day_past(&work, "--sk-date", approval.sk_day));
    approval.key = work.session.key;
    if (approval.key != NULL) {
        const struct error *error = approval_check_eyes(&work.journal, approval.batch_id);
        if (error != NULL) {
            return work_refuse(invocation, &work, REFUSAL_FOUR_EYES, error);
        }
    }
    TRY(approval_give(&work.journal, &approval, &recorded));
    if (recorded) {
        TRY(approval_counted(work.store, approval.batch_id, &count));
        TRY(work_commit(&work));
        *status_out = work_checkpoint(&work) ? STATUS_DONE : STATUS_NEEDS_EYE;
    }
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_update_new(object, json_pack("{s:I, s:s, s:s, s:o, s:s, s:I, s:I}", "batch", (json_int_t)approval.batch_id, "result",
                                                       recorded ? "approved" : "unchanged", "mode", approval.key == NULL ? "single-operator" : "officer", "sk", json_text(text_trim(approval.sk_number)),
                                                       "sk_date", shown_day(approval.sk_day), "approvals", (json_int_t)count.given, "approvals_needed",
                                                       (json_int_t)count.needed));
        json_print(object);
        return NULL;
    }
    if (approval.key != NULL && recorded) {
        say(invocation, _("Batch %lld: decree %s of %s, approved by %s (%lld of %lld approvals)."), (long long)approval.batch_id, shown_text(text_trim(approval.sk_number)),
            shown_day(approval.sk_day), work.session.name, (long long)count.given, (long long)count.needed);
        if (count.given < count.needed) {
            next_by_another();
        }
        say_next(invocation, 0, count.given < count.needed ? "approve %lld ..." : "send %lld transfer-%lld.csv", (long long)approval.batch_id, (long long)approval.batch_id);
        return NULL;
    }
    say(invocation, recorded ? _("Batch %lld: decree %s of %s, approved by the only operator (no second officer is registered).")
                             : _("Batch %lld has the decree %s of %s already; nothing was changed."),
        (long long)approval.batch_id, shown_text(text_trim(approval.sk_number)), shown_day(approval.sk_day));
    say_next(invocation, 0, "send %lld transfer-%lld.csv", (long long)approval.batch_id, (long long)approval.batch_id);
    return NULL;
}

const struct command command_approve = {
    .name = "approve",
    .arguments = "BATCH --sk NUMBER --sk-date YYYY-MM-DD",
    .summary = N_("approve a batch with the decree that names its recipients"),
    .help = N_("An approver's signed word on a batch that another officer made and that is not sent yet, with its decree (SK Penetapan). As many approvers as\n"
               "the year's rules ask for the amount must give it before the batch can be sent. While no officer is registered, `disburse` approves its own\n"
               "batch, this names the decree afterwards, before the batch is sent, and every report says that there was one operator only. What is not sent of\n"
               "such a batch when the first officer comes must be approved like any other."),
    .examples = "dumisake --as dewi approve 3 --sk 123/KEP.GUB/2024 --sk-date 2024-03-12\n"
                "dumisake approve 3 --sk 123/KEP.GUB/2024 --sk-date 2024-03-12",
    .options = options,
    .least = 1,
    .most = 1,
    .writes = true,
    .duty = "approval",
    .run = run,
};
