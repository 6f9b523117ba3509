/* nik: a person number (NIK) and a family card number (KK) as values, with everything they say.
 *
 * Law: sixteen digits held in 64 bits, never in a double (in provinces 91-96 a NIK is above 2^53).
 * Source: Permendagri 43/1991 and UU 23/2006: region of first registration (6), birth DDMMYY with 40 added to a woman's
 * day, serial 0001-9999; no check digit. A KK has the same outward shape: date of issue, nothing added. */
#ifndef PROGRAMME_NIK_H
#define PROGRAMME_NIK_H

#include "base/day.h"

struct nik {
    int64_t number; /* 0 = none */
};

struct family_card {
    int64_t number; /* 0 = none */
};

enum sex { SEX_UNKNOWN = 0, SEX_MAN = 1, SEX_WOMAN = 2 };

enum nik_fault {
    NIK_SOUND,
    NIK_NOT_DIGITS, /* something else than digits in it */
    NIK_LENGTH,     /* not sixteen digits */
    NIK_PROVINCE,   /* no such province, not in any edition of the codes */
    NIK_DATE,       /* impossible day or month of birth */
    NIK_SERIAL,     /* serial 0000 */
};

/* Blanks around and Excel's literal leading apostrophe are allowed, nothing else. */
enum nik_fault nik_parse(struct text text, struct nik *out);
enum nik_fault family_card_parse(struct text text, struct family_card *out); /* only the first two faults */

void nik_print(struct nik nik, struct buffer *out); /* sixteen digits */
void family_card_print(struct family_card card, struct buffer *out);

int nik_region(struct nik nik); /* 6 digits: kecamatan of first registration */
enum sex nik_sex(struct nik nik);
/* The birth day it encodes, in the last century that does not put it after `reference`. */
struct day nik_birth(struct nik nik, struct day reference);
/* Day, month and two-digit year of birth agree with a stated birth day. */
bool nik_agrees_with_birth(struct nik nik, struct day birth);
/* Day and month of issue are possible. */
bool family_card_date_possible(struct family_card card);

#endif
