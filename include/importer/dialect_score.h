/* dialect_score: how well a dialect explains the first bytes of a file.
 *
 * Law: records of one width, cells that look like something, nothing left over. Source: assumed, after G. van den Burg et
 * al., "Wrangling messy CSV files by detecting row and type patterns" (2019); the weights are those that read
 * tests/pollution best. */
#ifndef IMPORTER_DIALECT_SCORE_H
#define IMPORTER_DIALECT_SCORE_H

#include "importer/dialect.h"
#include "importer/scan.h"

struct dialect_score {
    double score;
    size_t width;      /* fields of most records of the first table */
    size_t records;    /* looked at */
    size_t damaged;    /* of them: quotes do not fit */
    size_t quoted;     /* cells with quotes around */
    size_t doubled;    /* cells with doubled quotes inside */
};

/* `scan` is set up by the caller, who may use it again; `head` has SPECIAL_BLOCK readable bytes behind it. */
void dialect_score(struct scan *scan, const struct dialect *dialect, struct text head, bool whole, struct dialect_score *out);

/* The width of the first table of a file whose records have `counts` fields: not the commonest but the first of the common
 * ones, since a second table may be longer. 0 when there is no record. */
size_t table_width(const size_t *counts, size_t records);

#endif
