/* batch: people paid together, from the allocation to the bank.
 *
 * Law: every step moves each payout's amount by a transfer of its own; nothing is edited. */
#ifndef PROGRAMME_BATCH_H
#define PROGRAMME_BATCH_H

#include "programme/allocation.h"

/* Makes a batch of the allocation's recipients and commits its money (anggaran -> komitmen), one entry a payout; in
 * single-operator mode approves it. */
const struct error *batch_create(struct journal *journal, const struct programme *programme, const struct allocation *allocation,
                                 int64_t evaluation_id, int64_t *batch_out);

/* A payout that can be sent, or why it is held back. */
struct transfer_order {
    int64_t payout_id;
    int64_t sequence; /* place in the batch */
    int64_t applicant_id;
    int64_t nik;
    char *reference;
    char *account_number;
    char *account_name;
    char *bank_code; /* 3 digits */
    struct money amount;
    char *held_back; /* NULL, or the reason, translated: it stays in komitmen */
};

struct sending {
    int64_t batch_id;
    int year;
    struct transfer_order *orders; /* in the order of the batch */
    size_t count;
    size_t payable;     /* not held back */
    struct money amount; /* of the payable */
    int64_t hash_total;  /* sum of the account numbers' last 10 digits modulo 10^10 */
    char *template_name; /* of the bank's layout that it was fitted to; NULL: to none, and its entry will name none */
    struct digest template_sha256; /* of that layout's text */
    int64_t approvals_needed; /* officers' */
};

/* Count, sum and hash total of transfers. */
struct sending_total {
    size_t count;
    struct money amount;
    int64_t hash_total;
};

/* Of those of the orders that are not held back. */
void sending_total(const struct transfer_order *orders, size_t count, struct sending_total *out);

#define SCOPED_SENDING __attribute__((cleanup(sending_free)))

/* The payouts of the batch that are in komitmen; there may be none left. Errors: REFUSED when there is no such batch, too few officers
 * approved it, the event's officer did, or its day lies before the approval. */
const struct error *sending_prepare(struct store *store, int64_t batch_id, const struct event *event, struct sending *out);
void sending_free(struct sending *sending); /* takes a zeroed one */

/* A sending of a batch as its entry and its payouts say, to write its file again. */
struct sending_before {
    struct sending sending; /* its orders are all payable, with the accounts of then, which no amendment changes while the money is in process */
    int64_t position;       /* of its entry */
    struct day day;
    struct digest file_sha256;
    struct digest template_sha256; /* of the layout's text */
    bool has_template;             /* format 12 and earlier named none */
    bool answered; /* the bank has answered a part: it has the file, and the orders are not all here */
    size_t capacity;
};

struct sendings_before {
    struct sending_before *items; /* owned; in the order of their entries */
    size_t count;
};

/* All sendings of the batch; approvals and guards are not asked again. Errors: UNVERIFIED when what was sent is not what an entry says. */
const struct error *sendings_find(struct store *store, int64_t batch_id, struct sendings_before *out);
void sendings_before_free(struct sendings_before *before); /* takes a zeroed one */

#define SCOPED_SENDINGS_BEFORE __attribute__((cleanup(sendings_before_free)))

/* Moves the payable orders to dalam-proses. SP2D number may be empty, its day DAY_NONE. */
const struct error *sending_record(struct journal *journal, const struct sending *sending, struct text sp2d_number, struct day sp2d_day,
                                   const struct digest *file_sha256);

#endif
