/* What the files of the workbook reader share. */
#ifndef EXPORTER_WORKBOOK_READER_INTERNAL_H
#define EXPORTER_WORKBOOK_READER_INTERNAL_H

#include "book_styles.h"
#include "exporter/workbook_reader.h"
#include "package.h"
#include "shared_strings.h"

struct sheet_part {
    char *name;     /* as the user sees it */
    char *relation; /* id */
    char *part;     /* NULL until the relations are read */
    bool hidden;
};

/* Where a cell's value comes from. */
enum source { SOURCE_NUMBER, SOURCE_SHARED, SOURCE_TEXT, SOURCE_TRUTH, SOURCE_FAULT, SOURCE_NONE };

/* A cell that was read and not yet asked for; its value lies in `texts`. */
struct waiting_cell {
    int64_t row;
    int column;
    enum source source;
    size_t first;
    size_t length;
    size_t formula_length; /* it follows the value, its form follows it */
    size_t form_length;
    int64_t style;
};

/* A formula that several cells share: the others name it by its number. */
struct shared_form {
    size_t first; /* of shared_texts */
    size_t length;
};

/* Rows or columns that follow each other. */
struct run {
    int64_t first; /* 0 = none */
    int64_t last;
};

/* What is read of a sheet beside its cells (sheet_features.c). */
struct feature_reader {
    struct features *found;
    const struct book_styles *styles;
    struct run rows;    /* hidden, and not told yet */
    struct run columns;
    struct buffer where; /* of the conditional format that is open */
    struct buffer rule;  /* to show */
    struct buffer form;
    bool in_rule;
    bool taking; /* text of an element */
    struct buffer text;
};

struct sheet_reader {
    struct part *part;
    int64_t row; /* of the row that is open */
    int column;  /* of the last cell in it */
    enum source source;
    int64_t style;      /* of the cell that is open */
    bool sharing;       /* its formula is one of several cells, with this number */
    int64_t share;
    bool array;         /* its formula fills several cells */
    bool give_open;
    bool in_cell;
    bool in_value; /* <v>, or <t> of an inline text */
    bool in_formula;
    int phonetic;
    const char *wrong; /* what is wrong with the sheet; NULL = nothing */
    struct buffer value;
    struct buffer formula;
    struct buffer form;
    struct shared_form *shared;
    size_t shared_count;
    size_t shared_capacity;
    struct buffer shared_texts;
    struct feature_reader features;
    struct waiting_cell *waiting;
    size_t count;
    size_t next;
    size_t capacity;
    struct buffer texts;
    struct buffer shown; /* the value that was given last */
};

struct workbook_reader {
    struct package *package;
    struct sheet_part *sheets;
    size_t sheet_count;
    size_t sheet_capacity;
    char *strings_part; /* NULL = none */
    struct shared_strings *strings;
    char *styles_part; /* NULL = none */
    struct book_styles *styles;
    struct features features;       /* of the workbook */
    struct features sheet_features; /* of the sheet that is read */
    struct buffer name;             /* of the defined name that is being read: what it is called */
    struct buffer name_text;        /* and what it stands for */
    bool in_name;
    struct sheet_reader sheet;
};

/* sheet_features.c */
void feature_reader_element(struct feature_reader *reader, const char *name, const char *const *attributes);
void feature_reader_end(struct feature_reader *reader, const char *name);
void feature_reader_text(struct feature_reader *reader, struct text text);
void feature_reader_row(struct feature_reader *reader, int64_t row, const char *const *attributes);
void feature_reader_clear(struct feature_reader *reader);
void feature_reader_free(struct feature_reader *reader);

/* Adds what lies over the cells to the workbook's features. */
const struct error *drawing_features(struct workbook_reader *reader);
bool attribute_is_true(const char *const *attributes, const char *name);

/* sheet_reader.c */
void sheet_reader_end(struct sheet_reader *sheet);
void sheet_reader_free(struct sheet_reader *sheet);

#endif
