/* workbook_compare: which cells of a workbook that came back are not those that the ledger makes.
 *
 * Law: sheets by name, cells by place, values as a reader sees them; how a cell looks, and what a formula is beside its value, is not compared.
 * A stream on each side: memory does not grow with the files. */
#ifndef EXPORTER_WORKBOOK_COMPARE_H
#define EXPORTER_WORKBOOK_COMPARE_H

#include "base/error.h"
#include "base/text.h"

enum { DIFFERENCES_KEPT = 50 };

struct cell_difference {
    char *sheet;
    char place[24];     /* "B12"; "" when one side does not have the sheet at all */
    char *in_file;      /* NULL: empty, or no such sheet */
    char *by_ledger;    /* the same */
};

struct workbook_differences {
    int64_t count;
    size_t kept; /* of them, the first ones */
    struct cell_difference cells[DIFFERENCES_KEPT];
};

/* `made` is what the ledger makes. Owner: the caller frees. Errors: FAILED when `path` cannot be read as a workbook. */
const struct error *workbook_compare(const char *path, const char *made, struct workbook_differences *out);
void workbook_differences_free(struct workbook_differences *differences); /* takes a zeroed one */

#endif
