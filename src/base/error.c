#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

_Thread_local struct error error_in_flight;

/* A message quotes what others wrote: names of files, words of a template, the schema of a file that was handed over. None of it may
 * tell a terminal what to do. */
static void make_printable(char *message, size_t size)
{
    struct buffer shown SCOPED_BUFFER = { 0 };
    for (char *at = strpbrk(message, "\n\t"); at != NULL; at = strpbrk(at, "\n\t")) {
        *at = ' '; /* a paragraph, also when it quotes a statement */
    }
    buffer_add_printable(&shown, (struct text){ message, strlen(message) }, size - 1);
    memcpy(message, buffer_string(&shown), shown.length + 1);
}

void error_set(enum error_kind kind, const char *format, ...)
{
    char message[sizeof(error_in_flight.message)]; /* the arguments may point into the error in flight */
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    make_printable(message, sizeof(message));
    error_in_flight.kind = kind;
    memcpy(error_in_flight.message, message, sizeof(message));
}

void error_set_errno(const char *format, ...)
{
    int number = errno;
    char message[sizeof(error_in_flight.message)];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof(message), format, arguments);
    va_end(arguments);
    error_set(ERROR_FAILED, "%s: %s", message, strerror(number));
}

void error_context(const char *format, ...)
{
    char outside[sizeof(error_in_flight.message)];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(outside, sizeof(outside), format, arguments);
    va_end(arguments);
    error_set(error_in_flight.kind, "%s: %s", outside, error_in_flight.message);
}

void error_abort(const char *file, int line, const char *condition)
{
    (void)fprintf(stderr, "%s:%d: internal error: %s\n", file, line, condition);
    abort();
}
