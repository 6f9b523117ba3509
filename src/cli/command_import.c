#include "base/language.h"
#include "base/memory.h"
#include "command.h"
#include "importer/import.h"
#include "table_options.h"

static struct {
    int dry_run;
    int template;
    int force;
    char *rejects;
    char *category;
    char *expect_rows;
    char *expect_amount;
    char **maps;
} typed;

static struct poptOption options[] = {
    { "dry-run", '\0', POPT_ARG_NONE, &typed.dry_run, 0, N_("read and judge, store nothing"), NULL },
    { "template", '\0', POPT_ARG_NONE, &typed.template, 0, N_("print the empty form: the headers of an applicants' file"), NULL },
    { "rejects", '\0', POPT_ARG_STRING, &typed.rejects, 0, N_("write the rows that were set aside, with the reason, to correct and import again"), "OUT.csv" },
    { "category", '\0', POPT_ARG_STRING, &typed.category, 0, N_("the category of all rows of a file without that column"), "C" },
    { "map", '\0', POPT_ARG_ARGV, &typed.maps, 0, N_("which column holds a field; may be repeated"), "FIELD=HEADER|#N" },
    { "expect-rows", '\0', POPT_ARG_STRING, &typed.expect_rows, 0, N_("refuse a file with another number of rows"), "N" },
    { "expect-amount", '\0', POPT_ARG_STRING, &typed.expect_amount, 0, N_("refuse a file whose grants come to another sum, in rupiah"), "N" },
    { "force", '\0', POPT_ARG_NONE, &typed.force, 0, N_("take in a file although most of it is set aside, its NIK lost their last digit, or its title says another year; the journal says so"), NULL },
    TABLE_OPTIONS,
    POPT_TABLEEND,
};

static json_t *result_json(const struct import_result *result, int year)
{
    struct buffer sha256 SCOPED_BUFFER = { 0 };
    digest_print(&result->sha256, &sha256);
    return json_pack("{s:i, s:o, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:b, s:o, s:I}", "year", year, "file", json_text(text_of(result->file)), "sha256",
                     sha256.bytes, "rows", (json_int_t)result->rows, "accepted", (json_int_t)result->accepted, "unchanged",
                     (json_int_t)result->unchanged, "conflicting", (json_int_t)result->conflicting, "rejected", (json_int_t)result->rejected,
                     "warnings", (json_int_t)result->findings.counted[FINDING_WARNING], "skipped_lines", (json_int_t)result->skipped_lines, "forced", result->forced ? 1 : 0,
                     "findings", json_findings(&result->findings, result->file), "findings_omitted", (json_int_t)result->findings.omitted);
}

static void tell(const struct invocation *invocation, const struct import_result *result)
{
    say_findings(invocation, &result->findings, result->file);
    say(invocation, ngettext("%s: %s row: %s accepted, %s unchanged, %s conflicting, %s rejected; %s warnings.",
                             "%s: %s rows: %s accepted, %s unchanged, %s conflicting, %s rejected; %s warnings.", (unsigned long)result->rows),
        shown_text(text_of(result->file)),
        shown_count(result->rows), shown_count(result->accepted), shown_count(result->unchanged), shown_count(result->conflicting),
        shown_count(result->rejected), shown_count(result->findings.counted[FINDING_WARNING]));
    if (result->forced) {
        say(invocation, "%s", _("Taken in with --force although it would be refused; the journal says so."));
    }
    if (typed.dry_run) {
        say(invocation, "%s", _("Dry run: nothing was stored."));
    } else if (!result->recorded) {
        say(invocation, "%s", _("Nothing in this file is new; nothing was changed."));
    }
}

static const struct error *expected_amount(int64_t *out)
{
    struct money amount;
    if (!money_parse(text_of(typed.expect_amount), &amount)) {
        return error_new(ERROR_USAGE, _("--expect-amount %s: not an amount in whole rupiah"), typed.expect_amount);
    }
    *out = amount.rupiah;
    return NULL;
}

static const struct error *import_one(const struct invocation *invocation, struct work *work, const struct programme *programme, const char *path,
                                      struct import_result *result)
{
    struct table_wish wish;
    struct import_options wanted = { .path = path, .letter = { -1, -1 }, .rejects_path = typed.rejects, .force = typed.force != 0 };
    wanted.maps = (const char *const *)typed.maps;
    wanted.show_progress = !invocation->globals->quiet && !invocation->globals->json;
    if (typed.category != NULL && !category_find(text_of(typed.category), &wanted.category)) {
        return error_new(ERROR_USAGE, _("--category %s: the categories are milenial, emak-emak, pemula"), typed.category);
    }
    TRY(typed.expect_rows == NULL ? NULL : parse_count_option("--expect-rows", typed.expect_rows, &wanted.letter.rows));
    TRY(typed.expect_amount == NULL ? NULL : expected_amount(&wanted.letter.amount));
    TRY(table_options_read(&wish));
    wanted.wish = &wish;
    return import_applicants(&work->journal, programme, &wanted, result);
}

/* The counts of one file stand in the object itself; those of several are added up there and listed in `files`. */
static void add_file(json_t *object, json_t *file)
{
    static const char *const sums[] = { "rows", "accepted", "unchanged", "conflicting", "rejected", "warnings", "skipped_lines", "findings_omitted" };
    if (json_object_get(object, "files") == NULL) {
        (void)json_object_update(object, file);
        (void)json_object_set_new(object, "findings", json_copy(json_object_get(file, "findings")));
        (void)json_object_set_new(object, "files", json_array());
    } else {
        for (size_t i = 0; i < sizeof(sums) / sizeof(sums[0]); i++) {
            json_int_t sum = json_integer_value(json_object_get(object, sums[i])) + json_integer_value(json_object_get(file, sums[i]));
            (void)json_object_set_new(object, sums[i], json_integer(sum));
        }
        (void)json_array_extend(json_object_get(object, "findings"), json_object_get(file, "findings"));
    }
    (void)json_object_del(file, "findings");
    (void)json_array_append_new(json_object_get(object, "files"), file);
}

/* All the files that were named, in one transaction: either every one of them or none. */
struct intake_total {
    struct import_result *results; /* one a file */
    int64_t set_aside;
    int64_t taken_in; /* now or by an earlier import */
    bool recorded;
    bool is_unsigned; /* no checkpoint could be written */
};

static const struct error *import_all(const struct invocation *invocation, struct intake_total *total, int *year_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct programme programme SCOPED_PROGRAMME = { 0 };
    TRY(typed.dry_run ? work_rehearse(invocation, STORE_CREATE, &work) : work_begin(invocation, STORE_CREATE, &work));
    TRY(work_programme(&work, invocation, &programme));
    *year_out = programme.year;
    say(invocation, _("Programme year %d (%s)"), programme.year, programme.name);
    for (int i = 0; i < invocation->count; i++) {
        struct import_result *result = &total->results[i];
        TRY(import_one(invocation, &work, &programme, invocation->arguments[i], result));
        total->set_aside += result->conflicting + result->rejected;
        total->taken_in += result->accepted + result->unchanged;
        total->recorded = total->recorded || result->recorded;
    }
    if (total->recorded && !typed.dry_run) {
        TRY(work_commit(&work));
        total->is_unsigned = !work_checkpoint(&work);
    }
    return NULL;
}

static void print_all(const struct invocation *invocation, const struct intake_total *total, int year)
{
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        for (int i = 0; i < invocation->count; i++) {
            add_file(object, result_json(&total->results[i], year));
        }
        json_print(object);
        return;
    }
    for (int i = 0; i < invocation->count; i++) {
        tell(invocation, &total->results[i]);
    }
    if (total->set_aside > 0 && typed.rejects == NULL) {
        say(invocation, ngettext("%s row was set aside; --rejects OUT.csv gives it back with the reason.",
                                 "%s rows were set aside; --rejects OUT.csv gives them back with the reason.", (unsigned long)total->set_aside),
            shown_count(total->set_aside));
    }
    if (total->set_aside > 0 && typed.rejects != NULL) {
        say(invocation, ngettext("%s: %s row to correct and import again.",
                                 "%s: %s rows to correct and import again.", (unsigned long)total->set_aside),
            shown_text(text_of(typed.rejects)), shown_count(total->set_aside));
    }
    if (typed.dry_run) {
        say_next(invocation, 0, "import %s", shown_word(invocation->arguments[0]));
    } else if (total->taken_in == 0 && total->set_aside > 0 && typed.rejects == NULL) {
        say_next(invocation, 0, "import %s --rejects OUT.csv", shown_word(invocation->arguments[0]));
    } else if (total->taken_in == 0 && total->set_aside > 0) {
        say_next(invocation, 0, "import %s", shown_word(typed.rejects));
    } else {
        say_next(invocation, 0, "disburse --batch");
    }
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct intake_total total = { 0 };
    int year;
    if (typed.template) {
        struct text form = import_template();
        say(invocation, "%.*s", TEXT_ARG(text_trim(form)));
        return NULL;
    }
    if (invocation->count == 0) {
        return error_new(ERROR_USAGE, _("expected: dumisake %s%s%s"), "import", " ", "FILE...");
    }
    if (typed.rejects != NULL && invocation->count > 1) {
        return error_new(ERROR_USAGE, _("--rejects goes with one file at a time"));
    }
    TRY(typed.rejects == NULL ? NULL : output_path_check(invocation->globals, typed.rejects));
    total.results = memory_new((size_t)invocation->count * sizeof(*total.results));
    const struct error *error = import_all(invocation, &total, &year);
    if (error == NULL) {
        print_all(invocation, &total, year);
        *status_out = total.set_aside > 0 || total.is_unsigned ? STATUS_NEEDS_EYE : STATUS_DONE;
    }
    for (int i = 0; i < invocation->count; i++) {
        import_result_free(&total.results[i]);
    }
    memory_free(total.results);
    return error;
}

const struct command command_import = {
    .name = "import",
    .arguments = "FILE...",
    .summary = N_("take in applicants from a file"),
    .help = N_("Takes in files of applicants, all of them or none. How a file is written is found out (see `dumisake preview FILE`), its columns are\n"
               "known by their headers or by --map. Rows with errors are set aside with every reason; the others are stored. When most of a\n"
               "file would be set aside, or its title names another year, nothing is stored until --force. Importing the same file again changes nothing.\n"
               "The same NIK with other content is conflicting: set aside and shown, never merged or overwritten."),
    .examples = "dumisake import applicants.csv\ndumisake import --year 2023 --rejects fix.csv applicants.csv\ndumisake import --dry-run applicants.csv\ndumisake import --template > applicants.csv",
    .options = options,
    .most = -1,
    .writes = true,
    .duty = "import",
    .run = run,
};
