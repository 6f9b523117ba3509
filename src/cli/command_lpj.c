#include <unistd.h>

#include "base/language.h"
#include "base/memory.h"
#include "command.h"
#include "importer/lpj_list.h"
#include "lpj_output.h"
#include "programme/lpj.h"
#include "programme/status.h"
#include "table_options.h"

static struct {
    char *amount;
    char *day;
    char *file;
    int overdue;
    int dry_run;
} typed;

static struct poptOption options[] = {
    { "amount", '\0', POPT_ARG_STRING, &typed.amount, 0, N_("rupiah of the grant that the report accounts for"), "N" },
    { "day", '\0', POPT_ARG_STRING, &typed.day, 0, N_("day on which it was received (default: --date)"), "YYYY-MM-DD" },
    { "file", '\0', POPT_ARG_STRING, &typed.file, 0, N_("the report: its name is kept, and its SHA-256 when it can be read"), "REPORT" },
    { "overdue", '\0', POPT_ARG_NONE, &typed.overdue, 0, N_("who owes a report on --date, and for how long"), NULL },
    { "dry-run", '\0', POPT_ARG_NONE, &typed.dry_run, 0, N_("with a list: read and judge, store nothing"), NULL },
    TABLE_OPTIONS,
    POPT_TABLEEND,
};

/* One year: reports are recorded in one, and its rules may be over when they come. */
static const struct error *one_year(const struct work *work, const struct invocation *invocation, struct programme *out)
{
    int year;
    TRY(work_year(work, invocation, &year));
    if (year == 0) {
        return error_new(ERROR_USAGE, "%s", _("--year all goes with --overdue; reports are recorded in one year"));
    }
    return programme_load_or_newest(work->store, year, work->event.day, out);
}

/* --- who owes one --- */

static void overviews_free(struct lpj_overview **overviews)
{
    for (size_t i = 0; *overviews != NULL && (*overviews)[i].year != 0; i++) {
        lpj_overview_free(&(*overviews)[i]);
    }
    memory_free(*overviews);
}

static const struct error *show_overdue(const struct invocation *invocation)
{
    struct work work SCOPED_WORK = { 0 };
    struct lpj_overview *overviews __attribute__((cleanup(overviews_free))) = NULL;
    int *years SCOPED_MEMORY = NULL;
    size_t count = 0;
    size_t loaded = 0;
    int wanted;
    if (invocation->count > 0 || typed.amount != NULL || typed.day != NULL || typed.file != NULL || typed.dry_run) {
        return error_new(ERROR_USAGE, "%s", _("--overdue stands alone; the day is named with --date, the year with --year"));
    }
    TRY(work_read(invocation->globals, &work));
    TRY(work_year(&work, invocation, &wanted));
    TRY(status_years(work.store, &years, &count));
    overviews = memory_new((count + 2) * sizeof(*overviews)); /* ends in a zeroed one */
    for (size_t i = 0; i < count; i++) {
        if (wanted == 0 || wanted == years[i]) {
            TRY(lpj_overview_load(work.store, years[i], work.event.day, &overviews[loaded]));
            loaded += 1;
        }
    }
    if (loaded == 0) {
        return error_new(ERROR_REFUSED, _("programme year %d is not in this ledger; see `dumisake program list`"), wanted);
    }
    lpj_overdue_show(invocation, overviews, loaded);
    return NULL;
}

/* The kabupaten/kota that a verifier at work is bound to; 0 = none, as an operator is. */
static int region_of(const struct work *work)
{
    const struct officer *officer = session_officer(&work->session);
    return officer == NULL || officer_has(officer, OFFICER_OPERATOR) ? 0 : officer->region;
}

/* --- one report --- */

static const struct error *check_region(const struct invocation *invocation, struct work *work, int year, const struct payee *payee)
{
    struct lpj_payout payout SCOPED_LPJ_PAYOUT = { 0 };
    struct buffer who SCOPED_BUFFER = { 0 };
    payee_print(payee, &who);
    TRY(lpj_payout_find(work->store, year, payee, &payout));
    return region_of(work) == 0 || !payout.found || payout.kabkota == region_of(work)
               ? NULL
               : work_refuse(invocation, work, REFUSAL_REGION,
                             error_new(ERROR_REFUSED, _("%s has the business in another kabupaten/kota than the verifier's"), buffer_string(&who)));
}

static const struct error *read_report(const struct invocation *invocation, struct lpj_report *report)
{
    if (typed.amount == NULL) {
        return error_new(ERROR_USAGE, "%s", _("--amount: expected the rupiah that were used, a whole number"));
    }
    if (!money_parse(text_of(typed.amount), &report->used)) {
        return error_new(ERROR_USAGE, "%s", _("--amount: expected the rupiah that were used, a whole number"));
    }
    TRY(parse_day_option("--day", typed.day, &report->received));
    if (typed.file == NULL) {
        return NULL;
    }
    report->document = document_name(text_of(typed.file));
    if (text_trim(report->document).length == 0 || report->document.length > LPJ_TEXT_MAX) {
        return error_new(ERROR_USAGE, _("--file: expected the name of the report, at most %u bytes"), LPJ_TEXT_MAX);
    }
    if (access(typed.file, F_OK) != 0) {
        say_aside(invocation, _("%s: there is no such file here; its name is kept, without a SHA-256"), shown_text(text_of(typed.file)));
        return NULL;
    }
    report->hashed = true;
    return digest_of_file(typed.file, &report->sha256);
}

static void print_report(const struct invocation *invocation, int year, const struct payee *payee, const struct lpj_report *report, bool recorded, struct money rest)
{
    struct buffer who SCOPED_BUFFER = { 0 };
    struct buffer sha256 SCOPED_BUFFER = { 0 };
    payee_print(payee, &who);
    if (report->hashed) {
        digest_print(&report->sha256, &sha256);
    }
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_update_new(object, json_pack("{s:i, s:o, s:o, s:s, s:I, s:I, s:o, s:o}", "year", year, "nik", json_nik(payee->nik), "reference",
                                                       payee->nik.number != 0 ? json_null() : json_text(payee->reference), "result", recorded ? "recorded" : "unchanged", "amount", (json_int_t)report->used.rupiah, "rest",
                                                       (json_int_t)rest.rupiah, "file", report->document.length == 0 ? json_null() : json_text(report->document),
                                                       "sha256", report->hashed ? json_string(buffer_string(&sha256)) : json_null()));
        json_print(object);
        return;
    }
    if (recorded) {
        say(invocation, _("%s, programme year %d: report of use received, %s accounted for."), buffer_string(&who), year, shown_money(report->used));
    } else {
        say(invocation, _("%s, programme year %d: this report of use was recorded before; nothing was changed."), buffer_string(&who), year);
    }
    if (rest.rupiah > 0) {
        say(invocation, _("%s is not accounted for: a later report does it, or it is given back (`dumisake refund`)."), shown_money(rest));
    }
    say_next(invocation, 0, "lpj --overdue");
}

static const struct error *give_report(const struct invocation *invocation, const struct payee *payee)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct lpj_report report = { .received = DAY_NONE };
    struct money rest;
    bool recorded;
    if (typed.dry_run) {
        return error_new(ERROR_USAGE, "%s", _("--dry-run goes with a list; one report is recorded or not typed"));
    }
    TRY(read_report(invocation, &report));
    TRY(work_begin(invocation, STORE_WRITE, &work));
    TRY(one_year(&work, invocation, &programme));
    TRY(check_region(invocation, &work, programme.year, payee));
    TRY(lpj_give(&work.journal, programme.year, payee, &report, &recorded, &rest));
    if (recorded) {
        TRY(work_commit(&work));
    }
    print_report(invocation, programme.year, payee, &report, recorded, rest);
    return NULL;
}

/* --- a list --- */

static const struct error *take_in(const struct invocation *invocation, struct lpj_list_result *result, int *year_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct table_wish wish;
    if (typed.amount != NULL || typed.day != NULL || typed.file != NULL) {
        return error_new(ERROR_USAGE, _("%s: --amount, --day and --file go with a NIK (sixteen digits); a list has columns for them"),
                         shown_text(text_of(invocation->arguments[0])));
    }
    TRY(table_options_read(&wish));
    TRY(typed.dry_run ? work_rehearse(invocation, STORE_WRITE, &work) : work_begin(invocation, STORE_WRITE, &work));
    TRY(one_year(&work, invocation, &programme));
    *year_out = programme.year;
    TRY(lpj_list_take_in(&work.journal, &programme, region_of(&work), invocation->arguments[0], &wish, result));
    return result->recorded && !typed.dry_run ? work_commit(&work) : NULL;
}

static void print_list(const struct invocation *invocation, const struct lpj_list_result *result, int year)
{
    const char *path = invocation->arguments[0];
    if (invocation->globals->json) {
        struct buffer sha256 SCOPED_BUFFER = { 0 };
        json_t *object = json_begin(invocation);
        digest_print(&result->sha256, &sha256);
        (void)json_object_update_new(object, json_pack("{s:i, s:o, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:b, s:o, s:I}", "year", year, "file", json_text(text_of(path)),
                                                       "sha256", buffer_string(&sha256), "rows", (json_int_t)result->rows, "accepted",
                                                       (json_int_t)result->accepted, "unchanged", (json_int_t)result->unchanged, "rejected",
                                                       (json_int_t)result->rejected, "amount", (json_int_t)result->used.rupiah, "warnings",
                                                       (json_int_t)result->findings.counted[FINDING_WARNING], "dry_run", typed.dry_run, "findings",
                                                       json_findings(&result->findings, path), "findings_omitted", (json_int_t)result->findings.omitted));
        json_print(object);
        return;
    }
    say_findings(invocation, &result->findings, path);
    say(invocation, ngettext("%s, reports of use of %d: %s row: %s recorded (%s), %s unchanged, %s rejected.",
                             "%s, reports of use of %d: %s rows: %s recorded (%s), %s unchanged, %s rejected.", (unsigned long)result->rows),
        shown_text(text_of(path)), year,
        shown_count(result->rows), shown_count(result->accepted), shown_money(result->used), shown_count(result->unchanged), shown_count(result->rejected));
    if (typed.dry_run) {
        say(invocation, "%s", _("Dry run: nothing was stored."));
    } else if (!result->recorded) {
        say(invocation, "%s", _("Nothing was changed."));
    }
    say_next(invocation, 0, "lpj --overdue");
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct payee payee;
    *status_out = STATUS_DONE;
    if (typed.overdue) {
        return show_overdue(invocation);
    }
    if (invocation->count == 0) {
        return error_new(ERROR_USAGE, "%s", _("name a NIK or a list, or say --overdue"));
    }
    if (payee_parse(text_of(invocation->arguments[0]), &payee)) {
        return give_report(invocation, &payee);
    }
    struct lpj_list_result result = { 0 };
    int year = 0;
    const struct error *error = take_in(invocation, &result, &year);
    if (error == NULL) {
        print_list(invocation, &result, year);
        *status_out = result.rejected > 0 ? STATUS_NEEDS_EYE : STATUS_DONE;
    }
    lpj_list_result_free(&result);
    return error;
}

const struct command command_lpj = {
    .name = "lpj",
    .arguments = "NIK | PAYOUT --amount N | FILE | --overdue",
    .summary = N_("reports of use (LPJ): what was received, and who owes one"),
    .help = N_("Records a report of use of a grant that was paid: the day it was received, the rupiah that it accounts for, and the name of its file with the\n"
               "SHA-256 of its bytes. A later report corrects an earlier one; all are kept and the last one counts. It cannot account for more than the person\n"
               "kept; what it leaves open is owed. Whose data were erased is named by the reference of the payout; no document of the report is kept then.\n"
               "A FILE is a list with the columns nik, jumlah, and tanggal, berkas, keterangan, nama where there are any;\n"
               "taking it in again changes nothing.\n"
               "--overdue lists who was paid and sent no report, or one that leaves a rest of what is kept, by days after the deadline of the year's rules\n"
               "(`lpj:`), as it was on --date: what was paid, given back or received later does not count."),
    .examples = "dumisake lpj 1571015203900001 --amount 5000000 --day 2024-11-20 --file scan/LPJ-0001.pdf\ndumisake lpj lpj-november.csv --dry-run\n"
                "dumisake lpj --overdue --year 2024 --date 2025-01-31\ndumisake lpj --overdue --year all --json",
    .options = options,
    .least = 0,
    .most = 1,
    .writes = true,
    .duty = "lpj",
    .takes_all_years = true,
    .run = run,
};
