#include "base/language.h"
#include "command.h"
#include "importer/bank_result.h"

static struct {
    char *template;
} typed;

static struct poptOption options[] = {
    { "template", '\0', POPT_ARG_STRING, &typed.template, 0, N_("the layout that the batch was sent with: a built-in name, or a file that ends in .yaml"), "NAME" },
    POPT_TABLEEND,
};

static const struct error *settle(const struct invocation *invocation, struct bank_result *result, bool *signed_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct bank_template template SCOPED_BANK_TEMPLATE = { 0 };
    TRY(bank_template_load(typed.template, &template));
    TRY(work_begin(invocation, STORE_WRITE, &work));
    TRY(bank_result_settle(&work.journal, invocation->arguments[0], &template.answer, result));
    *signed_out = true;
    if (result->recorded) {
        TRY(work_commit(&work));
        *signed_out = work_checkpoint(&work);
    }
    return NULL;
}

static json_t *trailer_json(const struct bank_trailer *trailer)
{
    return !trailer->found ? json_null() : json_pack("{s:o, s:o}", "rows", trailer->has_count ? json_integer(trailer->count) : json_null(), "amount",
                                                     trailer->has_sum ? json_integer(trailer->sum.rupiah) : json_null());
}

static void print_result(const struct invocation *invocation, const struct bank_result *result)
{
    const char *path = invocation->arguments[0];
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_update_new(object, json_pack("{s:o, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o, s:I}", "file", json_text(text_of(path)), "rows",
                                                       (json_int_t)result->rows, "paid", (json_int_t)result->paid, "returned", (json_int_t)result->returned,
                                                       "rejected", (json_int_t)result->rejected, "repeated", (json_int_t)result->repeated, "kept", (json_int_t)result->kept, "amount_paid",
                                                       (json_int_t)result->amount_paid.rupiah, "amount_returned", (json_int_t)result->amount_returned.rupiah,
                                                       "findings", json_findings(&result->findings, path), "findings_omitted",
                                                       (json_int_t)result->findings.omitted));
        (void)json_object_set_new(object, "trailer", trailer_json(&result->trailer));
        json_print(object);
        return;
    }
    if (result->repeated > 0 && result->repeated == result->rows && result->findings.counted[FINDING_ERROR] == 0 &&
        result->findings.counted[FINDING_WARNING] == result->rows) { /* nothing but repetitions */
        say(invocation, ngettext("%s: the %s row says what was posted before; nothing was changed.",
                                 "%s: all %s rows say what was posted before; nothing was changed.", (unsigned long)result->rows),
            shown_text(text_of(path)), shown_count(result->rows));
        say_next(invocation, 0, invocation->globals->year == NULL ? "status --year all" : "status");
        return;
    }
    say_findings(invocation, &result->findings, path);
    say(invocation, ngettext("%s: %s row: %s paid (%s), %s bounced (%s), %s do not fit and were not posted.",
                             "%s: %s rows: %s paid (%s), %s bounced (%s), %s do not fit and were not posted.", (unsigned long)result->rows),
        shown_text(text_of(path)),
        shown_count(result->rows), shown_count(result->paid), shown_money(result->amount_paid), shown_count(result->returned),
        shown_money(result->amount_returned), shown_count(result->rejected));
    if (result->repeated > 0) {
        say(invocation, _("%s of these were posted before by the same answer."), shown_count(result->repeated));
    }
    if (result->kept > 0) {
        say(invocation, _("%s of these contradict an answer that was posted; the journal keeps them, and `dumisake status` tells what waits for a decision."), shown_count(result->kept));
    }
    if (!result->recorded) {
        say(invocation, "%s", _("Nothing was changed."));
    }
    if (result->recorded && result->returned > 0) {
        say(invocation, "%s", _("Bounced money is paid once more to a right account, or goes to the treasury (`dumisake deposit NIK --sts ...`)."));
    }
    if (result->recorded && result->kept == 0 && result->returned > 0) {
        say_next(invocation, 0, "repay %s --account ... --name ...", _("NIK"));
    } else if (result->recorded && result->kept == 0) {
        say_next(invocation, 0, invocation->globals->year == NULL ? "export --year all audit.xlsx" : "export audit.xlsx");
    } else {
        say_next(invocation, 0, invocation->globals->year == NULL ? "status --year all" : "status");
    }
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct bank_result result = { 0 };
    bool is_signed;
    const struct error *error = settle(invocation, &result, &is_signed);
    if (error == NULL) {
        print_result(invocation, &result);
        *status_out = result.rejected > 0 || result.findings.counted[FINDING_ERROR] > 0 || !is_signed ? STATUS_NEEDS_EYE : STATUS_DONE;
    }
    bank_result_free(&result);
    return error;
}

const struct command command_settle = {
    .name = "settle",
    .arguments = "FILE",
    .summary = N_("read the bank's answer: paid or bounced, row by row"),
    .help = N_("Reads the bank's answer (CSV with reference, status, amount, date, reason; status SUKSES or PAID, GAGAL, RETUR or RETURNED) and moves each\n"
               "payout to tersalur or retur. A row with an unknown reference, another amount, another account (where\n"
               "the answer names it) or a second answer is a finding and posts nothing.\n"
               "The journal keeps a second answer that calls paid what had bounced; until that is decided, nothing more is sent or repaid to the person.\n"
               "A control row (TRAILER, count, sum; or TOTAL with the sum in the amounts' column) is compared with the rows, and each difference is a finding.\n"
               "Another bank's headers and words stand in the section `answer` of its template."),
    .examples = "dumisake settle answer.csv\ndumisake settle answer.csv --date 2023-08-03\ndumisake settle answer.csv --template titik-koma",
    .options = options,
    .least = 1,
    .most = 1,
    .writes = true,
    .duty = "settlement",
    .run = run,
};
