/* paid_mark: what is left of somebody who was paid and erased, so that nobody is paid twice unseen.
 *
 * Law: sixteen bits of a salted digest, in the erasure's entry. Every value is that of some fifty people of the province, so that it leads to no NIK; and
 * a new applicant has it by chance once in 65,536 times, so that it decides nothing: an officer does.
 * Source: assumed. UU 27/2022, article 15 (1) c excepts the public interest in the conduct of the state from the right to erasure; what is kept is the
 * least that serves it. */
#ifndef PROGRAMME_PAID_MARK_H
#define PROGRAMME_PAID_MARK_H

#include "ledger/digest.h"
#include "programme/nik.h"
#include "store/store.h"

#define PAID_MARK_VALUES 65536

/* The first two bytes, big-endian, of SHA-256(salt || "YEAR NIK"). */
int64_t paid_mark_of(const struct digest *salt, int year, struct nik nik);

struct paid_mark {
    int64_t position; /* of the erasure's entry */
    int year;         /* in which the person was paid */
    struct digest salt;
    int64_t value;
};

struct paid_marks {
    struct paid_mark *items; /* owned; by position */
    size_t count;
};

#define SCOPED_PAID_MARKS __attribute__((cleanup(paid_marks_free)))

/* Of the year, 0 for all. Entries of format 18 and earlier have none. */
const struct error *paid_marks_load(struct store *store, int year, struct paid_marks *out);
void paid_marks_free(struct paid_marks *marks); /* takes a zeroed one */

/* The newest one that the NIK has; NULL: none. */
const struct paid_mark *paid_marks_find(const struct paid_marks *marks, struct nik nik);

/* Why nothing is sent to an applicant of the marks' year: the NIK has a mark of somebody who was erased before the application, or the NIK as it is
 * now, came, and no verifier accepted the applicant since. *out is NULL when there is nothing of the kind. */
const struct error *paid_marks_hold(const struct paid_marks *marks, struct store *store, int64_t applicant_id, struct nik nik, const struct paid_mark **out);

#endif
