#include "base/language.h"
#include "base/memory.h"
#include "command.h"
#include "importer/amend.h"
#include "programme/money_back.h"

static struct {
    char *account;
    char *name;
    char *bank;
    int same_account;
} typed;

static struct poptOption options[] = {
    { "account", '\0', POPT_ARG_STRING, &typed.account, 0, N_("the right account number, of one person"), "NUMBER" },
    { "name", '\0', POPT_ARG_STRING, &typed.name, 0, N_("the name on the account"), "NAME" },
    { "bank", '\0', POPT_ARG_STRING, &typed.bank, 0, N_("the bank, when it is another one"), "BANK" },
    { "same-account", '\0', POPT_ARG_NONE, &typed.same_account, 0, N_("the bank confirms that the account is right after all"), NULL },
    POPT_TABLEEND,
};

/* The account that was typed becomes a version of the applicant; the one that bounced is kept. */
static const struct error *correct(struct work *work, const struct programme *programme, struct nik nik, struct amend_result *result)
{
    enum { SETTINGS = 4 };
    const char *settings[SETTINGS] = { NULL };
    struct buffer texts[SETTINGS - 1] = { { 0 } };
    const struct { const char *field; const char *value; } fields[] = { { "bank", typed.bank }, { "no_rekening", typed.account }, { "nama_rekening", typed.name } };
    size_t count = 0;
    for (size_t i = 0; i < SETTINGS - 1; i++) {
        if (fields[i].value != NULL) {
            buffer_format(&texts[i], "%s=%s", fields[i].field, fields[i].value);
            settings[count++] = buffer_string(&texts[i]);
        }
    }
    const struct error *error = NULL;
    if (count > 0) {
        error = amend_applicant(&work->journal, programme, nik, settings, text_of("pembayaran ulang setelah retur"), result);
    }
    for (size_t i = 0; i < SETTINGS - 1; i++) {
        buffer_free(&texts[i]);
    }
    return error;
}

static void print_result(const struct invocation *invocation, int year, int64_t batch, const struct payouts_moved *moved, const struct amend_result *correction)
{
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_update_new(object, json_pack("{s:i, s:I, s:s, s:I, s:I, s:o}", "year", year, "batch", (json_int_t)batch, "state", "komitmen",
                                                       "recipients", (json_int_t)moved->count, "amount", (json_int_t)moved->amount.rupiah, "findings",
                                                       json_findings(&correction->findings, "--account")));
        json_print(object);
        return;
    }
    say_findings(invocation, &correction->findings, "--account");
    say_changes(invocation, &correction->changes);
    say(invocation, ngettext("Batch %lld: %s person whose money bounced, %s, is paid once more; the old payout stays in the ledger with its account.",
                             "Batch %lld: %s people whose money bounced, %s, are paid once more; the old payouts stay in the ledger with their accounts.", (unsigned long)moved->count),
        (long long)batch,
        shown_count(moved->count), shown_money(moved->amount));
    say_next(invocation, 0, invocation->globals->officer == NULL ? "send %lld transfer-%lld.csv" : "approve %lld --sk ... --sk-date ...", (long long)batch, (long long)batch);
}

static const struct error *check_typed(const struct invocation *invocation)
{
    bool account = typed.account != NULL || typed.name != NULL || typed.bank != NULL;
    if (account && invocation->count != 1) {
        return error_new(ERROR_USAGE, "%s", _("--account, --name and --bank are those of one person: name one NIK"));
    }
    if (account && typed.same_account) {
        return error_new(ERROR_USAGE, "%s", _("--same-account says that there is no other account"));
    }
    if (typed.same_account && invocation->count == 0) {
        return error_new(ERROR_USAGE, "%s", _("--same-account: name the people whose account the bank confirmed"));
    }
    return NULL;
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct amend_result correction __attribute__((cleanup(amend_result_free))) = { 0 };
    struct nik *niks SCOPED_MEMORY = NULL;
    struct repayment_choice choice = { .same_account = typed.same_account != 0 };
    struct payouts_moved moved;
    int64_t batch;
    *status_out = STATUS_DONE;
    TRY(check_typed(invocation));
    TRY(parse_niks(invocation->arguments, &niks, &choice.nik_count));
    choice.niks = niks;
    findings_init(&correction.findings);
    TRY(work_begin(invocation, STORE_WRITE, &work));
    TRY(work_programme(&work, invocation, &programme));
    if (choice.nik_count == 1) {
        TRY(correct(&work, &programme, niks[0], &correction));
    }
    TRY(repayment_create(&work.journal, &programme, &choice, &batch, &moved));
    TRY(work_commit(&work));
    print_result(invocation, programme.year, batch, &moved, &correction);
    return NULL;
}

const struct command command_repay = {
    .name = "repay",
    .arguments = "[NIK...]",
    .summary = N_("pay bounced money once more, to a corrected account"),
    .help = N_("Makes a batch of people whose money bounced and frees the bounced payouts for it: of the people named, or, without a NIK, of everybody whose\n"
               "account was corrected since (`accounts FILE`, `amend`). The old payout stays with its reference and account, the new one has its own.\n"
               "An account that bounced is not tried again unless --same-account says that the bank confirmed it. Nobody is paid once\n"
               "more whom the bank calls paid after it had said bounced, until that is decided (`dumisake explain B414`)."),
    .examples = "dumisake repay 1571015203900001 --account 3010001234 --name \"Siti Contoh\"\ndumisake accounts rekening-baru.csv\ndumisake repay\n"
                "dumisake repay 1571015203900001 --same-account",
    .options = options,
    .least = 0,
    .most = -1,
    .writes = true,
    .duty = "repayment",
    .run = run,
};
