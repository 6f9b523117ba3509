#include "ledger/past.h"

#include "base/language.h"
#include "base/memory.h"
#include "store/query.h"

/* Appends the leaves [from, to) to the tree. */
static const struct error *append_leaves(struct store *store, uint64_t from, uint64_t to, struct tree *tree)
{
    struct query *leaves SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT position, leaf FROM journal WHERE position >= ?1 AND position < ?2 ORDER BY position", &leaves));
    query_bind_integer(leaves, 1, (int64_t)from);
    query_bind_integer(leaves, 2, (int64_t)to);
    for (uint64_t position = from; position < to; position++) {
        struct digest leaf;
        TRY(query_step(leaves, &row));
        if (!row || query_integer(leaves, 0) != (int64_t)position || !digest_from(query_bytes(leaves, 1), &leaf)) {
            return error_new(ERROR_UNVERIFIED, _("journal entry %lld is missing"), (long long)position);
        }
        tree_append(tree, &leaf);
    }
    return NULL;
}

static const struct error *root_of(struct store *store, uint64_t from, uint64_t to, struct digest *out)
{
    struct tree tree = { 0 };
    TRY(append_leaves(store, from, to, &tree));
    tree_root(&tree, out);
    return NULL;
}

const struct error *past_root(struct store *store, uint64_t size, struct digest *out)
{
    struct query *head SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT root FROM tree_head WHERE size = ?1", &head));
    query_bind_integer(head, 1, (int64_t)size);
    TRY(query_step(head, &row));
    if (row && digest_from(query_bytes(head, 0), out)) {
        return NULL;
    }
    return root_of(store, 0, size, out);
}

static const struct error *prove(struct store *store, const struct proof_plan *plan, struct proof *out)
{
    out->count = 0;
    for (size_t i = 0; i < plan->count; i++) {
        TRY(root_of(store, plan->parts[i].from, plan->parts[i].to, &out->path[i]));
    }
    out->count = plan->count;
    return NULL;
}

static const struct error *check_range(uint64_t wanted, uint64_t size)
{
    return wanted <= size ? NULL
                          : error_new(ERROR_FAILED, _("entry %llu is not among the %llu entries of that checkpoint"), (unsigned long long)wanted,
                                      (unsigned long long)size);
}

const struct error *past_prove_inclusion(struct store *store, uint64_t index, uint64_t size, struct proof *out)
{
    struct proof_plan plan;
    TRY(check_range(index + 1, size));
    proof_plan_inclusion(index, size, &plan);
    return prove(store, &plan, out);
}

const struct error *past_prove_consistency(struct store *store, uint64_t before, uint64_t size, struct proof *out)
{
    struct proof_plan plan;
    TRY(check_range(before, size));
    proof_plan_consistency(before, size, &plan);
    return prove(store, &plan, out);
}

const struct error *past_entry(struct store *store, uint64_t index, struct buffer *out)
{
    struct query *entry SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT text FROM journal WHERE position = ?1", &entry));
    query_bind_integer(entry, 1, (int64_t)index);
    TRY(query_step(entry, &row));
    if (!row) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld is missing"), (long long)index);
    }
    buffer_add(out, query_text(entry, 0));
    return NULL;
}

static const struct error *rolled_back(const char *name, uint64_t then, uint64_t now)
{
    return error_new(ERROR_UNVERIFIED,
                     _("rolled back: %s was signed when the ledger had %llu entries, now it has %llu; an older copy of the file was put in its place, or its end cut off"),
                     name, (unsigned long long)then, (unsigned long long)now);
}

static const struct error *rewritten(const char *name, uint64_t size, uint64_t agreed)
{
    if (agreed > 0) {
        return error_new(ERROR_UNVERIFIED, _("changed: the first %llu entries are not those for which %s was signed; the history was rewritten between entry %llu and %llu"),
                         (unsigned long long)size, name, (unsigned long long)agreed, (unsigned long long)size - 1);
    }
    return error_new(ERROR_UNVERIFIED, _("changed: the first %llu entries are not those for which %s was signed; the history was rewritten"),
                     (unsigned long long)size, name);
}

/* The stored frontier of that size, when its root is the checkpoint's. */
static const struct error *restore_at(struct store *store, const struct checkpoint *checkpoint, struct tree *tree, bool *out)
{
    struct query *head SCOPED_QUERY = NULL;
    struct digest root;
    bool row;
    *out = false;
    TRY(query_open(store, "SELECT frontier FROM tree_head WHERE size = ?1", &head));
    query_bind_integer(head, 1, (int64_t)checkpoint->size);
    TRY(query_step(head, &row));
    if (row && tree_restore(tree, checkpoint->size, query_bytes(head, 0))) {
        tree_root(tree, &root);
        *out = digest_equal(&root, &checkpoint->root);
    }
    return NULL;
}

const struct error *past_extends(struct store *store, const struct identity *identity, const char *name, const struct checkpoint *checkpoint)
{
    struct tree tree = { 0 };
    struct digest root;
    bool restored;
    if (checkpoint->size > identity->size) {
        return rolled_back(name, checkpoint->size, identity->size);
    }
    TRY(restore_at(store, checkpoint, &tree, &restored));
    if (!restored) {
        return rewritten(name, checkpoint->size, 0);
    }
    TRY(append_leaves(store, checkpoint->size, identity->size, &tree));
    tree_root(&tree, &root);
    return digest_equal(&root, &identity->root)
               ? NULL
               : error_new(ERROR_UNVERIFIED, _("changed: the newest tree head does not follow from %s and the entries since; run `dumisake verify`"), name);
}

void past_free(struct past *past)
{
    memory_free(past->agreed);
    *past = (struct past){ .store = NULL };
}

uint64_t past_agreed(const struct past *past, uint64_t limit)
{
    uint64_t largest = 0;
    for (size_t i = 0; i < past->agreed_count; i++) {
        if (past->agreed[i] < limit && past->agreed[i] > largest) {
            largest = past->agreed[i];
        }
    }
    return largest;
}

static void agree(struct past *past, uint64_t size)
{
    past->agreed = memory_grow(past->agreed, past->agreed_count, &past->agreed_capacity, sizeof(*past->agreed));
    past->agreed[past->agreed_count++] = size;
}

/* Up to the largest size that agrees everything is as it was. */
static uint64_t blame(struct past *past, uint64_t size)
{
    uint64_t agreed = past_agreed(past, size);
    past->first_bad = agreed > 0 ? (int64_t)agreed : -1;
    return agreed;
}

static const struct error *made_up(const char *name)
{
    return error_new(ERROR_UNVERIFIED, _("%s: speaks of this ledger, does not agree with it and is signed by no key that its journal names: either that file is made up, or the journal is"),
                     name);
}

const struct error *past_compare(struct past *past, const char *name, struct text bytes, enum comparison *out)
{
    const struct identity *identity = past->identity;
    struct note note;
    struct checkpoint checkpoint;
    struct digest root;
    if (!note_parse(bytes, &note) || !checkpoint_parse(note.text, &checkpoint)) {
        *out = COMPARISON_DAMAGED;
        return NULL;
    }
    if (!text_equal(checkpoint.origin, text_of(identity->origin))) {
        *out = COMPARISON_FOREIGN;
        return NULL;
    }
    past->first_bad = -1;
    enum note_verdict verdict = note_verify(&note, identity->keys, identity->key_count);
    if (verdict == NOTE_FORGED) {
        *out = COMPARISON_DAMAGED;
        return NULL;
    }
    if (checkpoint.size > identity->size) {
        past->first_bad = verdict == NOTE_GENUINE ? (int64_t)identity->size : -1; /* the first that is not there */
        return verdict == NOTE_GENUINE ? rolled_back(name, checkpoint.size, identity->size) : made_up(name);
    }
    TRY(past_root(past->store, checkpoint.size, &root));
    if (!digest_equal(&root, &checkpoint.root)) {
        return verdict == NOTE_GENUINE ? rewritten(name, checkpoint.size, blame(past, checkpoint.size)) : made_up(name);
    }
    *out = verdict == NOTE_GENUINE ? COMPARISON_AGREES : COMPARISON_UNSIGNED;
    if (verdict == NOTE_GENUINE) {
        agree(past, checkpoint.size);
    }
    return NULL;
}

const struct error *past_compare_short(struct past *past, const struct short_checkpoint *paper, enum comparison *out)
{
    struct digest root;
    if (memcmp(paper->ledger, past->identity->id, SHORT_ID_LENGTH) != 0) {
        *out = COMPARISON_FOREIGN;
        return NULL;
    }
    past->first_bad = -1;
    if (paper->size > past->identity->size) {
        past->first_bad = (int64_t)past->identity->size;
        return rolled_back(_("the checkpoint on paper"), paper->size, past->identity->size);
    }
    TRY(past_root(past->store, paper->size, &root));
    if (memcmp(root.bytes, paper->root, SHORT_ROOT_BYTES) != 0) {
        return rewritten(_("the checkpoint on paper"), paper->size, blame(past, paper->size));
    }
    *out = COMPARISON_AGREES;
    agree(past, paper->size);
    return NULL;
}
