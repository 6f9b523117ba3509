/* layout: the sheets of the workbook and what stands on them, as its template says (templates/auditor.yaml).
 *
 * Law: a template names views and their columns and holds no SQL; whatever is wrong in it is refused, with its place, before anything is
 * written. All texts are borrowed from the template's tree.
 * Source: docs/workbook.md. */
#ifndef EXPORTER_LAYOUT_H
#define EXPORTER_LAYOUT_H

#include "ledger/digest.h"
#include "programme/yaml.h"
#include "store/store.h"
#include "styles.h"

enum { LAYOUT_COLUMNS_MAX = 64, LAYOUT_ORDER_MAX = 4, LAYOUT_WHERE_MAX = 4, LAYOUT_SERIES_MAX = 6, LAYOUT_BLOCKS_MAX = 30 };

/* Who may see a column: the masked edition leaves a private one out. */
enum edition { EDITION_PRIVATE, EDITION_PUBLIC, EDITION_NIK /* six digits and stars */ };

struct layout_column {
    const struct yaml_node *node;
    const char *heading; /* "" of a gap */
    const char *field;   /* column of the view; NULL: the sheet's own (number, gap, tick, note) */
    const char *masked;  /* column of the view that stands in its place for everybody's eyes; NULL = none */
    const char *means;   /* for the dictionary; NULL = the heading says it */
    double width;        /* characters; 0 = as the table above it has */
    enum style style;
    enum edition edition;
    bool total;
};

enum chart_kind { CHART_COLUMN, CHART_BAR, CHART_PIE, CHART_LINE };

struct layout_chart {
    const struct yaml_node *node; /* NULL = no chart */
    enum chart_kind kind;
    const char *title;
    const char *axis_categories; /* NULL of a pie */
    const char *axis_values;
    size_t categories; /* column */
    size_t series[LAYOUT_SERIES_MAX];
    size_t series_count;
};

struct layout_table {
    const struct yaml_node *node;
    const char *name;  /* how controls call it */
    const char *title; /* NULL: the sheet is this one list, with its heading in the first row */
    const char *view;
    const char *order[LAYOUT_ORDER_MAX]; /* columns of the view */
    size_t order_count;
    bool all_years; /* the view has no column `tahun`, or rows of several years belong together */
    size_t split; /* of a list: column whose values have worksheets of their own; SIZE_MAX = none */
    int64_t split_above; /* from so many rows on */
    size_t group; /* column whose change is followed by a line of sums; SIZE_MAX = none */
    struct layout_column *columns; /* owned */
    size_t column_count;
    struct layout_chart chart;
};

enum block_kind { BLOCK_TEXT, BLOCK_FACTS, BLOCK_WARNINGS, BLOCK_BOXES, BLOCK_INDEX, BLOCK_TABLE, BLOCK_CONTROLS, BLOCK_DICTIONARY };

struct layout_block {
    enum block_kind kind;
    const struct yaml_node *node; /* the text; the list of facts, boxes */
    enum style style;             /* of a text */
    size_t table;                 /* of a table: index into the layout's tables */
    bool new_page;                /* begins one when it is printed */
};

struct layout_sheet {
    const struct yaml_node *node;
    const char *name;
    const char *title; /* of the printed page */
    bool guarded;      /* protected, without a password, from a careless hand */
    uint16_t pages_wide;
    uint16_t pages_tall; /* 0 = as many as it takes */
    uint16_t repeat_columns; /* at the left of each printed page */
    struct layout_block *blocks; /* owned */
    size_t block_count;
};

struct layout_condition {
    size_t column;
    const char *text;
};

/* What a control adds up: SUMIFS or COUNTIFS over the rows of a table, always of one year. */
struct layout_term {
    size_t table;
    size_t year;   /* its column with the year */
    size_t column; /* summed; SIZE_MAX = rows are counted */
    bool minus;
    struct layout_condition where[LAYOUT_WHERE_MAX];
    size_t where_count;
};

struct layout_control {
    const struct yaml_node *node;
    const char *title;
    const char *source; /* where the sheets' side comes from, in words */
    const char *ledger; /* column of view sheet_ringkasan; NULL = zero, or what other sheets come to */
    bool money;
    struct layout_term *terms; /* owned */
    size_t term_count;
    size_t against; /* the first of the terms that stand in the ledger's place; term_count = none */
};

struct layout {
    const char *file; /* for messages */
    struct digest sha256;
    struct yaml_node tree;
    const char *title;
    const struct yaml_node *meanings; /* of a field wherever it is shown; NULL = none */
    bool folio; /* F4 (210 x 330 mm), otherwise A4 */
    struct layout_sheet *sheets;
    size_t sheet_count;
    struct layout_sheet sample; /* the list of a sample, drawn when it is asked for; without a name = the layout has none */
    struct layout_table *tables;
    size_t table_count;
    struct layout_control *controls;
    size_t control_count;
    char *bytes; /* what the tree borrows from */
};

#define SCOPED_LAYOUT __attribute__((cleanup(layout_free)))

/* `path` NULL: the built-in one. Errors: FAILED, "FILE:LINE:COLUMN: ..."; the file cannot be read. */
const struct error *layout_load(const char *path, struct layout *out);
const struct error *layout_parse(const char *file, struct text bytes, struct layout *out);
/* Whether the ledger has the views and columns that are named. Errors: the same. */
const struct error *layout_check(const struct layout *layout, struct store *store);
/* Takes the columns away that are not for everybody. Errors: FAILED when a control or chart needs one of them. */
const struct error *layout_mask(struct layout *layout);
void layout_free(struct layout *layout); /* takes a zeroed one */

/* What stands in a text as {{name}}, and is filled in from the ledger. */
enum fact { FACT_YEARS, FACT_PROGRAMME, FACT_DAY, FACT_LAST_DAY, FACT_RECORDED, FACT_ENTRIES, FACT_ROOT, FACT_LEDGER, FACT_VERSION, FACT_TEMPLATE, FACT_COUNT };
/* False when no fact has this name. */
bool fact_find(struct text name, enum fact *out);

/* A character of a title in the name of a cell: lower-case letter, digit or _. Excel tells no capitals apart. */
char name_character(char character);
/* SIZE_MAX when the table has no such field. */
size_t layout_column_of(const struct layout_table *table, const char *field);

#endif
