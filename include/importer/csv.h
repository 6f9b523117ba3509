/* csv: records of a delimited file, one after the other, without holding the file in memory.
 *
 * Law: cells are views into what was read, valid until the next record; nothing of the file is changed or dropped
 * unseen. A quote that does not fit damages its own record and no other.
 * Source: RFC 4180 and what spreadsheets write besides: other delimiters, CR or LF alone, quotes inside an unquoted cell,
 * blank lines, no line end after the last record. */
#ifndef IMPORTER_CSV_H
#define IMPORTER_CSV_H

#include "base/error.h"
#include "importer/dialect.h"
#include "importer/scan.h"
#include "importer/source.h"

#define CSV_CHUNK (256U * 1024U)      /* bytes read at a time */
#define CSV_RECORD_MAX (1024U * 1024U) /* bytes */
#define CSV_FIELDS_MAX SCAN_FIELDS_MAX

struct csv;

struct csv_record {
    const struct text *fields; /* borrowed; quotes around and escapes are taken away */
    size_t count;
    int64_t line;    /* physical line where it begins, from 1 */
    int64_t lines;   /* it stands on so many */
    struct text raw; /* its bytes without the line end */
    bool after_gap;  /* blank lines stand before it */
    bool plain;      /* by the letter of the dialect, without a quote inside a field that has none around */
    bool resplit;    /* written with another delimiter than the file, by which its fields are read */
    int bad_quote;   /* first field, from 1, whose quotes do not fit, so that its reading is the likeliest one; 0 = none */
};

/* Reads `source`, which it closes at its end. `chunk` is CSV_CHUNK but in tests. Owner: the caller closes. */
struct csv *csv_new(struct source *source, size_t chunk);
void csv_close(struct csv *csv); /* takes NULL */
void csv_release(struct csv **csv);
#define SCOPED_CSV __attribute__((cleanup(csv_release)))

/* The text's first bytes, at most `bytes`, before the first record is read; *whole_out: there are no more. */
const struct error *csv_peek(struct csv *csv, size_t bytes, struct text *head_out, bool *whole_out);
/* Before the first record: passes over so many bytes and lines of the head. */
void csv_skip(struct csv *csv, size_t bytes, int64_t lines);
void csv_use(struct csv *csv, const struct dialect *dialect); /* DIALECT_PLAIN unless said */
/* Records have so many fields: one that has not, or whose quotes do not fit, is read in the likeliest way. 0 = not known:
 * records are read by the letter. */
void csv_expect(struct csv *csv, size_t width);

/* The next record that is not blank; *more_out false at the end. Errors: the disk; a record or a number of fields beyond the
 * limits, and, when no width is expected, a quote that is not closed: each names the line. After an error the reader is at its
 * end. */
const struct error *csv_next(struct csv *csv, struct csv_record *out, bool *more_out) __attribute__((warn_unused_result));

const struct source *csv_source(const struct csv *csv);
int64_t csv_blank_lines(const struct csv *csv); /* records skipped because all their cells are blank */

/* Adds the cell as CSV: quoted when it must be, or when a spreadsheet might take it for a formula. */
void csv_add_cell(struct buffer *out, struct text cell, char delimiter);
void csv_add_record(struct buffer *out, const struct csv_record *record, char delimiter); /* without a line end */

#endif
