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

/* The statements of one payout, used for every recipient. */
struct payout_writer {
    struct journal *journal;
    struct query *insert;
    struct buffer reference;
};

#define SCOPED_PAYOUT_WRITER __attribute__((cleanup(payout_writer_close)))
const struct error *payout_writer_open(struct journal *journal, struct payout_writer *out);
void payout_writer_close(struct payout_writer *writer); /* takes a zeroed one */

const struct error *payout_write(struct payout_writer *writer, const struct payout_record *payout);

#endif
