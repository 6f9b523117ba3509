/* scan: the fields of a record in memory, by the letter of a dialect.
 *
 * Law: views into the bytes; nothing is judged, only told: how many fields, which quotes do not fit.
 * Source: RFC 4180 and what spreadsheets write besides: other delimiters, CR or LF alone, quotes inside an unquoted cell. */
#ifndef IMPORTER_SCAN_H
#define IMPORTER_SCAN_H

#include "importer/dialect.h"
#include "importer/special.h"

#define SCAN_FIELDS_MAX 4096U

enum scan_outcome {
    SCAN_RECORD,   /* a whole record */
    SCAN_MORE,     /* the bytes end before the record does */
    SCAN_UNCLOSED, /* they end inside a quote, and there are no more */
    SCAN_FIELDS,   /* too many */
};

/* The special bytes not visited yet, of the 64 bytes from `block` on. */
struct scan_cursor {
    size_t block;
    uint64_t mask;
};

struct scan {
    struct dialect dialect;
    struct specials specials;
    const char *bytes; /* SPECIAL_BLOCK bytes behind `end` may be read */
    size_t end;
    bool at_end; /* there are no bytes beyond `end` */
    struct scan_cursor cursor;
    /* The record in hand. */
    struct text *fields; /* without their quotes */
    size_t count;
    uint16_t *escaped; /* indexes of fields that hold escaped quotes still */
    size_t escaped_count;
    int bad_quote;        /* field, from 1, that goes on after its closing quote and is given with its quotes; 0 = none */
    bool quotes_inside;   /* an unquoted field holds quotes */
    bool loose;           /* something, if only a blank, stands behind a closing quote */
    int64_t lines_inside; /* line ends within quotes */
    int64_t quote_lines;  /* lines_inside where its last quoted field opens */
    size_t stop;          /* where its bytes end */
    size_t next;          /* where the next record begins */
};

void scan_init(struct scan *scan, const struct dialect *dialect);
void scan_free(struct scan *scan); /* takes a zeroed one */
void scan_use(struct scan *scan, const struct dialect *dialect);

/* The bytes to scan, from `start` on; to be said again when they have moved or grown. */
void scan_set(struct scan *scan, const char *bytes, size_t start, size_t end, bool at_end);

/* The record that begins at `start`, which is where scan_set or the record before left off. */
enum scan_outcome scan_record(struct scan *scan, size_t start);

/* Writes the field without its escapes to `to`, which has place for all of it; gives the bytes written. */
size_t scan_unescape(const struct dialect *dialect, struct text field, char *to);

/* The delimiter stands at `at` of `bytes`, which end at `end`. `*length_out`: how many bytes it is. */
bool scan_delimiter(const struct dialect *dialect, const char *bytes, size_t at, size_t end, size_t *length_out);

#endif
