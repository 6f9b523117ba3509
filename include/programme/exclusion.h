/* exclusion: lists of people whom the programme must not pay: civil servants, deceased, debtors of another programme.
 *
 * Law: a list only grows; a row with a NIK excludes that person alone, a row without one everybody of its family card; a
 * list counts for the programme year it was taken in for. */
#ifndef PROGRAMME_EXCLUSION_H
#define PROGRAMME_EXCLUSION_H

#include "base/number_set.h"
#include "ledger/journal.h"
#include "programme/applicant.h"

#define LIST_NAME_MAX 32U /* bytes */

/* Short and of a-z, 0-9 and dashes between: "asn", "meninggal", "kur". */
bool list_name_sound(struct text name);

struct exclusion {
    int64_t line; /* physical line of the file */
    int64_t nik;  /* 0 = none */
    int64_t no_kk; /* 0 = none; not both */
    struct text nama;
    struct text keterangan;
};

/* A file on its way into the lists. */
struct exclusion_intake {
    struct journal *journal;
    int year;
    char name[LIST_NAME_MAX + 1];
    int64_t list_id;
    int64_t next_id;
    int64_t accepted;
    int64_t unchanged;
    struct hasher *hasher;
    struct query *find;
    struct query *insert;
    struct query *applicant;
    struct buffer canonical;
};

#define SCOPED_EXCLUSION_INTAKE __attribute__((cleanup(exclusion_close)))

/* Inside a transaction; `name` is sound. */
const struct error *exclusion_open(struct journal *journal, int year, struct text name, struct exclusion_intake *out);
void exclusion_close(struct exclusion_intake *intake); /* takes a zeroed one */

/* Stores the row, unless a list of this name and year has just this one: then *stored_out is false. */
const struct error *exclusion_add(struct exclusion_intake *intake, const struct exclusion *row, bool *stored_out);

/* The name of the year's applicant with that NIK; *found_out false when there is none. */
const struct error *exclusion_applicant(struct exclusion_intake *intake, int64_t nik, struct buffer *name_out, bool *found_out);

struct exclusion_source {
    const char *file_name; /* without folders */
    struct digest sha256;  /* of the file's bytes */
    int64_t rejected;      /* rows with errors */
};

/* Appends the `exclusion` entry. Nothing is recorded when no row was stored: *recorded_out is false then. */
const struct error *exclusion_finish(struct exclusion_intake *intake, const struct exclusion_source *source, bool *recorded_out);

/* Applicants of the year whom the file's stored rows exclude, and how many of them have money in a batch or were sent some. */
const struct error *exclusion_count(struct exclusion_intake *intake, int64_t *applicants_out, int64_t *committed_out);

#endif
