/* The readers of numbers and days, apart from cell.c for its size alone. */
#ifndef IMPORTER_CELL_INTERNAL_H
#define IMPORTER_CELL_INTERNAL_H

#include "importer/cell.h"

/* The readers below fill in a missing value, and leave it missing when the cell is faulty. Members are set one by one: a
 * struct that is returned and copied costs a million rows a quarter of a second. */
static inline void value_set_integer(struct value *out, int64_t integer)
{
    out->kind = VALUE_INTEGER;
    out->integer = integer;
}

static inline void value_set_text(struct value *out, struct text text)
{
    out->kind = VALUE_TEXT;
    out->text = text;
}

/* Place for so many bytes of the row in hand; taken by adding to cells->room_used. */
char *cells_room(struct cells *cells, size_t bytes);

/* "1,57102E+15" */
bool is_scientific(struct text text);
/* "1571020101900001,00": a whole number that went through a calculation; *whole_out is what stands before the mark. */
bool has_zero_fraction(struct text text, struct text *whole_out);
/* The fault, or that of scientific notation where the text has it. */
void cell_fault(struct cells *cells, enum finding_name name, int column, struct text text);

void cell_nik(struct cells *cells, int column, struct text text, struct value *out);
void cell_family_card(struct cells *cells, int column, struct text text, struct value *out);
void cell_day(struct cells *cells, enum field field, int column, struct text text, struct value *out);
void cell_money(struct cells *cells, int column, struct text text, struct value *out);
void cell_number(struct cells *cells, int column, struct text text, struct value *out);
void cell_phone(struct cells *cells, int column, struct text text, struct value *out);
void cell_bank_number(struct cells *cells, int column, struct text text, struct value *out);

#endif
