/* term: what a control adds up over the rows of a table, as a formula and as a number. */
#ifndef EXPORTER_TERM_H
#define EXPORTER_TERM_H

#include "book.h"
#include "store/query.h"

size_t term_count(const struct layout *layout);
/* Adds a row that goes out to every term of the layout that it belongs to. `from` tells which column of the query a column shows. */
void term_count_row(struct book *book, size_t table, struct query *query, const int *from);
/* Appends the formula of a control of one year, after "="; returns its value. `against`: of the terms that stand in the ledger's place. */
int64_t control_formula(const struct book *book, size_t control, size_t year, bool against, struct buffer *out);

#endif
