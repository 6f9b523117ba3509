#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "base/language.h"
#include "reader_language.h"

/* With --json an error is an object too, so that a script always reads one. */
static int report(const struct error *error, const struct invocation *invocation)
{
    if (globals.json) {
        json_t *object = json_begin(invocation);
        (void)json_object_set_new(object, "error", json_pack("{s:i, s:o}", "status", (int)error->kind, "message", json_text(text_of(error->message))));
        json_print(object);
    }
    (void)fprintf(stderr, "dumisake: %s\n", error->message);
    return (int)error->kind;
}

/* --lang is looked for first, so that a mistake in the other words is told in that language. */
static const char *lang_option(int count, char **words)
{
    for (int i = 1; i < count; i++) {
        if (strncmp(words[i], "--lang=", 7) == 0) {
            return words[i] + 7;
        }
        if (strcmp(words[i], "--lang") == 0 && i + 1 < count) {
            return words[i + 1];
        }
    }
    return NULL;
}

/* --json likewise, so that a script reads an object whatever was mistyped. */
static bool wants_json(int count, char **words)
{
    for (int i = 1; i < count; i++) {
        if (strcmp(words[i], "--json") == 0) {
            return true;
        }
    }
    return false;
}

/* The answer of --help and --version, as an object when that was asked for. */
static const struct error *tell_of_program(const struct invocation *invocation)
{
    if (globals.json) {
        json_t *object = json_begin(invocation);
        (void)json_object_set_new(object, "version", json_string(DUMISAKE_VERSION));
        json_print(object);
    } else if (globals.version) {
        (void)printf("dumisake %s\n", DUMISAKE_VERSION);
    } else {
        help_print(invocation->command);
    }
    return NULL;
}

static const struct error *run(int count, const char **words, struct invocation *invocation, int *status_out)
{
    TRY(arguments_parse(count, words, invocation));
    TRY(reader_language_choose(globals.lang));
    if (!globals.json) {
        (void)setvbuf(stdout, NULL, _IOLBF, 0); /* in order with the findings when both go to one file */
    }
    if (globals.version || globals.help) {
        return tell_of_program(invocation);
    }
    if (invocation->command == NULL) {
        if (!globals.json) {
            help_print(NULL);
        }
        return error_new(ERROR_USAGE, _("name a command"));
    }
    return invocation->command->run(invocation, status_out);
}

/* The result went nowhere. A command that had changed the ledger did not fail: its status must not say that nothing was changed. */
static int report_lost(const struct invocation *invocation, const struct error *error, int status)
{
    bool changed = error == NULL && invocation->command != NULL && invocation->command->writes;
    (void)fprintf(stderr, "dumisake: %s\n",
                  changed ? _("the result could not be written to the standard output, but the command is done: see `dumisake status`")
                          : _("the result could not be written to the standard output"));
    if (changed) {
        return STATUS_NEEDS_EYE;
    }
    return status == STATUS_DONE ? (int)ERROR_FAILED : status;
}

int main(int count, char **words)
{
    struct invocation invocation = { .globals = &globals };
    int status = STATUS_DONE;
    /* A limit on file sizes shall be an error that is told, not a signal that kills. */
    (void)signal(SIGXFSZ, SIG_IGN);
    (void)reader_language_choose(lang_option(count, words));
    globals.json = wants_json(count, words) ? 1 : 0;
    const char **typed; /* popt wants the words const, main gets them otherwise */
    memcpy(&typed, &words, sizeof(typed));
    const struct error *error = run(count, typed, &invocation, &status);
    if (error != NULL) {
        status = report(error, &invocation);
    }
    if (fflush(stdout) != 0 || ferror(stdout)) {
        status = report_lost(&invocation, error, status);
    }
    arguments_free();
    shown_free();
    return status;
}
