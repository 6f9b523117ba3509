/* What the files of the comparison of workbooks share. */
#ifndef EXPORTER_COMPARE_INTERNAL_H
#define EXPORTER_COMPARE_INTERNAL_H

#include "exporter/row_alignment.h"
#include "exporter/workbook_compare.h"
#include "exporter/workbook_reader.h"

enum { COMPARED_COLUMNS = 16385 /* and none */ };

/* Columns of the ledger's workbook, by sheet: where something is for filling in, and the rows where something follows from that (fill_in.c). */
struct fill_in {
    size_t sheets;
    struct fill_in_sheet {
        bool open[COMPARED_COLUMNS];
        struct row_span {
            int64_t first; /* 0 = none */
            int64_t last;
        } follows[COMPARED_COLUMNS];
    } *items; /* owned */
};

struct comparison {
    struct workbook_reader *file;
    struct workbook_reader *made;
    struct fill_in fill_in;
    bool rows_differ; /* a row is on one side only, in any sheet */
    struct workbook_differences *found;
    struct workbook_differences by_rows;  /* what differs in row numbers alone: nothing when rows differ */
    struct workbook_differences by_marks; /* values of formulas that follow from what is filled in: nothing when something is */
};

/* difference_list.c. NULL on a side: it is not there. */
void difference_add(struct workbook_differences *list, enum difference_kind kind, const char *sheet, const char *place, const char *in_file, const char *by_ledger);
void difference_append(struct workbook_differences *list, struct workbook_differences *more); /* empties `more` */
void difference_place(const struct sheet_cell *cell, char place[static 24]);

/* fill_in.c */
const struct error *fill_in_find(struct workbook_reader *made, struct fill_in *out);
void fill_in_free(struct fill_in *fill_in);

/* row_marks.c: the rows of a sheet that are not empty, without the cells of columns that are for filling in, formulas, and whole numbers of the first column. */
struct row_marks {
    struct row_mark *items; /* owned */
    struct {
        int64_t value;
    } *numbers; /* owned; of the first column */
    size_t count;
    size_t capacity;
    size_t numbers_capacity;
};
const struct error *row_marks_read(struct workbook_reader *reader, size_t sheet, const struct fill_in_sheet *open, struct row_marks *out);
/* The numbers of the first column belong to the rows, unless the ledger's only count its rows: those change below a row that is gone. */
void row_marks_settle_numbers(struct row_marks *in_file, struct row_marks *by_ledger);
void row_marks_free(struct row_marks *marks);

/* sheet_compare.c */
const struct error *sheet_compare(struct comparison *comparison, size_t in_file, size_t by_ledger);

/* feature_compare.c */
void features_differ(struct comparison *comparison, const char *sheet, struct features *in_file, struct features *by_ledger);

#endif
