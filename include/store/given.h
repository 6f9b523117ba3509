/* given: rows that the program gives to one statement, which takes them as a table.
 *
 * Law: `INSERT INTO t SELECT c0, c1, ... FROM given(?1)` stores rows by the hundred with all constraints checked for each,
 * in half the time of a statement a row. The table is there for such statements alone: nothing in a file can name it. */
#ifndef STORE_GIVEN_H
#define STORE_GIVEN_H

#include "store/query.h"

/* Rows enough that a statement costs nothing beside them, and few enough to stay in the processor's cache. */
enum { GIVEN_ROWS = 256, GIVEN_COLUMNS = 8 };

enum cell_kind { CELL_NULL, CELL_INTEGER, CELL_TEXT, CELL_BYTES };

struct cell {
    enum cell_kind kind;
    int64_t integer;
    struct text text; /* borrowed, also of CELL_BYTES */
};

struct given {
    size_t count;
    struct cell rows[GIVEN_ROWS][GIVEN_COLUMNS]; /* zeroed cells are NULL */
};

struct cell cell_integer(int64_t value);
struct cell cell_text(struct text value); /* empty is '', not NULL */
struct cell cell_bytes(const void *bytes, size_t length);

/* Runs the statement over the rows as query_run does; `parameter` is the one in given(?). Its other parameters stay as
 * they were bound. */
const struct error *query_run_given(struct query *query, int parameter, const struct given *given) __attribute__((warn_unused_result));

#endif
