#include "base/language.h"
#include "command.h"
#include "exporter/hledger_file.h"
#include "exporter/journal_text.h"
#include "exporter/recipient_file.h"
#include "exporter/workbook.h"
#include "sample_options.h"

static struct {
    int mask;
    char *template;
    struct sample_typed sample;
} typed;

static struct poptOption options[] = {
    { "mask", '\0', POPT_ARG_NONE, &typed.mask, 0, N_("for everybody's eyes: six digits of each NIK, no KK, account and birth day (.xlsx, .csv)"), NULL },
    { "template", '\0', POPT_ARG_STRING, &typed.template, 0, N_("a layout of your own for the workbook (.xlsx)"), "FILE.yaml" },
    { "sample", '\0', POPT_ARG_STRING, &typed.sample.size, 0, N_("also a sample of N payouts that the seed draws (.xlsx)"), "N" },
    { "seed", '\0', POPT_ARG_STRING, &typed.sample.seed, 0, N_("what the auditor names, for --sample; it stands on the sheet"), "TEXT" },
    { "sample-method", '\0', POPT_ARG_STRING, &typed.sample.method, 0, N_("simple (the default), stratified by kabupaten/kota, or monetary (by rupiah)"), "METHOD" },
    { "sample-of", '\0', POPT_ARG_STRING, &typed.sample.of, 0, N_("the state of the money that is sampled: komitmen, dalam-proses, tersalur (the default) or retur"), "STATE" },
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
                                                                       : NULL;
        }
    }
    return error_new(ERROR_USAGE, _("%s: the name must end in .xlsx (the auditors' workbook), .csv (the recipients), .journal (for hledger) or .txt (the journal)"),
                     shown_text(text_of(path)));
}

static const struct error *write_kind(struct store *store, enum kind kind, int year, const char *path, const struct sample_request *sample, int64_t *rows_out)
{
    struct workbook_options wanted = {
        .path = path, .year = year, .program_version = DUMISAKE_VERSION, .template = typed.template, .masked = typed.mask != 0, .sample = sample->size == 0 ? NULL : sample
    };
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

static void print_text(const struct invocation *invocation, enum kind kind, int year, const struct sample_request *sample, int64_t rows)
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
    if (sample->size > 0) {
        say(invocation, _("The sample of %s (%s, seed \"%s\") is on its last sheets, with what anybody needs to draw it again."), shown_count(sample->size),
            sample_method_name(sample->method), shown_text(sample->seed));
    }
    say_next(invocation, 0, "verify");
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    const char *path = invocation->arguments[0];
    struct sample_request sample;
    enum kind kind;
    int64_t rows = 0;
    int year;
    *status_out = STATUS_DONE;
    TRY(find_kind(path, &kind));
    TRY(sample_options_read(&typed.sample, &sample));
    TRY(output_path_check(invocation->globals, path));
    TRY(output_path_check_kind(path, kinds[kind].beginning));
    TRY(work_read(invocation->globals, &work));
    TRY(work_year(&work, invocation, &year));
    TRY(write_kind(work.store, kind, year, path, &sample, &rows));
    if (!invocation->globals->json) {
        print_text(invocation, kind, year, &sample, rows);
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
    if (sample.size > 0) {
        (void)json_object_set_new(object, "sample", json_pack("{s:I, s:s, s:o, s:s}", "size", (json_int_t)sample.size, "method", sample_method_name(sample.method), "seed",
                                                              json_text(sample.seed), "of", account_name(sample.of)));
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
               "--sample N --seed TEXT adds a sample for the auditor: SHA-256 of the seed and each payout's reference draws it, so that anybody draws it again with\n"
               "sha256sum, and the sheet projects the errors that the auditor finds. The seed comes from the auditor, not from the office.\n"
               "Exporting changes nothing; the same ledger gives the same bytes. An existing OUT is replaced when the new one is whole."),
    .examples = "dumisake export audit.xlsx\ndumisake export audit.xlsx --year all\ndumisake export recipients.csv --mask\ndumisake export money.journal --year all\n"
                "dumisake export audit.xlsx --sample 60 --seed \"ST-117/2024\" --sample-method monetary\n"
                "dumisake export journal.txt",
    .options = options,
    .least = 1,
    .most = 1,
    .takes_all_years = true,
    .run = run,
};
