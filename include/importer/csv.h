/* csv: records of a delimited file, one after the other, without holding the file in memory.
 *
 * Law: cells are views into what was read, valid until the next record; nothing of the file is changed or dropped
 * unseen, and every byte read has gone through the hasher.
 * Source: RFC 4180 and what spreadsheets write besides: other delimiters, a byte order mark, CR or LF alone, quotes inside
 * an unquoted cell, blank lines, no line end after the last record. */
#ifndef IMPORTER_CSV_H
#define IMPORTER_CSV_H

#include "base/error.h"
#include "ledger/digest.h"

#define CSV_CHUNK (256U * 1024U)      /* bytes read at a time */
#define CSV_RECORD_MAX (1024U * 1024U) /* bytes */
#define CSV_FIELDS_MAX 4096U

struct csv;

struct csv_record {
    const struct text *fields; /* borrowed; quotes around and doubled quotes are taken away */
    size_t count;
    int64_t line;    /* physical line where it begins, from 1 */
    struct text raw; /* its bytes without the line end */
    int bad_quote;   /* field, from 1, that goes on after its closing quote and is given with its quotes; 0 = none */
};

/* Opens the file. `chunk` is CSV_CHUNK but in tests; `hasher` is borrowed and may be NULL. Owner: the caller closes. */
const struct error *csv_open(const char *path, size_t chunk, struct hasher *hasher, struct csv **out);
void csv_close(struct csv *csv); /* takes NULL */
void csv_release(struct csv **csv);
#define SCOPED_CSV __attribute__((cleanup(csv_release)))

/* The file's first bytes, at most `bytes`, before the first record is read; *whole_out: there are no more. */
const struct error *csv_peek(struct csv *csv, size_t bytes, struct text *head_out, bool *whole_out);
void csv_use_delimiter(struct csv *csv, char delimiter); /* a comma unless said */

/* The next record that is not blank; *more_out false at the end. Errors: NUL bytes, a quote that is not closed, a record
 * or a number of fields beyond the limits: each names the line. After an error the reader is at its end. */
const struct error *csv_next(struct csv *csv, struct csv_record *out, bool *more_out) __attribute__((warn_unused_result));

int64_t csv_size(const struct csv *csv);        /* bytes of the file when it was opened */
int64_t csv_bytes(const struct csv *csv);       /* read so far */
int64_t csv_blank_lines(const struct csv *csv); /* records skipped because all their cells are blank */

/* Adds the cell as CSV: quoted when it must be, or when a spreadsheet might take it for a formula. */
void csv_add_cell(struct buffer *out, struct text cell, char delimiter);

#endif
