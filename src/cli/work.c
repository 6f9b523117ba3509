#include "base/language.h"
#include "base/memory.h"
#include "command.h"
#include "ledger/signing.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

const char *ledger_path(const struct globals *globals)
{
    const char *environment = getenv("DUMISAKE_DB");
    if (globals->db != NULL) {
        return globals->db;
    }
    return environment != NULL && environment[0] != '\0' ? environment : "dumisake.db";
}

static const struct error *event_of(const struct globals *globals, struct event *out)
{
    *out = (struct event){ .utc = utc_now() };
    if (globals->officer != NULL) {
        return error_new(ERROR_REFUSED, _("--as %s: no officer is registered in this ledger; leave --as away"), globals->officer);
    }
    TRY(parse_day_option("--date", globals->date, &out->day));
    if (day_is_none(out->day)) {
        out->day = day_in_jakarta(out->utc);
    }
    return NULL;
}

/* Again when another process, whose first import failed, removed the empty file in between. */
static const struct error *open_and_begin(const char *path, enum store_mode mode, struct work *work)
{
    enum { TRIES = 20 };
    for (int tries = 1;; tries++) {
        const struct error *error = store_open(path, mode, &work->store);
        if (error == NULL) {
            error = transaction_begin(work->store, &work->transaction);
        }
        bool removed = work->store == NULL ? mode == STORE_CREATE && access(path, F_OK) != 0 : store_was_removed(work->store);
        if (error == NULL || tries == TRIES || !removed) {
            return error;
        }
        store_close(work->store);
        work->store = NULL;
    }
}

const struct error *work_begin(const struct globals *globals, enum store_mode mode, struct work *out)
{
    struct work work SCOPED_WORK = { 0 };
    TRY(event_of(globals, &work.event));
    TRY(open_and_begin(ledger_path(globals), mode, &work));
    TRY(journal_open(work.store, work.event, &work.journal));
    if (work.transaction.makes_schema) {
        TRY(programme_install(&work.journal));
    }
    MEMORY_GIVE(out, work);
    return NULL;
}

static const struct error *seal_and_commit(struct work *work, struct buffer *key_path)
{
    TRY(signing_prepare(&work->journal, TEXT_EMPTY, key_path));
    TRY(journal_seal(&work->journal));
    return transaction_commit(&work->transaction);
}

const struct error *work_commit(struct work *work)
{
    struct buffer key_path SCOPED_BUFFER = { 0 };
    const struct error *error = seal_and_commit(work, &key_path);
    if (error != NULL) { /* a key that no journal names would only lie about */
        signing_undo(work->store, &key_path);
    }
    return error;
}

static const struct error *sign(struct work *work)
{
    struct identity identity SCOPED_IDENTITY = { .size = 0 };
    struct buffer path SCOPED_BUFFER = { 0 };
    struct buffer note SCOPED_BUFFER = { 0 };
    struct transaction reading SCOPED_TRANSACTION = { 0 };
    TRY(transaction_begin_read(work->store, &reading));
    TRY(identity_read(work->store, &identity));
    return signing_checkpoint(work->store, &identity, TEXT_EMPTY, &path, &note);
}

bool work_checkpoint(struct work *work)
{
    enum { TRIES = 5 };
    const struct error *error = sign(work);
    /* Another process may have gone on, and signed, after this one looked at the books. */
    for (int tries = 1; error != NULL && error->kind == ERROR_UNVERIFIED && tries < TRIES; tries++) {
        error = sign(work);
    }
    if (error != NULL) {
        (void)fprintf(stderr, _("dumisake: the command is done, but no checkpoint was written: %s\n"), error->message);
    }
    return error == NULL;
}

const struct error *work_read(const struct globals *globals, struct work *out)
{
    struct work work SCOPED_WORK = { 0 };
    TRY(event_of(globals, &work.event));
    TRY(store_open(ledger_path(globals), STORE_READ, &work.store));
    TRY(transaction_begin_read(work.store, &work.transaction));
    MEMORY_GIVE(out, work);
    return NULL;
}

const struct error *work_read_again(struct work *work)
{
    transaction_rollback(&work->transaction);
    return transaction_begin_read(work->store, &work->transaction);
}

void work_end(struct work *work)
{
    journal_close(&work->journal);
    transaction_rollback(&work->transaction);
    store_close(work->store);
    *work = (struct work){ 0 };
}

const struct error *work_year(const struct work *work, const struct invocation *invocation, int *out)
{
    const char *year = invocation->globals->year;
    int64_t number;
    if (year == NULL) {
        return programme_newest_year(work->store, out);
    }
    if (strcmp(year, "all") == 0) {
        if (!invocation->command->takes_all_years) {
            return error_new(ERROR_USAGE, _("--year all: `%s` works on one year; write --year 2023, say"), invocation->command->name);
        }
        *out = 0;
        return NULL;
    }
    if (!text_to_integer(text_of(year), &number) || number < 2000 || number > 2199) {
        return error_new(ERROR_USAGE, _("--year %s: expected a year such as 2023"), year);
    }
    *out = (int)number;
    return NULL;
}

const struct error *work_programme(const struct work *work, const struct invocation *invocation, struct programme *out)
{
    int year;
    TRY(work_year(work, invocation, &year));
    return programme_load(work->store, year, work->event.day, out);
}

const struct error *parse_day_option(const char *option, const char *value, struct day *out)
{
    *out = DAY_NONE;
    if (value != NULL && !day_parse_iso(text_of(value), out)) {
        return error_new(ERROR_USAGE, _("%s %s: expected a day as yyyy-mm-dd"), option, value);
    }
    return NULL;
}

const struct error *parse_nik(const char *word, struct nik *out)
{
    if (nik_parse(text_of(word), out) != NIK_SOUND) {
        return error_new(ERROR_USAGE, _("%s: cannot be a NIK (sixteen digits: region, day of birth, serial)"), shown_text(text_of(word)));
    }
    return NULL;
}

const struct error *parse_count_option(const char *option, const char *value, int64_t *out)
{
    if (!text_to_integer(text_of(value), out)) {
        return error_new(ERROR_USAGE, _("%s %s: expected a whole number"), option, value);
    }
    return NULL;
}
