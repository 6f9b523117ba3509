/* A row of a file of verdicts. */
#ifndef IMPORTER_REVIEW_ROW_H
#define IMPORTER_REVIEW_ROW_H

#include "person_rows.h"
#include "programme/review.h"

struct review_row {
    struct person_row person;
    enum review_verdict verdict;
    struct row_text reason;
};

extern const struct row_kind review_rows; /* its columns by enum verdict_column */
struct review_row *review_row_at(const struct person_rows *rows, size_t index);

#endif
