/* sheet: a table of the books on worksheets, from a description of its columns.
 *
 * Law: rows go out as the view gives them, in one pass; what is counted about a sheet is counted from the rows on it. */
#ifndef EXPORTER_SHEET_H
#define EXPORTER_SHEET_H

#include <xlsxwriter.h>

#include "figures.h"
#include "styles.h"
#include "tally.h"

/* What the column is for in the formulas of other sheets. */
enum role { ROLE_NONE, ROLE_YEAR, ROLE_STATUS, ROLE_FROM, ROLE_TO, ROLE_AMOUNT, ROLE_ACCEPTED, ROLE_UNCHANGED, ROLE_CONFLICTING, ROLE_REJECTED };

struct column {
    const char *heading;
    double width; /* characters */
    enum style style;
    enum role role;
    bool total; /* a sum below the table */
};

/* A table of a sheet. */
struct block {
    const char *title; /* NULL: the sheet is this one list, with its heading in the first row */
    const char *sql;   /* ?1 = year or 0; the columns of `columns` (but STYLE_NUMBER), then the five keys when counted */
    const struct column *columns;
    size_t column_count;
    bool counted;
};

enum block_id {
    BLOCK_PAYOUT,
    BLOCK_NOT_PASSED,
    BLOCK_WAITING,
    BLOCK_SET_ASIDE,
    BLOCK_BATCH,
    BLOCK_SENDING,
    BLOCK_ANSWER,
    BLOCK_TRANSFER,
    BLOCK_DEPOSIT,
    BLOCK_LPJ,
    BLOCK_RECONCILIATION,
    BLOCK_BUDGET,
    BLOCK_SENDING_ANSWERS,
    BLOCK_DIFFERENCE,
    BLOCK_BALANCE,
    BLOCK_FILE,
    BLOCK_VERSION,
    BLOCK_RULE,
    BLOCK_COUNT
};

struct book;

struct sheet_spec {
    const char *name;
    const char *title; /* of the printed page */
    /* What stands above the tables; NULL = nothing. *row_inout: the first free row. */
    void (*lead)(struct book *book, lxw_worksheet *sheet, lxw_row_t *row_inout);
    size_t block_count;
    enum block_id first;
    uint16_t pages_wide;
    uint16_t repeat_columns; /* at the left of each printed page */
};

extern const struct block sheet_blocks[BLOCK_COUNT];
extern const struct sheet_spec sheet_specs[];
extern const size_t sheet_spec_count;

/* Where rows of a block lie: a worksheet and its rows, from 1 as in formulas. */
struct area {
    char sheet[32];
    int64_t first;
    int64_t last; /* at least first: an empty table has one empty row */
};

struct placed {
    struct area *areas;
    size_t count;
    size_t capacity;
    struct tally tally;
};

/* The workbook in the making. */
struct book {
    struct store *store;
    int year; /* 0 = all */
    const char *program_version;
    int64_t rows_a_sheet;
    lxw_workbook *workbook;
    struct styles styles;
    struct ledger_state ledger;
    struct year_figures *years;
    size_t year_count;
    size_t matrix_columns; /* of the sheet "Matriks"; the last two hold its sums */
    struct placed placed[BLOCK_COUNT];
    struct buffer cell;
};

/* An empty worksheet with its page set up. Errors: no room for its temporary file. */
const struct error *sheet_add(struct book *book, const char *name, const char *title, uint16_t pages_wide, lxw_worksheet **out);
const struct error *sheet_write(struct book *book, const struct sheet_spec *spec);

/* Cells. The text is cleaned; NULL and empty make a blank. */
void sheet_text(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, enum style style, struct text text);
void sheet_integer(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, enum style style, int64_t value);
/* A formula with the value that it has. */
void sheet_formula(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, enum style style, struct buffer *formula,
                   int64_t value);
/* Over several columns of one row, wrapped, with a height for `characters` a line. */
void sheet_paragraph(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t last_column, enum style style, const char *text,
                     size_t characters);
void sheet_column_name(size_t column, struct buffer *out); /* 0 -> A, 26 -> AA */

/* A condition of a formula: the column of `role` holds the text, or the number when there is none. */
struct criterion {
    enum role role;
    const char *text;
    int64_t number;
};

/* Adds SUMIFS of the column of role `sum` (COUNTIFS for ROLE_NONE) over all rows of the block that fit. */
void formula_add(struct buffer *out, const struct book *book, enum block_id id, enum role sum, const struct criterion *criteria,
                 size_t count);

/* The sheets of their own. */
void integrity_lead(struct book *book, lxw_worksheet *sheet, lxw_row_t *row_inout);
const struct error *matrix_write(struct book *book, lxw_worksheet *sheet);
const struct error *summary_write(struct book *book, lxw_worksheet *sheet);

#endif
