/* book: the workbook in the making, and the cells of its worksheets.
 *
 * Law: rows go out as the views give them, in one pass and from top to bottom; what the formulas over a sheet amount to is counted from the
 * rows on it. Texts are cleaned; no formula comes from a text. */
#ifndef EXPORTER_BOOK_H
#define EXPORTER_BOOK_H

#include <xlsxwriter.h>

#include "exporter/workbook.h"
#include "figures.h"
#include "layout.h"
#include "styles.h"

/* Where rows of a table lie: a worksheet and its rows, from 1 as in formulas. */
struct area {
    char sheet[LXW_SHEETNAME_MAX + 1];
    int64_t first;
    int64_t last; /* at least first: an empty table has one empty row */
};

struct placed {
    struct area *areas; /* owned */
    size_t count;
    size_t capacity;
    int64_t rows;
    int64_t totals[LAYOUT_COLUMNS_MAX];
};

struct drawn;

struct book {
    struct store *store;
    const struct workbook_options *options;
    const struct layout *layout;
    int64_t rows_a_sheet;
    lxw_workbook *workbook;
    struct styles styles;
    struct ledger_state ledger;
    char template[2 * DIGEST_BYTES + 1]; /* SHA-256 of the layout */
    struct year_figures *years;
    size_t year_count;
    struct {
        int64_t count;      /* later than what is shown, reaching into it, and named in its warnings */
        int64_t last;       /* entry of the last of them; 0 = none */
        int64_t unnamed;    /* later than options->erasures_until */
        struct buffer list;
    } erased;
    struct buffer programme; /* its name in each year */
    struct placed *placed; /* one a table of the layout */
    int64_t *counted;      /* term by year, in the order of the controls: term_number() */
    struct buffer cell;
    struct drawn *drawn; /* a sample; NULL = none was asked for */
};

/* An empty worksheet with its page set up. Errors: no room for its temporary file. */
const struct error *sheet_add(struct book *book, const char *name, const struct layout_sheet *spec, lxw_worksheet **out);

/* Cells; an empty text makes a blank. */
void sheet_text(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, enum style style, struct text text);
void sheet_integer(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, enum style style, int64_t value);
void sheet_blank(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, enum style style);
/* A formula with the value that it has. */
void sheet_formula(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, enum style style, struct buffer *formula, int64_t value);
/* Over columns 0 to `last_column` of one row, wrapped, with a height for `characters` a line. */
void sheet_paragraph(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t last_column, enum style style, struct text text, size_t characters);
void sheet_column_name(size_t column, struct buffer *out); /* 0 -> A, 26 -> AA */
/* Gives a cell a name of its own: 'prefix_name_suffix', for formulas and for finding it again. */
void sheet_define(struct book *book, const char *sheet, lxw_row_t row, lxw_col_t column, const char *prefix, const char *name, const char *suffix);

/* Adds a text of the layout with the ledger's facts in place of {{...}}. */
void book_fill(const struct book *book, const char *text, struct buffer *out);

#endif
