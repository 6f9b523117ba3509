#include "arguments.h"

#include <stdio.h>

#include "base/language.h"

struct globals globals;

/* The help texts are marked for translation and translated where they are printed. */
struct poptOption global_options[] = {
    { "db", '\0', POPT_ARG_STRING, &globals.db, 0, N_("the ledger file (default: $DUMISAKE_DB, else ./dumisake.db)"), "FILE" },
    { "year", '\0', POPT_ARG_STRING, &globals.year, 0, N_("programme year (default: the newest of the ledger)"), "YYYY" },
    { "date", '\0', POPT_ARG_STRING, &globals.date, 0, N_("effective day (default: today in Jakarta)"), "YYYY-MM-DD" },
    { "key-file", '\0', POPT_ARG_STRING, &globals.key_file, 0, N_("file of the officer's key, when it is not beside the ledger"), "FILE" },
    { "passphrase-file", '\0', POPT_ARG_STRING, &globals.passphrase_file, 0, N_("file with the officer's passphrase, instead of the terminal"), "FILE" },
    { "as", '\0', POPT_ARG_STRING, &globals.officer, 0, N_("the officer who acts"), "OFFICER" },
    { "lang", '\0', POPT_ARG_STRING, &globals.lang, 0, N_("language of messages (default: the environment's)"), "id|en" },
    { "json", '\0', POPT_ARG_NONE, &globals.json, 0, N_("the result as one JSON object"), NULL },
    { "quiet", '\0', POPT_ARG_NONE, &globals.quiet, 0, N_("no findings, no progress, no hint of the next command"), NULL },
    { "verbose", '\0', POPT_ARG_NONE, &globals.verbose, 0, N_("every finding"), NULL },
    { "no-color", '\0', POPT_ARG_NONE, &globals.no_color, 0, N_("plain text (the output has no colours)"), NULL },
    { "help", 'h', POPT_ARG_NONE, &globals.help, 0, N_("this help"), NULL },
    { "version", '\0', POPT_ARG_NONE, &globals.version, 0, N_("the version"), NULL },
    POPT_TABLEEND,
};

const struct command *const commands[] = {
    &command_init,   &command_program, &command_preview, &command_import,  &command_accounts, &command_amend, &command_exclude, &command_withdraw, &command_review,
    &command_check,  &command_explain, &command_lottery, &command_disburse, &command_sk, &command_approve, &command_cancel, &command_send, &command_settle,
    &command_repay,  &command_deposit, &command_refund, &command_erase, &command_lpj, &command_status, &command_export,  &command_verify, &command_backup,
    &command_checkpoint, &command_receipt, &command_witness, &command_officer,
    NULL,
};

static poptContext context;

static bool takes_value(const struct poptOption *options, const char *name, size_t length)
{
    for (; options != NULL && (options->longName != NULL || options->shortName != '\0'); options++) {
        if (options->longName != NULL && strlen(options->longName) == length && memcmp(options->longName, name, length) == 0) {
            return (options->argInfo & POPT_ARG_MASK) != POPT_ARG_NONE;
        }
    }
    return false;
}

static bool has_flag(const struct poptOption *options, const char *name, size_t length)
{
    for (; options != NULL && options->longName != NULL; options++) {
        if (strlen(options->longName) == length && memcmp(options->longName, name, length) == 0) {
            return (options->argInfo & POPT_ARG_MASK) == POPT_ARG_NONE;
        }
    }
    return false;
}

/* Whether `--name` of any command takes the next word, unless that is a command where it takes none: `--batch disburse`. */
static bool any_takes_value(const char *name, size_t length, const char *next)
{
    bool takes = takes_value(global_options, name, length);
    for (size_t i = 0; commands[i] != NULL && next != NULL; i++) {
        if (strcmp(commands[i]->name, next) == 0 && has_flag(commands[i]->options, name, length)) {
            return false;
        }
    }
    for (size_t i = 0; commands[i] != NULL && !takes; i++) {
        takes = takes_value(commands[i]->options, name, length);
    }
    return takes;
}

/* The first word that is neither an option nor an option's value. */
static const char *first_word(int count, const char **words, int *index_out)
{
    for (int i = 1; i < count; i++) {
        const char *word = words[i];
        if (strncmp(word, "--", 2) == 0 && word[2] != '\0') {
            bool joined = strchr(word, '=') != NULL;
            if (!joined && any_takes_value(word + 2, strlen(word + 2), i + 1 < count ? words[i + 1] : NULL)) {
                i++;
            }
        } else if (word[0] != '-') {
            *index_out = i;
            return word;
        }
    }
    return NULL;
}

static const struct error *find_command(const char *word, const struct command **out)
{
    const struct command *nearest = NULL;
    size_t least = 0;
    for (size_t i = 0; commands[i] != NULL; i++) {
        if (strcmp(commands[i]->name, word) == 0) {
            *out = commands[i];
            return NULL;
        }
        size_t distance = text_distance(text_of(word), text_of(commands[i]->name));
        if (nearest == NULL || distance < least) {
            nearest = commands[i];
            least = distance;
        }
    }
    if (nearest != NULL && least <= 2 && least * 2 < strlen(nearest->name)) {
        return error_new(ERROR_USAGE, _("%s: there is no such command; did you mean `%s`?"), shown_text(text_of(word)), nearest->name);
    }
    return error_new(ERROR_USAGE, _("%s: there is no such command; `dumisake --help` lists them"), shown_text(text_of(word)));
}

static const struct error *parse_options(int count, const char **words, const struct command *command)
{
    static struct poptOption table[3];
    static const struct poptOption end = POPT_TABLEEND;
    size_t used = 0;
    table[used++] = (struct poptOption){ NULL, '\0', POPT_ARG_INCLUDE_TABLE, global_options, 0, NULL, NULL };
    if (command != NULL && command->options != NULL) {
        table[used++] = (struct poptOption){ NULL, '\0', POPT_ARG_INCLUDE_TABLE, command->options, 0, NULL, NULL };
    }
    table[used] = end;
    context = poptGetContext(NULL, count, words, table, 0);
    CHECK(context != NULL);
    int code = poptGetNextOpt(context);
    if (code < -1) {
        return error_new(ERROR_USAGE, "%s: %s", shown_text(text_of(poptBadOption(context, 0))), poptStrerror(code));
    }
    return NULL;
}

const struct error *arguments_parse(int count, const char **words, struct invocation *out)
{
    const struct command *command = NULL;
    int index = 0;
    const char *word = first_word(count, words, &index);
    if (word != NULL && strcmp(word, "help") == 0) { /* `help COMMAND` is `COMMAND --help` */
        globals.help = 1;
        words[index] = "--help";
        word = first_word(count, words, &index);
    }
    const struct error *error = word == NULL ? NULL : find_command(word, &command);
    if (error != NULL) {
        return error;
    }
    TRY(parse_options(count, words, command));
    *out = (struct invocation){ .globals = &globals, .command = command, .arguments = poptGetArgs(context) };
    while (out->arguments != NULL && out->arguments[out->count] != NULL) {
        out->count++;
    }
    if (command == NULL || out->count == 0) {
        return NULL;
    }
    out->arguments += 1; /* the command's own name */
    out->count -= 1;
    if (globals.help) {
        return NULL;
    }
    if (out->count < command->least || (command->most >= 0 && out->count > command->most)) {
        return error_new(ERROR_USAGE, _("expected: dumisake %s%s%s"), command->name, command->arguments[0] == '\0' ? "" : " ", command->arguments);
    }
    return NULL;
}

void arguments_free(void)
{
    if (context != NULL) {
        (void)poptFreeContext(context);
        context = NULL;
    }
}

static void print_options(const struct poptOption *options)
{
    for (; options != NULL && options->longName != NULL; options++) {
        char name[64];
        (void)snprintf(name, sizeof(name), "--%s%s%s", options->longName, options->argDescrip == NULL ? "" : " ",
                       options->argDescrip == NULL ? "" : options->argDescrip);
        (void)printf("  %-24s %s\n", name, _(options->descrip));
    }
}

static void print_examples(const char *examples)
{
    struct text rest = text_of(examples);
    while (rest.length > 0) {
        struct text line = text_split(&rest, '\n');
        (void)printf("  %.*s\n", TEXT_ARG(line));
    }
}

void help_print(const struct command *command)
{
    (void)printf("%s\n", _("Examples:"));
    if (command != NULL) {
        print_examples(command->examples);
        (void)printf("\n%s dumisake %s%s%s\n\n%s\n", _("Usage:"), command->name, command->arguments[0] == '\0' ? "" : " ", command->arguments, _(command->help));
        if (command->options != NULL) {
            (void)printf("\n%s\n", _("Options:"));
            print_options(command->options);
        }
        (void)printf("\n%s\n", _("`dumisake --help` lists the options of every command."));
        return;
    }
    print_examples("dumisake import applicants.csv\ndumisake disburse --batch\ndumisake send 1 transfer.csv\n"
                   "dumisake settle answer.csv\ndumisake export audit.xlsx\ndumisake status --year all");
    (void)printf("\n%s dumisake [%s] %s\n\n%s\n", _("Usage:"), _("options"), _("COMMAND ..."), _("Commands:"));
    for (size_t i = 0; commands[i] != NULL; i++) {
        (void)printf("  %-10s %s\n", commands[i]->name, _(commands[i]->summary));
    }
    (void)printf("\n%s\n", _("Options, anywhere on the line:"));
    print_options(global_options);
    (void)printf("\n%s\n", _("Exit status: 0 done, 1 failed and nothing was changed, 2 not understood, 3 done and something needs a person's eye,\n"
                             "4 refused by a rule, 5 the ledger does not verify, 6 busy, 7 not known whether it was done (the disk failed at the last step).\n"
                             "`dumisake COMMAND --help` tells more of a command."));
}
