/* sample_sheets: a drawn sample as two worksheets after those of the layout: the list that the auditor fills in, and what follows from it.
 *
 * Law: how the sample was drawn stands on the sheets, so that it is drawn again without this program; every figure that depends on what
 * the auditor types is a formula.
 * Source: docs/workbook_sampel.md. */
#ifndef EXPORTER_SAMPLE_SHEETS_H
#define EXPORTER_SAMPLE_SHEETS_H

#include "book.h"
#include "programme/sample.h"

/* Columns of the list after those of the template. */
enum sample_column {
    SAMPLE_STRATUM,
    SAMPLE_DIGEST,
    SAMPLE_CUMULATIVE,
    SAMPLE_POINT,
    SAMPLE_HITS,
    SAMPLE_BOOKED,
    SAMPLE_AUDITED,
    SAMPLE_ERROR,
    SAMPLE_TAINTING,
    SAMPLE_PROJECTION,
    SAMPLE_TICK,
    SAMPLE_REMARK,
    SAMPLE_COLUMNS
};

struct sample_column_look {
    const char *heading;
    const char *means;
    double width;
    enum style style;
    bool monetary; /* only of a sample by monetary units */
    bool private;  /* not for everybody: says which reference was drawn */
};
extern const struct sample_column_look sample_column_looks[SAMPLE_COLUMNS];

enum { SAMPLE_ROW_SIZE = 6 /* N, in column B */, SAMPLE_FACTORS = 11 /* for 0 to 10 errors */, SAMPLE_RANGE_BYTES = 96 };

/* Rows of the results, of simple and stratified samples, and of monetary units. */
enum {
    OF_MEANS_UNSEEN,
    OF_MEANS_ERROR,
    OF_MEANS_WRONG,
    OF_MEANS_PROJECTION,
    OF_MEANS_RATIO,
    OF_MEANS_DEVIATION,
    OF_MEANS_STANDARD_ERROR,
    OF_MEANS_Z,
    OF_MEANS_LIMIT,
    OF_MEANS_WEIGHT,
    OF_MEANS_WRONG_LIMIT,
    OF_MEANS_LARGEST,
    OF_MEANS_COUNT_LIMIT,
    OF_MEANS_ROWS
};
enum {
    OF_UNITS_UNSEEN,
    OF_UNITS_ERROR,
    OF_UNITS_WRONG,
    OF_UNITS_INTERVAL,
    OF_UNITS_PROJECTION,
    OF_UNITS_BASIC,
    OF_UNITS_ADDED,
    OF_UNITS_CERTAIN,
    OF_UNITS_LIMIT,
    OF_UNITS_ROWS
};

/* The draw, and where on the sheets things stand. Rows count from 1, as in formulas. */
struct drawn {
    struct sample_request request;
    struct sample_frame frame;
    struct sample_universe universe;
    struct drawn_sample sample;
    bool untouched_stratum; /* a stratum with people and without one of them in the sample */
    char result[LXW_SHEETNAME_MAX + 1]; /* name of the second sheet */
    bool shown[SAMPLE_COLUMNS];
    lxw_col_t column[SAMPLE_COLUMNS];
    lxw_col_t columns; /* all, those of the template included */
    char range[SAMPLE_COLUMNS][SAMPLE_RANGE_BYTES]; /* 'Sampel'!$T$2:$T$61 */
    int64_t funnel;  /* the universe's row */
    int64_t left_out; /* rows after it */
    int64_t strata;  /* the first stratum's row; the total stands after the last */
    int64_t results;
    int64_t factors; /* row of the factor for no error */
};

/* Draws what the options ask for; *book->drawn stays NULL when they ask for nothing. Errors: REFUSED, as sample_draw; the layout has no
 * list for a sample. */
const struct error *sample_prepare(struct book *book);
void sample_release(struct drawn *drawn); /* takes NULL */

const struct error *sample_list_write(struct book *book);
const struct error *sample_result_write(struct book *book);

/* "Kota Jambi"; the text of the column that says which stratum a row belongs to. */
void sample_stratum_name(const struct drawn *drawn, size_t stratum, struct buffer *out);
/* The template's page of the second sheet. */
struct layout_sheet sample_result_spec(const struct book *book);
/* A formula with the value that it has, of whatever kind of number. */
void sample_formula(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, enum style style, double value, const char *format, ...)
    __attribute__((format(printf, 7, 8)));
/* Of monetary units: the row of the interval, in column C. */
int64_t sample_interval_row(const struct drawn *drawn);

/* The second sheet, for its parts. */
struct result_page {
    struct book *book;
    const struct drawn *drawn;
    lxw_worksheet *sheet;
};
void sample_strata_write(struct result_page *page);
void sample_figures_write(struct result_page *page);
void sample_factors_write(struct result_page *page);
/* Title and headings above a table's first row. */
void sample_headings_write(struct result_page *page, int64_t row, const char *title, const char *const *headings, size_t count);

#endif
