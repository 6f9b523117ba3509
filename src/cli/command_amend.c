#include "base/language.h"
#include "command.h"
#include "importer/amend.h"
#include "programme/eligibility.h"

static struct {
    char *reason;
    char **settings;
} typed;

static struct poptOption options[] = {
    { "set", '\0', POPT_ARG_ARGV, &typed.settings, 0, N_("a field and its right value, empty to leave it out; may be repeated"), "FIELD=VALUE" },
    { "reason", '\0', POPT_ARG_STRING, &typed.reason, 0, N_("why; kept in the ledger"), "TEXT" },
    POPT_TABLEEND,
};

static void print_json(const struct invocation *invocation, const struct amend_result *result, int year, struct nik before)
{
    struct buffer old SCOPED_BUFFER = { 0 };
    struct buffer new SCOPED_BUFFER = { 0 };
    json_t *object = json_begin(invocation);
    nik_print(before, &old);
    nik_print(result->nik, &new);
    (void)json_object_update_new(object, json_pack("{s:s, s:s, s:i, s:s, s:o, s:o}", "nik", buffer_string(&new), "nik_before", buffer_string(&old), "year", year,
                                                   "result", result->recorded ? "amended" : "unchanged", "changes", json_changes(&result->changes),
                                                   "findings", json_findings(&result->findings, "--set")));
    json_print(object);
}

static void print_text(const struct invocation *invocation, const struct amend_result *result, int year)
{
    struct buffer number SCOPED_BUFFER = { 0 };
    nik_print(result->nik, &number);
    say_findings(invocation, &result->findings, "--set");
    if (!result->recorded) {
        say(invocation, _("NIK %s: the register of %d says this already; nothing was changed."), buffer_string(&number), year);
        return;
    }
    say(invocation, _("NIK %s: amended in the register of %d; the earlier version is kept."), buffer_string(&number), year);
    say_changes(invocation, &result->changes);
    say_next(invocation, 0, "explain %s", buffer_string(&number));
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct amend_result result __attribute__((cleanup(amend_result_free))) = { 0 };
    struct nik nik;
    *status_out = STATUS_DONE;
    TRY(parse_nik(invocation->arguments[0], &nik));
    if (typed.settings == NULL) {
        return error_new(ERROR_USAGE, _("say what is right: --set FIELD=VALUE"));
    }
    if (typed.reason == NULL) {
        return error_new(ERROR_USAGE, _("say why: --reason TEXT"));
    }
    TRY(work_begin(invocation, STORE_WRITE, &work));
    TRY(work_programme(&work, invocation, &programme));
    TRY(amend_applicant(&work.journal, &programme, nik, (const char *const *)typed.settings, text_of(typed.reason), &result));
    if (result.recorded) {
        TRY(eligibility_refresh(&work.journal, &programme));
        TRY(work_commit(&work));
    }
    if (invocation->globals->json) {
        print_json(invocation, &result, programme.year, nik);
    } else {
        print_text(invocation, &result, programme.year);
    }
    return NULL;
}

const struct command command_amend = {
    .name = "amend",
    .arguments = "NIK --set FIELD=VALUE --reason TEXT",
    .summary = N_("correct an applicant; the earlier version is kept"),
    .help = N_("Corrects fields of one applicant. Values are read as in an applicants' file; an empty one leaves the field out. The earlier version stays\n"
               "in the ledger, `explain NIK` lists all of them. A row that was set aside as conflicting is set right by typing the values to keep; it is\n"
               "unchanged when it is imported again. Refused after money was sent, and in a batch for what the batch rests on."),
    .examples = "dumisake amend 1571015203900001 --set tanggal_lahir=1990-03-12 --reason \"salah ketik, sesuai KTP\"\n"
                "dumisake amend 1571015203900001 --set bank=BRI --set no_rekening=002301000123 --reason \"rekening baru\"\n"
                "dumisake amend 1571015203900001 --set nik=1571015203900011 --reason \"salah ketik, sesuai KTP\"",
    .options = options,
    .least = 1,
    .most = 1,
    .writes = true,
    .duty = "amendment",
    .run = run,
};
