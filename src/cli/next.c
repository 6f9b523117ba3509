/* The next command to type, as the reader can type it: with the ledger, the year and the officer that it needs. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "base/language.h"
#include "programme/duty.h"

/* Who types, as far as the ledger of this command has officers. */
static struct {
    bool officers;
    unsigned roles; /* of the one named with --as; 0 = nobody was named */
    char name[OFFICER_NAME_MAX + 1];
} typist;

void next_by(const struct officers *officers, const char *name)
{
    const struct officer *officer = name == NULL ? NULL : officers_find(officers, text_of(name));
    typist.officers = officers->count > 0;
    typist.roles = officer == NULL ? 0 : officer->roles;
    (void)snprintf(typist.name, sizeof(typist.name), "%s", officer == NULL ? "" : officer->name);
}

void next_by_another(void)
{
    typist.roles = 0;
}

static const struct command *command_of(const char *text)
{
    size_t length = strcspn(text, " ");
    for (const struct command *const *command = commands; *command != NULL; command++) {
        if (strlen((*command)->name) == length && strncmp((*command)->name, text, length) == 0) {
            return *command;
        }
    }
    return NULL;
}

/* " --as NAME" when the officer at the keyboard may, else the role in capitals; nothing for what needs no name. */
static void add_officer(const char *text, struct buffer *out)
{
    static const unsigned roles[] = { OFFICER_OPERATOR, OFFICER_APPROVER, OFFICER_TREASURER, OFFICER_VERIFIER, OFFICER_ADMINISTRATOR };
    const struct command *command = command_of(text);
    bool reads = command == NULL || command->duty == NULL || strstr(text, " --overdue") != NULL || strstr(text, " show") != NULL;
    if (!typist.officers || reads) {
        return;
    }
    unsigned needed = duty_of(text_of(command->duty));
    buffer_add_string(out, " --as ");
    if ((typist.roles & needed) != 0) {
        buffer_add_string(out, typist.name);
        return;
    }
    for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
        if ((roles[i] & needed) != 0) {
            struct buffer word SCOPED_BUFFER = { 0 };
            officer_roles_print(roles[i], &word);
            for (size_t k = 0; k < word.length; k++) {
                buffer_add_byte(out, (char)(word.bytes[k] - 'a' + 'A'));
            }
            return;
        }
    }
}

void say_next(const struct invocation *invocation, int year, const char *format, ...)
{
    if (invocation->globals->json || invocation->globals->quiet) {
        return;
    }
    struct buffer command SCOPED_BUFFER = { 0 };
    const char *typed = invocation->globals->year;
    char text[1000];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    /* The ledger and the year must be named again. */
    buffer_add_string(&command, "dumisake");
    add_officer(text, &command);
    if (invocation->globals->db != NULL) {
        buffer_format(&command, " --db %s", shown_word(invocation->globals->db));
    }
    if (year != 0) {
        buffer_format(&command, " --year %d", year);
    } else if (typed != NULL && strcmp(typed, "all") != 0) {
        buffer_format(&command, " --year %s", typed);
    }
    (void)printf(_("Next: %s %s\n"), buffer_string(&command), text);
}
