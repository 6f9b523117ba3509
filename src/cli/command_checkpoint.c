#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "command.h"
#include "ledger/proof_file.h"
#include "ledger/signing.h"

static struct {
    int brief;
    int new_key;
    char *old;
} typed;

static struct poptOption options[] = {
    { "short", '\0', POPT_ARG_NONE, &typed.brief, 0, N_("a line for paper; `verify --short` compares with it"), NULL },
    { "old", '\0', POPT_ARG_STRING, &typed.old, 0, N_("with the proof that it continues the first N entries, for a witness who saw those"), "N" },
    { "new-key", '\0', POPT_ARG_NONE, &typed.new_key, 0, N_("make another key for the ledger, when its own is lost; the journal says so"), NULL },
    POPT_TABLEEND,
};

/* What was made. */
struct signed_checkpoint {
    struct identity identity;
    struct buffer path; /* in the vault */
    struct buffer note;
    struct buffer handed_over; /* the note, or with the proof in front */
    struct buffer brief;
    struct buffer verifier;
    bool recorded; /* the journal tells of a new key: it stays, whatever becomes of the checkpoint */
};

static void signed_free(struct signed_checkpoint *made)
{
    identity_free(&made->identity);
    buffer_free(&made->path);
    buffer_free(&made->note);
    buffer_free(&made->handed_over);
    buffer_free(&made->brief);
    buffer_free(&made->verifier);
}

/* A ledger of before there were keys gets its first one, and any ledger another one when that is asked for. */
static const struct error *ensure_key(struct work *work, struct identity *identity, bool *recorded_out)
{
    struct buffer key_path SCOPED_BUFFER = { 0 };
    TRY(identity_read(work->store, identity));
    if (identity->key_count > 0 && !typed.new_key) {
        return NULL;
    }
    identity_free(identity);
    const struct error *error = signing_new_key(&work->journal, &key_path);
    if (error == NULL) {
        error = work_commit(work);
    }
    if (error != NULL && error->kind != ERROR_UNKNOWN) {
        signing_undo(work->store, &key_path);
    }
    TRY(error);
    *recorded_out = true;
    TRY(transaction_begin_read(work->store, &work->transaction));
    return identity_read(work->store, identity);
}

static const struct error *add_proof(struct store *store, struct signed_checkpoint *made)
{
    struct exchange exchange = { .checkpoint = buffer_text(&made->note) };
    int64_t before;
    if (typed.old == NULL) {
        buffer_add(&made->handed_over, buffer_text(&made->note));
        return NULL;
    }
    TRY(parse_count_option("--old", typed.old, &before));
    exchange.before = (uint64_t)before;
    TRY(past_prove_consistency(store, exchange.before, made->identity.size, &exchange.proof));
    exchange_print(&exchange, &made->handed_over);
    return NULL;
}

/* What stands in OUT is replaced only when the new one continues it. */
static const struct error *check_existing(struct store *store, const struct identity *identity, const char *path)
{
    struct buffer bytes SCOPED_BUFFER = { 0 };
    struct exchange exchange;
    struct note note;
    struct checkpoint checkpoint;
    if (access(path, F_OK) != 0) {
        return NULL;
    }
    TRY(file_read_all(path, RECEIPT_BYTES_MAX, &bytes));
    struct text text = exchange_parse(buffer_text(&bytes), &exchange) ? exchange.checkpoint : buffer_text(&bytes);
    if (!note_parse(text, &note) || !checkpoint_parse(note.text, &checkpoint) || !text_equal(checkpoint.origin, text_of(identity->origin))) {
        return error_new(ERROR_FAILED, _("%s: exists already and is not a checkpoint of this ledger; name another file"), path);
    }
    return past_extends(store, identity, path, &checkpoint);
}

static const struct error *make(const struct invocation *invocation, struct work *work, struct signed_checkpoint *made)
{
    struct checkpoint checkpoint;
    struct output output SCOPED_OUTPUT = { 0 };
    TRY(ensure_key(work, &made->identity, &made->recorded));
    if (invocation->count > 0) {
        TRY(check_existing(work->store, &made->identity, invocation->arguments[0]));
    }
    TRY(signing_checkpoint(work->store, &made->identity, work->session.key, &made->path, &made->note));
    TRY(add_proof(work->store, made));
    checkpoint = (struct checkpoint){ text_of(made->identity.origin), made->identity.size, made->identity.root };
    checkpoint_print_short(&checkpoint, &made->brief);
    verifier_print(&made->identity.keys[made->identity.key_count - 1], &made->verifier);
    if (invocation->count == 0) {
        return NULL;
    }
    TRY(output_open(invocation->arguments[0], &output));
    if (fwrite(made->handed_over.bytes, 1, made->handed_over.length, output.stream) != made->handed_over.length) {
        return error_errno(_("%s: cannot be written"), output.path);
    }
    return output_keep(&output);
}

static void print_json(const struct invocation *invocation, struct signed_checkpoint *made)
{
    json_t *object = json_begin(invocation);
    struct buffer root SCOPED_BUFFER = { 0 };
    digest_print(&made->identity.root, &root);
    (void)json_object_update_new(object, json_pack("{s:s, s:I, s:s, s:s, s:o, s:o, s:s, s:s}", "origin", made->identity.origin, "size",
                                                   (json_int_t)made->identity.size, "root", root.bytes, "verifier", made->verifier.bytes, "kept",
                                                   json_text(buffer_text(&made->path)), "file",
                                                   invocation->count == 0 ? json_null() : json_text(text_of(invocation->arguments[0])), "short",
                                                   made->brief.bytes, "text", buffer_string(&made->handed_over)));
    json_print(object);
}

static void print_text(const struct invocation *invocation, struct signed_checkpoint *made)
{
    if (typed.brief) {
        say(invocation, "%s", made->brief.bytes);
        return;
    }
    if (invocation->count == 0) {
        say(invocation, "%.*s", TEXT_ARG(text_trim(buffer_text(&made->handed_over))));
        return;
    }
    say(invocation, _("%s: checkpoint of %s entries. Keep it where nobody can reach who can write the ledger."), shown_text(text_of(invocation->arguments[0])),
        shown_count((int64_t)made->identity.size));
    say(invocation, _("For paper: %s"), made->brief.bytes);
    say(invocation, _("Verifier key: %s"), made->verifier.bytes);
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct signed_checkpoint made = { .path = { 0 } };
    *status_out = STATUS_DONE;
    if (invocation->count > 0) {
        TRY(output_path_check(invocation->globals, invocation->arguments[0]));
    }
    TRY(work_begin(invocation, STORE_WRITE, &work));
    const struct error *error = make(invocation, &work, &made);
    if (error == NULL && invocation->globals->json) {
        print_json(invocation, &made);
    } else if (error == NULL) {
        print_text(invocation, &made);
    } else if (made.recorded) {
        (void)fprintf(stderr, _("dumisake: the command is done, but no checkpoint was written: %s\n"), error->message);
        *status_out = STATUS_NEEDS_EYE;
        error = NULL;
        if (invocation->globals->json) {
            json_print(json_begin(invocation));
        }
    }
    signed_free(&made);
    return error;
}

const struct command command_checkpoint = {
    .name = "checkpoint",
    .arguments = "[OUT]",
    .summary = N_("a signed note of how far the ledger is, to be kept elsewhere"),
    .help = N_("Signs the number of entries and the root of the ledger's tree with the ledger's own key, as a C2SP tlog-checkpoint: to OUT, or printed.\n"
               "Kept by somebody who cannot write the ledger, it shows later whether the history was changed or an older copy put in its place\n"
               "(`verify --against`). One is written into FILE.d by each import, batch, sending and settlement."),
    .examples = "dumisake checkpoint\ndumisake checkpoint usb/checkpoint.txt\ndumisake checkpoint --short\ndumisake checkpoint for-the-witness.txt --old 4711",
    .options = options,
    .most = 1,
    .writes = true,
    .duty = "key",
    .run = run,
};
