/* issue: a workbook that was handed out, and what it was made from.
 *
 * Law: the entry follows a file that lies in its place, whole; a file is called issued when the journal has its SHA-256, and never otherwise. */
#ifndef PROGRAMME_ISSUE_H
#define PROGRAMME_ISSUE_H

#include "ledger/journal.h"
#include "programme/sample.h"

#define ISSUE_FILE_MAX 250U   /* bytes */
#define ISSUE_VERSION_MAX 60U

struct issue {
    int64_t entries;   /* of the journal, that it shows */
    int year;          /* 0 = all */
    bool masked;
    struct day as_of;  /* DAY_NONE: dated by its last entry */
    struct digest template; /* of its layout */
    struct digest sha256;
    int64_t bytes;
    char version[ISSUE_VERSION_MAX + 1]; /* of the program that made it */
    char file_name[ISSUE_FILE_MAX + 1];  /* without folders */
    struct issue_sample {
        int64_t size;                    /* 0 = it has none, and nothing else is set */
        enum sample_method method;
        enum account of;
        char seed[SAMPLE_SEED_MAX + 1];
    } sample;
};

/* What the words of a sample say; false when they are none that could have been asked for. */
bool issue_sample_parse(int64_t size, struct text method, struct text of, struct text seed, struct issue_sample *out);
/* The same as it is asked for; borrows the seed. Size 0: none. */
struct sample_request issue_sample_request(const struct issue_sample *sample);

/* Appends the `issue` entry. Errors: REFUSED when no transaction ended at `entries`. */
const struct error *issue_record(struct journal *journal, const struct issue *issue, int64_t *position_out);

/* An entry that was found. */
struct issued {
    int64_t position;
    int64_t times;       /* entries of the journal with this file; 0: it was never issued, and nothing else is set */
    struct issue issue;  /* as the first of them has it */
    struct day day;      /* effective day of that entry */
    char at[32];         /* its time, UTC */
    char officer[64];    /* "-" in single-operator mode */
};

/* By the SHA-256 of a file; of the whole journal, whatever the store shows of it. */
const struct error *issue_find(struct store *store, const struct digest *sha256, struct issued *out);

/* The journal ended a transaction where the entry says that its file stands. Errors: UNVERIFIED. */
const struct error *issue_verify(struct store *store, int64_t position, struct text entry);

#endif
