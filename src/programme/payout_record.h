/* A new payout: its entry, its transfer from anggaran to komitmen, its row. */
#ifndef PROGRAMME_PAYOUT_RECORD_H
#define PROGRAMME_PAYOUT_RECORD_H

#include "ledger/journal.h"
#include "programme/applicant.h"

struct payout_record {
    int64_t id; /* the next free one */
    int64_t batch_id;
    int64_t sequence; /* place in the batch */
    int64_t applicant_id;
    int year;
    const struct digest *commitment; /* of the applicant's version that stands */
    enum category category;
    struct text tier; /* code of the amount; empty where the category has one */
    int kabkota;
    struct money amount;
};

enum { PAYOUT_REFERENCE_BYTES = 64 };

/* What the bank's answer is matched by, written into `room`. */
struct text payout_reference(const struct payout_record *payout, char room[PAYOUT_REFERENCE_BYTES]);
/* The entry's own lines, between the event's and the transfer's. */
void payout_describe(const struct payout_record *payout, struct text reference, struct journal *entry);

/* The statement of one payout, used for each of a few. */
struct payout_writer {
    struct journal *journal;
    struct query *insert;
    char reference[PAYOUT_REFERENCE_BYTES]; /* of the one in hand */
};

#define SCOPED_PAYOUT_WRITER __attribute__((cleanup(payout_writer_close)))
const struct error *payout_writer_open(struct journal *journal, struct payout_writer *out);
void payout_writer_close(struct payout_writer *writer); /* takes a zeroed one */

const struct error *payout_write(struct payout_writer *writer, const struct payout_record *payout);

#endif
