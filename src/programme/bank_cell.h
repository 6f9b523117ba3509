/* Text that stands in a cell of a bank's file, whatever it says. */
#ifndef PROGRAMME_BANK_CELL_H
#define PROGRAMME_BANK_CELL_H

#include "programme/bank_template.h"

size_t bank_characters(struct text text);

/* Appends UTF-8 text in the file's encoding and with the cell's width and padding; `out` is as it was unless it fits. */
enum bank_fit bank_text_add(const struct bank_template *template, const struct bank_cell *cell, struct text text, struct buffer *out);

#endif
