/* workbook_compare: what of a workbook that came back is not what the ledger makes.
 *
 * Law: what a reader may take for the ledger's word is compared: sheets and their order, cells by place, their values to the byte or to fifteen
 * digits, their types, formulas by meaning, number formats, and the features (exporter/features.h). A row that is on one side only is told
 * once, and those below it are compared with the rows that they are. Cells that are for filling in are the reader's: what stands there is counted, and
 * so are the formulas that take it up. Fonts, colours, widths, charts and comments are not compared.
 * A stream on each side: of a sheet's rows memory holds 24 bytes each. */
#ifndef EXPORTER_WORKBOOK_COMPARE_H
#define EXPORTER_WORKBOOK_COMPARE_H

#include "base/error.h"
#include "base/text.h"

enum { DIFFERENCES_KEPT = 50 };

enum difference_kind {
    DIFFERENT_VALUE,
    DIFFERENT_TYPE, /* a number that became a text, say */
    DIFFERENT_FORMULA, /* also one that became a constant, and the reverse */
    DIFFERENT_FORMAT, /* of a number */
    DIFFERENT_ROW,  /* on one side only */
    DIFFERENT_SHEET, /* the same */
    DIFFERENT_ORDER, /* of sheets */
    DIFFERENT_HIDDEN,
    DIFFERENT_NAME,
    DIFFERENT_PROTECTION,
    DIFFERENT_CONDITION, /* a format by condition */
    DIFFERENT_MERGE,
    DIFFERENT_PAGE, /* header or footer */
    DIFFERENT_PART  /* a part of the file that this program does not write: macros, pictures, links to other files */
};
const char *difference_kind_name(enum difference_kind kind); /* "protection" */

struct workbook_difference {
    enum difference_kind kind;
    char *sheet;        /* "": the whole workbook */
    char place[24];     /* "B12", or "12:12" of a row; "" when it has none */
    char *in_file;      /* NULL: empty, or not there */
    char *by_ledger;    /* the same */
};

struct workbook_differences {
    int64_t count;
    int64_t marks;        /* cells for filling in that were filled in */
    int64_t recalculated; /* formulas that come to something else because of these */
    int64_t uncalculated; /* formulas that were saved without what they come to */
    size_t kept;          /* of the differences, the first ones of each sheet */
    struct workbook_difference items[DIFFERENCES_KEPT];
};

/* `made` is what the ledger makes. Owner: the caller frees. Errors: FAILED when `path` cannot be read as a workbook. */
const struct error *workbook_compare(const char *path, const char *made, struct workbook_differences *out);
void workbook_differences_free(struct workbook_differences *differences); /* takes a zeroed one */

#endif
