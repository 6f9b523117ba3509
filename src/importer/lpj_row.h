/* A row of a list of reports of use. */
#ifndef IMPORTER_LPJ_ROW_H
#define IMPORTER_LPJ_ROW_H

#include "person_rows.h"
#include "programme/lpj.h"

struct lpj_row {
    struct person_row person;
    struct day received; /* DAY_NONE: the cell is empty */
    struct money used;
    struct row_text document;
    struct row_text note;
    bool known; /* was recorded before */
};

extern const struct row_kind lpj_rows; /* its columns by enum report_column */
struct lpj_row *lpj_row_at(const struct person_rows *rows, size_t index);

#endif
