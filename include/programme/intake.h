/* intake: applicants going into the register of a programme year, a file at a time.
 *
 * Law: one applicant per NIK and year; nothing is merged or overwritten; the file's entry in the journal carries the
 * digest of all that was stored of it. */
#ifndef PROGRAMME_INTAKE_H
#define PROGRAMME_INTAKE_H

#include "ledger/journal.h"
#include "programme/erased_lines.h"
#include "programme/holders.h"
#include "programme/seal.h"

enum intake_outcome {
    INTAKE_ACCEPTED,
    INTAKE_UNCHANGED,   /* the same row is there already, or was before it was amended */
    INTAKE_CONFLICTING, /* the NIK is there with other content; the caller sets the row aside */
    INTAKE_ERASED,      /* the row is of somebody who was erased since; nothing of it is kept */
};

/* What the register says of an earlier row with the same NIK or KK. */
struct intake_match {
    char file[256]; /* "" = none; name of the file it came from */
    int64_t line;
    char fields[200]; /* of a conflict: names of the fields that differ, ", " between; "..." when there are more */
};

struct intake {
    struct journal *journal;
    int year;
    int64_t import_id;
    int64_t next_applicant; /* id */
    int64_t next_set_aside;
    struct holders holders;
    struct erased_lines erased; /* of the file in hand */
    bool amended; /* rows of the year have earlier versions */
    struct applicant_insert {
        struct query *query;
        int year;
        uint64_t bound; /* fields' parameters that are not NULL */
    } insert;
    struct query *insert_set_aside;
    struct hasher *applicants_hasher;
    struct hasher *set_aside_hasher;
    struct buffer canonical;
    struct sealer *sealer;
    int64_t accepted;
    int64_t unchanged;
    int64_t conflicting;
    int64_t rejected;
    bool set_aside_kept; /* a row of this file was kept that was not there */
    char file_name[256];
    char forced[64]; /* what was overruled, in words; "" = nothing */
};

#define SCOPED_INTAKE __attribute__((cleanup(intake_close)))

/* Begins a file of `year`; `file_name` without folders. Call inside a transaction. */
const struct error *intake_open(struct journal *journal, int year, const char *file_name, struct intake *out);
void intake_close(struct intake *intake); /* takes a zeroed one */

/* Told before the first row when somebody was erased: which rows of the file must not come back. */
const struct error *intake_know_file(struct intake *intake, const struct digest *sha256);

/* Stores the row, unless the register has the NIK. `nik_match` tells where (for UNCHANGED, CONFLICTING), `card_match`
 * where another person with the same KK stands (for ACCEPTED); their file is "" when there is none. Counts accepted and
 * unchanged. */
const struct error *intake_add(struct intake *intake, const struct applicant *applicant, enum intake_outcome *outcome_out,
                               struct intake_match *nik_match, struct intake_match *card_match);

/* What the register says of a row that is being added: `nik` for UNCHANGED and CONFLICTING, the others for ACCEPTED. */
struct intake_matches {
    struct intake_match nik;
    struct intake_match card;    /* another person with the same KK */
    struct intake_match account; /* another person with the same account */
};

/* The same for a row that was sealed before, perhaps on another thread; `account` is the account_key of its account, 0 when it
 * has none. */
const struct error *intake_add_sealed(struct intake *intake, const struct applicant *applicant, const struct seal *seal, int64_t account,
                                      enum intake_outcome *outcome_out, struct intake_matches *matches);

/* Keeps a row that was not taken in, and counts it: its bytes and its findings (lines code, tab, column, tab, value, tab,
 * expected). A row that was set aside before with the same bytes, at the same line, is counted but not kept twice; one of somebody
 * who was erased is counted and not kept. */
const struct error *intake_set_aside(struct intake *intake, bool conflicting, int64_t line, struct text raw, struct text findings);

/* The entry says that, and what, somebody overruled; an empty text is no line. */
void intake_force(struct intake *intake, struct text words);

struct intake_source {
    struct digest sha256; /* of the file's bytes */
    int64_t bytes;
};

/* Builds the indexes, appends the `import` entry. Nothing is recorded when the file changed nothing and its SHA-256 is
 * known for the year: *recorded_out is false then and the caller rolls back. */
const struct error *intake_finish(struct intake *intake, const struct intake_source *source, bool *recorded_out);

#endif
