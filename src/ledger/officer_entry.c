/* The entries about officers: made, and read again under the same rules. */
#include <strings.h>

#include "base/language.h"
#include "base/memory.h"
#include "ledger/officer.h"
#include "store/query.h"

/* Why these roles cannot be one officer's; NULL when they can. */
static const char *roles_fault(unsigned roles, int region)
{
    bool one = (roles & (roles - 1)) == 0;
    if (roles == 0 || (!one && roles != (OFFICER_OPERATOR | OFFICER_VERIFIER))) {
        return N_("these roles do not go together: an officer has one role, or is operator and verifier");
    }
    if (((roles & OFFICER_VERIFIER) != 0) != (region != 0)) {
        return N_("a verifier has a kabupaten/kota (--region), and nobody else has");
    }
    return NULL;
}

/* Why this officer cannot be added at that position by `signer` (NULL: nobody yet). */
static const char *addition_fault(const struct officers *officers, int64_t position, const struct officer *signer, const struct officer *added)
{
    if (roles_fault(added->roles, added->region) != NULL) {
        return roles_fault(added->roles, added->region);
    }
    if (officers->count == 0) {
        return added->roles == OFFICER_ADMINISTRATOR ? NULL : N_("the first officer must be an administrator");
    }
    if (signer == NULL || !officer_has(signer, OFFICER_ADMINISTRATOR) || !officer_active(signer, position)) {
        return N_("only an administrator adds, revokes and confirms officers");
    }
    for (size_t i = 0; i < officers->count; i++) {
        if (strcasecmp(officers->items[i].name, added->name) == 0) {
            return N_("an officer of that name is or was registered; a name is used once");
        }
        if (memcmp(officers->items[i].key.public_key, added->key.public_key, KEY_PUBLIC_BYTES) == 0) {
            return N_("another officer has that key; a key is one person's");
        }
    }
    return NULL;
}

/* Whom two administrators must agree on. Rule 1, of entries that name none: who approves or pays. Rule 2: also another
 * administrator, without which one of two could make a third and have it confirm, or take the other away. */
enum { RULE_FIRST = 1, RULE_NOW = 2 };

/* A second administrator must confirm. */
static bool needs_confirmation(const struct officers *officers, int64_t position, int rule, unsigned roles)
{
    unsigned guarded = OFFICER_APPROVER | OFFICER_TREASURER | (rule >= RULE_NOW ? OFFICER_ADMINISTRATOR : 0);
    return (roles & guarded) != 0 && officers_active(officers, OFFICER_ADMINISTRATOR, position) >= 2;
}

/* Who was never confirmed is taken back by one administrator. */
static bool revocation_waits(const struct officers *officers, int64_t position, int rule, const struct officer *officer)
{
    return officer->active_from != INT64_MAX && needs_confirmation(officers, position, rule, officer->roles);
}

/* The rule that the entry was made by: never one of before, once a newer one was in force. */
static bool read_rule(struct officers *officers, struct text entry)
{
    int64_t rule = RULE_FIRST;
    struct text written;
    if (entry_get(entry, "confirmation-rule", &written) && (!text_to_integer(written, &rule) || rule <= RULE_FIRST || rule > RULE_NOW)) {
        return false;
    }
    bool follows = rule >= officers->rule;
    officers->rule = (int)rule;
    return follows;
}

static void name_copy(char out[OFFICER_NAME_MAX + 1], const struct officer *officer)
{
    out[0] = '\0';
    if (officer != NULL) {
        memcpy(out, officer->name, sizeof(officer->name));
    }
}

static const struct error *impossible(int64_t position, const char *why)
{
    return error_new(ERROR_UNVERIFIED, _("journal entry %lld cannot be: %s"), (long long)position, _(why));
}

static const char *const of_another_rule = N_("it was made by another rule of who must confirm than those before it");

static const struct officer *signer_of(const struct officers *officers, struct text entry)
{
    struct text name;
    return entry_get(entry, "officer", &name) ? officers_find(officers, name) : NULL;
}

static const struct error *apply_addition(struct officers *officers, int64_t position, struct text entry)
{
    struct officer added = { .position = position, .active_from = position, .active_to = INT64_MAX };
    struct text name;
    struct text key;
    struct text roles;
    struct text region;
    struct text standing;
    int64_t code = 0;
    bool read = entry_get(entry, "name", &name) && officer_name_sound(name) && entry_get(entry, "key", &key) && verifier_parse(key, &added.key) &&
                text_equal(text_of(added.key.name), name) && entry_get(entry, "roles", &roles) && officer_roles_parse(roles, &added.roles) &&
                entry_get(entry, "region", &region) && (text_equal(region, TEXT("-")) || text_to_integer(region, &code)) &&
                entry_get(entry, "standing", &standing);
    if (!read) {
        return impossible(position, N_("it does not name an officer in full"));
    }
    memcpy(added.name, name.bytes, name.length);
    added.region = (int)code;
    const char *fault = read_rule(officers, entry) ? addition_fault(officers, position, signer_of(officers, entry), &added) : of_another_rule;
    bool proposed = needs_confirmation(officers, position, officers->rule, added.roles);
    if (fault == NULL && !text_equal(standing, proposed ? TEXT("proposed") : TEXT("active"))) {
        fault = N_("it does not say whether another administrator must confirm");
    }
    if (fault != NULL) {
        return impossible(position, fault);
    }
    added.active_from = proposed ? INT64_MAX : position;
    name_copy(added.proposer, signer_of(officers, entry));
    officers->items = memory_grow(officers->items, officers->count, &officers->capacity, sizeof(added));
    officers->items[officers->count++] = added;
    return NULL;
}

static const char *const last_administrator = N_("the last administrator is not revoked: nobody could add another");

/* Why `officer` cannot be revoked. */
static const char *revocation_fault(const struct officers *officers, int64_t position, const struct officer *signer, const struct officer *officer)
{
    if (officer == NULL || officer->active_to != INT64_MAX) {
        return N_("there is no such officer any more");
    }
    if (signer == NULL || !officer_has(signer, OFFICER_ADMINISTRATOR) || !officer_active(signer, position)) {
        return N_("only an administrator adds, revokes and confirms officers");
    }
    if (officer_has(officer, OFFICER_ADMINISTRATOR) && officers_active(officers, OFFICER_ADMINISTRATOR, position) < 2) {
        return last_administrator;
    }
    return officer->revocation != 0 ? N_("the revocation waits for another administrator") : NULL;
}

static const struct error *apply_revocation(struct officers *officers, int64_t position, struct text entry)
{
    struct text name;
    struct text standing;
    if (!entry_get(entry, "name", &name) || !entry_get(entry, "standing", &standing)) {
        return impossible(position, N_("it does not name an officer in full"));
    }
    struct officer *officer = officers_find(officers, name);
    const char *fault = read_rule(officers, entry) ? revocation_fault(officers, position, signer_of(officers, entry), officer) : of_another_rule;
    bool proposed = fault == NULL && revocation_waits(officers, position, officers->rule, officer);
    if (fault == NULL && !text_equal(standing, proposed ? TEXT("proposed") : TEXT("active"))) {
        fault = N_("it does not say whether another administrator must confirm");
    }
    if (fault != NULL) {
        return impossible(position, fault);
    }
    CHECK(officer != NULL);
    officer->revocation = proposed ? position : 0;
    name_copy(officer->proposer, signer_of(officers, entry));
    officer->active_to = proposed ? INT64_MAX : position;
    return NULL;
}

/* The entry that waits for a second word: that of the officer, or that of the revocation; 0 = none. */
static int64_t proposal_of(const struct officer *officer)
{
    if (officer == NULL || officer->active_to != INT64_MAX) {
        return 0;
    }
    return officer->revocation != 0 ? officer->revocation : (officer->active_from == INT64_MAX ? officer->position : 0);
}

static const char *confirmation_fault(const struct officers *officers, int64_t position, const struct officer *signer, const struct officer *officer)
{
    if (proposal_of(officer) == 0) {
        return N_("nothing of that officer waits for another administrator");
    }
    if (signer == NULL || !officer_has(signer, OFFICER_ADMINISTRATOR) || !officer_active(signer, position)) {
        return N_("only an administrator adds, revokes and confirms officers");
    }
    if (officer->revocation != 0 && officer_has(officer, OFFICER_ADMINISTRATOR) && officers_active(officers, OFFICER_ADMINISTRATOR, position) < 2) {
        return last_administrator;
    }
    return strcmp(signer->name, officer->proposer) == 0 ? N_("another administrator than the one who proposed it must confirm") : NULL;
}

static const struct error *apply_confirmation(struct officers *officers, int64_t position, struct text entry)
{
    struct text name;
    int64_t proposal;
    if (!entry_get(entry, "name", &name) || !entry_get_integer(entry, "proposal", &proposal)) {
        return impossible(position, N_("it does not name an officer in full"));
    }
    struct officer *officer = officers_find(officers, name);
    const char *fault = confirmation_fault(officers, position, signer_of(officers, entry), officer);
    if (fault == NULL && proposal_of(officer) != proposal) {
        fault = N_("it confirms another entry than the one that waits");
    }
    if (fault != NULL) {
        return impossible(position, fault);
    }
    CHECK(officer != NULL);
    if (officer->revocation != 0) {
        officer->active_to = position;
        officer->revocation = 0;
    } else {
        officer->active_from = position;
    }
    return NULL;
}

const struct error *officers_apply(struct officers *officers, int64_t position, struct text entry)
{
    if (entry_is(entry, "officer")) {
        return apply_addition(officers, position, entry);
    }
    if (entry_is(entry, "officer-revocation")) {
        return apply_revocation(officers, position, entry);
    }
    return entry_is(entry, "officer-confirmation") ? apply_confirmation(officers, position, entry) : NULL;
}

static const struct officer *signer_now(const struct journal *journal, const struct officers *officers)
{
    return journal->event.officer == NULL ? NULL : officers_find(officers, text_of(journal->event.officer));
}

static const struct error *refuse(const char *fault)
{
    return fault == NULL ? NULL : error_new(ERROR_REFUSED, "%s", _(fault));
}

/* Appends the entry in the making, and takes it in as a reader of the journal will. */
static const struct error *append(struct journal *journal, struct officers *officers, int64_t *position_out)
{
    struct buffer entry SCOPED_BUFFER = { 0 };
    buffer_add(&entry, buffer_text(&journal->text));
    TRY(journal_append(journal, position_out));
    return officers_apply(officers, *position_out, buffer_text(&entry));
}

const struct error *officer_add(struct journal *journal, struct officers *officers, const struct officer_order *order, bool *proposed_out)
{
    struct query *insert SCOPED_QUERY = NULL;
    struct officer added = { .key = *order->key, .roles = order->roles, .region = order->region };
    struct buffer key SCOPED_BUFFER = { 0 };
    struct buffer roles SCOPED_BUFFER = { 0 };
    int64_t position = journal_next(journal);
    if (!officer_name_sound(order->name)) {
        return error_new(ERROR_USAGE, _("%.*s: an officer's name is made of up to %d letters, digits, hyphens, dots and underscores"), TEXT_ARG(order->name), OFFICER_NAME_MAX);
    }
    memcpy(added.name, order->name.bytes, order->name.length);
    CHECK(strcmp(added.key.name, added.name) == 0 && added.key.use == KEY_SIGNS);
    TRY(refuse(addition_fault(officers, position, signer_now(journal, officers), &added)));
    *proposed_out = needs_confirmation(officers, position, RULE_NOW, order->roles);
    verifier_print(&added.key, &key);
    officer_roles_print(order->roles, &roles);
    entry_begin(journal, "officer");
    entry_add(journal, "name", order->name);
    entry_add(journal, "key", buffer_text(&key));
    entry_add(journal, "roles", buffer_text(&roles));
    if (order->region == 0) {
        entry_add(journal, "region", TEXT("-"));
    } else {
        entry_add_integer(journal, "region", order->region);
    }
    entry_add(journal, "standing", *proposed_out ? TEXT("proposed") : TEXT("active"));
    entry_add_integer(journal, "confirmation-rule", RULE_NOW);
    TRY(append(journal, officers, &position));
    TRY(query_open(journal->store, "INSERT INTO officer (position, name, key, roles, region, standing) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", &insert));
    query_bind_integer(insert, 1, position);
    query_bind_text(insert, 2, order->name);
    query_bind_text(insert, 3, buffer_text(&key));
    query_bind_text(insert, 4, buffer_text(&roles));
    if (order->region != 0) {
        query_bind_integer(insert, 5, order->region);
    }
    query_bind_text(insert, 6, *proposed_out ? TEXT("proposed") : TEXT("active"));
    return query_run(insert);
}

const struct error *officer_revoke(struct journal *journal, struct officers *officers, struct text name, struct text reason, bool *proposed_out)
{
    struct query *insert SCOPED_QUERY = NULL;
    struct buffer why SCOPED_BUFFER = { 0 };
    const struct officer *officer = officers_find(officers, name);
    int64_t position = journal_next(journal);
    buffer_add_printable(&why, text_trim(reason), 500);
    if (why.length == 0) {
        return error_new(ERROR_USAGE, _("say why: --reason TEXT"));
    }
    TRY(refuse(revocation_fault(officers, position, signer_now(journal, officers), officer)));
    *proposed_out = revocation_waits(officers, position, RULE_NOW, officer);
    entry_begin(journal, "officer-revocation");
    entry_add(journal, "name", name);
    entry_add(journal, "standing", *proposed_out ? TEXT("proposed") : TEXT("active"));
    entry_add(journal, "reason", buffer_text(&why));
    entry_add_integer(journal, "confirmation-rule", RULE_NOW);
    TRY(append(journal, officers, &position));
    TRY(query_open(journal->store, "INSERT INTO officer_revocation (position, name, standing, reason) VALUES (?1, ?2, ?3, ?4)", &insert));
    query_bind_integer(insert, 1, position);
    query_bind_text(insert, 2, name);
    query_bind_text(insert, 3, *proposed_out ? TEXT("proposed") : TEXT("active"));
    query_bind_text(insert, 4, buffer_text(&why));
    return query_run(insert);
}

const struct error *officer_confirm(struct journal *journal, struct officers *officers, struct text name)
{
    struct query *insert SCOPED_QUERY = NULL;
    const struct officer *officer = officers_find(officers, name);
    int64_t proposal = proposal_of(officer);
    int64_t position = journal_next(journal);
    TRY(refuse(confirmation_fault(officers, position, signer_now(journal, officers), officer)));
    entry_begin(journal, "officer-confirmation");
    entry_add(journal, "name", name);
    entry_add_integer(journal, "proposal", proposal);
    TRY(append(journal, officers, &position));
    TRY(query_open(journal->store, "INSERT INTO officer_confirmation (position, name, proposal) VALUES (?1, ?2, ?3)", &insert));
    query_bind_integer(insert, 1, position);
    query_bind_text(insert, 2, name);
    query_bind_integer(insert, 3, proposal);
    return query_run(insert);
}
