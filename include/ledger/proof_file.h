/* proof_file: proofs as text, to be handed over.
 *
 * Source: C2SP tlog-proof (a receipt), and tlog-witness's request (what a witness wants to see). */
#ifndef LEDGER_PROOF_FILE_H
#define LEDGER_PROOF_FILE_H

#include "ledger/checkpoint.h"
#include "ledger/proof.h"

/* Of that entry in the ledger of that checkpoint. */
struct receipt {
    struct buffer entry; /* its canonical text, in the line `extra`; empty when there is none */
    uint64_t index;      /* position in the journal */
    struct proof proof;
    struct text checkpoint; /* the note, verbatim; borrowed */
};

#define SCOPED_RECEIPT __attribute__((cleanup(receipt_free)))
void receipt_free(struct receipt *receipt); /* takes a zeroed one */

#define RECEIPT_BYTES_MAX 262144

/* False when it is no proof file. */
bool receipt_parse(struct text bytes, struct receipt *out);
void receipt_print(const struct receipt *receipt, struct buffer *out);

/* What a witness that knows `before` entries is shown. */
struct exchange {
    uint64_t before;
    struct proof proof;     /* of consistency */
    struct text checkpoint; /* the note, verbatim; borrowed */
};
bool exchange_parse(struct text bytes, struct exchange *out);
void exchange_print(const struct exchange *exchange, struct buffer *out);

#endif
