#include "session.h"

#include "base/language.h"
#include "command.h"
#include "ledger/vault.h"
#include "passphrase.h"
#include "programme/duty.h"

void session_end(struct session *session)
{
    officers_free(&session->officers);
    key_free(session->key);
    *session = (struct session){ 0 };
}

const struct officer *session_officer(const struct session *session)
{
    return session->name[0] == '\0' ? NULL : officers_find(&session->officers, text_of(session->name));
}

void session_key_path(const struct store *store, struct text name, struct buffer *out)
{
    vault_folder(store, out);
    buffer_format(out, VAULT_OFFICER "%.*s.key", TEXT_ARG(name));
}

static const struct error *open_key(const struct invocation *invocation, const struct store *store, const struct officer *officer, struct session *session)
{
    struct buffer path SCOPED_BUFFER = { 0 };
    struct buffer passphrase SCOPED_SECRET = { 0 };
    struct buffer text SCOPED_SECRET = { 0 };
    if (invocation->globals->key_file != NULL) {
        buffer_add_string(&path, invocation->globals->key_file);
    } else {
        session_key_path(store, text_of(officer->name), &path);
    }
    secret_open(&passphrase);
    secret_open(&text);
    const struct error *error = secret_read(buffer_string(&path), &text);
    if (error != NULL) {
        return error_new(ERROR_REFUSED, _("the key of %s cannot be read: %s; another place is named with --key-file FILE"), officer->name, error->message);
    }
    if (key_text_is_sealed(buffer_text(&text))) {
        TRY(passphrase_read(invocation->globals->passphrase_file, officer->name, &passphrase));
    }
    error = key_load(buffer_string(&path), buffer_text(&passphrase), &session->key);
    if (error != NULL) {
        session->cause = error->kind == ERROR_REFUSED ? REFUSAL_KEY : REFUSAL_NONE;
        return error;
    }
    if (!verifier_equal(key_verifier(session->key), &officer->key)) {
        session->cause = REFUSAL_KEY;
        return error_new(ERROR_REFUSED, _("%s: is not the key that %s was registered with"), buffer_string(&path), officer->name);
    }
    return NULL;
}

static const struct error *check_role(const struct invocation *invocation, const struct officer *officer)
{
    const char *duty = invocation->command->duty;
    struct buffer roles SCOPED_BUFFER = { 0 };
    CHECK(duty != NULL && duty_of(text_of(duty)) != 0);
    if (officer_has(officer, duty_of(text_of(duty)))) {
        return NULL;
    }
    officer_roles_print(duty_of(text_of(duty)), &roles);
    return error_new(ERROR_REFUSED, _("`%s` is not the duty of %s; it needs one of: %s"), invocation->command->name, officer->name, buffer_string(&roles));
}

/* Officers as they are now, in a view of a moment. */
static const struct error *look(struct store *store, struct session *session)
{
    struct transaction reading SCOPED_TRANSACTION = { 0 };
    TRY(transaction_begin_read(store, &reading));
    return officers_load(store, &session->officers);
}

void session_unlock(const struct invocation *invocation, struct store *store, struct session *session)
{
    const char *name = invocation->globals->officer;
    const struct error *error = look(store, session);
    const struct officer *officer = error != NULL || name == NULL ? NULL : officers_find(&session->officers, text_of(name));
    if (officer == NULL || !officer_active(officer, INT64_MAX - 1) || check_role(invocation, officer) != NULL) {
        return;
    }
    error = open_key(invocation, store, officer, session);
    session->tried = true;
    session->fault = error == NULL ? session->fault : *error;
}

static const struct error *unlocked(const struct invocation *invocation, const struct store *store, const struct officer *officer, struct session *session)
{
    if (!session->tried) {
        return open_key(invocation, store, officer, session);
    }
    return session->key != NULL && session->cause == REFUSAL_NONE ? NULL : error_new(session->fault.kind, "%s", session->fault.message);
}

const struct error *session_begin(const struct invocation *invocation, struct store *store, int64_t position, struct session *out)
{
    const char *name = invocation->globals->officer;
    const struct error *error;
    officers_free(&out->officers); /* others may have come and gone since the key was opened */
    TRY(officers_load(store, &out->officers));
    if (out->officers.count == 0) {
        /* The first officer adds herself. */
        return name == NULL || strcmp(invocation->command->duty, "officer") == 0 ? NULL : error_new(ERROR_REFUSED, _("--as %s: no officer is registered in this ledger; leave --as away"), name);
    }
    if (name == NULL) {
        return error_new(ERROR_REFUSED, "%s", _("officers are registered in this ledger: say who you are, --as NAME"));
    }
    const struct officer *officer = officers_find(&out->officers, text_of(name));
    if (officer == NULL) {
        return error_new(ERROR_REFUSED, _("--as %s: no officer of that name; `dumisake officer list` names them"), shown_text(text_of(name)));
    }
    memcpy(out->name, officer->name, sizeof(out->name));
    if (!officer_active(officer, position)) {
        out->cause = REFUSAL_INACTIVE;
        return error_new(ERROR_REFUSED, officer->active_to == INT64_MAX ? _("%s waits for the confirmation of another administrator") : _("%s was revoked"), officer->name);
    }
    error = check_role(invocation, officer);
    if (error != NULL) {
        out->cause = REFUSAL_ROLE;
        return error;
    }
    return unlocked(invocation, store, officer, out);
}
