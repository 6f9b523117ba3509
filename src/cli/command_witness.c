#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "command.h"
#include "ledger/past.h"
#include "ledger/vault.h"
#include "ledger/witness.h"
#include "verify_against.h"

static struct {
    char *name;
    char *key;
    char *out;
} typed;

static struct poptOption options[] = {
    { "name", '\0', POPT_ARG_STRING, &typed.name, 0, N_("with init: the witness's name in its signatures, without blanks"), "NAME" },
    { "key", '\0', POPT_ARG_STRING, &typed.key, 0, N_("the ledger's verifier key (with init default: that of the ledger file)"), "VERIFIERKEY" },
    { "out", '\0', POPT_ARG_STRING, &typed.out, 0, N_("with update: write the cosigned checkpoint to this file"), "FILE" },
    POPT_TABLEEND,
};

/* The first line of the file; empty when none was named. */
static const struct error *read_passphrase(const char *file, struct buffer *secret, struct text *out)
{
    *out = TEXT_EMPTY;
    if (file == NULL) {
        return NULL;
    }
    TRY(secret_read(file, secret));
    struct text rest = buffer_text(secret);
    *out = text_split(&rest, '\n');
    out->length -= out->length > 0 && out->bytes[out->length - 1] == '\r' ? 1 : 0;
    if (out->length == 0) {
        return error_new(ERROR_USAGE, _("--passphrase-file %s: its first line is empty"), file);
    }
    return NULL;
}

static const struct error *save(const char *path, const struct witness *witness, struct text passphrase)
{
    struct buffer text SCOPED_SECRET = { 0 };
    struct output output SCOPED_OUTPUT = { 0 };
    secret_open(&text);
    witness_print(witness, passphrase, &text);
    TRY(output_open(path, &output));
    TRY(output_write(&output, buffer_text(&text)));
    return output_keep(&output);
}

static const struct error *parse_key(struct verifier *out)
{
    return verifier_parse(text_of(typed.key), out) && out->use == KEY_SIGNS
               ? NULL
               : error_new(ERROR_USAGE, _("--key: is not a verifier key (name+hash+base64), or was copied wrongly"));
}

/* The key that the ledger file's journal names. */
static const struct error *ledger_key(const struct invocation *invocation, struct verifier *out)
{
    struct work work SCOPED_WORK = { 0 };
    struct identity identity SCOPED_IDENTITY = { .size = 0 };
    TRY(work_read(invocation->globals, &work));
    TRY(identity_read(work.store, &identity));
    if (identity.key_count == 0) {
        return error_new(ERROR_FAILED, _("the ledger has no key yet; run `dumisake checkpoint` first"));
    }
    *out = identity.keys[identity.key_count - 1];
    return NULL;
}

static const struct error *init(const struct invocation *invocation, const char *path, struct text passphrase)
{
    struct witness witness SCOPED_WITNESS = { .key = NULL };
    struct buffer verifier SCOPED_BUFFER = { 0 };
    struct verifier ledger;
    struct stat status;
    if (typed.name == NULL || !key_name_sound(text_of(typed.name))) {
        return error_new(ERROR_USAGE, _("witness init: --name NAME without blanks and plus signs, such as inspektorat.jambiprov.go.id"));
    }
    if (lstat(path, &status) == 0) {
        return error_new(ERROR_FAILED, _("%s: exists already and is not overwritten; name another file"), path);
    }
    TRY(typed.key != NULL ? parse_key(&ledger) : ledger_key(invocation, &ledger));
    witness_new(text_of(typed.name), &ledger, &witness);
    TRY(save(path, &witness, passphrase));
    verifier_print(key_verifier(witness.key), &verifier);
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_update_new(object, json_pack("{s:o, s:s, s:s}", "file", json_text(text_of(path)), "watches", ledger.name, "verifier", verifier.bytes));
        json_print(object);
        return NULL;
    }
    say(invocation, _("%s: a witness of %s. It stays with who watches, never beside the ledger."), shown_text(text_of(path)), ledger.name);
    say(invocation, _("Verifier key: %s"), verifier.bytes);
    say_next(invocation, 0, "witness update %s", shown_word(path));
    return NULL;
}

/* The journal itself against what the witness saw, as `check` does: what lies beside the ledger can be lost by accident. Another ledger's and
 * another key's are told by witness_update. */
static const struct error *compare_seen(struct store *store, const struct identity *identity, const char *name, const struct witness *witness, uint64_t newest)
{
    struct past past SCOPED_PAST = { .store = store, .identity = identity, .first_bad = -1 };
    enum comparison comparison = COMPARISON_AGREES;
    if (witness->seen_size > 0) {
        TRY(past_compare(&past, shown_text(text_of(name)), buffer_text(&witness->seen), &comparison));
    }
    if (newest == 0) {
        return error_new(ERROR_FAILED, _("there is no checkpoint beside the ledger; run `dumisake checkpoint` first"));
    }
    return newest >= witness->seen_size || comparison != COMPARISON_AGREES
               ? NULL
               : error_new(ERROR_FAILED, _("the ledger continues the %llu entries that this witness saw, but the newest checkpoint beside it is of %llu: later ones are gone from there; run `dumisake checkpoint`, then update again"),
                           (unsigned long long)witness->seen_size, (unsigned long long)newest);
}

/* What the witness is to be shown of the ledger file at hand: its newest checkpoint, and the proof from what it saw. */
static const struct error *show_ledger(const struct invocation *invocation, const char *name, const struct witness *witness, struct buffer *bytes, uint64_t *size_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct identity identity SCOPED_IDENTITY = { .size = 0 };
    struct buffer path SCOPED_BUFFER = { 0 };
    struct buffer note_bytes SCOPED_BUFFER = { 0 };
    struct exchange exchange = { .before = witness->seen_size };
    struct note note;
    struct checkpoint checkpoint = { .size = 0 };
    TRY(work_read(invocation->globals, &work));
    TRY(identity_read(work.store, &identity));
    TRY(vault_newest(work.store, &identity, true, 0, &path, &note_bytes));
    exchange.checkpoint = buffer_text(&note_bytes);
    CHECK(note_bytes.length == 0 || (note_parse(exchange.checkpoint, &note) && checkpoint_parse(note.text, &checkpoint)));
    identity_free(&identity);
    TRY(work_read_again(&work));
    TRY(identity_read(work.store, &identity));
    TRY(compare_seen(work.store, &identity, name, witness, checkpoint.size));
    TRY(past_extends(work.store, &identity, path.bytes, &checkpoint));
    if (checkpoint.size > witness->seen_size) {
        TRY(past_prove_consistency(work.store, witness->seen_size, checkpoint.size, &exchange.proof));
    }
    exchange_print(&exchange, bytes);
    *size_out = identity.size;
    return NULL;
}

static const struct error *write_cosigned(const struct buffer *cosigned)
{
    struct output output SCOPED_OUTPUT = { 0 };
    TRY(output_open(typed.out, &output));
    if (fwrite(cosigned->bytes, 1, cosigned->length, output.stream) != cosigned->length) {
        return error_errno(_("%s: cannot be written"), typed.out);
    }
    return output_keep(&output);
}

/* `size` is that of the ledger at hand, 0 when it was not there. */
static void print_updated(const struct invocation *invocation, const char *path, const struct witness *witness, uint64_t before, uint64_t size, struct buffer *cosigned)
{
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        struct buffer root SCOPED_BUFFER = { 0 };
        digest_print(&witness->seen_root, &root);
        (void)json_object_update_new(object, json_pack("{s:o, s:I, s:I, s:s, s:s}", "file", json_text(text_of(path)), "old", (json_int_t)before, "size",
                                                       (json_int_t)witness->seen_size, "root", root.bytes, "text", buffer_string(cosigned)));
        json_print(object);
        return;
    }
    say(invocation, _("%s: saw %s entries before and %s now; the earlier ones are the beginning of these. Cosigned."), shown_text(text_of(path)),
        shown_count((int64_t)before), shown_count((int64_t)witness->seen_size));
    if (size > witness->seen_size) {
        say(invocation, _("The ledger has %s entries: those after its newest checkpoint were not seen. `dumisake checkpoint` makes a newer one, then update again."),
            shown_count((int64_t)size));
    }
}

static const struct error *update(const struct invocation *invocation, const char *path, struct text passphrase)
{
    struct witness witness SCOPED_WITNESS = { .key = NULL };
    struct buffer text SCOPED_SECRET = { 0 };
    struct buffer shown SCOPED_BUFFER = { 0 };
    struct buffer cosigned SCOPED_BUFFER = { 0 };
    struct exchange exchange = { .before = 0 };
    secret_open(&text);
    TRY(secret_read(path, &text));
    TRY(witness_parse(path, buffer_text(&text), passphrase, &witness));
    TRY(typed.key == NULL ? NULL : parse_key(&witness.ledger));
    uint64_t before = witness.seen_size;
    uint64_t size = 0;
    if (invocation->count > 2) {
        TRY(file_read_all(invocation->arguments[2], RECEIPT_BYTES_MAX, &shown));
    } else {
        TRY(show_ledger(invocation, path, &witness, &shown, &size));
    }
    if (!exchange_parse(buffer_text(&shown), &exchange)) {
        exchange = (struct exchange){ .checkpoint = buffer_text(&shown) }; /* a checkpoint alone is enough for the first time */
    }
    TRY(witness_update(&witness, &exchange, utc_now(), &cosigned));
    TRY(save(path, &witness, passphrase));
    TRY(typed.out == NULL ? NULL : write_cosigned(&cosigned));
    print_updated(invocation, path, &witness, before, size, &cosigned);
    return NULL;
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct buffer secret SCOPED_SECRET = { 0 };
    struct text passphrase;
    const char *verb = invocation->arguments[0];
    const char *path = invocation->arguments[1];
    bool is_init = strcmp(verb, "init") == 0;
    *status_out = STATUS_DONE;
    if (strcmp(verb, "check") == 0 && invocation->count == 2) {
        char *files[] = { typed.key, NULL };
        memcpy(&files[0], &path, sizeof(path)); /* popt gives words that are const, the list of --against is not */
        return verify_against(invocation, &(struct against){ .files = files }, status_out);
    }
    if ((!is_init && strcmp(verb, "update") != 0) || (is_init && invocation->count != 2)) {
        return error_new(ERROR_USAGE, _("expected: dumisake witness init FILE --name NAME, witness update FILE [SHOWN], or witness check FILE"));
    }
    secret_open(&secret);
    TRY(read_passphrase(invocation->globals->passphrase_file, &secret, &passphrase));
    if (typed.out != NULL) {
        TRY(output_path_check(invocation->globals, typed.out));
        TRY(output_path_check_kind(typed.out, CHECKPOINT_ORIGIN));
    }
    return is_init ? init(invocation, path, passphrase) : update(invocation, path, passphrase);
}

const struct command command_witness = {
    .name = "witness",
    .arguments = "init | update | check FILE [SHOWN]",
    .summary = N_("the outsider's side: watch that the ledger only grows"),
    .help = N_("FILE belongs to who watches (the Inspektorat, on a USB stick) and remembers the last checkpoint it saw. `init` makes it. `update` looks at the\n"
               "ledger at hand, or at what `dumisake checkpoint SHOWN --old N` wrote, refuses a ledger that was rolled back or rewritten (status 5)\n"
               "and otherwise cosigns the checkpoint and remembers it. `check` verifies the ledger at hand against what was seen and changes nothing."),
    .examples = "dumisake witness init usb/witness --name inspektorat.jambiprov.go.id\ndumisake witness update usb/witness\n"
                "dumisake witness update usb/witness shown.txt --out cosigned.txt\ndumisake witness check usb/witness",
    .options = options,
    .least = 2,
    .most = 3,
    .run = run,
};
