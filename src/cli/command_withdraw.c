#include "base/language.h"
#include "command.h"
#include "programme/withdrawal.h"

static struct {
    char *reason;
} typed;

static struct poptOption options[] = {
    { "reason", '\0', POPT_ARG_STRING, &typed.reason, 0, N_("why; kept in the ledger"), "TEXT" },
    POPT_TABLEEND,
};

static void print_result(const struct invocation *invocation, int year, struct nik nik, const struct withdrawal *withdrawal)
{
    struct buffer number SCOPED_BUFFER = { 0 };
    nik_print(nik, &number);
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_update_new(object, json_pack("{s:s, s:i, s:s, s:s, s:o}", "nik", buffer_string(&number), "year", year, "result",
                                                       withdrawal->recorded ? "withdrawn" : "unchanged", "day", shown_day(withdrawal->day), "reason",
                                                       json_text(buffer_text(&withdrawal->reason))));
        json_print(object);
        return;
    }
    if (withdrawal->recorded) {
        say(invocation, _("NIK %s is out of the running of %d: %s."), buffer_string(&number), year, shown_text(buffer_text(&withdrawal->reason)));
    } else {
        say(invocation, _("NIK %s was withdrawn from %d before, on %s (%s); nothing was changed."), buffer_string(&number), year,
            shown_day(withdrawal->day), shown_text(buffer_text(&withdrawal->reason)));
    }
    say_next(invocation, 0, "status");
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct withdrawal withdrawal SCOPED_WITHDRAWAL = { 0 };
    struct nik nik;
    *status_out = STATUS_DONE;
    TRY(parse_nik(invocation->arguments[0], &nik));
    if (typed.reason == NULL) {
        return error_new(ERROR_USAGE, _("say why: --reason TEXT"));
    }
    TRY(work_begin(invocation, STORE_WRITE, &work));
    TRY(work_programme(&work, invocation, &programme));
    TRY(withdrawal_record(&work.journal, programme.year, nik, text_of(typed.reason), &withdrawal));
    if (withdrawal.recorded) {
        TRY(eligibility_refresh(&work.journal, &programme));
        TRY(work_commit(&work));
    }
    print_result(invocation, programme.year, nik, &withdrawal);
    return NULL;
}

const struct command command_withdraw = {
    .name = "withdraw",
    .arguments = "NIK --reason TEXT",
    .summary = N_("take an applicant out of the running"),
    .help = N_("The person stays in the register with the reason and is not eligible from now on (ditarik). Who is in a batch is not withdrawn before\n"
               "the batch is cancelled, and nobody to whom money was sent. Withdrawing twice changes nothing."),
    .examples = "dumisake withdraw 1571015203900001 --reason \"pindah ke Kota Palembang\"\ndumisake withdraw 1571015203900001 --year 2023 --reason \"meninggal dunia\"",
    .options = options,
    .least = 1,
    .most = 1,
    .writes = true,
    .duty = "withdrawal",
    .run = run,
};
