/* review: the officers' verification of an applicant: accepted, rejected, asked for documents, or appealed against.
 *
 * Law: every verdict is kept and none is overwritten; the last one counts, but an acceptance lapses when an officer amends
 * the applicant after it, for what was looked at no longer stands. An acceptance decides what the rules leave open, never
 * what they refuse. Nobody whose money is on its way or paid gets another verdict than an acceptance; while it is only
 * committed, another verdict holds it back. */
#ifndef PROGRAMME_REVIEW_H
#define PROGRAMME_REVIEW_H

#include "base/number_set.h"
#include "programme/amendment.h"

enum review_verdict {
    REVIEW_NONE, /* no verdict stands */
    REVIEW_ACCEPTED,
    REVIEW_REJECTED,
    REVIEW_ASKED,    /* documents were asked for */
    REVIEW_APPEALED, /* the applicant objects to a rejection */
    REVIEW_MISSING,  /* none stands, and the programme pays nobody without an acceptance */
};
#define REVIEW_COUNT 6

const char *verdict_name(enum review_verdict verdict); /* the word of the journal: "accepted"; "-" for none */

/* Beside the codes of the rules and bars; "" for REVIEW_NONE. */
const char *review_code(enum review_verdict verdict);  /* "verifikasi-ditolak" */
const char *review_title(enum review_verdict verdict); /* in Indonesian */
const char *review_help(enum review_verdict verdict);  /* N_("..."): for `explain CODE` */
bool review_is_reason(enum review_verdict verdict);    /* it keeps people from being paid */
bool review_needs_reason(enum review_verdict verdict); /* an acceptance may go without */

/* The verdicts of a programme year that stand. */
struct reviews {
    struct number_set verdicts; /* by applicant id */
    bool required;              /* nobody is paid whom no officer accepted */
};

#define SCOPED_REVIEWS __attribute__((cleanup(reviews_free)))
/* Those that stood before the journal's entry `before`. */
const struct error *reviews_load(struct store *store, const struct programme *programme, int64_t before, struct reviews *out);
void reviews_free(struct reviews *reviews); /* takes a zeroed one */
enum review_verdict reviews_find(const struct reviews *reviews, int64_t applicant_id);
/* The letter of the verdict, after the others in a decision's outcomes; `outcomes` has room for it. */
void review_mark(enum review_verdict verdict, char *outcomes);

/* One verdict. */
struct review {
    bool recorded; /* false: it is what stood before, nothing was changed */
    int64_t position; /* of the entry */
    enum review_verdict verdict;
    struct day day;
    struct buffer reason;
};

#define SCOPED_REVIEW __attribute__((cleanup(review_free)))
void review_free(struct review *review); /* takes a zeroed one */
/* The one that stands; its verdict is REVIEW_NONE when none does. */
const struct error *review_standing(struct store *store, int64_t applicant_id, struct review *out);

#define REVIEW_REASON_MAX 500U /* bytes */

/* What an officer, or a row of a file, says of somebody. */
struct review_order {
    enum review_verdict verdict;
    struct text reason; /* as it was typed */
    int64_t file;       /* entry of the file; 0: typed */
};

enum review_result {
    REVIEW_NEW,
    REVIEW_UNCHANGED, /* the same verdict for the same reason stands */
    REVIEW_SENT,      /* the person was sent money: no other verdict than an acceptance */
};
const struct error *review_weigh(struct store *store, const struct standing_applicant *applicant, const struct review_order *order,
                                 enum review_result *out);

/* Errors: USAGE when a reason is needed or is too long, REFUSED when the money was sent. */
const struct error *review_record(struct journal *journal, const struct standing_applicant *applicant, const struct review_order *order,
                                  struct review *out);

/* A file of verdicts. */
struct review_file {
    const char *file_name; /* without folders */
    struct digest sha256;
    int64_t accepted;
    int64_t unchanged;
    int64_t conflicting;
    int64_t rejected;
};

/* The `reviews` entry; before the verdicts that name it. */
const struct error *review_file_record(struct journal *journal, int year, const struct review_file *file, int64_t *position_out);

/* The last time that a file of these bytes was taken in for the year. */
struct review_reading {
    int64_t position; /* of its `reviews` entry; 0 = never */
    struct day day;
};
const struct error *review_reading_find(struct store *store, int year, const struct digest *sha256, struct review_reading *out);
/* The applicant was in the register then: what the file says of him was weighed. */
const struct error *review_reading_knew(struct store *store, const struct review_reading *reading, int64_t applicant_id, bool *out);

/* A verdict and who gave it. */
struct past_review {
    int64_t position; /* of the entry */
    struct day day;
    enum review_verdict verdict;
    struct buffer officer; /* "" in single-operator mode */
    struct buffer reason;
    struct buffer file; /* "" when it was typed */
    bool stands;
};

struct past_reviews {
    struct past_review *items; /* oldest first */
    size_t count;
};

/* Those recorded before the journal's entry `before`; `stands` is of that place, too. */
const struct error *past_reviews_load(struct store *store, int64_t applicant_id, int64_t before, struct past_reviews *out);
void past_reviews_free(struct past_reviews *past); /* takes a zeroed one */

#endif
