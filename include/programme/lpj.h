/* lpj: reports of use (laporan pertanggungjawaban) of what was paid.
 *
 * Law: a report is of a paid payout and accounts for at most what the recipient kept; a later report corrects an earlier one,
 * none is overwritten; the last one counts. */
#ifndef PROGRAMME_LPJ_H
#define PROGRAMME_LPJ_H

#include "ledger/journal.h"
#include "programme/payee.h"

#define LPJ_TEXT_MAX 500U /* bytes of a document's name, and of a note */

struct lpj_report {
    struct day received; /* DAY_NONE: not stated, the effective day */
    struct money used;   /* of the grant */
    struct text document; /* the report's file, with or without folders; empty = none named */
    bool hashed;          /* its bytes could be read */
    struct digest sha256; /* of them */
    struct text note;
    int64_t file; /* entry of the list that it comes from; 0: typed */
};

/* The grant that a person was paid in the year. */
struct lpj_payout {
    bool found;        /* the year has an applicant with that NIK, or an erased one with that payout; the others are nothing when it is false */
    bool erased;       /* the person was: no text of a report is kept */
    int64_t payout_id; /* 0: nothing is in tersalur */
    struct money kept; /* what the recipient did not give back */
    struct day receipt;  /* the bank's day */
    struct day answered; /* effective day of the bank's answer */
    struct buffer name;  /* of the applicant */
    int kabkota;         /* where the business lies */
};

#define SCOPED_LPJ_PAYOUT __attribute__((cleanup(lpj_payout_free)))
const struct error *lpj_payout_find(struct store *store, int year, const struct payee *payee, struct lpj_payout *out);
void lpj_payout_free(struct lpj_payout *payout); /* takes a zeroed one */

enum lpj_result {
    LPJ_NEW,
    LPJ_UNCHANGED,      /* typed: the report that counts says just this; of a list: an earlier one does */
    LPJ_NOT_PAID,
    LPJ_TOO_MUCH,       /* accounts for more than was kept */
    LPJ_BEFORE_RECEIPT, /* received before the money came */
    LPJ_AFTER,          /* received after the effective day */
};
const struct error *lpj_judge(struct journal *journal, const struct lpj_payout *payout, const struct lpj_report *report, enum lpj_result *out);

/* Appends the `lpj` entry of one that is LPJ_NEW. Errors: REFUSED before the bank's answer was recorded. */
const struct error *lpj_record(struct journal *journal, const struct lpj_payout *payout, const struct lpj_report *report);

/* The same for one that is typed. Errors: FAILED when the year has no such applicant, REFUSED for what cannot be, such as a
 * document or a note of somebody who was erased: nothing could remove it again.
 * *recorded_out is false when it says what counts already; *rest_out is what the report does not account for. */
const struct error *lpj_give(struct journal *journal, int year, const struct payee *payee, const struct lpj_report *report, bool *recorded_out,
                             struct money *rest_out);

struct lpj_file {
    const char *file_name; /* without folders */
    struct digest sha256;
    int64_t accepted;
    int64_t unchanged;
    int64_t rejected;
};
/* Appends the `lpj-file` entry, before the reports of its rows. */
const struct error *lpj_file_record(struct journal *journal, int year, const struct lpj_file *file, int64_t *position_out);

/* The name without folders, of either kind of slash. */
struct text document_name(struct text path);

/* The stored texts have the stored commitment. */
bool lpj_fits(struct text document, struct text note, struct text salt, struct text commitment);

#endif
