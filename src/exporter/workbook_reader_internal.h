/* What the files of the workbook reader share. */
#ifndef EXPORTER_WORKBOOK_READER_INTERNAL_H
#define EXPORTER_WORKBOOK_READER_INTERNAL_H

#include "exporter/workbook_reader.h"
#include "package.h"
#include "shared_strings.h"

struct sheet_part {
    char *name;     /* as the user sees it */
    char *relation; /* id */
    char *part;     /* NULL until the relations are read */
};

/* Where a cell's value comes from. */
enum source { SOURCE_NUMBER, SOURCE_SHARED, SOURCE_TEXT, SOURCE_NONE };

/* A cell that was read and not yet asked for; its value lies in `texts`. */
struct waiting_cell {
    int64_t row;
    int column;
    enum source source;
    size_t first;
    size_t length;
    size_t formula_length; /* it follows the value */
};

struct sheet_reader {
    struct part *part;
    int64_t row; /* of the row that is open */
    int column;  /* of the last cell in it */
    enum source source;
    bool in_cell;
    bool in_value; /* <v>, or <t> of an inline text */
    bool in_formula;
    int phonetic;
    const char *wrong; /* what is wrong with the sheet; NULL = nothing */
    struct buffer value;
    struct buffer formula;
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
    struct sheet_reader sheet;
};

/* sheet_reader.c */
void sheet_reader_end(struct sheet_reader *sheet);
void sheet_reader_free(struct sheet_reader *sheet);

#endif
