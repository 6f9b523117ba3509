#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/language.h"
#include "command.h"
#include "ledger/signing.h"
#include "passphrase.h"
#include "programme/region.h"

static struct {
    char *role;
    char *region;
    char *reason;
    char *public_key;
    char *new_passphrase_file;
} typed;

static struct poptOption options[] = {
    { "role", '\0', POPT_ARG_STRING, &typed.role, 0, N_("administrator, operator, verifier, approver, treasurer or auditor; operator,verifier go together"), "ROLE" },
    { "region", '\0', POPT_ARG_STRING, &typed.region, 0, N_("the kabupaten/kota of a verifier"), "R" },
    { "reason", '\0', POPT_ARG_STRING, &typed.reason, 0, N_("why; stands in the journal"), "TEXT" },
    { "public-key", '\0', POPT_ARG_STRING, &typed.public_key, 0, N_("the officer's own key, as `officer key` printed it; otherwise one is made"), "KEY" },
    { "new-passphrase-file", '\0', POPT_ARG_STRING, &typed.new_passphrase_file, 0, N_("file with the passphrase that seals the new key, instead of the terminal"), "FILE" },
    POPT_TABLEEND,
};

/* Of the new key: nobody is asked for it while the ledger is held. */
static const struct error *choose(const struct invocation *invocation, const char *name, struct buffer *passphrase)
{
    const char *file = typed.new_passphrase_file != NULL ? typed.new_passphrase_file : invocation->globals->passphrase_file;
    secret_open(passphrase);
    return passphrase_choose(file, name, passphrase);
}

/* A new key, sealed and saved. */
static const struct error *make_key(const char *name, struct text passphrase, const char *path, struct key **out)
{
    key_generate(text_of(name), KEY_SIGNS, out);
    return key_save(path, *out, passphrase);
}

/* A key of that name lies there, and no officer has it: of an `add` that was killed before it was recorded, or of another ledger that had this one's
 * name. Whoever knows its passphrase goes on with it; it is never replaced. */
static const struct error *open_unused(const char *path, struct text passphrase, const char *name, struct key **out)
{
    if (key_load(path, passphrase, out) != NULL || strcmp(key_verifier(*out)->name, name) != 0) {
        return error_new(ERROR_REFUSED, _("%s: is there already, and this passphrase does not open it: type the one that was chosen when it was made, or move the file to another place"),
                         path);
    }
    return NULL;
}

/* The officer's key: the one named, or a new one beside the ledger; *made_out says that its file is new. */
static const struct error *key_of(const struct work *work, const char *name, struct text passphrase, struct buffer *path, struct key **key_out, struct verifier *out,
                                  bool *made_out)
{
    if (typed.public_key != NULL) {
        if (!verifier_parse(text_of(typed.public_key), out) || out->use != KEY_SIGNS || strcmp(out->name, name) != 0) {
            return error_new(ERROR_USAGE, _("--public-key: expected the key of %s as `dumisake officer key` prints it"), name);
        }
        return NULL;
    }
    session_key_path(work->store, text_of(name), path);
    TRY(vault_make(work->store));
    *made_out = access(buffer_string(path), F_OK) != 0;
    TRY(*made_out ? make_key(name, passphrase, path->bytes, key_out) : open_unused(path->bytes, passphrase, name, key_out));
    *out = *key_verifier(*key_out);
    return NULL;
}

static const struct error *order_of(const char *name, struct officer_order *order)
{
    order->name = text_of(name);
    if (typed.role == NULL || !officer_roles_parse(text_of(typed.role), &order->roles)) {
        return error_new(ERROR_USAGE, "%s", _("--role: expected administrator, operator, verifier, approver, treasurer or auditor"));
    }
    if (typed.region != NULL) {
        order->region = region_kabkota_parse(text_of(typed.region));
        if (order->region == 0) {
            return error_new(ERROR_USAGE, _("--region %s: is not a kabupaten/kota"), typed.region);
        }
    }
    if (!officer_name_sound(order->name)) {
        return error_new(ERROR_USAGE, _("%s: an officer's name is made of up to %d letters, digits, hyphens, dots and underscores"), shown_text(order->name), OFFICER_NAME_MAX);
    }
    return NULL;
}

/* The ledger's own key opens for the officers as they are now. A failure is told, and the change stands. */
static bool reseal(struct work *work)
{
    struct identity identity SCOPED_IDENTITY = { .size = 0 };
    struct transaction reading SCOPED_TRANSACTION = { 0 };
    const struct error *error = transaction_begin_read(work->store, &reading);
    error = error == NULL ? identity_read(work->store, &identity) : error;
    error = error == NULL ? signing_reseal(work->store, &identity, work->session.key) : error;
    if (error != NULL) {
        (void)fprintf(stderr, _("dumisake: the command is done, but the ledger's key was not sealed anew: %s\n"), error->message);
    }
    return error == NULL;
}

static void print_change(const struct invocation *invocation, const char *what, const char *name, bool proposed, const char *path)
{
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_update_new(object, json_pack("{s:s, s:s, s:s}", "name", name, "change", what, "standing", proposed ? "proposed" : "active"));
        (void)json_object_set_new(object, "key_file", path == NULL ? json_null() : json_text(text_of(path)));
        json_print(object);
        return;
    }
    if (proposed) {
        say(invocation, _("Recorded; another administrator must confirm it: dumisake --as NAME officer confirm %s"), name);
    } else {
        say(invocation, _("Officer %s: %s."), name, _(what));
    }
    if (path != NULL) {
        say(invocation, _("The key lies in %s, sealed by the passphrase; only %s may have both."), path, name);
    }
}

/* Under the key that was made for it: the first officer signs herself in. */
static const struct error *record(struct work *work, const struct officer_order *order, struct key **key, bool *proposed_out)
{
    if (work->session.officers.count == 0) {
        if (*key == NULL) {
            return error_new(ERROR_USAGE, "%s", _("the first officer signs with the new key: leave --public-key away"));
        }
        memcpy(work->session.name, order->name.bytes, order->name.length);
        work->session.key = *key;
        *key = NULL;
        work->journal.event.officer = work->session.name;
    }
    TRY(officer_add(&work->journal, &work->session.officers, order, proposed_out));
    return work_commit(work);
}

/* Said before a key is made for it. */
static const struct error *check_unused(const struct work *work, const char *name)
{
    const struct officer *officer = officers_find(&work->session.officers, text_of(name));
    if (officer == NULL) {
        return NULL;
    }
    return officer->active_to != INT64_MAX
               ? error_new(ERROR_REFUSED, _("%s was an officer and was revoked: a name is used once and never again; add the officer under another name"), name)
               : error_new(ERROR_REFUSED, _("%s is registered already; a name is used once"), name);
}

static const struct error *add(const struct invocation *invocation, const char *name, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct key *key SCOPED_KEY = NULL;
    struct buffer path SCOPED_BUFFER = { 0 };
    struct buffer passphrase SCOPED_SECRET = { 0 };
    struct officer_order order = { .name = TEXT_EMPTY };
    struct verifier verifier;
    bool proposed = false;
    bool made = false;
    TRY(order_of(name, &order));
    TRY(work_unlock(invocation, STORE_WRITE, &work));
    TRY(check_unused(&work, name)); /* before anybody is asked to think of a passphrase */
    bool refused = work.session.officers.count > 0 && work.session.key == NULL; /* work_begin says why */
    TRY(refused || typed.public_key != NULL ? NULL : choose(invocation, name, &passphrase));
    TRY(work_begin(invocation, STORE_WRITE, &work));
    TRY(check_unused(&work, name));
    TRY(key_of(&work, name, buffer_text(&passphrase), &path, &key, &verifier, &made));
    order.key = &verifier;
    const struct error *error = record(&work, &order, &key, &proposed);
    if (error != NULL) {
        if (made && error->kind != ERROR_UNKNOWN) { /* a key that no entry names would only stand in the way */
            (void)unlink(buffer_string(&path));
        }
        return error;
    }
    bool resealed = reseal(&work);
    if (key != NULL && typed.new_passphrase_file == NULL && invocation->globals->passphrase_file != NULL && work.session.key != NULL) {
        say_aside(invocation, _("The new key is sealed with the passphrase of %s; %s must choose another: dumisake officer passphrase %s"), work.session.name, name, name);
    }
    print_change(invocation, N_("added"), name, proposed, path.length == 0 ? NULL : buffer_string(&path));
    *status_out = proposed || !resealed ? STATUS_NEEDS_EYE : STATUS_DONE;
    return NULL;
}

static const struct error *revoke_officer(const struct invocation *invocation, const char *name, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    bool proposed;
    if (typed.reason == NULL) {
        return error_new(ERROR_USAGE, _("say why: --reason TEXT"));
    }
    TRY(work_begin(invocation, STORE_WRITE, &work));
    TRY(officer_revoke(&work.journal, &work.session.officers, text_of(name), text_of(typed.reason), &proposed));
    TRY(work_commit(&work));
    bool resealed = reseal(&work);
    print_change(invocation, N_("revoked"), name, proposed, NULL);
    *status_out = proposed || !resealed ? STATUS_NEEDS_EYE : STATUS_DONE;
    return NULL;
}

/* The one who proposed is the one who confirms. Nothing else of `confirm` is a matter of four eyes. */
static bool is_own_proposal(const struct session *session, const char *name)
{
    const struct officer *officer = officers_find(&session->officers, text_of(name));
    return officer != NULL && officer->active_to == INT64_MAX && (officer->revocation != 0 || officer->active_from == INT64_MAX) &&
           strcmp(officer->proposer, session->name) == 0;
}

static const struct error *confirm(const struct invocation *invocation, const char *name, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    TRY(work_begin(invocation, STORE_WRITE, &work));
    bool own = is_own_proposal(&work.session, name);
    const struct error *error = officer_confirm(&work.journal, &work.session.officers, text_of(name));
    if (error != NULL) {
        return own ? work_refuse(invocation, &work, REFUSAL_FOUR_EYES, error) : error;
    }
    TRY(work_commit(&work));
    *status_out = reseal(&work) ? STATUS_DONE : STATUS_NEEDS_EYE;
    print_change(invocation, N_("confirmed"), name, false, NULL);
    return NULL;
}

static const char *standing_of(const struct officer *officer)
{
    if (officer->active_to != INT64_MAX) {
        return N_("revoked");
    }
    if (officer->active_from == INT64_MAX) {
        return N_("waits for confirmation");
    }
    return officer->revocation != 0 ? N_("active; the revocation waits for confirmation") : N_("active");
}

static const struct error *list(const struct invocation *invocation)
{
    struct work work SCOPED_WORK = { 0 };
    struct officers officers SCOPED_OFFICERS = { 0 };
    json_t *items = json_array();
    const struct error *error = work_read(invocation->globals, &work);
    error = error == NULL ? officers_load(work.store, &officers) : error;
    for (size_t i = 0; error == NULL && i < officers.count; i++) {
        const struct officer *officer = &officers.items[i];
        struct buffer roles SCOPED_BUFFER = { 0 };
        struct buffer key SCOPED_BUFFER = { 0 };
        const struct region *region = officer->region == 0 ? NULL : region_find(officer->region);
        officer_roles_print(officer->roles, &roles);
        verifier_print(&officer->key, &key);
        (void)json_array_append_new(items, json_pack("{s:s, s:s, s:o, s:s, s:s, s:I}", "name", officer->name, "roles", buffer_string(&roles), "region",
                                                     region == NULL ? json_null() : json_text(region->name), "standing", standing_of(officer), "key",
                                                     buffer_string(&key), "entry", (json_int_t)officer->position));
        if (!invocation->globals->json) {
            say(invocation, "%-20s %-22s %-28s %s", officer->name, buffer_string(&roles), region == NULL ? "" : shown_text(region->name), _(standing_of(officer)));
        }
    }
    if (error != NULL || !invocation->globals->json) {
        json_decref(items);
        if (error == NULL && officers.count == 0) {
            say(invocation, "%s", _("No officer is registered: one operator does everything, and every report says so."));
        }
        return error;
    }
    json_t *object = json_begin(invocation);
    (void)json_object_set_new(object, "officers", items);
    json_print(object);
    return NULL;
}

/* A key for somebody who will be added elsewhere. */
static const struct error *new_key(const struct invocation *invocation, const char *name, const char *path)
{
    struct buffer passphrase SCOPED_SECRET = { 0 };
    struct key *key SCOPED_KEY = NULL;
    struct buffer text SCOPED_BUFFER = { 0 };
    if (!officer_name_sound(text_of(name))) {
        return error_new(ERROR_USAGE, _("%s: an officer's name is made of up to %d letters, digits, hyphens, dots and underscores"), shown_text(text_of(name)), OFFICER_NAME_MAX);
    }
    TRY(choose(invocation, name, &passphrase));
    TRY(make_key(name, buffer_text(&passphrase), path, &key));
    verifier_print(key_verifier(key), &text);
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        (void)json_object_update_new(object, json_pack("{s:s, s:s, s:o}", "name", name, "key", buffer_string(&text), "key_file", json_text(text_of(path))));
        json_print(object);
    } else {
        say(invocation, "%s", buffer_string(&text));
    }
    return NULL;
}

/* Another passphrase for a key: the file is replaced at once. */
static const struct error *change_passphrase(const struct invocation *invocation, const char *name)
{
    struct work work SCOPED_WORK = { 0 };
    struct key *key SCOPED_KEY = NULL;
    struct buffer path SCOPED_BUFFER = { 0 };
    struct buffer old SCOPED_SECRET = { 0 };
    struct buffer chosen SCOPED_SECRET = { 0 };
    struct buffer text SCOPED_SECRET = { 0 };
    TRY(work_read(invocation->globals, &work));
    session_key_path(work.store, text_of(name), &path);
    if (invocation->globals->key_file != NULL) {
        buffer_clear(&path);
        buffer_add_string(&path, invocation->globals->key_file);
    }
    secret_open(&old);
    secret_open(&chosen);
    TRY(passphrase_read(invocation->globals->passphrase_file, name, &old));
    TRY(key_load(buffer_string(&path), buffer_text(&old), &key));
    TRY(passphrase_choose(typed.new_passphrase_file, name, &chosen));
    secret_open(&text);
    key_print(key, buffer_text(&chosen), &text);
    TRY(key_replace_text(buffer_string(&path), buffer_text(&text)));
    say(invocation, _("The key of %s has another passphrase."), name);
    return NULL;
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    const char *verb = invocation->count > 0 ? invocation->arguments[0] : "list";
    const char *name = invocation->count > 1 ? invocation->arguments[1] : NULL;
    *status_out = STATUS_DONE;
    if (strcmp(verb, "list") == 0 && name == NULL) {
        return list(invocation);
    }
    if (strcmp(verb, "key") == 0 && invocation->count == 3) {
        return new_key(invocation, name, invocation->arguments[2]);
    }
    if (name != NULL && invocation->count == 2) {
        if (strcmp(verb, "add") == 0) {
            return add(invocation, name, status_out);
        }
        if (strcmp(verb, "revoke") == 0) {
            return revoke_officer(invocation, name, status_out);
        }
        if (strcmp(verb, "confirm") == 0) {
            return confirm(invocation, name, status_out);
        }
        if (strcmp(verb, "passphrase") == 0) {
            return change_passphrase(invocation, name);
        }
    }
    return error_new(ERROR_USAGE, _("expected: dumisake %s%s%s"), "officer ", "", invocation->command->arguments);
}

const struct command command_officer = {
    .name = "officer",
    .arguments = "list | add NAME --role ROLE | revoke NAME --reason TEXT | confirm NAME | key NAME OUT.key | passphrase NAME",
    .summary = N_("who may change the ledger, in which role, with which key"),
    .help = N_("Without officers one operator does everything, and every report says so. The first one added must be an administrator; from then on every command\n"
               "that changes the ledger needs --as NAME and that officer's key, sealed by a passphrase that is asked for at the terminal or read from\n"
               "--passphrase-file. Administrators add and revoke officers and do nothing else; with two of them, both must agree on administrators,\n"
               "approvers and treasurers (`confirm`). The operator keeps the register and makes batches, the verifier judges the applicants of one kabupaten/kota, the approver approves\n"
               "batches of others, the treasurer pays; the auditor reads. `key` makes a key whose text the administrator registers with --public-key."),
    .examples = "dumisake officer add ani --role administrator\ndumisake --as ani officer add budi --role operator\n"
                "dumisake --as ani officer add citra --role verifier --region \"Kota Jambi\"\ndumisake officer key dewi dewi.key\n"
                "dumisake --as ani officer add dewi --role approver --public-key dewi+1a2b3c4d+...\ndumisake --as ani officer revoke budi --reason \"pindah tugas\"",
    .options = options,
    .least = 0,
    .most = 3,
    .writes = true,
    .duty = "officer",
    .run = run,
};
