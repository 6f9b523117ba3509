#include "base/language.h"
#include "base/memory.h"
#include "base/number_set.h"
#include "command.h"
#include "ledger/signature.h"
#include "ledger/signing.h"
#include "ledger/vault.h"

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
        const struct error *error = work->store != NULL ? NULL : store_open(path, mode, &work->store);
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

static const struct error *begin(const struct globals *globals, enum store_mode mode, struct work *work)
{
    work->today = DAY_NONE;
    TRY(event_of(globals, &work->event));
    TRY(open_and_begin(ledger_path(globals), mode, work));
    TRY(journal_open(work->store, work->event, &work->journal));
    if (work->transaction.renews_schema) {
        return programme_renew(work->store);
    }
    return work->transaction.makes_schema ? programme_install(&work->journal) : NULL;
}

/* A clock that is behind the newest entry is wrong: it says so, and is not asked. */
static const struct error *look_at_clock(const struct invocation *invocation, struct work *work)
{
    struct day newest;
    work->today = day_in_jakarta(work->event.utc);
    TRY(journal_newest_day(work->store, &newest));
    if (!day_is_none(newest) && work->today.number < newest.number) {
        say_aside(invocation, _("The clock of this machine says %s, and the newest entry was made on %s: set the clock. Days that are typed are not compared with it."),
                  shown_day(work->today), shown_day(newest));
        work->today = DAY_NONE;
    }
    return NULL;
}

const struct error *work_day_past(const struct work *work, const char *option, struct day day)
{
    return day_is_none(day) || day_is_none(work->today) || day.number <= work->today.number
               ? NULL
               : error_new(ERROR_REFUSED, _("%s %s lies after today, %s: what is recorded has happened; is the year right?"), option, shown_day(day), shown_day(work->today));
}

const struct error *work_unlock(const struct invocation *invocation, enum store_mode mode, struct work *work)
{
    TRY(store_open(ledger_path(invocation->globals), mode, &work->store));
    session_unlock(invocation, work->store, &work->session);
    return NULL;
}

const struct error *work_begin(const struct invocation *invocation, enum store_mode mode, struct work *out)
{
    struct work work SCOPED_WORK = *out; /* with what work_unlock opened */
    *out = (struct work){ 0 };
    TRY(work.store != NULL || invocation->globals->officer == NULL ? NULL : work_unlock(invocation, mode, &work));
    TRY(begin(invocation->globals, mode, &work));
    TRY(look_at_clock(invocation, &work));
    TRY(work_day_past(&work, "--date", work.event.day));
    const struct error *error = session_begin(invocation, work.store, journal_next(&work.journal), &work.session);
    if (error != NULL) {
        return work_refuse(invocation, &work, work.session.cause, error);
    }
    work.may_commit = true;
    vault_tidy(work.store);
    next_by(&work.session.officers, work.session.name[0] == '\0' ? NULL : work.session.name);
    MEMORY_GIVE(out, work);
    if (out->session.key != NULL) { /* where the name lies for as long as the work lasts */
        out->event.officer = out->session.name;
        out->journal.event.officer = out->session.name;
    }
    return NULL;
}

const struct error *work_rehearse(const struct invocation *invocation, enum store_mode mode, struct work *out)
{
    struct work work SCOPED_WORK = { 0 };
    struct officers officers SCOPED_OFFICERS = { 0 };
    TRY(begin(invocation->globals, mode, &work));
    TRY(officers_load(work.store, &officers));
    next_by(&officers, invocation->globals->officer);
    MEMORY_GIVE(out, work);
    return NULL;
}

/* A transaction of its own, after the one that was given up. */
static const struct error *record_refusal(const struct invocation *invocation, struct text name, enum refusal_cause cause)
{
    struct work work SCOPED_WORK = { 0 };
    bool recorded;
    TRY(begin(invocation->globals, STORE_WRITE, &work));
    TRY(refusal_record(&work.journal, name, text_of(invocation->command->name), cause, &recorded));
    TRY(recorded ? journal_seal(&work.journal) : NULL);
    return recorded ? transaction_commit(&work.transaction) : NULL;
}

const struct error *work_refuse(const struct invocation *invocation, struct work *work, enum refusal_cause cause, const struct error *error)
{
    struct error refusal = *error;
    char name[OFFICER_NAME_MAX + 1];
    memcpy(name, work->session.name, sizeof(name));
    work_end(work);
    /* The refusal itself matters more than its entry: a ledger that is busy does not change it. */
    if (cause != REFUSAL_NONE && refusal.kind == ERROR_REFUSED && name[0] != '\0') {
        (void)record_refusal(invocation, text_of(name), cause);
    }
    return error_new(refusal.kind, "%s", refusal.message);
}

static const struct error *seal_and_commit(struct work *work, struct buffer *key_path)
{
    TRY(signing_prepare(&work->journal, key_path));
    TRY(work->session.key != NULL ? signature_append(&work->journal, work->session.key) : NULL);
    TRY(journal_seal(&work->journal));
    return transaction_commit(&work->transaction);
}

const struct error *work_commit(struct work *work)
{
    struct buffer key_path SCOPED_BUFFER = { 0 };
    CHECK(work->may_commit);
    const struct error *error = seal_and_commit(work, &key_path);
    if (error != NULL && error->kind != ERROR_UNKNOWN) { /* a key that no journal names would only lie about */
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
    return signing_checkpoint(work->store, &identity, work->session.key, &path, &note);
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
    session_end(&work->session);
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

const struct error *parse_payee(const char *word, struct payee *out)
{
    return payee_parse(text_of(word), out) ? NULL
                                           : error_new(ERROR_USAGE, _("%s: cannot be a NIK (sixteen digits: region, day of birth, serial), nor the reference of a payout (P2024B001N000001)"),
                                                       shown_text(text_of(word)));
}

const struct error *parse_niks(const char *const *words, struct nik **niks_out, size_t *count_out)
{
    struct nik *niks SCOPED_MEMORY = NULL;
    struct number_set seen = { 0 };
    const struct error *error = NULL;
    size_t count = 0;
    size_t capacity = 0;
    for (; error == NULL && words != NULL && words[count] != NULL; count += error == NULL ? 1 : 0) {
        niks = memory_grow(niks, count, &capacity, sizeof(*niks));
        error = parse_nik(words[count], &niks[count]);
        if (error == NULL && number_set_add(&seen, niks[count].number, 1) != 0) {
            error = error_new(ERROR_USAGE, _("NIK %lld is named twice"), (long long)niks[count].number);
        }
    }
    number_set_free(&seen);
    TRY(error);
    *niks_out = niks;
    *count_out = count;
    niks = NULL;
    return NULL;
}

const struct error *parse_batch(const char *word, int64_t *out)
{
    if (!text_to_integer(text_of(word), out) || *out < 1) {
        return error_new(ERROR_USAGE, _("%s: expected the number of a batch, as `dumisake status` lists them"), shown_text(text_of(word)));
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
