/* dialect: how a delimited file is written: what stands between its cells, around them, and before a quote inside them.
 *
 * Law: found by evidence from the file's first bytes and nothing else; when two readings are nearly as likely, both are
 * named. What cannot be read as a table of text is refused with what to do about it. */
#ifndef IMPORTER_DIALECT_H
#define IMPORTER_DIALECT_H

#include "base/error.h"
#include "base/text.h"

#define DIALECT_HEAD (128U * 1024U) /* bytes looked at */

enum escape {
    ESCAPE_DOUBLED,   /* "a ""b"" c" */
    ESCAPE_BACKSLASH, /* "a \"b\" c" */
    ESCAPE_NONE,      /* "a "b" c": quotes inside stand as they are */
};

struct dialect {
    char delimiter;   /* comma, semicolon, tab, pipe or blank */
    bool blank_after; /* ", " is the delimiter: a comma without a blank is content */
    char quote;       /* '"' or '\'' */
    enum escape escape;
};

#define DIALECT_PLAIN ((struct dialect){ ',', false, '"', ESCAPE_DOUBLED })

bool dialect_equal(const struct dialect *a, const struct dialect *b);
const char *delimiter_name(const struct dialect *dialect); /* for messages: "comma", "comma and blank", ... */
const char *quote_name(const struct dialect *dialect);
const char *escape_name(const struct dialect *dialect);

/* What a person stated; the rest is found out. */
struct dialect_wish {
    bool delimiter_given;
    char delimiter;
    bool blank_after;
    char quote; /* 0 = not stated */
};

/* "comma", "semicolon", "tab", "pipe", "space", "comma-space", or the byte itself; false for anything else. */
bool dialect_wish_delimiter(struct dialect_wish *wish, struct text name);

struct dialect_found {
    struct dialect dialect;
    size_t width;        /* fields of most records; 0 = there is no record */
    size_t declared;     /* bytes of Excel's line "sep=;", which is not of the table; 0 = there is none */
    bool doubtful;       /* `other` explains the file nearly as well */
    struct dialect other;
};

/* From the first bytes of the file, without a byte order mark; `whole`: there are no more. Errors: a web page. An empty
 * file has width 0. */
const struct error *dialect_detect(struct text head, bool whole, const struct dialect_wish *wish, struct dialect_found *out);

#endif
