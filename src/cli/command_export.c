#include "base/language.h"
#include "command.h"
#include "exporter/journal_text.h"
#include "exporter/workbook.h"

static bool ends_with(const char *path, const char *extension)
{
    size_t length = strlen(path);
    size_t tail = strlen(extension);
    return length > tail && text_equal_nocase(text_of(path + length - tail), text_of(extension));
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    const char *path = invocation->arguments[0];
    bool workbook = ends_with(path, ".xlsx");
    int year;
    *status_out = STATUS_DONE;
    if (!workbook && !ends_with(path, ".txt")) {
        return error_new(ERROR_USAGE, _("%s: the name must end in .xlsx (the auditors' workbook) or .txt (the journal)"), shown_text(text_of(path)));
    }
    TRY(output_path_check(invocation->globals, path));
    TRY(output_path_check_kind(path, workbook ? "PK" : "entry 0\n"));
    TRY(work_read(invocation->globals, &work));
    TRY(work_year(&work, invocation, &year));
    if (workbook) {
        struct workbook_options wanted = { .path = path, .year = year, .program_version = DUMISAKE_VERSION };
        TRY(workbook_write(work.store, &wanted));
    } else {
        TRY(journal_text_write(work.store, path));
    }
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_set_new(object, "file", json_text(text_of(path)));
        (void)json_object_set_new(object, "year", year == 0 ? json_string("all") : json_integer(year));
        json_print(object);
        return NULL;
    }
    if (workbook && year != 0) {
        say(invocation, _("%s: the auditors' workbook of programme year %d."), shown_text(text_of(path)), year);
    } else if (workbook) {
        say(invocation, _("%s: the auditors' workbook of all programme years."), shown_text(text_of(path)));
    } else {
        say(invocation, _("%s: the journal of the whole ledger."), shown_text(text_of(path)));
    }
    say_next(invocation, 0, "verify");
    return NULL;
}

const struct command command_export = {
    .name = "export",
    .arguments = "OUT",
    .summary = N_("write the auditors' workbook, or the journal"),
    .help = N_("By the ending of OUT: .xlsx is the auditors' workbook, in Indonesian; .txt the journal's canonical text.\n"
               "Exporting changes nothing; the same ledger gives the same bytes. An existing OUT is replaced when the new one is whole."),
    .examples = "dumisake export audit.xlsx\ndumisake export audit.xlsx --year all\ndumisake export journal.txt",
    .least = 1,
    .most = 1,
    .takes_all_years = true,
    .run = run,
};
