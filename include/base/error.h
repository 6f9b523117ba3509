/* error: dumisake could not do its job.
 *
 * Law: a function that can fail returns `const struct error *`; NULL is success. Only cli prints.
 * Wrong data is not an error: see base/finding.h. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>

/* The kinds are the exit statuses of docs/contract.md. */
enum error_kind {
    ERROR_FAILED = 1,      /* failed, nothing was changed */
    ERROR_USAGE = 2,       /* not understood */
    ERROR_REFUSED = 4,     /* refused by a rule, a limit or lack of authority */
    ERROR_UNVERIFIED = 5,  /* the ledger does not verify */
    ERROR_BUSY = 6,        /* another process holds the ledger */
    ERROR_UNKNOWN = 7,     /* the disk failed at the last step: whether it was done is not known */
};

struct error {
    enum error_kind kind;
    char message[8192]; /* UTF-8, one paragraph, in the reader's language, says what to do */
};

/* The error in flight of this thread; error_set fills it. */
extern _Thread_local struct error error_in_flight;

void error_set(enum error_kind kind, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A macro, so that analysers see that the value is never NULL. */
#define error_new(...) (error_set(__VA_ARGS__), (const struct error *)&error_in_flight)

/* The same for a failed system call: appends ": " and the text of errno. */
void error_set_errno(const char *format, ...) __attribute__((format(printf, 1, 2)));
#define error_errno(...) (error_set_errno(__VA_ARGS__), (const struct error *)&error_in_flight)

/* Puts an outside ("while reading x: ") in front of the error in flight. */
void error_context(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The only macro that may return. */
#define TRY(call)                             \
    do {                                      \
        const struct error *try_ = (call);    \
        if (try_ != NULL) {                   \
            return try_;                      \
        }                                     \
    } while (0)

/* A programmer's error: says where, then aborts. Open transactions roll back. */
#define CHECK(condition) ((condition) ? (void)0 : error_abort(__FILE__, __LINE__, #condition))
_Noreturn void error_abort(const char *file, int line, const char *condition);

#endif
