#include "base/language.h"
#include "command.h"
#include "importer/account_list.h"
#include "programme/eligibility.h"
#include "table_options.h"

static struct {
    int dry_run;
} typed;

static struct poptOption options[] = {
    { "dry-run", '\0', POPT_ARG_NONE, &typed.dry_run, 0, N_("read and judge, store nothing"), NULL },
    TABLE_OPTIONS,
    POPT_TABLEEND,
};

static const struct error *take_in(const struct invocation *invocation, struct account_result *result, int *year_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct table_wish wish;
    TRY(table_options_read(&wish));
    TRY(typed.dry_run ? work_rehearse(invocation, STORE_WRITE, &work) : work_begin(invocation, STORE_WRITE, &work));
    TRY(work_programme(&work, invocation, &programme));
    *year_out = programme.year;
    TRY(account_list_take_in(&work.journal, &programme, invocation->arguments[0], &wish, result));
    if (!result->recorded || typed.dry_run) {
        return NULL;
    }
    TRY(eligibility_refresh(&work.journal, &programme));
    return work_commit(&work);
}

static void print_json(const struct invocation *invocation, const struct account_result *result, int year)
{
    const char *path = invocation->arguments[0];
    struct buffer sha256 SCOPED_BUFFER = { 0 };
    json_t *object = json_begin(invocation);
    digest_print(&result->sha256, &sha256);
    (void)json_object_update_new(object, json_pack("{s:i, s:o, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:b, s:o, s:I}", "year", year, "file", json_text(text_of(path)),
                                                   "sha256", buffer_string(&sha256), "rows", (json_int_t)result->rows, "accepted", (json_int_t)result->accepted,
                                                   "unchanged", (json_int_t)result->unchanged, "conflicting", (json_int_t)result->conflicting, "rejected",
                                                   (json_int_t)result->rejected, "warnings", (json_int_t)result->findings.counted[FINDING_WARNING], "dry_run",
                                                   typed.dry_run, "findings", json_findings(&result->findings, path), "findings_omitted",
                                                   (json_int_t)result->findings.omitted));
    json_print(object);
}

static void print_text(const struct invocation *invocation, const struct account_result *result, int year)
{
    const char *path = invocation->arguments[0];
    say_findings(invocation, &result->findings, path);
    say(invocation, ngettext("%s, accounts of %d: %s row: %s accepted, %s unchanged, %s conflicting, %s rejected.",
                             "%s, accounts of %d: %s rows: %s accepted, %s unchanged, %s conflicting, %s rejected.", (unsigned long)result->rows),
        shown_text(text_of(path)), year,
        shown_count(result->rows), shown_count(result->accepted), shown_count(result->unchanged), shown_count(result->conflicting),
        shown_count(result->rejected));
    if (typed.dry_run) {
        say(invocation, "%s", _("Dry run: nothing was stored."));
    } else if (!result->recorded) {
        say(invocation, "%s", _("Nothing was changed."));
    }
    say_next(invocation, 0, "status");
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct account_result result = { 0 };
    int year = 0;
    const struct error *error = take_in(invocation, &result, &year);
    if (error == NULL) {
        if (invocation->globals->json) {
            print_json(invocation, &result, year);
        } else {
            print_text(invocation, &result, year);
        }
        *status_out = result.rejected + result.conflicting > 0 ? STATUS_NEEDS_EYE : STATUS_DONE;
    }
    account_result_free(&result);
    return error;
}

const struct command command_accounts = {
    .name = "accounts",
    .arguments = "FILE",
    .summary = N_("join bank accounts with the applicants, by NIK"),
    .help = N_("Reads bank accounts (columns nik, bank, no_rekening, nama_rekening) and gives each to the applicant with that NIK when the holder's name\n"
               "agrees: order of words, initials, titles and short forms such as Muh. are allowed for. Another name, an account of two people, an\n"
               "account other than the one that is there: the row is set aside. Taking the file in again changes nothing."),
    .examples = "dumisake accounts rekening.csv\ndumisake accounts rekening.csv --dry-run\ndumisake accounts --year 2023 rekening.csv --json",
    .options = options,
    .least = 1,
    .most = 1,
    .writes = true,
    .duty = "accounts",
    .run = run,
};
