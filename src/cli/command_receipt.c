#include "base/file.h"
#include "base/language.h"
#include "command.h"
#include "ledger/past.h"
#include "ledger/proof_file.h"
#include "ledger/vault.h"
#include "programme/payout_entry.h"

static struct {
    char *check;
    char *key;
    char *text;
    int last;
} typed;

static struct poptOption options[] = {
    { "last", '\0', POPT_ARG_NONE, &typed.last, 0, N_("of the entry that moved its money last: paid or bounced, once the bank has answered"), NULL },
    { "check", '\0', POPT_ARG_STRING, &typed.check, 0, N_("check a receipt; needs no ledger"), "FILE" },
    { "key", '\0', POPT_ARG_STRING, &typed.key, 0, N_("the ledger's verifier key, from somebody you trust"), "VERIFIERKEY" },
    { "text", '\0', POPT_ARG_STRING, &typed.text, 0, N_("the entry's text, for a receipt that does not carry it"), "FILE" },
    POPT_TABLEEND,
};

static const struct error *make(const struct invocation *invocation, struct work *work, struct receipt *receipt, struct buffer *out)
{
    struct store *store = work->store;
    struct identity identity SCOPED_IDENTITY = { .size = 0 };
    struct buffer path SCOPED_BUFFER = { 0 };
    struct buffer bytes SCOPED_BUFFER = { 0 };
    struct note note;
    struct checkpoint checkpoint;
    int64_t position;
    TRY(payout_entry_find(store, text_of(invocation->arguments[0]), typed.last != 0, &position));
    TRY(identity_read(store, &identity));
    TRY(vault_newest(store, &identity, true, (uint64_t)position + 1, &path, &bytes));
    if (bytes.length == 0) {
        return error_new(ERROR_FAILED, _("no checkpoint beside the ledger covers this payout; run `dumisake checkpoint` first"));
    }
    CHECK(note_parse(buffer_text(&bytes), &note) && checkpoint_parse(note.text, &checkpoint));
    identity_free(&identity);
    TRY(work_read_again(work));
    TRY(identity_read(store, &identity));
    TRY(past_extends(store, &identity, path.bytes, &checkpoint));
    receipt->index = (uint64_t)position;
    receipt->checkpoint = buffer_text(&bytes);
    TRY(past_entry(store, receipt->index, &receipt->entry));
    TRY(past_prove_inclusion(store, receipt->index, checkpoint.size, &receipt->proof));
    struct digest leaf;
    tree_leaf(buffer_text(&receipt->entry), &leaf);
    if (!proof_shows_inclusion(&receipt->proof, &leaf, receipt->index, checkpoint.size, &checkpoint.root)) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld is not in the tree that was signed; run `dumisake verify`"), (long long)position);
    }
    receipt_print(receipt, out);
    return NULL;
}

static const struct error *write_file(const char *path, const struct buffer *bytes)
{
    struct output output SCOPED_OUTPUT = { 0 };
    TRY(output_open(path, &output));
    if (fwrite(bytes->bytes, 1, bytes->length, output.stream) != bytes->length) {
        return error_errno(_("%s: cannot be written"), path);
    }
    return output_keep(&output);
}

static const struct error *give(const struct invocation *invocation)
{
    struct work work SCOPED_WORK = { 0 };
    struct receipt receipt SCOPED_RECEIPT = { .index = 0 };
    struct buffer bytes SCOPED_BUFFER = { 0 };
    const char *path = invocation->count > 1 ? invocation->arguments[1] : NULL;
    if (path != NULL) {
        TRY(output_path_check(invocation->globals, path));
        TRY(output_path_check_kind(path, "c2sp.org/tlog-proof@"));
    }
    TRY(work_read(invocation->globals, &work));
    TRY(make(invocation, &work, &receipt, &bytes));
    TRY(path == NULL ? NULL : write_file(path, &bytes));
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_update_new(object, json_pack("{s:I, s:o, s:s, s:s}", "index", (json_int_t)receipt.index, "file",
                                                       path == NULL ? json_null() : json_text(text_of(path)), "entry", buffer_string(&receipt.entry), "text",
                                                       buffer_string(&bytes)));
        json_print(object);
    } else if (path == NULL) {
        say(invocation, "%.*s", TEXT_ARG(text_trim(buffer_text(&bytes))));
    } else {
        say(invocation, _("%s: receipt of journal entry %lld. Anybody can check it without the ledger, with the key that the office makes known (`dumisake checkpoint --json`, verifier):"), shown_text(text_of(path)), (long long)receipt.index);
        say_next(invocation, 0, "receipt --check %s --key %s", shown_word(path), _("VERIFIERKEY"));
    }
    return NULL;
}

/* What a receipt says, once it is found to hold. */
struct checked {
    struct receipt receipt;
    struct note note;
    struct checkpoint checkpoint;
    bool is_signed; /* by the key that was given */
};

static const struct error *not_a_receipt(void)
{
    return error_new(ERROR_UNVERIFIED, _("%s: is not a receipt (c2sp.org/tlog-proof), or was damaged"), typed.check);
}

static const struct error *check_signature(struct checked *checked)
{
    struct verifier verifier;
    if (typed.key == NULL) {
        return NULL;
    }
    if (!verifier_parse(text_of(typed.key), &verifier)) {
        return error_new(ERROR_USAGE, _("--key: is not a verifier key (name+hash+base64), or was copied wrongly"));
    }
    if (note_verify(&checked->note, &verifier, 1) != NOTE_GENUINE ||
        (verifier.use == KEY_SIGNS && !text_equal(checked->checkpoint.origin, text_of(verifier.name)))) {
        return error_new(ERROR_UNVERIFIED, _("%s: the checkpoint in it is not signed by that key"), typed.check);
    }
    checked->is_signed = true;
    return NULL;
}

static const struct error *check_receipt(struct text bytes, struct checked *checked)
{
    struct digest leaf;
    if (!receipt_parse(bytes, &checked->receipt) || !note_parse(checked->receipt.checkpoint, &checked->note) ||
        !checkpoint_parse(checked->note.text, &checked->checkpoint)) {
        return not_a_receipt();
    }
    struct receipt *receipt = &checked->receipt;
    if (typed.text != NULL) {
        buffer_clear(&receipt->entry);
        TRY(file_read_all(typed.text, RECEIPT_BYTES_MAX, &receipt->entry));
    }
    if (receipt->entry.length == 0) {
        return error_new(ERROR_FAILED, _("%s: does not carry the entry's text; give it with --text FILE"), typed.check);
    }
    tree_leaf(buffer_text(&receipt->entry), &leaf);
    if (!proof_shows_inclusion(&receipt->proof, &leaf, receipt->index, checked->checkpoint.size, &checked->checkpoint.root)) {
        return error_new(ERROR_UNVERIFIED, _("%s: the entry is not in the ledger of that checkpoint: the text, the proof or the root was changed"), typed.check);
    }
    return check_signature(checked);
}

static void print_checked(const struct invocation *invocation, struct checked *checked)
{
    struct text origin = checked->checkpoint.origin;
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        struct buffer root SCOPED_BUFFER = { 0 };
        digest_print(&checked->checkpoint.root, &root);
        (void)json_object_update_new(object, json_pack("{s:b, s:b, s:I, s:I, s:s, s:o, s:o}", "verified", 1, "signature_checked", checked->is_signed, "index",
                                                       (json_int_t)checked->receipt.index, "size", (json_int_t)checked->checkpoint.size, "root", root.bytes,
                                                       "origin", json_text(origin), "entry",
                                                       json_stringn_nocheck(checked->receipt.entry.bytes, checked->receipt.entry.length)));
        json_print(object);
        return;
    }
    struct text rest = buffer_text(&checked->receipt.entry);
    while (rest.length > 0) {
        say(invocation, "  %s", shown_text(text_split(&rest, '\n')));
    }
    say(invocation, _("This is entry %llu of the %llu entries of %s."), (unsigned long long)checked->receipt.index, (unsigned long long)checked->checkpoint.size,
        shown_text(origin));
    if (checked->is_signed) {
        say(invocation, "%s", _("Its checkpoint is signed by that key."));
    } else {
        say(invocation, "%s", _("Who signed the checkpoint was NOT checked: give the ledger's verifier key, from somebody you trust, with --key."));
    }
}

static const struct error *check(const struct invocation *invocation, int *status_out)
{
    struct buffer bytes SCOPED_BUFFER = { 0 };
    struct checked checked = { .is_signed = false };
    TRY(file_read_all(typed.check, RECEIPT_BYTES_MAX, &bytes));
    const struct error *error = check_receipt(buffer_text(&bytes), &checked);
    if (error == NULL) {
        print_checked(invocation, &checked);
        *status_out = checked.is_signed ? STATUS_DONE : STATUS_NEEDS_EYE;
    }
    receipt_free(&checked.receipt);
    return error;
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    *status_out = STATUS_DONE;
    if ((typed.check != NULL) == (invocation->count > 0) || (typed.check == NULL && (typed.key != NULL || typed.text != NULL))) {
        return error_new(ERROR_USAGE, _("say `receipt PAYOUT [OUT]` to make a receipt, or `receipt --check FILE --key VERIFIERKEY` to check one"));
    }
    return typed.check != NULL ? check(invocation, status_out) : give(invocation);
}

const struct command command_receipt = {
    .name = "receipt",
    .arguments = "PAYOUT [OUT] | --check FILE",
    .summary = N_("a proof that one payout is in the ledger"),
    .help = N_("Writes a C2SP tlog-proof of the journal entry of a payout (its reference, or its number): the entry's text, the hashes up to the root, and\n"
               "the newest checkpoint. --check needs no ledger: it recomputes the root, and with --key checks who signed it. Without --key the status is 3."),
    .examples = "dumisake receipt P2024B001N000001 receipt.tlog-proof\ndumisake receipt P2024B001N000001 paid.tlog-proof --last\ndumisake receipt --check receipt.tlog-proof --key VERIFIERKEY",
    .options = options,
    .most = 2,
    .run = run,
};
