/* officer: who may change the ledger, by what key, in which roles, from which entry to which.
 *
 * Law: the officers are what the journal's entries say, `officer`, `officer-revocation` and `officer-confirmation`, applied in
 * order; a name and a key are used once for ever, and a role is never changed. From the first officer on, every transaction ends in
 * the signature of an active officer (ledger/signature.h).
 * Source: assumed; the separation of duties of PP 12/2019 (who commits, who approves, who pays). */
#ifndef LEDGER_OFFICER_H
#define LEDGER_OFFICER_H

#include "ledger/journal.h"
#include "ledger/key.h"

enum officer_role {
    OFFICER_ADMINISTRATOR = 1, /* officers, and nothing else */
    OFFICER_OPERATOR = 2,      /* the register, the rules, batches */
    OFFICER_VERIFIER = 4,      /* verdicts on the applicants of one kabupaten/kota */
    OFFICER_APPROVER = 8,      /* batches made by others */
    OFFICER_TREASURER = 16,    /* the bank and the treasury */
    OFFICER_AUDITOR = 32,      /* reads, changes nothing */
};
#define OFFICER_NAME_MAX 40 /* bytes */

struct officer {
    char name[OFFICER_NAME_MAX + 1];
    struct verifier key; /* its name is the officer's */
    unsigned roles;      /* enum officer_role, or-ed: one, or operator and verifier */
    int region;          /* of a verifier: 4-digit code; 0 = none */
    int64_t position;    /* of the `officer` entry */
    int64_t active_from; /* position from which the officer signs; INT64_MAX: another administrator has not confirmed */
    int64_t active_to;   /* position of the revocation in force; INT64_MAX: active */
    int64_t revocation;  /* position of a revocation that is not confirmed; 0 = none */
    char proposer[OFFICER_NAME_MAX + 1]; /* the administrator whose proposal waits for a second one */
};

struct officers {
    struct officer *items; /* owned; in the order of their entries */
    size_t count;
    size_t capacity;
    int rule; /* the rule of who must confirm of the last entry that has one; 0 = none yet */
};

#define SCOPED_OFFICERS __attribute__((cleanup(officers_free)))
void officers_free(struct officers *officers); /* takes a zeroed one */

/* As the journal has them now. Errors: UNVERIFIED when an entry cannot be. */
const struct error *officers_load(struct store *store, struct officers *out);

/* Takes one entry in, also of other types, which change nothing. Errors: UNVERIFIED when no such entry may stand there: says why. */
const struct error *officers_apply(struct officers *officers, int64_t position, struct text entry);

struct officer *officers_find(const struct officers *officers, struct text name); /* NULL: no such name */
bool officer_active(const struct officer *officer, int64_t position);             /* may sign an entry at that position */
bool officer_has(const struct officer *officer, unsigned roles);                  /* one of them */
size_t officers_active(const struct officers *officers, enum officer_role role, int64_t position);

/* Letters, digits, hyphen, dot and underscore, beginning with a letter or digit. */
bool officer_name_sound(struct text name);
/* "operator verifier", with a blank or comma between; false for a word that is no role. */
bool officer_roles_parse(struct text words, unsigned *out);
void officer_roles_print(unsigned roles, struct buffer *out); /* "operator verifier" */
const char *officer_role_title(enum officer_role role);       /* in Indonesian */

/* Appends the entry of a new officer, whom another administrator must confirm when *proposed_out is true: an administrator, an
 * approver or a treasurer, once there are two administrators. Errors: USAGE for a name, REFUSED for roles that do not go together, a verifier without
 * a region, a first officer who is no administrator, a name or key that was used before. */
struct officer_order {
    struct text name;
    const struct verifier *key;
    unsigned roles;
    int region;
};
const struct error *officer_add(struct journal *journal, struct officers *officers, const struct officer_order *order, bool *proposed_out);

/* The end of an officer; the reason stands in the journal for everybody to read. Errors: USAGE without a reason, REFUSED when there is
 * no such officer any more, or it is the last administrator. */
const struct error *officer_revoke(struct journal *journal, struct officers *officers, struct text name, struct text reason, bool *proposed_out);

/* The second administrator's word. Errors: REFUSED when nothing of the name waits for it, or it was the same administrator's. */
const struct error *officer_confirm(struct journal *journal, struct officers *officers, struct text name);

#endif
