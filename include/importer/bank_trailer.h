/* bank_trailer: the control row of a bank's answer: how many rows the bank wrote, and their sum.
 *
 * Law: it is compared and never posted; what differs is a finding, and what the rows say is judged as it would be without.
 * Source: docs/contract.md, "Bank files": TRAILER,count,sum,...; banks also write a row TOTAL or JUMLAH with the sum in the amounts' column. */
#ifndef IMPORTER_BANK_TRAILER_H
#define IMPORTER_BANK_TRAILER_H

#include "importer/bank_row.h"
#include "importer/boundary.h"

struct bank_trailer {
    bool found;
    bool has_count;
    bool has_sum;
    int64_t line;
    int64_t count;
    struct money sum;
    int count_column; /* from 1 */
    int sum_column;
};

/* The record begins with the word, and something stands behind it. */
bool bank_trailer_is(const struct csv_record *record);

/* What it says. False when neither number can be read: then the findings say so. */
bool bank_trailer_read(const struct bank_columns *columns, const struct csv_record *record, struct findings *findings, struct bank_trailer *out);

/* A table of an answer keeps its control row, which looks like a total below the table. */
struct opinions bank_trailer_opinions(void);

#endif
