/* control: figures stated twice, by a formula over the workbook's own sheets and by the books, with the difference. */
#ifndef EXPORTER_CONTROL_H
#define EXPORTER_CONTROL_H

#include "sheet.h"

struct control {
    const char *title;
    const char *source; /* the sheets that the formula reads */
    bool money;
    /* Adds the formula without '=' and returns the value that it has. `first_row`: of the year's controls, from 1. */
    int64_t (*formula)(const struct book *book, const struct year_figures *year, const struct control *control, int64_t first_row,
                       struct buffer *out);
    enum figure figure;   /* what the books say; FIGURE_COUNT = 0 */
    enum account account; /* for the formula, where it needs one */
    int64_t status;       /* a decision, where it needs one */
};

extern const struct control controls[];
extern const size_t control_count;

#endif
