#include "verify_against.h"

#include "base/file.h"
#include "base/language.h"
#include "ledger/past.h"
#include "ledger/vault.h"
#include "ledger/witness.h"
#include "programme/source_file.h"
#include "programme/verification.h"

enum { KEPT_BYTES_MAX = RECEIPT_BYTES_MAX };

/* What the comparing found. */
struct compared {
    int64_t beside;    /* checkpoints in FILE.d that agree */
    int64_t elsewhere; /* that were kept elsewhere and agree */
    int64_t foreign;   /* in FILE.d, of other ledgers */
    int64_t damaged;   /* in FILE.d, that say nothing */
    uint64_t agreed;   /* entries that the newest one covers */
};

/* Before the books are looked at, so that none of these is younger than they are: others may be writing. */
static const struct error *list_beside(const struct invocation *invocation, struct work *work, struct vault_list *out)
{
    const struct error *error = vault_list(work->store, out);
    if (error != NULL) { /* somebody with the ledger file but not its folder can still verify the file */
        say_aside(invocation, "%s", error->message);
    }
    return work_read_again(work);
}

static const struct error *compare_beside(const struct invocation *invocation, struct past *past, const struct vault_list *list, struct compared *out)
{
    for (size_t i = 0; i < list->count; i++) {
        struct buffer bytes SCOPED_BUFFER = { 0 };
        enum comparison comparison = COMPARISON_DAMAGED;
        if (file_read_all(list->paths[i], NOTE_BYTES_MAX, &bytes) == NULL) {
            TRY(past_compare(past, list->paths[i], buffer_text(&bytes), &comparison));
        }
        out->beside += comparison == COMPARISON_AGREES ? 1 : 0;
        out->foreign += comparison == COMPARISON_FOREIGN ? 1 : 0;
        if (comparison == COMPARISON_DAMAGED || comparison == COMPARISON_UNSIGNED) {
            out->damaged += 1;
            say_aside(invocation, _("%s: is damaged or not signed by the ledger's key; it proves nothing"), shown_text(text_of(list->paths[i])));
        }
    }
    if (out->foreign > 0) {
        say_aside(invocation, _("%s checkpoints beside the ledger are another ledger's and were ignored."), shown_count(out->foreign));
    }
    return NULL;
}

/* The note in a file that somebody kept: itself, or in a witness's file, a receipt or what a witness was shown. */
static struct text note_in(struct text bytes, struct receipt *receipt)
{
    struct text note;
    struct exchange exchange;
    if (witness_seen(bytes, &note)) {
        return note;
    }
    if (exchange_parse(bytes, &exchange)) {
        return exchange.checkpoint;
    }
    return receipt_parse(bytes, receipt) ? receipt->checkpoint : bytes;
}

/* Somebody vouches for these: one of another ledger, or without a signature, is an alarm. */
static const struct error *check_comparison(const char *name, enum comparison comparison)
{
    switch (comparison) {
    case COMPARISON_AGREES:
        break;
    case COMPARISON_FOREIGN:
        return error_new(ERROR_UNVERIFIED, _("another ledger: %s was signed for a ledger with another id than this one"), name);
    case COMPARISON_UNSIGNED:
        return error_new(ERROR_UNVERIFIED, _("%s: agrees with the ledger, but no key that its journal names has signed it: it proves nothing"), name);
    case COMPARISON_DAMAGED:
        return error_new(ERROR_FAILED, _("%s: is not a checkpoint, or was changed after it was signed; nothing can be compared with it"), name);
    }
    return NULL;
}

static const struct error *compare_kept(struct past *past, const struct against *against, struct compared *out)
{
    enum comparison comparison = COMPARISON_AGREES;
    for (size_t i = 0; against->files != NULL && against->files[i] != NULL; i++) {
        struct buffer bytes SCOPED_BUFFER = { 0 };
        struct receipt receipt SCOPED_RECEIPT = { .index = 0 };
        const char *name = against->files[i];
        TRY(file_read_all(name, KEPT_BYTES_MAX, &bytes));
        struct text note = note_in(buffer_text(&bytes), &receipt);
        if (note.length == 0) {
            return error_new(ERROR_FAILED, _("%s: this witness has not seen the ledger yet; begin with `dumisake witness update`"), name);
        }
        TRY(past_compare(past, shown_text(text_of(name)), note, &comparison));
        TRY(check_comparison(shown_text(text_of(name)), comparison));
        out->elsewhere += 1;
    }
    if (against->paper != NULL) {
        struct short_checkpoint paper;
        if (!checkpoint_parse_short(text_of(against->paper), &paper)) {
            return error_new(ERROR_USAGE, _("--short: is not the short form of a checkpoint, or a digit was copied wrongly; compare it with the paper"));
        }
        TRY(past_compare_short(past, &paper, &comparison));
        TRY(check_comparison(_("the checkpoint on paper"), comparison));
        out->elsewhere += 1;
    }
    return NULL;
}

static const struct error *compare(const struct invocation *invocation, struct store *store, const struct vault_list *beside,
                                   const struct against *against, struct verification *verification, struct compared *out)
{
    struct identity identity SCOPED_IDENTITY = { .size = 0 };
    TRY(identity_read(store, &identity));
    struct past past SCOPED_PAST = { .store = store, .identity = &identity, .first_bad = -1 };
    const struct error *error = compare_beside(invocation, &past, beside, out);
    if (error == NULL) {
        error = compare_kept(&past, against, out);
    }
    if (error != NULL && error->kind == ERROR_UNVERIFIED) {
        verification->first_bad = past.first_bad;
    }
    out->agreed = past_agreed(&past, UINT64_MAX);
    return error;
}

static void print_json(const struct invocation *invocation, const struct verification *verification, const struct compared *compared,
                       const struct source_files *files, const struct error *error)
{
    json_t *object = json_begin(invocation);
    struct buffer root SCOPED_BUFFER = { 0 };
    digest_print(&verification->root, &root);
    (void)json_object_update_new(object, json_pack("{s:b, s:I, s:s, s:o, s:b, s:I, s:I}", "verified", error == NULL, "entries", (json_int_t)verification->entries,
                                                   "root", root.bytes, "first_bad",
                                                   verification->first_bad < 0 ? json_null() : json_integer(verification->first_bad), "rollback_checked",
                                                   compared->beside + compared->elsewhere > 0, "erased", (json_int_t)verification->erased, "rested_on_erased",
                                                   (json_int_t)verification->touched));
    if (files != NULL) {
        json_t *names = json_array();
        for (size_t i = 0; i < files->other_count; i++) {
            (void)json_array_append_new(names, json_text(text_of(files->others[i])));
        }
        (void)json_object_set_new(object, "files", json_pack("{s:I, s:o, s:I}", "same", (json_int_t)files->same, "other", names, "absent", (json_int_t)files->absent));
    }
    if (error != NULL) {
        (void)json_object_set_new(object, "message", json_text(text_of(error->message)));
    }
    json_print(object);
}

static void print_text(const struct invocation *invocation, const struct verification *verification, const struct compared *compared)
{
    struct buffer root SCOPED_BUFFER = { 0 };
    digest_print(&verification->root, &root);
    say(invocation, _("The ledger verifies: %s entries, root %s."), shown_count(verification->entries), root.bytes);
    if (verification->erased + verification->touched > 0) {
        say(invocation, _("%s decisions of erased people stand as they were stored and cannot be derived again, nor can %s that rested on them."),
            shown_count(verification->erased), shown_count(verification->touched));
    }
    if (compared->beside + compared->elsewhere == 0) {
        say(invocation, "%s",
            _("There was no checkpoint to compare with: an older copy of the whole file could not be told from this one. Compare with one kept elsewhere: --against FILE."));
        return;
    }
    say(invocation, _("It continues the checkpoints beside it (%s) and those kept elsewhere (%s); the newest covers %s entries."), shown_count(compared->beside),
        shown_count(compared->elsewhere), shown_count((int64_t)compared->agreed));
    if (compared->elsewhere == 0) {
        say(invocation, "%s", _("Who can replace the ledger can replace what lies beside it: compare with a checkpoint kept elsewhere, too: --against FILE."));
    }
}

static void print_files(const struct invocation *invocation, const struct source_files *files)
{
    say(invocation, _("Source files: %s as they were taken in, %s other, %s not there."), shown_count(files->same), shown_count(files->other), shown_count(files->absent));
    for (size_t i = 0; i < files->other_count; i++) {
        say(invocation, _("  %s is not the file that was taken in under that name"), shown_text(text_of(files->others[i])));
    }
}

/* The whole ledger is verified whatever the year. */
static const struct error *read_ledger(const struct invocation *invocation, struct work *work, struct vault_list *beside)
{
    int year;
    TRY(work_read(invocation->globals, work));
    TRY(work_year(work, invocation, &year));
    return list_beside(invocation, work, beside);
}

const struct error *verify_against(const struct invocation *invocation, const struct against *against, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct verification verification = { .first_bad = -1 };
    struct compared compared = { 0 };
    struct vault_list beside SCOPED_VAULT_LIST = { 0 };
    struct source_files files SCOPED_SOURCE_FILES = { 0 };
    const struct error *error = read_ledger(invocation, &work, &beside);
    if (error == NULL) {
        error = programme_verify(work.store, &verification);
    }
    if (error == NULL) {
        error = compare(invocation, work.store, &beside, against, &verification, &compared);
    }
    if (error != NULL && error->kind != ERROR_UNVERIFIED) {
        return error;
    }
    if (error == NULL && against->folder != NULL) {
        TRY(source_files_compare(work.store, against->folder, &files));
    }
    *status_out = error != NULL ? (int)ERROR_UNVERIFIED : compared.damaged + files.other > 0 ? STATUS_NEEDS_EYE : STATUS_DONE;
    if (invocation->globals->json) {
        print_json(invocation, &verification, &compared, against->folder == NULL ? NULL : &files, error);
        return NULL;
    }
    TRY(error);
    print_text(invocation, &verification, &compared);
    if (against->folder != NULL) {
        print_files(invocation, &files);
    }
    return NULL;
}
