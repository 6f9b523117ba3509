/* finding: the data is wrong. Collected, never stops the scan, printed like a compiler's.
 *
 * Law: every error is kept; warnings and notes beyond a limit are only counted. */
#ifndef BASE_FINDING_H
#define BASE_FINDING_H

#include "base/text.h"

enum finding_severity { FINDING_ERROR, FINDING_WARNING, FINDING_NOTE };

/* A kind of finding, one row of a catalogue. */
struct finding_kind {
    const char *code; /* "E104" */
    const char *name; /* "nik-date" */
    enum finding_severity severity;
    const char *message; /* N_("..."): what was expected, one sentence */
    const char *help;    /* N_("..."): for `explain CODE`: why it matters and what to do */
};

struct finding {
    const struct finding_kind *kind;
    int64_t line;   /* physical line of the file, from 1; 0 = the file as a whole */
    int column;     /* field of the record, from 1; 0 = the row as a whole */
    char *nik;      /* as written, "" when not read */
    char *value;    /* as written, cut to 200 bytes */
    char *expected; /* "" or what would fit, such as the nearest name */
};

struct findings {
    struct finding *items; /* owned */
    size_t count;
    size_t capacity;
    size_t limit;                /* warnings and notes kept; the rest only counted */
    int64_t counted[3];          /* by severity, including those not kept */
    int64_t omitted;             /* warnings and notes not kept */
};

#define FINDINGS_LIMIT 100

void findings_init(struct findings *findings);
void findings_free(struct findings *findings);
void findings_add(struct findings *findings, const struct finding_kind *kind, int64_t line, int column, struct text nik,
                  struct text value, const char *expected);

/* By line, and by column within one. */
void findings_sort(struct findings *findings);

/* "applicants.csv:17:3: error: E104 nik-date: message (value "...", expected)" without a line end. */
void finding_print(const struct finding *finding, const char *file, struct buffer *out);
const char *finding_severity_name(enum finding_severity severity);

#endif
