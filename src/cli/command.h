/* A command of the program, and what all of them share. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <jansson.h>
#include <popt.h>

#include "base/error.h"
#include "base/finding.h"
#include "ledger/journal.h"
#include "programme/payee.h"
#include "programme/programme.h"
#include "programme/review.h"
#include "session.h"

/* What the user typed before or after the command. */
struct globals {
    char *db;
    char *year; /* "2023", "all" or NULL */
    char *date;
    char *officer;
    char *key_file;        /* file of the officer's key */
    char *passphrase_file;
    char *lang;
    int json;
    int quiet;
    int verbose;
    int no_color;
    int help;
    int version;
};

struct invocation {
    const struct globals *globals;
    const struct command *command;
    const char **arguments; /* after the command's name; NULL at the end */
    int count;
};

struct command {
    const char *name;
    const char *arguments; /* "FILE..." */
    const char *summary;   /* N_("...") */
    const char *help;      /* N_("..."): what it does, in a paragraph or two */
    const char *examples;  /* lines, not translated */
    struct poptOption *options; /* may be NULL; popt wants them writable */
    int least;             /* arguments */
    int most;              /* -1 = any number */
    bool writes;           /* changes the ledger */
    const char *duty;      /* type of the entry that it makes: what officers may use it (programme/duty.h); NULL when it does not write */
    bool takes_all_years;  /* --year all */
    /* Sets *status_out to 0 or 3; an error sets the others. */
    const struct error *(*run)(const struct invocation *invocation, int *status_out);
};

extern const struct command command_init;
extern const struct command command_program;
extern const struct command command_preview;
extern const struct command command_import;
extern const struct command command_accounts;
extern const struct command command_amend;
extern const struct command command_exclude;
extern const struct command command_withdraw;
extern const struct command command_review;
extern const struct command command_check;
extern const struct command command_explain;
extern const struct command command_lottery;
extern const struct command command_disburse;
extern const struct command command_sk;
extern const struct command command_approve;
extern const struct command command_cancel;
extern const struct command command_send;
extern const struct command command_settle;
extern const struct command command_repay;
extern const struct command command_deposit;
extern const struct command command_refund;
extern const struct command command_lpj;
extern const struct command command_erase;
extern const struct command command_status;
extern const struct command command_export;
extern const struct command command_verify;
extern const struct command command_officer;
extern const struct command command_checkpoint;
extern const struct command command_receipt;
extern const struct command command_witness;
extern const struct command command_backup;

enum { STATUS_DONE = 0, STATUS_NEEDS_EYE = 3 };

/* The ledger opened for one command: store, transaction, journal. */
struct work {
    struct store *store;
    struct transaction transaction;
    struct journal journal; /* when it writes */
    struct event event;
    struct session session; /* of the officer in whose name it writes */
    bool may_commit;        /* not in a dry run */
    struct day today;       /* in Jakarta; DAY_NONE when the clock is behind the newest entry and cannot tell */
};

#define SCOPED_WORK __attribute__((cleanup(work_end)))

/* What is recorded happened: a day that is typed does not lie after today. Errors: REFUSED. */
const struct error *work_day_past(const struct work *work, const char *option, struct day day);
/* Opens the ledger and the key of the officer named with --as, and holds nothing: for commands that ask for more before work_begin, which does it otherwise. */
const struct error *work_unlock(const struct invocation *invocation, enum store_mode mode, struct work *work);
/* Writing: opens (or makes, with the built-in years) the ledger and begins a transaction. `out` is zeroed, or of work_unlock. */
const struct error *work_begin(const struct invocation *invocation, enum store_mode mode, struct work *out);
/* The same for a dry run, which needs no officer and is never committed. */
const struct error *work_rehearse(const struct invocation *invocation, enum store_mode mode, struct work *out);
/* Gives everything up and records that the officer was refused, when one is at work; the error goes on. Errors: always `error`. */
const struct error *work_refuse(const struct invocation *invocation, struct work *work, enum refusal_cause cause, const struct error *error);
/* Signed by the officer, if there is one. The ledger gets its key with the first commit. */
const struct error *work_commit(struct work *work);
/* After the commit: a signed checkpoint beside the ledger. When there can be none it says why and gives false; what the
 * command did stands. */
bool work_checkpoint(struct work *work);
/* Reading: one unchanging view. */
const struct error *work_read(const struct globals *globals, struct work *out);
/* A view of the books not older than anything that lies beside the ledger and was looked at before. */
const struct error *work_read_again(struct work *work);
void work_end(struct work *work); /* rolls back what was not committed; takes a zeroed one */

const char *ledger_path(const struct globals *globals);

/* --year, or the newest year of the ledger; 0 for "all" where the command takes it. */
const struct error *work_year(const struct work *work, const struct invocation *invocation, int *out);
/* The rules of that year in force on the effective day. */
const struct error *work_programme(const struct work *work, const struct invocation *invocation, struct programme *out);

const struct error *parse_day_option(const char *option, const char *value, struct day *out); /* NULL gives DAY_NONE */
const struct error *parse_nik(const char *word, struct nik *out); /* errors: USAGE */
const struct error *parse_payee(const char *word, struct payee *out); /* errors: USAGE */
/* A list that ends with NULL, or NULL for none. Owner: the caller frees with memory_free. Errors: USAGE, also when one is named twice. */
const struct error *parse_niks(const char *const *words, struct nik **niks_out, size_t *count_out);
const struct error *parse_batch(const char *word, int64_t *out);
const struct error *parse_count_option(const char *option, const char *value, int64_t *out);

/* Refuses a name that is the ledger's own, or that of SQLite's files beside it, however it is written. */
const struct error *output_path_check(const struct globals *globals, const char *path);
/* Refuses to replace a file that does not begin as the new one will: somebody else's. */
const struct error *output_path_check_kind(const char *path, const char *beginning);

/* Output. Text goes to stdout when it is the result, to stderr when it is a message; nothing of both with --json. */
void say(const struct invocation *invocation, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A message: to the standard error; not with --quiet or --json. */
void say_aside(const struct invocation *invocation, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The next command to type; not with --quiet. `year` is named when it is not the one that the command would take anyway;
 * 0 names what the user typed. */
void say_next(const struct invocation *invocation, int year, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Whose commands `say_next` prints: with officers, a command that writes names the one at the keyboard, or the role that it needs. */
void next_by(const struct officers *officers, const char *name); /* name: NULL for nobody */
void next_by_another(void); /* the next word is another officer's */
void say_findings(const struct invocation *invocation, const struct findings *findings, const char *file);
void say_changes(const struct invocation *invocation, const struct field_changes *changes);
/* Numbers and amounts for `say`: texts that live until the command ends. */
const char *shown_money(struct money amount);
const char *shown_count(int64_t count);
const char *shown_day(struct day day);
const char *shown_text(struct text text);
const char *shown_verdict(enum review_verdict verdict); /* in the reader's language */
const char *shown_word(const char *word); /* quoted for a shell when it must be */
void shown_free(void);

/* Starts the object of --json with schema_version and command. */
json_t *json_begin(const struct invocation *invocation);
void json_print(json_t *object); /* to stdout; frees */
json_t *json_text(struct text text); /* broken UTF-8 and control characters become '?' */
json_t *json_nik(struct nik nik); /* sixteen digits; null for number 0 */
json_t *json_changes(const struct field_changes *changes);
json_t *json_findings(const struct findings *findings, const char *file);

#endif
