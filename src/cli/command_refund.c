#include "base/language.h"
#include "command.h"
#include "programme/money_back.h"

static struct {
    char *amount;
    char *sts;
    char *sts_date;
} typed;

static struct poptOption options[] = {
    { "amount", '\0', POPT_ARG_STRING, &typed.amount, 0, N_("the rupiah that were given back"), "N" },
    { "sts", '\0', POPT_ARG_STRING, &typed.sts, 0, N_("number of the deposit slip (STS)"), "NUMBER" },
    { "sts-date", '\0', POPT_ARG_STRING, &typed.sts_date, 0, N_("its date"), "YYYY-MM-DD" },
    POPT_TABLEEND,
};

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct buffer who SCOPED_BUFFER = { 0 };
    struct deposit_slip slip = { .number = text_of(typed.sts == NULL ? "" : typed.sts) };
    struct money amount;
    struct money left;
    struct payee payee;
    int year;
    *status_out = STATUS_DONE;
    TRY(parse_payee(invocation->arguments[0], &payee));
    if (typed.amount == NULL) {
        return error_new(ERROR_USAGE, "%s", _("--amount: expected the rupiah that were given back, above zero"));
    }
    if (!money_parse(text_of(typed.amount), &amount)) {
        return error_new(ERROR_USAGE, "%s", _("--amount: expected the rupiah that were given back, above zero"));
    }
    TRY(parse_day_option("--sts-date", typed.sts_date, &slip.day));
    TRY(work_begin(invocation, STORE_WRITE, &work));
    TRY(work_day_past(&work, "--sts-date", slip.day));
    TRY(work_year(&work, invocation, &year));
    TRY(refund_record(&work.journal, year, &payee, amount, &slip, &left));
    TRY(work_commit(&work));
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_update_new(object, json_pack("{s:i, s:o, s:o, s:I, s:I, s:o}", "year", year, "nik", json_nik(payee.nik), "reference",
                                                       payee.nik.number != 0 ? json_null() : json_text(payee.reference), "amount", (json_int_t)amount.rupiah, "kept", (json_int_t)left.rupiah, "sts", json_text(text_trim(slip.number))));
        json_print(object);
        return NULL;
    }
    payee_print(&payee, &who);
    say(invocation, _("Of the grant of %d, %s gave %s back (STS %s) and keeps %s."), year, buffer_string(&who), shown_money(amount),
        shown_text(text_trim(slip.number)), shown_money(left));
    say_next(invocation, 0, "status");
    return NULL;
}

const struct command command_refund = {
    .name = "refund",
    .arguments = "NIK | PAYOUT --amount N --sts NUMBER",
    .summary = N_("record money that a recipient gave back"),
    .help = N_("Moves what a paid person gave back, the whole grant or a part, from tersalur to setor-kembali. Who gave a part back is still a recipient, with\n"
               "what was kept; who gave all back is none, and is not paid again in this year. A slip (STS) stands once for a payout: the same number again is refused.\n"
               "Whose data were erased is named by the reference of the payout, as the bank's file, the workbook and a receipt have it."),
    .examples = "dumisake refund 1571015203900001 --amount 5000000 --sts STS-0014/2024\ndumisake refund 1571015203900001 --amount 1500000 --sts STS-0015/2024 --sts-date 2024-12-20\n"
                "dumisake refund P2024B001N000002 --amount 5000000 --sts STS-0016/2024",
    .options = options,
    .least = 1,
    .most = 1,
    .writes = true,
    .duty = "refund",
    .run = run,
};
