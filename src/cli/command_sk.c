#include "base/language.h"
#include "command.h"
#include "importer/decree_list.h"
#include "table_options.h"

static struct {
    char *number;
    int dry_run;
} typed;

static struct poptOption options[] = {
    { "number", '\0', POPT_ARG_STRING, &typed.number, 0, N_("number of the decree (SK Penetapan); its day is --date"), "N" },
    { "dry-run", '\0', POPT_ARG_NONE, &typed.dry_run, 0, N_("read and judge, store nothing"), NULL },
    TABLE_OPTIONS,
    POPT_TABLEEND,
};

static const struct error *take_in(const struct invocation *invocation, struct decree_list_result *result, int *year_out, struct day *day_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct table_wish wish;
    TRY(table_options_read(&wish));
    TRY(typed.dry_run ? work_rehearse(invocation, STORE_CREATE, &work) : work_begin(invocation, STORE_CREATE, &work));
    TRY(work_year(&work, invocation, year_out));
    TRY(programme_load_or_newest(work.store, *year_out, work.event.day, &programme));
    *day_out = work.event.day;
    TRY(decree_list_take_in(&work.journal, &programme, invocation->arguments[0], &wish, text_of(typed.number), result));
    return result->recorded && !typed.dry_run ? work_commit(&work) : NULL;
}

static const char *result_name(const struct decree_list_result *result)
{
    return result->refused ? "rejected" : result->unchanged ? "unchanged" : "recorded";
}

static void print_json(const struct invocation *invocation, const struct decree_list_result *result, int year, struct day day)
{
    const char *path = invocation->arguments[0];
    struct buffer sha256 SCOPED_BUFFER = { 0 };
    json_t *object = json_begin(invocation);
    digest_print(&result->sha256, &sha256);
    (void)json_object_update_new(object, json_pack("{s:i, s:o, s:s, s:o, s:s, s:s, s:I, s:I, s:I, s:I, s:b, s:o, s:I}", "year", year, "number",
                                                   json_text(text_trim(text_of(typed.number))), "day", shown_day(day), "file", json_text(text_of(path)), "sha256",
                                                   buffer_string(&sha256), "result", result_name(result), "rows", (json_int_t)result->rows, "rejected",
                                                   (json_int_t)result->rejected, "amount", (json_int_t)result->amount.rupiah, "warnings",
                                                   (json_int_t)result->findings.counted[FINDING_WARNING], "dry_run", typed.dry_run, "findings",
                                                   json_findings(&result->findings, path), "findings_omitted", (json_int_t)result->findings.omitted));
    json_print(object);
}

static void print_text(const struct invocation *invocation, const struct decree_list_result *result, int year, struct day day)
{
    const char *path = invocation->arguments[0];
    const char *number = shown_text(text_trim(text_of(typed.number)));
    say_findings(invocation, &result->findings, path);
    if (result->refused) {
        say(invocation, _("%s: %s errors in %s rows. An annex is taken in whole or not at all: nothing was changed."), shown_text(text_of(path)),
            shown_count(result->findings.counted[FINDING_ERROR]), shown_count(result->rows));
    } else if (result->unchanged) {
        say(invocation, _("%s: decree %s of %s has just this annex already; nothing was changed."), shown_text(text_of(path)), number, shown_day(day));
    } else {
        say(invocation, _("%s: annex of decree %s of %s for %d: %s people, %s. It is compared with the batches and pays nobody."), shown_text(text_of(path)), number,
            shown_day(day), year, shown_count(result->rows), shown_money(result->amount));
    }
    if (typed.dry_run) {
        say(invocation, "%s", _("Dry run: nothing was stored."));
    }
    say_next(invocation, 0, "status --reconcile");
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct decree_list_result result = { 0 };
    struct day day = DAY_NONE;
    int year = 0;
    if (typed.number == NULL || invocation->globals->date == NULL) {
        return error_new(ERROR_USAGE, "%s", _("name the decree and its day: --number N --date YYYY-MM-DD"));
    }
    const struct error *error = take_in(invocation, &result, &year, &day);
    if (error == NULL) {
        if (invocation->globals->json) {
            print_json(invocation, &result, year, day);
        } else {
            print_text(invocation, &result, year, day);
        }
        *status_out = result.refused ? STATUS_NEEDS_EYE : STATUS_DONE;
    }
    decree_list_result_free(&result);
    return error;
}

const struct command command_sk = {
    .name = "sk",
    .arguments = "FILE --number N --date D",
    .summary = N_("read the annex of a decree (SK) as it was signed, to compare batches with"),
    .help = N_("Reads the annex of a decree (columns nik, jumlah, and nama, kategori, no_rekening where there are any) as an independent list: who shall get how\n"
               "much, as it was signed. It pays nobody; `status --reconcile` and the workbook compare it with the batches, both ways. --date is the decree's\n"
               "day. One row with an error, and nothing is taken in. A decree has one annex: the same again changes nothing, another one is refused."),
    .examples = "dumisake sk lampiran.csv --number 123/KEP.GUB/2024 --date 2024-03-12\ndumisake sk lampiran.csv --number 123/KEP.GUB/2024 --date 2024-03-12 --dry-run",
    .options = options,
    .least = 1,
    .most = 1,
    .writes = true,
    .duty = "decree",
    .run = run,
};
