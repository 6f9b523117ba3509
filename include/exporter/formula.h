/* formula: a spreadsheet's formula in a form that does not depend on the program that wrote it.
 *
 * Law: two formulas of one meaning that spreadsheets write in different letters (blanks, case, needless quotes and prefixes, a formula shared
 * by several cells) have the same form; what is not understood stays as it is. References are told from the cell, as R[1]C[-2], or as
 * R5C3 where they are absolute. */
#ifndef EXPORTER_FORMULA_H
#define EXPORTER_FORMULA_H

#include "base/text.h"

/* A reference of a formula to cells; rows and columns from 1. */
struct formula_reference {
    struct text sheet; /* empty: the formula's own; borrowed from the form */
    int first;         /* column */
    int last;
    int64_t first_row;
    int64_t last_row;
};

void formula_form(struct text formula, int64_t row, int column, struct buffer *out);
/* The same but for the numbers of absolute rows: what is left when a list is longer or shorter. */
void formula_form_shape(struct text form, struct buffer *out);
/* Takes the next reference off a form that stands in that cell; false when there is none. */
bool formula_form_next(struct text *rest_inout, int64_t row, int column, struct formula_reference *out);

#endif
