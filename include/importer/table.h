/* table: the tables of a delimited file, each with its header and its rows.
 *
 * Law: what surrounds a table (titles, blank lines, signatures) is told apart from it by evidence and counted, never
 * dropped unseen; a cell keeps its content. */
#ifndef IMPORTER_TABLE_H
#define IMPORTER_TABLE_H

#include "importer/boundary.h"
#include "importer/csv.h"
#include "importer/dialect.h"
#include "importer/record_copy.h"

struct table;

/* What a person stated about the file; the rest is found out. TABLE_WISH_NONE states nothing. */
struct table_wish {
    struct dialect_wish dialect;
    enum encoding encoding; /* ENCODING_UNKNOWN = not stated */
    int64_t skip;           /* physical lines above the header; -1 = not stated */
    int headers;            /* records of the header, 0 to 3; -1 = not stated */
    bool header_needed;     /* there is one, whatever the evidence says */
};
#define TABLE_WISH_NONE ((struct table_wish){ .skip = -1, .headers = -1 })

/* Opens the file, finds out how it is written and reads its first table's header. `hasher` is borrowed and may be NULL; every
 * byte of the file has gone through it when there is no further row and no further table. Owner: the caller closes. Errors:
 * FAILED for a file that is no table of text; an empty file
 * has a table without header and rows, or is refused when a header is needed. */
const struct error *table_open(const char *path, const struct table_wish *wish, struct hasher *hasher, struct table **out);
void table_close(struct table *table); /* takes NULL */
void table_release(struct table **table);
#define SCOPED_TABLE __attribute__((cleanup(table_release)))

/* How the file is written, and what of it is not of the table. */
struct table_facts {
    enum encoding encoding;
    bool mark; /* a byte order mark */
    struct dialect dialect;
    bool dialect_doubtful; /* `other` is nearly as likely */
    struct dialect other;
    size_t headers; /* records of the header */
    bool headers_doubtful;
    size_t width;          /* columns */
    int64_t first_line;    /* of the table in hand: its header, or its first row */
    int64_t blank_lines;   /* of the file so far */
    int64_t above_lines;   /* titles above the table, Excel's "sep=;", a row of column numbers */
    int64_t footer_line;   /* where the lines below the tables begin; 0 = there are none */
    int64_t footer_lines;
    int64_t header_lines;  /* of headers met again further down */
};
void table_facts(const struct table *table, struct table_facts *out);

/* The names of the columns, valid until the next table begins; no fields when the table has no header. Several header rows are joined, a blank
 * between, group names carried over merged cells. */
const struct csv_record *table_header(const struct table *table);

/* The records above the tables so far, those that a person said to pass over too. */
const struct records *table_titles(const struct table *table);
/* Whoever knows what the columns mean knows better which records are rows. Owner: what `opinions` points to stays the caller's. */
void table_ask(struct table *table, const struct opinions *opinions);

/* The next row of the table in hand, valid until the next call; *more_out false at its end. Errors: as csv_next. */
const struct error *table_next(struct table *table, struct csv_record *out, bool *more_out) __attribute__((warn_unused_result));

/* After the last row: another table follows, beginning at this line; 0 = none. */
int64_t table_following(const struct table *table);
bool table_following_is_same(const struct table *table); /* its columns have the same names in the same order */
const struct error *table_begin_following(struct table *table);

/* The next row of all tables of the file; those that follow the first must have its columns. Errors: one has others. */
const struct error *table_next_joined(struct table *table, struct csv_record *out, bool *more_out) __attribute__((warn_unused_result));

int64_t table_size(const struct table *table);    /* bytes of the file when it was opened */
int64_t table_bytes(const struct table *table);   /* read so far */
int64_t table_skipped(const struct table *table); /* lines that are no row: blank ones and what surrounds the tables */

#endif
