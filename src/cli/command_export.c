#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "command.h"
#include "export_check.h"
#include "exporter/hledger_file.h"
#include "exporter/journal_text.h"
#include "exporter/recipient_file.h"
#include "exporter/workbook.h"
#include "ledger/moment.h"
#include "programme/issue.h"
#include "sample_options.h"

static struct {
    int mask;
    char *template;
    struct sample_typed sample;
    char *as_of;
    char *at;
    int issue;
    char *check;
} typed;

static struct poptOption options[] = {
    { "mask", '\0', POPT_ARG_NONE, &typed.mask, 0, N_("for everybody's eyes: six digits of each NIK, no KK, account and birth day (.xlsx, .csv)"), NULL },
    { "template", '\0', POPT_ARG_STRING, &typed.template, 0, N_("a layout of your own for the workbook (.xlsx)"), "FILE.yaml" },
    { "sample", '\0', POPT_ARG_STRING, &typed.sample.size, 0, N_("also a sample of N payouts that the seed draws (.xlsx)"), "N" },
    { "seed", '\0', POPT_ARG_STRING, &typed.sample.seed, 0, N_("what the auditor names, for --sample; it stands on the sheet"), "TEXT" },
    { "sample-method", '\0', POPT_ARG_STRING, &typed.sample.method, 0, N_("simple (the default), stratified by kabupaten/kota, or monetary (by rupiah)"), "METHOD" },
    { "sample-of", '\0', POPT_ARG_STRING, &typed.sample.of, 0, N_("the state of the money that is sampled: komitmen, dalam-proses, tersalur (the default) or retur"), "STATE" },
    { "as-of", '\0', POPT_ARG_STRING, &typed.as_of, 0, N_("the ledger as it stood on that day: its entries before the first one of a later day"), "YYYY-MM-DD" },
    { "at", '\0', POPT_ARG_STRING, &typed.at, 0, N_("the ledger as it stood after so many entries"), "ENTRIES" },
    { "issue", '\0', POPT_ARG_NONE, &typed.issue, 0, N_("record in the journal that this workbook is handed out (.xlsx)"), NULL },
    { "check", '\0', POPT_ARG_STRING, &typed.check, 0, N_("whether this ledger issued that workbook, and what in it differs"), "FILE" },
    POPT_TABLEEND,
};

enum kind { WORKBOOK, RECIPIENTS, HLEDGER, JOURNAL_TEXT };

/* What is written by which ending, and how such a file begins. */
static const struct {
    const char *ending;
    const char *beginning;
} kinds[] = {
    [WORKBOOK] = { ".xlsx", "PK" },
    [RECIPIENTS] = { ".csv", RECIPIENT_FILE_BEGINNING },
    [HLEDGER] = { ".journal", HLEDGER_FILE_BEGINNING },
    [JOURNAL_TEXT] = { ".txt", "entry 0\n" },
};

static bool ends_with(const char *path, const char *extension)
{
    size_t length = strlen(path);
    size_t tail = strlen(extension);
    return length > tail && text_equal_nocase(text_of(path + length - tail), text_of(extension));
}

static const struct error *find_kind(const char *path, enum kind *out)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (ends_with(path, kinds[i].ending)) {
            *out = (enum kind)i;
            return typed.mask != 0 && i != WORKBOOK && i != RECIPIENTS ? error_new(ERROR_USAGE, _("--mask is for .xlsx and .csv; this file has nobody's data"))
                   : typed.template != NULL && i != WORKBOOK           ? error_new(ERROR_USAGE, _("--template is for .xlsx"))
                   : typed.sample.size != NULL && i != WORKBOOK        ? error_new(ERROR_USAGE, _("--sample is for .xlsx"))
                   : typed.issue != 0 && i != WORKBOOK               ? error_new(ERROR_USAGE, _("--issue is for .xlsx"))
                                                                       : NULL;
        }
    }
    return error_new(ERROR_USAGE, _("%s: the name must end in .xlsx (the auditors' workbook), .csv (the recipients), .journal (for hledger) or .txt (the journal)"),
                     shown_text(text_of(path)));
}

/* Shows the ledger of --as-of or --at, if one was typed. */
static const struct error *go_back(const struct invocation *invocation, struct store *store, struct day *day_out)
{
    int64_t entries;
    int64_t newest;
    *day_out = DAY_NONE;
    if (typed.as_of != NULL && typed.at != NULL) {
        return error_new(ERROR_USAGE, "%s", _("name one of --as-of DAY and --at ENTRIES"));
    }
    if (typed.at != NULL) {
        TRY(parse_count_option("--at", typed.at, &entries));
        return moment_show(store, entries);
    }
    TRY(parse_day_option("--as-of", typed.as_of, day_out));
    if (day_is_none(*day_out)) {
        return NULL;
    }
    TRY(moment_of_day(store, *day_out, &entries));
    TRY(moment_newest(store, &newest));
    if (entries == newest) {
        say_aside(invocation, _("%s: no entry of a later day is there, so the day is not over: what is recorded of it from now on will be in its next report."), typed.as_of);
    }
    return moment_show(store, entries);
}

/* What was asked for, and what came of it. */
struct wanted {
    enum kind kind;
    int year;
    struct day as_of;
    int64_t rows;                /* of a list of recipients */
    struct workbook_made made;   /* of a workbook */
    int64_t issued;              /* position of the `issue` entry */
    struct sample_request sample; /* size 0 = none */
};

static const struct error *write_kind(struct store *store, const char *path, struct wanted *wanted)
{
    struct workbook_options options_wanted = { .path = path, .year = wanted->year, .as_of = day_is_none(wanted->as_of) ? NULL : &wanted->as_of,
                                               .program_version = DUMISAKE_VERSION, .template = typed.template, .masked = typed.mask != 0,
                                                .sample = wanted->sample.size == 0 ? NULL : &wanted->sample };
    switch (wanted->kind) {
    case WORKBOOK:
        return workbook_write(store, &options_wanted, &wanted->made);
    case RECIPIENTS:
        return recipient_file_write(store, wanted->year, typed.mask != 0, path, &wanted->rows);
    case HLEDGER:
        return hledger_file_write(store, wanted->year, path);
    case JOURNAL_TEXT:
        break;
    }
    return journal_text_write(store, path);
}

static const struct error *write_out(const struct invocation *invocation, struct wanted *wanted)
{
    struct work work SCOPED_WORK = { 0 };
    TRY(work_read(invocation->globals, &work));
    TRY(go_back(invocation, work.store, &wanted->as_of));
    TRY(work_year(&work, invocation, &wanted->year));
    return write_kind(work.store, invocation->arguments[0], wanted);
}

static const struct error *record_issue(struct work *work, const char *path, struct wanted *wanted)
{
    struct issue issue = { .entries = wanted->made.entries, .year = wanted->year, .masked = typed.mask != 0, .as_of = wanted->as_of, .template = wanted->made.template };
    struct buffer name SCOPED_BUFFER = { 0 };
    const char *slash = strrchr(path, '/');
    const struct sample_request *sample = &wanted->sample;
    int fd;
    buffer_add_printable(&name, text_of(slash == NULL ? path : slash + 1), ISSUE_FILE_MAX);
    memcpy(issue.file_name, name.bytes, name.length);
    memcpy(issue.version, DUMISAKE_VERSION, sizeof(DUMISAKE_VERSION));
    TRY(file_open_input(path, &fd, &issue.bytes));
    (void)close(fd);
    TRY(digest_of_file(path, &issue.sha256));
    CHECK(sample->size == 0 || issue_sample_parse(sample->size, text_of(sample_method_name(sample->method)), text_of(account_name(sample->of)), sample->seed, &issue.sample));
    TRY(issue_record(&work->journal, &issue, &wanted->issued));
    return work_commit(work);
}

/* The officer and the lock first, then the file, whole and in its place, then the entry: killed in between, there is a file that nobody issued. */
static const struct error *issue_out(const struct invocation *invocation, struct wanted *wanted, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    const char *path = invocation->arguments[0];
    TRY(work_begin(invocation, STORE_WRITE, &work));
    TRY(write_out(invocation, wanted));
    const struct error *error = record_issue(&work, path, wanted);
    if (error != NULL) {
        error_context(_("%s is written, but not issued: "), shown_text(text_of(path)));
        return error;
    }
    *status_out = work_checkpoint(&work) ? STATUS_DONE : STATUS_NEEDS_EYE;
    return NULL;
}

static void print_text(const struct invocation *invocation, const struct wanted *wanted)
{
    enum kind kind = wanted->kind;
    int year = wanted->year;
    const char *path = shown_text(text_of(invocation->arguments[0]));
    if (kind == WORKBOOK && year != 0) {
        say(invocation, _("%s: the auditors' workbook of programme year %d."), path, year);
    } else if (kind == WORKBOOK) {
        say(invocation, _("%s: the auditors' workbook of all programme years."), path);
    } else if (kind == RECIPIENTS) {
        say(invocation, typed.mask != 0 ? _("%s: %s recipients, masked.") : _("%s: %s recipients with all their data; --mask leaves out what is not for everybody."), path,
            shown_count(wanted->rows));
    } else if (kind == HLEDGER) {
        say(invocation, _("%s: every movement of money, for `hledger -f FILE check --strict` and `hledger -f FILE balance`."), path);
    } else {
        say(invocation, _("%s: the journal of the whole ledger."), path);
    }
    if (wanted->sample.size > 0) {
        say(invocation, _("The sample of %s (%s, seed \"%s\") is on its last sheets, with what anybody needs to draw it again."), shown_count(wanted->sample.size),
            sample_method_name(wanted->sample.method), shown_text(wanted->sample.seed));
    }
    if (wanted->issued > 0) {
        say(invocation, _("Issued: journal entry %lld has its SHA-256 and that it stands on %lld entries."), (long long)wanted->issued, (long long)wanted->made.entries);
        say_next(invocation, 0, "export --check %s", shown_word(invocation->arguments[0]));
        return;
    }
    say_next(invocation, 0, "verify");
}

static void print_json(const struct invocation *invocation, const struct wanted *wanted)
{
    json_t *object = json_begin(invocation);
    (void)json_object_set_new(object, "file", json_text(text_of(invocation->arguments[0])));
    (void)json_object_set_new(object, "year", wanted->year == 0 ? json_string("all") : json_integer(wanted->year));
    if (wanted->kind == RECIPIENTS) {
        (void)json_object_set_new(object, "recipients", json_integer(wanted->rows));
    }
    if (wanted->kind == RECIPIENTS || wanted->kind == WORKBOOK) {
        (void)json_object_set_new(object, "masked", json_boolean(typed.mask != 0));
    }
    if (wanted->kind == WORKBOOK) {
        (void)json_object_set_new(object, "entries", json_integer(wanted->made.entries));
        (void)json_object_set_new(object, "issued", wanted->issued > 0 ? json_integer(wanted->issued) : json_null());
    }
    if (wanted->sample.size > 0) {
        (void)json_object_set_new(object, "sample", json_pack("{s:I, s:s, s:o, s:s}", "size", (json_int_t)wanted->sample.size, "method",
                                                              sample_method_name(wanted->sample.method), "seed", json_text(wanted->sample.seed), "of",
                                                              account_name(wanted->sample.of)));
    }
    json_print(object);
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct wanted wanted = { .as_of = DAY_NONE };
    const char *path = invocation->arguments[0];
    *status_out = STATUS_DONE;
    bool others = typed.mask != 0 || typed.issue != 0 || typed.as_of != NULL || typed.at != NULL || invocation->globals->year != NULL || typed.sample.size != NULL ||
                  typed.sample.seed != NULL || typed.sample.method != NULL || typed.sample.of != NULL;
    if ((typed.check != NULL) == (invocation->count > 0) || (typed.check != NULL && others)) {
        return error_new(ERROR_USAGE, "%s", _("say `export OUT` to write a file, or `export --check FILE [--template FILE.yaml]` to check one"));
    }
    if (typed.check != NULL) {
        return export_check(invocation, typed.check, typed.template, status_out);
    }
    TRY(find_kind(path, &wanted.kind));
    TRY(sample_options_read(&typed.sample, &wanted.sample));
    TRY(output_path_check(invocation->globals, path));
    TRY(output_path_check_kind(path, kinds[wanted.kind].beginning));
    TRY(typed.issue != 0 ? issue_out(invocation, &wanted, status_out) : write_out(invocation, &wanted));
    if (invocation->globals->json) {
        print_json(invocation, &wanted);
    } else {
        print_text(invocation, &wanted);
    }
    return NULL;
}

const struct command command_export = {
    .name = "export",
    .arguments = "OUT | --check FILE",
    .summary = N_("write the auditors' workbook, the recipients, or the journal"),
    .help = N_("By the ending of OUT: .xlsx is the auditors' workbook, in Indonesian; .csv the list of recipients, with --mask for everybody's eyes; .journal every\n"
               "movement of money for hledger, with the balances to be compared; .txt the journal's canonical text.\n"
               "--sample N --seed TEXT adds a sample for the auditor: SHA-256 of the seed and each payout's reference draws it, so that anybody draws it again with\n"
               "sha256sum, and the sheet projects the errors that the auditor finds. The seed comes from the auditor, not from the office.\n"
               "Exporting changes nothing; the same ledger gives the same bytes. An existing OUT is replaced when the new one is whole.\n"
               "--as-of and --at show the ledger as it stood; only an erasure since reaches back. --issue also records in the journal that the workbook is handed out;\n"
               "--check says whether this ledger issued a file that came back, whether it still makes it, and names what differs (status 3): values, formulas, formats, what is\n"
               "hidden, names, protection. What an auditor filled in is counted apart."),
    .examples = "dumisake export audit.xlsx\ndumisake export audit.xlsx --year all\ndumisake export recipients.csv --mask\ndumisake export money.journal --year all\n"
                "dumisake export audit.xlsx --sample 60 --seed \"ST-117/2024\" --sample-method monetary\n"
                "dumisake export sample.xlsx --sample 60 --seed \"ST-117/2024\" --issue\ndumisake export journal.txt\ndumisake export audit-2024.xlsx --as-of 2024-12-31 --issue\ndumisake export --check audit-2024.xlsx",
    .options = options,
    .least = 0,
    .most = 1,
    .writes = true,
    .duty = "issue",
    .takes_all_years = true,
    .run = run,
};
