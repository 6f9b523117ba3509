/* signature: the officer's word at the end of a transaction.
 *
 * Law: it covers the whole ledger up to it, so that it stands for nothing else: not for other entries, not at another place, not in
 * another ledger. From the first officer on, a transaction without one holds refusals only.
 * Signed text: the lines `dumisake-signature/v1`, `ledger ID`, `officer NAME`, `size N` (entries before it), `root HEX` (of those). */
#ifndef LEDGER_SIGNATURE_H
#define LEDGER_SIGNATURE_H

#include "ledger/officer.h"

/* Appends the `signature` entry, the last of its transaction; nothing when the transaction has no entries yet. */
const struct error *signature_append(struct journal *journal, const struct key *key);

enum { MOMENT_LINES = 2 };

/* The walk through the journal that checks them; zeroed at the start. */
struct signature_walk {
    char moment[MOMENT_LINES][32]; /* time and effective day of the transaction */
    struct officers officers;
    char ledger[64];         /* id */
    int64_t begin;           /* first entry of the transaction under way */
    bool guarded;            /* there were officers when it began, or it adds the first */
    bool signed_;            /* its signature was seen */
    bool refusals;           /* it holds nothing but refusals */
    char officer[OFFICER_NAME_MAX + 1]; /* of its entries; "-" */
};

void signature_walk_free(struct signature_walk *walk); /* takes a zeroed one */
/* One entry; `before` is the tree of the entries before it, `begins` that a transaction begins with it. Errors: UNVERIFIED. */
const struct error *signature_walk_entry(struct signature_walk *walk, const struct tree *before, bool begins, int64_t position, struct text entry);
const struct error *signature_walk_end(struct signature_walk *walk);

#endif
