/* decree: the annex of a decree (SK) as it was signed: who shall get how much.
 *
 * Law: an independent list. Nobody is paid by it; batches are compared with it. One annex a decree, whole or not at all, never
 * replaced. */
#ifndef PROGRAMME_DECREE_H
#define PROGRAMME_DECREE_H

#include "ledger/journal.h"
#include "programme/applicant.h"

#define DECREE_NUMBER_MAX 200U /* bytes */

struct decree_row {
    int64_t line; /* of the file */
    int64_t nik;  /* once in an annex */
    struct text nama;       /* empty = the annex does not say */
    enum category kategori; /* 0 = the annex does not say */
    struct money amount;    /* above zero */
    struct text no_rekening; /* empty = the annex does not say */
};

struct decree {
    struct text number;
    const char *file_name; /* without folders */
    struct digest sha256;  /* of its bytes */
    const struct decree_row *rows; /* at least one */
    size_t count;
};

/* Appends the `decree` entry; the effective day is the decree's. *recorded_out is false when the decree has just this annex. Errors: USAGE
 * without a number; REFUSED when the number has another annex, day or year, or when another number has this file. */
const struct error *decree_record(struct journal *journal, int year, const struct decree *decree, bool *recorded_out);

/* A line `field value` for every value that is there: nik, nama, kategori, jumlah, no_rekening. */
void decree_row_canonical(const struct decree_row *row, struct buffer *out);

#endif
