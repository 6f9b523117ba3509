/* bank: banks by their names and three-digit codes (data/banks.csv), accounts by bank and number. */
#ifndef PROGRAMME_BANK_H
#define PROGRAMME_BANK_H

#include <stdint.h>

#include "base/text.h"

#define BANK_CODE_DIGITS 3

/* The code of a bank by name or by three digits; the province's own bank when nothing is said. False: it is not known.
 * *code_out is borrowed from the binary or from `bank`. */
bool bank_code(struct text bank, struct text *code_out);

/* A nonzero number for bank and account number, equal for equal ones; what it finds is compared. */
int64_t account_key(struct text code, struct text number);

/* Without the zeros in front, which tables lose: numbers of one bank that are equal so may be one account. */
struct text account_significant(struct text number);

/* The stored bank, in whatever way it is written, and number are this account. */
bool account_is(struct text bank, struct text stored, struct text code, struct text number);

/* The holder's name can be the person's. An account without a holder's name agrees. */
bool account_holder_agrees(struct text holder, struct text name);

#define ACCOUNT_HASH_MODULUS INT64_C(10000000000) /* ten digits */
/* The account number's last ten digits, of which a hash total is the sum modulo ten digits; 0 when they are no number. */
int64_t account_hash(struct text number);

#endif
