/* query: one prepared statement, found again by the address of its text.
 *
 * Law: SQL is a string constant beside the function that runs it; values are bound by type, never printed into it. */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include "base/error.h"
#include "base/text.h"
#include "store/store.h"

struct query;

/* Borrowed from the store's cache; query_close gives it back. Errors: SQL that does not fit the file's schema, memory. */
const struct error *query_open(struct store *store, const char *sql, struct query **out);
/* For a statement that a template decides: made of the names of views and columns that query_view_has found, and of nothing else that
 * came from outside. Copied; prepared once, and gone when it is closed. */
const struct error *query_open_made(struct store *store, struct text sql, struct query **out);
/* Whether the file has a view of this name; with `column` (not NULL), whether that view has it. */
const struct error *query_view_has(struct store *store, const char *view, const char *column, bool *out);
void query_close(struct query *query); /* takes NULL */
void query_release(struct query **query);
#define SCOPED_QUERY __attribute__((cleanup(query_release)))

/* Parameters count from 1. Text and bytes are borrowed until the query is stepped to its end, reset or closed. */
void query_bind_integer(struct query *query, int parameter, int64_t value);
void query_bind_text(struct query *query, int parameter, struct text value); /* empty is '', not NULL */
void query_bind_bytes(struct query *query, int parameter, const void *bytes, size_t length);
void query_bind_null(struct query *query, int parameter);
int query_parameters(struct query *query);

/* Steps to the next row; *row_out false at the end. Errors: constraint, disk, busy. */
const struct error *query_step(struct query *query, bool *row_out) __attribute__((warn_unused_result));
/* Runs a statement without result rows, and makes it ready for the next values. */
const struct error *query_run(struct query *query) __attribute__((warn_unused_result));
void query_reset(struct query *query);

/* Columns count from 0; views are valid until the next step. NULL reads as 0, empty. */
int query_columns(struct query *query);
const char *query_column_name(struct query *query, int column);
bool query_is_null(struct query *query, int column);
bool query_is_integer(struct query *query, int column);
int64_t query_integer(struct query *query, int column);
struct text query_text(struct query *query, int column);
struct text query_bytes(struct query *query, int column);

/* The first column of the first row; 0 when there is none. For statements without parameters. */
const struct error *query_one_integer(struct store *store, const char *sql, int64_t *out);

#endif
