/* erasure: a person's data removed for good (UU 27/2022), with every total and proof left whole.
 *
 * Law: what the books count by stays (category, region, amounts, decisions, commitments); everything else of the person goes, salts
 * included, and an `erasure` entry vouches for just the rows that it emptied. Nothing that is kept can be turned into a NIK again. */
#ifndef PROGRAMME_ERASURE_H
#define PROGRAMME_ERASURE_H

#include "programme/eligibility.h"

enum erased_kind {
    ERASED_APPLICANT, /* an application */
    ERASED_AMENDMENT, /* an earlier version of one */
    ERASED_SET_ASIDE, /* a row that was set aside */
    ERASED_EXCLUSION, /* a row of an exclusion list */
    ERASED_REASON,    /* a text that an officer typed */
    ERASED_TICKET,    /* the salt of a lottery ticket */
    ERASED_DECREE,    /* a row of a decree's annex */
    ERASED_REPORT,    /* the texts of a report of use */
    ERASED_KINDS,
};

struct erasure {
    int *years; /* the years in which there was something, ascending; owned */
    size_t year_count;
    int64_t rows[ERASED_KINDS];
    int64_t paid;       /* grants that stay in the books without a name */
    int64_t kin;        /* people in the register who had the NIK or the card in common */
    int64_t kept_lists; /* rows of exclusion lists that name the family's card and hold for others on it */
    int64_t kept_journal; /* entries that tell of the person, which are never changed: reasons of the bank, hash totals of one account, names of files */
};

#define SCOPED_ERASURE __attribute__((cleanup(erasure_free)))
/* Removes what is there of the NIK in that programme year, 0 for all, and appends an entry a year. Errors: FAILED when nothing is
 * there; REFUSED while money of the person is committed, with the bank or bounced; USAGE when the reason is empty or names the person. */
const struct error *erasure_record(struct journal *journal, int year, struct nik nik, struct text typed, struct erasure *out);
/* The same of a row that was set aside because its NIK is none, and of nothing else: the one that holds the number as it stands in the file, or
 * those of these places (FILE:LINE, NULL at the end) that hold it. Errors: FAILED when there is none, REFUSED when there are several and no place
 * is named, USAGE as above. */
const struct error *erasure_record_row(struct journal *journal, int year, struct text number, const char *const *places, struct text typed, struct erasure *out);
void erasure_free(struct erasure *erasure); /* takes a zeroed one */

/* Money in that account is under way: whoever it is of is not erased. */
bool erasure_waits_for(enum account account);

/* The applicant had a NIK or card in common with somebody who was erased by an entry not before `position`: decisions of before
 * may have rested on what is gone. */
const struct error *erasure_touched(struct store *store, int64_t applicant_id, int64_t position, bool *out);

/* That entry erased that application. */
const struct error *erasure_names(struct store *store, int64_t position, int64_t applicant_id, bool *out);

/* The rows that were emptied against the entry of that position. Errors: UNVERIFIED. */
const struct error *erasure_verify(struct store *store, int64_t position, struct text entry);

#endif
