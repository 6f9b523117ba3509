#include "base/language.h"
#include "command.h"
#include "exporter/hledger_file.h"
#include "exporter/journal_text.h"
#include "exporter/recipient_file.h"
#include "exporter/workbook.h"
#include "ledger/moment.h"

static struct {
    int mask;
    char *template;
    char *as_of;
    char *at;
} typed;

static struct poptOption options[] = {
    { "mask", '\0', POPT_ARG_NONE, &typed.mask, 0, N_("for everybody's eyes: six digits of each NIK, no KK, account and birth day (.xlsx, .csv)"), NULL },
    { "template", '\0', POPT_ARG_STRING, &typed.template, 0, N_("a layout of your own for the workbook (.xlsx)"), "FILE.yaml" },
    { "as-of", '\0', POPT_ARG_STRING, &typed.as_of, 0, N_("the ledger as it stood on that day: its entries before the first one of a later day"), "YYYY-MM-DD" },
    { "at", '\0', POPT_ARG_STRING, &typed.at, 0, N_("the ledger as it stood after so many entries"), "ENTRIES" },
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
                                                                       : NULL;
        }
    }
    return error_new(ERROR_USAGE, _("%s: the name must end in .xlsx (the auditors' workbook), .csv (the recipients), .journal (for hledger) or .txt (the journal)"),
                     shown_text(text_of(path)));
}

/* Shows the ledger of --as-of or --at, if one was typed. */
static const struct error *go_back(struct store *store, struct day *day_out)
{
    int64_t entries;
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
    return moment_show(store, entries);
}

static const struct error *write_kind(struct store *store, enum kind kind, int year, const struct day *as_of, const char *path, int64_t *rows_out)
{
    struct workbook_options wanted = { .path = path, .year = year, .as_of = as_of, .program_version = DUMISAKE_VERSION, .template = typed.template, .masked = typed.mask != 0 };
    switch (kind) {
    case WORKBOOK:
        return workbook_write(store, &wanted);
    case RECIPIENTS:
        return recipient_file_write(store, year, typed.mask != 0, path, rows_out);
    case HLEDGER:
        return hledger_file_write(store, year, path);
    case JOURNAL_TEXT:
        break;
    }
    return journal_text_write(store, path);
}

static void print_text(const struct invocation *invocation, enum kind kind, int year, int64_t rows)
{
    const char *path = shown_text(text_of(invocation->arguments[0]));
    if (kind == WORKBOOK && year != 0) {
        say(invocation, _("%s: the auditors' workbook of programme year %d."), path, year);
    } else if (kind == WORKBOOK) {
        say(invocation, _("%s: the auditors' workbook of all programme years."), path);
    } else if (kind == RECIPIENTS) {
        say(invocation, typed.mask != 0 ? _("%s: %s recipients, masked.") : _("%s: %s recipients with all their data; --mask leaves out what is not for everybody."), path,
            shown_count(rows));
    } else if (kind == HLEDGER) {
        say(invocation, _("%s: every movement of money, for `hledger -f FILE check --strict` and `hledger -f FILE balance`."), path);
    } else {
        say(invocation, _("%s: the journal of the whole ledger."), path);
    }
    say_next(invocation, 0, "verify");
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    const char *path = invocation->arguments[0];
    enum kind kind;
    struct day as_of;
    int64_t rows = 0;
    int year;
    *status_out = STATUS_DONE;
    TRY(find_kind(path, &kind));
    TRY(output_path_check(invocation->globals, path));
    TRY(output_path_check_kind(path, kinds[kind].beginning));
    TRY(work_read(invocation->globals, &work));
    TRY(go_back(work.store, &as_of));
    TRY(work_year(&work, invocation, &year));
    TRY(write_kind(work.store, kind, year, day_is_none(as_of) ? NULL : &as_of, path, &rows));
    if (!invocation->globals->json) {
        print_text(invocation, kind, year, rows);
        return NULL;
    }
    json_t *object = json_begin(invocation);
    (void)json_object_set_new(object, "file", json_text(text_of(path)));
    (void)json_object_set_new(object, "year", year == 0 ? json_string("all") : json_integer(year));
    if (kind == RECIPIENTS) {
        (void)json_object_set_new(object, "recipients", json_integer(rows));
    }
    if (kind == RECIPIENTS || kind == WORKBOOK) {
        (void)json_object_set_new(object, "masked", json_boolean(typed.mask != 0));
    }
    json_print(object);
    return NULL;
}

const struct command command_export = {
    .name = "export",
    .arguments = "OUT",
    .summary = N_("write the auditors' workbook, the recipients, or the journal"),
    .help = N_("By the ending of OUT: .xlsx is the auditors' workbook, in Indonesian; .csv the list of recipients, with --mask for everybody's eyes; .journal every\n"
               "movement of money for hledger, with the balances to be compared; .txt the journal's canonical text.\n"
               "Exporting changes nothing; the same ledger gives the same bytes. An existing OUT is replaced when the new one is whole."),
    .examples = "dumisake export audit.xlsx\ndumisake export audit.xlsx --year all\ndumisake export recipients.csv --mask\ndumisake export money.journal --year all\n"
                "dumisake export journal.txt",
    .options = options,
    .least = 1,
    .most = 1,
    .takes_all_years = true,
    .run = run,
};
