#include "base/language.h"
#include "base/memory.h"
#include "command.h"
#include "programme/money_back.h"

static struct {
    char *reason;
    char **niks;
} typed;

static struct poptOption options[] = {
    { "reason", '\0', POPT_ARG_STRING, &typed.reason, 0, N_("why; kept in the ledger"), "TEXT" },
    { "nik", '\0', POPT_ARG_ARGV, &typed.niks, 0, N_("only this person's payout; may be repeated"), "NIK" },
    POPT_TABLEEND,
};

static void print_result(const struct invocation *invocation, int64_t batch, const struct payouts_moved *moved)
{
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_update_new(object, json_pack("{s:I, s:I, s:I}", "batch", (json_int_t)batch, "cancelled", (json_int_t)moved->count, "amount",
                                                       (json_int_t)moved->amount.rupiah));
        json_print(object);
        return;
    }
    if (moved->repaid) {
        say(invocation, _("Batch %lld: %s payouts that paid bounced money once more cancelled, %s back in the budget. What had bounced has ended with the repayment: `disburse` may pay the "
                          "people, `repay` and `deposit` have nothing of theirs any more."), (long long)batch, shown_count(moved->count), shown_money(moved->amount));
    } else {
        say(invocation, _("Batch %lld: %s payouts cancelled, %s back in the budget. A later batch may pay their people."), (long long)batch,
            shown_count(moved->count), shown_money(moved->amount));
    }
    say_next(invocation, 0, "status");
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct nik *niks SCOPED_MEMORY = NULL;
    struct payouts_moved moved;
    int64_t batch;
    size_t count = 0;
    *status_out = STATUS_DONE;
    TRY(parse_batch(invocation->arguments[0], &batch));
    if (typed.reason == NULL) {
        return error_new(ERROR_USAGE, _("say why: --reason TEXT"));
    }
    TRY(parse_niks((const char *const *)typed.niks, &niks, &count));
    TRY(work_begin(invocation, STORE_WRITE, &work));
    TRY(batch_cancel(&work.journal, batch, niks, count, text_of(typed.reason), &moved));
    TRY(work_commit(&work));
    print_result(invocation, batch, &moved);
    return NULL;
}

const struct command command_cancel = {
    .name = "cancel",
    .arguments = "BATCH --reason TEXT",
    .summary = N_("undo what was not sent of a batch"),
    .help = N_("Moves the money of the batch that was not sent yet from komitmen back to anggaran: of all its people, or of those named with --nik. They are\n"
               "judged and allocated anew by the next `disburse`; who shall not be paid at all is taken out with `withdraw`. What was sent stays sent."),
    .examples = "dumisake cancel 3 --reason \"SK dibatalkan\"\ndumisake cancel 3 --nik 1571015203900001 --reason \"meninggal dunia\"",
    .options = options,
    .least = 1,
    .most = 1,
    .writes = true,
    .duty = "cancellation",
    .run = run,
};
