/* session: the officer in whose name a command writes.
 *
 * Law: without officers there is none; from the first on, nothing is written without a known name, its role and its key. */
#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include "ledger/officer.h"
#include "ledger/refusal.h"
#include "store/transaction.h"

struct session {
    struct officers officers;
    char name[OFFICER_NAME_MAX + 1]; /* "" in single-operator mode */
    struct key *key;                 /* NULL in single-operator mode */
    enum refusal_cause cause;        /* why a known officer was refused */
    bool tried;                      /* the key was asked for before the ledger was held: it is above, or this is what came of it */
    struct error fault;
};

struct invocation;

/* Asks for the passphrase of the officer named with --as and opens her key, before the ledger is held: who hesitates at the question keeps nobody
 * from working. What is wrong is told by session_begin, which looks at everything again. */
void session_unlock(const struct invocation *invocation, struct store *store, struct session *session);

/* The officer named with --as, her role for the command and her key. Errors: REFUSED; `cause` is set when the refusal belongs into the
 * journal. */
const struct error *session_begin(const struct invocation *invocation, struct store *store, int64_t position, struct session *out);
void session_end(struct session *session); /* takes a zeroed one */

/* The officer; NULL in single-operator mode. */
const struct officer *session_officer(const struct session *session);

/* Where the key of an officer lies unless --key names another file: FILE.d/officer-NAME.key. */
void session_key_path(const struct store *store, struct text name, struct buffer *out);

#endif
