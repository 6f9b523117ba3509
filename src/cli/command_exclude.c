#include "base/language.h"
#include "command.h"
#include "importer/exclusion_list.h"
#include "programme/eligibility.h"
#include "programme/exclusion.h"
#include "table_options.h"

static struct {
    int dry_run;
    char *list;
} typed;

static struct poptOption options[] = {
    { "list", '\0', POPT_ARG_STRING, &typed.list, 0, N_("what the list is of: asn, meninggal, kur, ..."), "NAME" },
    { "dry-run", '\0', POPT_ARG_NONE, &typed.dry_run, 0, N_("read and judge, store nothing"), NULL },
    TABLE_OPTIONS,
    POPT_TABLEEND,
};

static const struct error *exclude(const struct invocation *invocation, struct exclusion_result *result, int *year_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct table_wish wish;
    TRY(table_options_read(&wish));
    TRY(typed.dry_run ? work_rehearse(invocation, STORE_CREATE, &work) : work_begin(invocation, STORE_CREATE, &work));
    TRY(work_programme(&work, invocation, &programme));
    *year_out = programme.year;
    TRY(exclusion_list_take_in(&work.journal, &programme, invocation->arguments[0], &wish, text_of(typed.list), result));
    if (!result->recorded || typed.dry_run) {
        return NULL;
    }
    TRY(eligibility_refresh(&work.journal, &programme));
    return work_commit(&work);
}

static void print_json(const struct invocation *invocation, const struct exclusion_result *result, int year)
{
    const char *path = invocation->arguments[0];
    struct buffer sha256 SCOPED_BUFFER = { 0 };
    json_t *object = json_begin(invocation);
    digest_print(&result->sha256, &sha256);
    (void)json_object_update_new(object, json_pack("{s:i, s:s, s:o, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:b, s:o, s:I}", "year", year, "list", typed.list,
                                                   "file", json_text(text_of(path)), "sha256", buffer_string(&sha256), "rows", (json_int_t)result->rows,
                                                   "accepted", (json_int_t)result->accepted, "unchanged", (json_int_t)result->unchanged, "rejected",
                                                   (json_int_t)result->rejected, "warnings", (json_int_t)result->findings.counted[FINDING_WARNING],
                                                   "applicants", (json_int_t)result->applicants, "committed", (json_int_t)result->committed, "dry_run",
                                                   typed.dry_run, "findings", json_findings(&result->findings, path), "findings_omitted",
                                                   (json_int_t)result->findings.omitted));
    json_print(object);
}

static void print_text(const struct invocation *invocation, const struct exclusion_result *result, int year)
{
    const char *path = invocation->arguments[0];
    say_findings(invocation, &result->findings, path);
    say(invocation, ngettext("Exclusion list %s of %d, %s: %s row: %s accepted, %s unchanged, %s rejected.",
                             "Exclusion list %s of %d, %s: %s rows: %s accepted, %s unchanged, %s rejected.", (unsigned long)result->rows),
        typed.list, year, shown_text(text_of(path)),
        shown_count(result->rows), shown_count(result->accepted), shown_count(result->unchanged), shown_count(result->rejected));
    if (result->accepted > 0) {
        say(invocation, ngettext("They exclude %s applicant of %d.",
                                 "They exclude %s applicants of %d.", (unsigned long)result->applicants),
            shown_count(result->applicants), year);
    }
    if (result->committed > 0) {
        say(invocation, _("Of these, %s have a grant already (in a batch, with the bank or paid): look at them. What is not sent yet will be held back."),
            shown_count(result->committed));
    }
    if (typed.dry_run) {
        say(invocation, "%s", _("Dry run: nothing was stored."));
    } else if (!result->recorded) {
        say(invocation, "%s", _("Nothing was changed."));
    }
    say_next(invocation, 0, "check");
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct exclusion_result result = { 0 };
    int year = 0;
    if (typed.list != NULL && !list_name_sound(text_of(typed.list))) {
        return error_new(ERROR_USAGE, _("--list %s: the name of a list has at most %u of a-z, 0-9 and dashes, such as asn, meninggal or kur"),
                         shown_text(text_of(typed.list)), LIST_NAME_MAX);
    }
    if (typed.list == NULL) {
        return error_new(ERROR_USAGE, _("name the list with --list: at most %u of a-z, 0-9 and dashes, such as asn, meninggal or kur"), LIST_NAME_MAX);
    }
    const struct error *error = exclude(invocation, &result, &year);
    if (error == NULL) {
        if (invocation->globals->json) {
            print_json(invocation, &result, year);
        } else {
            print_text(invocation, &result, year);
        }
        *status_out = result.rejected > 0 || result.committed > 0 ? STATUS_NEEDS_EYE : STATUS_DONE;
    }
    exclusion_result_free(&result);
    return error;
}

const struct command command_exclude = {
    .name = "exclude",
    .arguments = "FILE --list NAME",
    .summary = N_("take in a list of people who must not be paid"),
    .help = N_("Reads a list (columns nik, no_kk, nama, keterangan; nik or no_kk must be there) and keeps it for the programme year. Applicants on a list\n"
               "are not eligible. A row with a NIK excludes that person alone, a row with only a KK everybody of that family\n"
               "card. Several files may have one name; taking one in again changes nothing."),
    .examples = "dumisake exclude asn.csv --list asn\ndumisake exclude kematian-2024.csv --list meninggal --year 2024\ndumisake exclude kur.csv --list kur --dry-run",
    .options = options,
    .least = 1,
    .most = 1,
    .writes = true,
    .duty = "exclusion",
    .run = run,
};
