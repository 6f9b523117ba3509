/* bank_row: one row of the bank's answer, read and not yet judged. */
#ifndef IMPORTER_BANK_ROW_H
#define IMPORTER_BANK_ROW_H

#include "base/finding.h"
#include "importer/csv.h"
#include "programme/bank_template.h"
#include "programme/settlement.h"

struct bank_columns {
    const struct bank_answer *answer; /* the bank's words; borrowed */
    size_t width;           /* columns up to the last that has a header */
    int of[BANK_COLUMNS];   /* from 1; 0 = the file has none, as it may of BANK_REASON and BANK_ACCOUNT */
};

struct bank_row {
    int64_t line;
    int column[BANK_COLUMNS];
    struct text cell[BANK_COLUMNS]; /* as written, without blanks around */
    struct settlement_row answer;
};

/* In any order, without case; other columns are passed over. Errors: one is missing, stands there twice, or means two things. */
const struct error *bank_columns_map(const struct csv_record *header, const struct bank_answer *answer, struct bank_columns *out);

/* False when the row cannot be read, or is of a day after `latest`: then the findings say why, and `out` has its reference when that is there.
 * `reason` holds the row's reason until the next row. */
bool bank_row_read(const struct bank_columns *columns, const struct csv_record *record, struct day latest, struct buffer *reason, struct findings *findings,
                   struct bank_row *out);

#endif
