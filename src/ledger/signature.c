#include "ledger/signature.h"

#include "base/language.h"
#include "ledger/base64.h"
#include "store/query.h"

static void message_of(struct text ledger, struct text officer, uint64_t size, const struct digest *root, struct buffer *out)
{
    buffer_add_string(out, "dumisake-signature/v1\nledger ");
    buffer_add(out, ledger);
    buffer_add_string(out, "\nofficer ");
    buffer_add(out, officer);
    buffer_format(out, "\nsize %llu\nroot ", (unsigned long long)size);
    digest_print(root, out);
    buffer_add_byte(out, '\n');
}

const struct error *signature_append(struct journal *journal, const struct key *key)
{
    struct buffer ledger SCOPED_BUFFER = { 0 };
    struct buffer message SCOPED_BUFFER = { 0 };
    struct buffer encoded SCOPED_BUFFER = { 0 };
    uint8_t signature[SIGNATURE_BYTES];
    struct digest root;
    int64_t position;
    if (journal->tree.size == journal->sealed) {
        return NULL;
    }
    CHECK(journal->event.officer != NULL);
    TRY(journal_ledger_id(journal->store, &ledger));
    tree_root(&journal->tree, &root);
    message_of(buffer_text(&ledger), text_of(journal->event.officer), journal->tree.size, &root, &message);
    key_sign(key, buffer_text(&message), signature);
    base64_add(&encoded, (struct text){ (const char *)signature, sizeof(signature) });
    entry_begin(journal, "signature");
    entry_add(journal, "signature", buffer_text(&encoded));
    return journal_append(journal, &position);
}

void signature_walk_free(struct signature_walk *walk)
{
    officers_free(&walk->officers);
}

static const struct error *missing(const struct signature_walk *walk)
{
    return error_new(ERROR_UNVERIFIED, _("the entries from %lld on have no officer's signature"), (long long)walk->begin);
}

static const struct error *finish(struct signature_walk *walk)
{
    return walk->guarded && !walk->signed_ && !walk->refusals ? missing(walk) : NULL;
}

static const struct error *check_signature(const struct signature_walk *walk, const struct tree *before, int64_t position, struct text entry)
{
    struct buffer message SCOPED_BUFFER = { 0 };
    uint8_t signature[SIGNATURE_BYTES];
    struct text encoded;
    struct digest root;
    const struct officer *officer = officers_find(&walk->officers, text_of(walk->officer));
    /* Who ends in this very transaction, by the own word, signs it as the last one. */
    if (officer == NULL || officer->active_from > (walk->begin > officer->position ? walk->begin : officer->position) || officer->active_to < walk->begin) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld is signed by %s, who was no active officer then"), (long long)position, walk->officer);
    }
    tree_root(before, &root);
    message_of(text_of(walk->ledger), text_of(walk->officer), before->size, &root, &message);
    if (!entry_get(entry, "signature", &encoded) || !base64_read_exactly(encoded, signature, sizeof(signature)) ||
        !verifier_check(&officer->key, buffer_text(&message), signature)) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld: the signature is not that of %s over the entries before it"), (long long)position, walk->officer);
    }
    return NULL;
}

/* When the entry was made, and its effective day: one event for all of a transaction. A signature covers what is before it, and so not when it
 * was made itself. */
static bool same_moment(struct signature_walk *walk, bool begins, struct text entry)
{
    static const char *const keys[] = { "at", "day" };
    bool same = true;
    for (size_t i = 0; i < MOMENT_LINES; i++) {
        struct text value;
        char *kept = walk->moment[i];
        if (!entry_get(entry, keys[i], &value) || value.length >= sizeof(walk->moment[i])) {
            return false;
        }
        if (begins) {
            memcpy(kept, value.bytes, value.length);
            kept[value.length] = '\0';
        }
        same = same && text_equal(value, text_of(kept));
    }
    return same;
}

static const struct error *begin(struct signature_walk *walk, int64_t position, struct text entry)
{
    struct text value;
    TRY(finish(walk));
    walk->begin = position;
    walk->guarded = walk->officers.count > 0;
    walk->signed_ = false;
    walk->refusals = true;
    if (position == 0 && entry_get(entry, "id", &value) && value.length < sizeof(walk->ledger)) {
        memcpy(walk->ledger, value.bytes, value.length);
        walk->ledger[value.length] = '\0';
    }
    if (!entry_get(entry, "officer", &value) || value.length > OFFICER_NAME_MAX) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld does not say which officer made it"), (long long)position);
    }
    memcpy(walk->officer, value.bytes, value.length);
    walk->officer[value.length] = '\0';
    return NULL;
}

const struct error *signature_walk_entry(struct signature_walk *walk, const struct tree *before, bool begins, int64_t position, struct text entry)
{
    struct text officer;
    struct text type = TEXT_EMPTY;
    (void)entry_get(entry, "type", &type);
    bool signature = text_equal(type, TEXT("signature"));
    TRY(begins ? begin(walk, position, entry) : NULL);
    if (!entry_get(entry, "officer", &officer) || !text_equal(officer, text_of(walk->officer))) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld is of another officer than its transaction"), (long long)position);
    }
    if (!same_moment(walk, begins, entry)) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld is of another time or day than its transaction"), (long long)position);
    }
    if (walk->signed_) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld stands behind the signature of its transaction"), (long long)position);
    }
    if (signature) {
        TRY(check_signature(walk, before, position, entry));
        walk->signed_ = true;
        return NULL;
    }
    walk->refusals = walk->refusals && text_equal(type, TEXT("refusal"));
    walk->guarded = walk->guarded || text_equal(type, TEXT("officer"));
    if (!walk->guarded && !text_equal(officer, TEXT("-"))) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld names an officer, and none was registered"), (long long)position);
    }
    return text_starts_with(type, TEXT("officer")) ? officers_apply(&walk->officers, position, entry) : NULL;
}

const struct error *signature_walk_end(struct signature_walk *walk)
{
    return finish(walk);
}
