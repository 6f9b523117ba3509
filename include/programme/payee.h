/* payee: whose grant is meant, as it is typed.
 *
 * Law: a person is named by the NIK. The reference of a payout stands for it only when the person was erased: references are counted
 * through, so a slip of the finger would name somebody else's, and what was booked of it is never unbooked. */
#ifndef PROGRAMME_PAYEE_H
#define PROGRAMME_PAYEE_H

#include "programme/nik.h"

struct payee {
    struct nik nik;        /* number 0: named by the reference */
    struct text reference; /* borrowed */
};

/* What has the shape of a reference, P2024B001N000001, is one; everything else must be a NIK. */
bool payee_parse(struct text word, struct payee *out);
struct payee payee_of(struct nik nik);
/* "NIK 1571015203900001" or "payout P2024B001N000001", in the reader's language. */
void payee_print(const struct payee *payee, struct buffer *out);

#endif
