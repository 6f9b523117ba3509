/* account_file: bank accounts that come after the applicants, from one file.
 *
 * Law: each account makes an amendment of its applicant, which names the file's entry; the accounts of a year are looked up
 * by bank and number. */
#ifndef PROGRAMME_ACCOUNT_FILE_H
#define PROGRAMME_ACCOUNT_FILE_H

#include "base/number_set.h"
#include "programme/amendment.h"
#include "programme/bank.h"

/* The accounts that the year's applicants have. */
struct account_book {
    struct store *store;
    int year;
    struct number_set numbers; /* of bank and number -> applicant id, the first one */
};

#define SCOPED_ACCOUNT_BOOK __attribute__((cleanup(account_book_free)))
const struct error *account_book_load(struct store *store, int year, struct account_book *out);
void account_book_free(struct account_book *book); /* takes a zeroed one */

/* The NIK of the applicant of the year who has this account; 0 when nobody has. `code` is that of the bank. */
const struct error *account_book_find(const struct account_book *book, struct text code, struct text number, struct nik *out);

/* An earlier version of the applicant had this account. */
const struct error *account_was_there(struct store *store, int64_t applicant_id, struct text code, struct text number, bool *out);

struct account_file {
    const char *file_name; /* without folders */
    struct digest sha256;
    int64_t accepted;
    int64_t unchanged;
    int64_t conflicting;
    int64_t rejected;
};

/* The `accounts` entry; before the amendments that name it. */
const struct error *account_file_record(struct journal *journal, int year, const struct account_file *file, int64_t *position_out);

#endif
