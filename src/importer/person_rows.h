/* person_rows: the rows of a list about people in the register, all of them before the first is judged: accounts, verdicts, reports.
 *
 * Law: rows of one NIK all say the same, and the first stands for them, or all are refused. */
#ifndef IMPORTER_PERSON_ROWS_H
#define IMPORTER_PERSON_ROWS_H

#include "importer/person_list.h"

#define PERSON_ROWS_COLUMNS 3

/* A text of a row, by its offset in person_rows.texts: that grows. */
struct row_text {
    size_t offset;
    size_t length;
};

/* What a row of any list begins with. */
struct person_row {
    int64_t line;
    int64_t nik;
    struct row_text nama; /* empty when the file does not say */
    bool repeated;        /* says what another row of the file says */
    bool refused;         /* contradicts another row of the file */
};

struct person_rows {
    const struct row_kind *kind;
    void *items;  /* of kind->size each; use person_rows_at */
    size_t count; /* those that could be read */
    size_t capacity;
    int64_t rejected; /* those that could not */
    struct buffer texts;
    struct columns columns;
    int column[PERSON_ROWS_COLUMNS]; /* those that are no fields of an applicant, from 1; 0 = there is none */
    struct digest sha256;
};

/* A list of one kind. Its rows are structs that begin with a struct person_row. */
struct row_kind {
    size_t size;
    const enum field *fields; /* that are read; ends in FIELD_COUNT */
    const enum field *needed; /* of these, that must have a column */
    /* Which of its own columns that of this index is; false for none. NULL: the list has none. */
    bool (*means)(const struct person_list *list, size_t index, int *which_out);
    const char *(*column_name)(int which);
    int must; /* of its own columns, that must be there */
    /* The row in hand, whose line, NIK and name are there; what is wrong with it is a fault of the list, and it is not kept then. */
    void (*read)(struct person_rows *rows, struct person_list *list, const struct applicant *cells, struct person_row *row);
    bool (*same)(const struct person_rows *rows, const struct person_row *one, const struct person_row *other);
    /* The finding of a row that contradicts another of its NIK. */
    void (*contradict)(const struct person_rows *rows, const struct person_row *row, struct findings *findings);
};

#define SCOPED_PERSON_ROWS __attribute__((cleanup(person_rows_free)))

/* Reads the whole file. */
const struct error *person_rows_read(const char *path, const struct table_wish *wish, const struct programme *programme, struct day today, const struct row_kind *kind,
                                     struct findings *findings, struct person_rows *out);
void person_rows_free(struct person_rows *rows); /* takes a zeroed one */

struct person_row *person_rows_at(const struct person_rows *rows, size_t index); /* in the order of the file */
struct text person_rows_text(const struct person_rows *rows, struct row_text text);
struct row_text person_rows_keep(struct person_rows *rows, struct text text);

#endif
