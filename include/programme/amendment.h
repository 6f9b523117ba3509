/* amendment: a corrected version of an applicant; the earlier ones are kept, with who, when and why.
 *
 * Law: the row in table applicant is the version that stands, table amendment holds the earlier ones; the journal leads from
 * the file's version to the one that stands by commitments, old and new. Nobody to whom money was sent is amended, and while
 * a payout is committed nothing that its batch rests on. */
#ifndef PROGRAMME_AMENDMENT_H
#define PROGRAMME_AMENDMENT_H

#include "programme/programme.h"

/* The version that stands. */
struct standing_applicant {
    bool found; /* the others are nothing when it is false */
    struct applicant applicant;
    struct digest commitment;
    enum account account; /* where the money of the payout is; ACCOUNT_APBD: there is none */
    int64_t batch;        /* of that payout */
    struct buffer texts;  /* holds the applicant's texts */
};

#define SCOPED_STANDING_APPLICANT __attribute__((cleanup(standing_applicant_free)))
const struct error *standing_applicant_load(struct store *store, int year, struct nik nik, struct standing_applicant *out);
/* The same; FAILED when there is none. */
const struct error *standing_applicant_find(struct store *store, int year, struct nik nik, struct standing_applicant *out);
void standing_applicant_free(struct standing_applicant *standing); /* takes a zeroed one */

/* The NIK that an applicant has now whose NIK was this one once; number 0 when there is none. */
const struct error *amendment_successor(struct store *store, int year, struct nik nik, struct nik *out);

/* One field that two versions have in another way. */
struct field_change {
    enum field field;
    struct buffer from; /* for a reader */
    struct buffer to;
};

struct field_changes {
    struct field_change items[FIELD_COUNT];
    size_t count;
};

void field_changes_between(const struct applicant *before, const struct applicant *after, struct field_changes *out);
void field_changes_free(struct field_changes *changes); /* takes a zeroed one */

struct amendment {
    struct text reason;   /* as it was typed */
    int64_t account_file; /* entry of the file that brought an account; 0: typed */
};

/* Makes `after` the version that stands; its line and year are those of `before`. Errors: USAGE without a reason, REFUSED when
 * money was sent, when a field is changed that the batch rests on, when the new NIK is another applicant's, when the kecamatan
 * would not lie in the kabupaten. *recorded_out is false when the two say the same: nothing was changed. */
const struct error *amendment_record(struct journal *journal, const struct programme *programme, const struct standing_applicant *before,
                                     const struct applicant *after, const struct amendment *amendment, bool *recorded_out);

/* The commitment that the journal's amendments after `position` make of the one in *commitment_inout. */
const struct error *amendment_follow(struct store *store, int64_t applicant_id, int64_t position, struct digest *commitment_inout);

/* An earlier version and what became of it. */
struct past_amendment {
    int64_t position; /* of the entry */
    struct day day;
    struct buffer officer; /* "" in single-operator mode */
    struct buffer reason;
    struct buffer file; /* of bank accounts; "" when it was typed */
    struct field_changes changes;
};

struct past_amendments {
    struct past_amendment *items; /* oldest first */
    size_t count;
};

/* Those recorded before the journal's entry `before`. */
const struct error *past_amendments_load(struct store *store, int64_t applicant_id, int64_t before, struct past_amendments *out);
void past_amendments_free(struct past_amendments *past); /* takes a zeroed one */

#endif
