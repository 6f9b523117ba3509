/* money_text: amounts of rupiah as applicants' files have them.
 *
 * Law: what can be two amounts is none. A rupiah has no parts: a fraction that is not zero is refused, and three digits
 * behind a single dot or comma are thousands ("1.500" and "1,500" are 1500), but not in front of a word ("1.500 juta"). */
#ifndef IMPORTER_MONEY_TEXT_H
#define IMPORTER_MONEY_TEXT_H

#include "base/money.h"

/* "1500000", "Rp 1.500.000,-", "IDR 1,500,000.00", "1,5 juta", "2jt", "750 rb", "1,2 M" (miliar), "Rp 2 juta/bulan". False
 * for a sign, a range, and whatever is beyond the bounds of money. */
bool money_text_read(struct text text, struct money *out) __attribute__((warn_unused_result));

#endif
