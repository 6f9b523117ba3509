/* bank: banks by their names and three-digit codes (data/banks.csv). */
#ifndef PROGRAMME_BANK_H
#define PROGRAMME_BANK_H

#include "base/text.h"

#define BANK_CODE_DIGITS 3

/* The code of a bank by name or by three digits; the province's own bank when nothing is said. False: it is not known.
 * *code_out is borrowed from the binary or from `bank`. */
bool bank_code(struct text bank, struct text *code_out);

#endif
