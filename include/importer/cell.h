/* cell: one cell of a row as a typed value, and what is wrong with it.
 *
 * Law: a value is what the cell says, cleaned: blanks, Excel's apostrophe and separators go, nothing is made up. Whatever
 * a cell cannot be is a fault with the value as written and, where there is one, what would fit. */
#ifndef IMPORTER_CELL_H
#define IMPORTER_CELL_H

#include "importer/catalogue.h"
#include "importer/day_order.h"
#include "importer/nik_column.h"
#include "importer/word.h"
#include "programme/programme.h"

#define CELL_TEXT_MAX 1000U /* bytes */

/* A finding of the row in hand. */
struct fault {
    enum finding_name name;
    int column;
    struct text value;    /* as written; borrowed from the row */
    size_t expected;      /* offset of a NUL-terminated text in faults.expected */
};

struct faults {
    struct fault *items;
    size_t count;
    size_t capacity;
    size_t errors;
    struct buffer expected;
};

void faults_clear(struct faults *faults); /* for the next row */
void faults_free(struct faults *faults);
void faults_add(struct faults *faults, enum finding_name name, int column, struct text value, struct text expected);
/* Gives a fault that was added another text of what would fit. */
void faults_expect(struct faults *faults, size_t index, struct text expected);
const char *fault_expected(const struct faults *faults, const struct fault *fault);

/* What reading cells needs; one for a file. */
struct cells {
    const struct programme *programme; /* for the amounts of the categories */
    struct day today;
    struct word_book *words;
    struct faults faults;
    struct day_orders orders;
    struct nik_column niks;
    int unnamed; /* the first column without a header behind the headers that a row has a cell in; 0 = none */
    int64_t asked; /* rupiah: the amount that the category of the row in hand names, where it has tiers; -1 = none */
    int kabkota; /* of the business of the row in hand; 0 = unknown */
    char *room;  /* cleaned texts of the row in hand */
    size_t room_used;
    size_t room_capacity;
};

void cells_init(struct cells *cells, const struct programme *programme, struct day today);
void cells_free(struct cells *cells); /* takes a zeroed one */
/* Begins a row of so many bytes: forgets the texts and faults of the one before. */
void cells_begin(struct cells *cells, size_t row_bytes);

/* No byte of the text needs cleaning but blanks at its ends: printable ASCII without two blanks side by side. */
bool text_is_plain(struct text text);

/* Excel marks a number as text by an apostrophe in front, and some programs write it, or ="...", into the file. */
struct text cell_unmark(struct text text);

/* Reads the cell of `column`, from 1, into a missing value, which stays so when the cell is empty, "-" or faulty. `plain`:
 * the row is. The row's kabupaten is read before its kecamatan. */
void cell_read(struct cells *cells, enum field field, int column, struct text raw, bool plain, struct value *out);

#endif
