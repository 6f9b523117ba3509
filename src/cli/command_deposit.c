#include "base/language.h"
#include "base/memory.h"
#include "command.h"
#include "programme/money_back.h"

static struct {
    char *sts;
    char *sts_date;
} typed;

static struct poptOption options[] = {
    { "sts", '\0', POPT_ARG_STRING, &typed.sts, 0, N_("number of the deposit slip (STS)"), "NUMBER" },
    { "sts-date", '\0', POPT_ARG_STRING, &typed.sts_date, 0, N_("its date"), "YYYY-MM-DD" },
    POPT_TABLEEND,
};

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct nik *niks SCOPED_MEMORY = NULL;
    struct deposit_slip slip = { .number = text_of(typed.sts == NULL ? "" : typed.sts) };
    struct payouts_moved moved = { 0 };
    size_t count;
    int year;
    *status_out = STATUS_DONE;
    TRY(parse_niks(invocation->arguments, &niks, &count));
    TRY(parse_day_option("--sts-date", typed.sts_date, &slip.day));
    TRY(work_begin(invocation, STORE_WRITE, &work));
    TRY(work_day_past(&work, "--sts-date", slip.day));
    TRY(work_year(&work, invocation, &year));
    for (size_t i = 0; i < count; i++) {
        TRY(deposit_record(&work.journal, year, niks[i], &slip, &moved));
    }
    TRY(work_commit(&work));
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_update_new(object, json_pack("{s:i, s:I, s:I, s:o}", "year", year, "deposited", (json_int_t)moved.count, "amount",
                                                       (json_int_t)moved.amount.rupiah, "sts", json_text(text_trim(slip.number))));
        json_print(object);
        return NULL;
    }
    say(invocation, _("%s bounced payouts of %d, %s, are in the treasury again (STS %s)."), shown_count(moved.count), year, shown_money(moved.amount),
        shown_text(text_trim(slip.number)));
    say_next(invocation, 0, "status");
    return NULL;
}

const struct command command_deposit = {
    .name = "deposit",
    .arguments = "NIK... --sts NUMBER",
    .summary = N_("bounced money back to the treasury, with its deposit slip"),
    .help = N_("Moves bounced payouts of the people named from retur to setor-kembali. Their turn of the year is over; the place in quota and family is free\n"
               "again. Bounced money that shall reach its person is paid once more with `repay`."),
    .examples = "dumisake deposit 1571015203900001 --sts STS-0012/2024\ndumisake deposit 1571015203900001 1571015203900002 --sts STS-0013/2024 --sts-date 2024-12-20",
    .options = options,
    .least = 1,
    .most = -1,
    .writes = true,
    .duty = "deposit",
    .run = run,
};
